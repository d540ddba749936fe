"""A table reviewed in a browser: by keyboard alone, in two tabs, with a service that is killed on the way."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ports import free_port

from .browsing import address_of, running, serving
from .conftest import small_gazetteer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    NewPage = Callable[..., Page]

KNOWN = ("Ngô Xuân Lịch", "吴春历", "Phan Văn Giang", "岸信夫", "Нго Суан Лить")
STRANGERS = ("Ludwig Amadeus", "Selma Öström", "Óscar Quintana", "Wilhelmina Fink", "Ezekiel Worthington")
ROWS = [
    *((name, str(year)) for year in range(2016, 2019) for name in KNOWN),
    *((name, str(year)) for year in range(2016, 2019) for name in STRANGERS),
]


@pytest.fixture(scope="module")
def reviewing(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that keeps reviews."""
    folder = tmp_path_factory.mktemp("reviewing")
    with serving(folder / "log", *options(folder)) as address:
        yield address


def options(folder: Path) -> list[str]:
    return [*small_gazetteer(folder), "--set", f"review_dir={folder / 'reviews'}"]


def table(rows: list[tuple[str, str]]) -> bytes:
    """A table of names with years, as a file of bytes."""
    file = io.StringIO()
    csv.writer(file).writerows([("name", "year"), *rows])
    return file.getvalue().encode()


def begin(page: Page, rows: list[tuple[str, str]]) -> str:
    """A new review, its desk open; its path."""
    asked = page.request.post("/review/tables?name=names.csv&column=name&date_column=year", data=table(rows))
    assert asked.status == 201, asked.text()
    path = f"/review/{asked.json()['id']}"
    page.goto(path)
    page.wait_for_selector("#mention")
    wait_until(page, path, lambda queue: queue["ready"])
    return path


def queue_of(page: Page, path: str, query: str = "limit=500") -> Any:
    return page.request.get(f"{path}/queue?{query}").json()


def wait_until(page: Page, path: str, is_so: Callable[[Any], bool]) -> Any:
    """The queue, once it is as wanted."""
    while not is_so(found := queue_of(page, path)):
        page.wait_for_timeout(50)
    return found


def decisions(queue: Any) -> dict[tuple[str, str], str | None]:
    """What was decided of each entry."""
    return {
        (row["mention"], row["hints"]["date"]): row["decision"] and row["decision"]["decision"] for row in queue["rows"]
    }


def press(page: Page, key: str) -> None:
    """A key, once the name on the desk can be decided."""
    page.wait_for_selector("#acts:not([hidden]):not([aria-busy])")
    page.keyboard.press(key)


def decide(page: Page, key: str) -> str:
    """Decides the name on the desk, and waits for the next; the name."""
    name = page.inner_text("#mention")
    place = page.url
    press(page, key)
    page.wait_for_function("place => location.href !== place || !document.querySelector('#mention')", arg=place)
    return name


