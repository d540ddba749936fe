"""Logging in with a key: the cookie, the way back, and who may change something with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from served import client_with

from exonym.api.access_keys import COOKIE, digest
from exonym.api.web.assets import address
from exonym.api.web.login import own_path
from exonym.resolver.resolve import Resolver

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
OWN = {"Origin": "http://testserver"}
KEY = "a-key"


@pytest.fixture
def keys_file(tmp_path: Path) -> Path:
    file = tmp_path / "keys"
    file.write_text(f"alice {digest(KEY)}\n")
    return file


@pytest.fixture
def closed(small: Resolver, keys_file: Path) -> Iterator[TestClient]:
    with client_with(small, keys_file=keys_file, reads="closed") as client:
        client.follow_redirects = False
        yield client


def logged_in(client: TestClient) -> None:
    assert client.post("/login", data={"key": f" {KEY} "}, headers=OWN).status_code == 303


def test_a_browser_without_a_key_is_led_to_the_form_and_back(closed: TestClient) -> None:
    sent = closed.get("/?q=吴春历&date=2018", headers=BROWSER)
    assert sent.status_code == 303
    form = closed.get(sent.headers["location"], headers=BROWSER)
    assert form.status_code == 200
    assert 'type="password"' in form.text
    answer = closed.post(sent.headers["location"], data={"key": KEY}, headers=OWN)
    assert answer.status_code == 303
    back = closed.get(answer.headers["location"], headers=BROWSER)
    assert back.status_code == 200
    assert "alice" in back.text
    assert back.url.params["q"] == "吴春历"
    assert back.url.params["date"] == "2018"


def test_the_cookie_is_for_this_service_alone(closed: TestClient) -> None:
    answer = closed.post("/login", data={"key": KEY}, headers=OWN)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "max-age" not in cookie
    assert "secure" not in cookie
    over_https = closed.post("https://testserver/login", data={"key": KEY}, headers={"Origin": "https://testserver"})
    assert "secure" in over_https.headers["set-cookie"].lower()


def test_what_a_page_asks_takes_the_cookie_as_well(closed: TestClient) -> None:
    asked = closed.get("/resolve?q=x")
    assert asked.status_code == 401
    assert asked.json()["code"] == "key"
    logged_in(closed)
    assert closed.get("/resolve?q=x").status_code == 200
    assert closed.get("/resolve?q=x", headers={"X-API-Key": "wrong"}).status_code == 401


def test_a_wrong_key_is_said_and_not_kept(closed: TestClient) -> None:
    answer = closed.post("/login", data={"key": "wrong"}, headers=OWN)
    assert answer.status_code == 403
    assert 'aria-invalid="true"' in answer.text
    assert "wrong<" not in answer.text
    assert COOKIE not in closed.cookies


def test_a_key_that_was_withdrawn_leads_to_the_form_again(closed: TestClient) -> None:
    closed.cookies.set(COOKIE, "an-old-key")
    assert closed.get("/", headers=BROWSER).headers["location"] == "/login?next=/"
    assert closed.get("/resolve?q=x").status_code == 401


def test_logging_out_forgets_the_key(closed: TestClient) -> None:
    logged_in(closed)
    assert closed.post("/logout", headers=OWN).status_code == 303
    assert COOKIE not in closed.cookies
    assert closed.get("/", headers=BROWSER).status_code == 303


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "cross-site", **OWN}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        (OWN, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"X-API-Key": KEY, "Origin": "http://evil.example"}, 200),
    ],
)
def test_a_cookie_changes_nothing_on_behalf_of_another_site(
    closed: TestClient, headers: dict[str, str], status: int
) -> None:
    logged_in(closed)
    answer = closed.post("/resolve", json={"queries": []}, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["code"] == "origin"


def test_the_forms_of_our_pages_say_their_origin(closed: TestClient) -> None:
    """By this policy a browser sends `Origin` with them, which is all that it says over plain HTTP."""
    logged_in(closed)
    assert closed.get("/", headers=BROWSER).headers["referrer-policy"] == "same-origin"
    asked = {"text": "吴春历"}
    assert closed.post("/annotate/page", data=asked, headers=BROWSER | {"Origin": "null"}).status_code == 403
    assert closed.post("/annotate/page", data=asked, headers=BROWSER | OWN).status_code == 200


def test_styles_and_the_form_itself_need_no_key(closed: TestClient) -> None:
    assert closed.get(address("exonym.css")).status_code == 200
    assert closed.get("/login", headers=BROWSER).status_code == 200


def test_a_link_of_another_site_asks_once_more_with_the_cookie(closed: TestClient) -> None:
    hop = closed.get("/login?next=/?q=x", headers={**BROWSER, "Sec-Fetch-Site": "cross-site"})
    assert '<meta http-equiv="refresh" content="0;url=/?q=x">' in hop.text
    assert "password" not in hop.text
    assert "refresh" not in closed.get("/login?next=/", headers={**BROWSER, "Sec-Fetch-Site": "same-origin"}).text


def test_with_open_reads_a_page_offers_to_log_in(small: Resolver, keys_file: Path) -> None:
    with client_with(small, keys_file=keys_file) as client:
        assert 'href="/login?next=/"' in client.get("/", headers=BROWSER).text
        page = client.post("/login", data={"key": KEY}, headers=OWN).text
        assert "<strong>alice</strong>" in page
        assert 'action="/logout"' in page


def test_without_keys_nobody_is_asked_for_one(client: TestClient) -> None:
    assert "password" not in client.get("/login").text
    assert "/login" not in client.get("/").text


def test_rates_hold_for_the_form(small: Resolver, keys_file: Path) -> None:
    with client_with(small, keys_file=keys_file, open_rate=1) as client:
        answers = [client.post("/login", data={"key": "wrong"}, headers=OWN).status_code for _ in range(3)]
        assert answers[0] == 403
        assert 429 in answers
        assert all(client.get(address("page.js")).status_code == 200 for _ in range(3))


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/review", "/review"),
        ("/?q=%E5%90%B4&date=2018#x", "/?q=%E5%90%B4&date=2018#x"),
        ("", "/"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("\\/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("review", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("/\t/evil.example", "/"),
        ("//[", "/"),
        ("///ex℀mple", "/"),
    ],
)
def test_the_way_back_stays_in_the_house(wanted: str, led: str) -> None:
    assert own_path(wanted) == led
