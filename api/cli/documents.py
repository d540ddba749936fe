"""The document of a mention that is explained: a file with its text, or other mentions of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...resolver.errors import UsageError

if TYPE_CHECKING:
    from ...resolver.memory.together import Remembered
    from ...resolver.model import Hints
    from ...resolver.resolve import Resolver


def remember(
    resolver: Resolver, mention: str, file: str, others: Sequence[str], hints: Hints
) -> tuple[Remembered, Hints]:
    """What the document remembers, with the hints and what its text says where they are silent.

    Raises UsageError for both a file and mentions, InputError for what cannot be read.
    """
    if file and others:
        raise UsageError("--document and --beside are two ways to say the same.", remedy="Give one of them.")
    if others:
        return resolver.remember(others, hints), hints
    from ...resolver.documents.annotate import Annotator
    from ...resolver.documents.html_text import read_page
    from ..text_files import text_files

    documents = text_files([file])  # which close the file when they are dropped
    read = next(documents)
    text = "".join(read.pieces)
    text = read_page(text).text if read.is_page else text
    return Annotator(resolver).remember(text, mention, hints)
