"""Ids that last: made of what does not change, the country and the name, the parties and the year of an agreement.

A proposal only: whoever writes the entry may give another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ...errors import UsageError
from ...model import Entity, Form, Kind
from ...names.exonyms import exonyms
from ...names.forms import GENERATION
from ...text.cleaning import unmarked
from ...text.scripts import Script, main_script
from ...text.words import words as split
from ...vocabulary import customs
from ...vocabulary.country_lookup import senses

_LONGEST = 80  # letters of an id; what is longer ends at a word
_PARTIES = 3  # more are many, and stand as `int`
_LATIN = frozenset({"en", "ja-Latn", "ko-Latn", "zh-Latn"})
_LETTERS = str.maketrans({"đ": "d", "ø": "o", "æ": "ae", "ł": "l", "ß": "ss", "þ": "th", "ð": "d", "œ": "oe", "ı": "i"})
_YEAR = re.compile(r"\d{4}")


def propose_id(kind: Kind, fields: Mapping[str, Any]) -> str:
    """An id in the gazetteer's manner, in plain small letters. `fields` are those of the entry, in YAML's words.

    A person: country, family name, given name. An agreement: its parties, what it is about and is, its year. An
    organisation and a post: country, and function or office, else the name. Raises UsageError where no rule writes
    the name in Latin letters.
    """
    country = str(fields.get("country", ""))
    if kind is Kind.AGREEMENT:
        parts = [*_parties(fields), *_content(fields), _year(fields)]
    elif kind is Kind.PERSON:
        parts = [country, *_person(str(fields["name"]), str(fields.get("reading", "")), country)]
    else:
        said = str(fields.get("function") or fields.get("office") or "")
        parts = [country, said or _slug(_latin_words(str(fields["name"]))), str(fields.get("number", ""))]
    named = [part for part in map(_plain, parts) if part]
    if not any(part for part in named if part not in {country, "int"} and not _YEAR.fullmatch(part)):
        name = one_line(str(fields["name"]))
        raise UsageError(f"no rule writes {name!r} in Latin letters.", remedy="Give the id: --id vn-tran-van-a.")
    return _short("-".join(named))


def one_line(text: str, limit: int = 60) -> str:
    """A text as a message shows it."""
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def _person(name: str, reading: str, country: str) -> list[str]:
    """Family name, then given names: whichever comes first where the person is from."""
    words = _person_words(reading or name, country)
    while len(words) > 1 and GENERATION.fullmatch(words[-1].strip(".")):
        words.pop()
    if "," in name:
        family, _, given = name.partition(",")
        return _person_words(f"{family} {given}", country)
    if len(words) > 1 and not customs.family_first(country) and not reading and main_script(name) is not Script.HANGUL:
        at = _family_at(words, country)
        words = [*words[at:], *words[:at]]
    return words


def _family_at(words: Sequence[str], country: str) -> int:
    """Where the family name begins: with its particle (van der Leyen), and with two of them the father's."""
    custom = customs.customs().get(country)
    at = len(words) - 1
    if custom is not None and "mother" in custom.order and len(words) > len(custom.order) - 1:
        at -= 1
    while at > 1 and words[at - 1].islower():
        at -= 1
    return at


def _person_words(name: str, country: str) -> list[str]:
    script = main_script(name)
    if script is Script.LATIN:
        return name.split()
    if script in (Script.HAN, Script.HANGUL):
        syllables = _romanised(name, country).replace("-", " ").split()
        if script is Script.HANGUL or len(syllables) < 3:
            return syllables
        family = 2 if len(syllables) > 3 else 1
        return ["".join(syllables[:family]), "".join(syllables[family:])]
    return [_romanised(word, country).replace(" ", "") for word in split(name)]


def _romanised(name: str, country: str) -> str:
    entity = Entity("x", Kind.PERSON, name, (Form(name, "", "name"),), country)
    latin = [each for each in exonyms(entity) if each.lang in _LATIN and each.rule != "given-first"]
    return latin[0].text if latin else ""


def _parties(fields: Mapping[str, Any]) -> list[str]:
    parties = sorted(map(str, fields.get("parties") or ()))
    return parties if 0 < len(parties) <= _PARTIES else ["int"]


def _content(fields: Mapping[str, Any]) -> list[str]:
    """Topics and instrument, each once; where no instrument is given, the name without its countries."""
    instrument = str(fields.get("instrument", ""))
    if not instrument:
        return [_slug(word for word in _latin_words(str(fields["name"])) if not senses(word) and not word.isdigit())]
    topics = [str(topic) for topic in fields.get("topics") or ()]
    return [*topics, *([] if any(topic.endswith(instrument) for topic in topics) else [instrument])]


def _year(fields: Mapping[str, Any]) -> str:
    dates = (str(fields.get(key, "")) for key in ("signed", "adopted", "in_force"))
    return next((date[:4] for date in dates if _YEAR.match(date)), "")


def _latin_words(name: str) -> list[str]:
    return list(split(name)) if main_script(name) is Script.LATIN else []


def _slug(words: Any) -> str:
    return "-".join(filter(None, map(_plain, words)))


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", unmarked(word).casefold().translate(_LETTERS)).strip("-")


def _short(slug: str) -> str:
    return slug if len(slug) <= _LONGEST else slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
