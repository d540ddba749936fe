"""The gazetteer's written forms, parsed once through the same door as mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ..mentions.name import Spelling, parse_form, spelling_script
from ..model import Entity, Form, Kind
from ..readings.vietnamese import names as vietnamese
from ..text.cleaning import clean
from ..text.scripts import Script
from ..vocabulary.customs import languages_of, names_of

_NAMES_AND_GENERATION = 3
GENERATION = re.compile(r"(?:jr|sr|junior|senior|[ivx]{2,4})", re.IGNORECASE)
"""Words behind a name that tell father and son apart and are no part of it otherwise."""
_NATIVE = {Script.HANGUL: "ko", Script.HAN: "zh"}
_LONGEST_NATIVE = 4  # characters of a Korean or Chinese name; a longer one renders a foreign name
_WRITTEN_IN_HAN = frozenset({"ja", "ko", "zh"})
SYLLABIC = frozenset({"vi", "zh", "ko"})
"""Languages whose names of people are made of short units (see `KnownForm`)."""


class KnownForm(Struct, frozen=True):
    """One written form of one entity, ready to be compared.

    `lang` is the language whose names these are, for rarity ("vi", "zh", "ko", "ja" or empty: unknown). `syllabic`
    names are made of short units each of which is another name when one letter differs. `read` says that the
    entity's reading is written, so that no dictionary needs to guess it; `in_han` that its owner's Han characters
    are, so that other characters of the same sound are another name; `part` that it is a part of a form, as of
    `names/parts`; `native` that it is in the script of the name itself, or in one of its owner's country.

    """

    entity: Entity
    form: Form
    spelling: Spelling
    lang: str
    syllabic: bool
    read: bool
    in_han: bool
    native: bool = True
    part: bool = False

    def __hash__(self) -> int:
        return hash(self.form.text)


def known_forms(entity: Entity) -> tuple[KnownForm, ...]:
    """All forms of an entity that can be compared; a form without letters is left out."""
    personal, owner, home = entity.kind is Kind.PERSON, names_of(entity.country), native_scripts(entity.country)
    read = "reading" in [form.role for form in entity.forms]
    in_han = owner in _WRITTEN_IN_HAN and any(spelling_script(form.text) is Script.HAN for form in entity.forms)
    written = [(form, parse_form(form.text)) for form in entity.forms]
    named = [spelling.script for form, spelling in written if form.text == entity.name]
    own = named[0] if named else spelling_script(clean(entity.name))
    # 哈莉玛·雅各布 is no Chinese name, nor is 哈莉玛, wherever she lives
    rendered = any(spelling.script is Script.HAN and "·" in spelling.text for _, spelling in written)
    found: list[KnownForm] = []
    for form, spelling in written:
        script = spelling.script
        if script is Script.NONE and not spelling.words:
            continue
        lang = _form_language(owner, spelling) if personal else ""
        native = script is own or form.role == "reading" or (script in home and not (rendered and script is Script.HAN))
        found.append(KnownForm(entity, form, spelling, lang, personal and lang in SYLLABIC, read, in_han, native))
        if personal and (shorter := without_generation(spelling)):
            found.append(replace(found[-1], spelling=shorter))
    return tuple(found)


def without_generation(spelling: Spelling) -> Spelling | None:
    """A name without what tells father and son apart (Jr., III), which mentions may leave out; None without it."""
    words = spelling.words
    if len(words) < _NAMES_AND_GENERATION or not GENERATION.fullmatch(words[-1]):
        return None
    return Spelling(" ".join(words[:-1]), words[:-1], spelling.script)


@lru_cache(maxsize=512)
def native_scripts(country: str) -> frozenset[Script]:
    """The scripts of a country's official languages that names are compared in; none where it is unknown."""
    return frozenset(script for script in Script if script.value in languages_of(country))


def audible(forms: Sequence[KnownForm], script: Script) -> list[KnownForm]:
    """The forms whose sound may speak for a mention in a script: those in it, and those in their owner's own script.

    Where there is none in the mention's script, also those in Latin letters, from which most others are made. What is
    rendered in a further script has lost sounds, and would make 布朗 of Brand and of Brown.
    """
    wanted = script if script in [form.spelling.script for form in forms] else Script.LATIN
    return [form for form in forms if form.native or form.spelling.script is wanted]


def _form_language(owner: str, spelling: Spelling) -> str:
    """The language of a person's name, the owner's where the script can write it; Latin is Vietnamese when every word
    is a syllable of it. `owner` is the language whose names most people of the person's country bear; or empty.
    """
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
