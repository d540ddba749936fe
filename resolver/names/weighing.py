"""An alignment as evidence: what each unit that agrees or contradicts weighs, and the sentence that says so."""

from __future__ import annotations

import math
from functools import lru_cache

from msgspec import Struct
from unidecode import unidecode

from ..model import Evidence, Kind
from ..policy import NameWeights, RarityWeights
from ..readings.chinese.mandarin import is_compound
from ..readings.lattice import Bridge, Lattice
from ..readings.vietnamese import names as vietnamese
from ..text.folding import fold
from ..text.likeness import slips
from ..text.scripts import BY_CHARACTER, Script
from ..vocabulary.customs import family_first
from ..vocabulary.text_words import text_words
from . import rarity
from .alignment import Path, Step, Target
from .best_path import Found
from .by_word import contradicts_a_word, count_words, joined
from .forms import GENERATION, KnownForm
from .relation import grade

WRITTEN_FORM = "written-form"
"""The rule of a name that stands so in the gazetteer, letter by letter."""

_BY_LETTER = frozenset({Script.KATAKANA, Script.HIRAGANA, Script.CYRILLIC})
"""Scripts whose routes have letters or morae for units."""
_READINGS_ARE_NAMES = frozenset({"vi", "ja"})
"""Languages in which a character's several readings are different names, not spellings of one."""
_SYLLABIC = frozenset({"vi", "zh", "ko"})
"""Languages whose names are made of short syllables: one more is another name."""
_SPELT_MANY_WAYS = frozenset({"zh", "ko"})
"""Languages whose syllables are few and have many spellings each, so that an unusual one is often another syllable."""
_LANGUAGE_NAMES = {"vi": "Vietnamese", "zh": "Chinese", "ko": "Korean", "ja": "Japanese"}
_KEPT = 1 << 10  # shares in words: most names have the usual ones
_SHORTEST_SLIP, _LONG_SLIP = 6, 10
"""Letters of words in which one letter may be a slip of the pen, and in which two may."""
MOST_SLIPS = 2
"""Letters that may be too many in a word."""
_RARE = frozenset({"cantonese", "southern-chinese", "sinoxenic-cantonese"})
"""Routes that few names of an unknown country take: of 20 answers in the development sets 11 were right."""


class Alignment(Struct, frozen=True):
    """How a spelling of the mention agrees with a form.

    `weight` is the sum of its evidence in nats. `whole`: every unit of the form is agreed to and nothing is added.
    `exact`: moreover written so, letter by letter, in the form's own script. `veto`: a unit contradicts.
    `adds`: the mention has a word that the form has not; `patronymic`: a father's name. `route` is the code of the
    bridge, empty for the same script.
    """

    form: KnownForm
    weight: float
    evidence: tuple[Evidence, ...]
    whole: bool
    exact: bool
    veto: bool
    route: str = ""
    adds: bool = False
    patronymic: bool = False

    @property
    def reasons(self) -> tuple[int, int]:
        """How many reasons speak for the form, and how many there are."""
        return sum(each.weight > 0 for each in self.evidence), len(self.evidence)


class Sides(Struct, frozen=True):
    """Which side of the comparison the lattice reads, and how its steps weigh.

    `patronymic` is what the mention has besides, and the form leaves out.
    """

    lattice: Lattice
    goal: Target
    mention_is_lattice: bool
    bridge: Bridge | None
    lang: str
    form: KnownForm
    patronymic: str = ""


def _known(sides: Sides) -> str:
    """What the target is graded against: the name's own units, or the readings that a route shows."""
    if sides.bridge is None:
        return "".join(sides.lattice.units)
    return "".join(edge.shown for edge in sides.lattice.edges)


def _is_by_letter(sides: Sides) -> bool:
    """Whether the units of the route are smaller than a name, letters or morae: there only whole words are evidence."""
    if sides.bridge is None:
        return False
    return sides.bridge.source in _BY_LETTER or (sides.bridge.source is Script.LATIN and sides.lang == "ja")


def _by_word(path: Path, sides: Sides) -> Path:
    return joined(path, sides.lattice, sides.goal) if _is_by_letter(sides) else path


def is_contradicted(found: Found, sides: Sides) -> bool:
    """Whether a unit contradicts, so that `weigh` gives a veto. Marks and words too many contradict only to that."""
    if _is_by_letter(sides):
        return not found.is_whole and contradicts_a_word(found)
    return any(_second_look(relation, sides, *at) == "contradicts" for relation, *at in found.apart())


