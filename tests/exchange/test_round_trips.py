"""What goes out and comes in again loses nothing that both sides can say."""

import json
import re
from pathlib import Path

import pytest

from exonym.resolver.exchange import column_mapping, followthemoney, json_stream, skos, sssom
from exonym.resolver.exchange.destination import Provenance, write_table, write_yaml
from exonym.resolver.exchange.finishing import Setting, finished
from exonym.resolver.exchange.followthemoney import FollowTheMoney
from exonym.resolver.exchange.formats import read
from exonym.resolver.exchange.record import Tally
from exonym.resolver.exchange.spool import spooled
from exonym.resolver.model import DatedName, Entity, Form, Gazetteer, Kind, Period, Term
from exonym.resolver.store.reading.canonical import entity as built
from exonym.resolver.store.reading.load import load

from . import samples

LICENCE, BASE = "https://creativecommons.org/licenses/by/4.0/", "https://example.org/exonym/"


def encoded(lines: object) -> list[bytes]:
    return [line.encode() + b"\n" for line in lines]  # type: ignore[attr-defined]


def test_json_lines_say_everything(gazetteer: Gazetteer) -> None:
    back = [built(json.loads(line)) for line in json_stream.export(gazetteer.entities.values())]
    assert {each.id: each for each in back} == dict(gazetteer.entities)


def test_csv_keeps_names_kinds_and_countries(gazetteer: Gazetteer, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("".join(line + "\n" for line in column_mapping.export(gazetteer.entities.values())))
    back = load([file])
    for entity in gazetteer.entities.values():
        again = back.entities[entity.id]
        assert (again.kind, again.name, again.country) == (entity.kind, entity.name, entity.country)
        assert {form.text for form in again.forms} == {form.text for form in entity.forms}


def exported_kinds(gazetteer: Gazetteer) -> list[Entity]:
    return [each for each in gazetteer.entities.values() if each.kind is not Kind.AGREEMENT]


def test_followthemoney_keeps_what_it_has_words_for(gazetteer: Gazetteer, tmp_path: Path) -> None:
    tally = Tally()
    lines = encoded(followthemoney.export(gazetteer, tally))
    agreements = len(gazetteer.entities) - len(exported_kinds(gazetteer))
    assert sum(tally.left_out.values()) == agreements > 0
    with spooled(tmp_path / ".import", "") as spool:
        spool.take(FollowTheMoney("x"), lines)
        write_yaml(tmp_path, finished(spool, Setting(), tally), spool, Provenance("export", {"title": "Export"}))
    back = load([tmp_path])
    for entity in exported_kinds(gazetteer):
        again = back.entities[entity.id]
        unsaid = re.compile(r" \((\?|[a-z]+)\)$" if entity.kind is Kind.POST else "$")  # where a name says no country
        assert (unsaid.sub("", again.name), again.born, again.died, again.note) == (
            entity.name, entity.born, entity.died, entity.note,
        )  # fmt: skip
        assert (again.founded, again.dissolved, again.organisation) == (
            entity.founded, entity.dissolved, entity.organisation,
        )  # fmt: skip
        if len(entity.country) == 2 and entity.country != "un":
            assert again.country == entity.country
        assert {unsaid.sub("", form.text) for form in again.forms} == {form.text for form in entity.forms}
        assert [(t.post, t.start, t.end) for t in again.posts] == [(t.post, t.start, t.end) for t in entity.posts]


def test_followthemoney_is_valid_by_its_own_package(gazetteer: Gazetteer) -> None:
    package = pytest.importorskip("followthemoney", reason="the PyPI package followthemoney is not installed")
    count = 0
    for line in followthemoney.export(gazetteer, Tally()):
        value = json.loads(line)
        given = {key: sorted(each) for key, each in value["properties"].items()}
        # With cleaning, the package drops what is not valid for the property's type: nothing may be lost.
        proxy = package.model.get_proxy({"id": value["id"], "schema": value["schema"], "properties": {}})
        for key, each in given.items():
            proxy.add(key, each, cleaned=False)
            assert sorted(proxy.get(key)) == each, (value["id"], key)
        proxy.schema.validate(proxy.to_dict())
        count += 1
    assert count > 500


@pytest.mark.filterwarnings("ignore")  # the package's own
def test_sssom_is_valid_by_its_own_package(tmp_path: Path, gazetteer: Gazetteer) -> None:
    parsers = pytest.importorskip("sssom.parsers", reason="the PyPI package sssom is not installed")
    file = tmp_path / "out.sssom.tsv"
    file.write_text("".join(line + "\n" for line in sssom.export(gazetteer, LICENCE, BASE)))
    mappings = parsers.parse_sssom_table(str(file))
    reports = pytest.importorskip("sssom.validators").validate(mappings, fail_on_error=False)
    assert reports
    assert not [(kind, result.message) for kind, report in reports.items() for result in report.results]
    frame = mappings.df
    declared = sum(len(each.distinct) for each in gazetteer.entities.values() if not each.merged_into)
    assert len(frame) >= declared > 0
    assert set(frame["predicate_id"]) == {"skos:exactMatch"}


def small(tmp_path: Path) -> Gazetteer:
    folder = tmp_path / "small" / "people"
    folder.mkdir(parents=True)
    (folder / "vn.yaml").write_text(
        'a:\n  name: Lê "Thử" \\ A\n  names: {zh: [黎試, 黎试], en: Le Thu}\n  country: vn\n  born: 1954\n'
        "  sources: [https://www.wikidata.org/entity/Q900000001, knowledge]\n  not: [b]\nb:\n  name: Lê Thư\n"
        "old:\n  merged_into: a\n"
    )
    return load([tmp_path / "small"])


def test_sssom_in_again(tmp_path: Path) -> None:
    lines = encoded(sssom.export(small(tmp_path), LICENCE, BASE))
    records = list(read(sssom.Sssom("x", Kind.PERSON), lines, Tally()))
    found = samples.united(records)["a"].fields
    assert found["sources"] == ["https://www.wikidata.org/entity/Q900000001"]
    assert 'Lê "Thử" \\ A' in found["names"]["und"]
    assert "name" not in found


def test_turtle_says_all_of_posts_and_terms() -> None:
    post = Entity("p", Kind.POST, "Post", (Form("Post", "en"),), seats=2, as_of="2025")
    term = Term("p", "2016", "2021", acting=True, suspended=(Period("2017", "2018"),))
    person = Entity("a", Kind.PERSON, "A", (Form("A", "en"),), posts=(term,))
    text = "\n".join(skos.export(Gazetteer({"p": post, "a": person}), LICENCE, BASE))
    assert "ex:seats 2 ;" in text
    assert 'ex:as_of "2025"' in text
    assert 'ex:from "2016" ; ex:to "2021" ; ex:acting true ; ex:suspended "2017/2018" ]' in text


def test_turtle_has_a_concept_for_every_entity(gazetteer: Gazetteer) -> None:
    text = "\n".join(skos.export(gazetteer, LICENCE, BASE))
    assert text.count("> a skos:Concept ;") == len(gazetteer.entities)


def test_turtle_is_read_by_rdflib(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rdflib = pytest.importorskip("rdflib", reason="the PyPI package rdflib is not installed")
    few = small(tmp_path)
    graph = rdflib.Graph().parse(data="\n".join(skos.export(few, LICENCE, BASE)), format="turtle")
    core = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
    subject = rdflib.URIRef(BASE + "a")
    labels = {str(each) for key in (core.prefLabel, core.altLabel) for each in graph.objects(subject, key)}
    assert labels == {form.text for form in few.entities["a"].forms}
    assert rdflib.Literal("黎試", lang="zh") in set(graph.objects(subject, core.prefLabel))
    assert (rdflib.URIRef(BASE + "old"), rdflib.DCTERMS.isReplacedBy, subject) in graph
    assert (subject, rdflib.OWL.differentFrom, rdflib.URIRef(BASE + "b")) in graph
    whole = rdflib.Graph().parse(data="\n".join(skos.export(gazetteer, LICENCE, BASE)), format="turtle")
    concepts = set(whole.subjects(rdflib.RDF.type, core.Concept))
    assert len(concepts) == len(gazetteer.entities)
    for concept in concepts:  # the standard: no more than one preferred label a language
        langs = [each.language for each in whole.objects(concept, core.prefLabel)]
        assert len(langs) == len(set(langs))


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".parquet"])
def test_a_compiled_table_loads(tmp_path: Path, suffix: str) -> None:
    from .samples import tallied

    records, _ = tallied(FollowTheMoney("x"), samples.lines(
        {"id": "NK-a", "schema": "Person", "properties": {"name": ["Lê, Thử"], "alias": ["01560"], "country": ["vn"]}},
    ))  # fmt: skip
    file = tmp_path / f"out{suffix}"
    assert write_table(file, records, Provenance("list", {"title": "A list"})).names == 2
    assert {path.name for path in tmp_path.iterdir()} == {file.name, f"{file.name}.sources.yaml"}
    entity = load([file]).entities["NK-a"]
    assert (entity.name, entity.country, {form.text for form in entity.forms}) == (
        "Lê, Thử",
        "vn",
        {"Lê, Thử", "01560"},
    )


