"""The first load of a gazetteer: compiled on all processors where it is large, with the same errors and answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from exonym.api.cli import session
from exonym.api.compile import command, compile_beside
from exonym.resolver.errors import GazetteerError

PERSON = "vn-be-thu-nghiem:\n  name: Bế Thử Nghiệm\n  country: vn\n  sources: [knowledge]\n"


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(session, "_WORTH_PROCESSES", 0)
    file = tmp_path / "people" / "vn.yaml"
    file.parent.mkdir()
    file.write_text(PERSON, encoding="utf-8")
    return file


def test_what_another_process_compiles_answers(people: Path) -> None:
    resolver = session.open_resolver([people.parents[1]])
    assert resolver.resolve("Be Thu Nghiem").id == "vn-be-thu-nghiem"
    assert Path(session.compiled_directory([people.parents[1]])).is_dir()


def test_errors_come_back_with_their_places(people: Path) -> None:
    people.write_text(PERSON.replace("name:", "naem:"), encoding="utf-8")
    with pytest.raises(GazetteerError) as raised:
        session.open_resolver([people.parents[1]])
    assert {each.place.line for each in raised.value.findings if each.severity == "error"} == {1, 2}


def test_a_process_that_does_not_start_costs_time_only(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", str(people))
    assert session.open_resolver([people.parents[1]]).resolve("Be Thu Nghiem").id == "vn-be-thu-nghiem"


def test_each_step_is_told(people: Path, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    place, findings = compile_beside(
        [people.parents[1]], tmp_path / "compiled", lambda doing, done, of: steps.append((doing, done, of))
    )
    assert place is not None
    assert findings == []
    assert next(doing for doing, _, _ in steps) == "reading the files"
    assert len({doing for doing, _, _ in steps}) > 3
    assert all(done <= of for _, done, of in steps)


def test_nothing_is_imported_from_the_working_directory() -> None:
    assert "-P" in command([Path("x")], Path("y"))
