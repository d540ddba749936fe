"""What holds of every page in a browser: nothing against it by axe, at any width, in the dark, in every language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from exonym.api.web.strings import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = (
    "/", "/?q=吴春历&date=2018", "/?q=国防部&against=vn-ngo-xuan-lich", "/annotate?example=1", "/login", "/review",
    "/browse", "/browse?q=ngo", "/view/vn-ngo-xuan-lich", "/view/vn-minister-of-national-defence",
    "/view/jp-vn-economic-partnership-agreement-2008", "/docs",
)  # fmt: skip
NARROW = {"width": 360, "height": 740}
TWICE = {"width": 640, "height": 450}  # what a window of 1280 by 900 shows at 200 %


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "options",
    [{}, {"color_scheme": "dark"}, {"viewport": NARROW}, {"forced_colors": "active"}],
    ids=["light", "dark", "narrow", "forced colours"],
)
def test_axe_finds_nothing(
    new_page: Callable[..., Page], axe: Callable[[Page], None], path: str, options: dict[str, Any]
) -> None:
    page = new_page(**options)
    page.goto(path)
    axe(page)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("viewport", [NARROW, TWICE], ids=["360 px", "200 %"])
def test_nothing_stands_outside_the_window_in_any_language(
    new_page: Callable[..., Page], path: str, viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport)
    for language in LANGUAGES:
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], language


@pytest.mark.parametrize("path", PAGES)
def test_the_first_key_leads_to_the_content(page: Page, path: str) -> None:
    page.goto(path)
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_browser_s_language_is_that_of_the_page(new_page: Callable[..., Page]) -> None:
    for language in LANGUAGES:
        page = new_page(locale=language)
        page.goto("/")
        assert page.evaluate("document.documentElement.lang") == language
