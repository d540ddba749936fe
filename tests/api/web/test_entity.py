"""The page of an entity, over a gazetteer of two layers whose files are known."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from served import client_with

from exonym.api.directory import Directory
from exonym.resolver.model import Entity, Form, Gazetteer, Kind
from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load, read_content
from exonym.resolver.store.reading.provenance import Provenance

PEOPLE = """\
# Koreans
kr-first:
  name: 윤석열
  country: kr
  posts:
    - post: kr-president
      from: 2022-05-10
      to: 2025-04-04
      suspended: [{from: 2024-12-14, to: 2025-04-04}]
      source: gazette
  sources: [gazette]
kr-standing-in:
  name: 한덕수
  country: kr
  not: [kr-second]
  posts:
    - {post: kr-president, from: 2025-04-04, to: 2025-06-04, acting: true, source: gazette}
  sources: [gazette]

# The holder today.
# Written by hand.
kr-second:
  name: 이재명
  country: kr
  posts:
    - {post: kr-president, from: 2025-06-04, source: knowledge}
  sources: [knowledge]
  # an afterthought

xx-arab:
  name: محمد بن سلمان
  names: {en: ["Mohammed <b>bin</b> Salman"]}
  country: sa
  sources: [knowledge]
"""
POSTS = """\
kr-president:
  name: 대한민국 대통령
  country: kr
  office: president
  organisation: kr-new
  as_of: 2026-01
  sources: [knowledge]
"""
ORGANISATIONS = """\
kr-new:
  name: 새 기관
  country: kr
  founded: 2000
  replaces: kr-middle
  dated_names: [{name: 옛 이름, from: 2000, to: 2005}]
  sources: [knowledge]
kr-middle:
  name: 중간 기관
  country: kr
  founded: 1980
  dissolved: 2000
  replaces: kr-old
  sources: [knowledge]
kr-old:
  name: 옛 기관
  country: kr
  sources: [knowledge]
kr-gone:
  name: 간 기관
  merged_into: kr-old
"""
AGREEMENTS = """\
jp-kr-pact-1998:
  name: Japan–Korea Pact
  instrument: agreement
  topics: [trade]
  parties: [jp, kr]
  signed: 1998-10-08
  in_force: 1999
  status: superseded
  sources: [knowledge]
jp-kr-pact-2010:
  name: New Japan–Korea Pact
  instrument: agreement
  topics: [trade]
  parties: [jp, kr]
  signed: 2010-10-08
  replaces: jp-kr-pact-1998
  status: in-force
  sources: [knowledge]
"""
SOURCES = """\
knowledge:
  title: What the editors know
gazette:
  title: The <i>gazette</i>
  publisher: State printers
  date: 2022-05-10
  url: https://example.org/a?b=1&c=2
"""
OVER = """\
kr-first:
  kind: person
  names: {ja: [ユン・ソンニョル]}
