"""A stretch of a document being read: first its full names, then, with the memory of these, its short forms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from .. import organisations
from ..memory.acronyms import ACRONYM, IN_BRACKETS, SMALL_WORDS, letters_of, spell
from ..memory.memory import Memory, Naming, is_full
from ..model import Decision, Kind, Status
from ..names.weighing import WRITTEN_FORM
from ..resolve import Resolver
from ..text.cleaning import clean
from ..text.scripts import Script, script_of
from ..text.units import Unit
from .bodies import country_of_list
from .circumstances import Circumstances
from .draft import Draft, Named, Place
from .passages import Passage
from .short_forms import ShortForms
from .spots import Found, Scout, Spot
from .strangers import names_in_full, namesakes
from .titles_around import BODIES, TitleWords

_KEPT = 8_192  # decisions over the mentions of one document
_LISTED = 50.0  # score from which what may be meant is shown, where it is only a run of words
_LONGEST = 300  # characters of a mention
_READ_ALONE = 2  # Han characters that need more than a reading to be taken for a name
_TELLING = frozenset({"agreement-topic", "agreement-words", WRITTEN_FORM, "same-script"})
"""Rules of which one must speak for an agreement: "Japan's initiative" is none that we know."""
_SAME_SCRIPT = frozenset({Script.LATIN})


class Reading:
    """A stretch of a text that begins at `origin`, read for one resolver with what is known of its document.

    `passages` are those of the stretch; `named` are the full names and acronyms of the stretches before it.
    """

    def __init__(
        self, passages: Sequence[Passage], known: Circumstances, named: Named, resolver: Resolver, scout: Scout
    ) -> None:
        self._passages = passages
        self.known = known
        self._resolver = resolver
        self._scout = scout
        self._ask = lru_cache(maxsize=_KEPT)(self._asked)
        self._words = lru_cache(maxsize=len(passages))(self._title_words)
        self._draft = Draft(named=named)

    def places(self) -> list[Place]:
        """The places that name an entity, in the order of the text."""
        memory = self.remember()
        if memory:
            self._reconsider(memory)
            short = ShortForms(memory.keys, memory.acronyms)
            for passage in self._passages:
                if short.may_have(passage):
                    self._remember(passage, short, memory)
        return self._draft.all_places()

    def remember(self) -> Memory:
        """The memory of the document so far, made of its full names; they are in the draft then."""
        for passage in self._passages:
            self._read(passage)
        memory = self._memory()
        if memory and self._note_namesakes(ShortForms(memory.keys, ())):
            memory = self._memory()
        return memory

    def _memory(self) -> Memory:
        named = self._draft.named
        return Memory(named.in_full(), named.acronyms, self._resolver.catalogue, self._resolver.policy)

    def _note_namesakes(self, short: ShortForms) -> bool:
        """Remember strangers whose family name is a short form; whether there are any."""
        strangers = self._draft.named.strangers
        known = len(strangers)
        for passage in self._passages:
            if short.may_have(passage):
                for start, end in namesakes(passage, self._words(passage), short):
                    self._draft.note_stranger(passage, start, end)
        return len(strangers) > known

    def _asked(self, mention: str, strict: bool) -> Decision:
        least = 0.0 if strict else _LISTED  # of what is only a run of words, whatever is below is shown to nobody
        return self._resolver.resolve(mention, self.known.hints, strict=strict, least=least)

    def _title_words(self, passage: Passage) -> TitleWords:
        return TitleWords(passage.text, passage.units, self.known.languages)

    def _read(self, passage: Passage) -> None:
        """The full names, organisations and agreements of a passage."""
        words, draft = self._words(passage), self._draft
        spots, known_runs = self._scout.spots(passage, words)
        for spot in spots:
            start, end = passage.given(spot.start, spot.end)
            if not draft.is_free(start, end) or not self._is_worth(spot, passage, words):
                continue
            mention = passage.text[spot.start : spot.end]
            decision = self._ask(mention, not _may_be_heard(spot, passage.text))
            if decision.status is Status.MATCH:
                decision = self._in_its_list(spot, decision, passage, words)
            name = passage.text[spot.first : spot.last]
            if decision.status is Status.MATCH and _is_believed(spot, decision, passage.text):
                short = spot.found is not Found.OFFICE and not is_full(name, decision.matched_name)
                draft.take(Place(start, end, mention, decision, short))
                self._note(passage, spot, start, decision)
            elif decision.status is Status.AMBIGUOUS and _is_shown(spot, decision):
                draft.unsure.append(Place(start, end, mention, decision, not is_full(name)))
        for run in known_runs:
            if names_in_full(passage, run):
                draft.note_stranger(passage, run.start, run.end)
        _note_foreign_acronyms(passage, draft)

    def _in_its_list(self, spot: Spot, decision: Decision, passage: Passage, words: TitleWords) -> Decision:
        """The decision over an organisation that says no country, where the list that it stands in says another."""
        own = self._resolver.gazetteer.entities[decision.id].country
        if not own or decision.candidates[0].kind is not Kind.ORGANISATION:
            return decision
        end = bisect_left(passage.units, spot.end, key=_start)
        country = country_of_list(passage.text, passage.units, words, end)
        if not country or country == own:
            return decision
        read = organisations.parse(clean(decision.mention))
        if read is None or read.country:
            return decision
        why = f"the list that it stands in is of {country.upper()}; else {decision.why}"
        return replace(decision, status=Status.AMBIGUOUS, why=why, id="", name="", matched_name="")

    def _is_worth(self, spot: Spot, passage: Passage, words: TitleWords) -> bool:
        """Whether a spot is worth a question."""
        if spot.length > _LONGEST:
            return False
        if spot.found is Found.READ and spot.last - spot.first <= _READ_ALONE:
            return spot.titled or spot.apart
        if spot.found is Found.OFFICE:
            return bool(self.known.hints.date) and not _has_body(spot, passage, words)
        if spot.found is Found.RUN and not (spot.titled or _may_be_heard(spot, passage.text)):
            return self._resolver.reaches(passage.text[spot.start : spot.end])
        return True

    def _note(self, passage: Passage, spot: Spot, start: int, decision: Decision) -> None:
        """Remember who was named in full, and the acronym that is defined behind it."""
        entity = self._resolver.gazetteer.entities[decision.id]
        name, mention = passage.text[spot.first : spot.last], passage.text[spot.start : spot.end]
        end = passage.given(spot.first, spot.end)[1]
        naming = Naming(
            name, mention, start, f"named in full at {start:,}", entity, decision.score, {"start": start, "end": end}
        )
        if entity.kind is Kind.PERSON:
            if spot.found is not Found.OFFICE and is_full(name, decision.matched_name):
                self._draft.named.namings.append(naming)
            return
        brackets = IN_BRACKETS.match(passage.text, spot.last)
        if brackets and ACRONYM.fullmatch(brackets[1]):
            self._draft.named.acronyms.setdefault(brackets[1], replace(naming, where=f"at {start:,}"))

    def _reconsider(self, memory: Memory) -> None:
        """Short forms and acronyms that were decided before all of the document was known."""
        draft = self._draft
        before, draft.matches, unsure, draft.unsure = draft.matches, [], draft.unsure, []
        for place in (*before, *unsure):
            if not (place.short or place.text in memory.acronyms):
                (draft.matches if place.decision.status is Status.MATCH else draft.unsure).append(place)
                continue
            decision = memory.recall(place.text, place.decision, self.known.hints, place.start)
            if decision.status is Status.MATCH and draft.is_free(place.start, place.end):
                draft.take(place._replace(decision=decision))
            elif decision.status is Status.AMBIGUOUS:
                draft.unsure.append(place._replace(decision=decision))

    def _remember(self, passage: Passage, short: ShortForms, memory: Memory) -> None:
        """The short forms and acronyms of a passage."""
        words, draft = self._words(passage), self._draft

        def is_free(start: int, end: int) -> bool:
            return draft.is_free(*passage.given(start, end))

        for spot in sorted(short.spots(passage, words, is_free), key=lambda each: (-each.length, each)):
            start, end = passage.given(spot.start, spot.end)
            if not draft.is_free(start, end):
                continue
            mention = passage.text[spot.start : spot.end]
            alone = self._ask(mention, True) if spot.titled else Decision(mention, Status.NONE, "")
            decision = memory.recall(mention, alone, self.known.hints, start)
            if decision.status is Status.MATCH:
                draft.take(Place(start, end, mention, decision, short=True))
            elif decision.status is Status.AMBIGUOUS and _is_shown(spot, decision):
                draft.unsure.append(Place(start, end, mention, decision, short=True))


def _start(unit: Unit) -> int:
    return unit.start


def _may_be_heard(spot: Spot, text: str) -> bool:
    """Whether a name may be known by its sound alone: between Latin letters it is spelt as it is known, or another."""
    return spot.found is Found.RUN and script_of(text[spot.first]) not in _SAME_SCRIPT


def _has_body(spot: Spot, passage: Passage, words: TitleWords) -> bool:
    """Whether a spot has the words for an organisation in it: then that is named, and not who leads it."""
    return any(
        spot.start <= passage.units[hit.start].start < spot.end and words.kinds(hit.start) & BODIES
        for hit in words.hits()
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


def _note_foreign_acronyms(passage: Passage, draft: Draft) -> None:
    """Remember the acronyms in brackets whose words, which stand before them, name nobody whom the gazetteer has."""
    for found in IN_BRACKETS.finditer(passage.text):
        letters = letters_of(found[1])
        if not ACRONYM.fullmatch(found[1]) or found[1] in draft.named.acronyms or len(letters) < 2:
            continue
        words = [unit for unit in passage.units if unit.end <= found.start()][-len(letters) - SMALL_WORDS :]
        while words and letters and not spell(words, letters):
            words = words[1:]
        if len(words) < 2:
            continue
        start, end = passage.given(words[0].start, words[-1].end)
        if draft.is_free(start, end):
            name = passage.text[words[0].start : words[-1].end]
            naming = Naming(name, name, start, f"at {start:,}", place={"start": start, "end": end})
            draft.named.acronyms[found[1]] = naming
