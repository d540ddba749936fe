"""Documents as OpenAPI documents them: running text with its mentions, and what is known of where mentions are from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from .patterns import COUNTRIES, COUNTRY, DATE, LANGUAGE

_COUNTRIES = Field(
    description="One text, or a list of codes and names.",
    json_schema_extra={
        "anyOf": [
            {"type": "string", "pattern": COUNTRIES},
            {"type": "array", "items": {"type": "string", "pattern": COUNTRY}},
        ],
    },
)
ContextCountries = Annotated[str | list[str], _COUNTRIES]


class Given(BaseModel):
    """A body in which a known member that is null is one that is not given, as in the queries of a batch."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, body: Any) -> Any:
        if not isinstance(body, dict):
            return body
        return {name: value for name, value in body.items() if value is not None or name not in cls.model_fields}


class BatchDocument(Given):
    """What is known of the document that all mentions of a batch are of; their own hints come first."""

    date: str = Field(default="", json_schema_extra={"pattern": DATE})
    language: str = Field(default="", json_schema_extra={"pattern": LANGUAGE})
    context_countries: ContextCountries = ""


class ExplainedDocument(BatchDocument):
    """The document of a mention: its text, or the other mentions that it has."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"properties": {"text": {"const": ""}}}, {"properties": {"mentions": {"maxItems": 0}}}]
        }
    )

    text: str = Field(default="", description="Plain text, in which the mention stands.")
    mentions: list[str] = Field(
        default_factory=list, max_length=1000, description="Other mentions, in the document's order; else `text`."
    )


class Document(BaseModel):
    """A text with what is known of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"text": "General Ngô Xuân Lịch spoke. General Lịch left.", "date": "2018-04-10"}],
        },
    )

    text: str = Field(description="Plain text.")
    date: str = Field(default="", json_schema_extra={"pattern": DATE})
    language: str = Field(default="", json_schema_extra={"pattern": LANGUAGE})
    context_countries: ContextCountries = ""


class MentionCandidate(BaseModel):
    """An entity that an ambiguous mention may mean."""

    id: str = Field(examples=["jp-ministry-of-defense"])
    name: str
    kind: str
    score: float = Field(ge=0, le=100)


class Mention(BaseModel):
    """A place of a text that names an entity."""

    start: int = Field(ge=0, description="Unicode code points before it, in the text as given.")
    end: int = Field(ge=0, description="… and up to its end.")
    text: str = Field(description="What stands there; of HTML, as a reader sees it.")
    status: Literal["match", "ambiguous"]
    id: str | None = Field(description="Null where it is ambiguous.")
    name: str | None
    kind: str | None = Field(examples=["person"])
    score: float = Field(ge=0, le=100)
    why: str
    via: Literal["name", "sound", "office", "function", "content", "in-document", "acronym"]
    candidates: list[MentionCandidate] = Field(description="Of an ambiguous mention, best first.")


class Taken(BaseModel):
    """What a document was taken to be; `found` names the hints that were found in it and not given."""

    date: str | None
    language: str | None
    context_countries: list[str]
    found: list[str]


class AnnotationReply(BaseModel):
    """The mentions of a text, in its order; they do not overlap."""

    version: str
    gazetteer: str
    document: Taken
    mentions: list[Mention]
