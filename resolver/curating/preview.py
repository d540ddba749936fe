"""What one decision would write into the gazetteer, shown before anything is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ..bulk.answering.decisions import Made
from ..resolve import Resolver
from .changes import plan
from .rewriting import diff, directory_for_new, rewritten


class Preview(Struct, frozen=True):
    """A unified diff and the file that it changes; both empty where nothing would be written, and `why`."""

    diff: str = ""
    file: str = ""
    why: str = ""


def preview(made: Made, resolver: Resolver, layers: Sequence[Path]) -> Preview:
    """The change that a decision comes to: an alias of the entity, or a new entry in the last directory given.

    `exonym apply` tries it before it writes; here it is only planned, which takes no time.
    """
    patch = plan([made], resolver, tried=False)
    texts = rewritten(patch, layers, directory_for_new(layers))
    why = "; ".join(each for _, each in (*patch.refused, *patch.needless))
    return Preview(diff(texts), ", ".join(map(str, sorted(texts))), why)
