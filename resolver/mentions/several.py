"""How a text may name several entities: its names, each with the titles that belong to it.

A division is only what the words allow. Whether there are several is decided when each name has been looked up, see
`decision.several`: "Nguyen, Minh Vu" and "Trinidad and Tobago" have cuts too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..text.scripts import SPACED_BY_PHRASE, script_of
from .bare import is_bare
from .cuts import Cut, cuts
from .piece import Piece
from .segments import Role, Segment, behind_title, front_title, is_full_name, is_single_word, one_of_many
from .shared import of_both_countries, of_countries, without_both

_MOST = 100  # names of one text


class Division(NamedTuple):
    """The names of a text in its order.

    `joined`: a conjunction stands between two of them; `certain`: the words alone say that they are several.
    """

    pieces: tuple[Piece, ...]
    joined: bool
    certain: bool = False


def divisions(text: str, countries: Sequence[str] = ()) -> Iterator[Division]:
    """The ways to divide a readable text, the most names first; `countries` are those that its document speaks of."""
    if is_bare(text):
        return
    if both := of_both_countries(text, countries):
        yield Division(both, joined=True, certain=True)
        return
    found = cuts(text)
    if not found or len(found) >= _MOST:
        return
    yield from _divided(text, found)
    sure = [cut for cut in found if cut.sure]
    if 0 < len(sure) < len(found):
        yield from _divided(text, sure)


def names_several(text: str) -> bool:
    """Whether two or more parts of a clean text, between commas and conjunctions, are a title and a name each."""
    found = cuts(text)[:_MOST]
    return bool(found) and sum(each.role is Role.NAME for each in _segments(text, found)) > 1


def _divided(text: str, found: Sequence[Cut]) -> Iterator[Division]:
    segments = _segments(text, found)
    joined = any(cut.joins for cut in found)
    if shared := of_countries(segments):
        yield Division(shared, joined, certain=True)
        return
    groups = list(_grouped(segments))
    if len(groups) > 1:
        yield Division(tuple(_pieces(text, groups)), any(group[0].joined for group in groups))


def _segments(text: str, found: Sequence[Cut]) -> list[Segment]:
    starts = [0, *(cut.end for cut in found)]
    ends = [*(cut.start for cut in found), len(text)]
    before = [Cut(0, 0, joins=False, sure=True), *found]
    segments = []
    for start, end, cut in zip(starts, ends, before, strict=True):
        part = text[start:end].strip()
        if part:
            first = text.index(part, start)
            segments.append(Segment(part, first, first + len(part), cut.joins, not cut.sure, cut.languages))
    return segments


Group = list[Segment]


def _grouped(segments: Sequence[Segment]) -> Iterator[Group]:
    """Names with the titles before and behind them.

    A title belongs to the name before it, one at the beginning to the name behind it. Words that continue a title stay
    with it: the Minister of Economy and Trade.
    """
    group: Group = []
    for segment in segments:
        if group and not _continues(group, segment):
            yield group
            group = []
        group.append(segment)
    if group:
        yield group


def _continues(group: Group, segment: Segment) -> bool:
    """Whether a segment belongs to the name or office of those before it."""
    if all(each.role is Role.TITLE for each in group):
        return not _is_elsewhere(group, segment)
    if segment.role is Role.TITLE:
        titled = any(each.role is Role.TITLE or _is_titled_behind(each) for each in group)
        return (titled or not segment.joined) and not _is_elsewhere(group, segment)
    if segment.role is Role.COUNTRY:
        return not segment.joined and group[0].role is not Role.COUNTRY
    after_title = group[-1].role is Role.TITLE
    return segment.role is Role.OTHER and after_title and len(group) > 1 and not is_full_name(segment.text)


def _is_titled_behind(segment: Segment) -> bool:
    """Whether more titles may follow those of a name: in scripts that put a space between them, as Thai."""
    title = behind_title(segment) if segment.role is Role.NAME else ""
    return bool(title) and script_of(title[0]) in SPACED_BY_PHRASE


def _is_elsewhere(group: Group, segment: Segment) -> bool:
    """Whether a title is one of another country than those before it, so that it is said of somebody else."""
    known = frozenset(country for each in group for country in each.countries)
    return bool(known and segment.countries) and not known & segment.countries


def _pieces(text: str, groups: Sequence[Group]) -> Iterator[Piece]:
    behind, last = _shared_behind(groups)
    before = ""
    for place, group in enumerate(groups):
        start, end = group[0].start, group[-1].end
        name = text[start:end]
        if place == len(groups) - 1 and last:
            name = last
        title = ""
        if len(group) == 1 and group[0].role is Role.NAME:
            title = front_title(group[0])
            before = one_of_many(without_both(title)) if not place else ""
            name = f"{before} {group[0].peeled.rest}" if before and before != title else name
        elif len(group) > 1 or group[0].role is not Role.OTHER:
            before = ""
        asked = [name]
        if len(group) == 1 and group[0].role is Role.OTHER and (before or behind):
            asked.insert(0, f"{before} {name}" if before else f"{name}{behind}")
        yield _piece(group, start, end, tuple(asked))


def _shared_behind(groups: Sequence[Group]) -> tuple[str, str]:
    """The title of all behind the last name, and that name with it: 岸田・尹両首脳, 安倍晋三和文在寅两位领导人."""
    last = groups[-1]
    if len(last) > 1:
        return "", ""
    name = without_both(last[0].peeled.rest, behind=True)
    title = behind_title(last[0])
    if not title or name == last[0].peeled.rest or not name:
        return "", ""
    return title, name + title


def _piece(group: Group, start: int, end: int, asked: tuple[str, ...]) -> Piece:
    named = next((each for each in group if each.role is not Role.TITLE), group[0])
    is_country = named.role is Role.COUNTRY
    bare = named.peeled.rest if named.role is Role.NAME else named.text
    titles = named.role is Role.NAME
    office = all(each.role is Role.TITLE for each in group) and any(each.countries for each in group)
    said = any(each.role is Role.TITLE for each in group) and is_full_name(bare)
    return Piece(
        start, end, asked, titled=titles or said or office, body=named.role is Role.BODY,
        full=not is_country and is_full_name(bare), single=not is_country and is_single_word(bare),
        unsure=group[0].unsure,
    )  # fmt: skip
