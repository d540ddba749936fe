"""A mention's spelling against a written form: the best alignment, by every route that fits, as evidence."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from . import rarity
from .align import Path, Step, Target, best_path, target
from .forms import KnownForm, language_of
from .grades import grade
from .model import Evidence, Kind
from .name import Spelling
from .policy import NameWeights
from .readings import cyrillic, vietnamese
from .readings.folding import fold
from .readings.lattice import Bridge, Edge, Lattice
from .readings.routes import bridges
from .scripts import Script
from .tokens import words as split

_BY_CHARACTER = frozenset({Script.HAN, Script.HANGUL})
_BY_LETTER = frozenset({Script.KATAKANA, Script.HIRAGANA, Script.CYRILLIC})
"""Scripts whose routes have units smaller than a name: there only whole words are evidence."""
_OWNERS = ("vn", "jp", "kr", "cn")
"""A route's language is that of the first of these whose names it is usual for."""
_READINGS_ARE_NAMES = frozenset({"vi", "ja"})
"""Languages in which a character's several readings are different names, not spellings of one."""
_COMMONEST = 0.4  # no unit is commoner than Vietnam's commonest family name
_MOST_STEMS = 8  # ways of undoing the cases of a Cyrillic name that are tried


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a spelling of the mention agrees with a form.

    `weight` is the sum of its evidence in nats. `whole`: every unit of the form is agreed to and nothing is added.
    `exact`: moreover written so, letter by letter, in the form's own script. `veto`: a unit contradicts.
    `family_only`: all that agrees is the family name. `route` is the code of the bridge, empty for the same script.
    """

    form: KnownForm
    weight: float
    evidence: tuple[Evidence, ...]
    whole: bool
    exact: bool
    veto: bool
    family_only: bool
    route: str = ""


@dataclass(frozen=True, slots=True)
class _Sides:
    """Which side of the comparison the lattice reads, and how its steps weigh."""

    lattice: Lattice
    goal: Target
    mention_is_lattice: bool
    bridge: Bridge | None
    lang: str
    form: KnownForm


class Comparer:
    """Compares spellings with forms. Owns the caches of lattices; otherwise a pure function of its policy."""

    def __init__(self, weights: NameWeights) -> None:
        self._weights = weights
        self._lattice = lru_cache(maxsize=20_000)(_lattice)
        self._target = lru_cache(maxsize=20_000)(_target)

    def compare(self, mention: Spelling, form: KnownForm, *, lenient: bool = True) -> Alignment | None:
        """The best alignment of the two; None when no unit of them agrees by any route.

        Strict (`lenient=False`) asks only for whole agreement, which is quick; lenient also for a part of the name.
        """
        found: list[Alignment] = []
        for sides in self._routes(mention, form, lenient):
            alignment = self._align(sides, lenient)
            if alignment is not None:
                found.append(alignment)
                if alignment.exact:
                    break
        return max(found, key=_preference, default=None)

    def comparable(self, mention: Spelling, form: KnownForm) -> bool:
        """Whether some route leads from the one's script to the other's, so that silence means something."""
        left, right = mention.script, form.spelling.script
        return left is right or bool(bridges(left, right) or bridges(right, left))

    def _routes(self, mention: Spelling, form: KnownForm, lenient: bool) -> list[_Sides]:
        left, right = mention.script, form.spelling.script
        if left is right:
            lattice = _own_lattice(form)
            goals = [self._target(words, left, None) for words in _uninflected(mention)]
            return [_Sides(lattice, goal, False, None, form.lang, form) for goal in goals]
        if form.entity.kind is not Kind.PERSON and (lenient or {left, right} != {Script.HAN, Script.LATIN}):
            return []
        found: list[_Sides] = []
        for bridge in bridges(right, left):
            if _may_take(bridge, form, lenient) and not (form.read and right is Script.HAN):
                found += self._sides(bridge, form.spelling, mention, form, mention_is_lattice=False)
        for bridge in bridges(left, right):
            if _may_take(bridge, form, lenient) and not (form.in_han and left is Script.HAN):
                found += self._sides(bridge, mention, form.spelling, form, mention_is_lattice=True)
        return found

    def _sides(
        self, bridge: Bridge, source: Spelling, goal: Spelling, form: KnownForm, *, mention_is_lattice: bool
    ) -> list[_Sides]:
        lattice = self._lattice(bridge, source.words)
        if lattice is None:
            return []
        lang = next((language_of(country) for country in _OWNERS if country in bridge.countries), "")
        goals = [goal.words] if mention_is_lattice else _uninflected(goal)
        return [
            _Sides(lattice, self._target(words, goal.script, bridge), mention_is_lattice, bridge, lang, form)
            for words in goals
        ]

    def _align(self, sides: _Sides, lenient: bool) -> Alignment | None:
        script = Script.HAN if sides.bridge is None else sides.bridge.source
        path = best_path(sides.lattice, sides.goal, script, lenient=False)
        if path is None and lenient and _worth_leniency(sides):
            path = best_path(sides.lattice, sides.goal, script, lenient=True, whole_words=sides.bridge is None)
        return None if path is None else _weigh(path, sides, self._weights)


def _may_take(bridge: Bridge, form: KnownForm, lenient: bool) -> bool:
    """Whether the route is worth asking: for a part of a name, only the usual ones of the owner's country."""
    if lenient and bridge.code == "cyrillic":
        return False  # letter by letter: parts of words would agree everywhere
    country = form.entity.country
    usual = not bridge.countries or not country or country in bridge.countries
    return usual or (not lenient and form.entity.kind is Kind.PERSON) or (not lenient and "vn" in bridge.countries)


