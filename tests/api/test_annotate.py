"""`POST /annotate`: the answers of the command, in JSON, text and HTML, and what it refuses."""

import csv
import io
import json
import zipfile

import pytest
from fastapi.testclient import TestClient
from served import client_with

from exonym.api.annotation_files import FileFormat
from exonym.resolver.documents.annotate import Annotator
from exonym.resolver.model import Hints
from exonym.resolver.resolve import Resolver

TEXT = "General Phan Văn Giang spoke. General Giang left.\n吴春历没有来。"


def test_json_text_and_lines_say_the_same(client: TestClient):
    by_json = client.post("/annotate", json={"text": TEXT, "date": "2022-05-01"}).json()
    plain = {"content": TEXT.encode(), "headers": {"Content-Type": "text/plain; charset=utf-8"}}
    assert client.post("/annotate?date=2022-05-01", **plain).json() == by_json
    assert [(each["text"], each["id"], each["via"]) for each in by_json["mentions"]] == [
        ("General Phan Văn Giang", "vn-phan-van-giang", "name"),
        ("General Giang", "vn-phan-van-giang", "in-document"),
        ("吴春历", "vn-ngo-xuan-lich", "name"),
    ]
    assert by_json["document"] == {"date": "2022-05-01", "language": None, "context_countries": [], "found": []}
    plain["headers"]["Accept"] = "application/x-ndjson"
    lines = client.post("/annotate?date=2022-05-01", **plain).text.splitlines()
    assert [json.loads(line) for line in lines] == by_json["mentions"]


def test_it_is_what_the_annotator_says(client: TestClient, small: Resolver):
    own = Annotator(small).annotate(TEXT, Hints(context_countries=("vn",)))
    over_http = client.post("/annotate", json={"text": TEXT, "context_countries": ["Vietnam"]}).json()["mentions"]
    assert [(each["start"], each["end"], each["id"], each["why"]) for each in over_http] == [
        (each.start, each.end, each.decision.id, each.decision.why) for each in own.mentions
    ]


def test_html_has_places_of_its_source(client: TestClient):
    page = '<html lang="en"><p>General Phan V&#259;n <b>Giang</b>'
    reply = client.post("/annotate", content=page, headers={"Content-Type": "text/html"}).json()
    (mention,) = reply["mentions"]
    assert page[mention["start"] : mention["end"]] == "General Phan V&#259;n <b>Giang"
    assert reply["document"]["found"] == ["language"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 400, "json"),
        (b"\xff", "text/plain", 400, "json"),
        (b"x", "", 415, "media-type"),
        (b"x", "text/csv", 415, "media-type"),
        (b"[]", "application/json", 422, "query"),
        (b'{"text": 1}', "application/json", 422, "query"),
        (b'{"text": "x", "dtae": "2018"}', "application/json", 422, "query"),
        (b'{"text": "x", "date": "tomorrow"}', "application/json", 422, "hint"),
        (b'{"text": "x", "date": 2018}', "application/json", 422, "query"),
        (b"[" * 100_000, "application/json", 400, "json"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_cure(client: TestClient, body: bytes, kind: str, status: int, code: str):
    reply = client.post("/annotate", content=body, headers={"Content-Type": kind} if kind else {})
    problem = reply.json()
    assert (reply.status_code, problem["code"]) == (status, code)
    assert problem["remedy"]


def test_a_hint_of_the_body_comes_before_a_parameter(client: TestClient):
    reply = client.post("/annotate?date=2018&language=de", json={"text": "x", "date": "2019"})
    assert reply.json()["document"] == {"date": "2019", "language": "de", "context_countries": [], "found": []}


def test_parameters_are_spelt_right(client: TestClient):
    assert client.post("/annotate?dtae=2018", json={"text": "x"}).json()["code"] == "parameter"


def test_a_long_text_is_refused(small: Resolver):
    with client_with(small, max_text=100) as client:
        assert client.post("/annotate", json={"text": "x" * 100}).status_code == 200
        reply = client.post("/annotate", json={"text": "x" * 101})
    assert (reply.status_code, reply.json()["code"]) == (413, "too-large")
    assert "over 100" in reply.json()["detail"]
    assert "application/x-ndjson" in reply.json()["remedy"]


def test_lines_come_of_a_text_of_any_length(small: Resolver):
    filler = "Nothing happened on that day, and nobody came.\n" * 2_500
    text = f"General Phan Văn Giang came.\n{filler}General Giang left."
    plain = {"Content-Type": "text/plain", "Accept": "application/x-ndjson"}
    with client_with(small, max_text=100) as client:
        reply = client.post("/annotate", content=text, headers=plain)
        page = client.post("/annotate", content=f"<p>{text}", headers={**plain, "Content-Type": "text/html"})
    lines = [json.loads(line) for line in reply.text.splitlines()]
    assert [text[each["start"] : each["end"]] for each in lines] == ["General Phan Văn Giang", "General Giang"]
    assert [each["id"] for each in lines] == [each.decision.id for each in Annotator(small).annotate(text).mentions]
    assert [json.loads(line)["text"] for line in page.text.splitlines()] == [each["text"] for each in lines]


def post(client: TestClient, chosen: str, text: str = TEXT, kind: str = "text/plain"):
    return client.post(f"/annotate?format={chosen}", content=text.encode(), headers={"Content-Type": kind})


def test_files_are_in_the_formats_of_the_command(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(post(client, "csv").text)))
    lines = [json.loads(line) for line in post(client, "jsonl").text.splitlines()]
    assert (
        [row["id"] for row in rows]
        == [line["id"] or "" for line in lines]
        == [
            "vn-phan-van-giang",
            "vn-phan-van-giang",
            "vn-ngo-xuan-lich",
        ]
    )
    assert [(int(row["start"]), int(row["end"])) for row in rows] == [(line["start"], line["end"]) for line in lines]
    assert post(client, "webannotation").json()["items"][0]["target"]["source"] == "urn:exonym:stdin"
    page = post(client, "html", "<p>General Phan Văn Giang <b>spoke", "text/html")
    assert page.text.count("<mark") == 1
    assert page.headers["content-disposition"].startswith("attachment; ")
    assert page.headers["content-security-policy"] == "sandbox"
    with zipfile.ZipFile(io.BytesIO(post(client, "brat").content)) as archive:
        assert archive.namelist() == ["annotations.txt", "annotations.ann"]
        assert archive.read("annotations.txt").decode() == TEXT
        assert "exonym:vn-phan-van-giang" in archive.read("annotations.ann").decode()
    assert "format" in post(client, "docx").json()["detail"]


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("-", "annotations.csv"), ("a/b.c.txt", "b.c.csv"), ("..\\..\\x.html", "x.csv"), ("../..", "annotations.csv"),
        ("越南.txt", "越南.csv"), (".txt", "txt.csv"),
    ],
)  # fmt: skip
def test_a_file_has_the_document_s_name_without_its_folder(document: str, name: str) -> None:
    assert FileFormat.CSV.file_name(document) == name
