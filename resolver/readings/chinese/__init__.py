"""Routes of names in Han characters: Mandarin, Cantonese, Sino-Vietnamese and Sino-xenic readings."""
