"""Tables out: rows with their answers, reviews and mappings, whole or not at all."""
