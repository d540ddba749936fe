"""What the content of a mention says about an agreement of the gazetteer: rarity rewards, conflicts veto.

Two levels: what only one side says costs little, since mentions are short; what the sides say
differently blocks an automatic match. The instrument is the exception: the news calls a memorandum a
letter of intent, so a near instrument is weak evidence and another one counts against, without a
veto.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..dates import days_apart
from ..model import NO_HINTS, Entity, Evidence, Hints
from ..policy import DEFAULT_POLICY, AgreementWeights
from ..vocabulary.connectors import size
from ..vocabulary.countries import GROUPS
from .reading import AgreementName, described, families, instrument_weights, places, topic_weights

_BILATERAL = 3  # parties up to which every party named must be one of them


def compare(
    read: AgreementName, entity: Entity, hints: Hints = NO_HINTS, weights: AgreementWeights = DEFAULT_POLICY.agreement
) -> tuple[Evidence, ...]:
    """The evidence of a mention's content for or against an agreement; nothing when they share no concept."""
    known = described(entity)
    shared = (read.topics | read.doubtful) & (known.topics | known.doubtful)
    words = [word for word in read.leftover if word in known.leftover]
    if not (shared or words or _shared_instruments(read, known)):
        return ()
    return (
        *_instrument(read, known, weights),
        *_topics(read, known, shared, weights),
        *_parties(read, known, hints, weights),
        *_years(read, known, weights),
        *_number(read, known, weights),
        *_signature(entity, hints, weights),
        *_words(read, words, weights),
    )


def parted(
    read: AgreementName, entities: Iterable[Entity], weights: AgreementWeights = DEFAULT_POLICY.agreement
) -> tuple[list[Entity], list[Entity]]:
    """The entities that nothing in a mention contradicts, and those with which `compare` would find a veto.

    Asks a tenth of what `compare` costs, and most agreements that share a concept are of the second kind.
    """
    likely: list[Entity] = []
    unlikely: list[Entity] = []
    for entity in entities:
        (unlikely if _contradicts(read, described(entity), weights) else likely).append(entity)
    return likely, unlikely


def _contradicts(read: AgreementName, known: AgreementName, weights: AgreementWeights) -> bool:
    return bool(
        (known.topics and _other_topics(read, known, weights))
        or _other_parties(read, known)
        or _other_years(read, known)
        or (read.number and read.number != known.number)
    )


def _shared_instruments(read: AgreementName, known: AgreementName) -> frozenset[str]:
    return frozenset().union(*read.instruments) & frozenset().union(*known.instruments)


def _instrument(read: AgreementName, known: AgreementName, weights: AgreementWeights) -> Iterator[Evidence]:
    if not read.instruments or not known.instruments:
        return
    shared = _shared_instruments(read, known)
    if shared:
        kind = max(shared, key=lambda key: (instrument_weights()[key], key))
        unclear = any(kind in kinds and len(kinds) > 1 for kinds in read.instruments)
        rarity = min(instrument_weights()[kind], weights.unclear_instrument) if unclear else instrument_weights()[kind]
        yield Evidence("agreement-instrument", rarity * weights.rarity, f"same instrument: {_spoken([kind])}")
        return
    said = {kind for kinds in read.instruments for kind in kinds}
    ours = {kind for kinds in known.instruments for kind in kinds}
    near = {families().get(kind) for kind in said} & {families().get(kind) for kind in ours}
    if near:
        text = f"{_spoken(said)} for {_spoken(ours)}: the news mistakes one for the other"
        yield Evidence("agreement-instrument", weights.near_instrument, text)
    else:
        text = f"the mention says {_spoken(said)}, this is {_spoken(ours)}"
        yield Evidence("agreement-instrument", weights.other_instrument, text)


def _topics(
    read: AgreementName, known: AgreementName, shared: frozenset[str], weights: AgreementWeights
) -> Iterator[Evidence]:
    if shared:
        told = sum(_weight(key) for key in shared) * weights.rarity
        yield Evidence("agreement-topic", told, f"same topic: {_spoken(shared)}", data={"topics": sorted(shared)})
    strange = _other_topics(read, known, weights)
    if strange and known.topics:
        text = f"the mention is about {_spoken(strange)}, this about {_spoken(known.topics)}"
        yield Evidence("agreement-topic-conflict", weights.conflict, text, veto=True)
    elif strange:
        yield Evidence("agreement-topic", weights.vaguer_topic, f"the mention is about {_spoken(strange)}")
    telling = {key for key in _more_topics(read, known) - strange if _weight(key) > weights.telling}
    if telling:
        yield Evidence("agreement-topic", weights.vaguer_topic, f"the mention also says {_spoken(telling)}")
    unsaid = {key for key in known.topics - read.topics - read.doubtful if _weight(key) >= weights.specific}
    if unsaid and shared:
        yield Evidence("agreement-topic", weights.unsaid_topic * len(unsaid), f"does not say {_spoken(unsaid)}")


