"""Each unit of a name that agrees or contradicts is a reason with its weight; the whole follows from its units."""

from __future__ import annotations

import pytest

from exonym.resolver.mentions.name import spell
from exonym.resolver.model import Entity, Form, Kind, Status
from exonym.resolver.names.alignment import Path
from exonym.resolver.names.compare import Comparer, Contradicted
from exonym.resolver.names.compare import weighed as best_of
from exonym.resolver.names.forms import known_forms
from exonym.resolver.names.weighing import Alignment, Sides, is_slip, weigh
from exonym.resolver.policy import DEFAULT_POLICY, NameWeights
from exonym.resolver.resolve import Resolver

COMPARER = Comparer(DEFAULT_POLICY.names)


def compare(mention: str, known: str, country: str = "") -> Alignment:
    form = known_forms(Entity("x", Kind.PERSON, known, (Form(known),), country=country))[0]
    found = COMPARER.compare(spell(mention), form)
    assert found is not None
    return found


def test_a_written_form_is_exact_and_whole():
    found = compare("Lloyd Austin", "Lloyd Austin", "us")
    assert found.exact
    assert found.whole
    assert found.route == ""
    assert found.evidence[-1].rule == "written-form"


def test_a_route_is_whole_and_not_exact():
    found = compare("吴春历", "Ngô Xuân Lịch", "vn")
    assert found.whole
    assert not found.exact
    assert found.route == "sino-vietnamese"


@pytest.mark.parametrize(
    ("mention", "known", "country", "words"),
    [
        ("Абэ Синдзо", "Abe Shinzo", "jp", ["Абэ ~ abe", "Синдзо ~ shinzo"]),
        ("아베 신조", "Abe Shinzo", "jp", ["아베 ~ abe", "신조 ~ shinzo"]),
        ("Murai Hideki", "むらい ひでき", "jp", ["Murai ~ むらい", "Hideki ~ ひでき"]),
        ("Си Цзиньпин", "Xi Jinping", "cn", ["Си ~ xi", "Цзинь ~ jin", "пин ~ ping"]),  # each syllable a character
    ],
)
def test_morae_are_no_names_and_only_whole_words_of_them_are_evidence(
    mention: str, known: str, country: str, words: list[str]
) -> None:
    told = [each.text.partition(",")[0] for each in compare(mention, known, country).evidence]
    assert told[: len(words)] == words


def test_kana_beside_characters_are_no_name_that_was_heard() -> None:
    forms = (Form("村井英樹"), Form("むらい ひでき", role="reading"))
    person = Entity("x", Kind.PERSON, "村井英樹", forms, country="jp")
    for form in known_forms(person)[1:]:
        found = best_of(COMPARER.alignments(spell("Murai Hideki"), form, lenient=False))
        assert [each.route for each in found] == ["kana-reading"]


@pytest.mark.parametrize(
    ("mention", "known"), [("習近平", "习近平"), ("小泉进次郎", "小泉進次郎"), ("高市早苗", "高市早苗")]
)
def test_a_name_in_other_forms_of_its_characters_is_read_by_no_kana(mention: str, known: str) -> None:
    person = Entity("x", Kind.PERSON, known, (Form(known),))
    (found,) = best_of(COMPARER.alignments(spell(mention), known_forms(person)[0], lenient=False))
    assert found.route == ""
    assert found.evidence[-1].rule == "written-form"
    assert found.exact == (mention == known)


def test_a_name_half_in_kana_is_read_by_them() -> None:
    person = Entity("x", Kind.PERSON, "松隆子", (Form("松隆子"),), country="jp")
    found = best_of(COMPARER.alignments(spell("松たか子"), known_forms(person)[0], lenient=False))
    assert "han-kana" in [each.route for each in found if each.whole]


def test_a_unit_that_is_another_contradicts():
    for mention in ("Lloyd Harrison", "Susan Austin"):
        assert compare(mention, "Lloyd Austin", "us").veto


def test_a_middle_name_may_be_in_one_of_the_two_and_a_syllable_may_not():
    assert compare("Lloyd James Austin", "Lloyd Austin", "us").whole
    assert compare("Lloyd Austin", "Lloyd James Austin", "us").whole
    assert not compare("Ngô Văn Xuân Lịch", "Ngô Xuân Lịch", "vn").whole


def test_a_part_of_a_name_is_not_whole_and_contradicts_nothing():
    found = compare("Austin", "Lloyd Austin", "us")
    assert not found.whole
    assert not found.veto


def test_a_rare_name_weighs_more_than_a_common_one():
    assert (
        compare("Ngô Xuân Lịch", "Ngô Xuân Lịch", "vn").weight
        > compare("Nguyễn Xuân Lịch", "Nguyễn Xuân Lịch", "vn").weight
    )


@pytest.mark.parametrize(
    ("written", "known", "answer"),
    [
        ("austim", "austin", True),
        ("morris", "morrison", False),  # a name of many
        ("manet", "manit", False),  # too short
        ("xustin", "austin", False),  # nobody mistakes the first letter
    ],
)
def test_a_slip_of_the_pen_is_a_letter_of_a_long_word_that_is_nobody_s_name(written: str, known: str, answer: bool):
    assert is_slip(written, known) is answer


def test_son_of_is_more_than_a_middle_name(resolver: Resolver) -> None:
    assert resolver.resolve("Mohammed bin Salman").id == "sa-mohammed-bin-salman"
    assert resolver.resolve("Mohammed Salman").status is not Status.MATCH


def test_a_name_of_two_characters_is_read_in_letters_as_one_word(resolver: Resolver) -> None:
    assert resolver.resolve("Wu Jing").status is not Status.MATCH  # an actor, and not the police 武警
    assert resolver.resolve("Xinhua").id == "cn-xinhua-news-agency"


def test_a_part_that_contradicts_is_weighed_only_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch):
    weighed: list[str] = []

    def counted(path: Path, sides: Sides, weights: NameWeights) -> Alignment:
        weighed.append(sides.form.form.text)
        return weigh(path, sides, weights)

    monkeypatch.setattr("exonym.resolver.names.compare.weigh", counted)
    form = known_forms(Entity("x", Kind.PERSON, "Lloyd Austin", (Form("Lloyd Austin"),), country="us"))[0]
    found = COMPARER.alignments(spell("Lloyd Harrison"), form, lenient=True)
    assert [type(each) for each in found] == [Contradicted]
    assert weighed == []
    assert [each.veto for each in best_of(found)] == [True]
    assert weighed == ["Lloyd Austin"]


@pytest.mark.parametrize(
    "mention", ["Lloyd Harrison", "吴春明", "Ngô Xuân Minh", "オースティン", "オースチ", "L. Austin", "Lloyd Austinn"]
)
@pytest.mark.parametrize("known", ["Lloyd Austin", "Ngô Xuân Lịch", "Austin", "L. Austin", "吴春历"])
def test_what_is_said_to_contradict_has_a_veto(mention: str, known: str):
    form = known_forms(Entity("x", Kind.PERSON, known, (Form(known),)))[0]
    for each in COMPARER.alignments(spell(mention), form, lenient=True):
        assert not isinstance(each, Contradicted) or (each.weighed().veto and not each.weighed().whole)
