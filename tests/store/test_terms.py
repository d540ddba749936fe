"""What posts say of their holders: how many at once, up to when they were kept, acting and suspended terms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exonym.resolver.exchange.json_stream import export
from exonym.resolver.model import Gazetteer, Period, Term
from exonym.resolver.store.caching.snapshots import decode, encode
from exonym.resolver.store.checking.check import check
from exonym.resolver.store.editing.writing import entry_text
from exonym.resolver.store.reading.canonical import entity, facts
from exonym.resolver.store.reading.load import load

POST = "vn-premier:\n  kind: post\n  name: Thủ tướng\n{}"
TERMS = (
    "vn-a:\n  kind: person\n  name: Ngô Xuân Lịch\n  posts:\n"
    "    - {post: vn-premier, from: 2016, to: 2021, acting: true, suspended: [{from: 2018-03, to: 2018-05}, "
    "{from: 2020}], source: knowledge}\n"
)


def _file(directory: Path, text: str) -> Path:
    file = directory / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    return load([_file(tmp_path, TERMS + POST.format("  seats: 3\n  as_of: 2025-10\n"))])


def test_every_field_arrives(gazetteer: Gazetteer) -> None:
    post = gazetteer.entities["vn-premier"]
    assert (post.seats, post.as_of) == (3, "2025-10")
    times = (Period("2018-03", "2018-05"), Period("2020"))
    assert gazetteer.entities["vn-a"].posts == (
        Term("vn-premier", "2016", "2021", "knowledge", acting=True, suspended=times),
    )


def test_caches_and_json_lines_keep_them(gazetteer: Gazetteer) -> None:
    assert decode(encode(gazetteer)) == gazetteer
    lines = [entity(json.loads(line)) for line in export(gazetteer.entities.values())]
    assert {each.id: each for each in lines} == gazetteer.entities
    assert [facts(each) for each in lines] == [facts(each) for each in gazetteer.entities.values()]


def test_what_is_written_is_read_again(tmp_path: Path, gazetteer: Gazetteer) -> None:
    term = {
        "post": "vn-premier", "from": "2016", "to": "2021", "acting": "true",
        "suspended": [{"from": "2018-03", "to": "2018-05"}, {"from": "2020"}], "source": "knowledge",
    }  # fmt: skip
    text = entry_text("vn-a", {"kind": "person", "name": "Ngô Xuân Lịch", "posts": [term]})
    post = entry_text("vn-premier", {"kind": "post", "name": "Thủ tướng", "seats": "3", "as_of": "2025-10"})
    assert load([_file(tmp_path, text + post)]) == gazetteer


def test_a_term_without_them_is_kept_as_before(tmp_path: Path) -> None:
    text = "vn-a:\n  kind: person\n  name: Ngô Xuân Lịch\n  posts: [{post: vn-premier, from: 2016}]\n"
    known = load([_file(tmp_path, text + POST.format(""))]).entities["vn-a"]
    assert facts(known)["posts"] == [["vn-premier", "2016", "", ""]]  # the gazetteer's version stays


def _remarks(directory: Path, post: str, *terms: str) -> list[str]:
    people = "".join(
        f"vn-{number}:\n  kind: person\n  name: {name}\n  posts: [{{post: vn-premier, {term}}}]\n"
        for number, (name, term) in enumerate(zip(("Ngô Xuân Lịch", "Phan Văn Giang", "Tô Lâm"), terms, strict=False))
    )
    found = check([_file(directory, people + POST.format(post))])
    return [each.code for each in found if each.code in {"R503", "R504"} or each.severity == "error"]


@pytest.mark.parametrize(("post", "terms", "codes"), [
    ("", ["from: 2016", "from: 2021"], ["R503"]),
    ("  seats: 2\n", ["from: 2016", "from: 2021"], []),
    ("  seats: 2\n", ["from: 2016", "from: 2021", "from: 2022"], ["R503"]),
    ("  office: deputy-prime-minister\n", ["from: 2016", "from: 2021"], []),  # how many there are is not known
    ("", ["from: 2016", "from: 2021, acting: true"], []),
    ("", ["from: 2016, suspended: [{from: 2020}]", "from: 2021"], []),
    ("", ["from: 2016, to: 2021", "from: 2021"], []),
    ("  as_of: 2020\n", ["from: 2016", "to: 2021"], ["R504"]),
    ("  as_of: 2021\n", ["from: 2016, to: 2021-04", "from: 2021-04"], []),
])  # fmt: skip
def test_remarks_on_holders(tmp_path: Path, post: str, terms: list[str], codes: list[str]) -> None:
    assert _remarks(tmp_path, post, *terms) == codes


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many", "٣"])
def test_seats_are_a_whole_number_from_one(tmp_path: Path, value: str) -> None:
    assert "E119" in _remarks(tmp_path, f"  seats: {value}\n", "from: 2016")
