"""The gazetteer made ready to be asked: forms parsed, keys filed, posts and functions listed."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any, overload

from msgspec import Struct

from .. import lazy_numpy as np
from ..garbage import collector_paused
from ..index.filed_keys import FiledKeys
from ..index.key_index import Index
from ..index.postings import Array, Arrays, cumulated, narrow
from ..mentions.posts import PostForm, Posts, forms_of_posts, written
from ..model import Entity, EntityId, Gazetteer, Kind, Term
from ..names.forms import KnownForm
from ..phonetics.name_texts import NameReader
from ..phonetics.renderings import Phonetics
from ..readings.routes import one_kana
from ..spread import Beside, Spread, in_turn, when_asked
from ..text.scripts import Script, script_of
from .descriptions import Descriptions, Packed, described
from .filing import Filing
from .form_records import records_of, restored, scripts_of
from .making import Besides, Kept, Making, Reading, forms_of, is_spoken
from .rolls import Apart, Listed, Roll

if TYPE_CHECKING:
    import numpy.typing as npt

_WHEN_NEEDED = ("post_forms", "said", "sound_", "spoken_")
STORED = ("forms_", "apart", "scripts", "unread", "index_", "described", *_WHEN_NEEDED)
"""Beginnings of the names of stored arrays; some are opened when a question needs them."""
_RESTORED = 20_000  # entities whose forms are kept, where they are restored as they are asked for


class Forms(Sequence[KnownForm]):
    """The forms of all entities in turn, numbered by position; `firsts` has the first number of each entity.

    What is not `ready` is restored from `records`, one for each form, when it is asked for. Posts and merged entities
    have no forms here.
    """

    def __init__(
        self, roll: Roll, firsts: Array, records: Array, ready: Sequence[tuple[KnownForm, ...]] | None = None
    ) -> None:
        self.firsts = firsts
        self.records = records
        # quicker by far than the array where one is read at a time
        self._view = firsts if isinstance(firsts, memoryview) else firsts.data
        self.roll = roll
        self._ready = ready
        # not bound to self: a cycle outlives its use
        self._restored = lru_cache(maxsize=_RESTORED)(partial(_restored, roll, self._view, records))

    def __reduce__(self) -> tuple[Any, ...]:
        return Forms, (self.roll, self.firsts, self.records, self._ready)

    def __len__(self) -> int:
        return int(self.firsts[-1])

    @overload
    def __getitem__(self, number: int, /) -> KnownForm: ...
    @overload
    def __getitem__(self, number: slice, /) -> list[KnownForm]: ...
    def __getitem__(self, number: int | slice, /) -> KnownForm | list[KnownForm]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self.beside(number)[0]

    def beside(self, number: int) -> tuple[KnownForm, tuple[KnownForm, ...]]:
        """A form, with all forms of its entity."""
        owner = bisect_right(self._view, number) - 1
        own = self._of(owner)
        return own[number - self._view[owner]], own

    def of(self, entity: Entity) -> tuple[KnownForm, ...]:
        """The forms of one entity; none when it is not of this gazetteer."""
        number = self.roll.number(entity.id)
        return () if number is None else self._of(number)

    def _of(self, number: int) -> tuple[KnownForm, ...]:
        return self._restored(number) if self._ready is None else self._ready[number]


class _Texts:
    """The text of each form, by number."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms

    def __getitem__(self, number: int, /) -> str:
        return self._forms[number].spelling.text


