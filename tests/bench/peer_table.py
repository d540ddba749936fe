"""Recall of the first answer and CPU time a mention, the resolver beside its peers, on the same mentions in one run.

`make bench-peers` prints a table for each size of the gazetteer. Mentions are real ones in as many scripts as there
are, each of somebody in the gazetteer; peers get them, and the names, in Latin letters by unidecode. A peer that is not
installed is left out, and a line says why. Slow ones are asked about fewer mentions: the first of the same.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.adapter import KNOWN_SHARE, resolver_of, stated
from tests.bench.core import drawn
from tests.bench.crowd import distinct
from tests.bench.matchers import Best, Matcher, Names, grouper, rapid
from tests.bench.search_engines import symspell_words, tantivy_grams


def exonym(names: Names) -> Best:
    """The resolver: the first of its candidates, however unlikely, as the peers always have one."""
    resolver = resolver_of(((each, name, "", "person") for each, name in names), stated(KNOWN_SHARE))
    resolver.catalogue.phonetics  # noqa: B018 (made when it is first asked for, and part of setting up)

    def best(mentions: Sequence[str]) -> list[str]:
        found = (resolver.resolve(mention, limit=1).candidates for mention in mentions)
        return [each[0].id if each else "" for each in found]

    return best


SIZES = (34_872, 103_082)
_FIRST = 4  # of so many that are timed, one other mention is asked before
_LATIN = {"read": "unidecode"}
PEERS = (
    Matcher("exonym", exonym, 1000),
    Matcher("rapidfuzz cdist token_sort_ratio", rapid("token_sort_ratio"), 400, "", (_LATIN,)),
    Matcher("rapidfuzz cdist WRatio", rapid("WRatio"), 60, "", (_LATIN,)),
    Matcher("tantivy 3-grams, 50 ranked", tantivy_grams, 1000, "tantivy"),
    Matcher("symspellpy words, 50 ranked", symspell_words, 1000, "symspellpy"),
    Matcher("string_grouper 3-grams", grouper, 1000, "string_grouper", ({**_LATIN, "ngram": 3, "least": 0.2},)),
)


@dataclass(frozen=True)
class Asked:
    """A mention with the id that it means."""

    mention: str
    gold: str


@dataclass(frozen=True)
class Questions:
    """Mentions in as many scripts as can be, those in ASCII, and others that are asked first: they load the tables."""

    all: list[Asked]
    plain: list[Asked]
    first: list[Asked]

    @classmethod
    def read(cls, bench: Path, count: int) -> Questions:
        """So many of all and half as many in ASCII; of a text that means two people none."""
        rows = _rows(bench / "wiki_en" / "queries.dev.csv")
        gold: dict[str, set[str]] = {}
        for row in rows:
            gold.setdefault(row["query"], set()).add(row["gold_id"])
        known = [each for each in rows if len(gold[each["query"]]) == 1]
        every, latin = drawn(known, 2 * count), drawn([each for each in known if each["query"].isascii()], count)

        def asked(some: Sequence[tuple[str, str]]) -> list[Asked]:
            return [Asked(mention, *gold[mention]) for _, mention in some]

        half = count // 2
        return cls(asked(every[:count]), asked(latin[:half]), asked(every[count:] + latin[half:]))


def names_of(bench: Path, count: int, asked: Questions) -> list[tuple[str, str]]:
    """So many names, those that are asked about first."""
    wanted = {each.gold for each in (*asked.all, *asked.plain)}
    known = _rows(bench / "wiki_en" / "gazetteer.csv") + _rows(bench / "crowd.csv")
    known.sort(key=lambda row: row["id"] not in wanted)
    return list(islice(distinct((row["id"], row["name"]) for row in known), count))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def line(peer: Matcher, names: Names, asked: Questions) -> str:
    """What became of one peer."""
    if peer.missing():
        return f"{peer.name:34} not installed (pip install -r requirements-bench.txt)"
    began = time.process_time()
    best = peer.make(names, **peer.settings[0])
    setup = time.process_time() - began
    _asked(best, asked.first[:: max(1, len(asked.first) * _FIRST // peer.most)])
    figures = [_asked(best, some[: peer.most]) for some in (asked.all, asked.plain)]
    cells = [_share(right) for right, _ in figures] + [_ms(seconds, right) for right, seconds in figures]
    return f"{peer.name:34} {len(figures[0][0]):8,} {'  '.join(cells)} {setup:9.1f}"


def _asked(best: Best, some: Sequence[Asked]) -> tuple[list[bool], float]:
    """Whether each answer is right, and the CPU seconds of all."""
    began = time.process_time()
    answers = best([each.mention for each in some]) if some else []
    took = time.process_time() - began
    return [answer == each.gold for answer, each in zip(answers, some, strict=True)], took


def _share(right: Sequence[bool]) -> str:
    return f"{statistics.mean(right):8.3f}" if right else "       –"


def _ms(seconds: float, some: Sequence[bool]) -> str:
    return f"{1000 * seconds / len(some):8.2f}" if some else "       –"


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("bench", type=Path, help="the folder of the development benchmarks")
    parser.add_argument("--mentions", type=int, default=1000)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="names of the gazetteer")
    parser.add_argument("--only", default="", help="only the peers whose names have this text, and the resolver")
    given = parser.parse_args()
    if not (given.bench / "crowd.csv").is_file():
        parser.error(f"{given.bench} has no crowd.csv: say where the development benchmarks are.")
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    asked = Questions.read(given.bench, given.mentions)
    for size in given.sizes:
        names = names_of(given.bench, size, asked)
        print(f"{len(names):,} names; recall@1 and ms of CPU a mention, of all and of those in ASCII; set-up in s")
        print(f"{'':34} {'mentions':>8} {'recall':>8}  {'ASCII':>8}  {'ms':>8}  {'ASCII':>8} {'set-up':>9}")
        for peer in PEERS:
            if peer.name == "exonym" or given.only in peer.name:
                print(line(peer, names, asked))


if __name__ == "__main__":
    main()
