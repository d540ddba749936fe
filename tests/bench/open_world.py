"""How the resolver decides where most who are named are strangers, in one run and one table (`make bench-open-world`).

The data lie beside the checkout. `--only strangers,texts` asks for a part, `--limit 500` for so many rows of each,
`--show wrong,noisy,missed` prints the rows behind the figures. Progress goes to stderr, tables to stdout.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.markdown import show
from tests.bench.open_world_parts import PARTS, SHOWN, Run
from tests.bench.workers import cores

from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load
from exonym.resolver.store.reading.shipped import shipped

HEAD = ("what", "exonym", "goal", "", "at commit 24f2221")


def main() -> int:
    parser = _arguments()
    given = parser.parse_args()
    wanted = _names(parser, given.only or ",".join(PARTS), PARTS)
    shown = frozenset(verdict for name in _names(parser, given.show, SHOWN) for verdict in SHOWN[name])
    if not (given.shared / "texts" / "ids.txt").is_file():
        print(f"no benchmark at {given.shared.resolve()}: it lies beside the project, not in it", file=sys.stderr)
        return 1
    sets = frozenset(filter(None, given.sets.split(",")))
    run = Run(
        given.shared, Resolver(load([shipped()])), given.limit, given.processes, shown=shown, by=given.by, sets=sets
    )
    show(HEAD, [line for part in wanted for line in PARTS[part](run)])
    return 0


def _names(parser: argparse.ArgumentParser, given: str, known: Mapping[str, object]) -> list[str]:
    """The names that stand in an option, with commas between."""
    names = list(filter(None, given.split(",")))
    if unknown := set(names) - set(known):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    return names


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"), help="where the data lie")
    parser.add_argument("--only", default="", help=f"parts with commas between: {', '.join(PARTS)}; else all")
    parser.add_argument("--limit", type=int, default=0, help="rows of each list, evenly spaced; 0: all")
    parser.add_argument("--show", default="", help=f"print the rows that are {', '.join(SHOWN)}")
    parser.add_argument("--by", default="", help="figures of the lists by a column, too: lang, kind")
    parser.add_argument("--sets", default="", help="only these sets of the benchmark, with commas between")
    parser.add_argument("--processes", type=int, default=cores(), help="processes at the same time")
    return parser


if __name__ == "__main__":
    sys.exit(main())
