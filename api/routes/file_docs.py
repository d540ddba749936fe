"""`POST /reconcile/file` as OpenAPI documents it: a body of many types, and options in two places."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from ..files.file_options import schemas
from ..files.upload import DECISIONS
from .reply_docs import Responses

_CSV = "id,name\n1,吴春历\n2,Ngo Xuan Lich\n"
_TSV = "id\tname\n1\t吴春历\n"
_NDJSON = '{"id": 1, "name": "吴春历"}\n'
_DECISIONS = (
    "What people decided, to be obeyed: CSV in UTF-8 with the columns mention and decision (an id, `new`, `none` or "
    "`unsure`) and, if the mention had hints, kind, country, context_countries, date, role, language. Not kept."
)
_DECIDED = "mention,decision\n吴春历,vn-ngo-xuan-lich\n"
_ANSWERED = (
    "id,name,exonym_id,exonym_name,exonym_status,exonym_score,exonym_matched_name,exonym_why,exonym_candidates\n"
    "1,吴春历,vn-ngo-xuan-lich,Ngô Xuân Lịch,match,99.9,Ngô Xuân Lịch,"
    '"吴 ~ Ngô, Sino-Vietnamese reading",vn-ngo-xuan-lich\n'
)


class Refusal(BaseModel):
    """An error under /reconcile, in the form that clients of that protocol read."""

    status: str = Field(examples=["error"])
    code: str = Field(description="Stable; programs may rely on it.", examples=["input"])
    message: str = Field(examples=["names.csv:17: not utf-8: byte 402 (0xCE) cannot be decoded. Say its encoding …"])


def _text(example: str) -> dict[str, Any]:
    return {"schema": {"type": "string"}, "example": example}


def _properties() -> dict[str, Any]:
    """The schemas of the options, each with an example. What may be None is left out then: no place holds a null."""
    properties = schemas()
    for schema in properties.values():
        if "anyOf" in schema:
            schema.update(schema.pop("anyOf")[0])
            del schema["default"]
        else:
            schema.setdefault("examples", [schema["default"]])
    return properties


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of one option without what belongs beside it."""
    return {key: value for key, value in schema.items() if key not in {"description", "title"}}


def _parameters() -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "description": schema["description"], "schema": _plain(schema)}
        for name, schema in _properties().items()
    ]


def _form() -> dict[str, Any]:
    files = {
        DECISIONS: {"type": "string", "format": "binary", "description": _DECISIONS, "examples": [_DECIDED]},
        "file": {"type": "string", "format": "binary", "description": "The table, after all else.", "examples": [_CSV]},
    }
    schema = {"type": "object", "properties": {**_properties(), **files}, "required": ["file"]}
    tables = "text/csv, text/tab-separated-values, application/x-ndjson, application/gzip, application/zstd"
    return {"schema": schema, "encoding": {DECISIONS: {"contentType": "text/csv"}, "file": {"contentType": tables}}}


OPENAPI: dict[str, Any] = {
    "parameters": _parameters(),
    "requestBody": {
        "required": True,
        "content": {
            "text/csv": _text(_CSV),
            "text/tab-separated-values": _text(_TSV),
            "application/x-ndjson": _text(_NDJSON),
            "multipart/form-data": _form(),
        },
    },
}
_TABLE = {
    "text/csv": _text(_ANSWERED),
    "text/tab-separated-values": _text(_ANSWERED.replace(",", "\t", 8)),
    "application/x-ndjson": _text(
        '{"id": 1, "name": "吴春历", "exonym_id": "vn-ngo-xuan-lich", "exonym_status": "match"}\n'
    ),
}
_REASONS = {
    401: "A key is needed, or is not known.",
    408: "The body did not arrive in time.",
    413: "The table is larger than the service takes.",
    415: "The Content-Type of the body is not that of a table.",
    422: "A parameter, the header or a line that cannot be read; the message says which line.",
    429: "Too many requests; Retry-After says when.",
    503: "The gazetteer is not loaded yet, or other tables are being worked on; Retry-After says when.",
}
RESPONSES: Responses = {
    200: {"description": "The table with its answers, as it is made.", "content": _TABLE},
    **{status: {"description": reason, "model": Refusal} for status, reason in _REASONS.items()},
}
