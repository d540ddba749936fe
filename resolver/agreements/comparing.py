"""What the content of a mention says about an agreement of the gazetteer: rarity rewards, conflicts veto.

Two levels: what only one side says costs little, since mentions are short; what the sides say
differently blocks an automatic match. The instrument is the exception: the news calls a memorandum a
letter of intent, so a near instrument is weak evidence and another one counts against, without a
veto. Evidence of `NEAR_MISSES` leaves an agreement worth showing, but does not let it be the answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from math import fsum

from ..dates import days_apart, earliest, latest
from ..model import NO_HINTS, Entity, Evidence, Hints
from ..policy import DEFAULT_POLICY, AgreementWeights
from ..text import numerals
from ..text.cleaning import clean
from ..text.units import split
from ..text.words import words
from ..vocabulary import country_lookup
from ..vocabulary.agreement_words import families, instrument_weights, names, places, topic_weights
from ..vocabulary.connectors import size
from ..vocabulary.countries import GROUPS, home
from .reading import GRADES, AgreementName, KnownAgreement, parties

_BILATERAL = 3  # parties up to which every party named must be one of them
_SOON = 31  # days before the signature in which the news speaks of an agreement as one that is made


NEAR_MISSES = frozenset({"agreement-grade", "agreement-later", "agreement-unsaid-party", "agreement-unsaid-topic"})
"""Rules of evidence that forbid a match, without a contradiction."""


def compare(
    read: AgreementName,
    agreement: KnownAgreement,
    hints: Hints = NO_HINTS,
    weights: AgreementWeights = DEFAULT_POLICY.agreement,
) -> tuple[Evidence, ...]:
    """The evidence of a mention's content for or against an agreement; nothing when they share no concept."""
    known = agreement.name
    shared = (read.topics | read.doubtful) & (known.topics | known.doubtful)
    words = [word for word in read.leftover if word in known.leftover]
    if not (shared or words or _shared_instruments(read, known)):
        return ()
    near = tuple(_signature(agreement.entity, hints, weights))
    return (
        *_instrument(read, known, weights),
        *_topics(read, known, shared, weights),
        *_grade(read, known, weights),
        *_parties(read, known, hints, weights),
        *_unsaid_parties(read, known, hints, weights),
        *_years(read, known, weights),
        *_number(read, known, weights),
        *near,
        *_unsaid_topic(read, known, is_told=bool(shared or words or near) or _is_telling(read, known, weights)),
        *_words(read, words, weights),
    )


def beside_its_name(
    texts: Iterable[str],
    matched: str,
    agreement: KnownAgreement,
    hints: Hints = NO_HINTS,
    weights: AgreementWeights = DEFAULT_POLICY.agreement,
) -> Iterator[Evidence]:
    """What speaks against an agreement whose name is found in a mention: other parties or years beside it, its date.

    One that is called by its own name may be called so before it is signed, but another of that name then leads.

    `texts`: the parts of the mention, `matched` the written form that one of them is.
    """
    known, entity = agreement.name, agreement.entity
    for text in texts:
        if words(text.casefold()) == words(clean(matched).casefold()):
            continue
        read = AgreementName(parties=parties([text]), years=numerals.years(split(text)))
        if foreign := _other_parties(read, known):
            yield _conflicting_parties(known, foreign, weights)
        if _other_years(read, known):
            yield from _years(read, known, weights)
    if is_later(entity, hints):
        yield from _signature(entity, hints, weights)


def parted(
    read: AgreementName, known: Iterable[KnownAgreement], weights: AgreementWeights = DEFAULT_POLICY.agreement
) -> tuple[list[KnownAgreement], list[KnownAgreement]]:
    """The agreements that nothing in a mention contradicts, and those with which `compare` would find a veto.

    Asks a tenth of what `compare` costs, and most agreements that share a concept are of the second kind.
    """
    likely: list[KnownAgreement] = []
    unlikely: list[KnownAgreement] = []
    for each in known:
        (unlikely if _contradicts(read, each.name, weights) else likely).append(each)
    return likely, unlikely


def _contradicts(read: AgreementName, known: AgreementName, weights: AgreementWeights) -> bool:
    return bool(
        (known.topics and _other_topics(read, known, weights))
        or 0 < known.grade < read.grade
        or _other_parties(read, known)
        or _other_years(read, known)
        or (read.number and read.number != known.number)
        or _is_alone(read, known, weights)
    )


def _is_alone(read: AgreementName, known: AgreementName, weights: AgreementWeights) -> bool:
    """Whether all parties are the partner of a mention, "with Japan", so that nobody is left who is it with them."""
    if not (read.partner and known.parties) or _is_telling(read, known, weights):
        return False
    return set(known.parties) <= set(_said(read, set(known.parties)))


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
        certain = read.topics
        each = (_weight(key) * (1.0 if key in certain else weights.doubtful) for key in shared)
        told = fsum(each) * weights.rarity  # the same in whatever order a set is
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
    if not more:
        return more
    more -= frozenset(key for keys in read.either if keys & known.topics for key in keys)
    if read.grade and known.grade:
        more -= GRADES  # which are compared by themselves
    return more if not more or known.topics & places() else more - places()


def _other_topics(read: AgreementName, known: AgreementName, weights: AgreementWeights) -> frozenset[str]:
    return frozenset(key for key in _more_topics(read, known) if _weight(key) >= weights.specific)


