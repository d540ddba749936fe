"""What a string is made of: cleaning, scripts, words, units, phrases, numerals, Han variants, folded letters."""
