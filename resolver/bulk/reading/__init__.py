"""Tables in: bytes to blocks of rows, whatever the format."""