def _grade(read: AgreementName, known: AgreementName, weights: AgreementWeights) -> Iterator[Evidence]:
    """A partnership goes by its grade: a higher one is another agreement, a lower one an older or careless name."""
    if not read.grade or not known.grade or read.grade == known.grade:
        return
    said, ours = _GRADES[read.grade], _GRADES[known.grade]
    if read.grade > known.grade:
        text = f"the mention says {said} partnership, this is a {ours} one"
        yield Evidence("agreement-topic-conflict", weights.conflict, text, veto=True)
    else:
        yield Evidence("agreement-grade", weights.lower_grade, f"a {ours} partnership, the mention says {said}")


def _unsaid_parties(
    read: AgreementName, known: AgreementName, hints: Hints, weights: AgreementWeights
) -> Iterator[Evidence]:
    """Of an agreement of few, whoever the mention leaves out must be known from the document, or from its language."""
    if not known.parties or _is_telling(read, known, weights):
        return
    named = set(_said(read, set(known.parties)))
    if _is_alone(read, known, weights):
        yield Evidence("agreement-party", weights.conflict, f"of {_codes(named)} alone, not with it", veto=True)
        return
    spoken_of = {*hints.context_countries, hints.country, *home(hints.language[:2])}
    unsaid = set(known.parties) - named - spoken_of
    if len(known.parties) <= _BILATERAL and unsaid and len(known.parties) > 1:
        text = f"neither the mention nor the document names {_codes(unsaid)}"
        yield Evidence("agreement-unsaid-party", weights.unsaid_party, text)
    elif len(known.parties) > _BILATERAL and read.partner:
        yield Evidence("agreement-unsaid-party", weights.unsaid_party, "the mention does not say between whom")


def _unsaid_topic(read: AgreementName, known: AgreementName, *, is_told: bool) -> Iterator[Evidence]:
    """Of two countries' many statements and agreements nobody knows which is meant, where its subject is not said."""
    if is_told or not known.topics or (read.years and not _other_years(read, known)):
        return
    yield Evidence("agreement-unsaid-topic", 0.0, f"the mention does not say that it is about {_spoken(known.topics)}")


def _is_telling(read: AgreementName, known: AgreementName, weights: AgreementWeights) -> bool:
    """Whether a name of its own, a place, a number or a rare instrument says which agreement is meant, parties or none.

    However rare a topic is, it does not: any two countries may have a treaty on extradition.
    """
    if read.number and read.number == known.number:
        return True
    named = set(read.leftover) & set(known.leftover) or read.topics & known.topics & names()
    return bool(named) or any(
        instrument_weights()[kind] >= weights.telling_instrument for kind in _shared_instruments(read, known)
    )


def _other_parties(read: AgreementName, known: AgreementName) -> list[str]:
    """The parties that the mention names and the agreement has not; where it has many, their group is one of it."""
    ours = set(known.parties)
    if not ours:
        return []
    many = len(ours) > _BILATERAL
    return [code for code in _said(read, ours) if code not in ours and not (many and code in GROUPS)]


def _said(read: AgreementName, ours: Collection[str]) -> tuple[str, ...]:
    """The parties named; a state that is no more (USSR) as the party that succeeded it."""
    heirs = ((code, country_lookup.codes().get(code, ())) for code in read.parties)
    return tuple(
        code if code in ours else next((heir for heir in found if heir in ours), code) for code, found in heirs
    )


def _parties(read: AgreementName, known: AgreementName, hints: Hints, weights: AgreementWeights) -> Iterator[Evidence]:
    ours = set(known.parties)
    if not ours:
        return
    foreign = _other_parties(read, known)
    if foreign:
        yield _conflicting_parties(known, foreign, weights)
        return
    named = [code for code in _said(read, ours) if code in ours]
    if named:
        weight = weights.party + (weights.second_party if len(named) > 1 else 0.0)
        yield Evidence("agreement-party", weight, f"parties {_codes(named)}", data={"parties": named})
    elif len(ours) > 1 and ours <= set(hints.context_countries):
        yield Evidence(
            "agreement-context",
            weights.context_parties,
            f"the document speaks of {_codes(ours)}, its parties",
        )


def _conflicting_parties(known: AgreementName, foreign: Iterable[str], weights: AgreementWeights) -> Evidence:
    text = f"between {_codes(known.parties)}, but the mention says {_codes(foreign)}"
    return Evidence("agreement-party", weights.conflict, text, veto=True)


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


def is_later(entity: Entity, hints: Hints) -> bool:
    """Whether an agreement was made after the document was written, however precise the two dates are."""
    made = entity.adopted or entity.signed
    return bool(made and hints.date) and latest(hints.date) < earliest(made)


def _signature(entity: Entity, hints: Hints, weights: AgreementWeights) -> Iterator[Evidence]:
    """A document of the days after the signature supports; one written before speaks of what is still negotiated.

    What is about to be signed is spoken of by then: it hardly stands behind an older one of the same content.
    """
    if is_later(entity, hints):
        made = f"adopted {entity.adopted}" if entity.adopted else f"signed {entity.signed}"
        if days_apart(entity.adopted or entity.signed, hints.date) <= _SOON:
            yield Evidence("agreement-soon", weights.signed_soon, f"{made}, soon after the document was written")
        else:
            yield Evidence("agreement-later", weights.signed_later, f"{made}, after the document was written")
        return
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


_GRADES = ("", "comprehensive", "strategic", "comprehensive strategic")


def _weight(topic: str) -> float:
    return topic_weights().get(topic, 0.0)


def _spoken(keys: Iterable[str]) -> str:
    return ", ".join(key.replace("-", " ") for key in sorted(keys))


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(code.upper() for code in sorted(codes))