class Catalogue(Struct, eq=False, dict=True, weakref=True):
    """Owns all that is made of one gazetteer. Answers never change; what not every run needs is made when first asked
    for, and then kept.

    `index` gives form numbers; `apart` are the entities that are found otherwise than by a person's name, `said` the
    functions or concepts that their names say, `packed` all that these say, `heard` the names of people by their sound,
    `kept_spoken` those of organisations: where they were made already. `kept` are stored arrays of these, which are
    opened when they are first needed.

    `scripts` are those that forms are written in; `unread` those of forms that a mention in Han characters may have to
    reach by a reading.
    """

    gazetteer: Gazetteer
    forms: Forms
    scripts: frozenset[Script]
    unread: frozenset[Script]
    index: Index
    apart: Apart
    heard: Phonetics | None = None
    said: Sequence[tuple[str, ...]] | None = None
    kept_spoken: Phonetics | None = None
    packed: Packed | None = None
    kept: Arrays = {}

    @cached_property
    def descriptions(self) -> Descriptions:
        """What the names of organisations and agreements say of them."""
        return Descriptions(self.apart, self.packed)

    @cached_property
    def phonetics(self) -> Phonetics:
        """The names of people by their sound; made when it is first needed, where it was not kept."""
        if (known := self.heard or self._restored("sound_")) is not None:
            return known
        people = ((n, form.spelling.text) for n, form in enumerate(self.forms) if form.entity.kind is Kind.PERSON)
        return Phonetics.build(people)

    @cached_property
    def spoken(self) -> Phonetics:
        """The names of organisations that another script renders by sound; made where they were not kept."""
        if (known := self.kept_spoken or self._restored("spoken_")) is not None:
            return known
        return Phonetics.build((n, form.spelling.text) for n, form in enumerate(self.forms) if is_spoken(form))

    def _restored(self, prefix: str) -> Phonetics | None:
        """Names by their sound as they were kept; None where they were not, or do not fit together."""
        try:
            return Phonetics.restore(_beneath(prefix, self.kept), _Texts(self.forms))
        except (KeyError, ValueError):
            return None

    @cached_property
    def filed_scripts(self) -> frozenset[Script]:
        """The scripts of the keys, which routes lead to from those of the forms: a key in another is near none."""
        return frozenset(one_kana(script_of(char)) for char in self.index.characters)

    @cached_property
    def posts(self) -> tuple[Entity, ...]:
        """The posts, in the order of their ids."""
        return self.apart.of_kind(Kind.POST)

    def posts_of_office(self, office: str) -> tuple[Entity, ...]:
        """The posts that are of an office, and the post that is called so by its id where it is of none."""
        return self._by_office.get(office, ())

    @cached_property
    def _by_office(self) -> Mapping[str, tuple[Entity, ...]]:
        return _inverted((post, (post.office or post.id,)) for post in self.posts)

    @cached_property
    def written_posts(self) -> Posts:
        """The forms of the posts, to be found in a text."""
        return written(self._forms_of_posts)

    @cached_property
    def _forms_of_posts(self) -> Sequence[PostForm]:
        if "post_forms" not in self.kept:
            return forms_of_posts(self.posts)
        rows = _rows(self.kept["post_forms"]) if len(self.kept["post_forms"]) else ()
        return [(lang, text, office, country) for lang, text, office, country in rows]

    @cached_property
    def holders(self) -> Mapping[EntityId, tuple[tuple[Entity, Term], ...]]:
        """(person, term) by the id of the post."""
        found: dict[EntityId, list[tuple[Entity, Term]]] = defaultdict(list)
        for entity in self.apart:
            for term in entity.posts:
                found[term.post].append((entity, term))
        return {post: tuple(each) for post, each in found.items()}

    def successor(self, agreement: EntityId) -> Entity | None:
        """The agreement that replaced the one of this id; the latest, where several did."""
        return self._successors.get(agreement)

    @cached_property
    def _successors(self) -> Mapping[EntityId, Entity]:
        replacing = sorted(self.apart.of_kind(Kind.AGREEMENT), key=lambda each: each.signed)
        return {each.replaces: each for each in replacing if each.replaces}

    def with_function(self, function: str) -> tuple[Entity, ...]:
        """The organisations that are for this."""
        return self._by_function.get(function, ())

    def with_concepts(self, concepts: Iterable[str]) -> tuple[Entity, ...]:
        """The agreements that share a topic, an instrument or a word with these, in the order of the gazetteer."""
        found = {entity.id: entity for concept in concepts for entity in self._by_concept.get(concept, ())}
        return tuple(found[entity_id] for entity_id in sorted(found))

    @cached_property
    def _by_function(self) -> Mapping[str, tuple[Entity, ...]]:
        return self._by_what_is_said(Kind.ORGANISATION)

    @cached_property
    def _by_concept(self) -> Mapping[str, tuple[Entity, ...]]:
        return self._by_what_is_said(Kind.AGREEMENT)

    def _by_what_is_said(self, kind: Kind) -> Mapping[str, tuple[Entity, ...]]:
        return _inverted((self.apart[place], self._said[place]) for place in self.apart.places(kind))

    @cached_property
    def _said(self) -> Sequence[tuple[str, ...]]:
        """Of each entity of `apart` the functions or concepts that its names say; made where it was not kept."""
        if "said" in self.kept:
            return [tuple(filter(None, words)) for words in _rows(self.kept["said"])] if len(self.apart) else []
        return self.said if self.said is not None else [said for said, _ in self._described]

    @cached_property
    def _described(self) -> Sequence[tuple[tuple[str, ...], str]]:
        """Of each entity of `apart` what its names say, and all of it packed; read once for both."""
        return list(map(described, self.apart))

    def arrays(self) -> dict[str, Array]:
        """Everything but the entities, to be stored; `restore` takes it back."""
        packed = self.packed or Packed.of([description for _, description in self._described])
        found: dict[str, Array] = {
            "forms_firsts": self.forms.firsts,
            "forms_records": self.forms.records,
            "apart": self.apart.numbers,
            "apart_kinds": self.apart.kinds,
            "scripts": _codes(self.scripts),
            "unread": _codes(self.unread),
            "said": _stored(self._said),
            "described": packed.texts,
            "described_starts": packed.starts,
            "post_forms": _stored(self._forms_of_posts),
        }
        found |= {f"index_{name}": array for name, array in self.index.arrays().items()}
        found |= {f"spoken_{name}": array for name, array in self.spoken.arrays().items()}
        return found | {f"sound_{name}": array for name, array in self.phonetics.arrays().items()}


