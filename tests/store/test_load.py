"""What a gazetteer becomes: entities, forms with languages, layers, a version."""

from pathlib import Path

import polars
import pytest

from exonym.resolver.errors import GazetteerError
from exonym.resolver.model import DatedName, Entity, Form, Gazetteer, Kind, Period, Term
from exonym.resolver.store.reading.load import load, read


def write(directory: Path, name: str, content: str) -> Path:
    file = directory / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return file


def one(directory: Path, text: str, entity_id: str, folder: str = "people") -> Entity:
    return load([write(directory, f"{folder}/x.yaml", text)]).entities[entity_id]


def test_every_field_arrives(tmp_path: Path) -> None:
    write(tmp_path, "sources.yaml", "s:\n  title: A report\n  date: 2018-04-10\n")
    write(
        tmp_path,
        "posts/vn.yaml",
        "p:\n  name: Bộ trưởng\n  office: minister-of-defence\n  organisation: o\n",
    )
    write(
        tmp_path,
        "organisations/vn.yaml",
        "o:\n  name: Bộ Quốc phòng\n  function: ministry-of-defence\n  founded: 1945\n  dissolved: 2030\n"
        "  replaces: q\n  dated_names:\n    - {name: Bộ Tổng tham mưu, lang: vi, to: 1946}\n"
        "    - {name: MND, from: 1976}\n"
        "q:\n  name: Bộ Chiến tranh\n",
    )
    write(
        tmp_path,
        "agreements/jp-vn.yaml",
        "a:\n  name: A treaty\n  instrument: treaty\n  topics: [defence]\n  parties: [jp, o]\n"
        "  adopted: 2018\n  signed: 2018-04\n"
        "  in_force: 2019\n  suspended: [{from: 2020-02}]\n  ended: 2021\n"
        "  status: in-force\n  replaces: b\n  number: 0123\nb:\n  name: Another treaty\n",
    )
    write(
        tmp_path,
        "people/vn.yaml",
        "vn-a:\n  name: Ngô Xuân Lịch\n  country: vn\n  born: 1954\n  died: 2050\n  posts:\n"
        "    - {post: p, from: 2016-04, to: 2021-04-07, source: s}\n  sources: [s, knowledge, https://example.org/x]\n"
        "  not: [vn-b]\n  note: Yes\nvn-b:\n  name: Phan Văn Giang\n",
    )
    entities = load([tmp_path]).entities
    assert entities["vn-a"] == Entity(
        "vn-a",
        Kind.PERSON,
        "Ngô Xuân Lịch",
        (Form("Ngô Xuân Lịch", "vi", "name"),),
        country="vn",
        born="1954",
        died="2050",
        posts=(Term("p", "2016-04", "2021-04-07", "s"),),
        sources=("s", "knowledge", "https://example.org/x"),
        distinct=("vn-b",),
        note="Yes",
    )
    assert entities["a"] == Entity(
        "a",
        Kind.AGREEMENT,
        "A treaty",
        (Form("A treaty", "", "name"),),
        instrument="treaty",
        topics=("defence",),
        parties=("jp", "o"),
        adopted="2018",
        signed="2018-04",
        in_force="2019",
        suspended=(Period("2020-02"),),
        ended="2021",
        status="in-force",
        replaces="b",
        number="0123",
    )
    assert entities["o"].function == "ministry-of-defence"
    assert entities["o"].replaces == "q"
    assert entities["o"].dated_names == (DatedName("Bộ Tổng tham mưu", "", "1946"), DatedName("MND", "1976"))
    assert entities["o"].forms[1:] == (Form("Bộ Tổng tham mưu", "vi"), Form("MND"))
    assert (entities["o"].founded, entities["o"].dissolved) == ("1945", "2030")
    assert (entities["p"].kind, entities["p"].office, entities["p"].organisation) == (
        Kind.POST,
        "minister-of-defence",
        "o",
    )
    assert "s" not in entities


def test_forms_are_name_reading_then_names_by_language(tmp_path: Path) -> None:
    text = (
        "jp-a:\n  name: 小泉進次郎\n  reading: こいずみ しんじろう\n  country: jp\n"
        '  names:\n    en: Shinjiro\n    "no": [Sjinjiro, Koizumi]\n    zh-Hant: [小泉]\n'
    )
    assert one(tmp_path, text, "jp-a").forms == (
        Form("小泉進次郎", "ja", "name"),
        Form("こいずみ しんじろう", "ja", "reading"),
        Form("Shinjiro", "en"),
        Form("Sjinjiro", "no"),
        Form("Koizumi", "no"),
        Form("小泉", "zh-Hant"),
    )


