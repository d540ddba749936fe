"""The laws of an open world: most who are named are strangers, and a stranger is nobody's match, whatever is hinted."""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from unidecode import unidecode

from exonym.resolver.model import Decision, Entity, Form, Gazetteer, Hints, Kind, Status, Term
from exonym.resolver.resolve import Resolver
from exonym.resolver.tables import rows
from exonym.resolver.tables.schema.countries import FAMILY_NAMES
from exonym.resolver.text.folding import fold
from exonym.resolver.text.scripts import BY_CHARACTER, Script, main_script
from exonym.resolver.text.words import words
from exonym.resolver.vocabulary.customs import family_first, names_of

STRANGERS = Path(__file__).parents[1] / "golden" / "strangers.tsv"
SCRIPTS = (Script.LATIN, Script.CYRILLIC, Script.HAN, Script.HANGUL)
EACH = 12  # names of a script that are changed
DATE = "2016"


@dataclass(frozen=True)
class Borne:
    """A written name of a person, as (family name, given name), and the order in which it is written."""

    person: Entity
    family: str
    given: str
    family_in_front: bool
    between: str

    def text(self, family: str, given: str) -> str:
        return self.between.join([family, given] if self.family_in_front else [given, family])


@pytest.fixture(scope="module")
def people(gazetteer: Gazetteer) -> list[Entity]:
    return [each for each in gazetteer.entities.values() if each.kind is Kind.PERSON and not each.merged_into]


@pytest.fixture(scope="module")
def borne(people: list[Entity]) -> Mapping[Script, list[Borne]]:
    """Names of two parts, by their script, in a fixed order that is nobody's."""
    found: dict[Script, list[Borne]] = defaultdict(list)
    for person in people:
        for form in person.forms:
            if each := _parted(person, form):
                found[main_script(form.text)].append(each)
    for each in found.values():
        random.Random(18).shuffle(each)  # noqa: S311
    return found


def _parted(person: Entity, form: Form) -> Borne | None:
    script, parts = main_script(form.text), words(form.text)
    native, in_front = names_of(person.country), family_first(person.country)
    if script in {Script.HAN, Script.HANGUL}:
        own = (native in {"vi", "zh", "ko"} and script is Script.HAN) or (native == "ko" and script is Script.HANGUL)
        if own and len(form.text) == 3 and len(parts) == 1:
            return Borne(person, form.text[0], form.text[1:], family_in_front=True, between="")
        return None
    if len(parts) != 2 or "," in form.text:
        return None
    first = (parts[0], parts[1]) if in_front else (parts[1], parts[0])
    return Borne(person, *first, family_in_front=in_front, between=" ")


def _known_families(script: Script, borne: Sequence[Borne]) -> list[str]:
    """Family names of the tables; of the gazetteer where the tables have none in a script."""
    listed = [row.name for row in FAMILY_NAMES.read() if main_script(row.name) is script and row.lang != "ja"]
    if script is Script.LATIN:
        common = (
            (name, max(float(family or 0), float(given or 0))) for name, family, given in rows("common_names.tsv")
        )
        listed += [name.capitalize() for name, share in common if share > 0.001 and len(name) > 3]
    return listed or [each.family for each in borne]


def _is_another(one: str, other: str) -> bool:
    """Whether no route, spelling or convention reads the two as one: neither their beginning nor their letters."""
    left, right = unidecode(one).casefold().strip(), unidecode(other).casefold().strip()
    return left[:1] != right[:1] and SequenceMatcher(None, left, right).ratio() < 0.4


def _others(choices: Sequence[str], known: Sequence[str], seed: int) -> Iterator[str]:
    shuffled = list(choices)
    random.Random(seed).shuffle(shuffled)  # noqa: S311
    return (each for each in shuffled if all(_is_another(each, name) for name in known))


def _ways(person: Entity) -> list[Hints]:
    everything = Hints(kind="person", country=person.country, context_countries=(person.country, "us"), date=DATE)
    return [Hints(), everything]


def _matched(resolver: Resolver, mention: str, person: Entity) -> list[tuple[str, str, str]]:
    answers = [resolver.resolve(mention, hints) for hints in _ways(person)]
    return [(mention, each.id, each.why) for each in answers if each.status is Status.MATCH]


