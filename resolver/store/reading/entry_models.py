"""What a gazetteer entry may say: one pydantic model a kind, the only list of fields, types, descriptions
and examples.

Everything is a string. The models check the form of each value; what only the whole gazetteer can tell
(whether a post exists, whether a term ends before it starts) is checked in `references`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from ... import dates
from ...text import cleaning
from .languages import countries

_ID = re.compile(r"[A-Za-z0-9._~-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_KANA = re.compile(
    r"[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff]+([ \u3000・=-][\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff]+)*"
)
_WORD = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_URL = re.compile(r"https?://[^\s]+")
_COUNT = re.compile(r"[1-9]\d{0,4}")
_STATUSES = ("signed", "in-force", "under-negotiation", "announced", "adopted", "not-in-force", "superseded",
             "suspended", "terminated")  # fmt: skip


def statuses() -> tuple[str, ...]:
    """How an agreement may stand."""
    return _STATUSES


def reserved() -> frozenset[str]:
    """The decisions of a review file, which are never ids."""
    return frozenset({"new", "none", "unsure"})


def _fail(code: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(code, "{message}", {"message": message})


def _text(value: str) -> str:
    if not value.strip():
        raise _fail("E103", "nothing is written here")
    return value


def _date(value: str) -> str:
    if not dates.is_prefix(_text(value)):
        raise _fail("E301", f"`{value}` is not a date")
    return value


def _id(value: str) -> str:
    if not _ID.fullmatch(_text(value)):
        raise _fail("E104", f"`{value}` cannot be an id")
    if value in reserved():
        raise _fail("E105", f"`{value}` is a reserved word, never an id")
    return value


def _country(value: str) -> str:
    if _text(value) not in countries():
        raise _fail("E108", f"`{value}` is not a country code")
    return value


def is_kana(text: str) -> bool:
    """Whether a text is a Japanese name in kana."""
    return _KANA.fullmatch(text) is not None


def _kana(value: str) -> str:
    if not is_kana(_text(value)):
        raise _fail("E109", f"`{value}` is not kana")
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise _fail("E110", f"`{value}` is not a language code")
    return value


def _form(value: str) -> str:
    if not cleaning.has_letters(_text(value)):
        raise _fail("E111", f"`{value}` has neither letter nor digit")
    if len(value) > cleaning.MAX_LENGTH:
        raise _fail("E111", f"a name of {len(value)} characters, more than {cleaning.MAX_LENGTH}")
    return value


def _word(value: str) -> str:
    if not _WORD.fullmatch(_text(value)):
        raise _fail("E115", f"`{value}` is not a word of the form `minister-of-defence`")
    return value


def _status(value: str) -> str:
    if _text(value) not in _STATUSES:
        raise _fail("E118", f"`{value}` is not a status of an agreement")
    return value


def _count(value: str) -> str:
    if not _COUNT.fullmatch(_text(value)):
        raise _fail("E119", f"`{value}` is not a whole number from 1")
    return value


def _yes(value: str) -> str:
    if _text(value) != "true":
        raise _fail("E120", f"`{value}` is not `true`")
    return value


def _url(value: str) -> str:
    if not _URL.fullmatch(_text(value)):
        raise _fail("E116", f"`{value}` is not a web address")
    return value


def _listed(value: Any) -> Any:
    """One form may be written without brackets."""
    return [value] if isinstance(value, str) else value


# An editor's YAML parser reads `1954` as a number where we read the text; so the schema allows both.
_DATE_SCHEMA = {
    "type": ["string", "integer"],
    "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
    "minimum": 1000,
    "maximum": 9999,
}
_ID_SCHEMA = {"type": ["string", "integer"], "pattern": r"^[A-Za-z0-9._~-]+$"}
_TEXT_SCHEMA = {"type": ["string", "number"], "minLength": 1}
_FORMS_SCHEMA = {"oneOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}

Text = Annotated[str, AfterValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
Date = Annotated[str, AfterValidator(_date), WithJsonSchema(_DATE_SCHEMA)]
Id = Annotated[str, AfterValidator(_id), WithJsonSchema(_ID_SCHEMA)]
Country = Annotated[
    str,
    AfterValidator(_country),
    WithJsonSchema({"type": "string", "pattern": "^([a-z]{2}|eu|asean|nato|un)$"}),
]
Kana = Annotated[
    str, AfterValidator(_kana), WithJsonSchema({"type": "string", "pattern": "^[\u3041-\u30ff \u3000=-]+$"})
]
FormText = Annotated[str, AfterValidator(_form), WithJsonSchema(_TEXT_SCHEMA)]
Forms = Annotated[list[FormText], BeforeValidator(_listed), WithJsonSchema(_FORMS_SCHEMA)]
Language = Annotated[str, AfterValidator(_language)]
Word = Annotated[str, AfterValidator(_word), WithJsonSchema({"type": "string", "pattern": _WORD.pattern})]
AgreementStatus = Annotated[str, AfterValidator(_status), WithJsonSchema({"type": "string", "enum": list(_STATUSES)})]
Count = Annotated[
    str,
    AfterValidator(_count),
    WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{_COUNT.pattern}$", "minimum": 1, "maximum": 99999}),
]
Yes = Annotated[str, AfterValidator(_yes), WithJsonSchema({"enum": [True, "true"]})]
Url = Annotated[str, AfterValidator(_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
Names = Annotated[
    dict[Language, Forms],
    WithJsonSchema(
        {
            "type": "object",
            "propertyNames": {"pattern": r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
            "additionalProperties": _FORMS_SCHEMA,
        }
    ),
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class PeriodModel(_Strict):
    """A time with its first day, and the first day no longer."""

    start: Date = Field(alias="from", description="The first day of it.", examples=["2025-07-01"])
    end: Date = Field("", alias="to", description="The first day after it. Without it: still.", examples=["2025-08-29"])


class DatedNameModel(_Strict):
    """A name that an organisation bore for a time."""

    name: FormText = Field(description="The name.", examples=["United States Pacific Command"])
    lang: Language = Field("", description="Its language, where its letters do not tell.", examples=["en"])
    start: Date = Field("", alias="from", description="The first day of the name.", examples=["2025-09-05"])
    end: Date = Field(
        "", alias="to", description="The first day after it. Without it: still borne.", examples=["2018-05-30"]
    )


class TermModel(_Strict):
    """One person's time in one post."""

    post: Id = Field(description="Id of the post, from `posts/`.", examples=["vn-minister-of-national-defence"])
    start: Date = Field(
        "",
        alias="from",
        description="First day in office, as precise as is certain.",
        examples=["2016-04-08"],
    )
    end: Date = Field(
        "",
        alias="to",
        description="First day no longer in office. Without it: still in office.",
        examples=["2021-04"],
    )
    acting: Yes = Field(
        "",
        description="Acting: in the office until somebody is appointed, or while its holder is suspended.",
        examples=["true"],
    )
    suspended: list[PeriodModel] = Field(
        [],
        description="Times in which the holder may not exercise the office.",
        examples=[[{"from": "2025-07-01", "to": "2025-08-29"}]],
    )
    source: Text = Field(
        "",
        description="Where the term is known from: a key of sources.yaml, or a web address.",
        examples=["knowledge"],
    )


