"""Agreements by what they are: instrument, topics, parties, years and number, language-neutral.

`Bản Ghi nhớ về cứu hộ, cứu nạn` and `samförståndsavtal om sök- och räddningsinsatser` are read as one
thing. The gazetteer's side is read the same way: from the entity's fields and its written forms
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.json import Decoder, Encoder

from ..model import Entity
from ..text import numerals
from ..text.cleaning import clean
from ..text.phrases import Found
from ..text.units import Unit, split
from ..vocabulary import connectors, countries
from ..vocabulary.agreement_words import Instrument, Topic, instrument_phrases, topic_phrases
from ..vocabulary.any_word import may_have_any

# Topics whose words are names of agreements by themselves, without an instrument.
_NAMING_TOPICS = frozenset(
    {
        "aukus",
        "belt-and-road",
        "dialogue-2-2",
        "free-and-open-indo-pacific",
        "information-exchange",
        "law-of-the-sea",
        "reciprocal-access",
        "regional-economic-partnership",
        "strategic-partnership",
        "trans-pacific-partnership",
        "unplanned-encounters-at-sea",
    }
)
_COMPREHENSIVE = frozenset({"comprehensive", "comprehensive-partnership"})
GRADES = frozenset({"strategic-partnership", "comprehensive", "comprehensive-partnership", "partnership"})
"""Topics that say the grade of a partnership."""
_ARTICLE_SIGNS = frozenset({"条", "條", "조", "มาตรา"})
"""What makes the number before it that of an article: 第5条 is a part of the agreement."""
_KEPT = 1_024  # texts that stay read: a document calls its agreements so again and again
_ACRONYM = 3  # letters of the shortest acronym that tells an agreement
_NUMBER_WORDS = frozenset({"so", "no", "nr", "第", "제", "号", "號", "호", "number", "résolution", "resolution"})


class AgreementName(Struct, frozen=True):
    """The content of a name of an agreement.

    `instruments`: each with the other meanings of the same word; `parties`: countries and groups named; `either`:
    topics that one word stands for, of which it means one; `leftover`: words that are no concept (Vientiane);
    `partner`: the one party named is who it was made with, so that another is left unsaid.
    """

    instruments: tuple[frozenset[str], ...] = ()
    topics: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    parties: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    number: str = ""
    leftover: tuple[str, ...] = ()
    partner: bool = False
    either: tuple[frozenset[str], ...] = ()

    @property
    def grade(self) -> int:
        """How high a partnership: 1 comprehensive, 2 strategic, 3 both; 0 where no grade is said.

        The order is that of Vietnam's foreign relations (Resolution 22-NQ/TW of 2013), which its partners share.
        """
        if "strategic-partnership" in self.topics:
            return 3 if self.topics & _COMPREHENSIVE else 2
        return int("comprehensive-partnership" in self.topics)

    @property
    def concepts(self) -> frozenset[str]:
        """What two names must share one of to be compared at all: topics, instruments and words that are no concept."""
        kinds = (kind for kinds in self.instruments for kind in kinds)
        return frozenset((*self.topics, *self.doubtful, *kinds, *self.leftover))


@lru_cache(maxsize=_KEPT)
def parse(text: str) -> AgreementName | None:
    """The content of a clean text read as a name of an agreement; None when it cannot be one.

    It can be one when it names an instrument, or a topic that stands for one (2+2).
    """
    if not may_have_any(text):
        return None
    units = split(text)
    if not (topic_phrases().may_be_in(units) or instrument_phrases().may_be_in(units)):
        return None
    topics = tuple(topic_phrases().scan(units))
    instruments = tuple(hit for hit in instrument_phrases().scan(units) if not _is_part_of_a_topic(hit, topics))
    found = {topic.key for hit in topics for topic in hit.values if not topic.doubtful}
    doubtful = {topic.key for hit in topics for topic in hit.values if topic.doubtful}
    if not instruments and not found & _NAMING_TOPICS:
        return None
    concepts = _places(topics) | _places(instruments)
    named = [(code, start, end) for code, start, end in countries.mentioned(units) if start not in concepts]
    covered = concepts | {place for _, start, end in named for place in range(start, end)}
    left = connectors.leftover(units, covered)
    return AgreementName(
        instruments=tuple(frozenset(instrument.key for instrument in hit.values) for hit in instruments),
        topics=frozenset(found),
        doubtful=frozenset(doubtful),
        parties=tuple(dict.fromkeys(code for code, _, _ in named if code != "un")),
        years=numerals.years(units),
        number=_number(units, covered),
        leftover=left,
        partner=len(named) == 1 and connectors.is_partner(units, *named[0][1:]),
        either=tuple(keys for hit in topics if len(keys := frozenset(topic.key for topic in hit.values)) > 1),
    )


def parties(texts: Iterable[str]) -> tuple[str, ...]:
    """The countries and groups that the parts of a mention name, each once."""
    found: dict[str, None] = {}
    for text in texts:
        units = split(text)
        named = countries.mentioned(units)
        if not named:
            continue
        concepts = _places(tuple(topic_phrases().scan(units))) | _places(tuple(instrument_phrases().scan(units)))
        found.update((code, None) for code, start, _ in named if start not in concepts)
    return tuple(code for code in found if code != "un")


_ENCODER, _DECODER = Encoder(order="deterministic"), Decoder(AgreementName)


class KnownAgreement(Struct, frozen=True):
    """An agreement's side of the comparison: what its fields say, and what its forms say besides."""

    entity: Entity
    name: AgreementName