def _written(people: Sequence[Entity], script: Script) -> set[str]:
    """The letters of all names in a script, either name first."""
    found = set()
    for form in (form for person in people for form in person.forms):
        parts = list(words(form.text))
        found |= {fold("".join(parts[at:] + parts[:at]), script) for at in range(max(1, len(parts)))}
    return found


@pytest.mark.parametrize("script", SCRIPTS)
def test_another_family_name_is_another_person(resolver, people, borne, script: Script):
    written, wrong, asked = _written(people, script), [], 0
    choices = _known_families(script, borne[script])
    for number, name in enumerate(borne[script][:EACH]):
        known = [each.family for each in borne[script] if each.person is name.person]
        other = next(_others(choices, [*known, name.given], number))
        mention = name.text(other, name.given)
        if fold("".join(words(mention)), script) not in written:
            wrong += _matched(resolver, mention, name.person)
            asked += 1
    assert asked >= min(EACH, len(borne[script])) // 2 > 0
    assert not wrong


@pytest.mark.parametrize("script", SCRIPTS)
def test_another_given_name_is_another_person(resolver, people, borne, script: Script):
    written, wrong, asked = _written(people, script), [], 0
    choices = [each.given for each in borne[script]]
    for number, name in enumerate(borne[script][:EACH]):
        known = [each.given for each in borne[script] if each.person is name.person]
        other = next(_others(choices, [*known, name.family], number), "")
        mention = name.text(name.family, other)
        if other and fold("".join(words(mention)), script) not in written:
            wrong += _matched(resolver, mention, name.person)
            asked += 1
    assert asked >= min(EACH, len(borne[script])) // 2 > 0
    assert not wrong


@pytest.mark.parametrize(("script", "word"), [(Script.CYRILLIC, "Зубр"), (Script.HANGUL, "즈브로")])
def test_a_word_that_nothing_explains_is_no_part_of_a_name_that_is_heard(resolver, people, script: Script, word: str):
    forms = [
        (person, form)
        for person in people
        for form in person.forms
        if main_script(form.text) is script and len(words(form.text)) == 2 and not names_of(person.country)
    ]
    random.Random(5).shuffle(forms)  # noqa: S311
    assert forms
    wrong = []
    for person, form in forms[:EACH]:
        unwritten = replace(person, forms=tuple(each for each in person.forms if main_script(each.text) is not script))
        small = Resolver(Gazetteer({person.id: unwritten}))
        wrong += _matched(small, f"{word} {form.text}", person)
        wrong += _matched(small, f"{form.text} {word}", person)
    assert not wrong


