"""The gazetteer's files: read, checked, laid over one another, described by a schema."""
