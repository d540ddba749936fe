"""The look-up page under somebody's fingers: it answers while they type, and the address remembers what they asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from exonym.api.access_keys import digest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import NewPage

LICH, GIANG = "vn-ngo-xuan-lich", "vn-phan-van-giang"


def verdict(page: Page, text: str) -> None:
    """Waits until the answer says so."""
    page.wait_for_function("text => document.querySelector('#answer .verdict')?.textContent.includes(text)", arg=text)


def answered(page: Page, name: str) -> None:
    """Waits until all of a name is answered that is typed letter by letter: its beginnings may mean the same."""
    page.wait_for_function("name => new URLSearchParams(location.search).get('q') === name", arg=name)


def asked(page: Page) -> dict[str, str]:
    return {name: value[0] for name, value in parse_qs(urlsplit(page.url).query).items()}


def test_it_answers_while_one_types_and_says_so(page: Page) -> None:
    page.goto("/")
    page.keyboard.type("Ngo Xuan Lich")
    answered(page, "Ngo Xuan Lich")
    verdict(page, LICH)
    assert asked(page) == {"q": "Ngo Xuan Lich"}
    assert page.evaluate("document.activeElement.id") == "q"
    said = page.text_content("#said") or ""
    assert said.startswith("match")
    assert LICH in said
    assert not page.is_visible("#examples")
    page.fill("#q", "")
    page.wait_for_selector("#examples", state="visible")
    assert page.query_selector(".verdict") is None
    assert asked(page) == {}


def test_what_is_superseded_is_not_waited_for(page: Page) -> None:
    page.goto("/")
    page.route(re.compile("q=Ngo($|&)"), lambda route: None)  # never answered
    page.keyboard.type("Ngo")
    page.wait_for_selector('#answer[aria-busy="true"]', state="attached")
    page.keyboard.type(" Xuan Lich")
    answered(page, "Ngo Xuan Lich")
    verdict(page, LICH)
    assert page.get_attribute("#answer", "aria-busy") is None


def test_letters_of_an_input_method_are_not_asked_about_before_they_stand(page: Page) -> None:
    page.goto("/")
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url) if "/lookup/answer" in request.url else None)
    keys = page.context.new_cdp_session(page)
    for letters in ("w", "wu", "wu c", "wu chun"):
        keys.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
        )
        page.wait_for_timeout(150)  # longer than the pause after a key
    assert questions == []
    keys.send("Input.insertText", {"text": "吴春历"})
    verdict(page, LICH)
    assert len(questions) == 1


def test_hints_are_asked_and_remembered(page: Page) -> None:
    page.goto("/?q=Bộ+trưởng+Bộ+Quốc+phòng&date=2018")
    verdict(page, LICH)
    assert page.is_visible("#date")
    page.fill("#date", "2022")
    verdict(page, GIANG)
    assert asked(page)["date"] == "2022"
    page.reload()
    verdict(page, GIANG)
    assert page.input_value("#date") == "2022"


def test_a_wrong_hint_is_said_at_its_field_and_mended(page: Page) -> None:
    page.goto("/?q=Ngo+Xuan+Lich")
    page.click("#hints summary")
    page.fill("#country", "Vietnm")
    page.wait_for_selector("#answer [role=alert]")
    described = page.get_attribute("#country", "aria-describedby")
    assert "Or is it" in (page.text_content(f"#{described}") or "")
    page.fill("#country", "Vietnam")
    verdict(page, LICH)
    assert page.get_attribute("#country", "aria-invalid") is None


def test_going_back_shows_what_was_asked_before(page: Page) -> None:
    page.goto("/?q=Ngo+Xuan+Lich")
    page.fill("#q", "Phan Van Giang")
    page.press("#q", "Enter")
    verdict(page, GIANG)
    page.goto("/?q=国防部")
    page.go_back()
    verdict(page, GIANG)
    assert page.input_value("#q") == "Phan Van Giang"


def test_it_is_held_against_an_entity_by_keyboard_alone(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/?q=Ngo+Xuan+Lich")
    page.focus("#with")
    page.keyboard.type("phan van")
    page.wait_for_selector("[role=option]")
    axe(page)
    page.keyboard.press("ArrowDown")
    assert GIANG in (page.text_content("[role=option][aria-selected=true]") or "")
    page.keyboard.press("Enter")
    page.wait_for_selector("#against .verdict")
    assert asked(page) == {"q": "Ngo Xuan Lich", "against": GIANG}
    assert page.evaluate("document.activeElement.id") == "with"
    page.fill("#with", "吴春历")
    page.press("#with", "Enter")
    page.wait_for_function("() => document.querySelector('#against .verdict')?.textContent.includes('吴春历')")
    assert asked(page)["against"] == "吴春历"


def test_the_command_and_the_link_are_copied(new_page: NewPage) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/?q=Ngo+Xuan+Lich&date=2018")
    page.click(".share summary")
    page.click("[data-copies=curl]")
    assert "--data-urlencode 'q=Ngo Xuan Lich'" in page.evaluate("navigator.clipboard.readText()")
    page.click("[data-copies=link]")
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto(link)
    verdict(page, LICH)


def test_it_works_without_script(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.fill("#q", "吴春历")
    page.press("#q", "Enter")
    page.wait_for_selector(f".verdict:has-text('{LICH}')")
    page.fill("#with", GIANG)
    page.press("#with", "Enter")
    page.wait_for_selector(f"#against .verdict:has-text('{GIANG}')")
    assert asked(page)["q"] == "吴春历"


@pytest.mark.parametrize("question", ["q=吴春历", "q=国防部", "q=Phan Van Giang and Ngo Xuan Lich", "q=x&date=soon"])
@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 700}}])
def test_every_answer_is_for_everybody(
    new_page: NewPage, axe: Callable[[Page], None], question: str, options: dict[str, object]
) -> None:
    page = new_page(expected="422", **options)
    page.goto(f"/?{question}")
    for details in page.query_selector_all("details:not([open]) > summary"):
        details.click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_service_that_stops_is_said(serve: Callable[..., str], new_page: NewPage) -> None:
    page = new_page(expected="ERR_|Failed to load")
    page.goto("/")
    page.route(re.compile("/lookup/answer"), lambda route: route.abort())
    page.keyboard.type("Ngo")
    page.wait_for_selector("#answer [role=alert]")
    assert "does not answer" in (page.text_content("#answer") or "")


def test_somebody_logs_in_where_reads_are_closed(
    serve: Callable[..., str], new_page: NewPage, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    keys = tmp_path / "keys"
    keys.write_text(f"alice {digest('a-key')}\n")
    address = serve("--set", f"keys_file={keys}", "--set", "reads=closed")
    page = new_page(address=address, expected="403")
    page.goto("/?q=吴春历")
    assert urlsplit(page.url).path == "/login"
    axe(page)
    page.fill("#key", "wrong")
    page.press("#key", "Enter")
    page.wait_for_selector("[role=alert]")
    axe(page)
    page.fill("#key", "a-key")
    page.press("#key", "Enter")
    verdict(page, LICH)
    assert asked(page) == {"q": "吴春历"}
    page.fill("#q", "Phan Van Giang")
    verdict(page, GIANG)
    axe(page)
    page.click("header button")
    page.wait_for_url(lambda address: urlsplit(address).path == "/login")
