"""Names by sound: learned chunks, words that names translate, and the model of the best answer."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from .cells import CHARACTERS, LANGUAGE, LATIN_WORDS, SCRIPT, TEXT, number, one_of, pattern
from .table import Table

SCRIPTS = (
    "arabic", "armenian", "bengali", "cyrillic", "devanagari", "georgian", "greek", "han", "hangul", "hebrew", "kana",
    "latin", "tamil", "thai",
)  # fmt: skip
"""Scripts whose chunks are learned, each a table of its own."""

_LETTERS = pattern("[a-z]*", "plain small Latin letters, or nothing")
_WORD = pattern("[a-z]+", "a word in plain small Latin letters")


class Chunk(NamedTuple):
    """Units of a script (spaces between), Latin letters that they stand for, nats against chance, expected count."""

    source: Annotated[str, pattern("\\S*( \\S+)*", "units with single spaces between")]
    latin: Annotated[str, _LETTERS]
    weight: Annotated[float, number(-20, 20)]
    count_: Annotated[float, number(0, 1e9)]


class Letter(NamedTuple):
    """A letter, or letters that belong together, and its rough romanisation; empty for a sign that is not heard."""

    script: Annotated[str, SCRIPT]
    letters: Annotated[str, pattern("\\S+", "letters")]
    latin: Annotated[str, _LETTERS]


class Spellings(NamedTuple):
    """A name or byname that languages translate, with its spellings in plain Latin letters."""

    name: Annotated[str, _WORD]
    spellings: Annotated[tuple[str, ...], LATIN_WORDS]


class Realm(NamedTuple):
    """A realm of rulers: its spellings, and the states, or words, by which realms are told apart."""

    name: Annotated[str, _WORD]
    spellings: Annotated[tuple[str, ...], LATIN_WORDS]
    states: Annotated[tuple[str, ...], LATIN_WORDS]


class Phrase(NamedTuple):
    """What a language has for one word of a name, with that word in English, or the number."""

    lang: Annotated[str, LANGUAGE]
    phrase: Annotated[str, TEXT]
    english: Annotated[str, pattern("[a-z]+( [a-z]+)*|[1-9][0-9]?", "English words in small letters, or a number")]


class Equivalent(NamedTuple):
    """A word of names and the Latin word, or the number, that it stands for, how sure, and in how many names."""

    script: Annotated[str, one_of(*SCRIPTS)]
    word: Annotated[str, pattern("\\S+", "a word")]
    latin: Annotated[str, pattern("[a-z]+|#[1-9][0-9]?", "a word in plain small Latin letters, or #number")]
    weight: Annotated[float, number(-20, 20)]
    people: Annotated[float, number(1, 1e9)]


class CommonWord(NamedTuple):
    """A common word of names in Latin letters and its surprise in nats."""

    word: Annotated[str, _WORD]
    nats: Annotated[float, number(0, 20)]


class Feature(NamedTuple):
    """A feature of the best answer by sound and its weight in the logistic model."""

    feature: Annotated[str, pattern("[a-z_]+", "the name of a feature")]
    weight: Annotated[float, number(-100, 100)]


class Syllable(NamedTuple):
    """A syllable of Mandarin and the characters of which it is the commonest reading."""

    syllable: Annotated[str, _WORD]
    characters: Annotated[str, CHARACTERS]


GIVEN_NAMES = Table("phonetic/given_names.tsv", Spellings, ("name",))
EPITHETS = Table("phonetic/epithets.tsv", Spellings, ("name",))
REALMS = Table("phonetic/realms.tsv", Realm, ("name",))
NICKNAMES = Table("phonetic/nicknames.tsv", Spellings, ("name",))
PHRASES = Table("phonetic/phrases.tsv", Phrase, ("lang", "phrase"))
LETTERS = Table("phonetic/letters.tsv", Letter, ("script", "letters"))
TABLES: tuple[Table[Any], ...] = (
    *(Table(f"phonetic/{each}.tsv", Chunk, ("source", "latin"), "learn_phonetics.py") for each in SCRIPTS),
    LETTERS,
    GIVEN_NAMES,
    EPITHETS,
    REALMS,
    NICKNAMES,
    PHRASES,
    Table("phonetic/words.tsv", Equivalent, ("script", "word", "latin"), "learn_phonetics.py"),
    Table("phonetic/common.tsv", CommonWord, ("word",), "learn_phonetics.py"),
    Table("phonetic/decision.tsv", Feature, ("feature",), "fit_decision.py"),
    Table("phonetic/syllables.tsv", Syllable, ("syllable",), "learn_phonetics.py"),
)
