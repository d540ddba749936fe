"""The shapes of requests and replies, as OpenAPI documents them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from .asking import MOST_LISTED, USUAL_LIMIT
from .document_models import BatchDocument, ExplainedDocument, Given
from .patterns import COUNTRIES, COUNTRY, DATE, KINDS, LANGUAGE


class Evidence(BaseModel):
    """One reason for or against a candidate."""

    rule: str = Field(examples=["sino-vietnamese"])
    weight: float = Field(description="Log-likelihood ratio in nats; negative speaks against.", examples=[4.2])
    text: str = Field(examples=["吴 ~ Ngô, Sino-Vietnamese reading (1 in 77 family names)"])
    veto: bool = Field(default=False, description="Whether it forbids a match.")
    data: dict[str, Any] = Field(default_factory=dict)


class Candidate(BaseModel):
    """An entity that the mention may mean."""

    id: str = Field(examples=["vn-ngo-xuan-lich"])
    name: str = Field(examples=["Ngô Xuân Lịch"])
    kind: str = Field(examples=["person"])
    score: float = Field(ge=0, le=100, examples=[99.9])
    matched_name: str = Field(examples=["Ngô Xuân Lịch"])
    why: str
    description: str = Field(examples=["Minister of National Defence of Vietnam, 2016–2021"])
    evidence: list[Evidence]


class OneAnswer(BaseModel):
    """The decision for one name."""

    status: Literal["match", "ambiguous", "none"] = Field(examples=["match"])
    id: str | None = Field(examples=["vn-ngo-xuan-lich"])
    name: str | None = Field(examples=["Ngô Xuân Lịch"])
    score: float = Field(ge=0, le=100, examples=[99.9])
    matched_name: str | None = Field(examples=["Ngô Xuân Lịch"])
    why: str
    candidates: list[Candidate]


class Part(OneAnswer):
    """One of the names of a mention that has several, with the decision over it."""

    start: int = Field(ge=0, description="Where it begins in the mention, in code points.", examples=[16])
    end: int = Field(ge=0, description="Where it ends.", examples=[26])
    q: str = Field(description="What was asked, with a title that it shares with others.", examples=["Tô Lâm"])


class Answer(OneAnswer):
    """The decision for one mention.

    `several`: it names more than one entity, each decided in `parts`; `candidates` are what they mean or may mean, in
    the order of the mention.
    """

    status: Literal["match", "ambiguous", "none", "several"] = Field(examples=["match"])  # type: ignore[assignment]
    parts: list[Part] | None = Field(default=None, description="Only where the status is `several`.")


class SingleReply(Answer):
    """The decision for one mention, with the versions that gave it."""

    version: str = Field(description="Version of the code.")
    gazetteer: str = Field(description="Version of the gazetteer: a hash of its content.")


class ItemError(BaseModel):
    """Why one query of a batch could not be answered."""

    code: str = Field(examples=["query-too-long"])
    message: str
    remedy: str | None = None


class FailedItem(BaseModel):
    """What stands in the place of a result that cannot be given."""

    error: ItemError


class BatchReply(BaseModel):
    """The decisions of a batch, in order."""

    version: str
    gazetteer: str
    results: list[Answer | FailedItem]


class Batch(Given):
    """Several mentions, each with its own hints; with `document` they are those of one document."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"queries": [{"q": "吴春历"}, {"q": "国防部", "country": "vn"}], "limit": 3},
                {
                    "document": {"date": "2018-04-10", "language": "en", "context_countries": ["vn", "us"]},
                    "queries": [{"q": "General Ngô Xuân Lịch"}, {"q": "General Lịch"}],
                },
            ]
        },
    )

    document: BatchDocument | None = Field(
        default=None,
        description="The document that the mentions are of, in its order: its hints are those of queries that have "
        "none, and they are decided together: whom one names in full, another may name in short. May be empty: {}.",
    )

    queries: list[Any] = Field(
        description='Each {"q": mention} with any of kind, country, context_countries (a list, or one text), '
        "date, role, language, as in the parameters of GET /resolve. A query that cannot be read gets an `error` in "
        "its place."
    )
    limit: int = Field(default=USUAL_LIMIT, ge=1, le=MOST_LISTED, description="Candidates for each query.")


class Spelling(BaseModel):
    """One way in which the name itself is written."""

    text: str = Field(examples=["吴春历"])
    script: str = Field(description="ISO 15924; empty where there are no letters.", examples=["Hani"])
    words: list[str] = Field(examples=[["吴春历"]])


class ReadTitle(BaseModel):
    """A word beside the name that does not belong to it."""

    kind: str = Field(description="rank, office, honorific or country", examples=["office"])
    key: str = Field(examples=["minister-of-defence"])
    text: str = Field(examples=["国防部部长"])
    country: str | None = Field(default=None, examples=["vn"])


class Hypothesis(BaseModel):
    """One division of a mention into name and titles."""

    spellings: list[Spelling]
    titles: list[ReadTitle]


class NormalReply(BaseModel):
    """How a mention is read."""

    version: str
    mention: str = Field(examples=["越南国防部部长吴春历大将"])
    clean: str
    problem: str | None = Field(default=None, description="Why it cannot be a name.")
    hypotheses: list[Hypothesis]


class Versions(BaseModel):
    """What gave the reply."""

    version: str = Field(description="Version of the code.", examples=["0.1.0"])
    gazetteer: str = Field(description="Version of the gazetteer: a hash of its content.", examples=["5f3c09aa"])


class Explanation(Versions):
    """What speaks for and against one entity, or one other string."""

    mention: str = Field(examples=["吴春历"])
    other: str | None = Field(description="The other string.", examples=["Ngô Xuân Lịch"])
    candidate: Candidate | None = Field(description="The entity; null when only another string was given.")
    comparison: Candidate | None = Field(description="The other string, as if it were an entity's only name.")


