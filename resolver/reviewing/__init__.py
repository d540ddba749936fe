"""A table under review: its distinct names in the order of what a decision about them is worth, and the decisions."""
