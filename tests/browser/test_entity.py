"""Entities and browsing in a browser: from a person to the line of holders and back, filters, markup in names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_from_a_person_to_the_line_of_holders_and_to_a_successor(page: Page) -> None:
    page.goto("/view/vn-ngo-xuan-lich")
    posts = page.locator("section", has=page.locator("#posts"))
    posts.locator("th a").first.click()
    page.wait_for_url("**/view/vn-minister-of-national-defence")
    holders = page.locator("section", has=page.locator("#holders"))
    assert holders.locator("th a").count() == 2
    holders.get_by_role("link", name="Phan Văn Giang").first.click()
    page.wait_for_url("**/view/vn-phan-van-giang")
    assert page.locator("h1").inner_text().startswith("Phan Văn Giang")


def test_an_id_that_was_merged_leads_to_its_entry(page: Page) -> None:
    page.goto("/view/vn-giang-ho")
    assert "vn-giang-ho" in page.get_by_role("status").first.inner_text()
    assert page.locator("h1").inner_text().startswith("Phan Văn Giang")


def test_an_unknown_id_is_said(new_page: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    page = new_page(expected="404")
    page.goto("/view/vn-nobody")
    assert "vn-nobody" in page.locator("main").inner_text()
    axe(page)


def test_markup_in_a_name_is_text(page: Page) -> None:
    page.goto("/view/vn-tran-script")
    assert "<script>" in page.locator("h1").inner_text()
    assert page.locator("main script, main img, main b").count() == 0


def test_browsing_filters_by_keyboard_and_without_script(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/browse")
    page.locator("#q").focus()
    page.keyboard.type("giang")
    page.keyboard.press("Enter")
    page.wait_for_url("**/browse?*q=giang*")
    assert page.locator("ul.cards a").first.inner_text().startswith("Phan Văn Giang")
    page.goto("/browse?country=jp")
    assert "岸信夫" in page.locator("ul.cards").inner_text()
    assert "Giang" not in page.locator("ul.cards").inner_text()