def reasons(found: Found, sides: Sides) -> tuple[int, int]:
    """How many steps of a path that contradicts may speak for the form at most, and how many there are: told before any
    is weighed."""
    if sides.bridge is None:
        looked_at = [_second_look(relation, sides, *at) for relation, *at in found.apart()]
        return found.agreeing + sum(each in ("initial", "typo") for each in looked_at), found.count
    return count_words(found) if _is_by_letter(sides) else (found.agreeing, found.count)


def weigh(path: Path, sides: Sides, weights: NameWeights) -> Alignment:
    """The path as an alignment, with its evidence and what follows from it."""
    path = _by_word(path, sides)
    evidence: list[Evidence] = []
    family_end = _family_end(path, sides)
    relations: list[str] = []
    # diacritics contradict only where both sides bear all of theirs: a form typed without them is no other name
    marked = not "".join(sides.goal.words).isascii() and not _known(sides).isascii()
    marked = marked and not (sides.lang == "vi" and vietnamese.is_half_marked(sides.goal.words))
    for step in path.steps:
        slot = _slot(sides, step.start < family_end)
        relation = step.relation
        if step.edge is not None:
            known = step.edge.shown if sides.bridge else "".join(sides.lattice.units[step.start : step.end])
            relation = grade(sides.goal.slice(step.at, step.until), known, sides.lang, marked=marked,
                             bridged=sides.bridge is not None)  # fmt: skip
        else:
            relation = _second_look(step.relation, sides, step.start, step.at, step.until)
        relations.append(relation)
        evidence.append(_step_evidence(step, relation, slot, sides, weights))
    if path.cut:
        evidence.append(Evidence("inverted", weights.inverted, "given name and family name exchanged"))
    if _is_split_oddly(path, sides):
        text = "family name and given name are parted elsewhere"
        evidence.append(Evidence("grouping", weights.grouping, text))
    foreign = _foreign(sides)
    if foreign:
        evidence.append(Evidence("foreign-route", weights.foreign_route, foreign))
    elif sides.bridge and sides.bridge.code in _RARE and not sides.form.entity.country:
        text = f"{sides.bridge.title} is rare, and the country is unknown"
        evidence.append(Evidence("foreign-route", weights.rare_route, text))
    partial = {"contradicts", "omits", "adds", "initial"} | ({"doublet"} if sides.bridge is None else set())
    whole = not partial & set(_without_middle_names(relations, path, sides))
    if whole and sides.form.entity.kind is not Kind.PERSON and sides.bridge and sides.bridge.source in _BY_LETTER:
        evidence.append(Evidence("whole-name", weights.whole_heard, "the whole name, letter by letter"))
    exact = sides.bridge is None and all(relation == "exact" for relation in relations) and not sides.patronymic
    exact = exact and not sides.form.part
    if sides.patronymic:
        text = f"{sides.patronymic} is a patronymic, which {sides.form.form.text} leaves out"
        evidence.append(Evidence("patronymic", weights.patronymic, text))
    if whole and sides.lang and not foreign:
        said = f"a {_LANGUAGE_NAMES[sides.lang]} name, as few strangers bear"
        evidence.append(Evidence("name-language", -math.log(rarity.bearers(sides.lang, weights.rarity)), said))
    if exact or _is_in_other_characters(relations, sides):
        how = "written so in the gazetteer" + ("" if exact else ", in other forms of its characters")
        evidence.append(Evidence(WRITTEN_FORM, _exactness(sides, weights), f"{how}: {sides.form.form.text}"))
    return Alignment(
        form=sides.form,
        weight=sum(each.weight for each in evidence),
        evidence=tuple(evidence),
        whole=whole,
        exact=exact,
        veto=any(each.veto for each in evidence),
        route=sides.bridge.code if sides.bridge else "",
        adds=("omits" if sides.mention_is_lattice else "adds") in relations,
        patronymic=bool(sides.patronymic),
    )


def _is_in_other_characters(relations: list[str], sides: Sides) -> bool:
    """Whether a person's name is written but for the forms of its characters: 習近平 where the gazetteer has 习近平."""
    form = sides.form
    if sides.bridge is not None or form.part or form.spelling.script is not Script.HAN:
        return False
    return form.entity.kind is Kind.PERSON and "variant" in relations and {*relations} <= {"variant", "exact"}


def _slot(sides: Sides, in_family: bool) -> str:
    if sides.form.entity.kind is not Kind.PERSON:
        return rarity.TERM
    if not sides.lang:
        return rarity.WORD
    return rarity.FAMILY if in_family else rarity.GIVEN


def _exactness(sides: Sides, weights: NameWeights) -> float:
    if sides.form.entity.kind is not Kind.PERSON:
        return weights.whole
    in_characters = sides.form.spelling.script in BY_CHARACTER
    words = sides.form.spelling.words
    if len(words) == 1 and not in_characters and not rarity.is_common(unidecode(words[0]).casefold()):
        return weights.byname
    if in_characters:
        return weights.whole_characters
    return weights.whole_syllables if sides.form.syllabic else weights.whole_words


