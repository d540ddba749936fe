"""The JSON API: answers, errors as problems, and nothing that makes it fail."""

from __future__ import annotations

import gzip
import json
import threading
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from served import client_with

from exonym.api.snapshot import Answers
from exonym.resolver.resolve import Resolver

LICH = "vn-ngo-xuan-lich"


def is_problem(response: Response, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert body["code"] == code
    assert body["detail"]
    assert "Traceback" not in response.text
    return body


@pytest.mark.parametrize("mention", ["吴春历", "Ngô Xuân Lịch", "Ngo Xuan Lich", "Нго Суан Лить"])
def test_every_spelling_is_the_same_person(client: TestClient, mention: str) -> None:
    body = client.get("/resolve", params={"q": mention}).json()
    assert (body["status"], body["id"]) == ("match", LICH)
    assert body["gazetteer"]
    assert body["version"]
    assert body["candidates"][0]["description"] == "Minister of National Defence of Vietnam, 2016–2021"
    assert body["candidates"][0]["evidence"]


def test_hints_reach_the_decision(client: TestClient) -> None:
    assert client.get("/resolve", params={"q": "Ngo Xuan Lich", "country": "jp"}).json()["status"] != "match"
    assert client.get("/resolve", params={"q": "Ngo Xuan Lich", "country": "vn"}).json()["status"] == "match"


def test_a_batch_keeps_its_order_and_a_bad_query_harms_no_other(client: TestClient) -> None:
    queries: list[Any] = [
        {"q": "吴春历", "context_countries": ["vn", "jp"], "date": "2018-04-10"}, {"q": "x" * 2000}, "text", {"q": 5},
        {"q": "Phan Văn Giang", "date": "soon"}, {"q": "Phan Văn Giang", "contry": "vn"}, {"q": "岸信夫"}, {}, None,
    ]  # fmt: skip
    response = client.post("/resolve", json={"queries": queries, "limit": 2})
    assert response.status_code == 200
    results = response.json()["results"]
    assert len(results) == len(queries)
    assert results[0]["id"] == LICH
    assert results[6]["id"] == "jp-kishi-nobuo"
    codes = [each.get("error", {}).get("code") for each in results]
    assert codes == [None, "query-too-long", "query", "query", "hint", "query", None, "query", "query"]
    assert all(each["error"]["remedy"] for each in results if "error" in each)


def test_the_size_of_a_batch_is_limited(small: Resolver, client: TestClient) -> None:
    assert client.post("/resolve", json={"queries": [{"q": ""}] * 1000}).status_code == 200
    is_problem(client.post("/resolve", json={"queries": [{"q": "x"}] * 1001}), 413, "too-many")
    with client_with(small, max_body=1000) as other:
        is_problem(other.post("/resolve", json={"queries": [{"q": "x" * 2000}]}), 413, "too-large")


def test_a_batch_out_of_time_says_so_for_the_rest(small: Resolver) -> None:
    with client_with(small, timeout=1e-15) as other:
        response = other.post("/resolve", json={"queries": [{"q": "吴春历"}] * 3})
    # either the body came too late or the time of the batch was up: never a hang, never a 500
    assert response.status_code in (200, 408)
    if response.status_code == 200:
        assert {each["error"]["code"] for each in response.json()["results"]} == {"timeout"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "invalid"),
        ("q=x&date=soon", "hint"),
        ("q=x&country=vietnm", "hint"),
        ("q=x&country=zz", "hint"),
        ("q=x&date=03/04/2018", "hint"),
        ("q=x&kind=dog", "hint"),
        ("q=x&language=!!", "hint"),
        ("q=x&limit=0", "invalid"),
        ("q=x&limit=101", "invalid"),
        ("q=x&limit=many", "invalid"),
        ("q=x&contry=vn", "parameter"),
        ("q=x&q=y", "parameter"),
        ("q=%ff%fe", "parameter"),
        ("q=" + "x" * 1001, "query-too-long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(client: TestClient, query: str, code: str) -> None:
    assert is_problem(client.get(f"/resolve?{query}"), 422, code)["remedy"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{not json", 400),
        (b"", 422),
        (b"[]", 422),
        (b'{"queries": 5}', 422),
        (b'{"queries": [], "limit": NaN}', 422),
        (b'{"queries": [{"q": NaN}, {"q": "\\ud800"}, {"q": "a\\u0000b"}]}', 200),
        (b"[" * 100_000 + b"]" * 100_000, 400),
        (b'{"queries": ' + b"[" * 500 + b"]" * 500 + b"}", 200),
        (b'{"queries": [' + b"9" * 10_000 + b"]}", 400),
        (b"\xff\xfe{}", 400),
    ],
)
def test_odd_bodies_never_break_it(client: TestClient, body: bytes, status: int) -> None:
    response = client.post("/resolve", content=body, headers={"content-type": "application/json"})
    assert response.status_code == status, response.text
    if status != 200:
        assert response.headers["content-type"] == "application/problem+json"
    else:
        response.json()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize("path", ["/resolve", "/explain"])
def test_a_body_of_another_type_is_refused(client: TestClient, path: str, kind: str) -> None:
    headers = {"content-type": kind} if kind else {}
    body = is_problem(client.post(path, content=b'{"queries": []}', headers=headers), 415, "media-type")
    assert body["remedy"] == "Send it with Content-Type: application/json."
    assert kind in body["detail"]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b'{"queries": [{"q": "\xce\xe2"}]}', "the body is not UTF-8: byte 21 (0xCE)."),
        (b"[" * 100_000, "the body is nested too deeply."),
        (b'{"queries": [' + b"9" * 10_000 + b"]}", "the body has a number of too many digits."),
        (b'{"queries": [', "the body is not JSON."),
    ],
)
def test_what_is_no_json_is_said_with_its_cure(client: TestClient, body: bytes, detail: str) -> None:
    response = client.post("/resolve", content=body, headers={"content-type": "application/json"})
    found = is_problem(response, 400, "json")
    assert (found["detail"], found["remedy"]) == (detail, 'Send {"queries": [{"q": "…"}]} as application/json.')


