"""Pictures of every page over the shipped gazetteer, wide, narrow and dark: `make screenshots ARGS="lookup"` for one.

Writes docs/screenshots/PAGE-WIDTH.png; of these only the ones that a document shows are committed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Page, sync_playwright

from browser.browsing import PATIENCE, ROOT, launch, serving

TARGET = ROOT / "docs" / "screenshots"
WIDE, NARROW = {"width": 1200, "height": 860}, {"width": 360, "height": 740}
KINDS = {"wide": {"viewport": WIDE}, "narrow": {"viewport": NARROW}, "dark": {"viewport": WIDE, "color_scheme": "dark"}}
PAGES = {
    "lookup": "/?q=吴春历大将",
    "entity": "/view/vn-ngo-xuan-lich",
    "post": "/view/jp-minister-of-defense",
    "browse": "/browse?country=vn",
    "annotate": "/annotate?example=1",
    "review": "/review",
    "docs": "/docs",
}


def annotated(page: Page) -> None:
    """The example marked, with one reason open."""
    page.locator("#form button.primary").click()
    page.locator("#m3 a").click()
    page.locator("#reason").wait_for()


def desk(page: Page) -> None:
    """A review of the seed mentions, just begun."""
    columns = "column=mention&kind_column=kind&date_column=date&context_column=context_countries"
    table = (ROOT / "seeds" / "mentions.csv").read_bytes()
    begun = page.request.post(f"/review/tables?name=mentions.csv&{columns}", data=table)
    page.goto(f"/review/{begun.json()['id']}")
    page.locator("#mention").wait_for()
    page.get_by_text("names looked up").wait_for(state="hidden")


WORK = {"annotate": annotated, "review": desk}


def main() -> int:
    """Ends with 1 where a page is not there."""
    TARGET.mkdir(parents=True, exist_ok=True)
    missing, wanted = [], {name: path for name, path in PAGES.items() if name in (sys.argv[1:] or PAGES)}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        with serving(place / "log", "--set", f"review_dir={place / 'reviews'}") as address:
            browser = launch(playwright)
            for kind, options in KINDS.items():
                for name, path in wanted.items():
                    page = browser.new_context(base_url=address, **options).new_page()  # type: ignore[arg-type]
                    page.set_default_timeout(PATIENCE * 1000)
                    answer = page.goto(path)
                    if answer is None or not answer.ok:
                        missing.append(path)
                        continue
                    WORK.get(name, lambda page: None)(page)
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=TARGET / f"{name}-{kind}.png")
                    page.context.close()
            browser.close()
    print(f"{TARGET}: {len(wanted) * len(KINDS) - len(missing)} pictures")
    for path in missing:
        print(f"{path} is not there", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