@pytest.mark.parametrize(
    ("name", "country", "language"),
    [
        ("Ngô Xuân Lịch", "vn", "vi"),
        ("吴春历", "vn", "zh"),
        ("小泉進次郎", "jp", "ja"),
        ("董军", "cn", "zh"),
        ("문재인", "kr", "ko"),
        ("문재인", "", "ko"),
        ("Carl Bildt", "se", "sv"),
        ("Jens Stoltenberg", "no", "no"),
        ("Carl Bildt", "", ""),
        ("Guy Parmelin", "ch", ""),
        ("Сергей Шойгу", "ru", "ru"),
        ("ประยุทธ์", "th", "th"),
    ],
)
def test_the_language_of_a_name_follows_country_and_script(
    tmp_path: Path, name: str, country: str, language: str
) -> None:
    where = f"\n  country: {country}" if country else ""
    assert one(tmp_path, f"a:\n  name: {name}{where}\n", "a").forms == (Form(name, language, "name"),)


def test_a_language_that_is_written_beats_the_guess(tmp_path: Path) -> None:
    text = "a:\n  name: Sami\n  country: fi\n  names: {se: [Sami]}\n"
    assert one(tmp_path, text, "a").forms == (Form("Sami", "se", "name"),)


def test_a_later_layer_overrides_fields_and_adds_names(tmp_path: Path) -> None:
    below = write(
        tmp_path,
        "1/people/a.yaml",
        "a:\n  name: Lịch\n  country: vn\n  born: 1954\n  names: {zh: [甲]}\n  sources: [knowledge]\nb:\n  name: B\n",
    )
    above = write(
        tmp_path,
        "2/mine.yaml",
        "a:\n  name: Ngô Xuân Lịch\n  born: 1955\n  names: {zh: [乙, 甲], ja: 丙}\n  not: [b]\n"
        "c:\n  kind: organisation\n  name: C\n",
    )
    gazetteer = load([below, above])
    entity = gazetteer.entities["a"]
    assert (entity.name, entity.born, entity.country, entity.kind) == (
        "Ngô Xuân Lịch",
        "1955",
        "vn",
        Kind.PERSON,
    )
    assert entity.forms == (
        Form("Ngô Xuân Lịch", "vi", "name"),
        Form("Lịch", "vi"),
        Form("甲", "zh"),
        Form("乙", "zh"),
        Form("丙", "ja"),
    )
    assert (entity.sources, entity.distinct) == (("knowledge",), ("b",))
    assert set(gazetteer.entities) == {"a", "b", "c"}
    assert load([below]).entities["a"].name == "Lịch"


POSTS = "p:\n  name: P\n  country: vn\nq:\n  name: Q\n  country: vn\n"


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("[{post: q, from: 2021}]", [("p", "2016", "2021"), ("q", "2021", "")]),
        ("[{post: p, from: 2016-04, to: 2020}]", [("p", "2016-04", "2020")]),
        ("[{post: p, to: 2020}, {post: q}]", [("p", "", "2020"), ("q", "", "")]),
        ("[]", []),
    ],
)
def test_posts_of_layers_unite_post_by_post(tmp_path: Path, later: str, expected: list[tuple[str, str, str]]) -> None:
    write(tmp_path / "1", "posts/vn.yaml", POSTS)
    write(tmp_path / "1", "people/vn.yaml", "a:\n  name: A\n  posts: [{post: p, from: 2016, to: 2021}]\n")
    write(tmp_path / "2", "people/vn.yaml", f"a:\n  posts: {later}\n")
    terms = load([tmp_path / "1", tmp_path / "2"]).entities["a"].posts
    assert [(term.post, term.start, term.end) for term in terms] == expected


def test_a_later_layer_cannot_change_the_kind(tmp_path: Path) -> None:
    below = write(tmp_path, "people/a.yaml", "a:\n  name: A\n")
    above = write(tmp_path, "mine.yaml", "# mine\na:\n  kind: organisation\n  name: A\n")
    _, findings = read([below, above])
    assert [(finding.code, finding.place.file, finding.place.line) for finding in findings] == [("E114", str(above), 2)]


def test_the_same_layer_twice_changes_nothing(tmp_path: Path) -> None:
    layer = write(tmp_path, "people/a.yaml", "a:\n  name: A\n  names: {en: [B, C]}\n")
    assert load([layer, layer]) == load([layer])


