"""Raw text to a `Name`: words, titles, spellings, and the hypotheses of which is which."""
