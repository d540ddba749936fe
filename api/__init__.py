"""The ways in: command line, HTTP and Python. They translate for the core; they never decide."""
