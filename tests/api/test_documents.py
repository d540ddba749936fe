"""Mentions of one document over HTTP: decided together, and explained inside it."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

LICH = "vn-ngo-xuan-lich"


def answers(client: TestClient, body: dict[str, Any]) -> list[dict[str, Any]]:
    response = client.post("/resolve", json=body)
    assert response.status_code == 200, response.text
    return response.json()["results"]  # type: ignore[no-any-return]


def test_a_full_name_decides_a_short_one_before_it_and_behind_it(client: TestClient) -> None:
    queries = [{"q": "General Lịch"}, {"q": "Ngô Xuân Lịch"}, {"q": "General Lịch"}]
    together = answers(client, {"document": {}, "queries": queries})
    assert [each["id"] for each in together] == [LICH] * 3
    assert "short for “Ngô Xuân Lịch”, named in full in mention 2" in together[0]["why"]
    (said,) = [each for each in together[2]["candidates"][0]["evidence"] if each["rule"] == "in-document"]
    assert said["data"] == {"mention": "Ngô Xuân Lịch", "number": 2}
    apart = answers(client, {"queries": queries})
    assert [each["status"] == "match" for each in apart] == [False, True, False]


def test_the_hints_of_a_document_are_those_of_queries_that_have_none(client: TestClient) -> None:
    queries = [{"q": "Minister of Defence of Vietnam"}, {"q": "Minister of Defence of Vietnam", "date": "1990"}]
    document = {"date": "2018-04-10", "language": "en", "context_countries": ["vn"]}
    first, second = answers(client, {"document": document, "queries": queries})
    assert first["id"] == LICH
    assert second["id"] != LICH


def test_a_bad_query_harms_no_other(client: TestClient) -> None:
    queries: list[Any] = [{"q": "Ngô Xuân Lịch"}, {"q": "x" * 2000}, None, {"q": "General Lịch"}, {"q": ""}]
    results = answers(client, {"document": {}, "queries": queries})
    assert [each.get("error", {}).get("code") for each in results] == [None, "query-too-long", "query", None, None]
    assert results[3]["id"] == LICH
    assert "mention 1" in results[3]["why"]


def test_a_document_that_cannot_be_is_refused(client: TestClient) -> None:
    for document, code in (({"date": "soon"}, "hint"), ({"contry": "vn"}, "invalid"), ("2018", "invalid")):
        response = client.post("/resolve", json={"document": document, "queries": [{"q": "x"}]})
        assert (response.status_code, response.json()["code"]) == (422, code), response.text
        assert response.json()["detail"]


def test_a_mention_is_explained_as_it_is_decided_in_its_document(client: TestClient) -> None:
    others = ["Ngô Xuân Lịch", "somebody"]
    asked = {"q": "General Lịch", "id": LICH}
    decided = answers(client, {"document": {}, "queries": [{"q": each} for each in (*others, "General Lịch")]})[-1]
    inside = client.post("/explain", json={**asked, "document": {"mentions": others}}).json()["candidate"]
    assert inside == decided["candidates"][0]
    in_text = client.post("/explain", json={**asked, "document": {"text": "Ngô Xuân Lịch spoke. General Lịch left."}})
    assert "short for “Ngô Xuân Lịch”, named in full at 0" in in_text.json()["candidate"]["why"]
    assert client.post("/explain", json=asked).json()["candidate"]["score"] < inside["score"]
    both = client.post("/explain", json={**asked, "document": {"text": "a", "mentions": ["b"]}})
    assert (both.status_code, both.json()["code"]) == (422, "query")


def test_a_file_is_decided_by_document(client: TestClient) -> None:
    table = "doc,name\na,General Lịch\nb,General Lịch\na,Ngô Xuân Lịch\n,General Lịch\n"
    response = client.post(
        "/reconcile/file?column=name&document_column=doc&columns=id", content=table.encode(),
        headers={"content-type": "text/csv"},
    )  # fmt: skip
    rows = response.text.splitlines()
    assert rows == [
        "doc,name,exonym_id", f"a,General Lịch,{LICH}", "b,General Lịch,", f"a,Ngô Xuân Lịch,{LICH}", ",General Lịch,",
    ]  # fmt: skip
