"""Bulk reconciliation: rows and columns, with a resolver that answers from a small table."""
