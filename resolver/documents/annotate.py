"""A document annotated: its spots decided by the resolver, the longest first, and short forms by its memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..model import NO_HINTS, Decision, Hints, Kind, Status
from ..resolve import Resolver
from ..text.scripts import Script, script_of
from ..text.units import Unit
from ..text.words import words as split_words
from .circumstances import Circumstances, circumstances
from .draft import Draft, Place
from .html_text import Page
from .memory import Memory, Naming, is_full
from .passages import Passage, passages
from .runs import Run
from .short_forms import ShortForms
from .spots import Found, Scout, Spot
from .titles_around import BODIES, TitleWords, kinds_of

Ask = Callable[[str, bool], Decision]
"""The decision over a mention; whether strictly, see `Resolver.resolve`."""

_KEPT = 8_192  # decisions over the mentions of one document
_LISTED = 50.0  # score from which what may be meant is shown, where it is only a run of words
_LONGEST = 300  # characters of a mention
_READ_ALONE = 2  # Han characters that need more than a reading to be taken for a name
_STRANGER = range(2, 6)  # words of a stranger's full name
_MOST_STRANGERS = 20_000
_SMALL_WORDS = 4  # of, and, the: among the words that an acronym stands for
_ACRONYM = re.compile(r"[^\W\d_a-z][\w+&-]{1,9}|\d\+\d")
_BRACKETS = re.compile(r"[”\"»》」』]?\s?[(\[]([^()\[\]]{2,12})[)\]]")
_VIA = {
    "in-document": "in-document", "acronym": "acronym", "office-holder": "office", "sound": "sound",
    "function": "function", "agreement-instrument": "content", "agreement-topic": "content",
}  # fmt: skip
"""How a mention was found, by the rules of its evidence; by its name where none of these is there."""
_TELLING = frozenset({"agreement-topic", "agreement-words", "written-form", "same-script"})
"""Rules of which one must speak for an agreement: "Japan's initiative" is none that we know."""
_SAME_SCRIPT = frozenset({Script.LATIN})


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of a document that names an entity: `start` and `end` in code points of the text as given.

    `status` of its decision is `match` or `ambiguous`; `via` says how it was found: name, sound, office, function,
    content, in-document or acronym. `read` is the place in the text that a reader sees: another one in HTML.
    """

    start: int
    end: int
    text: str
    decision: Decision
    via: str
    read: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Annotation:
    """The mentions of a document in its order, the text that is read, and what it says of itself."""

    mentions: tuple[Mention, ...]
    circumstances: Circumstances
    text: str


