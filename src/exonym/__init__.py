"""exonym: from a written name to a canonical entity, with the evidence for it."""

__version__ = "0.1.0"
