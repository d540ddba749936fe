"""The index only saves work: it finds what asking about every form finds. And comparing has no preferred side."""

import csv
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from exonym.resolver.hints import FIELDS, parse_hints
from exonym.resolver.mentions.name import Hypothesis
from exonym.resolver.model import Entity, Gazetteer, Hints, Kind, Status
from exonym.resolver.names.compare import Comparer
from exonym.resolver.names.forms import KnownForm, known_forms
from exonym.resolver.names.weighing import Alignment
from exonym.resolver.policy import DEFAULT_POLICY
from exonym.resolver.resolve import Resolver

ROOT = Path(__file__).parents[2]
ENTITIES = 150
MENTIONS = 300

Mention = tuple[str, Hints, str]


class BruteForce(Resolver):
    """A resolver that asks about every entity that has a form, and leaves the index alone."""

    def _candidates(self, hypothesis: Hypothesis, lenient: bool, derives: bool) -> list[Entity]:
        return [entity for entity in self.gazetteer.entities.values() if self.catalogue.forms.of(entity)]


def golden_rows() -> Iterator[dict[str, str]]:
    for name in ("people.tsv", "negatives.tsv", "organisations.tsv"):
        text = (ROOT / "tests" / "golden" / name).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    with (ROOT / "seeds" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def mentions() -> list[Mention]:
    """A sample that is spread over all files: every so many rows one."""
    rows = list(golden_rows())
    step = max(1, len(rows) // MENTIONS)
    return [
        (
            row["mention"],
            parse_hints({field: row.get(field) or "" for field in FIELDS}),
            (row["id"] or "").split(" ")[0],
        )
        for row in rows[::step]
    ]


@pytest.fixture(scope="module")
def sample() -> list[Mention]:
    return mentions()


@pytest.fixture(scope="module")
def small(gazetteer: Gazetteer, sample: list[Mention]) -> Gazetteer:
    """The entities that the sample is about, others of the same kinds up to the number, and all posts."""
    about = [entity.id for _, _, wanted in sample if (entity := gazetteer.redirect(wanted)) is not None]
    others = sorted(entity.id for entity in gazetteer.entities.values() if entity.kind is not Kind.POST)
    kept = list(dict.fromkeys([*about, *others[:: max(1, len(others) // ENTITIES)]]))[:ENTITIES]
    posts = [entity.id for entity in gazetteer.entities.values() if entity.kind is Kind.POST]
    return Gazetteer({each: gazetteer.entities[each] for each in [*kept, *posts]})


def test_the_index_finds_what_brute_force_matches(small: Gazetteer, sample: list[Mention]):
    indexed, brute = Resolver(small), BruteForce(small)
    matched, differing = 0, []
    for mention, hints, _ in sample:
        quick, slow = indexed.resolve(mention, hints), brute.resolve(mention, hints)
        matched += slow.status is Status.MATCH
        if Status.MATCH in (quick.status, slow.status) and quick.id != slow.id:
            differing.append((mention, quick.status, quick.id, slow.status, slow.id, quick.why, slow.why))
    assert matched > MENTIONS / 4
    assert not differing


def forms_of(gazetteer: Gazetteer) -> list[KnownForm]:
    people = sorted(each.id for each in gazetteer.entities.values() if each.kind is Kind.PERSON)
    return [form for each in people for form in known_forms(gazetteer.entities[each])]


def has_query_side(one: KnownForm, other: KnownForm, found: tuple[Alignment | None, ...]) -> bool:
    """Whether the two roles differ by design.

    A mention may leave a word out and may not add one; and what the gazetteer knows of a form's owner (the written
    reading, the Han characters, that it is a rendering in a foreign script) is not known of a mention.
    """
    rules = {item.rule for each in found if each is not None for item in each.evidence}
    known = any(form.read or form.in_han or not form.native for form in (one, other))
    words = [form.spelling.words for form in (one, other)]
    same_script = one.spelling.script is other.spelling.script
    unlike = same_script and len(words[0]) != len(words[1])
    return known or unlike or bool(rules & {"added", "left-out"})


def differences(pairs: list[tuple[KnownForm, KnownForm]]) -> list[tuple[str, ...]]:
    """Pairs that are whole, or vetoed, with the one as the mention but not with the other."""
    comparer = Comparer(DEFAULT_POLICY.name)
    found = []
    for one, other in pairs:
        there, back = comparer.compare(one.spelling, other), comparer.compare(other.spelling, one)
        if has_query_side(one, other, (there, back)):
            continue
        sides = [(each.whole, each.veto) if each is not None else (False, False) for each in (there, back)]
        if sides[0] != sides[1]:
            found.append((one.form.text, other.form.text, *map(str, sides)))
    return found


def test_spellings_of_one_person_agree_both_ways(small: Gazetteer):
    forms = forms_of(small)
    pairs = [
        (one, other)
        for one, other in combinations(forms, 2)
        if one.entity is other.entity and one.form.text != other.form.text
    ]
    assert len(pairs) > 50
    assert not differences(pairs)


def test_names_of_two_people_differ_both_ways(small: Gazetteer):
    forms = [each for each in forms_of(small) if each.form.role == "name"]
    pairs = [
        (one, other)
        for one, other in combinations(forms, 2)
        if one.entity.country == other.entity.country and len(one.spelling.words) == len(other.spelling.words)
    ]
    assert len(pairs) > 200
    assert not differences(pairs)
