"""Gazetteers from and to the formats in which the field publishes names: each format in a module of its own."""