def _preference(alignment: Alignment) -> tuple[bool, bool, float]:
    return (not alignment.veto, alignment.whole, alignment.weight)


def _uninflected(spelling: Spelling) -> list[tuple[str, ...]]:
    """The words as written and, for Cyrillic, with their case endings undone."""
    found = [spelling.words]
    words = spelling.words
    if spelling.script is not Script.CYRILLIC or not words:
        return found
    if len(words) > 2 and len(words[0]) == 1:
        words = words[1:]  # a preposition that governs the name: с Нго Суан Литем
        found.append(words)
    stems = [cyrillic.stems(word) for word in words]
    for choice in range(1, max(len(each) for each in stems)):
        found.append(tuple(each[min(choice, len(each) - 1)] for each in stems))
        found.append((*words[:-1], stems[-1][min(choice, len(stems[-1]) - 1)]))
    return list(dict.fromkeys(found))[:_MOST_STEMS]


def _lattice(bridge: Bridge, words: tuple[str, ...]) -> Lattice | None:
    return bridge.lattice(words)


def _target(words: tuple[str, ...], script: Script, bridge: Bridge | None) -> Target:
    if script in _BY_CHARACTER:
        words = tuple(char for word in words for char in word)
    folded = [bridge.fold(word) if bridge else fold(word, script) for word in words]
    return target(words, folded)


@lru_cache(maxsize=200_000)
def _own_lattice(form: KnownForm) -> Lattice:
    """The form in its own script: a unit a word or a character, each written in the one way that it is."""
    words = form.spelling.words
    script = form.spelling.script
    if form.lang == "vi" and script is Script.LATIN and (lattice := vietnamese.lattice(words)) is not None:
        return lattice  # regional doublets are spellings of one syllable
    if script in _BY_CHARACTER:
        units = tuple(char for word in words for char in word)
        ends: list[int] = []
        for word in words:
            ends.append((ends[-1] if ends else 0) + len(word))
        breaks = frozenset(ends[:-1])
    else:
        units, breaks = words, _spaces(form.spelling.text)
    edges = tuple(Edge(at, at + 1, fold(unit, script), unit) for at, unit in enumerate(units))
    return Lattice(units, edges, breaks)


def _spaces(text: str) -> frozenset[int]:
    """Where white space, and not a hyphen, parts the words of a text: only there may a name be turned round."""
    ends = list(accumulate(len(split(chunk)) for chunk in text.split()))
    return frozenset(ends[:-1]) - {0}


def _worth_leniency(sides: _Sides) -> bool:
    """Whether enough units occur in the target at all for a partial agreement to be worth the search."""
    units = {edge.start for edge in sides.lattice.edges if edge.text and edge.text in sides.goal.text}
    if sides.form.entity.kind is Kind.PERSON:
        return len(units) >= min(len(sides.goal.ends), len(sides.lattice.units)) / 3
    return len(units) >= max(len(sides.goal.ends), len(sides.lattice.units)) / 2


