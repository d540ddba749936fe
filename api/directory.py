"""Which entities there are, by kind and country, and who names whom as a look-alike: numbers, for browsing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..resolver.model import Entity, EntityId, Gazetteer, Kind

if TYPE_CHECKING:
    from ..resolver.index.postings import Arrays

KINDS = tuple(Kind)
_MERGED = 255
Numbers = npt.NDArray[np.int32]


class Directory(Struct, frozen=True, eq=False):
    """Entities by their numbers in the order of ids: five bytes for each and six for each country that one is of.

    An agreement is of the countries of its parties.
    """

    kinds: npt.NDArray[np.uint8]  # the place in KINDS; another number for those that were merged
    codes: tuple[str, ...]
    owners: Numbers  # with `countries`: pairs of an entity and the place of its country in `codes`
    countries: npt.NDArray[np.uint16]
    alike: Numbers  # pairs of entities, the second declared by the first not to be it

    @classmethod
    def build(cls, gazetteer: Gazetteer) -> Directory:
        """That of all entities of a gazetteer."""
        numbers = {entity_id: number for number, entity_id in enumerate(sorted(gazetteer.entities))}
        kinds, pairs, alike = np.full(len(numbers), _MERGED, np.uint8), list[tuple[int, str]](), list[int]()
        for entity_id, number in numbers.items():
            entity = gazetteer.entities[entity_id]
            if entity.merged_into:
                continue
            kinds[number] = KINDS.index(entity.kind)
            pairs += ((number, code) for code in countries_of(entity))
            alike += _pairs(numbers, number, entity, gazetteer)
        codes = tuple(sorted({code for _, code in pairs}))
        owners = np.array([owner for owner, _ in pairs], np.int32)
        countries = np.array([codes.index(code) for _, code in pairs], np.uint16)
        return cls(kinds, codes, owners, countries, np.array(alike, np.int32).reshape(-1, 2))

    def matching(self, kind: str = "", country: str = "", among: Iterable[int] | None = None) -> Numbers:
        """The numbers of the living entities of a kind, of a country, and of a choice, where each is given."""
        fits = self.kinds != _MERGED if not kind else self.kinds == KINDS.index(Kind(kind))
        if country:
            fits &= self._of_country(country)
        if among is not None:
            chosen = np.zeros(len(fits), bool)
            chosen[list(among)] = True
            fits &= chosen
        return np.flatnonzero(fits).astype(np.int32)

    def by_kind(self, numbers: Numbers) -> dict[str, int]:
        """How many of these are of each kind."""
        counts = np.bincount(self.kinds[numbers], minlength=len(KINDS))
        return {kind.value: int(count) for kind, count in zip(KINDS, counts, strict=False) if count}

    def by_country(self, numbers: Numbers) -> dict[str, int]:
        """How many of these are of each country, the most first."""
        chosen = np.zeros(len(self.kinds), bool)
        chosen[numbers] = True
        counts = np.bincount(self.countries[chosen[self.owners]], minlength=len(self.codes))
        found = {code: int(count) for code, count in zip(self.codes, counts, strict=True) if count}
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    def look_alikes(self, number: int) -> list[int]:
        """Those that an entity declares not to be, and those that declare it."""
        given, taken = (self.alike[self.alike[:, at] == number, 1 - at] for at in (0, 1))
        return sorted({*given.tolist(), *taken.tolist()})

    def _of_country(self, code: str) -> npt.NDArray[np.bool_]:
        fits = np.zeros(len(self.kinds), bool)
        if code in self.codes:
            fits[self.owners[self.countries == self.codes.index(code)]] = True
        return fits

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """To be stored beside the compiled gazetteer."""
        return {
            "directory_kinds": self.kinds, "directory_owners": self.owners, "directory_countries": self.countries,
            "directory_alike": self.alike.ravel(),
            "directory_codes": np.frombuffer(" ".join(self.codes).encode(), np.uint8),
        }  # fmt: skip

    @classmethod
    def restore(cls, arrays: Arrays) -> Directory:
        """As `arrays` gave them. KeyError if one is missing."""
        parts = {name: np.asarray(arrays[f"directory_{name}"]) for name in ("kinds", "owners", "countries", "alike")}
        parts["alike"] = parts["alike"].reshape(-1, 2)
        return cls(codes=tuple(arrays["directory_codes"].tobytes().decode().split()), **parts)


def countries_of(entity: Entity) -> tuple[str, ...]:
    """Its own country, and those that it is agreed between; each once."""
    return tuple(dict.fromkeys(code for code in (entity.country, *entity.parties) if code))


def _pairs(numbers: Mapping[EntityId, int], number: int, entity: Entity, gazetteer: Gazetteer) -> Iterable[int]:
    for other in entity.distinct:
        known = gazetteer.redirect(other)
        if known is not None and known.id != entity.id:
            yield from (number, numbers[known.id])
