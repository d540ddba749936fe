"""What is read of each format, what is left out, and that the leaving out is said."""

import json

import pytest

from exonym.resolver.errors import InputError, UsageError
from exonym.resolver.exchange import column_mapping, wikidata, wikidata_query
from exonym.resolver.exchange.followthemoney import FollowTheMoney
from exonym.resolver.exchange.popolo import Popolo
from exonym.resolver.exchange.record import usable_id
from exonym.resolver.exchange.sssom import Sssom
from exonym.resolver.model import Kind

from . import samples
from .samples import lines, tallied, united


def test_wikidata_dump() -> None:
    records, tally = tallied(wikidata.Dump("dump.json"), samples.dump())
    person, post = records
    assert (person.id, person.kind, post.kind) == ("Q900000001", Kind.PERSON, Kind.POST)
    assert person.fields["name"] == "Lê Thử Nghiệm"
    assert person.fields["names"] == {"en": ["Le Thu Nghiem"], "zh": ["黎試驗"], "ja": ["レー・トゥー・ギエム"]}
    assert (person.fields["country"], person.fields["born"], "died" in person.fields) == ("vn", "1954-04", False)
    assert person.fields["posts"] == [{"post": "Q900000002", "from": "2016-04-09", "to": "2021"}]
    assert person.fields["sources"] == ["https://www.wikidata.org/entity/Q900000001"]
    assert tally.read == 3
    assert tally.left_out == {"items that are of no kind we have": 1}


@pytest.mark.parametrize("plain", [False, True])
def test_wikidata_query(plain: bool) -> None:
    answer: object = samples.QUERY
    if plain:
        answer = [
            {
                "item": "http://www.wikidata.org/entity/Q900000001",
                "itemLabel": "Lê Thử Nghiệm",
                "born": "1954-04-01T00:00:00Z",
            }
        ]
    records, _ = tallied(wikidata_query.Answer("q.json", Kind.PERSON), lines(answer))
    (record,) = united(records).values()
    assert (record.id, record.fields["name"], record.fields["born"]) == ("Q900000001", "Lê Thử Nghiệm", "1954-04")
    assert plain or record.fields["names"] == {"zh": ["黎試驗", "黎试验"]}


def test_followthemoney_with_occupancies() -> None:
    records, tally = tallied(
        FollowTheMoney("f.json"),
        lines(
            {"id": "NK-a", "caption": "Lê Thử", "schema": "Person", "datasets": ["x"], "properties": {
                "name": ["Le Thu", "Lê Thử"], "alias": ["黎試"], "birthDate": ["1954-04-20"], "country": ["zz", "vn"],
                "address": ["a secret street"]}},
            {"id": "NK-p", "schema": "Position", "properties": {"name": ["Minister"], "country": ["vn"]}},
            {"id": "NK-o", "schema": "Occupancy", "properties": {
                "holder": ["NK-a"], "post": ["NK-p"], "startDate": ["2016"], "status": ["current"]}},
            {"id": "NK-v", "schema": "Vessel", "properties": {"name": ["Ship"]}},
        ),
    )  # fmt: skip
    found = united(records)
    assert set(found) == {"NK-a", "NK-p"}
    person = found["NK-a"].fields
    assert (person["name"], person["country"], person["born"]) == ("Lê Thử", "vn", "1954-04-20")
    assert person["names"] == {"und": ["Le Thu", "黎試"]}
    assert person["posts"] == [{"post": "NK-p", "from": "2016"}]
    assert "secret" not in str(person)
    assert tally.left_out == {
        "entities of the schema Vessel": 1, "countries that the gazetteer has no code for": 1,
        "properties that the gazetteer has no field for": 1,
    }  # fmt: skip


def test_popolo() -> None:
    reader = Popolo("p.json")
    reader.learn(lines(samples.POPOLO))
    records, tally = tallied(reader, lines(samples.POPOLO))
    found = united(records)
    post, role = usable_id("m/1"), usable_id("o-1 member")
    assert set(found) == {"p-1", "o-1", post, role}
    assert found[post].fields == {
        "name": "Bộ trưởng Thử", "organisation": "o-1", "note": "Id in the source: m/1",
    }  # fmt: skip
    assert found[role].fields == {"name": "member, Bộ Thử nghiệm", "organisation": "o-1"}
    person = found["p-1"].fields
    assert person["names"] == {"zh": ["黎試驗"], "und": ["Le Thu Nghiem"]}
    assert person["posts"] == [{"post": post, "from": "2016-04", "to": "2021"}, {"post": role}]
    assert person["sources"] == ["https://example.org/p-1", "https://www.wikidata.org/entity/Q900000001"]
    assert "example.org/p-1" in str(person)
    assert "x@" not in str(person)
    assert not tally.left_out


