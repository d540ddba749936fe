"""/annotate in a browser: typed, dropped, long, wrong; by keyboard alone; without script; to files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXT = "General Phan Văn Giang spoke. General Giang left.\n吴春历没有来。"
DROP = """([name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name));
  const about = {dataTransfer: data, bubbles: true, cancelable: true};
  for (const type of ["dragover", "drop"]) document.getElementById("form").dispatchEvent(new DragEvent(type, about));
}"""


def drop(page: Page, name: str, content: bytes) -> None:
    page.evaluate(DROP, [name, list(content)])


def choose(page: Page, name: str, content: bytes) -> None:
    page.locator("#file").set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.get_by_role("button", name="Annotate").click()


def annotate(page: Page, text: str = TEXT) -> None:
    page.goto("/annotate")
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Annotate").click()
    page.locator("#found").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_mentions_are_marked_with_their_reasons(
    new_page: Callable[..., Page], axe: Callable[[Page], None], scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    annotate(page)
    assert page.locator(".mention").count() == 3
    assert page.locator("#m1 a").inner_text() == "General Phan Văn Giang"
    page.locator("#m2 a").click()
    reason = page.get_by_role("group", name="Reason")
    assert "short for" in reason.inner_text()
    assert reason.get_by_role("link").get_attribute("href") == "/view/vn-phan-van-giang"
    assert page.locator("#entities > ol > li").first.locator("p").nth(1).inner_text().startswith("vn-phan-van-giang")
    axe(page)


def test_all_of_it_works_by_keyboard(page: Page) -> None:
    page.goto("/annotate")
    page.get_by_label("Text", exact=True).focus()
    page.keyboard.type("General Phan Văn Giang spoke. General Giang left.")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Annotate":
            break
    page.keyboard.press("Enter")
    page.locator("#found").wait_for()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.mention')?.id") == "m1":
            break
    assert page.locator("#reason").is_visible()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.parentElement.id") == "m2"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/view/vn-phan-van-giang"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.parentElement.id") == "m2"
    assert page.locator("#reason").is_hidden()
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.parentElement.id") == "m1"


def test_a_dropped_file_is_read(page: Page) -> None:
    page.goto("/annotate")
    drop(page, "a.html", "<p>General Phan Văn <b>Giang</b> &amp; <i>others</i>".encode())
    page.locator("#found").wait_for()
    assert page.locator("#marked").inner_text().startswith("General Phan Văn Giang")
    assert "& others" in page.locator("#marked").inner_text()


def test_a_file_in_another_encoding_is_read_in_the_one_that_is_chosen(new_page: Callable[..., Page]) -> None:
    page = new_page(expected="422")
    page.goto("/annotate")
    drop(page, "a.txt", "国防部部长吴春历\n".encode("gb18030"))
    page.get_by_role("button", name="gb18030").click()
    page.locator("#found").wait_for()
    assert "吴春历" in page.locator(".mention").inner_text()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.png", b"\x89PNG\0\0\0\xff\xfe\xfd" * 40, "There is no text here"),
        ("a.txt", b"x" * 2_500_000, "This has 2.5 MB; the service takes 2 MB"),
    ],
)
def test_what_cannot_be_read_is_said(
    new_page: Callable[..., Page], axe: Callable[[Page], None], name: str, content: bytes, said: str
) -> None:
    page = new_page(expected="422")
    page.goto("/annotate")
    choose(page, name, content)
    page.get_by_role("alert").get_by_text(said).wait_for()
    axe(page)


def test_a_long_text_is_read_stretch_by_stretch(page: Page) -> None:
    page.goto("/annotate")
    choose(page, "a.txt", f"{TEXT}\n{'Nobody came. ' * 20}\n{'.' * 700}\n".encode() * 120)
    page.locator("#m360").wait_for(timeout=120_000)
    assert page.locator(".mention").count() == 360


def test_right_to_left_and_markup_stay_as_they_are(page: Page) -> None:
    text = "قال فان فان جيانغ <b>اليوم</b>\nGeneral Phan Văn Giang."
    annotate(page, text)
    assert page.locator("#marked").inner_text().startswith("قال فان فان جيانغ <b>اليوم</b>")
    assert page.locator("#marked b").count() == 0


def test_it_is_saved_without_leaving_the_page(page: Page, tmp_path: Path) -> None:
    annotate(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / download.value.suggested_filename)
    with (tmp_path / "annotations.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["vn-phan-van-giang"] * 2 + ["vn-ngo-xuan-lich"]
    assert page.locator(".mention").count() == 3


def test_it_works_without_script(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/annotate")
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_role("button", name="Annotate").click()
    assert page.locator(".mention").count() == 3
    page.locator("#m1 a").click()
    assert page.url.endswith("/annotate/page#e-vn-phan-van-giang")


def test_it_fits_a_phone(new_page: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    annotate(page, f"{TEXT}\n{'x' * 300}")
    page.locator("#m1 a").focus()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    place = page.locator("#reason").bounding_box()
    assert place is not None
    assert (place["x"], place["x"] + place["width"]) == (8, 352)
    assert place["y"] + place["height"] == 732, "it stands at the foot of the window"
    axe(page)
