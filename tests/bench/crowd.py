"""Mentions of a crowd of names: real ones in many languages, and what people make of names when they type them.

The gazetteer is the crowd of the development benchmarks. Mentions are their queries whose entity is in the crowd,
filled up with variants of those queries and of the crowd's names: other order, other case, no diacritics, written
together, two letters swapped, an initial. No rule of the resolver makes them.
"""

from __future__ import annotations

import csv
import random
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mention:
    """A text, the id that it means, and whether somebody wrote it so."""

    text: str
    gold: str
    real: bool


def read_crowd(bench: Path) -> list[tuple[str, str]]:
    """(id, name) of everybody."""
    with (bench / "crowd.csv").open(encoding="utf-8", newline="") as stream:
        return [(row["id"], row["name"]) for row in csv.DictReader(stream)]


def distinct(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The names of which neither the id nor the text came before: files of names have some of each other's."""
    ids, texts = set[str](), set[str]()
    for entity, name in names:
        if entity not in ids and name not in texts:
            ids.add(entity)
            texts.add(name)
            yield entity, name


def make_mentions(bench: Path, names: list[tuple[str, str]], count: int) -> list[Mention]:
    """So many distinct mentions in a random order that is always the same. A text that means two people is left out."""
    chance = random.Random(5)  # noqa: S311 - not for secrets
    found: dict[str, Mention | None] = {}
    own = {name for _, name in names}
    known = {entity for entity, _ in names}
    real = [Mention(text, gold, True) for text, gold in _queries(bench) if gold in known and text not in own]
    for each in real:
        _add(found, each)
    sources = [*real, *(Mention(name, entity, True) for entity, name in chance.sample(names, len(names)))]
    chance.shuffle(sources)
    ways: list[Callable[[str, random.Random], str]] = [
        _inverted, _upper, _bare, _together, _swapped, _initial,
    ]  # fmt: skip
    for at in range(len(ways) * len(sources)):
        if len(found) >= count:
            break
        source = sources[at % len(sources)]
        text = ways[(at + at // len(sources)) % len(ways)](source.text, chance)
        if text != source.text and text not in own:
            _add(found, Mention(text, source.gold, False))
    mentions = [each for each in found.values() if each is not None]
    chance.shuffle(mentions)
    return mentions


def _add(found: dict[str, Mention | None], mention: Mention) -> None:
    same = found.setdefault(mention.text, mention)
    if same is not None and same.gold != mention.gold:
        found[mention.text] = None


def _queries(bench: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(bench.glob("*/queries.dev.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            yield from ((row["query"], row["gold_id"]) for row in csv.DictReader(stream) if row["gold_id"])


def _inverted(text: str, _: random.Random) -> str:
    first, _, last = text.rpartition(" ")
    return f"{last}, {first}" if first else text


def _upper(text: str, _: random.Random) -> str:
    return text.upper()


def _bare(text: str, _: random.Random) -> str:
    """Without marks over and under letters, as keyboards and old systems have it."""
    split = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in split if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", bare)


def _together(text: str, _: random.Random) -> str:
    return text.replace(" ", "")


def _swapped(text: str, chance: random.Random) -> str:
    if len(text) < 5:
        return text
    at = chance.randrange(1, len(text) - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _initial(text: str, _: random.Random) -> str:
    first, _, rest = text.partition(" ")
    return f"{first[0]}. {rest}" if rest else text
