"""/annotate without a browser: what the form sends, as a page, as lines and as a file; what it refuses."""

from __future__ import annotations

import json
import re

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from served import client_with

from exonym.api.web.marked_text import Tally, pieces, said
from exonym.resolver.documents.annotate import Annotator
from exonym.resolver.model import Hints
from exonym.resolver.resolve import Resolver

TEXT = "General Phan Văn Giang spoke. General Giang left.\n吴春历没有来。"
LINES = {"Accept": "application/x-ndjson"}


def send(client: TestClient, headers: dict[str, str] | None = None, **fields: object) -> Response:
    file = {"file": fields.pop("file")} if "file" in fields else {"file": ("", b"")}
    return client.post("/annotate/page", data=fields, files=file, headers=headers)  # type: ignore[arg-type]


def lines(reply: Response) -> list[dict[str, object]]:
    return [json.loads(line) for line in reply.text.splitlines()]


def test_a_page_without_script_has_the_text_and_whom_it_names(client: TestClient) -> None:
    page = send(client, text=TEXT, date="2022-01-05")
    assert page.status_code == 200
    assert re.findall(r'<mark class="mention (\w+)" id="(m\d)">', page.text) == [
        ("person", "m1"), ("person", "m2"), ("person", "m3"),
    ]  # fmt: skip
    assert page.text.count('href="#e-vn-phan-van-giang"') == 2
    assert page.text.count('href="/view/vn-phan-van-giang"') == 1
    assert 'id="e-vn-ngo-xuan-lich"' in page.text
    assert "2022-01-05" in page.text
    assert TEXT.splitlines()[0] in page.text  # what was written stays in the form
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_markup_of_a_text_and_of_a_file_s_name_is_text(client: TestClient) -> None:
    evil = '<img src=x onerror=alert(1)> General Phan Văn Giang </textarea><script>alert(2)</script> "><b>'
    page = send(client, text=evil, date='"><script>alert(3)</script>')
    assert page.status_code == 422
    for reply in (page, send(client, text=evil), send(client, LINES, text=evil)):
        text = reply.text if reply.headers["content-type"].startswith("text/html") else lines(reply)[0]["text"]
        assert "<img" not in str(text)
        assert "<script>alert" not in str(text)


def test_lines_have_the_parts_of_the_page_stretch_by_stretch(client: TestClient) -> None:
    long = TEXT + "\n" + "Nobody came.\n" * 10_000 + "General Giang left."
    read = lines(send(client, LINES, text=long))
    assert len(read) == 2
    assert read[-1]["read"] == len(long)
    assert 'id="m4"' in str(read[1]["text"])
    assert [each["id"] for line in read for each in line["mentions"]][-1] == "vn-phan-van-giang"  # type: ignore[attr-defined, index]
    assert send(client, text=long).status_code == 413
    assert "100,000" in send(client, text=long).text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT.encode()), ("a.txt", TEXT.encode("utf-16")), ("a.txt", b"\xef\xbb\xbf" + TEXT.encode()),
        ("a.html", TEXT.replace("Giang", "<b>Giang</b>").encode()),
        ("x", b"<!doctype html><p>General Phan V&#259;n Giang<p>General Giang<p>\xe5\x90\xb4\xe6\x98\xa5\xe5\x8e\x86"),
    ],
)  # fmt: skip
def test_a_file_is_text_or_html_in_its_encoding(client: TestClient, name: str, content: bytes) -> None:
    (line,) = lines(send(client, LINES, file=(name, content)))
    assert [each["id"] for each in line["mentions"]] == ["vn-phan-van-giang"] * 2 + ["vn-ngo-xuan-lich"]  # type: ignore[attr-defined]
    assert "&lt;b" not in str(line["text"])


def test_a_file_in_another_encoding_is_offered_as_each_would_read(client: TestClient) -> None:
    file = ("a.txt", "plain\n国防部部长吴春历\n".encode("gb18030"))
    refused = send(client, LINES, file=file)
    assert refused.status_code == 422
    problem = str(lines(refused)[0]["problem"])
    assert 'name="encoding" value="gb18030"' in problem
    assert "国防部部长吴春历" in problem
    (line,) = lines(send(client, LINES, file=file, encoding="gb18030"))
    assert len(line["mentions"]) == 1  # type: ignore[arg-type]
    assert send(client, LINES, file=file, encoding="klingon").status_code == 422


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"file": ("a.png", b"\x89PNG\0\0\0\xff\xfe\xfd" * 40)}, "There is no text here"),
        ({"text": " \n"}, "There is no text here"),
        ({"text": TEXT, "date": "tomorrow"}, "is not a date"),
        ({"text": TEXT, "context_countries": "atlantis"}, "atlantis"),
        ({"text": TEXT, "format": "docx"}, "is not a format"),
    ],
)
def test_what_is_wrong_is_said_on_the_page(client: TestClient, fields: dict[str, object], said: str) -> None:
    page = send(client, **dict(fields))
    assert page.status_code == 422
    assert said in page.text
    assert "Traceback" not in page.text


def test_too_much_is_refused(small: Resolver) -> None:
    with client_with(small, max_body=2000) as client:
        assert send(client, text="x" * 3000).status_code == 413


def test_a_file_comes_under_the_document_s_name(client: TestClient) -> None:
    reply = send(client, file=("hồ sơ.txt", TEXT.encode()), format="csv")
    assert reply.headers["content-disposition"] == "attachment; filename*=UTF-8''h%E1%BB%93%20s%C6%A1.csv"
    assert reply.text.splitlines()[1].startswith("hồ sơ.txt,0,22,General Phan Văn Giang,match,vn-phan-van-giang,")


def test_ends_of_lines_that_a_form_adds_move_no_place(client: TestClient) -> None:
    reply = send(client, text=TEXT.replace("\n", "\r\n"), format="jsonl")
    last = json.loads(reply.text.splitlines()[-1])
    assert TEXT[last["start"] : last["end"]] == "吴春历"


def test_going_back_to_a_result_leads_to_the_form(client: TestClient) -> None:
    reply = client.get("/annotate/page?lang=vi", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/annotate?lang=vi")
    client.cookies.clear()
    assert "Ngô Xuân Lịch" in client.get("/annotate?example=1").text


def test_pieces_are_the_text_and_entities_come_by_their_count(small: Resolver) -> None:
    found = Annotator(small).annotate(f"Ngô Xuân Lịch. {TEXT}", Hints(date="2022"))
    cut = list(pieces(found, 10))
    assert "".join(each.text for each in cut) == found.text
    assert [each.number for each in cut if each.mention] == [11, 12, 13, 14]
    tally = Tally()
    tally.add(found)
    tally.add(found)
    assert [(each.id, each.numbers) for each in tally.entries()] == [
        ("vn-ngo-xuan-lich", [1, 4, 5, 8]), ("vn-phan-van-giang", [2, 3, 6, 7]),
    ]  # fmt: skip
    assert ("date", "2022", False) in said(found.circumstances)
