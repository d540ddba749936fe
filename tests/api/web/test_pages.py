"""What holds of every page: its language, its policy, its parts from here alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from exonym.api.web import strings
from exonym.api.web.assets import address, assets, version

PAGES = (
    "/", "/?q=吴春历&date=2018", "/?q=国防部", "/annotate", "/annotate?example=1", "/login", "/review",
    "/browse", "/browse?country=vn&q=ngo", "/view/vn-ngo-xuan-lich", "/docs",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_from_here_alone(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert addresses
    assert all(each.startswith(("/", "?", "#")) and not each.startswith("//") for each in addresses)
    assert not re.search(r"\sstyle=|\son\w+=", page.text)
    for each in addresses:
        if each.startswith("/static/"):
            assert client.get(each).status_code == 200, each


@pytest.mark.parametrize("language", strings.LANGUAGES)
def test_a_page_is_in_the_language_that_the_browser_asks_for(client: TestClient, language: str) -> None:
    client.cookies.clear()
    page = client.get("/", headers={"Accept-Language": f"xx, {language};q=0.8, en;q=0.5"})
    assert f'<html lang="{language}">' in page.text
    assert strings.strings(language)["page.skip"] in page.text


def test_a_chosen_language_is_kept(client: TestClient) -> None:
    assert '<html lang="vi">' in client.get("/?lang=vi").text
    assert '<html lang="vi">' in client.get("/", headers={"Accept-Language": "ja"}).text
    client.cookies.clear()
    assert '<html lang="en">' in client.get("/?lang=xx").text


def test_every_string_is_there_in_every_language_with_the_same_parts() -> None:
    english = strings.strings("en")
    for language in strings.LANGUAGES:
        texts = strings.strings(language)
        assert texts.keys() == english.keys()
        for key, text in texts.items():
            assert text, (language, key)
            assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[key])), (language, key)


def test_every_string_is_asked_for() -> None:
    web = Path(strings.__file__).parent
    written = "\n".join(
        each.read_text(encoding="utf-8") for end in ("py", "html", "js") for each in web.rglob(f"*.{end}")
    )
    begun = tuple(set(re.findall(r"""["'`]([a-z]+\.[a-z-]*)(?:["'] ?[~+]|\$?\{)""", written)))
    unasked = [key for key in strings.strings("en") if not re.search(f"""["'`]{re.escape(key)}["'`]""", written)]
    assert [key for key in unasked if not key.startswith(begun)] == []


def test_what_a_browser_keeps_is_named_by_its_content(client: TestClient) -> None:
    current = client.get(address("exonym.css"))
    assert "immutable" in current.headers["cache-control"]
    assert client.get("/static/0123/exonym.css").headers["cache-control"] == "no-cache"
    assert client.get(f"/static/{version()}/nothing.css").status_code == 404
    assert client.get(f"/static/{version()}/..%2Fstrings.tsv").status_code == 404


def test_all_pages_together_are_small() -> None:
    assert sum(len(each.content) for each in assets().values()) < 150_000
