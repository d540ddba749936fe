"""What stands in the tables: a row class and a `Table` for each, by subject, and all of them in `registry`."""
