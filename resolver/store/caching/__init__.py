"""What was read and compiled, kept by the hash of its content."""
