"""A mention that is told to be bare is a name and nothing else for every reader; one look spares them all theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver import agreements, organisations
from exonym.resolver.mentions import name, several
from exonym.resolver.mentions.bare import is_bare
from exonym.resolver.mentions.cuts import cuts
from exonym.resolver.mentions.shared import of_both_countries
from exonym.resolver.mentions.titles import Peeled, peel
from exonym.resolver.text.cleaning import clean, has_letters
from exonym.resolver.text.units import split
from exonym.resolver.text.words import glosses
from exonym.resolver.vocabulary import agreement_words, countries, offices
from exonym.resolver.vocabulary.any_word import may_have_any

NAMES = ("Кнут Гамсун", "ლევ ტოლსტოი", "Ηρόδοτος", "Ara Güler", "রবীন্দ্রনাথ ঠাকুর", "דוד גרוסמן", "Knut Hamsun")
TITLED = (
    "министр обороны Сергей Шойгу", "экспрезидент Буш", "общая оборона", "Foreign Minister", "Verteidigungsminister",
    "seerechtskonvention", "Việt Nam", "日韩外长", "2+2", "MOU", "der beiden Länder", "وزير الدفاع", "и", "and", "و",
)  # fmt: skip
SIGNS = (" ", " ", " ", ", ", " - ", " (", ")", "'", '"', "«", "»", "·", "/", "-", "\n", "\u0301", "\u00ad", "한", "7")


@pytest.mark.parametrize("text", NAMES)
def test_most_names_are_bare(text: str) -> None:
    assert is_bare(text)


@pytest.mark.parametrize(
    "text",
    [
        "министр обороны Сергей Шойгу", "экспрезидент Буш", "Иван, Пётр", "Иван и Пётр", "«Ромашка»", "Иван (ИП)",
        "начальники обеих стран", "김정은", "2+2", "Seerechtskonvention",
    ],
)  # fmt: skip
def test_what_may_be_read_otherwise_is_not(text: str) -> None:
    assert not is_bare(text)


_PIECES = st.sampled_from((*NAMES, *TITLED)) | st.sampled_from(SIGNS) | st.text(max_size=3)


@given(st.lists(_PIECES, max_size=6).map("".join))
def test_no_reader_finds_anything_in_a_bare_text(raw: str) -> None:
    text = clean(raw)
    vocabularies = (
        offices.lexicon(), countries.phrases(), countries.pairs(),
        agreement_words.topic_phrases(), agreement_words.instrument_phrases(),
    )  # fmt: skip
    assert may_have_any(text) == any(each.may_be_in(split(text)) for each in vocabularies)
    if is_bare(raw):
        assert (of_both_countries(raw, ("vn", "jp")), cuts(raw)) == ((), ())
    if is_bare(text):
        assert (glosses(text), peel(text)) == ((text,), (Peeled(text, ()),))
        assert (agreements.parse(text), organisations.parse(text)) == (None, None)
        if has_letters(text):
            assert not several.names_several(text)
            assert name._with_particle(text) == name.parse(text).hypotheses
