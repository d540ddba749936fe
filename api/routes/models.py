"""The shapes of requests and replies, as OpenAPI documents them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


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
    description: str = ""
    evidence: list[Evidence]


class Answer(BaseModel):
    """The decision for one mention."""

    mention: str = Field(examples=["吴春历"])
    status: str = Field(description="match, ambiguous or none", examples=["match"])
    id: str | None = Field(examples=["vn-ngo-xuan-lich"])
    name: str | None = Field(examples=["Ngô Xuân Lịch"])
    score: float = Field(ge=0, le=100, examples=[99.9])
    matched_name: str | None = Field(examples=["Ngô Xuân Lịch"])
    why: str
    candidates: list[Candidate]


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


class Batch(BaseModel):
    """Several mentions, each with its own hints."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"queries": [{"q": "吴春历"}, {"q": "国防部", "country": "vn"}], "limit": 3}]}
    )

    queries: list[Any] = Field(
        description='Each {"q": mention} with any of kind, country, context_countries (a list, or codes separated by '
        "spaces), date, role, language. A query that cannot be read gets an `error` in its place."
    )
    limit: int = Field(default=10, ge=1, le=100, description="Candidates for each query.")