def test_no_body_is_said(client: TestClient) -> None:
    for path, cure in (("/resolve", '"queries"'), ("/explain", '"q"')):
        body = is_problem(client.post(path), 422, "invalid")
        assert body["detail"] == "the body is missing."
        assert cure in body["remedy"]


@pytest.mark.parametrize(
    ("path", "body", "detail", "remedy"),
    [
        ("/resolve", {"country": "vn"}, "'country' is a hint of one query", 'Put it into each query: {"q": "…", "coun'),
        ("/resolve", {"limmit": 1}, "the body has no member 'limmit'.", "/docs"),
        ("/resolve", {"q": "x"}, "the body has no member 'q'.", "/docs"),
        ("/explain", {"q": "x", "contry": "vn"}, "the body has no member 'contry'.", "/docs"),
    ],
)
def test_members_that_would_be_ignored_are_refused(
    client: TestClient, path: str, body: dict[str, Any], detail: str, remedy: str
) -> None:
    given = body if path == "/explain" else {"queries": [{"q": "国防部"}], **body}
    found = is_problem(client.post(path, json=given), 422, "invalid")
    assert detail in found["detail"]
    assert remedy in found["remedy"]


@pytest.mark.parametrize("path", ["/resolve", "/explain"])
def test_what_belongs_into_the_body_is_refused_beside_it(client: TestClient, path: str) -> None:
    given = {"queries": [{"q": "x"}]} if path == "/resolve" else {"q": "x", "other": "y"}
    found = is_problem(client.post(f"{path}?country=vn", json=given), 422, "parameter")
    assert found["remedy"] == "Put it into the body."


@pytest.mark.parametrize(
    "path", ["/nothing", "/entities", "/resolve/", "/entities/a/b/c", "/%00", "/..%2f..%2fetc/passwd"]
)
def test_nothing_there_is_a_problem(client: TestClient, path: str) -> None:
    assert client.get(path, follow_redirects=False).status_code in (404, 307)
    is_problem(client.get("/nothing"), 404, "not-found")


def test_other_methods_are_a_problem(client: TestClient) -> None:
    is_problem(client.delete("/resolve"), 405, "method")
    response = client.put("/resolve")
    is_problem(response, 405, "method")
    assert response.headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    "mention", ["", " ", "\u3000", "😀", "a\u0301" * 400, "(" * 1000, "%00", "'; drop table", "\u202eabc", "0"]
)
def test_odd_mentions_are_answered(client: TestClient, mention: str) -> None:
    body = client.get("/resolve", params={"q": mention}).json()
    assert body["status"] in ("none", "ambiguous")
    assert body["why"]


def test_normalize_reads_titles(client: TestClient) -> None:
    body = client.get("/normalize", params={"q": "越南国防部部长吴春历大将"}).json()
    assert any(each["key"] == "minister-of-defence" for read in body["hypotheses"] for each in read["titles"])


