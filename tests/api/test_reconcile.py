"""The Reconciliation Service API, 0.2 and the 1.0 draft, as OpenRefine and others call it."""

from __future__ import annotations

import json
import re
import unicodedata
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from fastapi.testclient import TestClient
from served import client_with

from exonym.resolver.resolve import Resolver

LICH, KISHI, MARKUP = "vn-ngo-xuan-lich", "jp-kishi-nobuo", "vn-tran-script"
FORM = {"content-type": "application/x-www-form-urlencoded"}
Candidates = list[dict[str, Any]]


def batch(client: TestClient, queries: dict[str, Any], base: str = "/reconcile") -> dict[str, Candidates]:
    response = client.post(base, content=urlencode({"queries": json.dumps(queries)}), headers=FORM)
    assert response.status_code == 200, response.text
    assert response.headers["access-control-allow-origin"] == "*"
    answer = response.json()
    assert list(answer) == list(queries)
    for each in answer.values():
        is_result(each["result"])
    return {key: each["result"] for key, each in answer.items()}


def is_result(found: Candidates) -> None:
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)
    assert not any(each["match"] for each in found[1:])
    for each in found:
        assert re.fullmatch(r"[A-Za-z0-9._~-]+", each["id"])
        assert 0 <= each["score"] <= 100
        assert isinstance(each["match"], bool)
        assert each["name"]
        assert each["description"]
        assert [sorted(kind) for kind in each["type"]] == [["id", "name"]]
        features = [feature["id"] for feature in each["features"]]
        assert len(features) == len(set(features))
        assert all(isinstance(feature["value"], int | float) for feature in each["features"])


def one(client: TestClient, base: str = "/reconcile", **query: Any) -> Candidates:
    return batch(client, {"q0": query}, base)["q0"]


def ids(found: Candidates) -> list[str]:
    return [each["id"] for each in found]


def test_the_manifest_of_0_2(client: TestClient) -> None:
    response = client.get("/reconcile")
    assert response.headers["access-control-allow-origin"] == "*"
    manifest = response.json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["batchSize"] >= 100
    assert manifest["view"]["url"] == "http://testserver/view/{{id}}"
    assert [each["id"] for each in manifest["defaultTypes"]] == ["person", "organisation", "agreement"]
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert service["service_url"].startswith("http://")
        assert "?" not in service["service_url"] + service["service_path"]
    assert set(manifest["extend"]) == {"propose_properties", "property_settings"}
    assert {"identifierSpace", "schemaSpace", "documentation", "serviceVersion", "preview"} <= set(manifest)


def test_the_manifest_of_the_draft_has_other_words(client: TestClient) -> None:
    manifest = client.get("/reconcile/v1").json()
    assert manifest["versions"] == ["1.0-draft"]
    assert manifest["suggest"] == {"entity": True, "property": True, "type": True}
    assert manifest["standardizedScore"] is True


def test_behind_a_proxy_the_manifest_names_the_public_address(small: Resolver) -> None:
    with client_with(small, base_url="https://names.example.org/") as other:
        assert other.get("/zh/reconcile").json()["preview"]["url"] == (
            "https://names.example.org/zh/reconcile/preview/{{id}}"
        )


@pytest.mark.parametrize("mention", ["吴春历", "Ngô Xuân Lịch", "Ngo Xuan Lich", "Нго Суан Лить", LICH])
def test_a_name_or_an_id_finds_its_entity(client: TestClient, mention: str) -> None:
    first = one(client, query=mention)[0]
    assert first["id"] == LICH
    assert first["score"] > 95
    assert first["match"] is (mention != LICH)


def test_what_matched_is_said(client: TestClient) -> None:
    first = one(client, query="Kishi Nobuo", type="person")[0]
    assert first["matched_name"]
    assert first["features"]


def test_get_answers_as_post_does(client: TestClient) -> None:
    queries = {"q0": {"query": "吴春历"}}
    got = client.get("/reconcile", params={"queries": json.dumps(queries)}).json()
    assert got["q0"]["result"] == batch(client, queries)["q0"]