def _by_word(path: Path, sides: _Sides) -> Path:
    """Letters and morae are no names: the steps of one word become one, which agrees only when all of them do."""
    if sides.bridge is None or sides.bridge.source not in _BY_LETTER:
        return path
    bounds = [0, *sorted(sides.lattice.breaks), len(sides.lattice.units)]
    grouped: dict[int, list[Step]] = {}
    steps: list[Step] = []
    for step in path.steps:
        if step.relation == "adds":
            steps.append(step)
        else:
            grouped.setdefault(bisect_right(bounds, step.start) - 1, []).append(step)
    for word, each in grouped.items():
        steps.append(_merged(each, bounds[word], bounds[word + 1]))
    return Path(tuple(sorted(steps, key=lambda step: step.at)), path.cut, path.cost)


def _merged(steps: list[Step], start: int, end: int) -> Step:
    at, until = min(step.at for step in steps), max(step.until for step in steps)
    edges = [step.edge for step in steps if step.edge is not None]
    if len(edges) == len(steps):
        text, shown = "".join(edge.text for edge in edges), "".join(edge.shown for edge in edges)
        return Step("agrees", start, end, at, until, Edge(start, end, text, shown, sum(edge.cost for edge in edges)))
    return Step("contradicts" if until > at else "omits", start, end, at, until)


def _weigh(path: Path, sides: _Sides, weights: NameWeights) -> Alignment:
    path = _by_word(path, sides)
    evidence: list[Evidence] = []
    family_end = _family_end(path, sides)
    relations: list[str] = []
    given_agrees = False
    marked = any(not word.isascii() for word in sides.goal.words)
    for step in path.steps:
        slot = rarity.WORD if not sides.lang else rarity.FAMILY if step.start < family_end else rarity.GIVEN
        relation = step.relation
        if step.edge is not None:
            known = step.edge.shown if sides.bridge else "".join(sides.lattice.units[step.start : step.end])
            relation = grade(sides.goal.slice(step.at, step.until), known, sides.lang, marked=marked,
                             bridged=sides.bridge is not None)  # fmt: skip
            given_agrees = given_agrees or slot != rarity.FAMILY
        else:
            relation = _second_look(step.relation, sides, step.start, step.at, step.until)
            given_agrees = given_agrees or relation in ("typo", "initial")
        relations.append(relation)
        evidence.append(_step_evidence(step, relation, slot, sides, weights))
    if path.cut:
        evidence.append(Evidence("inverted", weights.inverted, "given name and family name exchanged"))
    foreign = _foreign(sides)
    if foreign:
        evidence.append(Evidence("foreign-route", weights.foreign_route, foreign))
    partial = {"contradicts", "omits", "adds", "initial"} | ({"doublet"} if sides.bridge is None else set())
    whole = not partial & set(relations)
    exact = sides.bridge is None and all(relation == "exact" for relation in relations)
    if exact:
        evidence.append(Evidence("written-form", weights.whole, f"written so in the gazetteer: {sides.form.form.text}"))
    return Alignment(
        form=sides.form,
        weight=sum(each.weight for each in evidence),
        evidence=tuple(evidence),
        whole=whole,
        exact=exact,
        veto=any(each.veto for each in evidence),
        family_only=not given_agrees,
        route=sides.bridge.code if sides.bridge else "",
    )


def _family_end(path: Path, sides: _Sides) -> int:
    """Where the family name ends in the lattice's units: at the cut, at its own first break, else after one edge."""
    if path.cut:
        return path.cut
    if sides.lattice.breaks:
        return min(sides.lattice.breaks)
    first = next((step for step in path.steps if step.edge is not None and step.start == 0), None)
    return first.end if first else 1


def _second_look(relation: str, sides: _Sides, unit: int, at: int, until: int) -> str:
    """A contradicted word may still be an initial or, where names are long words, a slip of the pen."""
    if relation != "contradicts" or sides.bridge is not None:
        return relation
    known = fold(sides.lattice.units[unit], sides.form.spelling.script)
    written = sides.goal.text[at:until]
    if len(written) == 1 and known.startswith(written) and sides.form.spelling.script not in _BY_CHARACTER:
        return "initial"
    if sides.form.syllabic or min(len(known), len(written)) < 5 or known[0] != written[0]:
        return relation
    from rapidfuzz.distance import OSA

    return "typo" if OSA.distance(known, written) <= (1 if len(known) < 8 else 2) else relation


