"""Phonetic renderings of foreign names: how likely a word in one script is the sound of a word in another.

`units` cuts a name into words and letters, `skeleton` gives the coarse keys that find candidates, `align` scores
two words by learned chunks of letters, `score` two whole names. The tables are learned by tools/learn_phonetics.py.
"""