"""


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("layers")
    texts = {"base/people/kr": PEOPLE, "base/posts/kr": POSTS, "base/organisations/kr": ORGANISATIONS,
             "base/agreements/jp-kr": AGREEMENTS, "base/sources": SOURCES, "over": OVER}  # fmt: skip
    for name, text in texts.items():
        file = root / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root / "base", root / "over.yaml"


@pytest.fixture(scope="module")
def pages(layers: tuple[Path, Path]) -> Iterator[TestClient]:
    """A service that knows its files, as one that compiled them does."""
    _, content, _ = read_content(list(layers))
    with client_with(Resolver(load(list(layers))), gazetteer=layers) as client:
        snapshot = client.app.state.service.snapshot  # type: ignore[attr-defined]
        snapshot.kept = {**Provenance.of(content, layers).arrays(), **Directory.build(snapshot.gazetteer).arrays()}
        yield client


def text_of(client: TestClient, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200, page.text
    return unescape(page.text)


def test_posts_with_those_before_and_after(pages: TestClient) -> None:
    page = text_of(pages, "/view/kr-first")
    assert 'href="/view/kr-president"' in page
    assert "2022-05-10" in page
    assert "suspended 2024-12-14 – 2025-04-04" in page
    assert page.index('href="/view/kr-standing-in"') < page.index('href="/view/kr-second"')
    assert "<rect" in page
    assert 'class="pause"' in page
    assert "acting" in text_of(pages, "/view/kr-standing-in")


def test_the_line_of_a_post(pages: TestClient) -> None:
    page = text_of(pages, "/view/kr-president")
    places = [page.index(f'href="/view/{each}"') for each in ("kr-first", "kr-standing-in", "kr-second")]
    assert places == sorted(places)
    assert "One person holds it at a time." in page
    assert "kept up to 2026-01" in page


def test_what_was_replaced_and_what_replaces(pages: TestClient) -> None:
    for entity_id in ("kr-old", "kr-middle", "kr-new"):
        page = text_of(pages, f"/view/{entity_id}")
        steps = page[page.index('class="steps"') :]
        assert steps.index("옛 기관") < steps.index("중간 기관") < steps.index("새 기관")
    newest = text_of(pages, "/view/kr-new")
    assert "옛 이름" in newest
    assert 'href="/view/kr-president"' in newest  # its post
    agreement = text_of(pages, "/view/jp-kr-pact-1998")
    assert 'href="/view/jp-kr-pact-2010"' in agreement
    assert "superseded" in agreement
    assert 'href="/browse?country=jp&kind=agreement"' in agreement


def test_names_with_the_rule_in_words(pages: TestClient) -> None:
    page = text_of(pages, "/view/kr-first")
    assert "hangul in Latin letters" in page
    assert "Korean (Latin letters)" in page
    assert "%" in page
    japanese = pages.get("/view/kr-first", headers={"Accept-Language": "ja"}).text
    assert "ハングルのローマ字表記" in japanese
    assert '<span dir="auto" lang="ja">ユン・ソンニョル</span>' in japanese


def test_a_look_alike_is_shown_at_both(pages: TestClient) -> None:
    for entity_id, other in (("kr-second", "kr-standing-in"), ("kr-standing-in", "kr-second")):
        page = text_of(pages, f"/view/{entity_id}")
        assert other in page[page.index('id="not"') :]


def test_sources_are_spelt_out(pages: TestClient) -> None:
    page = pages.get("/view/kr-first").text
    assert "State printers, 2022-05-10" in page
    assert "The &lt;i&gt;gazette&lt;/i&gt;" in page
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">' in page


def test_the_entry_as_it_stands_in_every_layer(pages: TestClient) -> None:
    page = text_of(pages, "/view/kr-first")
    assert "base/people/kr.yaml, line 2" in page
    assert "over.yaml, line 1" in page
    assert "suspended: [{from: 2024-12-14" in page
    assert "# Koreans" not in page  # the head of the file
    page = text_of(pages, "/view/kr-second")
    assert "# The holder today.\n# Written by hand.\nkr-second:\n" in page
    assert "afterthought" not in page


def test_a_file_that_was_edited_since(pages: TestClient, layers: tuple[Path, Path]) -> None:
    file = layers[0] / "people" / "kr.yaml"
    try:
        file.write_text(f"# one\n# line\n\n{PEOPLE}", encoding="utf-8")
        assert "base/people/kr.yaml, line 5" in text_of(pages, "/view/kr-first")
        file.write_text("", encoding="utf-8")
        assert "edited since it was loaded" in text_of(pages, "/view/kr-first")
        file.unlink()
        assert "edited since it was loaded" in text_of(pages, "/view/kr-first")
    finally:
        file.write_text(PEOPLE, encoding="utf-8")


def test_an_id_that_was_merged_leads_to_its_successor(pages: TestClient) -> None:
    moved = pages.get("/view/kr-gone", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, "/view/kr-old?merged=kr-gone")
    assert "kr-gone was merged into this entry" in text_of(pages, "/view/kr-gone")
    assert "was merged" not in text_of(pages, "/view/kr-old?merged=kr-first")


@pytest.mark.parametrize("entity_id", ["nobody", "<b>x</b>", "..", "a/b c", "\U0001f600", '"onload=1', "x" * 5000])
def test_an_unknown_id_says_so_and_offers_the_search(pages: TestClient, entity_id: str) -> None:
    page = pages.get(f"/view/{quote(entity_id, safe='')}")
    if entity_id == "..":  # the client goes up a folder
        return
    assert page.status_code == 404
    assert "<b>" not in page.text
    assert 'role="search"' in page.text
    assert len(page.text) < 5000


def test_markup_and_text_from_right_to_left(pages: TestClient) -> None:
    page = pages.get("/view/xx-arab").text
    assert 'dir="auto"' in page
    assert "محمد بن سلمان" in page
    assert "<b>bin" not in page


def test_half_of_a_surrogate_pair_is_shown_as_such() -> None:
    name = "Half \ud83d name"
    entity = Entity("half", Kind.PERSON, name, (Form(name, "en", "name"),), note="\udc00")
    with client_with(Resolver(Gazetteer({"half": entity}, "v"))) as client:
        for path in ("/view/half", "/browse?kind=person", "/reconcile/preview/half"):
            page = client.get(path)
            assert page.status_code == 200
            assert "Half \ufffd name" in page.text


def test_without_files_there_is_no_entry(client: TestClient) -> None:
    page = client.get("/view/vn-ngo-xuan-lich").text
    assert 'id="entry"' not in page
    assert 'href="/entities/vn-ngo-xuan-lich"' in page
    assert f'href="/?q={quote("Ngô Xuân Lịch")}"' in page
