"""Routes of Korean names: hangul, hanja and katakana."""