def _foreign(sides: _Sides) -> str:
    """Why this route is not the usual one for the owner, in words; empty when it is, or the owner is unknown."""
    bridge, country = sides.bridge, sides.form.entity.country
    if bridge is None or not bridge.countries or not country or sides.form.entity.kind is not Kind.PERSON:
        return ""
    if country in bridge.countries or sides.form.lang == sides.lang:
        return ""
    return f"{bridge.title} is not how names from {country.upper()} are usually read"


def _unit_share(step_text: str, start: int, end: int, slot: str, sides: _Sides) -> float:
    """How likely a stranger's name would agree here too: the shares of all readings of these units, together."""
    if sides.bridge is None or sides.bridge.source is not Script.HAN:
        return rarity.share(step_text, sides.lang, slot)
    texts = {edge.text: edge.shown for edge in sides.lattice.edges if edge.start == start and edge.end == end}
    shares = [rarity.share(shown, sides.lang, slot) for shown in texts.values()]
    if sides.lang in _READINGS_ARE_NAMES:
        return min(_COMMONEST, sum(shares))
    return max(shares, default=rarity.share(step_text, sides.lang, slot))


def _step_evidence(step: Step, relation: str, slot: str, sides: _Sides, weights: NameWeights) -> Evidence:
    unit = "".join(sides.lattice.units[step.start : step.end])
    written = sides.goal.slice(step.at, step.until)
    mention, known = (unit, written) if sides.mention_is_lattice else (written, unit)
    route = sides.bridge.code if sides.bridge else "same-script"
    data = {"mention": mention, "form": known, "relation": relation, "route": route, "slot": slot}
    added, left_out = ("omits", "adds") if sides.mention_is_lattice else ("adds", "omits")
    if relation == added:
        veto = sides.form.syllabic or sides.form.entity.kind is not Kind.PERSON
        return Evidence("added", weights.extra, f"{mention} is not part of {sides.form.form.text}", veto, data)
    if relation == left_out:
        return Evidence("left-out", weights.missing, f"{known} is left out", data=data)
    if relation == "contradicts":
        return Evidence("contradiction", weights.contradiction, f"{mention} is not {known}", True, data)
    share = _unit_share(unit, step.start, step.end, slot, sides)
    weight = max(weights.floor, math.log(_likelihood(relation, weights) / share)) - (step.edge.cost if step.edge else 0)
    how = sides.bridge.title if sides.bridge else _RELATION_WORDS[relation]
    veto = relation in ("tone", "vowel") and (sides.bridge is None or sides.lang == "ja")
    if veto:
        return Evidence("diacritics", weights.contradiction, f"{mention} is not {known}", True, data)
    sign = "=" if relation == "exact" and sides.bridge is None else "~"
    text = f"{mention} {sign} {known}" + (f", {how}" if how else "") + _rarity_words(share, slot)
    return Evidence(route, weight, text, data={**data, "share": round(share, 6)})


_RELATION_WORDS = {
    "exact": "", "unmarked": "written without diacritics", "variant": "another form of the same character", "doublet": "regional spelling of the same syllable",
    "tone": "", "vowel": "", "typo": "one slip of the pen", "initial": "its initial",
}  # fmt: skip


def _likelihood(relation: str, weights: NameWeights) -> float:
    return {
        "exact": weights.exact, "unmarked": weights.unmarked / 1.5, "variant": weights.exact, "doublet": weights.exact / 2, "tone": weights.tone,
        "vowel": weights.vowel, "typo": weights.typo, "initial": weights.initial,
    }[relation]  # fmt: skip


def _rarity_words(share: float, slot: str) -> str:
    one_in = max(2, round(1 / share))
    rounded = round(one_in, -(len(str(one_in)) - 2)) if one_in > 99 else one_in
    noun = {rarity.FAMILY: "family names", rarity.GIVEN: "given names"}.get(slot, "words")
    return f" (1 in {rounded:,} {noun})"


def best_alignment(found: Sequence[Alignment]) -> Alignment | None:
    """The alignment that speaks best for an entity: one without a contradiction before one with."""
    return max(found, key=_preference, default=None)
