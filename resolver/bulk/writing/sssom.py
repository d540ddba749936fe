"""The mappings of a run as SSSOM TSV, the standard for exchanging them: a mention as a literal, an entity as its id.

Only matches are mappings. What a person chose is `semapv:ManualMappingCuration`, the rest `semapv:LexicalMatching`
with the score as confidence. Hints, which a mapping cannot have, are its `comment`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Status
from ..answering.distinct import Ledger
from ..columns import appended
from ..job import Job
from ..layout import Delimited
from ..shape import Answer
from .output import byte_sink, write_all

_COLUMNS = (
    "subject_label", "subject_type", "predicate_id", "object_id", "object_label", "mapping_justification",
    "confidence", "comment",
)  # fmt: skip


def mapping_lines(ledger: Ledger, asked: tuple[str, ...], base: str, gazetteer: str) -> Iterator[str]:
    """The lines of the mapping set, in the order in which the mentions first came. Ids are put behind `base`."""
    yield f"#curie_map:\n#  exonym: {base}\n"
    yield f"#mapping_set_id: {base}mentions/{gazetteer}\n#object_source_version: {gazetteer}\n#mapping_tool: exonym\n"
    yield "\t".join(_COLUMNS) + "\n"
    for cells, answer, _, _ in ledger.each():
        if answer.status is Status.MATCH:
            yield _mapping(ledger.answering.asker.readable(cells), asked, answer)


def _mapping(cells: tuple[str, ...], asked: tuple[str, ...], answer: Answer) -> str:
    fact = dict(zip(appended(), answer.brief, strict=True))
    mention, *hints = cells
    comment = "; ".join(f"{name}: {value}" for name, value in zip(asked[1:], hints, strict=True) if value)
    justification = "semapv:ManualMappingCuration" if answer.chosen else "semapv:LexicalMatching"
    confidence = f"{float(fact['score']) / 100:.3f}"
    row = (mention, "rdfs literal", "skos:exactMatch", f"exonym:{fact['id']}", fact["name"], justification, confidence,
           comment)  # fmt: skip
    return Delimited("\t").join([" ".join(cell.split()) for cell in row]) + "\n"


def write_mappings(job: Job, ledger: Ledger, asked: tuple[str, ...], gazetteer: str) -> None:
    """The file of mappings, if one is wanted."""
    if job.mappings:
        with byte_sink(job.mappings) as write:
            write_all(write, mapping_lines(ledger, asked, job.base, gazetteer))
