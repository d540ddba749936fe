"""From keys to the forms that have them: inverted lists as flat arrays, immutable."""