def test_yaml_again_is_the_same_bytes_and_leaves_the_files_of_others_alone(tmp_path: Path) -> None:
    from exonym.resolver.errors import UsageError

    lines = encoded(followthemoney.export(small(tmp_path), Tally()))
    root, where = tmp_path / "out", Provenance("export", {"title": "Export", "licence": "CC0-1.0"})

    def run() -> dict[str, tuple[bytes, int]]:
        with spooled(root / ".import", "") as spool:
            spool.take(FollowTheMoney("x"), lines)
            write_yaml(root, finished(spool, Setting(), Tally()), spool, where)
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*.yaml")}

    assert run() == run()
    assert b"licence: CC0-1.0" in (root / "sources.yaml").read_bytes()
    (root / "people" / "vn.yaml").write_text("mine:\n  name: A\n")
    with pytest.raises(UsageError, match="vn"):
        run()
    assert (root / "people" / "vn.yaml").read_text() == "mine:\n  name: A\n"


def test_the_stream_is_not_held() -> None:
    def endless() -> object:
        while True:
            yield b'{"id": "a", "schema": "Person", "properties": {"name": ["A"]}}\n'

    records = read(FollowTheMoney("x"), endless(), Tally())  # type: ignore[arg-type]
    assert [next(records).id for _ in range(3)] == ["a", "a", "a"]


def test_turtle_says_when_names_were_borne_and_agreements_suspended() -> None:
    names = (DatedName("Defense Agency", "1954", "2007"),)
    agency = Entity("o", Kind.ORGANISATION, "Ministry", (Form("Ministry", "en"),), dated_names=names)
    pact = Entity("p", Kind.AGREEMENT, "Pact", (Form("Pact", "en"),), suspended=(Period("2024-06"),), ended="2025")
    text = "\n".join(skos.export(Gazetteer({"o": agency, "p": pact}), LICENCE, BASE))
    assert 'ex:named [ ex:name "Defense Agency" ; ex:during "1954/2007" ]' in text
    assert 'ex:suspended "2024-06/"' in text
    assert 'ex:ended "2025"' in text
