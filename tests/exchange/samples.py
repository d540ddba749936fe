"""Files in the shape in which their publishers write them, about entities of the shipped gazetteer or invented ones."""

from __future__ import annotations

import json
from collections.abc import Iterable

from exonym.resolver.exchange.formats import Reader, read
from exonym.resolver.exchange.record import Record, Tally, joined


def lines(*values: object) -> list[bytes]:
    """JSON lines."""
    return [json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in values]


def _time(text: str, precision: int) -> dict[str, object]:
    return {"time": text, "timezone": 0, "before": 0, "after": 0, "precision": precision, "calendarmodel": "x"}


def _claim(value: object, rank: str = "normal", **qualifiers: object) -> dict[str, object]:
    return {
        "mainsnak": {"snaktype": "value", "datavalue": {"value": value}}, "rank": rank, "type": "statement",
        "qualifiers": {key: [{"snaktype": "value", "datavalue": {"value": each}}] for key, each in qualifiers.items()},
    }  # fmt: skip


def _label(lang: str, text: str) -> dict[str, str]:
    return {"language": lang, "value": text}


def item(number: int) -> dict[str, object]:
    return {"entity-type": "item", "id": f"Q{number}", "numeric-id": number}


PERSON = {
    "id": "Q900000001", "type": "item",
    "labels": {"en": _label("en", "Le Thu Nghiem"), "vi": _label("vi", "Lê Thử Nghiệm"), "zh": _label("zh", "黎試驗")},
    "aliases": {"ja": [_label("ja", "レー・トゥー・ギエム")]},
    "claims": {
        "P31": [_claim(item(5))], "P27": [_claim(item(881))],
        "P569": [_claim(_time("+1954-04-00T00:00:00Z", 10))],
        "P570": [_claim(_time("+2000-00-00T00:00:00Z", 8)), _claim(_time("+1899-01-01T00:00:00Z", 11), "deprecated")],
        "P39": [
            _claim(item(900000002), P580=_time("+2016-04-09T00:00:00Z", 11), P582=_time("+2021-00-00T00:00:00Z", 9))
        ],
    },
}  # fmt: skip
POSITION = {
    "id": "Q900000002", "type": "item", "labels": {"vi": _label("vi", "Bộ trưởng Thử")}, "aliases": {},
    "claims": {"P31": [_claim(item(4164871))], "P17": [_claim(item(881))]},
}  # fmt: skip
RIVER = {
    "id": "Q900000003",
    "type": "item",
    "labels": {"en": _label("en", "A River")},
    "claims": {"P31": [_claim(item(4022))]},
}


def dump() -> list[bytes]:
    """As the dumps have it: an array of one object a line."""
    each = [json.dumps(one, ensure_ascii=False).encode() for one in (PERSON, POSITION, RIVER)]
    return [b"[\n", *(one + b",\n" for one in each[:-1]), each[-1] + b"\n", b"]\n"]


QUERY = {
    "head": {"vars": ["item", "itemLabel", "altLabel", "country", "born"]},
    "results": {"bindings": [
        {
            "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q900000001"},
            "itemLabel": {"type": "literal", "xml:lang": "vi", "value": "Lê Thử Nghiệm"},
            "altLabel": {"type": "literal", "xml:lang": "zh", "value": name},
            "country": {"type": "uri", "value": "http://www.wikidata.org/entity/Q881"},
            "born": {"type": "literal", "datatype": "http://www.w3.org/2001/XMLSchema#dateTime",
                     "value": "1954-04-01T00:00:00Z"},
        }
        for name in ("黎試驗", "黎试验")
    ]},
}  # fmt: skip

POPOLO = {
    "persons": [
        {
            "id": "p-1", "name": "Lê Thử Nghiệm", "birth_date": "1954-04", "gender": "male", "email": "x@example.org",
            "other_names": [{"lang": "zh", "name": "黎試驗", "note": "multilingual"}, {"name": "Le Thu Nghiem"}],
            "identifiers": [{"scheme": "wikidata", "identifier": "Q900000001"}],
            "links": [{"url": "https://example.org/p-1", "note": "page"}],
            "contact_details": [{"type": "phone", "value": "123"}],
        }
    ],
    "organizations": [{"id": "o-1", "name": "Bộ Thử nghiệm", "classification": "executive", "founding_date": "1945"}],
    "posts": [{"id": "m/1", "label": "Bộ trưởng Thử", "organization_id": "o-1"}],
    "memberships": [
        {"person_id": "p-1", "organization_id": "o-1", "post_id": "m/1", "start_date": "2016-04", "end_date": "2021"},
        {"person_id": "p-1", "organization_id": "o-1", "role": "member"},
    ],
}  # fmt: skip

SSSOM = (
    "#curie_map:\n#  wikidata: http://www.wikidata.org/entity/\n#mapping_set_id: https://example.org/set\n"
    "subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\tmapping_justification\n"
    "wikidata:Q900000001\t黎試驗\tskos:exactMatch\t\tx:le-thu\tLê Thử Nghiệm\tsemapv:ManualMappingCuration\n"
    "wikidata:Q900000004\t阮\tskos:exactMatch\tNot\tx:le-thu\tLê Thử Nghiệm\tsemapv:ManualMappingCuration\n"
    "wikidata:Q900000005\t陳\tskos:broadMatch\t\tx:le-thu\tLê Thử Nghiệm\tsemapv:ManualMappingCuration\n"
).encode()


def tallied(reader: Reader, stream: Iterable[bytes]) -> tuple[list[Record], Tally]:
    tally = Tally()
    return list(read(reader, stream, tally)), tally


def united(records: Iterable[Record]) -> dict[str, Record]:
    """Records by id, those of one id put together."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.id, []).append(record)
    return {key: joined(group, Tally()) for key, group in groups.items()}
