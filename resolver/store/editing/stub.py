"""A new entry: its id, its text and its place in the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...errors import InputError, Place, UsageError
from ...model import Entity, Form, Kind
from ...names.exonyms import exonyms
from ...text.cleaning import unmarked
from ...text.scripts import Script, main_script
from ...vocabulary import customs
from ..reading.languages import countries
from .blocks import Block, Blocks, split
from .writing import entry_text, ordered


@dataclass(frozen=True, slots=True)
class Stub:
    """An entry that is not yet written. `fields` in YAML's words."""

    id: str
    kind: Kind
    fields: Mapping[str, str | list[str]]

    @property
    def text(self) -> str:
        """The entry as it stands in its file."""
        return entry_text(self.id, ordered(self.kind.value, self.fields))


def folder(kind: Kind) -> str:
    """The folder of a kind."""
    return {"person": "people", "organisation": "organisations", "agreement": "agreements", "post": "posts"}[kind]


def propose_id(kind: Kind, name: str, country: str, reading: str = "") -> str:
    """An id in the gazetteer's manner: country, family name, given name, in plain small letters.

    Raises UsageError where no rule writes the name in Latin letters.
    """
    words = _latin_words(kind, reading or name, country)
    if kind is Kind.PERSON and len(words) > 1 and not customs.family_first(country) and not reading:
        words = [words[-1], *words[:-1]]
    slug = "-".join(filter(None, (_plain(word) for word in words)))
    if not slug:
        raise UsageError(f"no rule writes {name!r} in Latin letters.", remedy="Give the id: --id vn-tran-van-a.")
    return "-".join(filter(None, (country, slug)))


def _latin_words(kind: Kind, name: str, country: str) -> list[str]:
    script = main_script(name)
    if script is Script.LATIN:
        return name.split()
    if kind is not Kind.PERSON:
        return []
    if script in (Script.HAN, Script.HANGUL):
        syllables = _romanised(name, country).replace("-", " ").split()
        if script is Script.HANGUL or len(syllables) < 3:
            return syllables
        family = 2 if len(syllables) > 3 else 1
        return ["".join(syllables[:family]), "".join(syllables[family:])]
    return [_romanised(word, country).replace(" ", "") for word in name.split()]


def _romanised(name: str, country: str) -> str:
    entity = Entity("x", Kind.PERSON, name, (Form(name, "", "name"),), country)
    latin = [each for each in exonyms(entity) if each.lang in {"en", "ja-Latn", "ko-Latn", "zh-Latn"}]
    return latin[0].text if latin else ""


def _plain(word: str) -> str:
    folded = unmarked(word).casefold().replace("đ", "d").replace("ø", "o").replace("æ", "ae").replace("ł", "l")
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")


def stub_path(root: Path, stub: Stub) -> Path:
    """The file that a new entry belongs in: of its country, or of the parties of an agreement."""
    parties = stub.fields.get("parties")
    stem = "-".join(sorted(parties)) if isinstance(parties, list) and parties else stub.fields.get("country") or "int"
    return root / folder(stub.kind) / f"{stem}.yaml"


def placed(path: Path, stub: Stub) -> str:
    """The text of the file with the new entry in its place. Raises InputError where the file is not in order."""
    block = Block(stub.id, stub.text)
    if not path.exists():
        return _new_file(path, stub.kind).put(block).text
    blocks = split(path.read_text(encoding="utf-8"))
    if blocks is None:
        raise InputError("the file has errors.", remedy="See: exonym check", place=Place(str(path)))
    return blocks.put(block).text


def _new_file(path: Path, kind: Kind) -> Blocks:
    schema = path.parent.parent / "schema" / f"{folder(kind)}.schema.json"
    reference = f"# yaml-language-server: $schema=../schema/{schema.name}\n" if schema.exists() else ""
    title = f"# {path.stem}: {folder(kind)}. Sorted by id. Write only what rules cannot derive.\n"
    return Blocks(reference + title, ())


def checked_country(country: str) -> str:
    """The code in lower case. Raises UsageError for an unknown country."""
    code = country.strip().lower()
    if code and code not in countries():
        raise UsageError(
            f"{country!r} is not a country code.", remedy="Use two letters, e.g. vn, or asean, eu, nato, un."
        )
    return code