def described(entity: Entity) -> KnownAgreement:
    """An agreement ready to be compared: its fields, and its forms through the same `parse`."""
    read = [name for form in entity.forms if (name := parse(clean(form.text)))]
    kinds = {frozenset({entity.instrument} - {""}), *(kind for name in read for kind in name.instruments)}
    parties = entity.parties or tuple(dict.fromkeys(code for name in read for code in name.parties))
    dated = {
        entity.adopted[:4],
        entity.signed[:4],
        entity.in_force[:4],
        *(year for name in read for year in name.years),
    }
    name = AgreementName(
        instruments=tuple(sorted(kinds - {frozenset()}, key=sorted)),
        topics=frozenset({*entity.topics, *(topic for name in read for topic in name.topics)}),
        doubtful=frozenset(topic for name in read for topic in name.doubtful),
        parties=parties,
        years=tuple(sorted(dated - {""})),
        number=entity.number or next((name.number for name in read if name.number), ""),
        leftover=tuple(dict.fromkeys((*(word for name in read for word in name.leftover), *_acronyms(entity)))),
    )
    return KnownAgreement(entity, name)


def packed(known: KnownAgreement) -> str:
    """What the fields and names of an agreement say, as a text; the same for the same."""
    return _ENCODER.encode(known.name).decode()


def unpacked(entity: Entity, text: bytes) -> KnownAgreement:
    """An agreement with what was packed of it. Raises ValueError for anything else."""
    return KnownAgreement(entity, _DECODER.decode(text))


def _acronyms(entity: Entity) -> Iterator[str]:
    """What an agreement is called in capitals, as a word beside its instrument has it: the CTBT treaty."""
    for form in entity.forms:
        text = clean(form.text)
        if text.isupper() and text.isalpha() and text.isascii() and len(text) >= _ACRONYM:
            yield from (unit.key for unit in split(text))


def _is_part_of_a_topic(hit: Found[Instrument], topics: tuple[Found[Topic], ...]) -> bool:
    """`战略` in 战略伙伴关系 is no strategy; a word that names both (Đối tác Chiến lược) counts as both."""
    return any(
        topic.start <= hit.start and hit.end <= topic.end and any(kind.key == "strategy" for kind in hit.values)
        for topic in topics
    )


def _places(hits: tuple[Found[Topic], ...] | tuple[Found[Instrument], ...]) -> set[int]:
    return {place for hit in hits for place in range(hit.start, hit.end)}


def _number(units: tuple[Unit, ...], covered: set[int]) -> str:
    """A number that is marked as one (số 2, No. 2, 第二) or in Roman figures; no day, no month."""
    for place, unit in enumerate(units):
        if place in covered or numerals.is_year(unit):
            continue
        near = {each.key for each in units[max(0, place - 1) : place]}
        if any(each.key in _ARTICLE_SIGNS for each in units[place + 1 : place + 2]):
            continue
        if numerals.is_numeral(units, place) or (unit.key.isdecimal() and near & _NUMBER_WORDS):
            return numerals.first(units, set(range(place)))
    return ""
