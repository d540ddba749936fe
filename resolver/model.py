"""The nouns that every room shares. All are immutable; none knows how it is read, compared or shown.

As JSON the parts of an entity (`array_like`) are lists of their values, in the order of their fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

EntityId = str
"""A canonical id: `[A-Za-z0-9._~-]+`, stable, never reused; ours begin with the country: `vn-ngo-xuan-lich`."""

DatePrefix = str
"""`2016`, `2016-04` or `2016-04-08`: as precise as is known. Empty means unknown."""


class Kind(StrEnum):
    """What an entity is. A post is resolved to its holder."""

    PERSON = "person"
    ORGANISATION = "organisation"
    AGREEMENT = "agreement"
    POST = "post"


class Status(StrEnum):
    """The answers to a mention, and `error` for a row of a table that cannot be asked about.

    `several` is that of a mention of more than one entity: each has a decision of its own.
    """

    MATCH = "match"
    AMBIGUOUS = "ambiguous"
    NONE = "none"
    SEVERAL = "several"
    ERROR = "error"


class Period(Struct, frozen=True, array_like=True):
    """A time: `start` inclusive, `end` exclusive, empty when unknown or open."""

    start: DatePrefix = ""
    end: DatePrefix = ""


class DatedName(Struct, frozen=True, array_like=True):
    """A name that an organisation bore for a time: `start` inclusive, `end` exclusive, empty when unknown or open."""

    text: str
    start: DatePrefix = ""
    end: DatePrefix = ""


class Term(Struct, frozen=True, array_like=True):
    """One person's time in one post: `start` inclusive, `end` exclusive, empty when unknown or open.

    `acting`: in the office until somebody is appointed, or while its holder is suspended. `suspended` are the times in
    which the holder may not exercise it.
    """

    post: EntityId
    start: DatePrefix = ""
    end: DatePrefix = ""
    source: str = ""
    acting: bool = False
    suspended: tuple[Period, ...] = ()


class Form(Struct, frozen=True, array_like=True):
    """One written name of an entity, as the gazetteer has it.

    `role` is "name" (in the owner's script), "reading" (kana of a Japanese name) or "alias".
    `lang` is a BCP 47 language or empty.
    """

    text: str
    lang: str = ""
    role: str = "alias"


class Entity(Struct, frozen=True):
    """A person, an organisation, an agreement or a post, with what the gazetteer says of it.

    `forms` holds the name first, dated names among the others. `distinct` are declared look-alikes (`not:` in YAML).
    `replaces` is the predecessor of an agreement or an organisation.
    """

    id: EntityId
    kind: Kind
    name: str
    forms: tuple[Form, ...]
    country: str = ""
    born: DatePrefix = ""
    died: DatePrefix = ""
    posts: tuple[Term, ...] = ()
    sources: tuple[str, ...] = ()
    distinct: tuple[EntityId, ...] = ()
    merged_into: EntityId = ""
    note: str = ""
    # agreements
    instrument: str = ""
    topics: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    adopted: DatePrefix = ""  # where its text was adopted before it was opened for signature
    signed: DatePrefix = ""
    in_force: DatePrefix = ""
    suspended: tuple[Period, ...] = ()
    ended: DatePrefix = ""  # the first day on which it no longer bound anybody
    status: str = ""
    replaces: EntityId = ""
    number: str = ""
    # organisations: what it is for, language-neutral (`ministry-of-defence`); with the country it is a name
    function: str = ""
    founded: DatePrefix = ""
    dissolved: DatePrefix = ""
    dated_names: tuple[DatedName, ...] = ()
    # posts: the office, language-neutral (`minister-of-defence`), and the organisation it leads
    office: str = ""
    organisation: EntityId = ""
    seats: int = 0  # how many hold it at once; 0: not known
    as_of: DatePrefix = ""  # until when its holders were kept

    def __hash__(self) -> int:
        return hash(self.id)  # entities are keys of caches, and hashing every field costs more than the look-up


class Gazetteer(Struct, frozen=True):
    """Everything that is known, whole and consistent; `version` is a hash of its content."""

    entities: Mapping[EntityId, Entity]
    version: str = ""

    def redirect(self, entity_id: EntityId) -> Entity | None:
        """The entity of an id, following `merged_into`; None when there is none."""
        seen: set[EntityId] = set()
        entity = self.entities.get(entity_id)
        while entity is not None and entity.merged_into and entity.id not in seen:
            seen.add(entity.id)
            entity = self.entities.get(entity.merged_into)
        return entity


class Hints(Struct, frozen=True):
    """What is known besides the mention; an empty value is unknown.

    - `kind`: `person`, `organisation`, `agreement` or `post`; `country`: two lower-case letters of ISO 3166, `eu`,
      `asean`, `nato` or `un`. Both are the entity's own, and a contradiction blocks a match.
    - `context_countries`: the countries that the document speaks of. They support a candidate and never rule one out.
    - `date`: the document's, as `2018`, `2018-04` or `2018-04-10`. It chooses the holder of an office.
    - `role`: an office or a rank, in any language.
    - `language`: the mention's, a BCP 47 tag in lower case.

    Values are taken as they are. `parse_hints` reads them as people write them (`VN`, `Organization`) and refuses what
    cannot be right.
    """

    kind: str = ""
    country: str = ""
    context_countries: tuple[str, ...] = ()
    date: DatePrefix = ""
    role: str = ""
    language: str = ""


NO_HINTS = Hints()


class Title(Struct, frozen=True):
    """A word before or after a name that is not part of it: a rank, an office, an honorific, a country.

    `key` is language-neutral (`o10`, `minister-of-defence`); `text` as written; `country` where the words name one.
    """

    kind: str  # "rank", "office", "honorific" or "country"
    key: str
    text: str
    country: str = ""


class Evidence(Struct, frozen=True):
    """One reason for or against a candidate.

    `rule` is a stable code (the service lists them at /rules); `weight` is a log-likelihood ratio in nats (negative
    speaks against); `text` is the reason in words; `data` is the same for programs. A `veto` forbids an automatic
    match, whatever the sum.
    """

    rule: str
    weight: float
    text: str
    veto: bool = False
    data: Mapping[str, Any] = {}


class Reckoning(Struct, frozen=True):
    """How evidence became a score: `prior` in nats, to which the first `said` pieces of evidence were added.

    The pieces after them are the document's, which choose among candidates and never vouch for one. `bound` says what
    replaced the sum's probability: `contradiction`, `part` (of a name), `office` (a part of a name beside one) or
    `written-form` (in full); empty where nothing did.
    """

    prior: float
    said: int
    bound: str = ""


class Candidate(Struct, frozen=True):
    """An entity that the mention may mean.

    `score` is the probability, from 0 to 100, that this entity and no stranger of a like name is meant; `matched_name`
    is the form in the gazetteer that agrees best; `why` is the strongest evidence in words. `reckoning` is None where
    nothing was weighed.
    """

    id: EntityId
    name: str
    kind: Kind
    score: float
    matched_name: str
    why: str
    evidence: tuple[Evidence, ...] = ()
    description: str = ""
    reckoning: Reckoning | None = None


class Decision(Struct, frozen=True):
    """The answer to one mention. `id`, `name` and `matched_name` are filled only for a match.

    `score` is that of the best candidate, 0 when there is none. `why` is the reason in one sentence. `candidates` are
    those worth listing, best first; of an ambiguous answer they are what a person should choose from. Where several are
    named, `parts` has them in the order of the mention, and `candidates` what each of them means or may mean.
    """

    mention: str
    status: Status
    why: str
    candidates: tuple[Candidate, ...] = ()
    id: EntityId = ""
    name: str = ""
    matched_name: str = ""
    score: float = 0.0
    parts: tuple[Part, ...] = ()


class Part(Struct, frozen=True):
    """One of the names of a mention that has several.

    `start` and `end` are its place in the mention, in code points; `decision.mention` is what was asked, with the title
    or the office that it shares with others: Bộ trưởng B, of "Bộ trưởng A và B".
    """

    start: int
    end: int
    decision: Decision


WRITTEN = "written"
"""The rule of a name that the gazetteer has itself."""


class Exonym(Struct, frozen=True):
    """A name of an entity: in which language, how written, by which rule.

    `likelihood` is the probability, from 0 to 1, that it is written so in that language: 1 for what the gazetteer
    writes, and for what follows from it in one way alone.
    """

    lang: str
    text: str
    rule: str
    likelihood: float = 1.0
