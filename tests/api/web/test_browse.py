"""Browsing: what is found, counted, linked and paged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient
from served import client_with

from exonym.api.directory import Directory
from exonym.api.web.browse import wanted
from exonym.resolver.model import Entity, Form, Gazetteer, Kind, Term
from exonym.resolver.resolve import Resolver

LICH, GIANG, MINISTER = "vn-ngo-xuan-lich", "vn-phan-van-giang", "vn-minister-of-national-defence"


def found(client: TestClient, query: str) -> list[str]:
    page = client.get(f"/browse?{query}")
    assert page.status_code == 200
    return re.findall(r'class="title"><a href="/view/([^"]*)"', page.text)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("country=jp", ["jp-kishi-nobuo", "jp-vn-economic-partnership-agreement-2008"]),
        ("country=jp&kind=person", ["jp-kishi-nobuo"]),
        ("country=JP&kind=person", ["jp-kishi-nobuo"]),
        ("kind=post", [MINISTER]),
        (f"post={MINISTER}", [MINISTER, LICH, GIANG]),
        ("post=minister-of-defence&kind=person", [LICH, GIANG]),
        (f"post={LICH}", []),
        ("q=ngo+xuan", [LICH]),
        ("q=吴春历&kind=person", [LICH]),
        ("q=Ngo+Xuan&country=jp", []),
        ("q=Ministry+of+National+Defense+of+Vietnam", ["vn-ministry-of-national-defence", MINISTER]),
        (f"q=Ngo&post={MINISTER}", [LICH]),
        ("kind=king&country=jp&page=x", ["jp-kishi-nobuo", "jp-vn-economic-partnership-agreement-2008"]),
        ("country=%22%3E%3Cscript%3E", []),
        ("q=%3Cscript%3Ealert", ["vn-tran-script"]),
        ("q=%FF%FE", []),
        ("country=jp&page=99", ["jp-kishi-nobuo", "jp-vn-economic-partnership-agreement-2008"]),
    ],
)
def test_what_is_asked_for_is_listed(client: TestClient, query: str, ids: list[str]) -> None:
    assert found(client, query) == ids


def test_the_overview_counts_by_kind_country_and_post(client: TestClient) -> None:
    page = re.sub(r"<[^>]*>|\s+", " ", unescape(client.get("/browse").text))
    page = re.sub(" +", " ", page)
    assert "Entries: 7" in page
    for line in ("People 4", "Vietnam 6", "Japan 2", "Minister of Defence 2"):
        assert line in page


def test_a_page_holds_no_markup_of_names(client: TestClient) -> None:
    text = client.get("/browse?country=vn").text
    assert "<script" not in text
    assert "<img" not in text


@pytest.fixture(scope="module")
def many() -> Iterator[TestClient]:
    post = Entity("xx-post", Kind.POST, "Post", (Form("Post", "en", "name"),), "xx")
    people = [
        Entity(f"xx-{at:04}", Kind.PERSON, f"Person {at}", (Form(f"Person {at}", "en", "name"),), "xx",
               posts=(Term("xx-post", "2000"),) if at % 2 else ())
        for at in range(120)
    ]  # fmt: skip
    with client_with(Resolver(Gazetteer({each.id: each for each in (post, *people)}, "v"))) as client:
        yield client


def test_lists_are_paged_with_links_that_can_be_shared(many: TestClient) -> None:
    seen: list[str] = []
    address = "/browse?kind=person&country=xx"
    while address:
        page = many.get(address).text
        seen += re.findall(r'class="title"><a href="/view/([^"]*)"', page)
        further = re.search(r'rel="next" href="([^"]*)"', page)
        address = unescape(further[1]) if further else ""
    assert seen == [f"xx-{at:04}" for at in range(120)]
    assert len(found(many, "kind=person&post=xx-post")) == 50


def test_a_directory_is_the_same_from_its_arrays(many: TestClient) -> None:
    gazetteer = many.app.state.service.snapshot.gazetteer  # type: ignore[attr-defined]
    built = Directory.build(gazetteer)
    restored = Directory.restore(built.arrays())
    for directory in (built, restored):
        assert directory.by_kind(directory.matching()) == {"person": 120, "post": 1}
        assert directory.by_country(directory.matching("post")) == {"xx": 1}
        assert directory.matching("person", "xx", {0, 1, 120}).tolist() == [0, 1]
        assert directory.matching("person", "yy").tolist() == []
        assert directory.look_alikes(0) == []


def test_parameters_that_are_not_understood_are_left_out() -> None:
    from starlette.datastructures import QueryParams

    asked = wanted(QueryParams("q=+a+&kind=x&page=-3&country=VN&more=1"))
    assert (asked.q, asked.kind, asked.country, asked.page) == ("a", "", "vn", 1)
    assert asked.query == {"q": "a", "country": "vn"}
    assert wanted(QueryParams("page=99999999999")).page == 1
