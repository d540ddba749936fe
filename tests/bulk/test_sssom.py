"""The mappings of a run as SSSOM."""

from __future__ import annotations

import csv
import io

from exonym.resolver.bulk.answering.decision_log import append_decisions
from exonym.resolver.bulk.answering.decisions import Made
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.model import Hints

from .conftest import Bench


def test_matches_are_mappings_with_their_justification(bench: Bench) -> None:
    path, mappings = str(bench.folder / "d.csv"), bench.folder / "m.sssom.tsv"
    append_decisions(path, [Made("中央军委", Hints(), "cn-cmc")], "v1", "2026-01-01")
    content = "name,date\n吴春历,2018\n中央军委,\nNobody,\n吴春历,2018\n"
    bench.run(content, columns=Columns("name", date="date"), decisions=path, mappings=str(mappings))
    lines = mappings.read_text().splitlines()
    assert lines[:2] == ["#curie_map:", "#  exonym: https://example.org/exonym/"]
    body = "\n".join(line for line in lines if not line.startswith("#"))
    rows = list(csv.DictReader(io.StringIO(body), delimiter="\t"))
    assert [tuple(row.values()) for row in rows] == [
        ("吴春历", "rdfs literal", "skos:exactMatch", "exonym:vn-ngo-xuan-lich", "Ngô Xuân Lịch",
         "semapv:LexicalMatching", "0.992", "date: 2018"),
        ("中央军委", "rdfs literal", "skos:exactMatch", "exonym:cn-cmc", "中央军事委员会",
         "semapv:ManualMappingCuration", "1.000", ""),
    ]  # fmt: skip


def test_only_what_a_person_chose_is_curated(bench: Bench) -> None:
    path, mappings = str(bench.folder / "d.csv"), bench.folder / "m.sssom.tsv"
    for decision in ("unsure", "new", "xx-gone", "vn-ngo-xuan-lich"):
        (bench.folder / "d.csv").unlink(missing_ok=True)
        append_decisions(path, [Made("吴春历", Hints(), decision)], "v1", "2026-01-01")
        bench.run("name\n吴春历\n", decisions=path, mappings=str(mappings))
        curated = "semapv:ManualMappingCuration" in mappings.read_text()
        assert curated == (decision == "vn-ngo-xuan-lich"), decision


def test_a_quote_in_a_mention_does_not_swallow_what_follows(bench: Bench) -> None:
    mappings = bench.folder / "m.sssom.tsv"
    path = str(bench.folder / "d.csv")
    made = [Made(mention, Hints(), "cn-cmc") for mention in ('"Central', 'Commission"')]
    append_decisions(path, made, "v1", "2026-01-01")
    bench.run('name\n"""Central"\n吴春历\n"Commission"""\n', decisions=path, mappings=str(mappings))
    body = [line for line in mappings.read_text().splitlines(keepends=True) if not line.startswith("#")]
    rows = list(csv.DictReader(body, delimiter="\t"))
    assert [row["subject_label"] for row in rows] == ['"Central', "吴春历", 'Commission"']
