"""Words that are not names, read from the tables: countries, offices, functions, connectors, legal forms."""
