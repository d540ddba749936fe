"""Reviews on the wire: entries, decisions and counts as dictionaries."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from ...resolver.bulk.answering.decisions import RESERVED
from ...resolver.errors import ExonymError
from ...resolver.reviewing.index import Row
from ...resolver.reviewing.queue import Counts
from ..wire import Wire, well_formed

Name = Callable[[str], str]
"""The name of an entity by its id; empty where there is none."""


def made_to_wire(made: Mapping[str, Any] | Row, name: Name, seq: str = "seq") -> Wire | None:
    """A decision; null where there is none."""
    if made[seq] is None:
        return None
    decision = made["decision"]
    return {
        "seq": made[seq], "decision": decision, "scope": made["scope"], "row": made["row"] or None,
        "note": made["note"] or "", "reviewer": made["reviewer"], "at": made["at"] or None,
        "before": made["before"] or None, "gazetteer": made["made_gazetteer" if seq != "seq" else "gazetteer"] or None,
        "name": None if decision in RESERVED else name(decision) or None,
    }  # fmt: skip


def entry_to_wire(
    entry: Row, cells: Mapping[str, str], name: Name, is_stale: Callable[[str], bool], *, blind: bool
) -> Wire:
    """An entry of a queue. In a blind review nothing of it says what the resolver thinks."""
    made = made_to_wire(entry, name, "made_seq")
    found: Wire = {
        "status": entry["status"], "score": _rounded(entry["score"]), "margin": _rounded(entry["margin"]),
        "kind": entry["kind"] or None, "id": entry["id"] or None, "name": entry["label"] or None,
    }  # fmt: skip
    if blind:
        found = dict.fromkeys(found)
    return {
        "key": entry["key"], "mention": entry["mention"], "count": entry["count"], **found,
        "script": entry["script"], "context": dict(cells), "hints": json.loads(entry["hints"]),
        "decision": made, "stale": bool(made and is_stale(made["decision"])),
    }  # fmt: skip


def counts_to_wire(counts: Counts) -> Wire:
    """What is left and the counts."""
    return {"left": counts.left, "counts": counts.statuses, "decided": counts.decided}


def blinded(answer: Wire) -> Wire:
    """An answer that does not say which candidate is the best, nor why: by name, without scores and evidence."""
    hidden: Wire = {"score": None, "matched_name": "", "why": "", "evidence": []}
    candidates = sorted((each | hidden for each in answer["candidates"]), key=lambda each: (each["name"], each["id"]))
    told: Wire = {"status": None, "id": None, "name": None, "score": None, "matched_name": None, "why": ""}
    return answer | told | {"candidates": candidates} | ({"parts": []} if "parts" in answer else {})


def where_of(error: ExonymError) -> str:
    """Where something is wrong: the file by its own name alone, for the directories are nobody's business."""
    place = error.place
    return f"{PurePath(place.file).name}, line {place.line}: " if place and place.line else ""


def cells_to_wire(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells of a row by the names of their columns; of two columns of one name the second has its number."""
    named: dict[str, str] = {}
    for at, (column, cell) in enumerate(zip(header, cells, strict=False), 1):
        named[f"{column} ({at})" if column in named else column] = well_formed(cell)
    return named


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
