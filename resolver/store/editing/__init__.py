"""Changing YAML files without touching what is not meant: blocks, formatting, mending, new entries."""
