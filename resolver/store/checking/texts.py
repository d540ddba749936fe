"""Texts that are most likely not as they were meant: wrong encodings, HTML, quotes, commas, kana of other kanji."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from ...errors import Finding
from ...readings.japanese import kana, kanji
from ...text.cleaning import clean, unmarked
from ...text.scripts import Script, script_of
from ...vocabulary import legal_forms
from ..codes import finding
from ..reading.entries import Entry

_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});|</?(?:[bi]|em|strong|span|br|p)\b[^<>]*>"
)
_QUOTES = re.compile(r"[\u201c-\u201f]|^[\u2018\u201a\u201b]|[\u2018\u2019]$")
_BETWEEN = {  # as a whole: what stands around a part of a name belongs to it
    "quotes": re.compile(r"[＂«»「」『』]([^＂«»「」『』]*)[＂«»「」『』]|\"?([^\"]*)\"?"),
    "brackets": re.compile(r"[(\[（［【{｛]([^()\[\]（）［］【】{}｛｝]*)[)\]）］】}｝]"),
}
_SEVERAL = re.compile(r"\s*[;；，、]\s*|,\s+")
_SUFFIX = re.compile(r"(?:jr|sr|[IVX]{2,4}|phd|md|general|admiral)\.?", re.IGNORECASE)
_AND = re.compile(r"\w+ (?:and|&) \w+|(?:and|&) ")
_LEAST_CHARACTERS = 3  # of a mojibake: shorter texts may be read by chance

_Path = tuple[str | int, ...]


def doubtful_texts(entry: Entry) -> Iterator[Finding]:
    """Texts that were read in the wrong encoding or hold HTML, and names in quotes or with the commas of a list."""
    for path, text in _texts(entry):
        yield from _encoding(entry, path, text)
        yield from _markup(entry, path, text)
        if path[0] in ("name", "names"):
            yield from _around(entry, path, text)
    yield from _commas(entry)


def _texts(entry: Entry) -> Iterator[tuple[_Path, str]]:
    for key in ("name", "note", "title", "publisher"):
        if key in entry.fields:
            yield (key,), entry.fields[key]
    for lang, forms in entry.fields.get("names", {}).items():
        yield from ((("names", lang, at), form) for at, form in enumerate(forms))


def _around(entry: Entry, path: _Path, name: str) -> Iterator[Finding]:
    """Quotes and brackets around a name."""
    bare = _QUOTES.sub("", name)
    for what, form in _BETWEEN.items():
        between = form.fullmatch(bare)
        meant = next((part for part in between.groups() if part is not None), bare) if between else bare
        if meant not in (name, ""):
            yield finding("R507", entry.at(*path), f"`{name}` holds {what}", f"write `{meant}`")
            return


def _encoding(entry: Entry, path: _Path, text: str) -> Iterator[Finding]:
    if text.isascii():
        return
    if "\ufffd" in text:
        yield finding("R505", entry.at(*path), f"`{text}` has lost characters (U+FFFD)", "write the text anew")
    elif meant := unmixed(text):
        yield finding("R505", entry.at(*path), f"`{text}` was read in the wrong encoding", f"did you mean `{meant}`?")


def unmixed(text: str) -> str:
    """What a text was before UTF-8 was read as another encoding (NgÃ´ → Ngô); empty where it was not."""
    for encoding in ("cp1252", "cp1251", "gb18030"):
        try:
            meant = _bytes(text, encoding).decode("utf-8")
        except UnicodeError:
            continue
        if len(text) < _LEAST_CHARACTERS - (encoding == "cp1252") or len(meant) >= len(text) or not meant.isprintable():
            continue
        if encoding != "gb18030" or all(script_of(char) is Script.HAN for char in meant):
            return meant
    return ""


def _bytes(text: str, encoding: str) -> bytes:
    """As bytes; those that Windows leaves without a character are what programs make of them."""
    if encoding != "cp1252":
        return text.encode(encoding)
    return b"".join(char.encode("latin-1" if "\x80" <= char <= "\x9f" else encoding) for char in text)


def _markup(entry: Entry, path: _Path, text: str) -> Iterator[Finding]:
    found = _ENTITY.search(text)
    if found is None:
        return
    meant = re.sub(r"</?\w[^<>]*>", "", re.sub(r"&#?\w{1,32};", lambda written: html.unescape(written[0]), text))
    if meant != text:
        yield finding("R506", entry.at(*path), f"`{found.group()}` is HTML", f"write `{meant}`")


def _commas(entry: Entry) -> Iterator[Finding]:
    """Names that a comma cut in two, and lists of names that are one text."""
    for lang, forms in entry.fields.get("names", {}).items():
        if at := _cut(forms, entry.fields.get("name", ""), entry.kind):
            first, second = forms[at - 1], forms[at]
            message = f"`{first}` and `{second}` are two names; a comma parts the names of a list"
            yield finding(
                "R510", entry.at("names", lang, at), message, f'if they are one, write `["{first}, {second}"]`'
            )
        for index, form in enumerate(forms):
            parts = [each for each in _SEVERAL.split(form) if each]
            if _are_names(parts, form, entry.kind):
                message = f"`{form}` is one name with a comma inside"
                yield finding("R510", entry.at("names", lang, index), message, f"write `[{', '.join(parts)}]`")
    name = entry.fields.get("name", "")
    if name.rstrip().endswith((",", ";", "，")):
        yield finding("R510", entry.at("name"), f"`{name}` ends in a comma", f"write `{name.rstrip(' ,;，')}`")


def _cut(forms: Sequence[str], name: str, kind: str) -> int:
    """The number of the form that belongs to the one before it; 0 where none does."""
    parted = _parted_person if kind == "person" else _parted_title
    return next((at for at in range(1, len(forms)) if parted(forms, at, name)), 0)


def _parted_person(forms: Sequence[str], at: int, name: str) -> bool:
    """DeSombre, Michael: a family name alone, and what stands before it in the whole name; or a suffix."""
    before, form = forms[at - 1], forms[at]
    if _SUFFIX.fullmatch(form):
        return True
    if " " in before or before.isupper() or not (unmarked(before) + unmarked(form)).isascii():
        return False
    known, both = set(_key(name).split()), {*_key(before).split(), *_key(form).split()}
    return both <= known if unmarked(name).isascii() else len(forms) == 2


def _parted_title(forms: Sequence[str], at: int, _: str) -> bool:
    """Toyota Motor Co., Ltd.; Ministry of Land, Infrastructure, Transport and Tourism."""
    before, form = forms[at - 1], forms[at]
    if form and legal_forms.found_in(f"A {form}") == form.rstrip("."):
        return True
    return bool(_AND.match(form)) and at > 1 and " " not in before and before[:1].isupper() and not before.isupper()


def _key(text: str) -> str:
    return unmarked(clean(text)).casefold()


def _are_names(parts: Sequence[str], form: str, kind: str) -> bool:
    """Whether the parts between the commas of one text are names by themselves."""
    if len(parts) < 2:
        return False
    if kind != "person":  # titles of bodies and of treaties have commas
        return ";" in form or "；" in form
    return re.search("[;，、；]", form) is not None or all(" " in part for part in parts)


def doubtful_reading(entry: Entry) -> Iterator[Finding]:
    """Kana that no reading of the name's kanji gives."""
    name, reading = entry.fields.get("name", ""), entry.fields.get("reading", "")
    if not (name and reading and any(script_of(char) is Script.HAN for char in name)):
        return
    lattice = kanji.lattice(tuple(clean(name).split()), kanji.kana_writing())
    wanted = kana.fold("".join(char for char in clean(reading) if script_of(char) is not Script.NONE))
    if lattice is None:
        return
    reached: dict[int, set[int]] = {0: {0}}
    for edge in sorted(lattice.edges):
        for at in reached.get(edge.start, ()):
            if edge.text and wanted.startswith(edge.text, at):
                reached.setdefault(edge.end, set()).add(at + len(edge.text))
    if len(wanted) not in reached.get(len(lattice.units), ()):
        yield finding(
            "R511", entry.at("reading"), f"`{reading}` is not a reading of `{name}` that name dictionaries have"
        )
