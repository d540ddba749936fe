"""Names of organisations and agreements: words that do not say whose they are, and how names are made of words."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from .cells import COUNTRY, FORMS, LANGUAGE, TEXT, one_of, optional, several
from .table import Table

_WORDS = several(TEXT, empty=True)


class Connectors(NamedTuple):
    """Words of a language that connect the parts of a name and say nothing themselves.

    `partner` are those beside a country that alone is named as a party.
    """

    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[str, ...], FORMS]
    partner: Annotated[tuple[str, ...], _WORDS]


class Articles(NamedTuple):
    """The articles of a language that names may leave out, and its words for `&`."""

    lang: Annotated[str, LANGUAGE]
    articles: Annotated[tuple[str, ...], _WORDS]
    and_: Annotated[tuple[str, ...], _WORDS]


class LegalForm(NamedTuple):
    """A legal form of companies, and where in a name it stands; the head of the table explains kinds and initials."""

    form: Annotated[str, TEXT]
    place: Annotated[str, one_of("begin", "end", "any")]
    kinds: Annotated[tuple[str, ...], several(one_of("shares", "limited", "partnership"))]
    initials: Annotated[str, one_of("yes", "")]


class Composition(NamedTuple):
    """How a language makes a name of its words; the head of the table explains the columns."""

    lang: Annotated[str, LANGUAGE]
    of: Annotated[str, one_of("organisation", "post", "agreement", "country")]
    key: Annotated[str | None, optional(COUNTRY)]
    form: Annotated[str, TEXT]


CONNECTORS = Table("connectors.tsv", Connectors, ("lang",))
ARTICLES = Table("articles.tsv", Articles, ("lang",))
LEGAL_FORMS = Table("legal_forms.tsv", LegalForm, ("form", "place"))
COMPOSITIONS = Table("compositions.tsv", Composition, ("lang", "of", "key"))
TABLES = (CONNECTORS, ARTICLES, LEGAL_FORMS, COMPOSITIONS)
