"""Every name that follows by rule from what the gazetteer writes, with the rule that derives it and its likelihood.

People's names follow the routes along which they are recognised; names of organisations, posts and agreements are made
of each language's words for what they say. What a route only recognises is not asserted here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ..model import WRITTEN, Entity, Exonym, Kind
from ..policy import DEFAULT_POLICY, ExonymWeights
from ..readings.lattice import Bridge
from ..readings.likeliest import likeliest
from ..readings.routes import bridges
from ..readings.vietnamese import in_han
from ..text import han
from ..text.cleaning import unmarked
from ..text.scripts import Script
from ..vocabulary.customs import bearers, customs, names_of
from .composed import composed
from .forms import KnownForm, known_forms

_LANG = {
    Script.CYRILLIC: "ru", Script.KATAKANA: "ja", Script.HANGUL: "ko", Script.HAN: "zh", Script.ARABIC: "ar",
    Script.THAI: "th",
}  # fmt: skip
_LATIN_LANG = {"vi": "vi", "zh": "zh-Latn", "ja": "ja-Latn", "ko": "ko-Latn"}
_TARGETS = (Script.LATIN, Script.CYRILLIC, Script.KATAKANA, Script.HANGUL, Script.ARABIC, Script.THAI)
_MANNERS = {"mandarin": "mandarin", "cantonese": "cantonese", "southern-chinese": "southern"}
"""The routes into Latin letters of which a country has a usual one."""
_TWO = 2


def exonyms(
    entity: Entity, weights: ExonymWeights = DEFAULT_POLICY.exonyms, forms: Sequence[KnownForm] = ()
) -> tuple[Exonym, ...]:
    """Written forms first, then derived ones, each once, in a fixed order. `forms` are those of a person, if parsed.

    `likelihood`: the probability that the name is written so where its language writes it, by the table or the route
    alone: 1 for what is written in the gazetteer, and less for what stands beside that in the same language.
    """
    found: dict[tuple[str, str], Exonym] = {}
    for form in entity.forms:
        found.setdefault((form.lang, form.text), Exonym(form.lang, form.text, WRITTEN))
    begun: set[tuple[str, str]] = set()  # the likeliest of each rule is shown, however many others there may be
    written = {form.lang.partition("-")[0] for form in entity.forms if form.lang}
    for each in _derived(entity, weights, forms):
        beside = weights.beside_written if _language(each) in written and _is_another(each) else 1.0
        likely = round(min(1.0, each.likelihood * beside), 3)
        if (each.lang, each.text) not in found and (likely >= weights.least or (each.lang, each.rule) not in begun):
            found[each.lang, each.text] = Exonym(each.lang, each.text, each.rule, likely)
        begun.add((each.lang, each.rule))
    return tuple(found.values())


def _language(exonym: Exonym) -> str:
    """The language that a name is in; none for one in Latin letters of a language that has its own."""
    lang, _, script = exonym.lang.partition("-")
    return "" if script == "Latn" else lang


def _is_another(exonym: Exonym) -> bool:
    """Whether it is another name, and not a written one in another form of the script."""
    return exonym.rule not in {"simplified", "traditional", "without-diacritics", "given-first"}


def _derived(entity: Entity, weights: ExonymWeights, forms: Sequence[KnownForm]) -> Iterator[Exonym]:
    if entity.kind is not Kind.PERSON:
        yield from _in_both_scripts(entity)
        for made in composed(entity):
            yield replace(made, likelihood=made.likelihood * weights.composed)
        return
    for known in forms or known_forms(entity):
        yield from _spelt_otherwise(known)
        if known.native:
            for target in _TARGETS:
                yield from _along_routes(known, target, weights)
            yield from _in_han(known, weights)


def _in_both_scripts(entity: Entity) -> Iterator[Exonym]:
    for form in entity.forms:
        if form.lang == "zh":
            yield Exonym("zh-Hant", han.traditional(form.text), "traditional")


def _spelt_otherwise(known: KnownForm) -> Iterator[Exonym]:
    spelling = known.spelling
    if spelling.script is Script.LATIN and unmarked(spelling.text) != spelling.text:
        yield Exonym("en", unmarked(spelling.text), "without-diacritics")
    if spelling.script is Script.HAN:
        yield Exonym("zh-Hans", han.simplify(spelling.text), "simplified")
        yield Exonym("zh-Hant", han.traditional(spelling.text), "traditional")


def _along_routes(known: KnownForm, target: Script, weights: ExonymWeights) -> Iterator[Exonym]:
    for bridge in bridges(known.spelling.script, target):
        if not _is_usual(bridge, known):
            continue
        manner = _share_of_manner(bridge, known.entity.country, weights)
        lang = "vi" if bridge.code == "sino-vietnamese" else _LATIN_LANG.get(known.lang, "en")
        sharpness = weights.sharpness_in_latin if target is Script.LATIN else weights.sharpness
        for spelt in likeliest(bridge, known.spelling.words, weights.most, sharpness):
            yield Exonym(_LANG.get(target, lang), spelt.text, bridge.code, spelt.share * manner)
            words = spelt.text.split()
            if target is Script.LATIN and known.lang == "ja" and len(words) == _TWO:
                yield Exonym("en", " ".join(reversed(words)), "given-first", spelt.share * manner)


def _is_usual(bridge: Bridge, known: KnownForm) -> bool:
    """Whether the route says how names like this one are written, and not only what may be written for them."""
    if not bridge.asserts or (known.read and known.spelling.script is Script.HAN and "jp" in bridge.countries):
        return False  # the reading is written: no dictionary need guess it
    country = known.entity.country
    if not bridge.countries or country in bridge.countries:
        return True
    return not country and bool(bridge.countries & bearers(known.lang))


def _share_of_manner(bridge: Bridge, country: str, weights: ExonymWeights) -> float:
    """How usual the route's way of spelling Chinese names is in a country."""
    manner, custom = _MANNERS.get(bridge.code, ""), customs().get(country)
    if not manner or custom is None or custom.chinese[:1] == (manner,):
        return 1.0
    return weights.other_manner


def _in_han(known: KnownForm, weights: ExonymWeights) -> Iterator[Exonym]:
    """A Vietnamese name in the characters that Chinese may write for it, unless they are known."""
    owner = names_of(known.entity.country) or known.lang
    if owner != "vi" or known.lang != "vi" or known.spelling.script is not Script.LATIN or known.in_han:
        return
    for text, share in in_han.candidates(known.spelling.words, weights.most):
        yield Exonym("zh-Hans", text, "vietnamese-han", share)
        yield Exonym("zh-Hant", han.traditional(text), "vietnamese-han", share)