def build(gazetteer: Gazetteer) -> Catalogue:
    """The catalogue of a gazetteer, with what every run needs; merged entities are left out, since ids redirect."""
    roll = Listed(gazetteer.entities)
    ready = [forms_of(roll[number]) for number in range(len(roll))]
    records = [record for number, each in enumerate(ready) for record in records_of(roll[number], each)]
    forms = Forms(roll, _firsts(map(len, ready), len(ready)), np.array(records, np.uint16), ready)
    filing, filed = Filing(), FiledKeys()
    for number, form in enumerate(chain.from_iterable(ready)):
        filed.add(number, filing(form))
    return _catalogue(gazetteer, forms, Index.of(filed))


@collector_paused()
def build_whole(
    gazetteer: Gazetteer,
    beside: Besides,
    take: Callable[[Entity, Any], object],
    spread: Spread = in_turn,
    kept: Kept | None = None,
    at_once: Beside = when_asked,
) -> Catalogue:
    """The same with all that is ever asked for, made in one pass over the entities, which `spread` does; `at_once` then
    sorts the keys and the sounds beside the words.

    What `beside` makes of each in the same pass goes to `take`, in the order of their ids, as JSON has it. What `kept`
    has of an entity is not made again; it gets what was made of each.
    """
    roll, read = Listed(gazetteer.entities), Reading()
    filed, people, spoken = FiledKeys(), NameReader(), NameReader()
    said: list[tuple[str, ...]] = []
    descriptions: list[str] = []
    records = array("H")
    counts: list[int] = []
    entities = [roll[number] for number in range(len(roll))]
    first = 0
    for entity, text in zip(entities, _made(entities, Making(entities, beside), spread, kept), strict=True):
        made = read(text)
        filed.add_joined(first, made.keys)
        (people if entity.kind is Kind.PERSON else spoken).take(first, made.sounds)
        said.append(made.said)
        descriptions.append(made.description)
        records.extend(made.records)
        counts.append(len(made.keys))
        first += len(made.keys)
        take(entity, made.beside)
    index = at_once(partial(Index.of, filed))
    forms = Forms(roll, _firsts(counts, len(counts)), np.array(records, np.uint16))
    names = _Texts(forms)
    heard, kept_spoken = Phonetics.of(people.names(), names, at_once), Phonetics.of(spoken.names(), names)
    found = _catalogue(gazetteer, forms, index())
    found.heard, found.kept_spoken = heard, kept_spoken
    apart = found.apart.numbers.tolist()
    found.said, found.packed = [said[each] for each in apart], Packed.of([descriptions[each] for each in apart])
    return found


