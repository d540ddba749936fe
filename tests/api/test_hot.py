"""What is answered before the routes is what the routes would answer; and /docs loads nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from fastapi.testclient import TestClient
from served import client_with
from starlette.types import Receive, Scope, Send

from exonym.api.metrics import Metrics
from exonym.api.openapi_routes import described
from exonym.api.routes.asking import read_query_string
from exonym.api.service import Service
from exonym.api.settings import Settings
from exonym.resolver.resolve import Resolver

IN_ORDER = (
    "q=Ngo+Xuan+Lich",
    "q=%E5%90%B4%E6%98%A5%E5%8E%86&kind=person&country=vn",
    "q=Ngo Xuan Lich&context_countries=vn,jp&date=2018-04&role=minister&language=vi&limit=1",
    "limit=100&q=",
    "q=a;b&country=",
    "q=%ED%A0%80%00",
    "q",
)
ODD = (
    "", "Q=x", "q=x&q=y", "q=x&limit=0", "q=x&limit=101", "q=x&limit=1.0", "q=x&limit=", "q=x&limit=%D9%A1",
    "q=x&hint=1", "q=x&kind=king", "q=x&date=soon", "q=%FF", "limit=5", f"q={'x' * 1001}", f"q=x&role={'x' * 1001}",
)  # fmt: skip


@pytest.fixture(scope="module")
def routes(small: Resolver) -> TestClient:
    """The routes without the layers before them."""
    app = described(Service(Settings(), Metrics(), small), Metrics())

    async def named(scope: Scope, receive: Receive, send: Send) -> None:
        scope["exonym.id"] = b"x"
        await app(scope, receive, send)

    return TestClient(named, raise_server_exceptions=False)


@pytest.mark.parametrize("query", [*IN_ORDER, *ODD])
def test_both_ways_answer_alike(client: TestClient, routes: TestClient, query: str) -> None:
    ours = [client.get(f"/resolve?{query}") for _ in range(2)]
    theirs = routes.get(f"/resolve?{query}")
    for each in ours:
        assert (each.status_code, each.content) == (theirs.status_code, theirs.content)
        for header in ("etag", "cache-control", "content-type", "content-length"):
            assert each.headers.get(header) == theirs.headers.get(header)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_so_do_the_questions_of_health(client: TestClient, routes: TestClient, path: str) -> None:
    assert client.get(path).json() == routes.get(path).json() == client.get(f"{path}?x=1").json()


@pytest.mark.parametrize("query", ODD)
def test_what_is_odd_is_left_to_the_routes(query: str) -> None:
    assert read_query_string(query.encode(), 1000) is None


def test_a_known_reply_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/resolve?q=Kishi+Nobuo").headers["etag"]
    again = client.get("/resolve?q=Kishi+Nobuo", headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_the_service_starts_without_what_only_the_routes_need() -> None:
    code = "import sys, exonym.api.serving, exonym.api.app, exonym.api.malformed_http; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "exonym.resolver.resolve" in loaded
    assert not loaded & {
        "fastapi",
        "polars",
        "yaml",
        "rich",
        "pandas",
        "ruamel",
        "exonym.api.openapi_routes",
        "exonym.api.routes.models",
    }


def test_the_documentation_is_one_page_without_scripts(client: TestClient) -> None:
    response = client.get("/docs")
    assert response.status_code == 200
    assert "script-src" not in response.headers["content-security-policy"]
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    page = response.text
    body = page.partition('<main id="main"')[2].partition("</main>")[0]
    assert not re.search(r"<script|<img|<iframe| on\w+=|style=", page)
    assert not re.search(r"(src|href)=.(https?:)?//", page)
    targets = re.findall(r'href="(/[^"]*)"', body)
    assert len(targets) > 8
    for target in targets:
        assert client.get(target.replace("&amp;", "&")).status_code == 200, target
    for anchor in re.findall(r'href="#([^"]*)"', page):
        assert f'id="{anchor}"' in page
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page


def test_no_other_documentation_is_left(small: Resolver) -> None:
    with client_with(small) as client:
        assert client.get("/redoc").status_code == 404
