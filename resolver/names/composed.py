"""Names that say what they name, made of each language's words: organisations, posts, agreements of two parties.

They are the way back from what `finding` reads: the function and its country, the office and its country, instrument,
topics and parties. A name of an agreement of many parties is no sum of its words and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..model import Entity, Exonym, Kind
from ..vocabulary import compositions

_PARTIES = 2
_BETWEEN = {"zh": "", "ja": ""}
_BROAD = frozenset({"monarch", "president"})
"""Offices that a language has several words for (总统, 主席; king, sultan): only those of one country are certain."""


def composed(entity: Entity) -> Iterator[Exonym]:
    """The names of an entity in every language that has the words for them, each with its share."""
    maker = _MAKERS.get(entity.kind)
    if maker is not None:
        for lang in compositions.LANGUAGES:
            yield from maker(entity, lang)


def _organisation(entity: Entity, lang: str) -> Iterator[Exonym]:
    return _headed(entity, lang, "organisation", entity.function, "function")


def _post(entity: Entity, lang: str) -> Iterator[Exonym]:
    return _headed(entity, lang, "post", entity.office, "office")


def _headed(entity: Entity, lang: str, of: str, key: str, rule: str) -> Iterator[Exonym]:
    """A word for the function or the office, with the country that it is of."""
    country = compositions.country(lang, entity.country)
    if not key or not country or entity.number:
        return
    for form, share in compositions.heads(lang, of, key, entity.country)[:1]:
        if key in _BROAD and not form.country:
            return
        whole = form.text if form.country else compositions.pattern(lang, of).format(head=form.text, country=country)
        yield Exonym(lang, _capital(whole), rule, share)


def _agreement(entity: Entity, lang: str) -> Iterator[Exonym]:
    """The instrument with its topics and its two parties."""
    parties = [compositions.country_name(lang, code) for code in entity.parties]
    topics = [compositions.topic(lang, key) for key in entity.topics]
    if len(parties) != _PARTIES or not topics or not all((*parties, *topics)):
        return
    form = compositions.pattern(lang, "agreement")
    behind = form.index("{topics}") > form.index("{instrument}")
    for instrument, share in compositions.instruments(lang, entity.instrument)[:1]:
        said, told = _apart(instrument.text if lang != "en" else instrument.text.lower(), topics)
        words = _BETWEEN.get(lang, " ").join(reversed(told) if behind else told)
        text = form.format(instrument=said, topics=words, a=parties[0], b=parties[1])
        yield Exonym(lang, _capital(_tidy(text)), "content", share)


def _apart(instrument: str, topics: Sequence[str]) -> tuple[str, list[str]]:
    """The instrument and the topics: a topic that says the instrument too (strategic partnership) stands for it."""
    first, _, rest = instrument.partition(" ")
    for topic in topics:
        others = [each for each in topics if each != topic]
        if instrument.casefold() in topic.casefold():
            return topic, others
        if rest and topic.casefold().split()[-1] == first.casefold():
            return f"{topic} {rest}", others
    return instrument, list(topics)


def _tidy(text: str) -> str:
    """The text without what an empty list of topics leaves."""
    return " ".join(text.replace(": )", ")").split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_MAKERS: Mapping[Kind, Callable[[Entity, str], Iterator[Exonym]]] = {
    Kind.ORGANISATION: _organisation,
    Kind.POST: _post,
    Kind.AGREEMENT: _agreement,
}
