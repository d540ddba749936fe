"""Makes the file of all vocabularies: `python -m exonym.resolver.vocabulary.compiling`. Builds run it too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..text.phrase_file import PhraseFile, write
from ..text.phrase_roots import Phrase, Sown
from . import agreement_words, connectors, countries, functions, offices
from .stored import FILE, digest

VOCABULARIES: dict[str, Callable[[], Iterable[Phrase[Any]]]] = {
    "connectors": connectors.entries,
    "countries": countries.entries,
    "functions": functions.entries,
    "instruments": agreement_words.instrument_entries,
    "offices": offices.entries,
    "pairs": countries.pair_entries,
    "portfolios": functions.portfolio_entries,
    "topics": agreement_words.topic_entries,
}


def main() -> None:
    """Write the file, where it is not fresh."""
    if PhraseFile.open(FILE, digest()) is None:
        write(FILE, digest(), {name: Sown.of(entries()) for name, entries in VOCABULARIES.items()})


if __name__ == "__main__":
    main()
