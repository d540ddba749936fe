"""Coverage-guided fuzzing: `python tests/fuzz/fuzz.py TARGET SECONDS`, with atheris installed (pip install atheris).

TARGET is parse (a mention), resolve (a mention against the shipped gazetteer), csv (a table to reconcile and a table
as gazetteer) or yaml (a file of the gazetteer). It ends with a traceback and the input at the first exception that is
no clear error of ours, and at the first input that takes over a second. Seeds and finds are kept in .fuzz/TARGET.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

_SLOW = 1.0  # seconds of CPU
_KEPT = Path(".fuzz")

Target = Callable[[bytes], object]


def parse_target() -> tuple[Target, list[bytes]]:
    from exonym.resolver.mentions.name import parse

    def run(raw: bytes) -> object:
        return parse(raw.decode("utf-8", "surrogateescape"))

    mentions = (Path(__file__).parents[2] / "seeds" / "mentions.csv").read_text(encoding="utf-8").splitlines()[1:]
    return run, [line.encode() for line in mentions]


def resolve_target() -> tuple[Target, list[bytes]]:
    from exonym.resolver.resolve import Resolver
    from exonym.resolver.store.reading.load import load
    from exonym.resolver.store.reading.shipped import shipped

    resolver = Resolver(load([shipped()]))

    def run(raw: bytes) -> object:
        return resolver.resolve(raw.decode("utf-8", "surrogateescape"))

    seeds = parse_target()[1]
    for seed in seeds:
        run(seed)  # loads what is loaded once
    return run, seeds


def csv_target() -> tuple[Target, list[bytes]]:
    from exonym.resolver.bulk.reading.byte_source import TextBlocks
    from exonym.resolver.bulk.reading.delimited import DelimitedReader
    from exonym.resolver.errors import InputError
    from exonym.resolver.store.reading.table_file import table_entries

    def run(raw: bytes) -> object:
        table_entries(raw, Path("t.csv"), {})
        table_entries(raw, Path("t.tsv"), {})
        try:
            reader = DelimitedReader(iter(TextBlocks(io.BytesIO(raw), "t.csv")))
            return sum(len(chunk.texts) for chunk in reader.chunks([0])) if reader.header else 0
        except InputError:
            return None

    seeds = [
        b'id,name\na,"Ng\xc3\xb4, ""X""\nL"\nb,\xe5\x90\xb4\n', b"\xef\xbb\xbfname;lang\r\nx;vi\r\n",
        b"\xff\xfei\x00d\x00,\x00n\x00a\x00m\x00e\x00\n\x00", b'id,name,lang,kind,country\na,"b\n',
        b"id,name\r\ra,b\rc\r", b"id\tname\na\t\n",
    ]  # fmt: skip
    return run, seeds


def yaml_target() -> tuple[Target, list[bytes]]:
    from exonym.resolver.store.reading.entries import yaml_entries

    root = Path(__file__).parents[2] / "gazetteer"

    def run(raw: bytes) -> object:
        return [yaml_entries(raw, "people/x.yaml", kind, {}) for kind in ("person", "agreement", "post")]

    files = sorted(root.rglob("*.yaml"))
    return run, [file.read_bytes()[:1500] for file in files]


_TARGETS = {"parse": parse_target, "resolve": resolve_target, "csv": csv_target, "yaml": yaml_target}


def _seconds(run: Target, raw: bytes) -> float:
    began = time.process_time()
    run(raw)
    return time.process_time() - began


def main() -> None:
    """Fuzzes one target for so many seconds."""
    name, seconds = sys.argv[1], sys.argv[2]
    import atheris

    with atheris.instrument_imports(include=["exonym.resolver"]):
        run, seeds = _TARGETS[name]()

    def timed(raw: bytes) -> None:
        seconds = _seconds(run, raw)
        if seconds > _SLOW:
            seconds = min(seconds, _seconds(run, raw))  # the first to need a table loads it
        if seconds > _SLOW:
            raise TimeoutError(f"{seconds:.2f} s for {len(raw)} bytes")

    corpus = _KEPT / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=120", f"-artifact_prefix={_KEPT}/{name}-"]
    atheris.Setup([sys.argv[0], str(corpus), *options], timed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
