"""Entries as YAML text, in the form and order in which the gazetteer's editors write them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..reading.entry_models import field_names

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~<][^\[\]{},#\"'\n\r\t]*")
_DATE_OR_ID = re.compile(r"\d{4}(-\d{2}){0,2}|[a-z0-9]+(-[a-z0-9]+)+")
_TAKEN = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
_NUMBER = re.compile(r"[-+.]?\d[\d_.eExXa-fA-FoO:+-]*")
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufffe\uffff]"
)


def entry_text(entity_id: str, fields: Mapping[str, Any]) -> str:
    """One entry. `fields` as `Entry.fields` has them: strings, lists, `names` by language, `posts` as mappings."""
    lines = [f"{scalar(entity_id)}:"]
    for key, value in fields.items():
        if value:
            lines += _field(key, value)
    return "\n".join(lines) + "\n"


def ordered(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields in the order that entries of a kind have."""
    order = _order(kind)
    return dict(sorted(fields.items(), key=lambda item: order.index(item[0])))


def _order(kind: str) -> list[str]:
    first = ["kind", "name", "reading", "names", "country"]
    last = ["replaces", "merged_into", "not", "note", "sources"]
    own = [name for name in field_names(kind) if name not in {*first, *last}]
    return [*first, *own, *last]


def _field(key: str, value: Any) -> list[str]:
    if isinstance(value, str):
        return [f"  {key}: {scalar(value, in_flow=False)}"]
    if isinstance(value, Mapping):
        return [f"  {key}:", *(f"    {scalar(lang)}: {_flow(forms)}" for lang, forms in value.items())]
    if value and isinstance(value[0], Mapping):
        return [f"  {key}:", *(f"    - {_flow_mapping(each)}" for each in value)]
    return [f"  {key}: {_flow(value)}"]


def _flow(values: Sequence[str]) -> str:
    return f"[{', '.join(scalar(each) for each in values)}]"


def _flow_mapping(values: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {_flow_value(value)}" for key, value in values.items() if value) + "}"


def _flow_value(value: Any) -> str:
    """A text, or the times of suspension of a term."""
    return scalar(value) if isinstance(value, str) else f"[{', '.join(_flow_mapping(each) for each in value)}]"


def scalar(text: str, *, in_flow: bool = True) -> str:
    """A text as a YAML scalar: plain where every reader takes it for the same text, else in double quotes."""
    if _DATE_OR_ID.fullmatch(text) or (_PLAIN.fullmatch(text) and _is_safe(text, in_flow)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)


def _is_safe(text: str, in_flow: bool) -> bool:
    if text.lower() in _TAKEN or _NUMBER.fullmatch(text) or _UNPRINTABLE.search(text) or text != text.strip():
        return False
    return ": " not in text and not text.endswith(":") and not (in_flow and ":" in text and not _is_address(text))


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and not text.endswith(":")
