"""Routes of Vietnamese names: syllables, spellings at home and abroad."""