class EntryModel(_Strict):
    """What every entry may say."""

    name: FormText = Field(
        "", description="The name in its owner's language and script. All other spellings follow by rule.",
        examples=["Ngô Xuân Lịch"],
    )  # fmt: skip
    names: Names = Field(
        {}, description="Names that rules cannot derive, by language: one form or a list of forms.",
        examples=[{"zh": ["迈克尔·德索姆布雷"], "en": ["JICA"]}],
    )  # fmt: skip
    reading: Kana = Field(
        "",
        description="Kana of a Japanese name, a space between family and given name.",
        examples=["こいずみ しんじろう"],
    )
    kind: Text = Field("", description="What it is. Needed only where the folder does not say it.", examples=["person"])
    country: Country = Field(
        "", description="ISO 3166 code of the country in lower case, or eu, asean, nato, un.", examples=["vn"]
    )
    sources: list[Text] = Field(
        [], description="Where it is known from: keys of sources.yaml (or `knowledge`), web addresses.",
        examples=[["knowledge"]],
    )  # fmt: skip
    distinct: list[Id] = Field(
        [], alias="not",
        description="Ids of look-alikes that are others. One of the two naming the other is enough.",
        examples=[["vn-phan-van-mai"]],
    )  # fmt: skip
    merged_into: Id = Field(
        "", description="Id of the entry that this one turned out to be. Old id and names lead there.",
        examples=["vn-ngo-xuan-lich"],
    )  # fmt: skip
    note: Text = Field("", description="A remark for editors.", examples=["Father of Koizumi Shinjirō."])


class PersonEntry(EntryModel):
    """A person with a public office or role."""

    born: Date = Field("", description="Date of birth, as precise as is published.", examples=["1954"])
    died: Date = Field("", description="Date of death.", examples=["2022-07-08"])
    posts: list[TermModel] = Field(
        [], description="Posts held, with dates: `from` is the first day, `to` the first day no longer.",
        examples=[[{"post": "vn-minister-of-national-defence", "from": "2016-04", "to": "2021-04"}]],
    )  # fmt: skip


