"""Reviews over HTTP: a table in, its queue, decisions that last, reviewers, bad input."""

from __future__ import annotations

import csv
import gzip
import io
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from served import client_with, write_gazetteer

from exonym.api.access_keys import digest
from exonym.api.files.upload import KNOWN_ENDS
from exonym.resolver.bulk.answering.decision_log import opened
from exonym.resolver.bulk.answering.decisions import read_decisions
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job
from exonym.resolver.bulk.run import reconcile
from exonym.resolver.model import Gazetteer, Hints
from exonym.resolver.resolve import Resolver

TABLE = """\
name,when,place
Ngo Xuan Lich,2018,Hanoi
Ngo Xuan Lich,2018,Hue
Ngo Xuan Lich,2024,Hanoi
Giang,2022,Hanoi
Zorro Qwfp,,"<b>Paris</b>"
NGO  XUAN LICH,2018,Tokyo
,2018,nowhere
"""


class Review:
    """A review that is being tested."""

    def __init__(self, client: TestClient, folder: Path, table: str = TABLE, query: str = "&date_column=when") -> None:
        self.client, self.folder = client, folder
        added = client.post(
            f"/review/tables?column=name&name=names.csv{query}", content=table.encode(),
            headers={"Content-Type": "text/csv"},
        )  # fmt: skip
        assert added.status_code == 201, added.text
        self.added = added.json()
        self.path = f"/review/{self.added['id']}"

    @property
    def file(self) -> Path:
        return self.folder / self.added["id"] / "decisions.csv"

    def get(self, path: str) -> Any:
        found = self.client.get(f"{self.path}/{path}")
        assert found.status_code == 200, found.text
        return found.json()

    def queue(self, query: str = "") -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.get(f"queue?{query}")["rows"]
        return rows

    def wait(self) -> None:
        """Until every name has its answer."""
        while not self.get("queue")["ready"]:
            time.sleep(0.05)

    def key(self, mention: str, when: str | None = None) -> str:
        rows = (row for row in self.queue("sort=file") if row["mention"] == mention)
        return next(str(row["key"]) for row in rows if when is None or row["hints"].get("date") == when)

    def decide(self, key: str, decision: str, **more: Any) -> dict[str, Any]:
        made = self.client.post(f"{self.path}/decisions", json={"key": key, "decision": decision, **more})
        assert made.status_code == 200, made.text
        found: dict[str, Any] = made.json()
        return found

    def undo(self, reviewer: str = "") -> dict[str, Any]:
        found: dict[str, Any] = self.client.post(f"{self.path}/undo", json={"reviewer": reviewer}).json()
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "reviews"


@pytest.fixture
def desk(small: Resolver, folder: Path) -> Iterator[Review]:
    with client_with(small, review_dir=folder) as client:
        yield Review(client, folder)


def test_a_table_becomes_a_queue_of_distinct_names_with_the_doubtful_first(desk: Review) -> None:
    assert desk.added == {"id": desk.added["id"], "rows": 7, "names": 4, "faults": 0, "blank": 1}
    found = desk.get("queue")
    assert (found["total"], found["left"], found["ready"]) == (4, 2, True)
    assert found["counts"] == {"match": 2, "ambiguous": 1, "none": 1, "several": 0, "error": 0}
    assert [(row["mention"], row["count"], row["status"]) for row in found["rows"]] == [
        ("Giang", 1, "ambiguous"), ("Ngo Xuan Lich", 3, "match"), ("Ngo Xuan Lich", 1, "match"),
        ("Zorro Qwfp", 1, "none"),
    ]  # fmt: skip
    assert found["rows"][1]["context"] == {"place": "Hanoi"}
    assert found["rows"][1]["hints"] == {"date": "2018"}
    assert found["rows"][3]["context"] == {"place": "<b>Paris</b>"}