class Annotator:
    """Annotates documents with one resolver. Safe to share between threads."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._scout = Scout(resolver.catalogue)

    def annotate(self, text: str, hints: Hints = NO_HINTS) -> Annotation:
        """The mentions of a plain text. What the hints leave open, the date and the countries, is looked for in it."""
        return self._annotated(text, circumstances(hints, passages(text)))

    def annotate_page(self, page: Page, hints: Hints = NO_HINTS) -> Annotation:
        """The mentions of a page of HTML, with offsets into its source; their texts are those that a reader sees."""
        known = self._annotated(page.text, circumstances(hints, passages(page.text), page.stated))
        moved = []
        for mention in known.mentions:
            start, end = page.given(mention.start, mention.end)
            moved.append(replace(mention, start=start, end=end))
        return replace(known, mentions=tuple(moved))

    def _annotated(self, text: str, known: Circumstances) -> Annotation:
        @lru_cache(maxsize=_KEPT)
        def ask(mention: str, strict: bool) -> Decision:
            return self._resolver.resolve(mention, known.hints, strict=strict)

        draft = Draft()
        for passage in passages(text):
            self._read(passage, draft, ask, known.languages)
        named = [*draft.namings, *draft.strangers.values()]
        memory = Memory(named, draft.acronyms, self._resolver.catalogue, self._resolver.policy)
        if memory:
            self._reconsider(draft, memory, known.hints)
            short = ShortForms(memory.keys, memory.acronyms)
            for passage in passages(text):
                if short.may_have(passage):
                    self._remember(passage, draft, short, memory, known, ask)
        found = [
            Mention(each.start, each.end, text[each.start : each.end], each.decision, via(each.decision), each[:2])
            for each in draft.all_places()
        ]
        return Annotation(tuple(found), known, text)

    def _read(self, passage: Passage, draft: Draft, ask: Ask, languages: frozenset[str]) -> None:
        """The full names, organisations and agreements of a passage."""
        words = TitleWords(passage.text, passage.units, languages)
        spots, known_runs = self._scout.spots(passage, words)
        for spot in spots:
            start, end = passage.given(spot.start, spot.end)
            if not draft.is_free(start, end) or not self._is_worth(spot, passage, words):
                continue
            mention = passage.text[spot.start : spot.end]
            decision = ask(mention, not _may_be_heard(spot, passage.text))
            name = passage.text[spot.first : spot.last]
            if decision.status is Status.MATCH and _is_believed(spot, decision, passage.text):
                draft.take(Place(start, end, mention, decision, spot.found is not Found.OFFICE and not is_full(name)))
                self._note(passage, spot, start, decision, draft)
            elif decision.status is Status.AMBIGUOUS and _is_shown(spot, decision):
                draft.unsure.append(Place(start, end, mention, decision, not is_full(name)))
        for run in known_runs:
            _note_stranger(passage, run, draft)
        _note_foreign_acronyms(passage, draft)

    def _is_worth(self, spot: Spot, passage: Passage, words: TitleWords) -> bool:
        """Whether a spot is worth a question."""
        if spot.length > _LONGEST:
            return False
        if spot.found is Found.READ and spot.last - spot.first <= _READ_ALONE:
            return spot.titled or spot.apart
        if spot.found is Found.OFFICE:
            return not _has_body(spot, passage, words)
        if spot.found is Found.RUN and not (spot.titled or _may_be_heard(spot, passage.text)):
            return self._resolver.reaches(passage.text[spot.start : spot.end])
        return True

    def _note(self, passage: Passage, spot: Spot, start: int, decision: Decision, draft: Draft) -> None:
        """Remember who was named in full, and the acronym that is defined behind it."""
        entity = self._resolver.gazetteer.entities[decision.id]
        name, mention = passage.text[spot.first : spot.last], passage.text[spot.start : spot.end]
        end = passage.given(spot.first, spot.end)[1]
        naming = Naming(
            name, mention, start, f"named in full at {start:,}", entity, decision.score, {"start": start, "end": end}
        )
        if entity.kind is Kind.PERSON:
            if spot.found is not Found.OFFICE and is_full(name):
                draft.namings.append(naming)
            return
        brackets = _BRACKETS.match(passage.text, spot.last)
        if brackets and _ACRONYM.fullmatch(brackets[1]):
            draft.acronyms.setdefault(brackets[1], replace(naming, where=f"at {start:,}"))

    @staticmethod
    def _reconsider(draft: Draft, memory: Memory, hints: Hints) -> None:
        """Short forms and acronyms that were decided before all of the document was known."""
        before, draft.matches, unsure, draft.unsure = draft.matches, [], draft.unsure, []
        for place in (*before, *unsure):
            if not (place.short or place.text in memory.acronyms):
                (draft.matches if place.decision.status is Status.MATCH else draft.unsure).append(place)
                continue
            decision = memory.recall(place.text, place.decision, hints, place.start)
            if decision.status is Status.MATCH and draft.is_free(place.start, place.end):
                draft.take(place._replace(decision=decision))
            elif decision.status is Status.AMBIGUOUS:
                draft.unsure.append(place._replace(decision=decision))

    @staticmethod
    def _remember(
        passage: Passage, draft: Draft, short: ShortForms, memory: Memory, known: Circumstances, ask: Ask
    ) -> None:
        """The short forms and acronyms of a passage."""
        words = TitleWords(passage.text, passage.units, known.languages)
        for spot in sorted(short.spots(passage, words), key=lambda each: (-each.length, each)):
            start, end = passage.given(spot.start, spot.end)
            if not draft.is_free(start, end):
                continue
            mention = passage.text[spot.start : spot.end]
            alone = ask(mention, True) if spot.titled else Decision(mention, Status.NONE, "")
            decision = memory.recall(mention, alone, known.hints, start)
            if decision.status is Status.MATCH:
                draft.take(Place(start, end, mention, decision, short=True))
            elif decision.status is Status.AMBIGUOUS and _is_shown(spot, decision):
                draft.unsure.append(Place(start, end, mention, decision, short=True))


def via(decision: Decision) -> str:
    """How a mention was found, by the evidence of its best candidate."""
    rules = [each.rule for each in decision.candidates[0].evidence] if decision.candidates else []
    return next((_VIA[rule] for rule in rules if rule in _VIA), "name")


def _may_be_heard(spot: Spot, text: str) -> bool:
    """Whether a name may be known by its sound alone: between Latin letters it is spelt as it is known, or another."""
    return spot.found is Found.RUN and script_of(text[spot.first]) not in _SAME_SCRIPT


def _has_body(spot: Spot, passage: Passage, words: TitleWords) -> bool:
    """Whether a spot has the words for an organisation in it: then that is named, and not who leads it."""
    return any(
        spot.start <= passage.units[hit.start].start < spot.end and kinds_of(hit) & BODIES for hit in words.hits()
    )


def _is_believed(spot: Spot, decision: Decision, text: str) -> bool:
    """Whether a match is what such a spot can be."""
    best = decision.candidates[0]
    rules = {each.rule for each in best.evidence}
    if spot.found is Found.BODY:
        return best.kind is Kind.ORGANISATION
    if spot.found is Found.CONTENT:
        return best.kind is Kind.AGREEMENT and bool(rules & _TELLING)
    if spot.found is Found.OFFICE:
        return "office-holder" in rules and "title" not in rules
    if "office-holder" in rules:
        return False  # the titles beside a name say it without the name
    heard = "sound" in rules
    return not (heard and not spot.titled and script_of(text[spot.first]) in _SAME_SCRIPT)


def _is_shown(spot: Spot, decision: Decision) -> bool:
    """Whether what may be meant is worth a reader's time."""
    best = decision.candidates[0]
    if spot.found in (Found.OFFICE, Found.READ):
        return False
    if spot.found is Found.BODY:
        return best.kind is Kind.ORGANISATION
    if spot.found is Found.CONTENT:
        return best.kind is Kind.AGREEMENT and any(each.rule in _TELLING for each in best.evidence)
    return spot.found is Found.WRITTEN or decision.score >= _LISTED