def _more_topics(read: AgreementName, known: AgreementName) -> frozenset[str]:
    """What the mention alone says it is about; where it was signed, said by the mention alone, is no such thing."""
    more = read.topics - known.topics - known.doubtful
    return more if not more or known.topics & places() else more - places()


def _other_topics(read: AgreementName, known: AgreementName, weights: AgreementWeights) -> frozenset[str]:
    return frozenset(key for key in _more_topics(read, known) if _weight(key) >= weights.specific)


def _other_parties(read: AgreementName, known: AgreementName) -> list[str]:
    """The parties that the mention names and the agreement has not; where it has many, their group is one of it."""
    ours = set(known.parties)
    if not ours:
        return []
    many = len(ours) > _BILATERAL
    return [code for code in read.parties if code not in ours and not (many and code in GROUPS)]


def _parties(read: AgreementName, known: AgreementName, hints: Hints, weights: AgreementWeights) -> Iterator[Evidence]:
    ours = set(known.parties)
    if not ours:
        return
    foreign = _other_parties(read, known)
    if foreign:
        text = f"between {_codes(ours)}, but the mention says {_codes(foreign)}"
        yield Evidence("agreement-party", weights.conflict, text, veto=True)
        return
    named = [code for code in read.parties if code in ours]
    if named:
        weight = weights.party + (weights.second_party if len(named) > 1 else 0.0)
        yield Evidence("agreement-party", weight, f"parties {_codes(named)}", data={"parties": named})
    elif len(ours) > 1 and ours <= set(hints.context_countries):
        yield Evidence(
            "agreement-context",
            weights.context_parties,
            f"the document speaks of {_codes(ours)}, its parties",
        )


def _years(read: AgreementName, known: AgreementName, weights: AgreementWeights) -> Iterator[Evidence]:
    if not read.years or not known.years:
        return
    said, ours = ", ".join(read.years), ", ".join(known.years)
    if not _other_years(read, known):
        yield Evidence("agreement-year", weights.year, f"of {said}")
    else:
        yield Evidence("agreement-year", weights.conflict, f"of {ours}, but the mention says {said}", veto=True)


def _other_years(read: AgreementName, known: AgreementName) -> bool:
    return bool(read.years and known.years and set(read.years).isdisjoint(known.years))


def _number(read: AgreementName, known: AgreementName, weights: AgreementWeights) -> Iterator[Evidence]:
    if not read.number:
        return
    if read.number == known.number:
        yield Evidence("agreement-number", weights.number, f"number {read.number}")
    else:
        ours = f"number {known.number}" if known.number else "without a number"
        text = f"{ours}, but the mention says {read.number}"
        yield Evidence("agreement-number", weights.conflict, text, veto=True)


def _signature(entity: Entity, hints: Hints, weights: AgreementWeights) -> Iterator[Evidence]:
    """A document of the days of the signature supports; any other date says nothing."""
    if not entity.signed or not hints.date or len(entity.signed) < 7:
        return
    days = days_apart(entity.signed, hints.date)
    if days <= 7:
        yield Evidence(
            "agreement-date",
            weights.signed_within_week,
            f"signed {entity.signed}, when the document was written",
        )
    elif days <= 31:
        yield Evidence(
            "agreement-date", weights.signed_within_month, f"signed {entity.signed}, near the document's date"
        )


def _words(read: AgreementName, shared: list[str], weights: AgreementWeights) -> Iterator[Evidence]:
    if shared:
        told = min(weights.word * len(shared), weights.words_most)
        yield Evidence("agreement-words", told, f"same word: {', '.join(shared)}")
    strange = [word for word in read.leftover if word not in shared]
    if strange:
        cost = max(weights.strange_word * sum(map(size, strange)), weights.strange_words_most)
        yield Evidence("agreement-words", cost, f"the mention also says {' '.join(strange)}")


def _weight(topic: str) -> float:
    return topic_weights().get(topic, 0.0)


def _spoken(keys: Iterable[str]) -> str:
    return ", ".join(key.replace("-", " ") for key in sorted(keys))


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(code.upper() for code in sorted(codes))
