"""A document annotated: its spots decided by the resolver, the longest first, and short forms by its memory."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..memory.together import Remembered
from ..model import NO_HINTS, Decision, Hints
from ..resolve import Resolver
from .circumstances import Circumstances
from .html_text import Page
from .reading import Reading
from .spots import Scout

_VIA = {
    "in-document": "in-document", "acronym": "acronym", "office-holder": "office", "sound": "sound",
    "function": "function", "agreement-instrument": "content", "agreement-topic": "content",
}  # fmt: skip
"""How a mention was found, by the rules of its evidence; by its name where none of these is there."""


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
        return self._annotated(text, hints, NO_HINTS)

    def annotate_page(self, page: Page, hints: Hints = NO_HINTS) -> Annotation:
        """The mentions of a page of HTML, with offsets into its source; their texts are those that a reader sees."""
        known = self._annotated(page.text, hints, page.stated)
        moved = []
        for mention in known.mentions:
            start, end = page.given(mention.start, mention.end)
            moved.append(replace(mention, start=start, end=end))
        return replace(known, mentions=tuple(moved))

    def remember(self, text: str, mention: str, hints: Hints = NO_HINTS) -> tuple[Remembered, Hints]:
        """What a text remembers, for a mention where it first stands in it or, if it does not, for one at its end.

        With the hints, and what the text says of itself where they are silent.
        """
        reading = Reading(text, hints, NO_HINTS, self._resolver, self._scout)
        at = text.find(mention)
        return Remembered(reading.remember(), len(text) if at < 0 else at), reading.known.hints

    def _annotated(self, text: str, hints: Hints, stated: Hints) -> Annotation:
        reading = Reading(text, hints, stated, self._resolver, self._scout)
        mentions = (
            Mention(each.start, each.end, text[each.start : each.end], each.decision, via(each.decision), each[:2])
            for each in reading.places()
        )
        return Annotation(tuple(mentions), reading.known, text)


def via(decision: Decision) -> str:
    """How a mention was found, by the evidence of its best candidate."""
    rules = [each.rule for each in decision.candidates[0].evidence] if decision.candidates else []
    return next((_VIA[rule] for rule in rules if rule in _VIA), "name")
