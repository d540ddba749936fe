"""`words`: the fixed words that an entry of the gazetteer may use, with their names in a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

import typer

from ...resolver.errors import UsageError
from .shared_options import Json
from .styled import Line, show, show_json

_KINDS = {
    "office": "what a post is", "function": "what an organisation is for", "instrument": "what sort of agreement it is",
    "topics": "what an agreement is about", "status": "how an agreement stands",
    "country": "codes of countries and groups", "language": "codes of languages under `names`",
}  # fmt: skip


def words(
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help=f"{', '.join(_KINDS)}; without it: how many there are.")]
    = "",
    lang: Annotated[str, typer.Option("--lang", help="The language of the names (BCP 47): vi, zh, sv.")] = "en",
    json: Json = False,
) -> None:  # fmt: skip
    """List the words that `office`, `function` and other fields of the gazetteer may hold, with their names."""
    if kind and kind not in _KINDS:
        raise UsageError(f"unknown kind of words {kind!r}.", remedy=f"Use {', '.join(_KINDS)}.")
    known_language(lang)
    every = {each: _named(each, lang) for each in ([kind] if kind else _KINDS)}
    if json:
        show_json(every)
    elif kind:
        show([*_listed(every[kind]), *(_composed() if kind == "office" else ())])
        if not any(every[kind].values()):
            typer.echo(f"There are no names of these words in {lang}.", err=True)
    else:
        show([(f"{name:<11}", "cyan"), (f"{len(each):>5}  {_KINDS[name]}", "")] for name, each in every.items())


def known_language(lang: str) -> None:
    """Raises UsageError for a code that is none of a language."""
    from ...resolver.store.reading.cures import did_you_mean_language
    from ...resolver.store.reading.languages import languages

    if lang not in languages():
        remedy = did_you_mean_language(lang).capitalize() or "Use a code of BCP 47: vi, zh, sv."
        raise UsageError(f"{lang!r} is not a language.", remedy=remedy)


def _named(kind: str, lang: str) -> Mapping[str, str]:
    """The words of a kind in their order, each with its name in a language, or empty."""
    from ...resolver.store.reading.entry_models import statuses
    from ...resolver.store.reading.languages import countries
    from ...resolver.tables.schema.countries import LANGUAGE_NAMES, LANGUAGES
    from ...resolver.vocabulary import fixed_words
    from ...resolver.vocabulary.countries import names_in

    if kind == "status":
        return dict.fromkeys(statuses(), "")
    if kind == "language":
        own = {row.code: row.name for row in LANGUAGE_NAMES.read() if row.lang == lang}
        known = {row.lang: row.name for row in LANGUAGES.read() if row.scripts}
        return known if lang == "en" else {code: own.get(code, "") for code in known}
    if kind == "country":
        known = names_in(lang)
        return {code: known.get(code, "") for code in sorted(countries())}
    return {word: fixed_words.name_of(kind, word, lang) for word in fixed_words.words(kind)}


def _listed(named: Mapping[str, str]) -> Iterator[Line]:
    width = max(map(len, named))
    for word, name in named.items():
        yield [(f"{word:<{width}}" if name else word, "cyan"), (f"  {name}" if name else "", "")]


def _composed() -> Iterator[Line]:
    """How further offices are made of these."""
    from ...resolver.vocabulary.fixed_words import roles

    yield [("", "")]
    yield [("And: a role in a body (politburo-member), `deputy-` before any office.", "bold")]
    yield [("Roles: ", "bold"), (", ".join(roles()), "")]
    yield [("Bodies: ", "bold"), ("exonym words function", "cyan")]
