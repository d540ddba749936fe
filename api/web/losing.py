"""Two candidates piece by piece: where the second loses to the first."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ...resolver.model import Candidate, Evidence

_LOSS = 0.05  # nats: what rounds to nothing is no loss


class Piece(Struct, frozen=True):
    """What speaks of the same thing in both candidates; `lead` is the winner's, in nats. None: nothing is said."""

    winner: Evidence | None
    loser: Evidence | None
    lead: float

    @property
    def loses(self) -> bool:
        """Whether the second is behind here, or contradicted where the first is not."""
        return self.lead >= _LOSS or (_contradicts(self.loser) and not _contradicts(self.winner))


class Comparison(Struct, frozen=True):
    """All pieces in the order of the winner's evidence. `first` is the first where the loser loses, a contradiction
    before all; None where it loses nowhere. `lead` is that of all pieces together.
    """

    winner: Candidate
    loser: Candidate
    pieces: tuple[Piece, ...]
    first: Piece | None
    lead: float


def compare(winner: Candidate, loser: Candidate) -> Comparison:
    """The evidence of two candidates for one mention, paired."""
    pieces = tuple(_pairs(winner, loser))
    losing = [each for each in pieces if each.loses]
    contradicted = next((each for each in losing if _contradicts(each.loser)), None)
    first = contradicted or next(iter(losing), None)
    return Comparison(winner, loser, pieces, first, sum(each.lead for each in pieces))


def _pairs(winner: Candidate, loser: Candidate) -> Iterator[Piece]:
    left = list(loser.evidence)
    for own in winner.evidence:
        other = next((each for each in left if _subject(each) == _subject(own)), None)
        if other is not None:
            left.remove(other)
        yield Piece(own, other, own.weight - (other.weight if other else 0.0))
    yield from (Piece(None, each, -each.weight) for each in left)


def _subject(evidence: Evidence) -> tuple[str, str]:
    """What a piece speaks of: a word of the mention, however it agrees; else its rule."""
    word = evidence.data.get("mention", "") if "form" in evidence.data else ""
    return ("word", word) if word else ("rule", evidence.rule)


def _contradicts(evidence: Evidence | None) -> bool:
    return evidence is not None and evidence.veto
