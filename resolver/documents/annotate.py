"""A document annotated: its spots decided by the resolver, the longest first, and short forms by its memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..memory.together import Remembered
from ..model import NO_HINTS, Decision, Hints
from ..resolve import Resolver
from .circumstances import Circumstances, circumstances
from .draft import Named, Place
from .html_text import Page
from .passages import passages, stretches
from .reading import Reading
from .spots import Scout

_VIA = {
    "in-document": "in-document", "acronym": "acronym", "office-holder": "office", "sound": "sound",
    "function": "function", "agreement-instrument": "content", "agreement-topic": "content",
}  # fmt: skip
"""How a mention was found, by the rules of its evidence; by its name where none of these is there."""


class Mention(Struct, frozen=True):
    """A place of a document that names an entity: `start` and `end` in code points of the text as given.

    `status` of its decision is `match` or `ambiguous`; `via` says how it was found: name, sound, office, function,
    content, in-document or acronym. `read` is its place in the text of its annotation, which a reader sees: another
    one than in the text as given in HTML, and where that is read in stretches.
    """

    start: int
    end: int
    text: str
    decision: Decision
    via: str
    read: tuple[int, int]


class Annotation(Struct, frozen=True):
    """The mentions of a document or a stretch of it in its order, the text that is read, and what it says of itself.

    `origin`: characters of the text that is read before this stretch.
    """

    mentions: tuple[Mention, ...]
    circumstances: Circumstances
    text: str
    origin: int = 0


class Annotator:
    """Annotates documents with one resolver. Safe to share between threads.

    A document is remembered as a whole up to `STRETCH` characters. A longer one is read in stretches, in memory that
    does not grow with it: each stretch knows the full names of those before it, and the hints that the first one gave.
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._scout = Scout(resolver.catalogue)

    def annotate(self, text: str, hints: Hints = NO_HINTS) -> Annotation:
        """The mentions of a plain text. What the hints leave open, the date and the countries, is looked for in it."""
        return _together(text, self.annotate_stretches((text,), hints))

    def annotate_page(self, page: Page, hints: Hints = NO_HINTS) -> Annotation:
        """The mentions of a page of HTML, with offsets into its source; their texts are those that a reader sees."""
        return _together(page.text, self.annotate_page_stretches(page, hints))

    def annotate_page_stretches(self, page: Page, hints: Hints = NO_HINTS) -> Iterator[Annotation]:
        """The same, stretch by stretch."""
        for stretch in self._stretches((page.text,), hints, page.stated):
            moved = []
            for mention in stretch.mentions:
                start, end = page.given(mention.start, mention.end)
                moved.append(replace(mention, start=start, end=end))
            yield replace(stretch, mentions=tuple(moved))

    def annotate_stretches(self, pieces: Iterable[str], hints: Hints = NO_HINTS) -> Iterator[Annotation]:
        """The stretches of a plain text that comes in pieces, each as soon as it is read.

        Their texts together are the text; the places of their mentions are those of the whole.
        """
        return self._stretches(pieces, hints, NO_HINTS)

    def remember(self, text: str, mention: str, hints: Hints = NO_HINTS) -> tuple[Remembered, Hints]:
        """What a text remembers, for a mention where it first stands in it or, if it does not, for one at its end.

        With the hints, and what the text says of itself where they are silent.
        """
        found = text.find(mention)
        at = len(text) if found < 0 else found
        for part, origin, reading in self._readings((text,), hints, NO_HINTS):
            memory = reading.remember()
            if at < origin + len(part):
                break
        return Remembered(memory, at), reading.known.hints

    def _stretches(self, pieces: Iterable[str], hints: Hints, stated: Hints) -> Iterator[Annotation]:
        for text, origin, reading in self._readings(pieces, hints, stated):
            mentions = tuple(_mentions(reading.places(), text, origin))
            yield Annotation(mentions, reading.known, text, origin)

    def _readings(self, pieces: Iterable[str], hints: Hints, stated: Hints) -> Iterator[tuple[str, int, Reading]]:
        """Each stretch, how much of the text is before it, and its reading, which must be done before the next."""
        known: Circumstances | None = None
        named, origin = Named(), 0
        for text in stretches(pieces):
            held = tuple(passages(text, origin))
            known = known or circumstances(hints, held, stated)
            yield text, origin, Reading(held, known, named, self._resolver, self._scout)
            named, origin = named.for_the_next(), origin + len(text)


def _mentions(places: Iterable[Place], text: str, origin: int) -> Iterator[Mention]:
    for place in places:
        start, end = place.start - origin, place.end - origin
        decision = place.decision
        yield Mention(place.start, place.end, text[start:end], decision, via(decision), (start, end))


def _together(text: str, parts: Iterable[Annotation]) -> Annotation:
    """The stretches of a text as one."""
    read = list(parts)
    mentions = (
        replace(each, read=(each.read[0] + part.origin, each.read[1] + part.origin))
        for part in read
        for each in part.mentions
    )
    return Annotation(tuple(mentions), read[0].circumstances, text)


def via(decision: Decision) -> str:
    """How a mention was found, by the evidence of its best candidate."""
    rules = [each.rule for each in decision.candidates[0].evidence] if decision.candidates else []
    return next((_VIA[rule] for rule in rules if rule in _VIA), "name")
