"""Readings: what a name written in one script may be written as in another, one module a route."""
