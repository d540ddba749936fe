"""The mappings of a run as SSSOM."""

from __future__ import annotations

import csv
import io

from resolver.bulk.columns import Columns
from resolver.bulk.decisions import Made, append_decisions
from resolver.model import Hints

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
