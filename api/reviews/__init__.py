"""Reviews of a service: each a directory with its table, its decisions, and an index that is made of them."""