def test_a_merged_id_leads_on_and_gives_its_names(tmp_path: Path) -> None:
    text = "a:\n  name: Old\n  merged_into: b\nb:\n  merged_into: c\nc:\n  name: New\n"
    gazetteer = load([write(tmp_path, "people/a.yaml", text)])
    found = gazetteer.redirect("a")
    assert found is not None
    assert found.id == "c"
    assert found.forms == (Form("New", "", "name"), Form("Old"))
    assert (gazetteer.entities["a"].name, gazetteer.entities["b"].name) == ("Old", "New")
    assert gazetteer.entities["a"].forms == gazetteer.entities["b"].forms == ()


def test_the_version_is_of_the_content_not_of_the_files(tmp_path: Path) -> None:
    write(tmp_path, "1/people/a.yaml", "a:\n  name: A\n  born: 1954\n")
    write(tmp_path, "1/people/b.yaml", "b:\n  name: B\n")
    write(
        tmp_path,
        "2/people/z.yaml",
        "# other file, other order\nb: {name: B}\na:\n  born: 1954\n  name: 'A'\n",
    )
    write(tmp_path, "3/people/a.yaml", "a:\n  name: A\n  born: 1955\nb:\n  name: B\n")
    versions = [load([tmp_path / name]).version for name in ("1", "2", "3")]
    assert versions[0] == versions[1] != versions[2]
    assert len(versions[0]) == 12


def test_a_table_is_names_by_id(tmp_path: Path) -> None:
    text = (
        "\ufeffName,ID,lang,kind,country\nNgô Xuân Lịch,a,,,VN\n吴春历,a,zh,,\nJICA,b,en,org,jp\n\n"
        'Ngo Xuan Lich,a,,,\n"Lịch, Ngô",a,vi,,vn\nJICA,b,,,\n'
    )
    entities = load([write(tmp_path, "a.csv", text)]).entities
    assert entities["a"] == Entity(
        "a",
        Kind.PERSON,
        "Ngô Xuân Lịch",
        (
            Form("Ngô Xuân Lịch", "vi", "name"),
            Form("Ngo Xuan Lich", "vi"),
            Form("吴春历", "zh"),
            Form("Lịch, Ngô", "vi"),
        ),
        country="vn",
    )
    assert entities["b"] == Entity("b", Kind.ORGANISATION, "JICA", (Form("JICA", "en", "name"),), country="jp")


def test_all_tables_read_the_same(tmp_path: Path) -> None:
    rows = {
        "id": ["1", "1", "2"],
        "name": ["甲", "A", "B"],
        "lang": ["zh", None, "en"],
        "kind": [None, None, "agreement"],
    }
    frame = polars.DataFrame(rows)
    frame.write_csv(tmp_path / "a.csv")
    frame.write_csv(tmp_path / "a.tsv", separator="\t")
    frame.write_parquet(tmp_path / "a.parquet")
    frame.with_columns(polars.col("id").cast(polars.Int64)).write_parquet(tmp_path / "number.parquet")
    found = [load([tmp_path / name]) for name in ("a.csv", "a.tsv", "a.parquet", "number.parquet")]
    assert set(found[0].entities) == {"1", "2"}
    assert all(each == found[0] for each in found)


def test_rows_on_a_known_id_are_more_names_of_it(tmp_path: Path) -> None:
    below = write(tmp_path, "organisations/a.yaml", "a:\n  name: Bộ Quốc phòng\n  country: vn\n")
    above = write(tmp_path, "a.csv", "id,name,lang\na,BQP,vi\nb,Someone,en\n")
    entities = load([below, above]).entities
    assert entities["a"].forms == (Form("Bộ Quốc phòng", "vi", "name"), Form("BQP", "vi"))
    assert (entities["a"].kind, entities["b"].kind) == (Kind.ORGANISATION, Kind.PERSON)


def test_tables_load_with_collisions_and_remarks(tmp_path: Path) -> None:
    gazetteer, findings = read([write(tmp_path, "a.csv", "id,name,age\na,A,1\nb,A,2\n")])
    assert gazetteer is not None
    assert [finding.code for finding in findings] == ["T609"]


def test_an_error_anywhere_loads_nothing(tmp_path: Path) -> None:
    good = write(tmp_path, "people/a.yaml", "a:\n  name: A\n")
    bad = write(tmp_path, "people/b.yaml", "b:\n  name: B\n  born: x\n")
    assert read([good])[0] is not None
    assert read([good, bad])[0] is None
    with pytest.raises(GazetteerError, match="E301"):
        load([good, bad])


def test_the_shipped_gazetteer_loads(gazetteer: Gazetteer) -> None:
    entity = gazetteer.entities["vn-ngo-xuan-lich"]
    assert (entity.name, entity.kind, entity.country) == ("Ngô Xuân Lịch", Kind.PERSON, "vn")
    assert {each.kind for each in gazetteer.entities.values()} == set(Kind)