class Question(Given):
    """A mention with an id, with another string, or with neither: then the nearest entity is explained."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"q": "吴春历", "id": "vn-ngo-xuan-lich"},
                {"q": "吴春历", "other": "Ngô Xuân Lịch"},
                {"q": "General Lịch", "document": {"mentions": ["General Ngô Xuân Lịch"]}},
            ],
        },
    )

    q: str = Field(json_schema_extra={"maxLength": 1000})
    id: str = Field(default="", json_schema_extra={"maxLength": 1000})
    other: str = Field(default="", json_schema_extra={"maxLength": 1000})
    kind: str = Field(default="", json_schema_extra={"enum": KINDS})
    country: str = Field(default="", json_schema_extra={"pattern": COUNTRY})
    context_countries: str = Field(default="", json_schema_extra={"pattern": COUNTRIES})
    date: str = Field(default="", json_schema_extra={"pattern": DATE})
    role: str = Field(default="", json_schema_extra={"maxLength": 1000})
    language: str = Field(default="", json_schema_extra={"pattern": LANGUAGE})
    document: ExplainedDocument | None = Field(
        default=None, description="The document that the mention is of, of which whom it names in full counts."
    )


class NameForm(BaseModel):
    """One written name."""

    text: str = Field(examples=["Ngô Xuân Lịch"])
    lang: str | None = Field(default=None, examples=["vi"])
    role: str = Field(description="name, reading or alias", examples=["name"])


class EntityReply(Versions):
    """An entity as the gazetteer has it; what it does not say is left out."""

    model_config = ConfigDict(extra="allow")

    id: str = Field(examples=["vn-ngo-xuan-lich"])
    kind: Literal["person", "organisation", "agreement", "post"] = Field(examples=["person"])
    name: str = Field(examples=["Ngô Xuân Lịch"])
    names: list[NameForm] = Field(default_factory=list)
    country: str | None = Field(default=None, examples=["vn"])
    description: str = Field(examples=["Minister of National Defence of Vietnam, 2016–2021"])
    posts: list[dict[str, JsonValue]] = Field(default_factory=list)
    sources: list[str] = Field(default_factory=list)


class DerivedName(BaseModel):
    """A written or derived name."""

    lang: str = Field(examples=["ru"])
    text: str = Field(examples=["Нго Суан Лить"])
    rule: str = Field(description="`written`, or the rule that derives it.", examples=["vietnamese-cyrillic"])
    likelihood: float = Field(
        ge=0,
        le=1,
        examples=[0.81],
        description="The probability that the name is written so in that language: 1 for what is written.",
    )


class NamesReply(Versions):
    """Every exonym of an entity."""

    id: str = Field(examples=["vn-ngo-xuan-lich"])
    names: list[DerivedName]


class Found(BaseModel):
    """An entity that a text may begin."""

    id: str = Field(examples=["vn-ngo-xuan-lich"])
    name: str = Field(examples=["Ngô Xuân Lịch"])
    kind: str = Field(examples=["person"])
    country: str | None = Field(default=None, examples=["vn"])
    description: str
    matched_name: str = Field(examples=["Ngo Xuan Lich"])
    how: Literal["id", "prefix", "word", "resolved", "like", "all"] = Field(examples=["prefix"])
    likeness: float = Field(
        ge=0, le=100, description="How much of the name is there, in percent; of `resolved` the score.", examples=[46.2]
    )


class SearchReply(Versions):
    """One page of what was found."""

    total: int = Field(ge=0, examples=[1])
    offset: int = Field(ge=0, examples=[0])
    next: int | None = Field(description="The offset of the next page; null on the last one.")
    results: list[Found]


class RuleText(BaseModel):
    """A rule of evidence, documented."""

    code: str = Field(examples=["sino-vietnamese"])
    title: str
    text: str


class RulesReply(BaseModel):
    """Every rule of evidence, and the rule of decision."""

    version: str
    decision: dict[str, float] = Field(description="Scores 0–100; the margin in nats; the prior 0–1.")
    rules: list[RuleText]


class FindingText(BaseModel):
    """A problem in a gazetteer's file, as `exonym check` prints it."""

    severity: str
    code: str
    file: str
    line: int
    column: int
    message: str
    remedy: str | None = None


class FailureText(BaseModel):
    """An edit that did not load. The gazetteer before it still answers."""

    at: str
    message: str
    findings: list[FindingText]


class StatusReply(BaseModel):
    """What runs, with what, since when."""

    status: Literal["ready", "degraded", "not-ready"]
    version: str
    gazetteer: str | None
    started_at: str
    loaded_at: str | None
    reloads: int
    known_share: float = Field(description="The prior: the share of names that are of somebody known.", examples=[0.01])
    counts: dict[str, int] = Field(examples=[{"person": 403, "organisation": 200}])
    error: FailureText | None = None


class ReadyReply(BaseModel):
    """That it can answer, and whether the files on disk could too."""

    status: Literal["ready", "degraded"]
    version: str
    gazetteer: str
    entities: int
    error: FailureText | None = None


class Alive(BaseModel):
    """The process lives."""

    status: Literal["ok"]
    version: str


class Problem(BaseModel):
    """What went wrong, where, and how to mend it."""

    type: str = Field(default="about:blank", examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    code: str = Field(description="Stable; programs may rely on it.", examples=["hint"])
    detail: str = Field(examples=["date 'soon' is not a date."])
    remedy: str | None = Field(default=None, examples=["Write 2016, 2016-04 or 2016-04-08."])