def test_thirty_rows_are_reviewed_by_keyboard_alone(
    new_page: NewPage, reviewing: str, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    page = new_page(address=reviewing)
    page.goto("/review")
    file = tmp_path / "names.csv"
    file.write_bytes(table(ROWS))
    page.set_input_files("#file", file)
    page.wait_for_selector("#columns:not([hidden])")
    axe(page)
    assert page.input_value("[name=column]") == "name"
    assert page.input_value("[name=date_column]") == "year"
    page.focus("#columns button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/*")
    page.wait_for_selector("#mention")
    path = page.evaluate("location.pathname")
    wait_until(page, path, lambda queue: queue["ready"])
    axe(page)
    for _ in ROWS:
        page.wait_for_selector("#acts:not([aria-busy])")
        decide(page, "x" if page.locator(".candidate").count() else "n")
    page.wait_for_selector("text=All names are decided.")
    axe(page)
    made = decisions(wait_until(page, path, lambda queue: all(row["decision"] for row in queue["rows"])))
    assert len(made) == len(ROWS)
    assert {made[name, "2017"] for name in ("Ngô Xuân Lịch", "吴春历")} == {"vn-ngo-xuan-lich"}
    assert {made[name, "2017"] for name in STRANGERS} == {"none"}


def test_a_decision_is_undone_and_another_changed(new_page: NewPage, reviewing: str) -> None:
    page = new_page(address=reviewing)
    path = begin(page, [(name, "2017") for name in (*KNOWN, *STRANGERS)])
    first = decide(page, "n")
    second = decide(page, "u")
    press(page, "z")
    page.wait_for_function("name => document.querySelector('#mention')?.textContent === name", arg=second)
    assert decisions(queue_of(page, path))[second, "2017"] is None
    assert decisions(queue_of(page, path))[first, "2017"] == "none"
    press(page, "h")
    page.get_by_role("button", name=f"Change: {first}").press("Enter")
    page.wait_for_function("name => document.querySelector('#mention')?.textContent === name", arg=first)
    press(page, "u")
    wait_until(page, path, lambda queue: decisions(queue)[first, "2017"] == "unsure")


def test_no_key_acts_where_one_types_or_while_it_is_held(new_page: NewPage, reviewing: str) -> None:
    page = new_page(address=reviewing)
    path = begin(page, [(name, "2017") for name in STRANGERS])
    name = page.inner_text("#mention")
    page.focus("#note")
    page.keyboard.type("nuxsz/c")
    page.focus("#queue")
    page.evaluate(
        """() => {
          const pressed = (options) => document.body.dispatchEvent(
            new KeyboardEvent("keydown", { key: "n", bubbles: true, ...options }));
          for (const each of [{ isComposing: true }, { repeat: true }, { ctrlKey: true }]) pressed(each);
        }"""
    )
    assert page.inner_text("#mention") == name
    assert not any(decisions(queue_of(page, path)).values())


def test_the_scope_is_said_and_holds(new_page: NewPage, reviewing: str) -> None:
    page = new_page(address=reviewing)
    path = begin(page, [*((STRANGERS[0], str(year)) for year in (2016, 2016, 2017)), (STRANGERS[1], "2016")])
    while page.inner_text("#mention") != STRANGERS[0]:
        decide(page, "s")
    assert "(rows: 3)" in page.inner_text(".scopes label:has([value=name])")
    press(page, "m")
    decide(page, "n")
    queue = wait_until(page, path, lambda queue: sum(map(bool, decisions(queue).values())) == 2)
    assert {key for key, made in decisions(queue).items() if made} == {(STRANGERS[0], "2016"), (STRANGERS[0], "2017")}
    page.wait_for_function("() => document.querySelectorAll('.option').length === 1")


def test_two_tabs_see_each_others_decisions(new_page: NewPage, reviewing: str) -> None:
    page = new_page(address=reviewing)
    path = begin(page, [(name, "2017") for name in STRANGERS])
    other = page.context.new_page()
    other.goto(path)
    other.wait_for_selector("#mention")
    assert other.locator(".option").count() == len(STRANGERS)
    decide(page, "n")
    other.wait_for_function("count => document.querySelectorAll('.option').length === count", arg=len(STRANGERS) - 1)


LATE = """name => {
  const { getItem } = Storage.prototype;
  Storage.prototype.getItem = () => '[{"key": "sent by now"}]';
  new BroadcastChannel(name).onmessage = () => setTimeout(() => {
    Storage.prototype.getItem = getItem;
    dispatchEvent(new StorageEvent("storage", { key: name }));
  });
}"""


def test_a_tab_that_hears_of_a_decision_before_its_storage_changes_shows_it_then(
    new_page: NewPage, reviewing: str
) -> None:
    page = new_page(address=reviewing)
    path = begin(page, [(name, "2017") for name in STRANGERS])
    other = page.context.new_page()
    other.goto(path)
    other.wait_for_selector("#mention")
    other.evaluate(LATE, f"exonym-review-{path.rpartition('/')[2]}")
    decide(page, "n")
    other.wait_for_function("count => document.querySelectorAll('.option').length === count", arg=len(STRANGERS) - 1)


def test_blind_mode_hides_what_the_machine_thinks(
    new_page: NewPage, reviewing: str, axe: Callable[[Page], None]
) -> None:
    page = new_page(address=reviewing)
    begin(page, [(name, "2017") for name in KNOWN])
    assert page.locator(".points").count()
    press(page, "b")
    page.wait_for_function("() => !document.querySelector('.points') && document.querySelector('.candidate')")
    assert page.locator(".desk .status").count() == page.locator("#progress .status").count()
    axe(page)
    press(page, "x")
    page.wait_for_selector("text=Choose a candidate first.")


def test_markup_in_a_table_is_text(new_page: NewPage, reviewing: str) -> None:
    page = new_page(address=reviewing)
    name = '<img src=x onerror="alert(1)">'
    begin(page, [(name, "2017")])
    assert page.inner_text("#mention") == name
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("key", ["h", "g", "?", "/", "y", "c"])
def test_axe_finds_nothing_against_a_dialog(
    new_page: NewPage, reviewing: str, axe: Callable[[Page], None], key: str
) -> None:
    page = new_page(address=reviewing)
    begin(page, [(KNOWN[0], "2017")])
    press(page, key)
    page.wait_for_selector("dialog[open]")
    axe(page)
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")


@pytest.mark.parametrize(
    "look",
    [{"viewport": {"width": 360, "height": 740}}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["narrow", "dark", "forced colours"],
)
def test_axe_finds_nothing_against_the_desk(
    new_page: NewPage, reviewing: str, axe: Callable[[Page], None], look: dict[str, Any]
) -> None:
    page = new_page(address=reviewing, **look)
    begin(page, [(name, "2017") for name in (*KNOWN, *STRANGERS)])
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_is_lost_where_the_service_is_killed(new_page: NewPage, tmp_path: Path) -> None:
    port = free_port()
    page = new_page(address=address_of(port), expected="ERR_|Failed to load")
    with running(tmp_path / "log", port, *options(tmp_path)) as service:
        path = begin(page, [(name, "2017") for name in STRANGERS])
        first = decide(page, "n")
        wait_until(page, path, lambda queue: decisions(queue)[first, "2017"] == "none")
        page.wait_for_timeout(500)  # the next name is asked ahead
        service.kill()
        service.wait()
        second = page.inner_text("#mention")
        press(page, "u")
        page.wait_for_selector("text=Decisions kept in this browser and sent again: 1")
    page.close(run_before_unload=False)
    with running(tmp_path / "log", port, *options(tmp_path)):
        again = page.context.new_page()
        again.goto(path)
        made = decisions(wait_until(again, path, lambda queue: sum(map(bool, decisions(queue).values())) == 2))
        assert (made[first, "2017"], made[second, "2017"]) == ("none", "unsure")
        again.wait_for_selector("text=2 decided")
