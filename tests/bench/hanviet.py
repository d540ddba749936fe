"""Chinese names of Vietnamese people against a crowd of Vietnamese names: a set made of the pairs beside the benchmark.

The crowd are the names in all gazetteers of the benchmark whose words all are Vietnamese syllables. They are some
hundreds, so the crowd is filled up by exchanging family and given names among those with diacritics: each part is real,
and near names are as near as in a real crowd.
"""

from __future__ import annotations

import csv
import random
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from exonym.resolver.readings.vietnamese.syllable import canonical, parse

NAME, STRATUM = "hanviet_pairs", "zh>vi"
CROWD = 8_000
"""Names in all, about as many as the crowd that the goal was measured with (8,172)."""

_GAZETTEER = ("id", "name", "lang", "kind")


def pairs_file(bench: Path) -> Path:
    """Where the pairs lie: beside the benchmark."""
    return bench.parent / "tables" / "hanviet_pairs.tsv"


def write_set(bench: Path, folder: Path, split: str) -> None:
    """Writes the set, and a crowd.csv without the names of the set, into a folder laid out as the benchmark is."""
    pairs = list(aligned(_rows(pairs_file(bench))))
    ids = {_plain(name): f"pair-{at}" for at, (_, name) in enumerate(pairs)}
    names = {ids[_plain(name)]: name for _, name in pairs}
    real = [name for name in _bench_names(bench) if is_vietnamese(name)]
    crowd = filled(real, CROWD - len(names), set(ids))
    entities = [*names.items(), *((f"crowd-{at}", name) for at, name in enumerate(crowd))]
    (folder / NAME).mkdir()
    _write(folder / NAME / "gazetteer.csv", _GAZETTEER, ((entity, name, "vi", "person") for entity, name in entities))
    queries = ((han, "zh", "Hani", ids[_plain(name)], STRATUM) for han, name in pairs)
    _write(folder / NAME / f"queries.{split}.csv", ("query", "lang", "script", "gold_id", "stratum"), queries)
    own = {_plain(name) for _, name in entities}
    with (bench / "crowd.csv").open(encoding="utf-8", newline="") as stream:
        others = [row for row in csv.DictReader(stream) if _plain(row["name"]) not in own]
    _write(folder / "crowd.csv", _GAZETTEER, ([row[column] for column in _GAZETTEER] for row in others))


def aligned(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs of Han characters and Vietnamese name whose syllables stand one by one."""
    return ((han, name) for han, name in pairs if len(han) == len(name.split()))


def is_vietnamese(name: str) -> bool:
    """Whether all words of a name are Vietnamese syllables, two to four of them; much pinyin is so too."""
    words = name.split()
    return 2 <= len(words) <= 4 and all(parse(word) for word in words)


def filled(real: Iterable[str], count: int, taken: set[str]) -> list[str]:
    """The real names, then family names of some with given names of others, until there are so many.

    `taken` are names (lower case, one spelling) that the crowd must not have. Fewer come where parts run out.
    """
    found = {_plain(name): name for name in real if _plain(name) not in taken}
    marked = [name.split() for name in found.values() if not name.isascii()]
    families = sorted({words[0] for words in marked})
    given = sorted({" ".join(words[1:]) for words in marked})
    exchanged = [f"{family} {rest}" for family in families for rest in given]
    random.Random(5).shuffle(exchanged)  # noqa: S311 - not for secrets
    for name in exchanged:
        if len(found) >= count:
            break
        if _plain(name) not in taken:
            found.setdefault(_plain(name), name)
    return list(found.values())[:count]


def _plain(name: str) -> str:
    return " ".join(canonical(word) for word in unicodedata.normalize("NFC", name).casefold().split())


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            han, name, *_ = line.split("\t")
            yield han, name


def _bench_names(bench: Path) -> Iterator[str]:
    for path in (bench / "crowd.csv", *sorted(bench.glob("*/gazetteer.csv"))):
        with path.open(encoding="utf-8", newline="") as stream:
            yield from (row["name"] for row in csv.DictReader(stream))


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([list(columns), *(list(row) for row in rows)])
