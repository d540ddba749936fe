"""Annotations as others read them: JSON, the W3C's Web Annotation, brat's standoff files, a page of HTML."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from ..resolver.documents.annotate import Annotation, Mention
from ..resolver.model import Candidate, Decision, Status
from .wire import Wire, well_formed

Rows = dict[tuple[str, str], tuple[int, Decision]]
"""Of a text and whom it means: how often it stands in a document, and why it does."""
_CONTEXT = 32  # characters before and behind a mention, by which it is found again when the text has changed
_ENTITY = "urn:exonym:"
"""What ids are put behind where an IRI is wanted."""
_STYLE = """body{font:16px/1.6 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h2{font-size:1.1rem;border-bottom:1px solid #ccc}.said{color:#666;font-size:.85rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere}mark{border-radius:.2em;padding:0 .15em;background:#d7ecd9}
mark.organisation{background:#d6e4f7}mark.agreement{background:#ecdff5}mark.ambiguous{background:#fbe9c6}
mark sub{font-size:.62em;color:#555}table{border-collapse:collapse;font-size:.85rem;margin:1rem 0}
td,th{border-top:1px solid #ddd;padding:.2rem .6rem;text-align:left;vertical-align:top}"""


def mention_to_wire(mention: Mention) -> Wire:
    """One mention; `id` and `name` are null where it is ambiguous, and `candidates` says what it may mean."""
    decision = mention.decision
    best = decision.candidates[0] if decision.candidates else None
    return {
        "start": mention.start,
        "end": mention.end,
        "text": well_formed(mention.text),
        "status": decision.status.value,
        "id": decision.id or None,
        "name": decision.name or None,
        "kind": best.kind.value if best else None,
        "score": round(decision.score, 1),
        "why": well_formed(decision.why),
        "via": mention.via,
        "candidates": [_candidate(each) for each in decision.candidates if decision.status is Status.AMBIGUOUS],
    }


def _candidate(candidate: Candidate) -> Wire:
    return {"id": candidate.id, "name": candidate.name, "kind": candidate.kind.value, "score": candidate.score}


def json_lines(file: str, annotation: Annotation) -> Iterator[str]:
    """A JSON object a mention, with the file that it stands in."""
    for mention in annotation.mentions:
        yield json.dumps({"file": file, **mention_to_wire(mention)}, ensure_ascii=False)


def web_annotations(file: str, stretches: Iterable[Annotation]) -> Iterator[Wire]:
    """Annotations of the Web Annotation Data Model (W3C, 2017): where each mention stands, and whom it names."""
    for number, (annotation, mention) in _numbered(stretches):
        start, end = mention.read
        selectors = [
            {"type": "TextPositionSelector", "start": mention.start, "end": mention.end},
            {
                "type": "TextQuoteSelector",
                "exact": well_formed(annotation.text[start:end]),
                "prefix": well_formed(annotation.text[max(0, start - _CONTEXT) : start]),
                "suffix": well_formed(annotation.text[end : end + _CONTEXT]),
            },
        ]
        yield {
            "id": f"{_source(file)}#mention-{number}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": [
                _web_body(mention),
                {"type": "TextualBody", "purpose": "describing", "value": mention.decision.why},
            ],
            "target": {"source": _source(file), "selector": selectors},
        }


def web_page(annotations: Iterable[Wire]) -> Iterator[str]:
    """Annotations as the JSON of one page, part by part: the form in which the model hands out many."""
    yield '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": ['
    before = "\n"
    for annotation in annotations:
        yield before + json.dumps(annotation, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _web_body(mention: Mention) -> Wire:
    decision = mention.decision
    if decision.status is Status.MATCH:
        return _web_entity(decision.id)
    return {"type": "Choice", "items": [_web_entity(each.id) for each in decision.candidates]}


def _web_entity(entity_id: str) -> Wire:
    return {"type": "SpecificResource", "source": _ENTITY + entity_id, "purpose": "identifying"}


def _source(file: str) -> str:
    return "urn:exonym:stdin" if file == "-" else quote(file)


def brat(stretches: Iterable[Annotation]) -> Iterator[str]:
    """The lines of an .ann file: the place of each mention, its id in the gazetteer, and why.

    Places are those of the text that is read, which is the .txt file beside it.
    """
    for number, (annotation, mention) in _numbered(stretches):
        start, end = mention.read
        best = mention.decision.candidates[0]
        kind = best.kind.value.capitalize() if mention.decision.status is Status.MATCH else "Ambiguous"
        place = f"{annotation.origin + start} {annotation.origin + end}"
        yield f"T{number}\t{kind} {place}\t{_flat(annotation.text[start:end])}"
        if mention.decision.status is Status.MATCH:
            yield f"N{number}\tReference T{number} exonym:{mention.decision.id}\t{_flat(mention.decision.name)}"
        yield f"#{number}\tAnnotatorNotes T{number}\t{_flat(mention.decision.why)}"


def _numbered(stretches: Iterable[Annotation]) -> Iterator[tuple[int, tuple[Annotation, Mention]]]:
    """The mentions of a document, numbered from 1, each with the stretch that it stands in."""
    return enumerate(((each, mention) for each in stretches for mention in each.mentions), 1)


def _flat(text: str) -> str:
    return " ".join(well_formed(text).split())


def page(documents: Iterable[tuple[str, Iterable[Annotation]]]) -> Iterator[str]:
    """A page of HTML, part by part: each text with its mentions marked, and a table of the reasons."""
    yield '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>exonym annotate</title>\n'
    yield f"<style>{_STYLE}</style>\n"
    for file, stretches in documents:
        rows: Rows = {}
        for number, annotation in enumerate(stretches):
            if not number:
                yield f"<h2>{html.escape(file)}</h2>\n<p class=said>{html.escape(said(annotation))}</p>\n"
                yield '<div class=text dir="auto">'
            yield from _marked(annotation)
            _count(annotation, rows)
        yield "</div>\n"
        yield from _table(rows)
    yield "</html>\n"


def said(annotation: Annotation) -> str:
    """In words, what a document was taken to be: its date, its countries, its language."""
    known = annotation.circumstances
    parts = [
        f"{what} {value}{' (found)' if field in known.found else ''}"
        for what, field, value in (
            ("date", "date", known.hints.date),
            ("countries", "context_countries", " ".join(known.hints.context_countries)),
            ("language", "language", known.hints.language),
        )
        if value
    ]
    return "; ".join(parts) or "no date, countries or language found"


def _marked(annotation: Annotation) -> Iterator[str]:
    at = 0
    for mention in annotation.mentions:
        start, end = mention.read
        yield html.escape(well_formed(annotation.text[at:start]))
        decision = mention.decision
        kind = "ambiguous" if decision.status is Status.AMBIGUOUS else decision.candidates[0].kind.value
        title = html.escape(f"{decision.id or 'ambiguous'} {decision.score:.1f}: {decision.why}")
        label = f"<sub>{html.escape(decision.id)}</sub>" if decision.id else "<sub>?</sub>"
        shown = html.escape(well_formed(annotation.text[start:end]))
        yield f'<mark class="{kind}" title="{title}">{shown}{label}</mark>'
        at = end
    yield html.escape(well_formed(annotation.text[at:]))


def _count(annotation: Annotation, rows: Rows) -> None:
    """Count each mention and whom it means, with the decision over the first of a kind."""
    for mention in annotation.mentions:
        decision = mention.decision
        key = mention.text, decision.id or " ".join(each.id for each in decision.candidates)
        count, first = rows.get(key, (0, decision))
        rows[key] = count + 1, first


def _table(rows: Rows) -> Iterator[str]:
    if not rows:
        return
    yield "<table><tr><th>mention<th>times<th>entity<th>score<th>why</tr>\n"
    for (text, meant), (count, decision) in rows.items():
        cells = (text, str(count), f"{decision.name} {meant}".strip(), f"{decision.score:.1f}", decision.why)
        yield "<tr>" + "".join(f"<td>{html.escape(well_formed(cell))}" for cell in cells) + "</tr>\n"
    yield "</table>\n"