def test_the_queue_is_filtered_sorted_and_paged(desk: Review) -> None:
    def mentions(query: str) -> list[str]:
        return [row["mention"] for row in desk.queue(query)]

    assert mentions("status=ambiguous,none") == ["Giang", "Zorro Qwfp"]
    assert mentions("sort=file") == ["Ngo Xuan Lich", "Ngo Xuan Lich", "Giang", "Zorro Qwfp"]
    assert mentions("sort=count&limit=1") == ["Ngo Xuan Lich"]
    assert mentions("sort=file&offset=2&limit=1") == ["Giang"]
    assert mentions("q=zorro") == ["Zorro Qwfp"]
    assert mentions("type=person&min=90") == ["Ngo Xuan Lich", "Ngo Xuan Lich"]
    assert mentions("script=Hani") == []
    desk.decide(desk.key("Giang"), "none")
    assert mentions("decided=none") == mentions("decided=yes") == ["Giang"]
    assert "Giang" not in mentions("decided=no")
    refused = desk.client.get(f"{desk.path}/queue?colour=red")
    assert refused.status_code == 422
    assert "colour" in refused.json()["detail"]


def test_a_decision_is_in_its_file_at_once_with_who_when_and_what_was_before(desk: Review) -> None:
    key = desk.key("Giang")
    desk.decide(key, "none", reviewer="ann", note="of the\nriver")
    made = desk.decide(key, "vn-phan-van-giang", reviewer="bob")
    assert (made["seq"], made["changed"], made["left"]) == (2, 1, 1)
    assert made["decision"]["name"] == "Phan Văn Giang"
    rows = list(csv.DictReader(io.StringIO(desk.file.read_text(), newline="")))
    assert [(row["mention"], row["date"], row["decision"], row["before"]) for row in rows] == [
        ("Giang", "2022", "none", ""), ("Giang", "2022", "vn-phan-van-giang", "none"),
    ]  # fmt: skip
    assert [(row["reviewer"], row["note"]) for row in rows] == [("ann", "of the river"), ("bob", "")]
    assert rows[0]["decided"].startswith("20")
    assert rows[0]["gazetteer"] == desk.get("queue")["gazetteer"]


def test_what_a_decision_covers_is_said_before_and_done_after(desk: Review) -> None:
    key = desk.key("Ngo Xuan Lich", "2018")
    told = desk.get(f"rows/{key}")
    assert told["scopes"] == [
        {"scope": "row", "count": 1}, {"scope": "name", "count": 4}, {"scope": "context", "count": 3},
    ]  # fmt: skip
    assert [row["row"] for row in told["rows"]] == [1, 2, 6]
    assert told["rows"][2]["cells"] == {"name": "NGO  XUAN LICH", "when": "2018", "place": "Tokyo"}
    assert desk.decide(key, "vn-ngo-xuan-lich", scope="name")["changed"] == 4
    assert desk.decide(key, "unsure")["changed"] == 3
    assert desk.decide(key, "none", scope="row", row=2)["changed"] == 1
    refused = desk.client.post(
        f"{desk.path}/decisions", json={"key": key, "decision": "none", "scope": "row", "row": 4}
    )
    assert refused.status_code == 422
    held = {row["hints"]["date"]: row["decision"]["decision"] for row in desk.queue("status=match")}
    assert held == {"2018": "unsure", "2024": "vn-ngo-xuan-lich"}


def answers_of(desk: Review, small: Resolver) -> list[str]:
    """What `reconcile --decisions` makes of the table."""
    source, out = desk.folder / "in.csv", desk.folder / "out.csv"
    source.write_text(TABLE)
    job = Job(str(source), str(out), columns=Columns("name", date="when"), decisions=str(desk.file))
    reconcile(job, lambda: small)
    assert desk.client.get(f"{desk.path}/result.csv").content == out.read_bytes()
    with out.open(newline="") as stream:
        return [row["exonym_id"] or row["exonym_status"] for row in csv.DictReader(stream)]


def test_reconcile_obeys_exactly_what_was_decided_and_taken_back(desk: Review, small: Resolver) -> None:
    lich, giang = "vn-ngo-xuan-lich", "vn-phan-van-giang"
    assert answers_of(desk, small) == [lich, lich, lich, "ambiguous", "none", lich, "none"]
    key = desk.key("Ngo Xuan Lich", "2018")
    desk.decide(desk.key("Giang"), giang)
    desk.decide(key, giang, scope="name")
    desk.decide(key, "none", scope="row", row=2)
    assert answers_of(desk, small) == [giang, "none", giang, giang, "none", giang, "none"]
    assert desk.undo()["undone"]["scope"] == "row"
    assert answers_of(desk, small) == [giang, giang, giang, giang, "none", giang, "none"]
    assert desk.undo()["changed"] == 4
    assert answers_of(desk, small) == [lich, lich, lich, giang, "none", lich, "none"]
    before = desk.file.read_bytes()
    desk.undo()
    assert desk.file.read_bytes().startswith(before)
    assert desk.undo()["undone"] is None
    assert answers_of(desk, small) == [lich, lich, lich, "ambiguous", "none", lich, "none"]
    assert [each["undone"] for each in desk.get("history")["history"]] == [True, True, True]