def test_keys_come_back_whatever_they_are(client: TestClient) -> None:
    batch(client, {key: {"query": "Kishi"} for key in ("0", "q 1", "鍵", "é", "", "\u0000")})


def test_queries_are_independent(client: TestClient) -> None:
    alone = one(client, query="吴春历")
    many = batch(client, {"a": {"query": "吴春历"}, "b": {"query": "x"}, "c": {"query": "吴春历", "limit": 5}})
    assert many["a"] == alone == many["c"]


def test_composed_and_decomposed_are_the_same(client: TestClient) -> None:
    for form in ("NFC", "NFD"):
        assert one(client, query=unicodedata.normalize(form, "Ngô Xuân Lịch"))[0]["id"] == LICH  # type: ignore[arg-type]


def test_types_filter(client: TestClient) -> None:
    for kind in ("person", ["person"], ["person", "agreement"], "Person", "post"):
        assert ids(one(client, query="Ngo Xuan Lich", type=kind, type_strict="should"))[0] == LICH
    for kind in ("organisation", ["agreement"], "no/such", ["nothing"]):
        assert LICH not in ids(one(client, query="Ngo Xuan Lich", type=kind))
    for kind in (None, [], "", [None], 5, {}):
        assert ids(one(client, query="Ngo Xuan Lich", type=kind))[0] == LICH


def test_limits(client: TestClient) -> None:
    assert len(one(client, query="Minister of National Defence", limit=1)) <= 1
    for limit in (0, -1, "3", 10**9, None, True, 1.5, "x"):
        assert one(client, query="Ngo Xuan Lich", limit=limit)[0]["id"] == LICH


def test_a_property_that_contradicts_costs_the_match(client: TestClient) -> None:
    def asked(pid: str, value: Any) -> tuple[float, bool]:
        found = {each["id"]: each for each in one(client, query="Ngo Xuan Lich", properties=[{"pid": pid, "v": value}])}
        return (found[LICH]["score"], found[LICH]["match"]) if LICH in found else (0.0, False)

    full = asked("unknown", "")
    assert full[0] > 99
    assert full[1]
    for pid, right, wrong in (
        ("country", "vn", "jp"),
        ("country", {"id": "vn"}, {"id": "jp"}),
        ("country", "Vietnam", "Japan"),
        ("country", "vn\nvn", "no such"),
        ("born", "1954", "1960"),
        ("kind", "person", "agreement"),
    ):
        assert asked(pid, right) == full, (pid, right)
        assert asked(pid, wrong)[0] < full[0], (pid, wrong)
        assert not asked(pid, wrong)[1]
    for pid in ("country", "born", "role", "date"):
        for blank in ("", " ", "\n", None, [], "nan", {}, [""]):
            assert asked(pid, blank) == full, (pid, blank)
    for pid, value in (("date", "2018-04-10"), ("context_countries", "vn\njp"), ("unknown", "x"), ("date", "soon")):
        assert asked(pid, value) == full, (pid, value)


def test_properties_alone_can_be_asked(client: TestClient) -> None:
    assert one(client, properties=[{"pid": "country", "v": "vn"}]) == []
    role = [{"pid": "role", "v": "Minister of National Defence"}, {"pid": "country", "v": "vn"}]
    assert LICH in ids(one(client, properties=[*role, {"pid": "date", "v": "2018-04-10"}]))


BAD = [
    {"query": ""}, {"query": " \u3000\t"}, {"limit": 1}, {"query": None}, {"query": 5}, {"query": ["a"]},
    {"query": "x" * 20_000}, {"query": "\ud800"}, {"query": "a\u0000b"}, {"query": float("nan")}, {},
    {"query": "x", "properties": {}}, {"query": "x", "properties": [5, {}, {"pid": 5}, {"pid": "country"}]},
    {"query": '"><script>'}, {"query": "{{id}}"}, {"query": "x", "foo": [[[]]]},
    None, "x", 5, [],
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: json.dumps(bad)[:30])
def test_a_bad_query_harms_no_other(client: TestClient, bad: Any) -> None:
    found = batch(client, {"bad": bad, "good": {"query": "吴春历"}})
    assert found["good"][0]["id"] == LICH
    assert not any(each["match"] for each in found["bad"])