def _note_stranger(passage: Passage, run: Run, draft: Draft) -> None:
    """Remember a full name that is nobody's whom the gazetteer has."""
    units = passage.units[run.start : run.end]
    if not (len(units) in _STRANGER or run.whole) or not run.cased or len(draft.strangers) >= _MOST_STRANGERS:
        return
    start, end = passage.given(units[0].start, units[-1].end)
    name = passage.text[units[0].start : units[-1].end]
    if sum(len(word) > 1 for word in split_words(name)) < 2:
        return  # one word, or one with initials
    if draft.is_free(start, end) and name not in draft.strangers:
        place = {"start": start, "end": end}
        draft.strangers[name] = Naming(name, name, start, f"named in full at {start:,}", place=place)


def _note_foreign_acronyms(passage: Passage, draft: Draft) -> None:
    """Remember the acronyms in brackets whose words, which stand before them, name nobody whom the gazetteer has."""
    for found in _BRACKETS.finditer(passage.text):
        letters = [char for char in found[1].casefold() if char.isalpha()]
        if not _ACRONYM.fullmatch(found[1]) or found[1] in draft.acronyms or len(letters) < 2:
            continue
        words = [unit for unit in passage.units if unit.end <= found.start()][-len(letters) - _SMALL_WORDS :]
        while words and letters and not _spell(words, letters):
            words = words[1:]
        if len(words) < 2:
            continue
        start, end = passage.given(words[0].start, words[-1].end)
        if draft.is_free(start, end):
            name = passage.text[words[0].start : words[-1].end]
            naming = Naming(name, name, start, f"at {start:,}", place={"start": start, "end": end})
            draft.acronyms[found[1]] = naming


def _spell(words: Sequence[Unit], letters: Sequence[str]) -> bool:
    """Whether words begin with the letters of an acronym, in order and from the first; small words may have none."""
    waiting = list(letters)
    for word in words:
        if waiting and word.key[:1] == waiting[0]:
            waiting.pop(0)
        elif word.case or word is words[0]:
            return False
    return not waiting