def test_each_takes_back_what_is_their_own(desk: Review) -> None:
    key = desk.key("Giang")
    desk.decide(key, "none", reviewer="ann")
    desk.decide(key, "new", reviewer="bob")
    assert desk.undo("ann")["undone"]["decision"] == "none"
    assert desk.queue("status=ambiguous")[0]["decision"]["decision"] == "new"
    assert desk.undo("ann")["undone"] is None
    desk.decide(key, "unsure")
    desk.decide(key, "none", reviewer="cid")
    assert desk.undo()["undone"]["decision"] == "unsure"
    assert desk.queue("status=ambiguous")[0]["decision"]["reviewer"] == "cid"
    desk.undo("cid")
    assert desk.queue("status=ambiguous")[0]["decision"]["reviewer"] == "bob"
    desk.undo("bob")
    assert desk.queue("status=ambiguous")[0]["decision"] is None
    assert not read_decisions(str(desk.file)).made


def test_two_who_take_back_at_once_take_back_two(desk: Review) -> None:
    for mention in ("Giang", "Zorro Qwfp"):
        desk.decide(desk.key(mention), "none", reviewer="ann")
    threads = [threading.Thread(target=desk.undo, args=("ann",)) for _ in range(2)]
    with opened(str(desk.file)):  # both have come as far as the file
        for thread in threads:
            thread.start()
        time.sleep(0.5)
    for thread in threads:
        thread.join()
    assert [each["undone"] for each in desk.get("history")["history"]] == [True, True]


def test_two_reviewers_and_how_far_they_agree(desk: Review) -> None:
    keys = [row["key"] for row in desk.queue("sort=file")]
    for key, one, other in zip(keys, ("none", "none", "new", "unsure"), ("none", "none", "new", "none"), strict=True):
        desk.decide(key, one, reviewer="ann")
        desk.decide(key, other, reviewer="bob")
    found = desk.get("agreement")
    assert found["reviewers"] == ["ann", "bob"]
    (pair,) = found["pairs"]
    assert (pair["both"], pair["same"], pair["percent"], pair["kappa"]) == (4, 3, 75.0, 0.556)
    assert pair["differ"] == [
        {"key": keys[3], "mention": "Zorro Qwfp", "count": 1, "decisions": {"ann": "unsure", "bob": "none"}}
    ]


def test_a_blind_review_shows_nobody_what_the_resolver_or_others_think(small: Resolver, folder: Path) -> None:
    with client_with(small, review_dir=folder) as client:
        desk = Review(client, folder, query="&date_column=when&blind=true")
        key = desk.key("Giang")
        desk.decide(key, "none", reviewer="ann")
        for row in desk.queue("reviewer=bob"):
            assert (row["status"], row["score"], row["id"], row["decision"]) == (None, None, None, None)
        assert [row["decision"]["decision"] for row in desk.queue("reviewer=ann&decided=yes")] == ["none"]
        told = desk.get(f"rows/{key}?reviewer=bob")
        assert told["answer"]["status"] is None
        assert [(each["score"], each["evidence"]) for each in told["answer"]["candidates"]] == [(None, [])]
        assert told["history"] == []
        gold = list(csv.DictReader(io.StringIO(client.get(f"{desk.path}/gold.csv?reviewer=ann").text)))
        assert [(row["mention"], row["date"], row["id"], row["count"]) for row in gold] == [("Giang", "2022", "", "1")]


