"""The names of an entity beside a mention, script by script, with the parts that agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ...resolver.model import Candidate, Entity
from ...resolver.text.scripts import Script, main_script, runs
from .marking import Segment, marked_mention, marked_name, pairs

_OF_A_SCRIPT = 3  # names of one script that are shown; the page of the entity has all
_ORDER = (Script.LATIN, Script.HAN, Script.KATAKANA, Script.HANGUL, Script.CYRILLIC)
_KANA = frozenset({Script.HIRAGANA, Script.KATAKANA})


class NameRow(Struct, frozen=True):
    """One name. `role`: `mention`, `matched` (the form that agrees best) or `other`.

    `script` is its ISO 15924 code, Kana also for names with hiragana or characters beside it; `languages` are tags of
    BCP 47, perhaps none.
    """

    role: str
    script: str
    languages: tuple[str, ...]
    segments: tuple[Segment, ...]


def name_rows(
    mention: str, candidate: Candidate, entity: Entity | None, labels: Mapping[str, str]
) -> tuple[NameRow, ...]:
    """The mention, the form that agrees best, then other names. `labels` are derived names by language."""
    parts = pairs(candidate.evidence)
    tags = _tags(entity, labels)
    rows = [NameRow("mention", script_of(mention), (), marked_mention(mention, parts))]
    matched = candidate.matched_name
    if matched:
        rows.append(NameRow("matched", script_of(matched), tags.pop(matched, ()), marked_name(matched, parts)))
    shown = sorted(_few(tags), key=lambda text: _rank(script_of(text)))
    return (*rows, *(NameRow("other", script_of(text), tags[text], marked_name(text, parts)) for text in shown))


def script_of(text: str) -> str:
    """The script of a name; Kana for whatever has some."""
    found = {script for script, _ in runs(text)}
    return str(Script.KATAKANA if found & _KANA else main_script(text))


def _tags(entity: Entity | None, labels: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Languages by name, written names first."""
    found: dict[str, tuple[str, ...]] = {}
    written = [(form.lang, form.text) for form in entity.forms] if entity else []
    for tag, text in (*written, *labels.items()):
        found[text] = tuple(dict.fromkeys((*found.get(text, ()), *([tag] if tag else []))))
    return found


def _few(texts: Iterable[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for text in texts:
        seen[script_of(text)] += 1
        if seen[script_of(text)] <= _OF_A_SCRIPT:
            yield text


def _rank(script: str) -> int:
    return next((at for at, each in enumerate(_ORDER) if each == script), len(_ORDER))
