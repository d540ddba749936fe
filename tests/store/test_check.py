"""Collisions, remarks and what the whole shows."""

from pathlib import Path

import pytest

from exonym.resolver.model import Entity, Form
from exonym.resolver.store.checking.check import Thorough, check
from exonym.resolver.store.reading.shipped import shipped


def found(directory: Path, text: str, name: str = "people/a.yaml") -> list[tuple[str, int]]:
    file = directory / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return [(finding.code, finding.place.line) for finding in check([file]) if finding.code[0] != "R"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ngô Xuân Lịch", "NGÔ XUÂN LỊCH"),
        ("吴春历", "吳春歷"),
        ("Ａbe", "abe"),
        ("Ngô  Xuân Lịch", "Ngô Xuân Lịch"),
        ("Đỗ Mười", "Ðỗ Mười"),
        ("Ngô\u200b Lịch", "Ngô Lịch"),
        ("安倍 晋三", "安倍晋三"),
        ("Lịch", "Lịch"),
    ],
)
def test_forms_that_look_alike_collide(tmp_path: Path, left: str, right: str) -> None:
    assert ("C401", 4) in found(tmp_path, f'a:\n  name: "{left}"\nb:\n  name: "{right}"\n')


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Tô Lâm", "Tố Lâm"),
        ("Ngô Xuân Lịch", "Ngo Xuan Lich"),
        ("Phan Văn Giang", "Phan Văn Mãi"),
        ("甲", "乙"),
    ],
)
def test_forms_that_differ_do_not_collide(tmp_path: Path, left: str, right: str) -> None:
    assert found(tmp_path, f"a:\n  name: {left}\nb:\n  name: {right}\n") == []


@pytest.mark.parametrize("declared", ["a", "b"])
def test_one_declaration_is_enough(tmp_path: Path, declared: str) -> None:
    other = {"a": "b", "b": "a"}[declared]
    names = {key: f"{key}:\n  name: 中央军委\n" for key in ("a", "b")}
    names[declared] += f"  not: [{other}]\n"
    assert found(tmp_path, "".join(names.values())) == []


def test_three_that_share_a_form_are_three_pairs(tmp_path: Path) -> None:
    text = "a:\n  name: X\n  not: [b]\nb:\n  name: X\nc:\n  name: X\n"
    assert found(tmp_path, text) == [("C401", 7), ("C401", 7)]


def test_an_alias_collides_where_it_is_written(tmp_path: Path) -> None:
    text = "a:\n  name: A\nb:\n  name: B\n  names:\n    en: [C]\n    zh: [甲, A]\n"
    findings = [finding for finding in check([_file(tmp_path, text)]) if finding.code == "C401"]
    assert [(finding.place.line, finding.place.column) for finding in findings] == [(7, 13)]
    assert "`a`" in findings[0].message
    assert f"{tmp_path}/people/a.yaml:2:9" in findings[0].message
    assert "not: [a]" in findings[0].remedy


def _file(directory: Path, text: str) -> Path:
    found(directory, text)
    return directory / "people" / "a.yaml"


def test_a_merged_entry_does_not_collide_with_its_successor_but_with_others(tmp_path: Path) -> None:
    assert found(tmp_path, "a:\n  name: A\n  merged_into: b\nb:\n  name: A\n") == []
    assert found(tmp_path, "a:\n  name: A\n  merged_into: c\nb:\n  name: A\nc:\n  name: C\n") == [("C401", 2)]


def test_posts_of_two_countries_may_have_one_name(tmp_path: Path) -> None:
    post = "{}:\n  name: Minister of Defence\n  country: {}\n"
    assert found(tmp_path, post.format("a", "us") + post.format("b", "gb"), "posts/a.yaml") == []
    assert found(tmp_path, post.format("a", "us") + post.format("b", "us"), "posts/a.yaml") == [("C401", 5)]


def test_collisions_of_tables_are_warnings(tmp_path: Path) -> None:
    assert found(tmp_path, "id,name\na,A\nb,B\nb,A\n", "a.csv") == [("C402", 4)]


def test_one_form_of_many_entities_is_not_reported_by_the_million(tmp_path: Path) -> None:
    rows = "".join(f"a{n},A\n" for n in range(1000))
    assert 1 <= len(found(tmp_path, f"id,name\n{rows}", "a.csv")) <= 100


@pytest.mark.parametrize(
    "text", ["Ngô\\u200b Lịch", "Ngô\\0 Lịch", "Ngô\\tLịch", "Ngô\\nLịch", "\\u202eNgô", "Ngô\tLịch"]
)
def test_what_nobody_sees_in_a_name_is_a_warning(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, f'a:\n  name: A\n  names: {{vi: ["{text}"]}}\n') == [("E117", 3)]


@pytest.mark.parametrize("text", ["Ngô Lịch", "O’Brien", "Ngô\u00a0Lịch", "ភ្នំពេញ", "Ａｂｅ"])
def test_what_can_be_seen_is_none(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, f'a:\n  name: A\n  names: {{vi: ["{text}"]}}\n') == []