def test_entities_and_their_names(client: TestClient) -> None:
    body = client.get(f"/entities/{LICH}").json()
    assert (body["name"], body["born"]) == ("Ngô Xuân Lịch", "1954-04-20")
    names = client.get(f"/entities/{LICH}/names").json()["names"]
    assert {"Ngô Xuân Lịch", "Ngo Xuan Lich"} <= {each["text"] for each in names}
    assert all(each["rule"] and 0 < each["likelihood"] <= 1 for each in names)
    assert "吴春历" in {each["text"] for each in names if each["lang"] == "zh-Hans"}
    is_problem(client.get("/entities/nobody"), 404, "unknown-entity")
    is_problem(client.get("/entities/nobody/names"), 404, "unknown-entity")


def test_merged_ids_redirect(client: TestClient) -> None:
    for rest in ("", "/names"):
        response = client.get(f"/entities/vn-giang-ho{rest}", follow_redirects=False)
        assert response.status_code == 308
        assert response.headers["location"] == f"/entities/vn-phan-van-giang{rest}"


def test_explain_an_entity_and_another_string(client: TestClient) -> None:
    body = client.get("/explain", params={"q": "吴春历", "id": LICH}).json()
    assert body["candidate"]["id"] == LICH
    assert body["candidate"]["score"] > 90
    away = client.get("/explain", params={"q": "吴春历", "id": "vn-phan-van-giang"}).json()
    assert away["candidate"]["score"] < 50
    same = client.post("/explain", json={"q": "Ngô Xuân Lịch", "other": "Ngo Xuan Lich", "country": "vn"}).json()
    different = client.post("/explain", json={"q": "Ngô Xuân Lịch", "other": "Trần Đại Quang", "country": "vn"}).json()
    assert same["comparison"]["score"] > different["comparison"]["score"]
    assert same["candidate"] is None
    assert same["other"] == "Ngo Xuan Lich"


def test_explain_takes_an_id_another_string_both_or_the_nearest(client: TestClient) -> None:
    both = client.get("/explain", params={"q": "吴春历", "id": LICH, "other": "Phan Văn Giang"}).json()
    assert both["candidate"]["score"] > 90 > both["comparison"]["score"]
    is_problem(client.get("/explain", params={"q": "x", "id": "nobody"}), 404, "unknown-entity")
    assert client.get("/explain", params={"q": "吴春历"}).json()["candidate"]["id"] == LICH
    is_problem(client.get("/explain", params={"q": "zzz qqq"}), 404, "unknown-entity")


def test_search_by_prefix_word_id_and_likeness(client: TestClient) -> None:
    def found(**params: object) -> list[tuple[str, str]]:
        return [(each["id"], each["how"]) for each in client.get("/search", params=params).json()["results"]]  # type: ignore[arg-type]

    assert found(q="ngo xu") == [(LICH, "prefix")]
    assert found(q="xuân") == [(LICH, "word")]
    assert (LICH, "id") in found(q=LICH)
    assert (LICH, "prefix") in found(q="吴春历")  # its characters are derived
    assert (LICH, "resolved") in found(q="General Ngo Xuan Lich")
    assert ("vn-phan-van-giang", "like") in found(q="Phen Ven Giang") or found(q="Phen Ven Giang")
    assert found(q="ngo xu", kind="agreement") == []
    assert found(q="ngo xu", country="jp") == []
    assert ("jp-vn-economic-partnership-agreement-2008", "prefix") in found(q="japan", country="vn")
    assert all(each != "vn-giang-ho" for each, _ in found(q=""))


def test_search_pages_give_each_entity_once(client: TestClient) -> None:
    seen: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page = client.get("/search", params={"limit": 3, "offset": offset}).json()
        seen += [each["id"] for each in page["results"]]
        offset = page["next"]
    assert len(seen) == len(set(seen)) == page["total"] > 5


