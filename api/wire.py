"""What goes over the wire: decisions, entities and errors as dictionaries, for HTTP and `--json` alike.

Scores are 0–100 with one decimal; weights are nats with two. What is unknown is null, lists are never null.
Every text is well-formed Unicode: lone surrogates, which cannot be encoded, become U+FFFD.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .. import __version__
from ..resolver.errors import ExonymError, Finding
from ..resolver.model import (
    Candidate,
    DatedName,
    Decision,
    Entity,
    EntityId,
    Evidence,
    Exonym,
    Form,
    Gazetteer,
    Part,
    Period,
    Status,
    Term,
)

Wire = dict[str, Any]
Describe = Callable[[str], str]


def versioned(gazetteer: Gazetteer, wire: Wire) -> Wire:
    """A reply that begins with the version of the code and that of the gazetteer."""
    return {"version": __version__, "gazetteer": gazetteer.version, **wire}


def decision_to_wire(decision: Decision, describe: Describe | None = None) -> Wire:
    """The answer to one mention, candidates best first; `id`, `name`, `matched_name` are null if no match.

    Only that of a mention of several names has `parts`.

    `describe` gives a line for an id, where the caller has the gazetteer at hand.
    """
    wire: Wire = {
        "status": decision.status.value,
        "id": decision.id or None,
        "name": decision.name or None,
        "score": round(decision.score, 1),
        "matched_name": well_formed(decision.matched_name) or None,
        "why": well_formed(decision.why),
        "candidates": [candidate_to_wire(candidate, describe) for candidate in decision.candidates],
    }
    if decision.status is Status.SEVERAL:
        wire["parts"] = [_part(part, describe) for part in decision.parts]
    return wire


def _part(part: Part, describe: Describe | None) -> Wire:
    """One of several names: its place in the mention in code points, what was asked, and the decision over it."""
    asked = well_formed(part.decision.mention)
    return {"start": part.start, "end": part.end, "q": asked, **decision_to_wire(part.decision, describe)}


def candidate_to_wire(candidate: Candidate, describe: Describe | None = None) -> Wire:
    """An entity that a mention may mean, with all its evidence."""
    return {
        "id": candidate.id,
        "name": candidate.name,
        "kind": candidate.kind.value,
        "score": round(candidate.score, 1),
        "matched_name": well_formed(candidate.matched_name),
        "why": well_formed(candidate.why),
        "description": candidate.description or (describe(candidate.id) if describe else ""),
        "evidence": [evidence_to_wire(evidence) for evidence in candidate.evidence],
    }


def evidence_to_wire(evidence: Evidence) -> Wire:
    """One reason for or against; `veto` only where it forbids a match."""
    wire: Wire = {
        "rule": evidence.rule,
        "weight": round(evidence.weight, 2),
        "text": well_formed(evidence.text),
    }
    if evidence.veto:
        wire["veto"] = True
    wire["data"] = plain(evidence.data)
    return wire


def exonym_to_wire(exonym: Exonym) -> Wire:
    """A name: language, text, rule, and how likely it is, from 0 to 1."""
    wire: Wire = {"lang": exonym.lang, "text": exonym.text, "rule": exonym.rule}
    return {**wire, "likelihood": round(exonym.likelihood, 3)}


def entity_to_wire(entity: Entity, replaced_by: Iterable[EntityId] = ()) -> Wire:
    """An entity as the gazetteer has it, with the gazetteer's words; what it does not say is left out.

    `replaced_by` are the ids of its successors, which only the whole gazetteer tells.
    """
    wire: Wire = {"id": entity.id, "kind": entity.kind.value, "name": entity.name}
    wire["names"] = [_form(form) for form in entity.forms]
    wire["posts"] = [_term(term) for term in entity.posts]
    facts = (
        "country born died instrument adopted signed in_force ended status replaces number function founded dissolved "
        "office organisation seats as_of merged_into note"
    )
    wire |= {fact: getattr(entity, fact) for fact in facts.split()}
    wire |= {"replaced_by": list(replaced_by), "suspended": [_period(each) for each in entity.suspended]}
    wire["dated_names"] = [{"name": each.text, **_period(each)} for each in entity.dated_names]
    wire |= {"topics": list(entity.topics), "parties": list(entity.parties)}
    wire |= {"not": list(entity.distinct), "sources": list(entity.sources)}
    return {key: value for key, value in wire.items() if value}


def _form(form: Form) -> Wire:
    return {"text": form.text, "lang": form.lang or None, "role": form.role}


def _term(term: Term) -> Wire:
    """A term in a post; `acting` and `suspended` only where they are so."""
    wire: Wire = {
        "post": term.post,
        "from": term.start or None,
        "to": term.end or None,
        "source": term.source or None,
    }
    if term.acting:
        wire["acting"] = True
    if term.suspended:
        wire["suspended"] = [_period(each) for each in term.suspended]
    return wire


def _period(period: Period | DatedName) -> Wire:
    return {"from": period.start or None, "to": period.end or None}


def finding_to_wire(finding: Finding) -> Wire:
    """A problem in a gazetteer, with its place."""
    return {
        "severity": finding.severity,
        "code": finding.code,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message,
        "remedy": finding.remedy or None,
    }


def error_to_wire(error: ExonymError) -> Wire:
    """What stands in the place of a result that cannot be given."""
    return {"error": {"code": error.code, "message": well_formed(error.message), "remedy": error.remedy or None}}


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dump(content: object) -> bytes:
    """JSON, characters unescaped."""
    return _JSON.encode(content).encode()


def plain(value: Any) -> Any:
    """A value of evidence as JSON has it: mappings, lists, texts, numbers."""
    kind = type(value)  # of all that is asked about, these are nearly all
    if kind is str:
        return value if value.isascii() else well_formed(value)
    if kind is float or kind is int or value is None:
        return value
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, Iterable):
        return [plain(each) for each in value]
    return value if isinstance(value, bool | int | float) or value is None else str(value)


def well_formed(text: str) -> str:
    """The text with lone surrogates replaced by U+FFFD; pairs of them become the character that they mean."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
