"""An annotated text as a page shows it: pieces of text and mentions, and the entities with all their mentions."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from ...resolver.documents.annotate import Annotation, Mention
from ...resolver.documents.circumstances import Circumstances
from ...resolver.model import Candidate, Status


class Piece(Struct, frozen=True):
    """Some text; with a mention that it is one of, `number` counting those of the document from 1."""

    text: str
    number: int = 0
    mention: Mention | None = None

    @property
    def kind(self) -> str:
        """What the mention names: a kind of entity, or `ambiguous`."""
        return kind_of(self.mention) if self.mention else ""

    @property
    def meant(self) -> str:
        """The key of its row in the list of entities."""
        return key_of(self.mention) if self.mention else ""


def kind_of(mention: Mention) -> str:
    """What a mention names: a kind of entity, or `ambiguous`."""
    decision = mention.decision
    return "ambiguous" if decision.status is Status.AMBIGUOUS else decision.candidates[0].kind.value


def key_of(mention: Mention) -> str:
    """Whom a mention means, in one word: an id, or those of all whom it may mean."""
    decision = mention.decision
    return decision.id or ".".join(each.id for each in decision.candidates)


def pieces(stretch: Annotation, before: int) -> Iterator[Piece]:
    """The text of a stretch, cut at its mentions, which are numbered behind those before it."""
    at = 0
    for number, mention in enumerate(stretch.mentions, before + 1):
        start, end = mention.read
        if start > at:
            yield Piece(stretch.text[at:start])
        yield Piece(stretch.text[start:end], number, mention)
        at = end
    if at < len(stretch.text):
        yield Piece(stretch.text[at:])


class Meant(Struct):
    """An entity, or several that one text may mean, with the numbers of its mentions.

    `reasons`: why, by what stands in the text, each as it was given first.
    """

    key: str
    kind: str
    id: str
    name: str
    candidates: tuple[Candidate, ...]
    numbers: list[int] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)


class Tally:
    """The entities of a document, gathered stretch by stretch."""

    def __init__(self) -> None:
        self.count = 0
        self._meant: dict[str, Meant] = {}

    def add(self, stretch: Annotation) -> None:
        """Counts the mentions of the next stretch."""
        for mention in stretch.mentions:
            self.count += 1
            decision, key = mention.decision, key_of(mention)
            candidates = () if decision.id else decision.candidates
            name = decision.name if decision.id else mention.text
            entry = self._meant.setdefault(key, Meant(key, kind_of(mention), decision.id, name, candidates))
            entry.numbers.append(self.count)
            entry.reasons.setdefault(mention.text, decision.why)

    def entries(self) -> list[Meant]:
        """Who is named, the most often named first, then in the order of the text."""
        return sorted(self._meant.values(), key=lambda each: (-len(each.numbers), each.numbers[0]))


def said(known: Circumstances) -> list[tuple[str, str, bool]]:
    """What a document was taken to be: names of hints, their values, and whether they were found in the text."""
    hints = known.hints
    values = {
        "date": hints.date,
        "language": hints.language,
        "context_countries": ", ".join(hints.context_countries),
    }
    return [(name, value, name in known.found) for name, value in values.items() if value]