def test_the_caller_tells_which_forms_follow_by_rule(tmp_path: Path) -> None:
    def rule(entity: Entity, form: Form) -> str:
        return "no-marks" if form.text == "Ngo Xuan Lich" and entity.name == "Ngô Xuân Lịch" else ""

    file = _file(tmp_path, "a:\n  name: Ngô Xuân Lịch\n  names:\n    en: [General Lich, Ngo Xuan Lich]\n")
    findings = [finding for finding in check([file], lambda _: Thorough(redundant=rule)) if finding.code == "C404"]
    assert [(finding.place.line, finding.place.column, finding.severity) for finding in findings] == [(4, 24, "remark")]
    assert "no-marks" in findings[0].message


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ("born: 1954\n  died: 1953-12-31", "E303"),
        ("born: 1954-05\n  died: 1954-04", "E303"),
        ("born: 1954\n  died: 1954", ""),
        ("born: 1954-05\n  died: 1954", ""),
        ("posts: [{post: p, from: 2016-04, to: 2016-03}]", "E302"),
        ("posts: [{post: p, from: 2016-04-08, to: 2016-04-08}]", "E302"),
        ("posts: [{post: p, from: 2016, to: 2016}]", ""),
        ("posts: [{post: p, from: 2016-04, to: 2016}]", ""),
        ("born: 1954\n  posts: [{post: p, from: 1953}]", "E306"),
        ("died: 1954\n  posts: [{post: p, from: 1955}]", "E306"),
        ("died: 1954\n  posts: [{post: p, from: 1954}]", ""),
    ],
)
def test_dates_are_compared_as_far_as_they_are_known(tmp_path: Path, dates: str, code: str) -> None:
    text = f"a:\n  kind: person\n  name: A\n  {dates}\np:\n  kind: post\n  name: P\n"
    assert [each for each, _ in found(tmp_path, text, "mine.yaml")] == [code] * bool(code)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("signed: 2010\n  ended: 2009", "E307"),
        ("signed: 2010-04\n  ended: 2010", ""),
        ("adopted: 1997\n  signed: 1996", "E307"),
        ("signed: 2018\n  suspended: [{from: 2024-06, to: 2023}]", "E308"),
        ("signed: 2018\n  suspended: [{from: 2024-06}]", ""),
        ("replaces: o", "E208"),
        ("replaces: b", "E205"),
    ],
)
def test_an_agreement_is_adopted_then_signed_then_ended(tmp_path: Path, fields: str, code: str) -> None:
    text = f"a:\n  kind: agreement\n  name: A\n  {fields}\no:\n  kind: organisation\n  name: O\n"
    assert [each for each, _ in found(tmp_path, text, "mine.yaml")] == [code] * bool(code)


def test_a_dated_name_is_checked_as_every_name_is(tmp_path: Path) -> None:
    dated = (
        "a:\n  name: A\n  dated_names:\n    - {name: Bureau, from: 2001}\n    - {name: Office, from: 2001, to: 2000}\n"
    )
    assert found(tmp_path, dated, "organisations/a.yaml") == [("E308", 5)]
    mended = dated.replace("to: 2000", "to: 2002")
    assert found(tmp_path, f"{mended}b:\n  name: Bureau\n", "organisations/a.yaml") == [("C401", 4)]


def test_the_shipped_gazetteer_has_no_errors() -> None:
    assert [str(finding) for finding in check([shipped()]) if finding.severity == "error"] == []


def test_the_caller_tells_which_names_come_near_another_entry(tmp_path: Path) -> None:
    def near(entity: Entity, form: Form) -> list[tuple[str, str]]:
        return [("b" if entity.id == "a" else "a", "one tone apart")] if entity.id in "ab" else []

    text = "a:\n  name: Phan Văn Giang\nb:\n  name: Phan Văn Giảng\nc:\n  name: Lê Thử\n"
    findings = [each for each in check([_file(tmp_path, text)], lambda _: Thorough(near=near)) if each.code == "C405"]
    assert [(each.place.line, each.severity) for each in findings] == [(2, "remark")]
    assert "`b`" in findings[0].message
    declared = text.replace("Giảng\n", "Giảng\n  not: [a]\n")
    assert not [
        each for each in check([_file(tmp_path, declared)], lambda _: Thorough(near=near)) if each.code == "C405"
    ]


def test_a_collision_is_told_at_the_name_that_was_added(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    entries = {"vn-a": "  name: Lê Thử\n  names: {en: Ngô Xuân Lịch}\n", "vn-b": "  name: Ngô Xuân Lịch\n"}
    for order in (("vn-a", "vn-b"), ("vn-b", "vn-a")):
        renamed = dict(zip(("vn-a", "vn-b"), order, strict=True))
        text = "".join(f"{renamed[key]}:\n{body}" for key, body in entries.items())
        (tmp_path / "people" / "vn.yaml").write_text(text)
        (found,) = [each for each in check([tmp_path]) if each.code == "C401"]
        assert (found.place.line, found.place.column) == (3, 15)
        assert f"`not: [{renamed['vn-b']}]` at `{renamed['vn-a']}`" in found.remedy
