"""Characters of running text a second, beside an automaton over the written names and spaCy's EntityRuler.

`python tests/bench/running_text.py [BENCH] [--texts PATH ...] [--memory MB]` (`make bench-annotate`): BENCH has a
`crowd.csv`, the 100,000 names of the large gazetteer. The texts are the golden documents of tests/golden/documents, or
files of your own. All take turns in one run and their CPU time is counted, so that the ratios hold on any machine; what
the others find is the written names alone. pyahocorasick and spaCy take part where they are installed.

`--memory MB` writes a text of that size from the same documents in ever other orders, annotates it as the command does,
and prints the resident memory after each tenth.
"""

from __future__ import annotations

import argparse
import importlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from exonym.resolver.documents.annotate import Annotator
from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load
from exonym.resolver.store.reading.shipped import shipped

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.documents.golden import documents

ROUNDS = 3
BETWEEN = "\n\n"
Reader = Callable[[str], int]
"""Takes a text, gives the number of mentions in it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bench", nargs="?", type=Path, help="a directory with crowd.csv")
    parser.add_argument("--texts", nargs="+", type=Path, default=[], help="plain texts instead of the golden ones")
    parser.add_argument("--memory", type=int, default=0, metavar="MB", help="show the memory over so much text instead")
    given = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in given.texts] or [golden.text for golden in documents()]
    resolver = Resolver(load([shipped()]))
    if given.memory:
        show_memory(resolver, texts, given.memory * 1_000_000)
        return
    show_speed("the shipped gazetteer", resolver, texts)
    crowd = given.bench / "crowd.csv" if given.bench else None
    if crowd is not None and crowd.exists():
        show_speed("100,000 names beside it", Resolver(load([shipped(), crowd])), texts)


def show_speed(title: str, resolver: Resolver, texts: Sequence[str]) -> None:
    """A line for each reader: characters and bytes a second, mentions, and its speed beside the annotator's."""
    names = sorted({form.text for entity in resolver.gazetteer.entities.values() for form in entity.forms})
    annotator = Annotator(resolver)
    readers: dict[str, Reader] = {"exonym annotate": lambda text: len(annotator.annotate(text).mentions)}
    for what, module, make in (
        ("pyahocorasick, written names", "ahocorasick", automaton),
        ("spaCy EntityRuler, written names", "spacy", entity_ruler),
    ):
        try:
            importlib.import_module(module)
        except ImportError:
            print(f"{what}: not installed")
        else:
            readers[what] = make(names)
    characters = sum(map(len, texts))
    size = sum(len(text.encode()) for text in texts)
    print(f"\n{title}: {len(names):,} written names; {len(texts)} texts, {characters:,} characters, {size:,} bytes")
    for reader in readers.values():  # what is loaded once is loaded before
        for text in texts:
            reader(text)
    times: dict[str, list[float]] = {what: [] for what in readers}
    counts: dict[str, int] = {}
    for _ in range(ROUNDS):
        for what, reader in readers.items():
            begin = time.process_time()
            counts[what] = sum(map(reader, texts))
            times[what].append(time.process_time() - begin)
    own = statistics.median(times["exonym annotate"])
    for what in readers:
        took = statistics.median(times[what])
        print(
            f"{what:34} {characters / took / 1000:10,.1f} thousand characters a second {size / took / 1000:10,.1f} kB"
            f" {counts[what]:6,} mentions {own / took:10.2f} x exonym"
        )


def automaton(names: Sequence[str]) -> Reader:
    """Aho and Corasick's automaton over the names as they are written."""
    ahocorasick = importlib.import_module("ahocorasick")
    trie = ahocorasick.Automaton()
    for name in names:
        trie.add_word(name, name)
    trie.make_automaton()
    return lambda text: sum(1 for _ in trie.iter_long(text))


def entity_ruler(names: Sequence[str]) -> Reader:
    """spaCy's dictionary of phrases, on a pipeline of many languages without a model."""
    spacy = importlib.import_module("spacy")
    pipeline = spacy.blank("xx")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "NAME", "pattern": name} for name in names])
    return lambda text: len(pipeline(text).ents)


def show_memory(resolver: Resolver, texts: Sequence[str], size: int) -> None:
    """Resident memory while one long text is read, after each tenth of it."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        written = 0
        for text in _shuffled(texts):
            written += file.write(text)
            if file.tell() >= size:
                break
        file.seek(0)
        pieces = iter(lambda: file.read(1 << 16), "")
        read, mentions, step = 0, 0, 1
        for stretch in Annotator(resolver).annotate_stretches(pieces):
            read, mentions = read + len(stretch.text), mentions + len(stretch.mentions)
            while read * 10 >= written * step:
                print(f"{read:12,} characters {mentions:10,} mentions {resident():8.1f} MB", flush=True)
                step += 1


def _shuffled(texts: Sequence[str]) -> Iterator[str]:
    """The texts in ever other orders, without end; the same each time that it is asked."""
    chance = random.Random(7)  # noqa: S311 - not for secrets
    order = list(texts)
    while True:
        chance.shuffle(order)
        for text in order:
            yield text + BETWEEN


def resident() -> float:
    """Megabytes of this process that are in memory (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1000


if __name__ == "__main__":
    main()