@pytest.mark.parametrize(
    "form",
    [
        {"queries": "{not json"},
        {"queries": '[{"query":"x"}]'},
        {"queries": '"x"'},
        {"queries": '{"q0":"x"}'},
        {"queries": ""},
        {"queries": "[" * 100_000},
        {"extend": "{not json"},
        {"extend": "{}"},
        {"extend": '{"ids": "x", "properties": []}'},
        {"extend": '{"ids": [], "properties": ["x"]}'},
        {"nothing": "x"},
        {},
    ],
)
def test_malformed_forms_are_errors_that_clients_read(client: TestClient, form: dict[str, str]) -> None:
    response = client.post("/reconcile", content=urlencode(form), headers=FORM)
    assert 400 <= response.status_code < 500
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.json()["status"] == "error"
    assert response.json()["message"]


def test_the_largest_batch_is_answered_and_one_more_is_413(client: TestClient) -> None:
    size = client.get("/reconcile").json()["batchSize"]
    batch(client, {f"q{number}": {"query": "x"} for number in range(size)})
    queries = json.dumps({f"q{number}": {"query": "x"} for number in range(size + 1)})
    response = client.post("/reconcile", content=urlencode({"queries": queries}), headers=FORM)
    assert (response.status_code, response.json()["status"]) == (413, "error")


def test_other_methods_and_addresses_are_errors_with_cors(client: TestClient) -> None:
    for response in (
        client.delete("/reconcile"),
        client.get("/reconcile/nothing"),
        client.get("/zh/reconcile/suggest/x"),
    ):
        assert response.status_code in (404, 405)
        assert response.json()["status"] == "error"
        assert response.headers["access-control-allow-origin"] == "*"
    asked = {"origin": "http://127.0.0.1:3333", "access-control-request-method": "POST"}
    for path in ("/reconcile", "/reconcile/v1/match"):
        response = client.options(path, headers={**asked, "access-control-request-headers": "content-type"})
        assert response.status_code == 204
        assert "content-type" in response.headers["access-control-allow-headers"]


def test_a_language_in_the_path_names_things_in_it(client: TestClient) -> None:
    assert one(client, "/ru/reconcile", query="吴春历")[0]["name"] == "Нго Суан Лить"
    assert one(client, "/zh-Hant/reconcile", query="岸信夫")[0]["id"] == KISHI
    assert client.get("/not-a-language-at-all-/reconcile").status_code == 404