def test_sssom_takes_exact_mappings_only() -> None:
    records, tally = tallied(Sssom("s.tsv", Kind.PERSON), [samples.SSSOM])
    (record,) = records
    assert record.id == usable_id("x:le-thu")
    assert record.fields["name"] == "Lê Thử Nghiệm"
    assert record.fields["names"] == {"und": ["黎試驗"]}
    assert sum(tally.left_out.values()) == 2


def test_a_table_by_its_mapping() -> None:
    table = "code;label;others;land;geboren\nA 1;Lê Thử;黎試; vn;1954-00-00\n;;;;\nB;12345!;;xx;x\n".encode()
    columns = column_mapping.mapping(["id=code", "name=label", "names=others", "country=land", "born=geboren"])
    records, tally = tallied(column_mapping.Table("t.csv", columns, Kind.PERSON), [table])
    assert records[0].id == usable_id("A 1") != "A 1"
    assert records[0].fields == {
        "name": "Lê Thử", "names": {"und": ["黎試"]}, "country": "vn", "born": "1954", "note": "Id in the source: A 1",
    }  # fmt: skip
    assert records[1].fields == {"name": "12345!"}
    assert tally.left_out == {
        "rows without an id or a name": 1, "countries that the gazetteer has no code for": 1, "dates that are none": 1,
    }  # fmt: skip


def test_judgements_of_openrefine_and_of_a_review_file() -> None:
    export = "name,judgment,match\n吴春历,matched,vn-ngo-xuan-lich\n某人,new,\n甲,none,\n".encode()
    columns = column_mapping.mapping(["mention=name", "judgement=judgment", "id=match"])
    records, tally = tallied(column_mapping.Judged("o.csv", columns, Kind.PERSON), [export])
    assert [(each.id, dict(each.fields)) for each in records] == [("vn-ngo-xuan-lich", {"names": {"und": ["吴春历"]}})]
    assert sum(tally.left_out.values()) == 2
    review = "mention,exonym_decision\n吴春历,vn-ngo-xuan-lich\n某人,new\n甲,\n".encode()
    columns = column_mapping.mapping(["mention=mention", "judgement=exonym_decision"])
    records, _ = tallied(column_mapping.Judged("r.csv", columns, Kind.PERSON), [review])
    assert [each.id for each in records] == ["vn-ngo-xuan-lich"]


def test_a_table_in_small_blocks_is_the_same() -> None:
    table = 'id,name\na,"Ngô, Xuân\n Lịch"\n'.encode()
    blocks = [table[at : at + 3] for at in range(0, len(table), 3)]
    columns = {"id": "id", "name": "name"}
    whole, _ = tallied(column_mapping.Table("t", columns, Kind.PERSON), [table])
    parts, _ = tallied(column_mapping.Table("t", columns, Kind.PERSON), blocks)
    assert whole == parts
    assert whole[0].fields["name"] == "Ngô, Xuân Lịch"


@pytest.mark.parametrize(
    ("read", "raw"),
    [
        (wikidata.Dump, b"{"), (wikidata.Dump, b"[1]"), (FollowTheMoney, b"\xff\xfe"), (Popolo, b"{}"),
        (Popolo, b"nonsense"), (Popolo, b'{"persons": [{"id": "a"'), (Popolo, b"[]"), (Popolo, b"\xff"),
    ],
)  # fmt: skip
def test_what_is_not_the_format_is_said(read: object, raw: bytes) -> None:
    with pytest.raises(InputError, match=r"file"):
        tallied(read("file"), [raw + b"\n"])  # type: ignore[operator]


def test_a_column_that_is_not_there_is_said() -> None:
    with pytest.raises(InputError, match="label"):
        tallied(column_mapping.Table("t", {"name": "label"}, Kind.PERSON), [b"id,name\na,b\n"])
    with pytest.raises(UsageError):
        column_mapping.mapping(["nmae=label"])


def test_ids_stay_or_become_others_for_good() -> None:
    assert usable_id("Q42") == "Q42"
    assert usable_id("new") != "new"
    assert usable_id("a b") != usable_id("a-b") == "a-b"
    assert json.dumps(usable_id("吴")).isascii()


def test_countries_of_wikidata_are_those_of_rigour() -> None:
    territories = pytest.importorskip("rigour.territories", reason="the PyPI package rigour is not installed")
    known = wikidata.country_codes()
    assert (known["Q881"], known["Q17"], known["Q35"], known["Q55"], known["Q756617"]) == ("vn", "jp", "dk", "nl", "dk")
    assert len(known) > 200
    items = {each.code: {each.qid, *each.other_qids} for each in territories.get_territories()}
    assert not {(item, code) for item, code in known.items() if item not in items[code]}