def _made(entities: Sequence[Entity], making: Making, spread: Spread, kept: Kept | None) -> Iterator[str]:
    """What is made of each entity in turn, what is known of it taken over."""
    if kept is None:
        yield from spread(making, range(len(entities)))
        return
    known = [kept.get(number) for number in range(len(entities))]
    fresh = iter(spread(making, [number for number, text in enumerate(known) if text is None]))
    for number, text in enumerate(known):
        known[number] = None  # its memory is given back
        made = next(fresh) if text is None else text
        kept.put(made)
        yield made


def _firsts(counts: Iterable[int], entities: int) -> npt.NDArray[np.integer[Any]]:
    """The first number of the forms of each entity, of so many forms each."""
    return narrow(cumulated(np.fromiter(counts, np.int64, entities)))


def _catalogue(gazetteer: Gazetteer, forms: Forms, index: Index) -> Catalogue:
    """Of the forms of all entities, and the index of their keys."""
    scripts = scripts_of(np.unique(forms.records).tolist())
    return Catalogue(
        gazetteer=gazetteer,
        forms=forms,
        scripts=frozenset(script for script, _ in scripts),
        unread=frozenset(script for script, is_unread in scripts if is_unread),
        index=index,
        apart=Apart.of(forms.roll),
    )


def restore(gazetteer: Gazetteer, roll: Roll, arrays: Arrays) -> Catalogue:
    """The catalogue of stored arrays; `roll` has the same entities as `gazetteer`.

    KeyError if an array is missing, ValueError if the records are not of these forms.
    """
    forms = Forms(roll, arrays["forms_firsts"], arrays["forms_records"])
    if len(forms.records) != len(forms):
        raise ValueError("there is not a record for each form")
    return Catalogue(
        gazetteer=gazetteer,
        forms=forms,
        scripts=_scripts(arrays["scripts"]),
        unread=_scripts(arrays["unread"]),
        index=Index.restore(_beneath("index_", arrays)),
        apart=Apart(roll, arrays["apart"], arrays["apart_kinds"]),
        packed=Packed(arrays["described_starts"], arrays["described"]),
        kept={name: array for name, array in arrays.items() if name.startswith(_WHEN_NEEDED)},
    )


def _restored(roll: Roll, firsts: Array, records: Array, number: int) -> tuple[KnownForm, ...]:
    first, end = firsts[number], firsts[number + 1]
    return restored(roll[number], records[first:end].tolist()) if first < end else ()


def _stored(rows: Iterable[Iterable[str]]) -> npt.NDArray[np.uint8]:
    """Rows of words as lines, with tabs between the words."""
    return np.frombuffer("\n".join(map("\t".join, rows)).encode(), np.uint8)


def _rows(lines: Array) -> list[list[str]]:
    """The rows of what was stored so: of nothing one row with an empty word."""
    return [line.split("\t") for line in lines.tobytes().decode().split("\n")]


def _inverted(entities: Iterable[tuple[Entity, Iterable[str]]]) -> Mapping[str, tuple[Entity, ...]]:
    found: dict[str, list[Entity]] = defaultdict(list)
    for entity, keys in entities:
        for key in keys:
            found[key].append(entity)
    return {key: tuple(each) for key, each in found.items()}


def _beneath(prefix: str, arrays: Arrays) -> Arrays:
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


def _codes(scripts: Iterable[Script]) -> npt.NDArray[np.uint8]:
    return np.frombuffer(" ".join(sorted(script.value for script in scripts)).encode(), np.uint8)


def _scripts(codes: Array) -> frozenset[Script]:
    return frozenset(map(Script, codes.tobytes().decode().split()))
