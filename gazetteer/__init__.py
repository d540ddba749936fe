"""The shipped gazetteer: YAML files of known people, organisations, agreements and posts, edited by hand."""
