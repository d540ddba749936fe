"""What an import makes of a source: a layer that loads, with its terms, and nothing said that the source does not."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from exonym.resolver.errors import InputError, UsageError
from exonym.resolver.exchange import column_mapping, wikidata, wikidata_query
from exonym.resolver.exchange.destination import Provenance, Written, write_table, write_yaml
from exonym.resolver.exchange.finishing import Setting, finished
from exonym.resolver.exchange.followthemoney import FollowTheMoney
from exonym.resolver.exchange.formats import Reader
from exonym.resolver.exchange.holders import at_once, last_change
from exonym.resolver.exchange.popolo import Popolo
from exonym.resolver.exchange.record import Record, Tally, prefixed
from exonym.resolver.exchange.spool import spooled
from exonym.resolver.model import Entity, Gazetteer, Kind, Term
from exonym.resolver.store.reading.load import load

from . import samples
from .samples import lines, tallied, united

SOURCE = Provenance("list", {"title": "A list", "licence": "CC0-1.0"})
PARLIAMENT = {
    "memberships": [
        {"person_id": "1", "organization_id": "house", "role": "member", "legislative_period_id": "t/1"},
        {"person_id": "2", "organization_id": "house", "role": "member", "legislative_period_id": "t/1",
         "start_date": "2012-02", "on_behalf_of_id": "party/a"},
        {"person_id": "1", "post_id": "speaker", "start_date": "2011-05-02", "end_date": "2012"},
        {"organization_id": "house", "role": "clerk"},
    ],
    "events": [{"id": "t/1", "start_date": "2011", "end_date": "2015-03-01"}],
    "organizations": [{"id": "house", "name": "Hạ viện Thử", "posts": [{"id": "speaker", "label": "Chủ tịch Thử"}]}],
    "persons": [
        {"id": "1", "name": "Lê Thử", "birth_date": "1954"},
        {"id": "2", "name": "Lê Thử", "birth_date": "1961-03"},
        {"id": "3", "name": "Phan Thử", "memberships": [{"organization_id": "house"}]},
    ],
}  # fmt: skip


def imported(
    tmp_path: Path, reader: Reader, source: Iterable[bytes], setting: Setting | None = None, name: str = "out"
) -> tuple[Gazetteer, Written, Tally]:
    """The layer that an import of a source makes, loaded."""
    tally = Tally()
    with spooled(tmp_path / ".import", "") as spool:
        spool.take(reader, source)
        records = finished(spool, setting or Setting(), tally)
        to = tmp_path / name
        written = write_table(to, records, SOURCE) if to.suffix else write_yaml(to, records, spool, SOURCE)
        tally.left_out += spool.left_out()
    return load([to]), written, tally


def learnt(document: object) -> Popolo:
    reader = Popolo("p.json")
    reader.learn(lines(document))
    return reader


@pytest.mark.parametrize("name", ["out", "out.csv", "out.tsv", "out.parquet"])
def test_memberships_are_terms_in_every_destination(tmp_path: Path, name: str) -> None:
    setting = Setting(country="vn")
    layer, written, tally = imported(tmp_path, learnt(PARLIAMENT), lines(PARLIAMENT), setting, name)
    member = next(each for each in layer.entities.values() if each.name == "member, Hạ viện Thử")
    assert (member.organisation, member.country, member.seats, member.as_of) == ("house", "vn", 2, "2015-03-01")
    first, second, third = (layer.entities[key] for key in "123")
    assert set(first.posts) == {Term(member.id, "2011", "2015-03-01"), Term("speaker", "2011-05-02", "2012")}
    assert second.posts == (Term(member.id, "2012-02", "2015-03-01"),)
    assert third.posts == (Term(member.id),)
    assert (first.born, second.born, first.country, first.sources) == ("1954", "1961-03", "vn", ("list",))
    assert layer.entities["speaker"].organisation == "house"
    assert (written.kinds, written.terms) == ({"person": 3, "organisation": 1, "post": 2}, 4)
    assert tally.left_out == {
        "memberships without a person, or without post and organization": 1, "parties that a membership is for": 1,
    }  # fmt: skip


def test_a_table_says_where_it_is_from_and_is_a_file_of_a_directory_too(tmp_path: Path) -> None:
    imported(tmp_path, learnt(PARLIAMENT), lines(PARLIAMENT), name="world/vn.parquet")
    assert "licence: CC0-1.0" in (tmp_path / "world" / "vn.parquet.sources.yaml").read_text()
    (tmp_path / "world" / "other.csv").write_text("id,name\nx,No layer\n")
    assert set(load([tmp_path / "world"]).entities) == set(load([tmp_path / "world" / "vn.parquet"]).entities)
    (tmp_path / "world" / "vn.parquet.sources.yaml").write_text("mine: {title: Mine}\n")
    with pytest.raises(UsageError, match="was not written by an import"):
        imported(tmp_path, learnt(PARLIAMENT), lines(PARLIAMENT), name="world/vn.parquet")


def test_occupancies_nested_in_their_holder(tmp_path: Path) -> None:
    post = {"id": "NK-p", "schema": "Position", "properties": {"name": ["Minister of Defence"], "country": ["vn"]}}
    held = [
        {"id": "o1", "schema": "Occupancy", "properties": {
            "holder": ["NK-a"], "post": [post], "startDate": ["2016", "2016-04-08"], "endDate": ["2021-04"],
            "sourceUrl": ["https://example.org/o1"]}},
        {"id": "o2", "schema": "Occupancy", "properties": {"holder": ["NK-a"], "post": [post], "status": ["ended"]}},
    ]  # fmt: skip
    person = {"id": "NK-a", "schema": "Person", "properties": {
        "name": ["Lê Thử"], "country": ["us"], "nationality": ["vn"], "birthDate": ["1954-04-20", "1954-05-20"],
        "wikidataId": ["Q900000001"], "positionOccupancies": held}}  # fmt: skip
    layer, _, tally = imported(tmp_path, FollowTheMoney("f.json"), lines(person))
    entity = layer.entities["NK-a"]
    assert (entity.country, entity.born) == ("vn", "1954")
    assert entity.posts == (Term("NK-p", "2016-04-08", "2021-04", "https://example.org/o1"),)
    assert "https://www.wikidata.org/entity/Q900000001" in entity.sources
    assert layer.entities["NK-p"].office == "minister-of-defence"
    assert tally.left_out == {
        "countries beyond an entity's first": 1, "dates that contradict another one of the same thing": 1,
        "occupancies that have ended, nobody says when": 1,
    }  # fmt: skip


@pytest.mark.parametrize("indent", [None, 2])
def test_a_page_of_wikidata(tmp_path: Path, indent: int | None) -> None:
    soviet = samples._claim(samples.item(15180), P582=samples._time("+1991-12-26T00:00:00Z", 11))
    person = {
        **samples.PERSON,
        "claims": {**samples.PERSON["claims"], "P27": [soviet, samples._claim(samples.item(159))]},
    }  # type: ignore[dict-item]
    post = {**samples.POSITION, "claims": {"P1308": [samples._claim(samples.item(900000001))]}}
    page = json.dumps({"success": 1, "entities": {"Q900000001": person, "Q900000002": post}}, indent=indent)
    layer, _, _ = imported(tmp_path, wikidata.Dump("page.json"), page.encode().splitlines(keepends=True))
    assert layer.entities["Q900000001"].country == "ru"
    assert layer.entities["Q900000001"].posts == (Term("Q900000002", "2016-04-09", "2021"),)
    assert layer.entities["Q900000002"].kind is Kind.POST


def test_terms_of_a_query_are_as_precise_as_they_are_said(tmp_path: Path) -> None:
    def row(start: str, precision: str, end: str) -> dict[str, str]:
        return {
            "item": "Q900000001", "itemLabel": "Lê Thử", "position": "http://www.wikidata.org/entity/Q900000002",
            "positionLabel": "Bộ trưởng Thử", "start": start, "startPrecision": precision, "end": end,
        }  # fmt: skip

    rows = [row("2016-01-01T00:00:00Z", "", ""), row("2011-01-01T00:00:00Z", "11", "2013-05-01T00:00:00Z"),
            row("http://www.wikidata.org/.well-known/genid/1", "", "2009-06-02T00:00:00Z")]  # fmt: skip
    layer, _, tally = imported(tmp_path, wikidata_query.Answer("q.json", Kind.PERSON), lines(rows))
    assert set(layer.entities["Q900000001"].posts) == {
        Term("Q900000002", "2016"), Term("Q900000002", "2011-01-01", "2013-05"), Term("Q900000002", "", "2009-06-02"),
    }  # fmt: skip
    assert not tally.left_out


def test_a_table_of_terms(tmp_path: Path) -> None:
    table = (
        "name,born,land,office,body,start,end\n"
        "Lê Thử,1954,Viet Nam,Bộ trưởng Thử,,3/4/2016,5.4.2021\n"
        "Lê Thử,1954,Viet Nam,vn-known,,2001,2002\n"
        "Lê Thử,1961,Viet Nam,Director,Cục Thử,25/12/2017,\n"
    ).encode()
    columns = {"name": "name", "born": "born", "nationality": "land", "post": "office", "organisation": "body",
               "from": "start", "to": "end"}  # fmt: skip
    reader = column_mapping.Table("t.csv", columns, Kind.PERSON, "dmy", frozenset({"vn-known"}))
    records = [prefixed("x-", frozenset({"vn-known"}), each) for each in tallied(reader, [table])[0]]
    elder, younger = (each for each in united(records).values() if each.kind is Kind.PERSON)
    assert (elder.fields["born"], younger.fields["born"], elder.fields["country"]) == ("1954", "1961", "vn")
    assert elder.id != younger.id
    first, second = elder.fields["posts"]
    assert (first["from"], first["to"], second) == (
        "2016-04-03", "2021-04-05", {"post": "vn-known", "from": "2001", "to": "2002"},
    )  # fmt: skip
    names = {each.id: each.fields["name"] for each in records if each.kind is Kind.POST}
    assert names[first["post"]] == "Bộ trưởng Thử"
    assert names[younger.fields["posts"][0]["post"]] == "Director, Cục Thử"
    assert all(key.startswith("x-") for key in names)


def test_a_date_that_may_be_two_is_left_out_and_told() -> None:
    columns = {"name": "name", "born": "born"}
    records, tally = tallied(
        column_mapping.Table("t.csv", columns, Kind.PERSON), [b"name,born\nA,3/4/1954\nB,1/1/60\n"]
    )
    assert [each.fields for each in records] == [{"name": "A"}, {"name": "B"}]
    assert tally.left_out == {
        "dates whose day and month cannot be told apart: give --dates dmy or mdy": 1, "dates that are none": 1,
    }  # fmt: skip


def test_rows_that_are_too_short_or_too_long() -> None:
    table = b"id,name,born,died\na,A B\n\nb,C,D,1954,1990\nc,E F,1961,,,\n"
    columns = {key: key for key in ("id", "name", "born")}
    records, tally = tallied(column_mapping.Table("t.csv", columns, Kind.PERSON), [table])
    assert [(each.id, each.fields) for each in records] == [
        ("a", {"name": "A B"}), ("c", {"name": "E F", "born": "1961"}),
    ]  # fmt: skip
    assert tally.left_out == {"rows with more cells than the table has columns": 1}


def test_relatives_are_nobody_by_themselves() -> None:
    mother = {"id": "m", "schema": "Person", "properties": {"name": ["C D"], "topics": ["role.rca"]}}
    family = {"id": "f", "schema": "Family", "properties": {"person": ["a"], "relative": [mother]}}
    person = {"id": "a", "schema": "Person", "properties": {
        "name": ["A B"], "topics": ["role.pep"], "familyPerson": [family], "relatives": [{"name": "E F"}]}}  # fmt: skip
    records, tally = tallied(FollowTheMoney("f.json"), lines(person, mother))
    assert [each.id for each in records] == ["a"]
    assert tally.left_out == {
        "people known as relatives or associates only": 1, "properties that the gazetteer has no field for": 2,
    }  # fmt: skip


def test_what_would_keep_a_layer_from_loading_is_left_out_and_counted(tmp_path: Path) -> None:
    def term(number: int, post: str, start: str, end: str = "") -> dict[str, object]:
        held = {"holder": ["a"], "post": [post], "startDate": [start], "endDate": [end] if end else []}
        return {"id": f"o{number}", "schema": "Occupancy", "properties": held}

    layer, _, tally = imported(tmp_path, FollowTheMoney("f.json"), lines(
        {"id": "a", "schema": "Person", "properties": {"name": ["A B"], "birthDate": ["1954"]}},
        {"id": "a", "schema": "Company", "properties": {"name": ["A B Ltd"]}},
        {"id": "b", "schema": "Person", "properties": {"name": ["C D"], "birthDate": ["1954"], "deathDate": ["1950"]}},
        {"id": "p", "schema": "Position", "properties": {"name": ["Minister"], "organization": ["nowhere"]}},
        {"id": "known", "schema": "Person", "properties": {"name": ["E F"]}},
        term(1, "p", "2016", "2014"), term(2, "p", "1930"), term(3, "gone", "2016"), term(4, "p", "2016"),
        {"id": "o5", "schema": "Occupancy", "properties": {"holder": ["nobody"], "post": ["p"]}},
    ), Setting(below={"known": Kind.POST}))  # fmt: skip
    assert layer.entities["a"].posts == (Term("p", "2016"),)
    assert (layer.entities["b"].born, layer.entities["b"].died) == ("", "")
    assert set(layer.entities) == {"a", "b", "p"}
    assert tally.left_out == {
        "records whose id is that of another kind before": 1,
        "pairs of dates of which the second is before the first": 1,
        "organisations of posts that are not known": 1, "entities whose id is another kind's in the gazetteer": 1,
        "terms that end before they begin, or lie outside the person's life": 2, "terms in posts that are not known": 1,
        "entities without a name": 1,
    }  # fmt: skip


def test_a_table_keeps_every_fact(tmp_path: Path, gazetteer: Gazetteer) -> None:
    from exonym.resolver.store.reading.table_file import FACTS

    def record(entity: Entity) -> Record:
        names: dict[str, list[str]] = {}
        for form in entity.forms[1:]:
            names.setdefault(form.lang, []).append(form.text)
        posts = [{"post": term.post, "from": term.start, "to": term.end} for term in entity.posts]
        facts = {key: getattr(entity, key) for key in FACTS if key not in {"posts", "reading", "sources", "seats"}}
        seats = {"seats": str(entity.seats)} if entity.seats else {}
        return Record(entity.id, entity.kind, {"name": entity.name, "names": names, "posts": posts, **facts, **seats})

    kept = [each for each in gazetteer.entities.values() if not each.merged_into]
    file = tmp_path / "all.csv"
    write_table(file, map(record, kept), SOURCE)
    back = load([file])
    for entity in kept:
        again = back.entities[entity.id]
        for key in set(FACTS) - {"posts", "reading", "sources"}:
            assert getattr(again, key) == getattr(entity, key), (entity.id, key)
        assert [(t.post, t.start, t.end) for t in again.posts] == [(t.post, t.start, t.end) for t in entity.posts]


def test_holders_at_once_and_the_last_change() -> None:
    terms = [
        ("p", "a", "2011", "2015"), ("p", "a", "2012", "2016"), ("p", "b", "2013-05", ""), ("p", "c", "2016", "2018"),
        ("q", "a", "2001", "2005"), ("q", "b", "2005", ""), ("r", "a", "", "2001"),
    ]  # fmt: skip
    assert last_change(terms, date(2026, 1, 1)) == "2018"
    assert last_change(terms, date(2017, 1, 1)) == "2016"
    assert last_change([], date(2026, 1, 1)) == ""
    assert dict(at_once(terms, "2017")) == {"p": 2, "q": 1, "r": 0}


def test_a_refused_import_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "layer" / "people").mkdir(parents=True)
    mine = tmp_path / "layer" / "people" / "vn.yaml"
    mine.write_text("mine:\n  name: A\n")
    person = {"id": "a", "schema": "Person", "properties": {"name": ["A B"], "country": ["vn"]}}
    other = {"id": "c", "schema": "Person", "properties": {"name": ["C D"], "country": ["jp"]}}
    with pytest.raises(UsageError):
        imported(tmp_path, FollowTheMoney("x"), lines(other, person), name="layer")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]
    with pytest.raises(InputError):
        imported(tmp_path / "new", FollowTheMoney("x"), [*lines(person), b"{nonsense\n"])
    assert not (tmp_path / "new").exists()


def test_a_bare_post_is_not_every_lands(tmp_path: Path) -> None:
    table = (
        "name,post,body,from,to\nThe Hon Lê Thử,Treasurer,,2001,2005\nA B,Minister of Defence,,2001,2005\n"
        "C D,President,Hội Thử,2001,2005\nE F,Ambassador of Vietnam,,2001,2005\n"
    ).encode()
    columns = {"name": "name", "post": "post", "organisation": "body", "from": "from", "to": "to"}
    layer, _, _ = imported(
        tmp_path, column_mapping.Table("t.csv", columns, Kind.PERSON), [table], Setting(country="vn")
    )
    posts = {each.name: each.office for each in layer.entities.values() if each.kind is Kind.POST}
    assert posts == {
        "Treasurer (vn)": "", "Minister of Defence": "minister-of-defence", "President, Hội Thử": "",
        "Ambassador of Vietnam": "ambassador",
    }  # fmt: skip
    thu = next(each for each in layer.entities.values() if each.name == "The Hon Lê Thử")
    assert {form.text for form in thu.forms} == {"The Hon Lê Thử", "Lê Thử"}


def test_a_new_import_leaves_the_layers_that_lie_below_it(tmp_path: Path) -> None:
    person = {"id": "a", "schema": "Person", "properties": {"name": ["A B"], "country": ["vn"]}}
    moved = {"id": "a", "schema": "Person", "properties": {"name": ["A B"], "country": ["jp"]}}
    imported(tmp_path, FollowTheMoney("x"), lines(person), name="layer")
    written = tmp_path / "layer" / "people" / "vn.yaml"
    below = [tmp_path / "layer" / name for name in ("people/deeper/vn.yaml", "other/people/vn.yaml")]
    for number, path in enumerate(below):
        path.parent.mkdir(parents=True)
        path.write_text(written.read_text().replace("\na:", f"\nother-{number}:"))
    imported(tmp_path, FollowTheMoney("x"), lines(moved), name="layer")
    assert [path.exists() for path in (written, *below)] == [False, True, True]
