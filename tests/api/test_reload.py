"""Edits while the service runs: a good one is taken over whole, a broken one is shown and changes no answer."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from served import write_gazetteer

from exonym.api import service
from exonym.api.app import create_app
from exonym.api.compile import compile_layers
from exonym.api.settings import Settings
from exonym.resolver.errors import ExonymError, GazetteerError
from exonym.resolver.store.caching.compiled import directory_of

PATIENCE = 300  # seconds; the machine may be busy


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_gazetteer(tmp_path / "gazetteer")


@pytest.fixture
def served(root: Path, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(gazetteer=(root,), cache_dir=tmp_path / "cache", reload_interval=0.05)
    with TestClient(create_app(settings)) as client:
        yield client


def wait_until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.02)


def test_edits_good_and_broken(served: TestClient, root: Path) -> None:
    def status() -> dict[str, object]:
        return served.get("/readyz").json()  # type: ignore[no-any-return]

    def asked() -> dict[str, object]:
        return served.get("/resolve?q=Ngo+Xuan+Lich").json()  # type: ignore[no-any-return]

    people = root / "people" / "vn.yaml"
    good = people.read_text(encoding="utf-8")
    before = status()["gazetteer"]
    assert (asked()["status"], asked()["gazetteer"]) == ("match", before)

    people.write_text(good.replace("name: Ngô Xuân Lịch", "naem: Ngô Xuân Lịch"), encoding="utf-8")
    wait_until(lambda: status()["status"] == "degraded")
    assert (asked()["status"], asked()["gazetteer"]) == ("match", before)
    error = served.get("/status").json()["error"]
    finding = error["findings"][0]
    assert finding["file"] == str(people)
    assert finding["line"] > 1
    assert any(each["remedy"] for each in error["findings"])
    assert "exonym_degraded 1.0" in served.get("/metrics").text

    people.write_text(good + "vn-moi:\n  name: Vũ Thị Mới\n  country: vn\n  sources: [knowledge]\n", encoding="utf-8")
    wait_until(lambda: status()["gazetteer"] != before)
    assert status()["status"] == "ready"
    after = served.get("/resolve?q=Vu+Thi+Moi").json()
    assert (after["id"], after["gazetteer"]) == ("vn-moi", status()["gazetteer"])
    assert asked()["gazetteer"] == status()["gazetteer"]  # no answer of the old one stays in memory
    assert served.get("/status").json()["reloads"] == 1


def test_a_file_that_is_emptied_is_half_saved(served: TestClient, root: Path) -> None:
    def ready() -> dict[str, Any]:
        return served.get("/readyz").json()  # type: ignore[no-any-return]

    people = root / "people" / "jp.yaml"
    good, before = people.read_text(encoding="utf-8"), ready()["gazetteer"]
    for _ in range(2):
        people.write_text("", encoding="utf-8")
        wait_until(lambda: ready()["status"] == "degraded")
        assert ready()["gazetteer"] == before
        (found,) = ready()["error"]["findings"]
        assert (found["file"], found["remedy"][:18]) == (str(people), "Write its entries,")
        assert served.get("/resolve?q=岸信夫").json()["id"] == "jp-kishi-nobuo"
        people.write_text(good, encoding="utf-8")
        wait_until(lambda: ready()["status"] == "ready")
    people.write_text("", encoding="utf-8")
    wait_until(lambda: ready()["status"] == "degraded")
    people.unlink()
    wait_until(lambda: ready()["status"] == "ready")
    assert served.get("/resolve?q=岸信夫").json()["id"] is None


def test_a_file_that_is_emptied_while_it_is_compiled_is_not_taken_over(
    served: TestClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = root / "people" / "jp.yaml"
    compiles = service.Service._compile

    async def compile_late(self: Any, *args: Any) -> Any:
        people.write_text("", encoding="utf-8")
        return await compiles(self, *args)

    monkeypatch.setattr(service.Service, "_compile", compile_late)
    people.write_text(people.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
    wait_until(lambda: served.get("/readyz").json()["status"] == "degraded")
    assert served.get("/status").json()["reloads"] == 0
    assert served.get("/resolve?q=岸信夫").json()["id"] == "jp-kishi-nobuo"


def test_a_link_that_leads_nowhere_is_told(served: TestClient, root: Path) -> None:
    (root / "people" / "x.yaml").symlink_to("x.yaml")
    wait_until(lambda: served.get("/readyz").json()["status"] == "degraded")
    (root / "people" / "x.yaml").unlink()
    wait_until(lambda: served.get("/readyz").json()["status"] == "ready")


def test_a_gazetteer_that_does_not_load_at_the_start_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "vn.yaml").write_text("vn-x: {naem: x}\n")
    settings = Settings(gazetteer=(tmp_path,), reload_interval=0)
    with pytest.raises(GazetteerError), TestClient(create_app(settings)):
        pass


def test_a_worker_that_starts_on_broken_files_serves_what_the_others_do(root: Path, tmp_path: Path) -> None:
    settings = Settings(gazetteer=(root,), cache_dir=tmp_path / "cache", reload_interval=0)
    with TestClient(create_app(settings)) as client:
        before = client.get("/readyz").json()["gazetteer"]
    people = root / "people" / "vn.yaml"
    people.write_text(people.read_text(encoding="utf-8").replace("born:", "bron:"), encoding="utf-8")
    with TestClient(create_app(settings)) as client:
        ready = client.get("/readyz").json()
        assert (ready["status"], ready["gazetteer"]) == ("degraded", before)
        assert ready["error"]["findings"][0]["file"] == str(people)
        assert client.get("/resolve?q=吴春历").json()["id"] == "vn-ngo-xuan-lich"


def test_a_worker_that_starts_on_an_emptied_file_serves_what_the_others_do(root: Path, tmp_path: Path) -> None:
    settings = Settings(gazetteer=(root,), cache_dir=tmp_path / "cache", reload_interval=0.05)
    with TestClient(create_app(settings)) as client:
        before = client.get("/readyz").json()["gazetteer"]
    people = root / "people" / "jp.yaml"
    good = people.read_text(encoding="utf-8")
    people.write_text("", encoding="utf-8")
    compile_layers([root], tmp_path / "cache")  # as `serve` does before its workers start
    app = create_app(settings)
    with TestClient(app) as client:
        ready = client.get("/readyz").json()
        assert (ready["status"], ready["gazetteer"]) == ("degraded", before)
        assert ready["error"]["findings"][0]["file"] == str(people)
        (root / "people" / "vn.yaml").touch()  # it is still emptied since it was taken over
        wait_until(lambda: app.state.service.failures == 2)
        assert client.get("/resolve?q=岸信夫").json()["id"] == "jp-kishi-nobuo"
        people.write_text(good, encoding="utf-8")
        wait_until(lambda: client.get("/readyz").json()["status"] == "ready")


@pytest.mark.parametrize(("printed", "said"), [("", "JSONDecodeError"), ('{"unwritable": "No space"}', "No space")])
def test_a_compiler_that_dies_leaves_what_was_good(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printed: str, said: str
) -> None:
    settings = Settings(gazetteer=(root,), cache_dir=tmp_path / "cache", reload_interval=0)
    with TestClient(create_app(settings)) as client:
        before = client.get("/readyz").json()["gazetteer"]
    (root / "people" / "vn.yaml").unlink()
    monkeypatch.setattr(service, "command", lambda *_: [sys.executable, "-c", f"print({printed!r})"])
    with TestClient(create_app(settings)) as client:
        ready = client.get("/readyz").json()
        assert (ready["status"], ready["gazetteer"]) == ("degraded", before)
        assert said in ready["error"]["message"]
    app = create_app(Settings(gazetteer=(root,), cache_dir=tmp_path / "other", reload_interval=0))
    with (
        pytest.raises(ExonymError, match=rf"does not load: compiling ended with .*{said}.*reload_timeout"),
        TestClient(app),
    ):
        pass


def test_a_worker_with_nothing_to_serve_says_why_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "vn.yaml").write_text("vn-x: {naem: x}\n")
    app = create_app(Settings(gazetteer=(tmp_path,), reload_interval=0))
    said: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        said.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "lifespan.startup"}

    with pytest.raises(GazetteerError):
        asyncio.run(app({"type": "lifespan"}, receive, send))
    assert [each["type"] for each in said] == ["lifespan.startup.failed"]
    line = said[0]["message"]
    assert "people/vn.yaml:1:" in line
    assert "exonym check" in line
    assert "\n" not in line


def test_what_is_compiled_once_is_taken_over(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = tmp_path / "cache"
    place, findings = compile_layers([root], directory)
    assert place == directory_of([root], directory)
    assert findings == []
    assert not directory.stat().st_mode & 0o077
    monkeypatch.setattr(service, "command", None)  # nothing is compiled any more
    with TestClient(create_app(Settings(gazetteer=(root,), cache_dir=directory, reload_interval=0))) as client:
        assert client.get("/resolve?q=吴春历").json()["id"] == "vn-ngo-xuan-lich"
        assert client.get("/search?q=Ngo+Xu").json()["results"][0]["id"] == "vn-ngo-xuan-lich"


def test_a_damaged_one_is_compiled_anew(root: Path, tmp_path: Path) -> None:
    place, _ = compile_layers([root], tmp_path / "cache")
    assert place is not None
    (place / "entities.npy").write_bytes(b"")
    with TestClient(create_app(Settings(gazetteer=(root,), cache_dir=tmp_path / "cache", reload_interval=0))) as client:
        assert client.get("/resolve?q=吴春历").json()["id"] == "vn-ngo-xuan-lich"


def test_an_edit_has_another_file(root: Path, tmp_path: Path) -> None:
    before = directory_of([root], tmp_path)
    people = root / "people" / "vn.yaml"
    people.write_text(people.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
    os.utime(people)
    assert directory_of([root], tmp_path) != before
