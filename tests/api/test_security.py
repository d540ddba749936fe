"""What the gazetteer holds reaches no page as markup; what a request says reaches no file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

TAGS = {"html", "head", "meta", "title", "link", "body", "header", "nav", "main", "footer", "article", "section", "div",
        "h1", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "dl", "dt", "dd", "span",
        "a", "code", "pre", "time", "details", "summary", "form", "label", "input", "button",
        "svg", "line", "rect", "text", "path"}  # fmt: skip
IDS = ("vn-tran-script", "vn-ngo-xuan-lich", "vn-phan-van-giang", "vn-minister-of-national-defence",
       "jp-vn-economic-partnership-agreement-2008")  # fmt: skip
HOSTILE = ("../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "....//....//etc/passwd", "..\\..\\etc\\passwd",
           "/proc/self/environ", "etc/passwd\0.yaml", "people/vn.yaml", "pyproject.toml")  # fmt: skip


class Tags(HTMLParser):
    """The tags of a page, and the attributes that could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        for name, value in attributes:
            if name.startswith("on") or name in {"src", "style", "srcdoc"} or (value or "").startswith("javascript:"):
                self.active.append(f"{tag} {name}={value}")


@pytest.mark.parametrize(
    "path", ["/view/{}", "/reconcile/preview/{}", "/zh/reconcile/preview/{}", "/reconcile/v1/preview?id={}", "/docs#{}"]
)
@pytest.mark.parametrize("entity_id", [*IDS, "<script>alert(3)</script>", '"><img src=x onerror=alert(4)>'])
def test_pages_hold_no_markup_but_ours(client: TestClient, path: str, entity_id: str) -> None:
    response = client.get(path.format(quote(entity_id, safe="")))
    tags = Tags()
    tags.feed(response.text)
    assert tags.found <= TAGS
    assert tags.active == []
    assert response.text.count("<script") == 0
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; ")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert ("frame-ancestors 'none'" in policy) is ("preview" not in path)
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_bubble_in_another_page_holds_no_markup_but_ours(client: TestClient) -> None:
    for entity_id in IDS:
        response = client.get("/reconcile/flyout/entity", params={"id": entity_id})
        tags = Tags()
        tags.feed(response.json()["html"])
        assert tags.found <= {"h1", "p", "span"}
        assert tags.active == []
        assert response.headers["content-type"] == "application/json"


@contextmanager
def opened() -> Iterator[list[str]]:
    """The files that are opened meanwhile."""
    names: list[str] = []
    watching = True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in {"open", "os.listdir", "os.scandir"}:
            names.append(str(arguments[0]))

    sys.addaudithook(hook)  # there is no way to take it away, so it falls silent
    try:
        yield names
    finally:
        watching = False


def test_no_path_of_a_request_reaches_a_file(client: TestClient) -> None:
    addresses = ("/{}", "/entities/{}", "/entities/{}/names", "/view/{}", "/reconcile/preview/{}", "/search?q={}",
                 "/reconcile/v1/preview?id={}", "/reconcile/flyout/entity?id={}", "/reconcile/suggest/entity?prefix={}",
                 "/explain?q=x&id={}", "/resolve?q={}", "/reconcile/suggest/{}", "/{}/reconcile")  # fmt: skip
    for address in addresses:
        client.get(address.format("x"))  # what is loaded when it is first needed
    with opened() as names:
        for hostile in HOSTILE:
            for address in addresses:
                for spelled in (quote(hostile), quote(hostile, safe=""), quote(quote(hostile, safe=""))):
                    response = client.get(address.format(spelled))
                    assert response.status_code < 500
                    assert "root:" not in response.text
            extend = json.dumps({"ids": [hostile], "properties": [{"id": "name"}]})
            assert client.post("/reconcile", data={"extend": extend}).status_code == 200
    asked_for = [name for name in names if "passwd" in name or "environ" in name or name.endswith((".yaml", ".toml"))]
    assert asked_for == []
    with opened() as names:
        open("/etc/passwd").close()  # noqa: PTH123 (the hook sees it)
    assert "/etc/passwd" in names
