"""Whether a mention that can be divided names several, by what each of its names means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from ..mentions.piece import Piece
from ..mentions.several import Division
from ..model import Candidate, Decision, Kind, Part, Status
from ..policy import Policy
from ..text.units import split

Ask = Callable[[str, str], Decision]
"""The decision over a name, and over one that is of a country where that is not empty."""
IsUnknown = Callable[[str, str], bool]
"""Whether such a name is certainly none that the gazetteer has; False where only the decision tells."""

_SAID = 6  # names that `why` repeats
_TWO_COUNTRIES = "means one in each of two countries, which are not said: context_countries would say them"


class _Named(Struct, frozen=True):
    """A piece and the decision over it; ambiguous ones are known from a score on."""

    piece: Piece
    decision: Decision
    known_score: float

    @property
    def kind(self) -> Kind | None:
        """What the likeliest of its candidates is."""
        return self.decision.candidates[0].kind if self.decision.candidates else None

    @property
    def is_known(self) -> bool:
        """Whether it is a name that the gazetteer has: a match, or one of several who bear it."""
        if self.decision.status is Status.MATCH:
            return True
        best = self.decision.candidates[0] if self.decision.status is Status.AMBIGUOUS else None
        if best is None or best.score < self.known_score:
            return False
        return best.kind is not Kind.AGREEMENT or _alike(best.matched_name, self.decision.mention)

    @property
    def is_somebody(self) -> bool:
        """Whether it is known, a part of a known name, or said of somebody or something by its words."""
        return self.is_known or self.is_part_of_a_name or self.piece.titled or self.piece.body

    @property
    def is_part_of_a_name(self) -> bool:
        """Whether people of the gazetteer may be called so in short."""
        return self.decision.status is Status.AMBIGUOUS and self.kind is Kind.PERSON


def divide(
    division: Division,
    ask: Ask,
    whole: Callable[[], Decision],
    policy: Policy,
    is_unknown: IsUnknown = lambda _name, _country: False,
) -> tuple[_Named, ...]:
    """The names of a division with their decisions, if they are several; else nothing."""
    pieces = division.pieces
    if not all(_may_be_known(piece) for piece in pieces):
        return ()
    every = not division.certain and _each_is_to_match(division.joined, whole())
    if _are_too_few(division, is_unknown, every=every):
        return ()
    named: tuple[_Named, ...] = ()
    for piece in pieces:
        needed = not (division.certain or _may_be_enough(named, division, unknown=1))
        if needed and all(is_unknown(text, piece.country) for text in piece.asked):
            return ()
        named = (*named, _Named(piece, _best(piece, ask), policy.known_score))
        if every and named[-1].decision.status is not Status.MATCH:
            return ()
        if not (division.certain or _may_be_names(named, division)):
            return ()
    if division.certain:
        return named
    if not _are_names(named, division.joined) or _names_one(named, division.joined, whole()):
        return ()
    return named


def _are_too_few(division: Division, is_unknown: IsUnknown, *, every: bool) -> bool:
    """Whether so many pieces are certainly unknown that the others are not enough, whatever they mean.

    All are asked before any is looked up, which is dearer, until so many may be known that no other can settle it; the
    shortest first, which has the fewest readings and is the least often a name. Where `every` one is to match, one
    unknown settles it.
    """
    unknown, left = 0, len(division.pieces)
    for piece in () if division.certain else sorted(division.pieces, key=_length):
        if not every and _may_be_enough((), division, unknown + left):
            return False
        unknown += all(is_unknown(text, piece.country) for text in piece.asked)
        left -= 1
        if (every and unknown) or not _may_be_enough((), division, unknown):
            return True
    return False


def _length(piece: Piece) -> int:
    return sum(map(len, piece.asked))


def _may_be_known(piece: Piece) -> bool:
    return bool(split(piece.asked[-1]))


def _best(piece: Piece, ask: Ask) -> Decision:
    """The decision over a piece with the title that it shares; as it stands, where only that is a match."""
    asked: list[Decision] = []
    for text in piece.asked:
        asked.append(ask(text, piece.country))
        if asked[-1].status is Status.MATCH:
            return asked[-1]
    return next(filter(_is_open, asked), asked[-1])


def _is_open(decision: Decision) -> bool:
    return decision.status is Status.AMBIGUOUS


def _may_be_names(named: Sequence[_Named], division: Division) -> bool:
    """Whether `_are_names` may still hold, whatever the pieces mean that were not looked up: to look one up is dear."""
    last, left = named[-1], division.pieces[len(named) :]
    if not (last.is_somebody or last.piece.single or last.piece.full):
        return False
    if len(named) > 1 and not _stand_beside(named[-2], last):
        return False
    if left and left[0].unsure and not (last.is_somebody or last.piece.full):
        return False
    return _may_be_enough(named, division)


def _may_be_enough(named: Sequence[_Named], division: Division, unknown: int = 0) -> bool:
    """Whether enough may still be known or called by an office, if so many are unknown of those not looked up."""
    may_be_known = sum(each.is_known for each in named) + len(division.pieces) - len(named) - unknown
    return division.joined or may_be_known > 1 or sum(piece.titled for piece in division.pieces) > 1


def _are_names(named: tuple[_Named, ...], joined: bool) -> bool:
    """Whether all are names, and enough of them are known or called by an office."""
    known = [each for each in named if each.is_known]
    sure = [each for each in named if each.is_known or each.piece.titled or each.piece.body]
    parts = [each for each in named if each.is_part_of_a_name]
    people = any(each.kind is Kind.PERSON for each in known) or any(each.piece.titled for each in named)
    for each in named:
        if each in sure or each in parts:
            continue
        single = each.piece.single and (len(each.piece.asked) > 1 or not sure)
        if not (single or (each.piece.full and people)):
            return False
    if not all(_stand_beside(*pair) for pair in pairwise(named)):
        return False
    if not joined:
        return len(known) > 1 or sum(each.piece.titled for each in named) > 1
    if sure:
        return len(sure) > 1 or bool(known) or any(each.piece.full for each in named if each not in sure) or bool(parts)
    return len(parts) == len(named) or (bool(parts) and _are_family_names(named))


def _stand_beside(one: _Named, other: _Named) -> bool:
    """Whether both are somebody, or one is known and the other a full name, where a doubtful conjunction is between."""
    if not other.piece.unsure or (one.is_somebody and other.is_somebody):
        return True
    known = one.is_known or other.is_known
    return known and all(each.piece.full or each.is_somebody for each in (one, other))


def _are_family_names(named: tuple[_Named, ...]) -> bool:
    """Whether all are single words, and no two the same: Park et Wong, not Johnson and Johnson."""
    return all(each.piece.single for each in named) and len({each.decision.mention for each in named}) == len(named)


def is_written(whole: Decision) -> bool:
    """Whether a mention is written as a name of one who may be meant: then its parts are not asked about."""
    return any(_alike(each.matched_name, whole.mention) for each in whole.candidates)


def _names_one(named: tuple[_Named, ...], joined: bool, whole: Decision) -> bool:
    """Whether the whole is a name of its own, or all its parts are names of one entity."""
    matched = [each.decision.id for each in named if each.decision.status is Status.MATCH]
    if len(matched) == len(named) and len(set(matched)) == 1:
        return True
    if is_written(whole):
        return True
    return len(set(matched)) != len(named) and _each_is_to_match(joined, whole)


def _each_is_to_match(joined: bool, whole: Decision) -> bool:
    """Whether the whole is a name unless each of its parts is that of another one."""
    return whole.status is Status.MATCH and (not joined or whole.candidates[0].kind is Kind.AGREEMENT)


def _alike(one: str, other: str) -> bool:
    """Whether two texts are written alike, but for case, signs and the forms of characters."""
    return [unit.key for unit in split(one)] == [unit.key for unit in split(other)]


def decision_over(mention: str, named: Iterable[_Named], place: Callable[[int, int], tuple[int, int]]) -> Decision:
    """The decision over a mention of several; `place` says where a part of the readable text stands as given.

    One of two countries that nobody names has no parts.
    """
    return over_parts(mention, tuple(Part(*place(each.piece.start, each.piece.end), each.decision) for each in named))


def over_parts(mention: str, parts: tuple[Part, ...]) -> Decision:
    """The decision over a mention of these names; of one of two countries that nobody names there is one part."""
    if len(parts) == 1:
        return Decision(mention, Status.SEVERAL, _TWO_COUNTRIES, parts[0].decision.candidates)
    candidates: dict[str, Candidate] = {}
    for part in parts:
        matched = part.decision.status is Status.MATCH
        for each in part.decision.candidates[: 1 if matched else None]:
            candidates.setdefault(each.id, each)
    return Decision(mention, Status.SEVERAL, _why(parts), tuple(candidates.values()), parts=parts)


def _why(parts: tuple[Part, ...]) -> str:
    said = "; ".join(_meaning(part.decision) for part in parts[:_SAID])
    more = f"; and {len(parts) - _SAID} more" if len(parts) > _SAID else ""
    return f"names {len(parts)}: {said}{more}"


def _meaning(decision: Decision) -> str:
    if decision.status is Status.MATCH:
        return f"“{decision.mention}” is {decision.name} ({decision.id})"
    if decision.status is Status.AMBIGUOUS:
        return f"“{decision.mention}” is ambiguous"
    return f"“{decision.mention}” is not known"
