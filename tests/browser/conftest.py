"""A browser whose pages fail the test on whatever they complain of, and axe-core over them.

Needs Chromium, Playwright for Python (`pip install playwright`, without its own browsers) and the npm package axe-core
in the directory that the environment variable NODE_MODULES names. What is not installed is skipped and says so.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.append(str(Path(__file__).parents[1] / "api"))

from served import write_gazetteer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError

_AXE = Path(os.environ.get("NODE_MODULES", "node_modules")) / "axe-core" / "axe.min.js"
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all tests; it ends with the last of them, since its event loop bars others."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    from .browsing import chromium, launch

    if chromium() is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as started:
        browser = launch(started)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over the small gazetteer."""
    from .browsing import serving

    folder = tmp_path_factory.mktemp("served")
    with serving(folder / "log", *small_gazetteer(folder)) as address:
        yield address


@pytest.fixture
def serve(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Starts a service of the test's own over the small gazetteer, with further options of `exonym serve`."""
    from .browsing import serving

    with ExitStack() as stack:

        def start(*options: str) -> str:
            return stack.enter_context(serving(tmp_path / "log", *small_gazetteer(tmp_path), *options))

        yield start


def small_gazetteer(folder: Path) -> list[str]:
    """Options of `exonym serve` for the small gazetteer, written below a folder."""
    gazetteer = write_gazetteer(folder / "gazetteer")
    return ["--gazetteer", str(gazetteer), "--without-shipped", "--set", f"cache_dir={folder / 'cache'}"]


class Watch:
    """What pages complain of: errors of script and policy, requests to other hosts.

    `expected` matches complaints that are meant, as that of a request which the service refuses.
    """

    def __init__(self, address: str, expected: str) -> None:
        self._address = f"{address}/"
        self._expected = re.compile(expected) if expected else None
        self.complaints: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watches every page of a context, those too that pages open."""
        context.on("console", self._said)
        context.on("weberror", self._thrown)
        context.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "assert"):
            self._note(f"console: {message.text} ({message.location['url']})")

    def _thrown(self, error: WebError) -> None:
        self._note(f"uncaught: {error.error}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._address, "data:", "blob:")):
            self._note(f"a request to another host: {request.url}")

    def _note(self, complaint: str) -> None:
        if not self._expected or not self._expected.search(complaint):
            self.complaints.append(complaint)


NewPage = Callable[..., "Page"]


@pytest.fixture
def new_page(browser: Browser, served: str) -> Iterator[NewPage]:
    """Makes pages that fail the test on whatever they complain of, unless it matches `expected`.

    Further options are those of a browser context (`viewport`, `color_scheme`, `locale`, `java_script_enabled`, …);
    `address` is that of another service than `served`.
    """
    with ExitStack() as stack:

        def make(*, expected: str = "", address: str = served, **options: Any) -> Page:
            return stack.enter_context(watched(browser, address, expected, options))

        yield make


@contextmanager
def watched(browser: Browser, address: str, expected: str, options: dict[str, Any]) -> Iterator[Page]:
    """A page in a context of its own; at its end, no complaint."""
    from .browsing import PATIENCE

    watch = Watch(address, expected)
    context = browser.new_context(base_url=address, **{"viewport": WIDE, "locale": "en", **options})
    context.set_default_timeout(PATIENCE * 1000)
    watch.over(context)
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not watch.complaints, "\n".join(watch.complaints)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page that fails the test on whatever it complains of; paths go to the service over the small gazetteer."""
    return new_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that axe-core finds nothing against a page as it stands."""
    if not _AXE.exists():
        pytest.skip("the npm package axe-core is not installed")
    source = _AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.evaluate(source)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert not found["violations"], "\n".join(_readable(each) for each in found["violations"])

    return check


def _readable(violation: dict[str, Any]) -> str:
    places = [
        f"    {' '.join(map(str, node['target']))}: {node['html'][:200]}\n        "
        + node["failureSummary"].replace("\n", "\n        ")
        for node in violation["nodes"][:5]
    ]
    head = f"{violation['id']} ({violation['impact']}): {violation['help']}, {len(violation['nodes'])} times"
    return "\n".join([head, *places])
