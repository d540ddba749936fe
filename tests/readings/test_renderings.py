"""Chinese, Korean, Vietnamese and Japanese names in scripts that render them by sound."""

import csv
import random
from itertools import product
from pathlib import Path

import pytest

from exonym.resolver.mentions.name import parse_form
from exonym.resolver.names.alignment import fit, target
from exonym.resolver.readings import rendering
from exonym.resolver.readings.lattice import Lattice
from exonym.resolver.readings.rendering import RENDERINGS, Inverse, Rendering, fold_arabic, fold_thai, read_back
from exonym.resolver.readings.routes import all_bridges, bridges, bridges_from, folds_into, one_kana, read
from exonym.resolver.tables.schema import renderings as schema
from exonym.resolver.text.scripts import Script
from exonym.resolver.vocabulary.customs import shared_names

TABLE = Path(__file__).with_name("renderings.tsv")
LANGUAGES = {row["language"]: None for row in csv.DictReader(
    (line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")),
    delimiter="\t", quoting=csv.QUOTE_NONE)}  # fmt: skip
COMPARING = [bridge for bridge in all_bridges() if bridge.compares and not bridge.searches]


def rows(language: str) -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    read = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    return [row for row in read if row["language"] == language]


def lattices(name: str, language: str, script: Script) -> list[tuple[Lattice, object]]:
    form = parse_form(name)
    return [
        (lattice, bridge)
        for bridge in COMPARING
        if shared_names(bridge.countries) == language
        and (one_kana(bridge.source), bridge.target) == (one_kana(form.script), script)
        and (lattice := read(bridge, form.words)) is not None
    ]


def is_reached(name: str, language: str, rendered: str) -> bool:
    """Whether some route of the language renders the whole name so."""
    mention = parse_form(rendered)
    for lattice, bridge in lattices(name, language, mention.script):
        goal = target(mention.words, [bridge.fold(word) for word in mention.words])  # type: ignore[attr-defined]
        found = fit(lattice, goal, bridge.source)  # type: ignore[attr-defined]
        if found is not None and found.whole() is not None:
            return True
    return False


@pytest.mark.parametrize("to", RENDERINGS, ids=lambda to: to.code)
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_rendered_as_the_press_does_and_none_as_another(language: str, to: Rendering):
    names = rows(language)
    renderings = [(row["name"], text) for row in names for text in row[to.script.value].split("/") if text]
    assert len({name for name, _ in renderings}) >= 40
    missed = [(name, text) for name, text in renderings if not is_reached(name, language, text)]
    others = [
        (text, row["name"]) for name, text in renderings for row in names
        if row["name"] != name and is_reached(row["name"], language, text)
    ]  # fmt: skip
    assert not missed
    assert not others


def test_a_route_that_only_compares_has_one_that_leads_back_and_costs_nothing_but_in_its_script():
    for bridge in COMPARING:
        assert bridge in bridges(one_kana(bridge.source), bridge.target)
        assert bridge not in bridges_from(one_kana(bridge.source))
        assert any(back.target is Script.LATIN and not back.compares for back in bridges_from(bridge.target))
    assert not folds_into(Script.ARABIC)
    assert not folds_into(Script.THAI)


@pytest.mark.parametrize("to", RENDERINGS, ids=lambda to: to.code)
def test_every_table_spells_every_script(to: Rendering):
    for table in schema.TABLES:
        assert rendering.parts(table.file, to.script)


@pytest.mark.parametrize(
    ("one", "other"),
    [("آبي", "ابى"), ("شِي", "شی"), ("كیم", "كيم"), ("تســونغ", "تسونغ"), ("ڤان", "فان")],
)
def test_arabic_letters_that_differ_at_will_are_one(one: str, other: str):
    assert fold_arabic(one) == fold_arabic(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("หวัง", "วาง"), ("หลี่", "ลี"), ("เว่ย์", "เว"), ("ผิง", "พิง"), ("จ็อง", "จอง"), ("เหมา", "มาว"), ("ไต้", "ตาย")],
)
def test_thai_of_one_sound_is_one(one: str, other: str):
    assert fold_thai(one) == fold_thai(other)


@pytest.mark.parametrize(("one", "other"), [("จาง", "ชาง"), ("เติ้ง", "ติง"), ("หัว", "หาว"), ("กา", "คา"), ("ญวน", "มวน")])
def test_thai_of_another_sound_is_another(one: str, other: str):
    assert fold_thai(one) != fold_thai(other)


def test_a_rendered_name_is_read_back_where_its_letters_can_be_cut_into_syllables_few_enough():
    chance = random.Random(5)  # noqa: S311 - not for secrets
    thai = next(each for each in RENDERINGS if each.script is Script.THAI)
    known = ["กา", "กามา", "นา", "ม", "า", "นาม"]
    inverse = Inverse("made-up", lambda: ((f"s{number}", text) for number, text in enumerate(known)))
    makes = {"".join(parts): count for count in (3, 2, 1) for parts in product(known, repeat=count)}
    read, unread = 0, 0
    for _ in range(500):
        words = tuple("".join(chance.choices("กามน", k=chance.randint(1, 6))) for _ in range(chance.randint(1, 2)))
        counts = [makes.get(fold_thai(word), 9) for word in words]
        found = read_back(words, thai, inverse, 3)
        assert (found is not None) == (1 < sum(counts) <= 3), (words, counts)
        read, unread = read + (found is not None), unread + (found is None)
    assert min(read, unread) > 30
