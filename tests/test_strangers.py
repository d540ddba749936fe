"""People of whom the gazetteer has nothing: hints choose among those who fit a name, and never make one fit."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from exonym.resolver.hints import FIELDS, parse_hints
from exonym.resolver.model import Gazetteer, Hints, Status
from exonym.resolver.resolve import Resolver
from exonym.resolver.text.scripts import main_script

PATH = Path(__file__).parent / "golden" / "strangers.tsv"
WAYS = {
    "without hints": (),
    "with what the document says": ("kind", "context_countries", "date"),
    "with the person's own country": ("kind", "country", "context_countries", "date"),
}


@pytest.fixture(scope="module")
def strangers() -> list[dict[str, str]]:
    lines = [line for line in PATH.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def hints(row: dict[str, str], fields: tuple[str, ...]) -> Hints:
    return parse_hints({field: row[field] for field in fields})


def test_there_are_enough_of_them_in_many_scripts(strangers):
    scripts = Counter(main_script(row["mention"]) for row in strangers)
    assert len(strangers) >= 300
    assert len({row["mention"] for row in strangers}) == len(strangers)
    assert sum(count >= 5 for count in scripts.values()) >= 5
    assert {field for fields in WAYS.values() for field in fields} <= set(FIELDS)


def test_none_is_written_in_the_gazetteer(gazetteer: Gazetteer, strangers):
    # Where this fails somebody of the list was added to the gazetteer: take the row out.
    written = {form.text.casefold() for entity in gazetteer.entities.values() for form in entity.forms}
    assert [row["mention"] for row in strangers if row["mention"].casefold() in written] == []


@pytest.mark.parametrize("way", WAYS)
def test_none_is_ever_a_match(resolver: Resolver, strangers, way: str):
    matched = [
        (row["mention"], decision.id, decision.why)
        for row in strangers
        if (decision := resolver.resolve(row["mention"], hints(row, WAYS[way]))).status is Status.MATCH
    ]
    assert not matched
