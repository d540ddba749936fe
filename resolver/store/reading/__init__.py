"""YAML and tables to entities: nodes, entries, references between them, layers."""