class OrganisationEntry(EntryModel):
    """A ministry, an army, a party, a company, an international body."""

    function: Word = Field(
        "", description="What it is for, language-neutral; with the country it names it in every language.",
        examples=["ministry-of-defence"],
    )  # fmt: skip
    founded: Date = Field("", description="When it came to be.", examples=["2007-01-09"])
    dissolved: Date = Field("", description="When it ceased to be.", examples=["2007-01-09"])
    dated_names: list[DatedNameModel] = Field(
        [],
        description="Names that it bore for a time, with their dates.",
        examples=[[{"name": "United States Pacific Command", "to": "2018-05-30"}]],
    )
    replaces: Id = Field("", description="Id of its predecessor.", examples=["jp-defense-agency"])


class AgreementEntry(EntryModel):
    """A treaty, a memorandum, a statement: a document between parties."""

    instrument: Word = Field("", description="What sort of document it is.", examples=["memorandum-of-understanding"])
    topics: list[Word] = Field([], description="What it is about, language-neutral.", examples=[["search-and-rescue"]])
    parties: list[Id] = Field(
        [],
        description="Who made it: country codes, asean, eu, nato, un, or ids of organisations.",
        examples=[["jp", "vn"]],
    )
    adopted: Date = Field(
        "", description="When its text was adopted, where it was signed later.", examples=["1992-05-09"]
    )
    signed: Date = Field(
        "",
        description="When it was signed or opened for signature; of what nobody signs, adopted or declared.",
        examples=["2018-04-10"],
    )
    in_force: Date = Field("", description="When it came into force.", examples=["1994-11-16"])
    suspended: list[PeriodModel] = Field(
        [], description="Times in which it was not applied.", examples=[[{"from": "2024-06-04"}]]
    )
    ended: Date = Field(
        "", description="The first day on which it was no longer in force: expired, denounced, replaced.",
        examples=["2026-02-05"],
    )  # fmt: skip
    status: AgreementStatus = Field("", description="How it stands.", examples=["in-force"])
    replaces: Id = Field(
        "", description="Id of its predecessor.", examples=["jp-vn-extensive-strategic-partnership-2014"]
    )
    number: Text = Field("", description="Its number in a treaty series.", examples=["31363"])


class PostEntry(EntryModel):
    """An office that people hold in turn."""

    office: Word = Field(
        "", description="The office, language-neutral; with the country it names the post in every language.",
        examples=["minister-of-defence"],
    )  # fmt: skip
    organisation: Id = Field(
        "",
        description="Id of the organisation that it leads or belongs to.",
        examples=["vn-ministry-of-national-defence"],
    )
    seats: Count = Field(
        "",
        description="How many hold it at once. Without it: one, or not known for offices such as deputy minister.",
        examples=["3"],
    )
    as_of: Date = Field(
        "",
        description="Until when its holders were kept. After it, nobody without `to` is taken to be still in office.",
        examples=["2025-10"],
    )


class SourceEntry(_Strict):
    """Where facts come from."""

    title: Text = Field(
        description="What it is, as a reader would look for it.", examples=["Seed article 000, in Chinese"]
    )
    url: Url = Field("", description="Its web address.", examples=["https://example.org/2018/04/10"])
    publisher: Text = Field("", description="Who published it.", examples=["Vietnam News Agency"])
    date: Date = Field("", description="When it was published.", examples=["2018-04-10"])
    accessed: Date = Field("", description="When it was read.", examples=["2025-12-05"])
    language: Text = Field("", description="Its language.", examples=["zh"])
    licence: Text = Field("", description="Under which licence its facts may be used.", examples=["CC-BY-4.0"])
    note: Text = Field("", description="A remark for editors.", examples=["A machine translation."])


@cache
def models() -> dict[str, type[BaseModel]]:
    """The model of each kind, and of sources."""
    return {
        "person": PersonEntry,
        "organisation": OrganisationEntry,
        "agreement": AgreementEntry,
        "post": PostEntry,
        "source": SourceEntry,
    }


@cache
def field_names(kind: str) -> tuple[str, ...]:
    """The keys that an entry of the kind may have, as they are written in YAML."""
    return _written(models()[kind])


@cache
def term_names() -> tuple[str, ...]:
    """The keys of a term in a post."""
    return _written(TermModel)


def _written(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(info.alias or name for name, info in model.model_fields.items())