def test_a_key_says_who_decides(small: Resolver, folder: Path, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text(f"desk-1\t{digest('secret')}\n")
    with client_with(small, review_dir=folder, keys_file=keys) as client:
        client.headers["X-API-Key"] = "secret"
        desk = Review(client, folder)
        desk.decide(desk.key("Giang"), "none", reviewer="somebody else")
        assert desk.get("history")["history"][0]["reviewer"] == "desk-1"
        del client.headers["X-API-Key"]
        assert client.get("/resolve?q=Giang").status_code == 200
        assert client.get(f"{desk.path}/queue").status_code == 401


def test_pages_of_other_sites_change_nothing(desk: Review) -> None:
    desk.client.headers["Sec-Fetch-Site"] = "cross-site"
    assert desk.client.post("/review/tables", content=b"name\nA\n").status_code == 403
    refused = desk.client.post(f"{desk.path}/undo", json={})
    assert (refused.status_code, refused.json()["code"]) == (403, "origin")
    del desk.client.headers["Sec-Fetch-Site"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({}, 200),
    ],
)
def test_a_browser_that_says_only_its_origin_is_asked_for_it(
    desk: Review, headers: dict[str, str], status: int
) -> None:
    assert desk.client.get(f"{desk.path}/queue", headers=headers).status_code == 200
    decided = {"key": desk.key("Giang"), "decision": "none"}
    assert desk.client.post(f"{desk.path}/decisions", json=decided, headers=headers).status_code == status


def test_a_page_in_another_language_says_that_an_error_is_english(desk: Review) -> None:
    page = desk.client.get("/review/nothing", headers={"Accept-Language": "vi"})
    assert page.status_code == 404
    assert '<p lang="en">' in page.text


def test_a_review_outlives_its_server_its_index_and_half_a_line(small: Resolver, folder: Path) -> None:
    with client_with(small, review_dir=folder) as client:
        desk = Review(client, folder)
        key = desk.key("Giang")
        desk.decide(key, "none")
    with desk.file.open("ab") as file:
        file.write(b'Zorro Qwfp,,,,,,,"vn-')
    for each in (folder / desk.added["id"]).glob("index*"):
        each.unlink()
    with client_with(small, review_dir=folder) as client:
        desk.client = client
        desk.wait()
        desk.decide(desk.key("Zorro Qwfp"), "new")
        held = {row["mention"]: row["decision"]["decision"] for row in desk.queue("decided=yes")}
        assert held == {"Giang": "none", "Zorro Qwfp": "new"}
    assert read_decisions(str(desk.file)).find("Zorro Qwfp", Hints()) is not None


