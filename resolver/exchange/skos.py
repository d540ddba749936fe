"""SKOS as Turtle: a concept for each entity, with its names by language. Out only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import DatedName, Entity, Gazetteer, Period
from ..store.reading.canonical import facts

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_NOT_IN_IRI = re.compile('[\x00-\x20<>"{}|^`\\\\]')
_PREFIXES = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    "@prefix dcterms: <http://purl.org/dc/terms/> .",
    "@prefix owl: <http://www.w3.org/2002/07/owl#> .",
)


def export(gazetteer: Gazetteer, licence: str, base: str) -> Iterator[str]:
    """The lines of the Turtle file. `licence` is that of the gazetteer, a web address; ids are put behind `base`.

    Fields that SKOS has no word for keep their names of the model in a vocabulary of our own.
    """
    yield from _PREFIXES
    yield f"@prefix ex: <{base}vocabulary/> ."
    scheme = f"<{base}scheme>"
    yield f"{scheme} a skos:ConceptScheme ; dcterms:license <{licence}> ; owl:versionInfo {_text(gazetteer.version)} ."
    for entity in gazetteer.entities.values():
        statements = ["a skos:Concept", f"skos:inScheme {scheme}", *_statements(entity, base)]
        yield f"<{base}{entity.id}> " + " ;\n    ".join(statements) + " ."


def _statements(entity: Entity, base: str) -> Iterator[str]:
    yield f"skos:notation {_text(entity.id)}"
    yield f"ex:kind {_text(entity.kind.value)}"
    named: set[str] = set()
    for form in entity.forms:
        # SKOS allows one preferred label a language; the first is the gazetteer's.
        label = "altLabel" if form.lang in named or form.role == "reading" else "prefLabel"
        named |= {form.lang} if label == "prefLabel" else set()
        yield f"skos:{label} {_text(form.text, form.lang)}"
    if entity.note:
        yield f"skos:editorialNote {_text(entity.note, 'en')}"
    if entity.merged_into:
        yield f"dcterms:isReplacedBy <{base}{entity.merged_into}>"
    if entity.replaces:
        yield f"dcterms:replaces <{base}{entity.replaces}>"
    for other in entity.distinct:
        yield f"owl:differentFrom <{base}{other}>"
    for source in entity.sources:
        yield f"dcterms:source {f'<{source}>' if _is_iri(source) else _text(source)}"
    for number, term in enumerate(entity.posts):
        parts = [f"ex:post <{base}{term.post}>", f"ex:order {number}"]
        parts += [f"ex:{key} {_text(value)}" for key, value in (("from", term.start), ("to", term.end)) if value]
        parts += ["ex:acting true"] if term.acting else []
        parts += [f"ex:suspended {_span(period)}" for period in term.suspended]
        yield f"ex:held [ {' ; '.join(parts)} ]"
    yield from (f"ex:suspended {_span(period)}" for period in entity.suspended)
    for name in entity.dated_names:
        yield f"ex:named [ ex:name {_text(name.text)} ; ex:during {_span(name)} ]"
    yield from _rest(entity, base)


def _rest(entity: Entity, base: str) -> Iterator[str]:
    said = {
        "id", "kind", "name", "forms", "note", "merged_into", "replaces", "distinct", "sources", "posts", "suspended",
        "dated_names",
    }  # fmt: skip
    for key, value in facts(entity).items():
        if key not in said:
            for each in value if isinstance(value, list) else [value]:
                yield f"ex:{key} {f'<{base}{each}>' if key == 'organisation' else _literal(each)}"


def _span(time: Period | DatedName) -> str:
    return _text(f"{time.start}/{time.end}")


def _is_iri(text: str) -> bool:
    return text.startswith(("http://", "https://")) and not _NOT_IN_IRI.search(text)


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else _text(value)


def _text(text: str, lang: str = "") -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    tag = f"@{lang}" if _LANGUAGE.fullmatch(lang) else ""
    return f'"{escaped}"{tag}'
