"""Keys, rates, origins, logs: what an operator sets."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from served import client_with

from exonym.api.access_keys import KeyRing, Rates, digest, read_keys
from exonym.api.app import create_app
from exonym.api.cli.serve import service_settings
from exonym.api.logs import JsonLines
from exonym.api.settings import Settings
from exonym.resolver.errors import InputError, UsageError
from exonym.resolver.resolve import Resolver


@pytest.fixture
def keys_file(tmp_path: Path) -> Path:
    file = tmp_path / "keys"
    file.write_text(f"# clients\nalice {digest('a-key')}\nbob\t{digest('b-key')}\t2  # two a second\n\n")
    return file


def test_keys_are_kept_as_hashes_and_found_whole(keys_file: Path) -> None:
    ring = KeyRing(read_keys(keys_file))
    assert "a-key" not in keys_file.read_text()
    found = ring.find("a-key")
    assert found is not None
    assert found.name == "alice"
    for wrong in ("", "a-ke", "a-key ", digest("a-key"), "ключ", "\udcff"):
        assert ring.find(wrong) is None


@pytest.mark.parametrize(
    "line", ["alice", "alice notahash", "alice " + "a" * 63, "alice " + "a" * 64 + " fast", "a b c d"]
)
def test_a_line_that_is_no_key_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "keys"
    file.write_text(f"# first\n{line}\n")
    with pytest.raises(InputError, match="keys:2"):
        read_keys(file)
    with pytest.raises(InputError, match="EXONYM_KEYS_FILE"):
        read_keys(tmp_path / "missing")


def test_closed_reads_need_a_key(small: Resolver, keys_file: Path) -> None:
    with client_with(small, keys_file=keys_file, reads="closed") as client:
        for headers in ({}, {"x-api-key": "wrong"}, {"authorization": "Bearer "}, {"authorization": "Basic a-key"}):
            response = client.get("/resolve?q=x", headers=headers)
            assert response.status_code == 401
            assert response.json()["code"] == "key"
            assert "www-authenticate" in response.headers
        assert client.get("/resolve?q=x", headers={"x-api-key": "a-key"}).status_code == 200
        assert client.get("/resolve?q=x", headers={"authorization": "bearer a-key"}).status_code == 200
        # the answer is in memory now, and still nobody's without a key
        assert client.get("/resolve?q=x").status_code == 401
        assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
        assert client.get("/reconcile").status_code == client.get("/zh/reconcile/v1").status_code == 200
        for path in (
            "/reconcile?queries={}",
            "/view/x",
            "/reconcile/suggest/type",
            "/docs",
            "/metrics",
            "/openapi.json",
        ):
            assert client.get(path).status_code == 401
        refused = client.post("/reconcile", content=b"queries={}")
        assert refused.json()["status"] == "error"
        assert refused.headers["access-control-allow-origin"] == "*"


def test_open_reads_refuse_only_wrong_keys(small: Resolver, keys_file: Path) -> None:
    with client_with(small, keys_file=keys_file) as client:
        assert client.get("/resolve?q=x").status_code == 200
        assert client.get("/resolve?q=x", headers={"x-api-key": "wrong"}).status_code == 401


def test_each_key_has_its_rate(small: Resolver, keys_file: Path) -> None:
    with client_with(small, keys_file=keys_file, open_rate=1) as client:
        bob = [client.get("/healthy", headers={"x-api-key": "b-key"}).status_code for _ in range(5)]
        assert bob[:2] == [404, 404]
        assert 429 in bob
        assert 429 not in [client.get("/healthy", headers={"x-api-key": "a-key"}).status_code for _ in range(5)]
        assert 429 in [client.get("/healthy").status_code for _ in range(5)]
        refused = client.get("/healthy")
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1


def test_a_bucket_fills_with_time() -> None:
    rates = Rates()
    assert [rates.wait("a", 2, now) for now in (0, 0, 0)] == [0, 0, pytest.approx(0.5)]
    assert rates.wait("b", 2, 0) == 0
    assert rates.wait("a", 2, 0.5) == 0
    assert rates.wait("a", 2, 0.5) > 0
    slow = Rates()
    assert slow.wait("c", 0.1, 0) == 0
    assert slow.wait("c", 0.1, 5) == pytest.approx(5)
    assert slow.wait("c", 0.1, 10) == 0


def test_origins_by_setting(small: Resolver, client: TestClient) -> None:
    page = {"origin": "https://a.example"}
    assert "access-control-allow-origin" not in client.get("/healthz", headers=page).headers
    with client_with(small, cors_origins="https://a.example, https://b.example") as some:
        assert some.get("/healthz", headers=page).headers["access-control-allow-origin"] == "https://a.example"
        assert some.get("/healthz", headers=page).headers["vary"] == "Origin"
        assert some.get("/nothing", headers=page).headers["access-control-allow-origin"] == "https://a.example"
        assert (
            "access-control-allow-origin" not in some.get("/healthz", headers={"origin": "https://c.example"}).headers
        )
        assert (
            some.get("/reconcile", headers={"origin": "https://c.example"}).headers["access-control-allow-origin"]
            == "*"
        )
    with client_with(small, cors_origins="*") as all_of_them:
        assert all_of_them.get("/healthz", headers=page).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(("level", "shown"), [("info", False), ("debug", True), ("warning", None)])
def test_mentions_reach_the_log_only_at_debug(small: Resolver, level: str, shown: bool | None) -> None:
    lines: list[str] = []
    app = create_app(Settings(log_level=level), small, lines.append)  # type: ignore[arg-type]
    with TestClient(app) as client:
        client.get("/resolve?q=Ngo+Xuan+Lich", headers={"X-Request-ID": "r-7"})
        client.request("PATCH", "/no%22thing")
    if shown is None:
        assert lines == []
        return
    first, second = (json.loads(line) for line in "".join(lines).splitlines())
    assert (first["id"], first["route"], first["status"], first["event"]) == ("r-7", "/resolve", 200, "request")
    assert ("Ngo" in "".join(lines)) is shown
    assert (second["method"], second["route"], second["status"]) == ("PATCH", "other", 404)


def test_a_log_line_is_one_line() -> None:
    record = logging.makeLogRecord({"msg": "a\nb", "levelname": "INFO", "odd": Path("x"), "created": 0.0})
    text = JsonLines().format(record)
    assert "\n" not in text
    assert json.loads(text) == {"at": "1970-01-01T00:00:00.000+00:00", "level": "info", "event": "a\nb", "odd": "x"}


def test_settings_by_environment_and_flag(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EXONYM_MAX_BATCH", "7")
    monkeypatch.setenv("EXONYM_CORS_ORIGINS", "https://a.example https://b.example")
    monkeypatch.setenv("EXONYM_GAZETTEER", f"{tmp_path}:other")
    settings = Settings()
    assert settings.max_batch == 7
    assert settings.cors_origins == ("https://a.example", "https://b.example")
    assert settings.layers() == (tmp_path, Path("other"))
    flags = service_settings([tmp_path], ["max_batch=9", "reads=closed"])
    assert (flags.max_batch, flags.reads, flags.layers()) == (9, "closed", (tmp_path,))
    for wrong in (["max_batch"], ["nothing=1"], ["max_batch=many"], ["reads=ajar"]):
        with pytest.raises(UsageError):
            service_settings([tmp_path], wrong)