def _rows() -> list[dict[str, str]]:
    lines = [line for line in STRANGERS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _hinted(row: Mapping[str, str]) -> Hints:
    return Hints("person", context_countries=tuple(row["context_countries"].split()[:1]), date=row["date"])


def test_a_person_or_a_form_more_makes_no_stranger_a_match_for_another(people):
    """A stranger may be added; then the mention is of nobody else. A form may be added; then it is of nobody."""
    rows = random.Random(9).sample(_rows(), 40)  # noqa: S311
    some = {each.id: each for each in random.Random(9).sample(people, 30)}  # noqa: S311
    added = Entity("xx-added", Kind.PERSON, "Jan Kowalski", (Form("Jan Kowalski"), Form("Ян Ковальский")), country="pl")
    first = next(iter(some.values()))
    more = replace(first, forms=(*first.forms, Form(first.name.upper()), Form(f"{first.name} Jr.")))
    resolver = Resolver(Gazetteer({**some, added.id: added, more.id: more}))
    answers = [(row["mention"], resolver.resolve(row["mention"], _hinted(row))) for row in rows]
    assert [(mention, each.id) for mention, each in answers if each.status is Status.MATCH] == []


def _as_promised(resolver: Resolver, mention: str, hints: Hints, decision: Decision) -> None:
    """What holds of every answer: `explain` scores as `resolve` does, and a match leads all that it lists."""
    for candidate in decision.candidates[:3]:
        assert resolver.explain(mention, candidate.id, hints).score == candidate.score, (mention, candidate.id)
    if decision.status is Status.MATCH:
        assert not re.search(r"-\d[\d.]* nats", decision.why), decision.why
        assert decision.id == decision.candidates[0].id
        assert decision.score == decision.candidates[0].score


def test_explain_and_resolve_agree_and_no_lead_is_negative(resolver, people):
    for person in random.Random(3).sample(people, 25):  # noqa: S311
        form = person.forms[-1].text
        part = form[:1] if main_script(form) in BY_CHARACTER else words(form)[-1]
        for mention in (form, part, f"Minister of Defence {part}"):
            for hints in _ways(person):
                _as_promised(resolver, mention, hints, resolver.resolve(mention, hints))


# Small gazetteers, made up: a few given and family names in every combination, in Latin, Cyrillic and Han.
GIVEN = st.sampled_from(["Anna", "Boris", "Carla", "David", "Viktor", "Xuân Lịch", "Minh"])
FAMILY = st.sampled_from(["Novak", "Petrov", "Smith", "Ngô", "Nguyễn", "Lindqvist", "Kim"])
COUNTRIES = st.sampled_from(["us", "vn", "ru", "se", "kr", ""])
MENTIONED = st.sampled_from(
    ["Anna Novak", "Novak", "Anna", "Борис Петров", "Петров", "Виктор Новак", "吴春历", "Ngo Xuan Lich", "Ngô Minh",
     "David M. Smith", "Mr Smith", "General Petrov", "Anna Carla Novak", "金明", "Kim Minh", "Карла Линдквист",
     "Dr Lindqvist", "Boris Petrow", "Smith, David", "Vietnam's Minh"]
)  # fmt: skip


@st.composite
def made_up(draw: st.DrawFn) -> Gazetteer:
    post = Entity("p", Kind.POST, "Minister of Defence", (), country=draw(COUNTRIES), office="minister-of-defence")
    entities = {post.id: post}
    for number in range(draw(st.integers(1, 4))):
        given_name, family, country = draw(GIVEN), draw(FAMILY), draw(COUNTRIES)
        name = f"{family} {given_name}" if family_first(country) else f"{given_name} {family}"
        terms = (Term("p", "2010", "2020"),) if draw(st.booleans()) else ()
        entity_id = f"e{number}"
        entities[entity_id] = Entity(entity_id, Kind.PERSON, name, (Form(name),), country=country, posts=terms)
    return Gazetteer(entities)


@st.composite
def hinted(draw: st.DrawFn) -> Hints:
    context = draw(st.lists(COUNTRIES.filter(bool), max_size=2, unique=True))
    kind, date = draw(st.sampled_from(["", "person"])), draw(st.sampled_from(["", "2005", "2015-06"]))
    return Hints(kind=kind, country=draw(COUNTRIES), context_countries=tuple(context), date=date)


@given(gazetteer=made_up(), mention=MENTIONED, hints=hinted())
@settings(max_examples=150, deadline=None)
def test_hints_choose_and_do_not_vouch(gazetteer: Gazetteer, mention: str, hints: Hints):
    resolver = Resolver(gazetteer)
    decision = resolver.resolve(mention, hints)
    _as_promised(resolver, mention, hints, decision)
    if decision.status is Status.MATCH:
        posts = {each.id: each for each in gazetteer.entities.values() if each.kind is Kind.POST}
        alone = Resolver(Gazetteer({**posts, decision.id: gazetteer.entities[decision.id]})).resolve(mention)
        assert alone.id == decision.id, (mention, alone.why)


def test_hints_choose_and_do_not_vouch_in_the_shipped_gazetteer(resolver, gazetteer, people):
    posts = {each.id: each for each in gazetteer.entities.values() if each.kind is Kind.POST}
    vouched, asked = [], 0
    for person in random.Random(21).sample(people, 12):  # noqa: S311
        alone = Resolver(Gazetteer({**posts, person.id: person}))
        form = person.forms[-1].text
        parts = form if main_script(form) in BY_CHARACTER else words(form)
        for mention in {*parts[:1], *parts[-1:], form, form[:-1]}:
            if alone.resolve(mention).id != person.id:
                asked += 1
                found = [resolver.resolve(mention, hints) for hints in _ways(person)]
                vouched += [(mention, each.id, each.why) for each in found if each.id == person.id]
    assert asked > 10
    assert not vouched