def _without_middle_names(relations: list[str], path: Path, sides: Sides) -> list[str]:
    """The relations less middle names: words that only one side has, behind a given name that agrees.

    They stand between given and family name, or at the end where the family name comes first (Qadhafi, Muammar …), and
    never before the given name: Hannibal Muammar is another one. What tells father and son apart (Jr.) may be left out.
    """
    if sides.bridge is not None or sides.form.syllabic or sides.form.spelling.script in BY_CHARACTER:
        return relations
    if sides.form.entity.kind is not Kind.PERSON:
        return relations
    words = sides.form.spelling.words
    kept = list(relations)
    if "omits" in kept and len(words) > 2 and GENERATION.fullmatch(words[-1]):
        kept.remove("omits") if relations[-1] == "omits" else None
    in_front = ("," in sides.form.form.text or family_first(sides.form.entity.country)) is not bool(path.cut)
    inner = kept[2:] if in_front else kept[1:-1]
    ends = kept[:2] if in_front else [kept[0], kept[-1]]
    if any(relation != "exact" for relation in ends):
        return kept
    return [*ends, *(relation for relation in inner if relation not in ("adds", "omits"))]


def _family_end(path: Path, sides: Sides) -> int:
    """Where the family name ends in the lattice's units: at the cut, at its own first break, else after one edge."""
    if path.cut:
        return path.cut
    if sides.lattice.breaks:
        return min(sides.lattice.breaks)
    first = next((step for step in path.steps if step.edge is not None and step.start == 0), None)
    return first.end if first else 1


def _is_split_oddly(path: Path, sides: Sides) -> bool:
    """Whether what stands for the family name of a Han or hangul name, read in syllables, is none.

    It has one character, or two in a compound family name or a name of four. Where it comes first, and the target has
    white space, some follows it. Where both sides have white space, they have it in one place (존 리터, no Johnnie To).
    """
    gaps, bridge, units = sides.goal.gaps, sides.bridge, sides.lattice.units
    if bridge is None or bridge.source not in BY_CHARACTER or len(units) < 3:
        return False
    if sides.lang not in _SPELT_MANY_WAYS:
        return False
    if breaks := sides.lattice.breaks:
        parted = {path.cut} if path.cut else {step.end for step in path.steps if step.until in gaps}
        return bool(parted) and breaks.isdisjoint(parted)
    families = (1,) if len(units) == 3 and not is_compound(units) else (1, 2)
    if path.cut:
        return path.cut not in families
    return bool(gaps) and not any(step.until in gaps for step in path.steps if step.end in families)


def _second_look(relation: str, sides: Sides, unit: int, at: int, until: int) -> str:
    """A contradicted word may still be an initial or, where names are long words, a slip of the pen."""
    if relation != "contradicts" or sides.bridge is not None:
        return relation
    known = fold(sides.lattice.units[unit], sides.form.spelling.script)
    written = sides.goal.text[at:until]
    if len(written) == 1 and known.startswith(written) and sides.form.spelling.script not in BY_CHARACTER:
        return "initial"
    if len(known) == 1 and written.startswith(known):
        return "initial"  # the form has the initial, and the mention the name
    return "typo" if not sides.form.syllabic and is_slip(written, known) else relation


def is_slip(written: str, known: str) -> bool:
    """Whether a word is another one with a slip of the pen: a letter of a long word, so that it is nobody's name.

    Morris is a name of many, and no slip for Morrison.
    """
    if min(len(known), len(written)) < _SHORTEST_SLIP or known[0] != written[0]:
        return False
    most = 1 if len(known) < _LONG_SLIP else MOST_SLIPS
    return slips(known, written) <= most and not rarity.is_common(unidecode(written))


def _foreign(sides: Sides) -> str:
    """Why this route is not the usual one for the owner, in words; empty when it is, or the owner is unknown."""
    bridge, country = sides.bridge, sides.form.entity.country
    if bridge is None or not bridge.countries or not country or sides.form.entity.kind is not Kind.PERSON:
        return ""
    if country in bridge.countries or sides.form.lang == sides.lang:
        return ""
    return f"{bridge.title} is not how names from {country.upper()} are usually read"


