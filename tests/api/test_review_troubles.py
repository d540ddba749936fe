"""Reviews whose files were changed by others, lost or broken, and input that no review can take."""

from __future__ import annotations

from pathlib import Path

import pytest
from served import client_with
from test_review import TABLE, Review, desk, folder

from exonym.resolver.resolve import Resolver
from exonym.resolver.reviewing.index import connected, tell
from exonym.resolver.reviewing.resolving import begin, is_open

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
