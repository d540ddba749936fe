"""The gazetteer's written forms, parsed once through the same door as mentions."""

from __future__ import annotations

from dataclasses import dataclass

from ..mentions.name import Spelling, parse_form, spelling_script
from ..model import Entity, Form, Kind
from ..readings.vietnamese import names as vietnamese
from ..text.scripts import Script
from ..vocabulary.customs import names_of

_NATIVE = {Script.HANGUL: "ko", Script.HAN: "zh"}
_LONGEST_NATIVE = 4  # characters of a Korean or Chinese name; a longer one renders a foreign name
_WRITTEN_IN_HAN = frozenset({"ja", "ko", "zh"})
_SYLLABIC = frozenset({"vi", "zh", "ko"})


@dataclass(frozen=True, slots=True)
class KnownForm:
    """One written form of one entity, ready to be compared.

    `lang` is the language whose names these are, for rarity ("vi", "zh", "ko", "ja" or empty: unknown). `syllabic`
    names are made of short units each of which is another name when one letter differs. `read` says that the
    entity's reading is written, so that no dictionary needs to guess it; `in_han` that its owner's Han characters
    are, so that other characters of the same sound are another name.
    """

    entity: Entity
    form: Form
    spelling: Spelling
    lang: str
    syllabic: bool
    read: bool
    in_han: bool

    def __hash__(self) -> int:
        return hash(self.form.text)


def known_forms(entity: Entity) -> tuple[KnownForm, ...]:
    """All forms of an entity that can be compared; a form without letters is left out."""
    read = any(form.role == "reading" for form in entity.forms)
    in_han = names_of(entity.country) in _WRITTEN_IN_HAN and any(
        spelling_script(form.text) is Script.HAN for form in entity.forms
    )
    found: list[KnownForm] = []
    for form in entity.forms:
        spelling = parse_form(form.text)
        if spelling.script is Script.NONE and not spelling.words:
            continue
        lang = _form_language(entity, spelling)
        syllabic = entity.kind is Kind.PERSON and lang in _SYLLABIC
        found.append(KnownForm(entity, form, spelling, lang, syllabic, read, in_han))
    return tuple(found)


def _form_language(entity: Entity, spelling: Spelling) -> str:
    """The owner's language where the script can write it; Latin is Vietnamese when every word is a syllable of it."""
    if entity.kind is not Kind.PERSON:
        return ""
    owner = names_of(entity.country)
    if spelling.script is Script.LATIN:
        if owner == "vi" or (not owner and _has_vietnamese_marks(spelling)):
            return "vi" if vietnamese.is_vietnamese(spelling.words) or owner == "vi" else ""
        return owner
    own = owner or ("" if _is_rendering(spelling) else _NATIVE.get(spelling.script, ""))
    if spelling.script is Script.HANGUL:
        return own if own == "ko" else ""
    if spelling.script is Script.KATAKANA:
        return own if own == "ja" else ""
    if spelling.script is Script.HAN:
        return own
    return ""


def _is_rendering(spelling: Spelling) -> bool:
    """Whether a name of an unknown owner is too long for a native one of its script: 마르쿠스 아우렐리우스."""
    return sum(map(len, spelling.words)) > _LONGEST_NATIVE


def _has_vietnamese_marks(spelling: Spelling) -> bool:
    return vietnamese.is_vietnamese(spelling.words)