def _unit_share(step: Step, unit: str, slot: str, sides: Sides, weights: RarityWeights) -> float:
    """How likely a stranger's name would agree here too: the shares of all readings of these units, together."""
    if sides.bridge is None or sides.bridge.source is not Script.HAN:
        return rarity.share(unit, sides.lang, slot, weights)
    if sides.lang in _READINGS_ARE_NAMES:
        # what was heard is as common as it is, whichever of its ways of writing the form has: 敦 or 淳司 for Atsushi
        heard = "" if sides.mention_is_lattice else sides.goal.slice(step.at, step.until)
        if heard:
            return rarity.share(heard, sides.lang, slot, weights)
        return min(weights.most, sum(_shares_of_readings(step, slot, sides, weights)))
    usual = rarity.share(unit, sides.lang, slot, weights)
    if slot not in rarity.ALL_ALIKE:
        usual = max(_shares_of_readings(step, slot, sides, weights), default=usual)
    return max(usual, weights.heard_zh) if sides.lang == "zh" and slot == rarity.GIVEN else usual


def _shares_of_readings(step: Step, slot: str, sides: Sides, weights: RarityWeights) -> list[float]:
    """The share of each reading of the units of a step."""
    readings = {edge.text: edge.shown for edge in sides.lattice.over(step.start, step.end)}
    return [rarity.share(shown, sides.lang, slot, weights) for shown in readings.values()]


def _tells_apart(word: str) -> bool:
    """Whether a word tells namesakes apart: an initial, or "son of". Muhammad Salman may not be Muhammad bin Salman."""
    return len(word) == 1 or word.casefold() in text_words("son-of")


def _step_evidence(step: Step, relation: str, slot: str, sides: Sides, weights: NameWeights) -> Evidence:
    unit = "".join(sides.lattice.units[step.start : step.end])
    written = sides.goal.slice(step.at, step.until)
    mention, known = (unit, written) if sides.mention_is_lattice else (written, unit)
    route = sides.bridge.code if sides.bridge else "same-script"
    data = {"mention": mention, "form": known, "relation": relation, "route": route, "slot": slot}
    added, left_out = ("omits", "adds") if sides.mention_is_lattice else ("adds", "omits")
    if relation == added:
        syllabic = sides.form.syllabic or sides.lang in _SYLLABIC
        veto = syllabic or sides.form.entity.kind is not Kind.PERSON
        return Evidence("added", weights.extra, f"{mention} is not part of {sides.form.form.text}", veto, data)
    if relation == left_out:
        weight = weights.missing_name if sides.form.entity.kind is Kind.PERSON else weights.missing
        if sides.form.entity.kind is Kind.PERSON and sides.form.spelling.script is Script.LATIN and _tells_apart(known):
            weight = weights.missing_initial
        return Evidence("left-out", weight, f"{known} is left out", data=data)
    if relation == "contradicts":
        return Evidence("contradiction", weights.contradiction, f"{mention} is not {known}", True, data)
    share = _unit_share(step, unit, slot, sides, weights.rarity)
    weight = max(weights.floor, math.log(_likelihood(relation, weights) / share)) - _price(step, sides, weights)
    how = sides.bridge.title if sides.bridge else _RELATION_WORDS[relation]
    veto = relation in ("tone", "vowel") and (sides.bridge is None or sides.lang == "ja")
    if veto:
        return Evidence("diacritics", weights.contradiction, f"{mention} is not {known}", True, data)
    sign = "=" if relation == "exact" and sides.bridge is None else "~"
    text = f"{mention} {sign} {known}" + (f", {how}" if how else "") + _rarity_words(share, slot)
    return Evidence(route, weight, text, data={**data, "share": round(share, 6)})


def _price(step: Step, sides: Sides, weights: NameWeights) -> float:
    """What an unusual spelling costs: more where names are short syllables, and each is spelt like many others."""
    cost = step.edge.cost if step.edge else 0.0
    if sides.lang == "ja":
        return cost * weights.reading_cost
    return cost * (weights.syllable_cost if sides.lang in _SPELT_MANY_WAYS else weights.spelling_cost)


_RELATION_WORDS = {
    "exact": "",
    "unmarked": "written without diacritics",
    "variant": "another form of the same character",
    "doublet": "regional spelling of the same syllable",
    "tone": "",
    "vowel": "",
    "typo": "one slip of the pen",
    "initial": "its initial",
}


def _likelihood(relation: str, weights: NameWeights) -> float:
    """The share of true pairs whose unit stands in this relation."""
    return float(getattr(weights, relation))


@lru_cache(maxsize=_KEPT)
def _rarity_words(share: float, slot: str) -> str:
    one_in = max(2, round(1 / share))
    rounded = round(one_in, -(len(str(one_in)) - 2)) if one_in > 99 else one_in
    noun = {rarity.FAMILY: "family names", rarity.GIVEN: "given names"}.get(slot, "words")
    return f" (1 in {rounded:,} {noun})"
