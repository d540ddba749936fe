"""Every exonym that follows by rule from what the gazetteer writes, with the rule that derives it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Entity, Exonym, Kind
from ..readings.lattice import Edge, Lattice
from ..readings.routes import bridges
from ..text import han
from ..text.cleaning import unmarked
from ..text.scripts import Script, main_script
from .forms import KnownForm, known_forms

_LANG = {
    Script.CYRILLIC: "ru", Script.KATAKANA: "ja", Script.HANGUL: "ko", Script.HAN: "zh",
}  # fmt: skip
_LATIN_LANG = {"vi": "vi", "zh": "zh-Latn", "ja": "ja-Latn", "ko": "ko-Latn"}
_TARGETS = (Script.LATIN, Script.CYRILLIC, Script.KATAKANA, Script.HANGUL)


def exonyms(entity: Entity) -> tuple[Exonym, ...]:
    """Written forms first, then derived ones, each once, in a fixed order."""
    found: dict[tuple[str, str], Exonym] = {}
    for form in entity.forms:
        found.setdefault((form.lang, form.text), Exonym(form.lang, form.text, "written"))
    for known in known_forms(entity):
        if entity.kind is Kind.PERSON:
            for exonym in _derived(known):
                found.setdefault((exonym.lang, exonym.text), exonym)
    return tuple(found.values())


def _derived(known: KnownForm) -> Iterator[Exonym]:
    spelling = known.spelling
    if spelling.script is Script.LATIN and unmarked(spelling.text) != spelling.text:
        yield Exonym("en", unmarked(spelling.text), "without-diacritics")
    if spelling.script is Script.HAN:
        yield Exonym("zh-Hans", han.simplify(spelling.text), "simplified")
        yield Exonym("zh-Hant", han.traditional(spelling.text), "traditional")
    for target in _TARGETS:
        for bridge in bridges(spelling.script, target):
            country = known.entity.country
            if bridge.code.startswith("sinoxenic"):
                continue  # several characters may stand behind a syllable: recognised, not asserted
            if bridge.countries and country and country not in bridge.countries:
                continue
            if known.read and spelling.script is Script.HAN and "jp" in bridge.countries:
                continue
            lattice = bridge.lattice(spelling.words)
            shown = _shown(lattice, bridge.source) if lattice else ""
            if shown:
                lang = "vi" if bridge.code == "sino-vietnamese" else _LATIN_LANG.get(known.lang, "en")
                yield Exonym(_LANG.get(target, lang), shown, bridge.code)


def _shown(lattice: Lattice, source: Script) -> str:
    """The cheapest spelling as a reader writes it; empty when some unit has none."""
    best: list[tuple[float, tuple[Edge, ...]] | None] = [None] * (len(lattice.units) + 1)
    best[0] = (0.0, ())
    for at in range(len(lattice.units)):
        here = best[at]
        if here is None:
            continue
        for edge in lattice.edges:
            if edge.start != at:
                continue
            price = here[0] + edge.cost + 0.001 * (edge.end - edge.start == 1)
            known = best[edge.end]
            if known is None or price < known[0] - 1e-9:
                best[edge.end] = (price, (*here[1], edge))
    last = best[-1]
    return _joined(last[1], lattice.breaks, source) if last else ""


def _joined(edges: tuple[Edge, ...], breaks: frozenset[int], source: Script) -> str:
    """The edges as words: letters and morae run together; elsewhere a capital, or another script, begins a word."""
    letters = source in (Script.KATAKANA, Script.HIRAGANA, Script.CYRILLIC) or (
        source is Script.HAN and main_script(edges[0].shown) is Script.HANGUL
    )
    text = ""
    for edge in edges:
        apart = edge.start in breaks or not (letters or edge.shown[:1] == "-" or edge.shown[:1].islower())
        shown = edge.shown if apart or not text else edge.shown.lower()
        text += f" {shown}" if text and apart else shown
    return text
