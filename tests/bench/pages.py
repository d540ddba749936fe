"""How soon pages are painted, and answers to a keystroke, over the shipped gazetteer in Chromium: `make bench-pages`.

Prints p50 and p95 in milliseconds. Every page is opened in a profile that has kept nothing. A keystroke is the last one
of a seed mention on the look-up page; its time ends with the frame in which the answer stands, and what the page waits
for further keys is part of it.
"""

from __future__ import annotations

import csv
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, Page, sync_playwright

from browser.browsing import PATIENCE, ROOT, launch, serving

ROUNDS, MENTIONS = 20, 100
PAGES = ("/", "/?q=吴春历大将&date=2018-04-10", "/view/vn-ngo-xuan-lich", "/browse", "/annotate", "/review")
PAINT = """() => new Promise((done) => new PerformanceObserver((list) => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (paint) done(paint.startTime);
}).observe({type: "paint", buffered: true}))"""
ANSWER = """() => { window.answered = new Promise((done) => {
  let began = 0;
  addEventListener("keydown", () => { began = performance.now(); }, {once: true, capture: true});
  new MutationObserver((_, observer) => {
    if (!document.querySelector("#answer > *")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
  }).observe(document.getElementById("answer"), {childList: true});
}); }"""


def line(what: str, times: list[float]) -> None:
    """One row of the table."""
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    print(f"{what:<44} {statistics.median(times):7.0f} {cuts[18]:7.0f} {len(times):6}", flush=True)


def paints(browser: Browser, address: str, path: str) -> list[float]:
    """Milliseconds until something of a page is seen; none where it is not there."""
    times = []
    for _ in range(ROUNDS):
        context = browser.new_context(base_url=address)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        answer = page.goto(path)
        if answer is None or not answer.ok:
            return []
        times.append(page.evaluate(PAINT))
        context.close()
    return times


def keystroke(page: Page, mention: str) -> float:
    """Milliseconds from the last key of a mention to the frame with its answer."""
    page.goto("/")
    page.locator("#q").fill(mention[:-1])
    if len(mention) > 1:
        page.locator("#answer > *").first.wait_for(state="attached")
    page.wait_for_timeout(150)  # so that what was asked before has been answered
    page.evaluate(ANSWER)
    page.locator("#q").press("End")
    page.keyboard.insert_text(mention[-1]) if not mention[-1].isascii() else page.keyboard.press(mention[-1])
    return float(page.evaluate("window.answered"))


def main() -> None:
    """Prints the table."""
    with (ROOT / "seeds" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        mentions = list(dict.fromkeys(row["mention"] for row in csv.DictReader(file)))[:MENTIONS]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        with serving(place / "log", "--set", f"review_dir={place / 'reviews'}") as address:
            browser = launch(playwright)
            print(f"{'milliseconds':<44} {'p50':>7} {'p95':>7} {'times':>6}")
            for path in PAGES:
                times = paints(browser, address, path)
                if times:
                    line(f"first paint of {path}", times)
            page = browser.new_context(base_url=address).new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.goto("/")
            line("answer to a keystroke on /", [keystroke(page, mention) for mention in mentions])
            browser.close()


if __name__ == "__main__":
    main()
