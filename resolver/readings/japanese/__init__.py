"""Routes of Japanese names: kanji, kana and romaji."""
