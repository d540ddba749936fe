"""The ways in: command line and HTTP. They translate for the core; they never decide."""
