"""Looking names up while they are typed: by prefix of the name or of any of its words, then by likeness."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..resolver.model import Entity, EntityId, Gazetteer
from ..resolver.names.exonyms import exonyms
from ..resolver.names.forms import KnownForm
from ..resolver.policy import ExonymWeights
from ..resolver.text.cleaning import clean, unmarked

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..resolver.index.postings import Array, Arrays

Listed = tuple[str, str, str, str, bool]
"""Of a name of an entity: folded, text, language, rule, and whether it may stand for the entity there."""
_LIKE = 75.0  # of 100, as rapidfuzz's ratio has it: one letter in four may differ
_LISTED = ExonymWeights(most=1)
_FUZZY_LENGTH = 60  # longer texts are no longer typed names; the cost of likeness grows with the length


class Hit(Struct, frozen=True):
    """An entity found: by which of its names, in which language, and how (`id`, `prefix`, `word` or `like`)."""

    entity_id: EntityId
    text: str
    lang: str
    how: str
    likeness: float


@dataclass(frozen=True, slots=True)
class NameList:
    """Every written and derived name, folded and sorted. `starts` holds (folded text from some word on, number)."""

    names: tuple[tuple[str, EntityId, str, str, str], ...]  # folded, id, text, lang, rule
    starts: tuple[tuple[str, int], ...] = field(repr=False)
    labels: Mapping[EntityId, Mapping[str, str]] = field(
        repr=False
    )  # the first certain name in each language, written ones first

    @classmethod
    def build(cls, gazetteer: Gazetteer) -> NameList:
        """The names of all living entities, posts too."""
        names = Collected()
        for entity in _living(gazetteer):
            names.take(entity, listed(entity))
        return cls.restore(names.arrays())

    @classmethod
    def restore(cls, arrays: Arrays) -> NameList:
        """The list of stored columns, as `Collected.arrays` gave them. KeyError if one is missing."""
        names = tuple(zip(*(_texts(arrays[f"names_{at}"]) for at in range(5)), strict=True))
        starts = zip(_texts(arrays["names_start_0"]), arrays["names_start_numbers"].tolist(), strict=True)
        labels: dict[EntityId, dict[str, str]] = {}
        for owner, lang, text in zip(*(_texts(arrays[f"names_label_{at}"]) for at in range(3)), strict=True):
            labels.setdefault(owner, {})[lang] = text
        return cls(names, tuple(starts), labels)

    def label(self, entity: Entity, lang: str) -> str:
        """The entity's name in a language (BCP 47, also a more precise one), else the name it has at home."""
        known = self.labels.get(entity.id, {})
        wanted = lang.casefold()
        if not wanted:
            return entity.name
        exact = next((text for key, text in known.items() if key.casefold() == wanted), "")
        near = (text for key, text in known.items() if _language(key) == _language(wanted) and "Latn" not in key)
        return exact or next(near, entity.name)

    def find(self, text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
        """The entities that the text may begin, each once, best first. An empty text finds all by id."""
        folded = fold(text)
        seen: set[EntityId] = set()
        for hit in self._hits(text.strip(), folded, gazetteer):
            if hit.entity_id not in seen:
                seen.add(hit.entity_id)
                yield hit

    def _hits(self, text: str, folded: str, gazetteer: Gazetteer) -> Iterator[Hit]:
        if not text:
            yield from (Hit(each.id, each.name, "", "all", 0.0) for each in _living(gazetteer))
            return
        entity = gazetteer.redirect(text)
        if entity is not None:
            yield Hit(entity.id, entity.name, "", "id", 100.0)
        if folded:
            yield from self._by_prefix(folded)
        beginning = text.casefold()
        for entity_id in sorted(each for each in gazetteer.entities if text.isascii() and each.startswith(beginning)):
            if not gazetteer.entities[entity_id].merged_into:
                yield Hit(entity_id, gazetteer.entities[entity_id].name, "", "id", 100.0)
        if len(folded) > 2 and len(folded) <= _FUZZY_LENGTH:
            yield from self._by_likeness(folded)

    def _by_prefix(self, folded: str) -> Iterator[Hit]:
        found: list[tuple[bool, int, int]] = []
        for start, number in self.starts[bisect_left(self.starts, (folded, 0)) :]:
            if not start.startswith(folded):
                break
            whole = self.names[number][0]
            found.append((not whole.startswith(folded), len(whole), number))
        for inside, length, number in sorted(found):
            _, entity_id, text, lang, _ = self.names[number]
            yield Hit(entity_id, text, lang, "word" if inside else "prefix", 100.0 * len(folded) / max(length, 1))

    def _by_likeness(self, folded: str) -> Iterator[Hit]:
        from rapidfuzz import fuzz, process

        texts = [name[0] for name in self.names]
        for _, likeness, number in process.extract(folded, texts, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=100):
            _, entity_id, text, lang, _ = self.names[number]
            yield Hit(entity_id, text, lang, "like", likeness)


class Collected:
    """The names of entities on their way into a list, taken in the order of ids."""

    def __init__(self) -> None:
        self._found: set[tuple[str, EntityId, str, str, str]] = set()
        self._labels: list[tuple[EntityId, str, str]] = []

    def take(self, entity: Entity, names: Iterable[Listed]) -> None:
        """Takes what `listed` says of an entity; of one that was merged into another, nothing."""
        if entity.merged_into:
            return
        entity_id, labelled = entity.id, set[str]()
        for folded, text, lang, rule, is_label in names:
            self._found.add((folded, entity_id, text, lang, rule))
            if is_label and lang not in labelled:
                labelled.add(lang)
                self._labels.append((entity_id, lang, text))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The list of all that was taken as columns of text, to be stored beside the compiled gazetteer."""
        import numpy as np

        names = sorted(self._found, key=_BETWEEN.join)  # quicker to compare than a text after the other
        starts, numbers = _starts([folded for folded, *_ in names])
        order = sorted(range(len(starts)), key=starts.__getitem__)
        found = {"names_start_numbers": np.array(numbers, np.int32)[order]}
        found |= _columns("names", names, 5) | _columns("names_label", self._labels, 3)
        return found | {"names_start_0": _column([starts[each] for each in order])}


_SIGN = re.compile(r"[\W_]")
_BETWEEN = "\x1f"
"""The unit separator of ASCII: no clean text has it."""
_CODING = ("utf-8", "surrogatepass")  # a name may have half of a surrogate pair


def _columns(name: str, rows: Sequence[Sequence[Any]], count: int) -> dict[str, npt.NDArray[Any]]:
    return {f"{name}_{at}": _column(map(itemgetter(at), rows)) for at in range(count)}


def _column(texts: Iterable[str]) -> npt.NDArray[np.uint8]:
    import numpy as np

    return np.frombuffer(_BETWEEN.join(texts).encode(*_CODING), np.uint8)


def _texts(column: Array) -> list[str]:
    return column.tobytes().decode(*_CODING).split(_BETWEEN) if len(column) else []


def fold(text: str) -> str:
    """What is set aside while looking up: case, width, diacritics, runs of white space."""
    return unmarked(clean(text)).casefold()


def listed(entity: Entity, forms: Sequence[KnownForm] = ()) -> list[Listed]:
    """The names of an entity, unless it was merged into another; `forms` are those of a person, if parsed."""
    if entity.merged_into:
        return []
    return [
        (fold(each.text), each.text, each.lang, each.rule, each.likelihood >= _LISTED.label)
        for each in exonyms(entity, _LISTED, forms)
    ]


def _language(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].casefold()


def _starts(texts: Sequence[str]) -> tuple[list[str], list[int]]:
    """Each text, and what follows each sign in it, with the number of the text."""
    whole, starts, numbers = _BETWEEN.join(texts), list[str](), list[int]()
    number, end = -1, -1  # of the text that is cut
    for at in chain((0,)[: len(texts)], (sign.end() for sign in _SIGN.finditer(whole))):
        if at > end:
            number += 1
            end = at + len(texts[number])
        elif at == end:
            continue  # the sign is the last one
        starts.append(whole[at:end])
        numbers.append(number)
    return starts, numbers


def _living(gazetteer: Gazetteer) -> Iterator[Entity]:
    return (each for _, each in sorted(gazetteer.entities.items()) if not each.merged_into)