@pytest.mark.parametrize("what", ["entity", "property", "type"])
def test_suggestions(client: TestClient, what: str) -> None:
    known = {"entity": (LICH, "Ngô Xuân Lịch"), "property": ("country", "Country"), "type": ("person", "Person")}[what]
    for base in ("/reconcile", "/reconcile/v1", "/ja/reconcile"):
        for prefix in (known[0], known[1], known[1][: len(known[1]) // 2]):
            response = client.get(
                f"{base}/suggest/{what}", params={"prefix": prefix, "exact": "false", "spell": "always"}
            )
            assert known[0] in ids(response.json()["result"]), (base, prefix)
        limited = client.get(f"{base}/suggest/{what}", params={"prefix": known[1][:1], "limit": 1}).json()
        assert len(limited["result"]) == 1
        for odd in (
            {},
            {"prefix": ""},
            {"prefix": "吴"},
            {"prefix": "%'\"\\"},
            {"prefix": "a", "cursor": "x"},
            {"limit": "x"},
        ):
            assert client.get(f"{base}/suggest/{what}", params=odd).status_code == 200
    flyout = client.get(f"/reconcile/flyout/{what}", params={"id": known[0]}).json()
    assert flyout["id"] == known[0]
    assert flyout["html"]
    assert client.get(f"/reconcile/flyout/{what}", params={"id": "nothing"}).status_code == 404


@pytest.mark.parametrize(
    "address", ["/reconcile/preview/{}", "/ko/reconcile/preview/{}", "/reconcile/v1/preview?id={}", "/view/{}"]
)
def test_pages_work_without_script_and_escape_everything(client: TestClient, address: str) -> None:
    page = client.get(address.format(MARKUP))
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "x-frame-options" not in page.headers
    assert "<script" not in page.text.lower()
    assert "<img" not in page.text
    assert "<b>" not in page.text
    assert "<script>alert(1)</script> Trần" in unescape(page.text)
    framed = "frame-ancestors" not in policy
    assert framed is ("preview" in address)
    missing = client.get(address.format(quote("no/such id '<b>x</b>", safe="")))
    assert missing.status_code == 404
    assert "<b>x" not in missing.text
    assert "text/html" in missing.headers["content-type"]


def test_pages_show_the_entity(client: TestClient) -> None:
    for address in ("/reconcile/preview/", "/view/"):
        text = unescape(client.get(address + LICH).text)
        assert "Ngô Xuân Lịch" in text
        assert "Minister of National Defence of Vietnam, 2016–2021" in text
    assert "Нго Суан Лить" in client.get(f"/view/{LICH}").text
    assert "Phan Văn Giang" in client.get("/view/vn-giang-ho").text


def extend(client: TestClient, query: Any) -> Any:
    response = client.post("/reconcile", content=urlencode({"extend": json.dumps(query)}), headers=FORM)
    assert response.status_code == 200, response.text
    return response.json()


def test_extension_gives_every_property_in_every_row(client: TestClient) -> None:
    proposed = client.get("/reconcile/extend/propose", params={"type": "person"}).json()
    assert proposed["type"] == "person"
    names = [each["id"] for each in proposed["properties"]]
    assert {"country", "born", "post", "names"} <= set(names)
    assert len(client.get("/reconcile/extend/propose?type=&limit=1").json()["properties"]) == 1
    asked = [*names, "no such", "date"]
    answer = extend(client, {"ids": [LICH, "nobody", MARKUP, LICH], "properties": [{"id": each} for each in asked]})
    assert [each["id"] for each in answer["meta"]] == asked
    assert set(answer["rows"]) == {LICH, "nobody", MARKUP}
    for row in answer["rows"].values():
        assert list(row) == asked
        assert all(isinstance(each, list) for each in row.values())
    row = answer["rows"][LICH]
    assert row["country"] == [{"str": "vn"}]
    assert row["born"] == [{"str": "1954-04-20"}]
    assert row["post"][0]["id"] == "vn-minister-of-national-defence"


def test_extension_settings(client: TestClient) -> None:
    def names(settings: Any) -> list[str]:
        answer = extend(client, {"ids": [LICH], "properties": [{"id": "names", "settings": settings}]})
        return [each["str"] for each in answer["rows"][LICH]["names"]]

    assert names({"language": "ru"}) == ["Нго Суан Лить"]
    assert len(names({"limit": "1"})) == len(names({"limit": 1})) == 1
    for odd in (None, {"limit": "x", "y": "on"}, {"language": 5}, {"limit": True}):
        assert names(odd) == ["Ngô Xuân Lịch"]


def match(client: TestClient, queries: list[Any], **headers: str) -> list[Candidates]:
    response = client.post("/reconcile/v1/match", json={"queries": queries}, headers=headers)
    assert response.status_code == 200, response.text
    found = [each["candidates"] for each in response.json()["results"]]
    for each in found:
        is_result(each)
        assert all(feature["name"] for candidate in each for feature in candidate["features"])
    return found


def name(text: str, **more: Any) -> dict[str, Any]:
    return {"matchType": "name", "propertyValue": text, **more}


def test_the_draft_matches_in_order(client: TestClient) -> None:
    found = match(
        client, [{"conditions": [name("吴春历")]}, {"conditions": [name("zzz qqq")]}, {"conditions": [name("岸信夫")]}]
    )
    assert [ids(each)[:1] for each in found] == [[LICH], [], [KISHI]]
    by_id = match(client, [{"conditions": [{"matchType": "id", "propertyValue": LICH}]}])[0]
    assert ids(by_id) == [LICH]


def test_conditions_of_the_draft(client: TestClient) -> None:
    def asked(**condition: Any) -> list[str]:
        conditions = [name("Ngo Xuan Lich"), {"matchType": "property", **condition}]
        return ids(match(client, [{"conditions": conditions, "type": "person", "lang": "vi", "limit": 3}])[0])

    assert asked(propertyId="born", propertyValue="1954", required=True) == [LICH]
    assert asked(propertyId="born", propertyValue="1960", required=True) == []
    assert asked(propertyId="born", propertyValue="1954", matchQuantifier="none") == []
    assert asked(propertyId="country", propertyValue=["x", {"id": "vn"}], required=False) == [LICH]


@pytest.mark.parametrize(
    "body",
    [
        b"{not json", b'{"q0": {"query": "x"}}', b"[1]",
        b'{"queries": [{"limit": 1}]}', b'{"queries": [{"conditions": []}]}',
        b'{"queries": [{"conditions": [{"propertyValue": "x"}]}]}', b'{"queries": [5]}',
        b'{"queries": [{"type": ["a"], "conditions": [{"matchType": "name", "propertyValue": "x"}]}]}', b"[" * 100_000,
    ],
)  # fmt: skip
def test_malformed_bodies_of_the_draft(client: TestClient, body: bytes) -> None:
    response = client.post("/reconcile/v1/match", content=body)
    assert 400 <= response.status_code < 500
    assert response.json()["status"] == "error"
    assert client.post("/reconcile/v1/extend", content=body).status_code in (400, 422)


def test_a_malformed_query_of_the_draft_is_told_by_its_number(client: TestClient) -> None:
    good = {"conditions": [{"matchType": "name", "propertyValue": "x"}]}
    for bad in (5, {}, {"conditions": [{}]}, {"type": 1, **good}):
        said = client.post("/reconcile/v1/match", json={"queries": [good, bad]}).json()["message"]
        assert said.startswith("query 2"), said


def test_extension_of_the_draft(client: TestClient) -> None:
    response = client.post("/reconcile/v1/extend", json={"ids": [LICH, "nobody"], "properties": [{"id": "country"}]})
    assert response.json()["rows"] == [
        {"id": LICH, "properties": [{"id": "country", "values": [{"str": "vn"}]}]},
        {"id": "nobody", "properties": [{"id": "country", "values": []}]},
    ]


def test_readers_of_the_draft_get_names_in_their_language(client: TestClient) -> None:
    found = match(client, [{"conditions": [name("吴春历")]}], **{"accept-language": "ru-RU,ru;q=0.9"})
    assert found[0][0]["name"] == "Нго Суан Лить"


def test_several_names_in_a_cell_are_all_candidates_and_none_is_a_match(client: TestClient) -> None:
    found = one(client, query="Ngô Xuân Lịch và 岸信夫")
    assert set(ids(found)) == {LICH, KISHI}
    assert not any(each["match"] for each in found)


@pytest.mark.parametrize(
    ("method", "path", "given", "like"),
    [
        ("GET", "/reconcile?queries=x", None, 'queries={"q0"'),
        ("GET", "/reconcile?extend=x", None, 'extend={"ids"'),
        ("POST", "/reconcile/v1/match", b"x", '{"queries"'),
        ("POST", "/reconcile/v1/extend", b"x", '{"ids"'),
    ],
)
def test_what_is_no_json_is_told_with_what_was_wanted(
    client: TestClient, method: str, path: str, given: bytes | None, like: str
) -> None:
    said = client.request(method, path, content=given)
    assert said.status_code == 400
    assert like in said.text.replace('\\"', '"')
