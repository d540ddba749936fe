"""Words of running text that tell where a name in it begins and ends."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from .cells import FORMS, LANGUAGE, one_of
from .table import Table


class TextWords(NamedTuple):
    """Words of a language by what they do beside a name; the head of the table explains the classes."""

    class_: Annotated[
        str,
        one_of(
            "and",
            "and-elsewhere",
            "also",
            "both",
            "both-countries",
            "word",
            "inside",
            "son-of",
            "enclitic",
            "before",
            "behind",
        ),
    ]
    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[str, ...], FORMS]


TEXT_WORDS = Table("running_text.tsv", TextWords, ("class", "lang"))
TABLES = (TEXT_WORDS,)
