"""All C of the project, and the loader that finds what was compiled."""
