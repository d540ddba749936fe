"""Hand-edited truth: variants that must resolve, look-alikes that must not, offices and what names nobody."""

import csv
from pathlib import Path

import pytest

from exonym.resolver.decision.rules import rules
from exonym.resolver.hints import FIELDS, parse_hints
from exonym.resolver.model import Decision, Status
from exonym.resolver.resolve import Resolver

ROOT = Path(__file__).parents[1]
OWN = {
    ROOT / "tests" / "golden" / name for name in ("strangers.tsv", "several.tsv", "tables_of_documents.tsv")
}  # with tests of their own
FILES = sorted(set((ROOT / "tests" / "golden").glob("*.tsv")) - OWN)
KNOWN_MISSES = {
    "agreements.tsv": 0,
    "negatives.tsv": 0,
    "office_holders.tsv": 0,
    "open_world_organisations.tsv": 0,
    "open_world_people.tsv": 0,
    "organisations.tsv": 1,
    "people.tsv": 5,
    "titles_ar.tsv": 0,
    "titles_be.tsv": 5,
    "titles_bg.tsv": 1,
    "titles_bn.tsv": 1,
    "titles_cs.tsv": 1,
    "titles_da.tsv": 0,
    "titles_de.tsv": 0,
    "titles_el.tsv": 0,
    "titles_en.tsv": 0,
    "titles_es.tsv": 0,
    "titles_et.tsv": 0,
    "titles_fa.tsv": 1,
    "titles_fi.tsv": 0,
    "titles_fil.tsv": 0,
    "titles_fr.tsv": 0,
    "titles_he.tsv": 3,
    "titles_hi.tsv": 1,
    "titles_hr.tsv": 1,
    "titles_hu.tsv": 5,
    "titles_id.tsv": 0,
    "titles_is.tsv": 1,
    "titles_it.tsv": 0,
    "titles_ja.tsv": 1,
    "titles_kk.tsv": 1,
    "titles_km.tsv": 1,
    "titles_ko.tsv": 0,
    "titles_lo.tsv": 2,
    "titles_lt.tsv": 1,
    "titles_lv.tsv": 3,
    "titles_mk.tsv": 1,
    "titles_mn.tsv": 4,
    "titles_ms.tsv": 0,
    "titles_my.tsv": 2,
    "titles_nl.tsv": 0,
    "titles_no.tsv": 0,
    "titles_pl.tsv": 0,
    "titles_pt.tsv": 0,
    "titles_ro.tsv": 0,
    "titles_ru.tsv": 2,
    "titles_sk.tsv": 1,
    "titles_sl.tsv": 0,
    "titles_sr.tsv": 3,
    "titles_sv.tsv": 0,
    "titles_th.tsv": 1,
    "titles_tr.tsv": 1,
    "titles_uk.tsv": 8,
    "titles_vi.tsv": 0,
    "titles_zh.tsv": 0,
    "renderings.tsv": 0,
}
"""How many rows of each file may still be answered "ambiguous" or "none" where a match is wanted. Only ever lowered."""


def rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def ask(resolver: Resolver, row: dict[str, str], limit: int = 10) -> Decision:
    return resolver.resolve(row["mention"], parse_hints({field: row.get(field) or "" for field in FIELDS}), limit=limit)


def test_there_is_enough_of_it():
    assert {path.name for path in FILES} == set(KNOWN_MISSES)
    assert sum(len(rows(path)) for path in FILES) > 1000
    assert len(rows(ROOT / "tests" / "golden" / "negatives.tsv")) >= 300


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_answer_is_wrong(resolver: Resolver, path: Path):
    wrong = [
        (row["mention"], row["id"], decision.id, decision.why)
        for row in rows(path)
        if (decision := ask(resolver, row)).id not in ("", row["id"] if row["status"] == "match" else "")
    ]
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_should_match_does(resolver: Resolver, path: Path):
    wanted = [row for row in rows(path) if row["status"] == "match"]
    missed = [row["mention"] for row in wanted if ask(resolver, row).id != row["id"]]
    assert len(missed) <= KNOWN_MISSES[path.name], missed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_ambiguous_lists_what_it_may_be(resolver: Resolver, path: Path):
    for row in rows(path):
        if row["status"] == "ambiguous":
            decision = ask(resolver, row, limit=100)
            assert decision.status is Status.AMBIGUOUS, row["mention"]
            assert set(row["id"].split()) <= {each.id for each in decision.candidates}, row["mention"]


def test_every_rule_of_evidence_is_documented(resolver: Resolver):
    codes = {
        evidence.rule
        for path in FILES
        for row in rows(path)[::5]
        for candidate in ask(resolver, row).candidates
        for evidence in candidate.evidence
    }
    assert len(codes) > 15
    assert codes <= set(rules())
