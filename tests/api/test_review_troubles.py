"""Reviews whose files were changed by others, lost or broken, and input that no review can take."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from served import client_with
from test_review import TABLE, Review, desk, folder

from exonym.api.compile import compile_layers, read_whole
from exonym.api.reviews import work
from exonym.api.reviews.folder import begun
from exonym.resolver.bulk.options import job_of
from exonym.resolver.resolve import Resolver
from exonym.resolver.reviewing.index import connected, tell
from exonym.resolver.reviewing.intake import take
from exonym.resolver.reviewing.resolving import begin, is_open
from exonym.resolver.store.caching.compiled import directory_of, open_resolver, read

__all__ = ["desk", "folder"]


def held(desk: Review) -> dict[str, str]:
    return {row["mention"]: row["decision"]["decision"] for row in desk.queue("decided=yes")}


def test_a_file_of_decisions_that_others_remove_or_change_is_read_anew(desk: Review) -> None:
    desk.decide(desk.key("Giang"), "none")
    text = desk.file.read_text()
    desk.file.unlink()
    assert held(desk) == {}
    desk.decide(desk.key("Zorro Qwfp"), "new")
    assert held(desk) == {"Zorro Qwfp": "new"}
    desk.file.write_text(text.replace(",none,", ",unsure,a longer note"))
    assert held(desk) == {"Giang": "unsure"}


def test_a_file_of_decisions_in_another_encoding_is_refused_and_hides_no_other_review(desk: Review) -> None:
    desk.decide(desk.key("Giang"), "none")
    Review(desk.client, desk.folder)
    with desk.file.open("ab") as file:
        file.write(b"\xff,,,,,,,none,,v1,,,,,\n")
    refused = desk.client.get(f"{desk.path}/queue")
    assert refused.status_code == 422
    assert "not utf-8: byte 0xFF" in refused.json()["detail"]
    page = desk.client.get("/review")
    assert page.status_code == 200
    assert "decisions.csv, line 3: not utf-8: byte 0xFF." in page.text
    assert page.text.count("names.csv") == 2


def test_an_index_that_is_broken_is_made_anew(desk: Review) -> None:
    desk.decide(desk.key("Giang"), "none")
    for end in ("-wal", "-shm"):
        (desk.folder / desk.added["id"] / f"index.sqlite{end}").unlink(missing_ok=True)
    (desk.folder / desk.added["id"] / "index.sqlite").write_bytes(b"no database" * 1000)
    assert held(desk) == {"Giang": "none"}


def test_an_index_that_another_version_made_is_made_anew(desk: Review) -> None:
    desk.decide(desk.key("Giang"), "none")
    with connected(desk.folder / desk.added["id"] / "index.sqlite") as database:
        database.executescript("DROP TABLE tally; PRAGMA user_version = 0")
    assert held(desk) == {"Giang": "none"}


def test_numbers_that_no_index_can_hold_are_refused(desk: Review) -> None:
    assert desk.client.get(f"{desk.path}/queue?offset={10**25}").status_code == 422
    made = {"key": desk.key("Giang"), "decision": "none", "scope": "row", "row": 10**25}
    assert desk.client.post(f"{desk.path}/decisions", json=made).status_code == 422


def test_a_table_with_a_name_as_long_as_names_may_not_be_is_taken(small: Resolver, folder: Path) -> None:
    with client_with(small, review_dir=folder) as client:
        file = (f"a.{'b' * 300}.csv", TABLE.encode())
        added = client.post("/review/tables", data={"column": "name"}, files={"file": file})
        assert added.status_code == 201, added.text


@pytest.mark.parametrize(("blind", "status"), [("on", 201), ("false", 201), ("treu", 422)])
def test_blind_is_yes_or_no(small: Resolver, folder: Path, blind: str, status: int) -> None:
    with client_with(small, review_dir=folder) as client:
        path = f"/review/tables?name=a.csv&column=name&blind={blind}"
        added = client.post(path, content=TABLE.encode(), headers={"Content-Type": "text/csv"})
        assert added.status_code == status
        if status == 201:
            assert client.get(f"/review/{added.json()['id']}/queue").json()["blind"] is (blind == "on")


def test_the_search_reads_a_name_as_decisions_do(desk: Review) -> None:
    desk.wait()
    assert [row["mention"] for row in desk.queue("q=ZORRO%20%20ＱＷＦＰ")] == ["Zorro Qwfp"]


def test_the_answers_of_a_gazetteer_that_comes_back_are_found_anew(tmp_path: Path) -> None:
    with connected(tmp_path / "index.sqlite") as database:
        begin(database, "a", 1.0)
        tell(database, done="a")
        assert begin(database, "b", 2.0)
        assert begin(database, "a", 3.0)
        assert is_open(database)


def test_folders_of_others_stay_among_the_reviews(tmp_path: Path) -> None:
    old, left = tmp_path / "part.one", tmp_path / "part.0123456789ab"
    for path in (old, left):
        path.mkdir()
        os.utime(path, (1, 1))
    with begun(tmp_path, 5) as new:
        assert new.is_dir()
    assert (old.is_dir(), left.is_dir()) == (True, False)


def test_answering_beside_takes_the_gazetteer_that_is_served_and_writes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gazetteer = tmp_path / "gazetteer"
    (gazetteer / "people").mkdir(parents=True)
    (gazetteer / "people" / "vn.yaml").write_text("vn-a:\n  name: Ngô Xuân Lịch\n  country: vn\n")
    place, _ = compile_layers([gazetteer], tmp_path / "cache")
    assert place is not None
    (gazetteer / "people" / "vn.yaml").write_text("")  # nobody reads the files
    with connected(tmp_path / "index.sqlite") as database:
        table = tmp_path / "table.csv"
        table.write_text("name\nNgô Xuân Lịch\n")
        take(database, job_of({"column": "name"}, str(table)), 99)
        catalogue = read(place)
        assert catalogue is not None
        assert begin(database, catalogue.gazetteer.version, 1.0)
    monkeypatch.setattr(sys, "argv", ["work", *work.command(tmp_path / "index.sqlite", place, 0.5)[-4:]])
    monkeypatch.setattr(os, "getppid", os.getpid)
    work.main()
    with connected(tmp_path / "index.sqlite") as database:
        assert [row["id"] for row in database.execute("SELECT id FROM entry")] == ["vn-a"]
    assert list((tmp_path / "cache").glob("*.compiled")) == [place]
    assert read_whole(place) is not None


def test_what_a_command_compiled_is_compiled_whole_for_a_service(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "vn.yaml").write_text("vn-a:\n  name: Ngô Xuân Lịch\n  country: vn\n")
    open_resolver([tmp_path], tmp_path / "cache")
    place = directory_of([tmp_path], tmp_path / "cache")
    assert read(place) is not None
    assert read_whole(place) is None
    assert compile_layers([tmp_path], tmp_path / "cache") == (place, [])
    assert read_whole(place) is not None
