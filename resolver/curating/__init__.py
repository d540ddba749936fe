"""What people decided about mentions, as changes of a gazetteer: planned, tried, shown and written."""
