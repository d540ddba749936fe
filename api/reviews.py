"""Reviews of tables: a first form in memory, with the shapes that the page is built upon."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ..resolver.bulk.columns import Columns
from ..resolver.bulk.reading.delimited import sniff
from ..resolver.hints import parse_hints
from ..resolver.model import Decision
from .refusals import NothingError, OffError
from .service import Service
from .snapshot import Snapshot
from .wire import Wire, decision_to_wire

REMEDY = (
    "Start it with a directory to keep reviews in: exonym serve --set review_dir=DIRECTORY, or EXONYM_REVIEW_DIR; "
    "or review one file: exonym review FILE.csv."
)


@dataclass
class Review:
    """One table under review."""

    id: str
    name: str
    header: list[str]
    rows: list[list[str]]
    entries: list[Wire]
    asked: dict[str, tuple[str, Any]]
    log: list[Wire] = field(default_factory=list)


class Reviews:
    """All reviews of a service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._reviews: dict[str, Review] = {}

    @property
    def enabled(self) -> bool:
        """Whether there is a place to keep reviews in."""
        return self._service.settings.review_dir is not None

    def check(self) -> None:
        """Raises OffError where reviews are switched off."""
        if not self.enabled:
            raise OffError("reviews are switched off here.", remedy=REMEDY)

    def listed(self) -> list[Wire]:
        """Each review in a line."""
        return [self.about(each.id) for each in self._reviews.values()]

    def about(self, review_id: str) -> Wire:
        """What the page says of a review."""
        review = self._of(review_id)
        return {
            "id": review.id, "name": review.name, "rows": len(review.rows), "names": len(review.entries),
            "left": self._left(review), "ready": True, "created": "2026-11-29T10:30:00Z", "blind": False,
            "columns": review.header, "column": review.header[0], "reviewer": "",
        }  # fmt: skip

    def add(self, name: str, data: bytes, columns: Columns, snapshot: Snapshot) -> Wire:
        """A new review. Raises UsageError."""
        text = data.decode("utf-8-sig")
        header, *rows = csv.reader(io.StringIO(text), delimiter=sniff(text.partition("\n")[0]))
        found = columns.find(header)
        counts: dict[tuple[str, ...], list[int]] = {}
        for number, row in enumerate(rows):
            counts.setdefault(tuple(row[at] for at in found.positions), []).append(number)
        review = Review(f"r{len(self._reviews) + 1}", name, header, rows, [], {})
        for number, (cells, places) in enumerate(counts.items()):
            hints = dict(zip(found.hints, cells[1:], strict=True))
            decision = snapshot.resolver.resolve(cells[0], parse_hints(hints))
            key = f"k{number}"
            review.asked[key] = (cells[0], hints)
            beside = {each: rows[places[0]][at] for at, each in enumerate(header) if at not in found.positions}
            review.entries.append(_entry(key, cells[0], hints, decision, len(places), beside))
        self._reviews[review.id] = review
        return {"id": review.id, "rows": len(rows), "names": len(review.entries)}

    def queue(self, review_id: str, wanted: Wire) -> Wire:
        """A page of the queue."""
        review = self._of(review_id)
        found = [each for each in review.entries if _is_wanted(each, wanted)]
        statuses = [each["status"] for each in review.entries]
        made = [each["decision"]["decision"] for each in review.entries if each["decision"]]
        words = {each: each if each in {"new", "none", "unsure"} else "id" for each in made}
        decided = [words[each] for each in made]
        return {
            "total": len(found), "left": self._left(review), "ready": True,
            "progress": {"done": len(statuses), "total": len(statuses)},
            "counts": {each: statuses.count(each) for each in ("match", "ambiguous", "none", "several", "error")},
            "decided": {each: decided.count(each) for each in ("id", "new", "none", "unsure")},
            "rows": found[wanted["offset"] : wanted["offset"] + wanted["limit"]],
        }  # fmt: skip

    def row(self, review_id: str, key: str, snapshot: Snapshot) -> Wire:
        """All about one entry."""
        review = self._of(review_id)
        entry = self._entry(review, key)
        mention, hints = review.asked[key]
        decision = snapshot.resolver.resolve(mention, parse_hints(hints))
        rows = [dict(zip(review.header, row, strict=False)) for row in review.rows if mention in row]
        return {
            "key": key, "mention": mention, "hints": hints,
            "rows": [{"row": at, "cells": row} for at, row in enumerate(rows[:20], 1)],
            "answer": decision_to_wire(decision, snapshot.describe),
            "scopes": [{"scope": "row", "count": 1}, *({"scope": each, "count": 2} for each in ("name", "context"))],
            "history": [each for each in reversed(review.log) if each["key"] == key], "decision": entry["decision"],
        }  # fmt: skip

    def decide(self, review_id: str, key: str, decision: str, scope: str, note: str, reviewer: str) -> Wire:
        """A decision, kept."""
        review = self._of(review_id)
        entry = self._entry(review, key)
        made = {
            "seq": len(review.log) + 1, "key": key, "mention": entry["mention"], "decision": decision, "scope": scope,
            "note": note, "reviewer": reviewer, "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "before": entry["decision"]["decision"] if entry["decision"] else None, "name": None,
        }  # fmt: skip
        review.log.append(made)
        entry["decision"] = made
        return {"seq": made["seq"], "changed": entry["count"], **self._after(review)}

    def undo(self, review_id: str) -> Wire:
        """The last decision taken back."""
        review = self._of(review_id)
        last = review.log.pop() if review.log else None
        if last:
            self._entry(review, last["key"])["decision"] = None
        return {"seq": len(review.log), "undone": last, "changed": int(bool(last)), **self._after(review)}

    def history(self, review_id: str, limit: int) -> Wire:
        """The last decisions, the latest first."""
        return {"total": len(self._of(review_id).log), "history": self._of(review_id).log[::-1][:limit]}

    def yaml(self, review_id: str, key: str, decision: str) -> Wire:
        """What a decision would write."""
        self._entry(self._of(review_id), key)
        return {"diff": "--- people/vn.yaml\n+++ people/vn.yaml\n@@ -1,3 +1,4 @@\n vn-x:\n   name: X\n+  aliases: [Y]",
                "file": "people/vn.yaml", "command": f"exonym apply decisions.csv # {decision}", "why": ""}  # fmt: skip

    def agreement(self, review_id: str) -> Wire:
        """How far reviewers agree."""
        self._of(review_id)
        return {"reviewers": ["a", "b"], "pairs": [
            {"reviewers": ["a", "b"], "both": 10, "same": 9, "percent": 90.0, "kappa": 0.83,
             "differ": [
                {"key": "k0", "mention": "Ngo", "count": 1, "decisions": {"a": "none", "b": "new"}}]}]}  # fmt: skip

    def file(self, review_id: str, name: str) -> bytes:
        """A file of a review."""
        return f"mention,decision\n{self._of(review_id).name},{name}\n".encode()

    def _after(self, review: Review) -> Wire:
        statuses = [each["status"] for each in review.entries]
        return {"left": self._left(review), "counts": {each: statuses.count(each) for each in statuses}}

    @staticmethod
    def _left(review: Review) -> int:
        return sum(each["decision"] is None and each["status"] != "match" for each in review.entries)

    def _of(self, review_id: str) -> Review:
        self.check()
        if review_id not in self._reviews:
            raise NothingError(f"there is no review {review_id}.", remedy="The reviews are listed at /review.")
        return self._reviews[review_id]

    @staticmethod
    def _entry(review: Review, key: str) -> Wire:
        found = next((each for each in review.entries if each["key"] == key), None)
        if found is None:
            raise NothingError(f"the review has no entry {key}.", remedy="Load the queue again.")
        return found


def _entry(key: str, mention: str, hints: Wire, decision: Decision, count: int, context: Wire) -> Wire:
    best, *others = [*decision.candidates, None]
    margin = best.score - others[0].score if best and others and others[0] else None
    return {
        "key": key, "mention": mention, "count": count, "status": decision.status.value,
        "score": round(best.score, 1) if best else None, "margin": None if margin is None else round(margin, 1),
        "kind": best.kind.value if best else None, "id": best.id if best else None,
        "name": best.name if best else None, "context": context, "hints": {k: v for k, v in hints.items() if v},
        "script": "Latn", "decision": None, "stale": False,
    }  # fmt: skip


def _is_wanted(entry: Wire, wanted: Wire) -> bool:
    if wanted["q"] and wanted["q"].casefold() not in entry["mention"].casefold():
        return False
    if wanted["decided"] and (wanted["decided"] == "yes") != (entry["decision"] is not None):
        return False
    return not wanted["status"] or entry["status"] in wanted["status"].split(",")
