"""Names that nobody knows yet, put together where the resolver takes one for another: across scripts and spellings.

The names themselves are the gazetteer that is asked, one for each script: what reaches another as surely as a match
would is one with it. A group is a name with all that reach *it*, never a chain of likenesses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ... import agreements, organisations
from ...mentions.name import Hypothesis, Name, language_of, parse
from ...model import Entity, Form, Gazetteer, Hints, Kind
from ...policy import AMONG_KNOWN, DEFAULT_POLICY
from ...resolve import Resolver
from ...text.scripts import Script


class Unknown(Struct, frozen=True):
    """A name as it was written, with what was said of its owner, and how often it came."""

    text: str
    count: int = 1
    kind: str = ""
    country: str = ""


class Group(Struct, frozen=True):
    """Names of one owner, the one from which the others follow first. `name` is it without ranks and offices."""

    name: str
    kind: Kind
    country: str
    members: tuple[Unknown, ...]

    @property
    def count(self) -> int:
        """How often all of them came."""
        return sum(each.count for each in self.members)


class _Read(Struct, frozen=True):
    """A name with what it says of itself."""

    unknown: Unknown
    name: str
    kind: Kind
    country: str
    script: Script


def grouped(unknowns: Sequence[Unknown]) -> list[Group]:
    """The groups of these names, the most frequent first; each name is in one. What names nothing is left out."""
    names = [(each, parse(each.text)) for each in unknowns]
    found = [_read(each, name) for each, name in names if not name.problem]
    likes = _likes(found)
    groups, free = [], set(range(len(found)))
    while free:
        head = max(free, key=lambda at: (len(likes[at] & free), *_telling(found[at]), -at))
        members = sorted(likes[head] & free, key=lambda at: (at != head, -found[at].unknown.count, at))
        groups.append(_group([found[at] for at in members]))
        free.difference_update(members)
    return sorted(groups, key=lambda each: -each.count)


def _read(unknown: Unknown, name: Name) -> _Read:
    named = [each for each in name.hypotheses if each.spellings]
    plainest = max(named or name.hypotheses, key=lambda each: len(each.titles))
    kind = Kind(unknown.kind) if unknown.kind else _kind(name, plainest)
    peeled = kind is Kind.PERSON and plainest.spellings
    country = unknown.country or next((each.country for each in plainest.titles if each.country), "")
    text = plainest.spellings[0].text if peeled else name.text
    spelling = plainest.spellings[0] if plainest.spellings else None
    return _Read(unknown, text, kind, country, spelling.script if spelling else Script.NONE)


def _kind(name: Name, plainest: Hypothesis) -> Kind:
    """What it seems to be. A name with a rank or office is a person's, an office alone a post."""
    titled = any(title.kind != "country" for title in plainest.titles)
    if titled:
        return Kind.PERSON if plainest.spellings else Kind.POST
    read = agreements.parse(name.text)
    if read is not None and read.instruments:
        return Kind.AGREEMENT
    return Kind.PERSON if organisations.parse(name.text) is None else Kind.ORGANISATION


def _likes(found: Sequence[_Read]) -> list[set[int]]:
    """For each name the numbers of those that are one with it, itself among them."""
    likes = [{at} for at in range(len(found))]
    scripts: dict[Script, list[int]] = defaultdict(list)
    for at, each in enumerate(found):
        scripts[each.script].append(at)
    resolvers = {
        script: Resolver(Gazetteer(_entities(found, numbers)), AMONG_KNOWN) for script, numbers in scripts.items()
    }
    for script, numbers in scripts.items():
        for other, resolver in resolvers.items():
            # Both directions say the same: the fewer ask the more. Among themselves they find what is spelt alike.
            if (len(numbers), script) <= (len(scripts[other]), other):
                for at in numbers:
                    for near in _reached(found[at], resolver):
                        likes[at].add(near)
                        likes[near].add(at)
    return likes


def _entities(found: Sequence[_Read], numbers: Sequence[int]) -> Mapping[str, Entity]:
    return {
        str(at): Entity(
            str(at), found[at].kind, found[at].name, (Form(found[at].name, "", "name"),), found[at].unknown.country
        )
        for at in numbers
    }


def _reached(read: _Read, resolver: Resolver) -> Iterator[int]:
    hints = Hints(kind=read.kind.value, country=read.unknown.country)
    for each in resolver.resolve(read.unknown.text, hints).candidates:
        if each.score >= DEFAULT_POLICY.match_score and each.kind is read.kind:
            yield int(each.id)


def _telling(read: _Read) -> tuple[bool, bool, int]:
    """How well other spellings follow from one: with its language's own letters best, in plain Latin letters worst."""
    return (bool(language_of(read.name)), read.script is not Script.LATIN, read.unknown.count)


def _group(members: Sequence[_Read]) -> Group:
    countries: dict[str, int] = defaultdict(int)
    for each in members:
        if each.country:
            countries[each.country] += each.unknown.count
    country = max(countries, key=lambda code: countries[code]) if countries else ""
    return Group(members[0].name, members[0].kind, country, tuple(each.unknown for each in members))
