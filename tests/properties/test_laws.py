"""The laws that hold for every name: of form, of aliases, of order, and that nothing raises."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from exonym.resolver.model import Entity, Form, Gazetteer, Kind, Status
from exonym.resolver.resolve import Resolver
from exonym.resolver.text.cleaning import clean, unmarked

ANY_TEXT = st.text(max_size=60)
NAMES = st.sampled_from(
    """Ngô Xuân Lịch|吴春历|Нго Суан Лить|Koizumi Shinjiro|小泉進次郎|小泉进次郎|Koya Nishikawa|西川公也
Phan Van Giang|Michael DeSombre|加藤仁志|Katō Hitoshi|Trần Thanh Mẫn|阮春福|Bộ Quốc phòng Việt Nam|JICA|DOC
Nguyễn Văn An|한미 FTA|日越EPA|中日和約|Iran's Supreme Leader""".replace("\n", "|").split("|")
)


def answer(resolver: Resolver, mention: str) -> tuple[Status, str]:
    decision = resolver.resolve(mention)
    return decision.status, decision.id


FORMS = {
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "upper case": lambda name: name.upper(),
    "lower case": lambda name: name.lower(),
    "full width": lambda name: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name),
    "spaces around and doubled": lambda name: "  " + name.replace(" ", "   ") + " ",
    "no-break spaces": lambda name: name.replace(" ", "\u00a0"),
    "zero-width characters": lambda name: "\u200b".join(name) + "\ufeff",
    "controls and variants": lambda name: name[:2] + "\x00\U000e0100" + name[2:] + "\u3164\x00",
    "a sign behind": lambda name: name + "!",
    "a question": lambda name: "¿" + name + "؟",
    "marks of footnotes": lambda name: name + "†¹",
    "brackets of headlines": lambda name: f"【{name}】",
    "a hash": lambda name: "#" + name,
    "direction marks": lambda name: "\u202a" + name + "\u202c",
}


@pytest.mark.parametrize("change", FORMS.values(), ids=FORMS)
@given(name=NAMES)
@settings(max_examples=30, deadline=None)
def test_form_never_changes_an_answer(resolver, change, name):
    assert answer(resolver, change(name)) == answer(resolver, name)


@pytest.mark.parametrize("kind", [Kind.PERSON])
def test_family_and_given_name_may_change_places(resolver, gazetteer, kind):
    changed = 0
    for entity in gazetteer.entities.values():
        words = entity.name.split()
        if entity.kind is not kind or entity.merged_into or len(words) < 2:
            continue
        given_first = " ".join([*words[1:], words[0]])
        assert answer(resolver, given_first) == answer(resolver, entity.name), given_first
        changed += 1
    assert changed > 10


def test_spaces_may_be_missing(resolver, gazetteer):
    glued = 0
    for entity in gazetteer.entities.values():
        if entity.kind is not Kind.PERSON or entity.merged_into or " " not in entity.name:
            continue
        assert answer(resolver, entity.name.replace(" ", "")) == answer(resolver, entity.name), entity.name
        glued += 1
    assert glued > 10


def test_other_orders_of_syllables_are_other_names(resolver):
    assert answer(resolver, "Nguyễn Minh Vũ") == (Status.MATCH, "vn-nguyen-minh-vu")
    assert answer(resolver, "Nguyễn Vũ Minh")[0] is not Status.MATCH


@given(mention=ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_nothing_raises_and_only_matches_have_an_id(resolver, mention):
    decision = resolver.resolve(mention)
    assert (decision.status is Status.MATCH) == bool(decision.id)
    assert decision.why
    assert all(0 <= candidate.score <= 100 for candidate in decision.candidates)


@pytest.mark.parametrize(
    "mention", ["", " ", "\u200b", "\x00\x07", "\ud800", "🎌🇻🇳", "…", "x" * 10_000, "吴" * 10_000, "()" * 300]
)
def test_what_is_no_name_is_none_with_its_reason(resolver, mention):
    decision = resolver.resolve(mention)
    assert decision.status is Status.NONE
    assert decision.why


@given(text=ANY_TEXT)
@settings(max_examples=300)
def test_hygiene_is_idempotent(text):
    assert clean(clean(text)) == clean(text)


def test_an_alias_never_lowers_its_entity(gazetteer):
    """More knowledge never hurts: with an alias more, every mention's evidence for the entity is at least as good."""
    mentions = ["Ngô Xuân Lịch", "吴春历", "Ngo Xuan Lich", "Нго Суан Лить", "Xuân Lịch", "大将吴春历"]
    before = Resolver(gazetteer)
    entity = gazetteer.entities["vn-ngo-xuan-lich"]
    more = replace(entity, forms=(*entity.forms, Form("Ngô Lịch"), Form("Нго Суан Лик", "ru")))
    after = Resolver(Gazetteer({**gazetteer.entities, entity.id: more}, "more"))
    for mention in mentions:
        was, now = before.explain(mention, entity.id), after.explain(mention, entity.id)
        assert now.score >= was.score, mention


def test_the_order_of_loading_changes_nothing(gazetteer):
    items = list(gazetteer.entities.items())
    random.Random(7).shuffle(items)  # noqa: S311
    shuffled = Resolver(Gazetteer(dict(items), gazetteer.version))
    straight = Resolver(gazetteer)
    for mention in ("吴春历", "Koizumi", "中央军委", "Kano Koji", "Minister of Defence of Vietnam", "DOC"):
        assert shuffled.resolve(mention) == straight.resolve(mention)


def test_a_form_that_two_share_is_ambiguous_with_both_at_one_score():
    def person(entity_id: str) -> Entity:
        return Entity(entity_id, Kind.PERSON, "Ngô Xuân Lịch", (Form("Ngô Xuân Lịch", "vi", "name"),), country="vn")

    decision = Resolver(Gazetteer({"a": person("a"), "b": person("b")})).resolve("Ngô Xuân Lịch")
    assert decision.status is Status.AMBIGUOUS
    assert [each.id for each in decision.candidates] == ["a", "b"]
    assert len({each.score for each in decision.candidates}) == 1


def test_ascii_agrees_and_other_diacritics_contradict(resolver):
    assert answer(resolver, "To Lam") == (Status.MATCH, "vn-to-lam")
    assert answer(resolver, "Tô Lâm") == (Status.MATCH, "vn-to-lam")
    assert answer(resolver, "Tố Lâm")[0] is not Status.MATCH
    assert unmarked("Tố Lâm") == "To Lam"