def test_tags_follow_the_gazetteer(client: TestClient) -> None:
    for path in (
        "/resolve?q=吴春历",
        f"/entities/{LICH}",
        "/search?q=ngo",
        f"/explain?q=x&id={LICH}",
        "/normalize?q=x",
    ):
        first = client.get(path)
        for _ in range(2):  # the first may come from the route, the second from memory
            again = client.get(path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
            assert (again.status_code, again.content) == (304, b""), path
            assert again.headers["etag"] == first.headers["etag"]
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_memory_answers_as_the_route_does(small: Resolver) -> None:
    with client_with(small) as warm, client_with(small, answers_memory=0) as cold:
        for query in ("q=吴春历", "q=Kishi+Nobuo&limit=1", "q=%C3%A9"):
            first, second, fresh = (
                warm.get(f"/resolve?{query}"),
                warm.get(f"/resolve?{query}"),
                cold.get(f"/resolve?{query}"),
            )
            assert first.content == second.content == fresh.content
            for name in ("content-type", "etag", "cache-control", "content-length"):
                assert first.headers[name] == second.headers[name] == fresh.headers[name]


def test_memory_is_bounded() -> None:
    answers: Answers[int, bytes] = Answers(10_000)
    for number in range(100):
        answers.keep(number, b"x" * 1000)
    assert len(answers) == 5
    assert answers.get(99) == b"x" * 1000
    assert answers.get(0) is None
    answers.keep(0, b"x" * 10_001)
    assert answers.get(0) is None
    none: Answers[int, bytes] = Answers(0)
    none.keep(1, b"")
    assert len(none) == 0


def test_the_prior_of_the_service_is_told_and_weighs(client: TestClient, small: Resolver) -> None:
    with client_with(small, known_share=0.8) as other:
        assert other.get("/status").json()["known_share"] == 0.8
        rules = other.get("/rules")
        assert rules.json()["decision"]["known_share"] == 0.8
        assert rules.headers["etag"] != client.get("/rules").headers["etag"]
        usual, open_to_more = (each.get("/resolve", params={"q": "吴春历"}).json() for each in (client, other))
        assert usual["candidates"][0]["score"] < open_to_more["candidates"][0]["score"]
    assert client.get("/status").json()["known_share"] == 0.01


def test_rules_status_and_metrics(client: TestClient) -> None:
    assert client.get("/healthz").json()["status"] == "ok"
    assert client.get("/readyz").json()["status"] == "ready"
    status = client.get("/status").json()
    assert status["counts"]["person"] == 5
    assert status["error"] is None
    rules = client.get("/rules")
    assert rules.json()["decision"]["match_score"] > 50
    assert client.get("/rules", headers={"if-none-match": rules.headers["etag"]}).status_code == 304
    client.get("/nothing/at/all")
    text = client.get("/metrics").text
    assert 'exonym_requests_total{route="/status",status="200"}' in text
    assert 'exonym_requests_total{route="other",status="404"}' in text
    assert "/nothing" not in text
    assert "exonym_degraded 0.0" in text


def test_every_reply_has_a_request_id(client: TestClient) -> None:
    given = client.get("/healthz", headers={"X-Request-ID": "abc-1"})
    assert given.headers["x-request-id"] == "abc-1"
    assert given.headers["x-content-type-options"] == "nosniff"
    other = client.get("/nothing", headers={"X-Request-ID": 'a"b c'}).headers["x-request-id"]
    assert other
    assert '"' not in other


def test_a_fault_of_ours_is_a_problem_without_details(small: Resolver, monkeypatch: pytest.MonkeyPatch) -> None:
    with client_with(small) as other:

        def broken(*_: object, **__: object) -> None:
            raise ZeroDivisionError("secret")

        monkeypatch.setattr(other.app.state.service.snapshot.resolver, "resolve", broken)  # type: ignore[attr-defined]
        response = other.get("/resolve?q=x", headers={"X-Request-ID": "r1"})
        is_problem(response, 500, "fault")
        assert "secret" not in response.text
        assert response.headers["x-request-id"] == "r1"
        reconcile = other.post("/reconcile", data={"queries": json.dumps({"q0": {"query": "x"}})})
        assert reconcile.json()["status"] == "error"


def test_a_long_mention_holds_nobody_up(small: Resolver, monkeypatch: pytest.MonkeyPatch) -> None:
    with client_with(small) as other:
        main = threading.get_ident()
        seen: list[bool] = []
        resolve = small.resolve

        def noting(mention: str, *rest: Any, **more: Any) -> Any:
            seen.append(threading.get_ident() == loop[0])
            return resolve(mention, *rest, **more)

        loop: list[int] = []
        resolver = other.app.state.service.snapshot.resolver  # type: ignore[attr-defined]
        monkeypatch.setattr(resolver, "resolve", lambda *_, **__: loop.append(threading.get_ident()) or resolve("x"))
        other.get("/resolve?q=short")
        monkeypatch.setattr(resolver, "resolve", noting)
        other.get("/resolve", params={"q": "long " * 50})
        other.get("/resolve", params={"q": "brief"})
        other.post("/resolve", json={"queries": [{"q": "very long " * 50}]})
    assert main != loop[0]
    assert seen == [False, True, False]


def test_several_names_have_an_answer_each(client: TestClient) -> None:
    mention = "Ngô Xuân Lịch và 岸信夫"
    body = client.get("/resolve", params={"q": mention}).json()
    assert (body["status"], body["id"], body["score"]) == ("several", None, 0.0)
    assert [(mention[part["start"] : part["end"]], part["q"], part["id"]) for part in body["parts"]] == [
        ("Ngô Xuân Lịch", "Ngô Xuân Lịch", LICH),
        ("岸信夫", "岸信夫", "jp-kishi-nobuo"),
    ]
    assert [each["id"] for each in body["candidates"]] == [LICH, "jp-kishi-nobuo"]
    batch = client.post("/resolve", json={"queries": [{"q": mention}, {"q": "岸信夫"}]}).json()["results"]
    assert batch[0]["parts"] == body["parts"]
    assert "parts" not in batch[1]


def test_several_names_are_counted(client: TestClient) -> None:
    client.get("/resolve", params={"q": "Ngo Xuan Lich and Kishi Nobuo"})
    assert 'exonym_answers_total{answer="several"}' in client.get("/metrics").text


@pytest.mark.parametrize(
    ("path", "body", "detail"),
    [
        ("/resolve", {"queries": None}, "`queries` is missing."),
        ("/resolve", {"queries": {}}, "`queries` must be a list."),
        ("/resolve", {"queries": [], "limit": "ten"}, "`limit` must be a whole number."),
        ("/resolve", {"queries": [], "limit": 1.5}, "`limit` must be a whole number."),
        ("/resolve", {"queries": [], "limit": 101}, "`limit` must be at most 100."),
        ("/resolve", {"queries": [], "limit": -1}, "`limit` must be at least 1."),
        ("/resolve", {"queries": [], "document": 5}, "`document` must be an object."),
        ("/resolve", {"queries": [], "document": {"date": 2018}}, "`document.date` must be a text."),
        (
            "/resolve",
            {"queries": [], "document": {"context_countries": 5}},
            "`document.context_countries` must be a text, or a list of texts.",
        ),
        ("/explain", {"q": 5}, "`q` must be a text."),
        ("/explain", {"q": "x", "document": {"mentions": ["x", 5]}}, "`document.mentions[1]` must be a text."),
        ("/explain", [], "the body must be an object."),
    ],
)
def test_a_member_of_another_type_is_told_in_words(client: TestClient, path: str, body: Any, detail: str) -> None:
    assert is_problem(client.post(path, json=body), 422, "invalid")["detail"] == detail


def test_a_parameter_of_another_type_is_told_in_words(client: TestClient) -> None:
    assert is_problem(client.get("/resolve"), 422, "invalid")["detail"] == "`q` is missing."
    assert (
        is_problem(client.get("/resolve?q=x&limit=ten"), 422, "invalid")["detail"] == "`limit` must be a whole number."
    )


def test_a_member_that_is_null_is_not_given(client: TestClient) -> None:
    hints = dict.fromkeys(("date", "language", "context_countries"))
    body = {"queries": [{"q": "吴春历", "kind": None, **hints}], "limit": None, "document": None}
    said = client.post("/resolve", json=body).json()["results"][0]
    assert said["id"] == "vn-ngo-xuan-lich"
    assert client.post("/resolve", json={**body, "document": hints}).json()["results"][0]["id"] == said["id"]
    asked = {"q": "吴春历", "id": "vn-ngo-xuan-lich", "other": None, "kind": None, "document": None, **hints}
    assert client.post("/explain", json=asked).status_code == 200
    is_problem(client.post("/resolve", json={**body, "limmit": None}), 422, "invalid")


@pytest.mark.parametrize("path", ["/resolve", "/explain", "/annotate"])
def test_a_packed_body_is_told_as_that(client: TestClient, path: str) -> None:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    said = client.post(path, content=gzip.compress(b"{}"), headers=headers)
    assert "'gzip' is not read here" in is_problem(said, 415, "media-type")["detail"]


@pytest.mark.parametrize(
    "path", ["/healthz", "/readyz", "/status", "/metrics", "/rules", "/resolve?q=x", "/", "/reconcile"]
)
def test_head_is_answered_as_get_is(client: TestClient, path: str) -> None:
    assert client.head(path).status_code == client.get(path).status_code == 200