def test_decisions_of_several_servers_at_once_are_all_kept(small: Resolver, folder: Path) -> None:
    with client_with(small, review_dir=folder) as one, client_with(small, review_dir=folder) as other:
        desk = Review(one, folder)
        key = desk.key("Giang")

        def work(client: TestClient, who: str) -> None:
            for _ in range(20):
                client.post(f"{desk.path}/decisions", json={"key": key, "decision": "none", "reviewer": who})

        threads = [threading.Thread(target=work, args=each) for each in ((one, "ann"), (other, "bob"), (one, "cid"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        desk.client = other
        assert desk.get("history?limit=100")["total"] == 60
    assert len(desk.file.read_text().splitlines()) == 61


def test_an_id_that_a_reload_merged_or_lost_is_flagged_and_the_decision_stays(
    small: Resolver, folder: Path, tmp_path: Path
) -> None:
    with client_with(small, review_dir=folder) as client:
        desk = Review(client, folder)
        desk.decide(desk.key("Giang"), "vn-phan-van-giang")
        assert not desk.queue("status=ambiguous")[0]["stale"]
    left = {key: entity for key, entity in small.gazetteer.entities.items() if key != "vn-phan-van-giang"}
    smaller = Resolver(Gazetteer(left, "another"))
    with client_with(smaller, review_dir=folder) as client:
        desk.client = client
        desk.wait()
        (row,) = desk.queue("decided=stale")
        assert (row["mention"], row["stale"], row["decision"]["decision"]) == ("Giang", True, "vn-phan-van-giang")
        assert row["status"] == "none"


def test_the_yaml_of_a_decision_is_shown_and_not_written(small: Resolver, folder: Path, tmp_path: Path) -> None:
    root = write_gazetteer(tmp_path / "gazetteer")
    before = (root / "people" / "vn.yaml").read_text()
    with client_with(small, review_dir=folder, gazetteer=(root,)) as client:
        desk = Review(client, folder)
        shown = desk.get(f"rows/{desk.key('Zorro Qwfp')}/yaml?decision=vn-ngo-xuan-lich")
        assert "+    en: [Zorro Qwfp]" in shown["diff"]
        assert shown["file"].endswith("people/vn.yaml")
        assert shown["command"].startswith("exonym apply decisions.csv")
        new = desk.get(f"rows/{desk.key('Zorro Qwfp')}/yaml?decision=new")
        assert "+  name: Zorro Qwfp" in new["diff"]
        needless = desk.get(f"rows/{desk.key('Ngo Xuan Lich', '2018')}/yaml?decision=vn-ngo-xuan-lich")
        assert (needless["diff"], needless["why"]) == ("", "rules find it by now")
    assert (root / "people" / "vn.yaml").read_text() == before


@pytest.mark.parametrize(
    ("content", "query", "status", "text"),
    [
        (b"a,b\n1,2\n", "", 422, "which column has the names?"),
        (b"a,b\n1,2\n", "column=c", 422, "The columns are: 1 a, 2 b"),
        (b"", "", 422, "the table is empty"),
        ("name\n吴春历\n".encode("gb18030"), "column=name", 422, "encoding=gb18030: 吴春历"),
        (b"PK\x03\x04", "", 422, "a spreadsheet"),
        (b"name\n,\n", "column=name", 422, "no row has a name in the column 'name'"),
        (b"name\n" + b"x\n" * 60, "", 422, "more than 50 rows"),
        (b"name\nA\n", "colour=red", 422, "unknown parameter 'colour'"),
        (b"name\n" + b"x" * 2000, "", 413, "over 1000 bytes"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_reviewed_is_refused_and_leaves_nothing(
    small: Resolver, folder: Path, content: bytes, query: str, status: int, text: str
) -> None:
    with client_with(small, review_dir=folder, max_file=1000, max_review_rows=50) as client:
        refused = client.post(f"/review/tables?{query}", content=content or b"\n")
        assert refused.status_code == status
        problem = refused.json()
        assert text in f"{problem['detail']} {problem['remedy']}"
        assert not list(folder.glob("*"))


def test_the_page_offers_the_tables_that_are_read(desk: Review) -> None:
    offered = re.search(r'accept="([^"]*)"', desk.client.get("/review").text)
    assert offered
    assert offered[1].split(",") == list(KNOWN_ENDS)


def test_only_so_many_reviews_are_kept(small: Resolver, folder: Path) -> None:
    with client_with(small, review_dir=folder, max_reviews=1) as client:
        Review(client, folder)
        refused = client.post("/review/tables?name=b.csv", content=b"name\nA\n", headers={"Content-Type": "text/csv"})
        assert refused.status_code == 422
        assert "no more are kept" in refused.json()["detail"]


def test_a_packed_form_is_read_too(small: Resolver, folder: Path) -> None:
    with client_with(small, review_dir=folder) as client:
        added = client.post(
            "/review/tables", data={"column": "name"}, files={"file": ("names.csv.gz", gzip.compress(TABLE.encode()))}
        )
        assert added.status_code == 201, added.text
        assert added.json()["names"] == 3
        assert "names.csv.gz" in client.get("/review").text
        assert "names.csv.gz" in client.get(f"/review/{added.json()['id']}").text


def test_reviews_are_off_without_a_directory(client: TestClient) -> None:
    assert "review_dir" in client.get("/review").text
    refused = client.get("/review/x/queue")
    assert (refused.status_code, refused.json()["code"]) == (404, "off")


@pytest.mark.parametrize("path", ["nothing-1234/queue", "..%2F..%2Fetc/queue", "nothing-1234/result.csv"])
def test_a_review_that_is_not_there_is_said(small: Resolver, folder: Path, path: str) -> None:
    with client_with(small, review_dir=folder) as client:
        assert client.get(f"/review/{path}").status_code == 404


def test_a_decision_that_cannot_be_is_refused(desk: Review) -> None:
    key = desk.key("Giang")
    for decision, text in (("vn-nobody", "no entity 'vn-nobody'"), ("<b>", "no entity"), ("undo", "no entity")):
        refused = desk.client.post(f"{desk.path}/decisions", json={"key": key, "decision": decision})
        assert refused.status_code == 422
        assert text in refused.json()["detail"]
    assert desk.client.post(f"{desk.path}/decisions", json={"key": "x", "decision": "new"}).status_code == 404
    assert not desk.file.exists()
