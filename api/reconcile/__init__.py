"""The Reconciliation Service API: 0.2, as OpenRefine speaks it, and the 1.0 draft."""
