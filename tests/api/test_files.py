"""`POST /reconcile/file`: the bytes of the command, through HTTP, while they travel."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from served import client_with, write_gazetteer
from starlette.datastructures import Headers
from test_serve import PATIENCE, ROOT, ask, command, connect, end

from exonym.api.access_keys import digest
from exonym.api.app import create_app
from exonym.api.files.file_options import as_parameters, read_options
from exonym.api.files.upload import refuse_announced
from exonym.api.refusals import TooLargeError
from exonym.api.settings import Settings
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job
from exonym.resolver.bulk.run import reconcile
from exonym.resolver.model import NO_HINTS, Decision, Hints, Status
from exonym.resolver.resolve import Resolver
from ports import free_port

ADDRESS = "/reconcile/file"
CSV = {"content-type": "text/csv"}
TABLE = "id,name\n1,吴春历\n2,Ngo Xuan Lich\n3,Nobody\n"


def by_command(folder: Path, table: bytes, resolver: Resolver, *, name: str = "in.csv", **options: Any) -> bytes:
    """What `exonym reconcile` writes for this table."""
    (folder / name).write_bytes(table)
    job = read_options({key: str(value) for key, value in options.items()}).job(name)
    done = Job(
        source=str(folder / name), target=str(folder / f"out.{job.target.rpartition('.')[2]}"), columns=job.columns,
        shape=job.shape, delimiter=job.delimiter, encoding=job.encoding, guard=job.guard, bom=job.bom,
        distinct=job.distinct, headless=job.headless, legacy=job.legacy,
    )  # fmt: skip
    reconcile(done, lambda: resolver)
    return Path(done.target).read_bytes()


def post(client: TestClient, table: bytes, **options: Any) -> Any:
    return client.post(ADDRESS, params=options, content=table, headers=CSV)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"columns": "id,status", "prefix": "x_"},
        {"columns": "status", "prefix": ""},
        {"only": "", "lang": "", "format": ""},
        {"long": True, "candidates": 3},
        {"distinct": True},
        {"only": "none"},
        {"bom": True, "excel_safe": True},
        {"lang": "zh"},
        {"output_format": "ndjson"},
        {"output_format": "tsv"},
        {"no_header": True, "column": "2"},
    ],
    ids=str,
)
def test_the_reply_is_what_the_command_writes(
    client: TestClient, small: Resolver, tmp_path: Path, options: dict[str, Any]
) -> None:
    given = {"column": "name", **options}
    response = post(client, TABLE.encode(), **given)
    assert response.status_code == 200, response.text
    assert response.content == by_command(tmp_path, TABLE.encode(), small, **given)
    assert response.headers["x-exonym-gazetteer"] == small.gazetteer.version


def test_several_names_come_back_in_a_row_each(client: TestClient, small: Resolver, tmp_path: Path) -> None:
    table = "id,name\n1,吴春历、岸信夫\n2,吴春历\n".encode()
    given = {"column": "name", "columns": "id", "split_names": True}
    response = post(client, table, **given)
    assert response.content == by_command(tmp_path, table, small, **given)
    assert response.text.splitlines()[1:] == [
        "1,吴春历、岸信夫,吴春历,vn-ngo-xuan-lich",
        "1,吴春历、岸信夫,岸信夫,jp-kishi-nobuo",
        "2,吴春历,,vn-ngo-xuan-lich",
    ]


def test_a_slash_at_the_end_is_the_same_address(client: TestClient) -> None:
    table, options = b"name\n" + b"Nobody\n" * 400_000, {"columns": "id"}  # more than other addresses take
    response = client.post(f"{ADDRESS}/", params=options, content=table, headers=CSV, follow_redirects=False)
    assert response.status_code == 200
    assert response.content == post(client, table, **options).content


def test_a_hundred_thousand_rows(client: TestClient, small: Resolver, tmp_path: Path) -> None:
    names = ["吴春历", "Ngo Xuan Lich", "Phan Văn Giang", "Nobody", '"Lịch, Ngô Xuân"', "岸信夫", ""]
    rows = [f"{at},{names[at % len(names)]},2018" for at in range(100_000)]
    rows[70_000] = "ragged"
    rows[80_000] = '80000,"two\nlines",2018'
    table = "\n".join(["n,name,date", *rows]).encode() + b"\n"
    response = post(client, table, column="name", date_column="date")
    assert response.status_code == 200
    assert response.content == by_command(tmp_path, table, small, column="name", date_column="date")
    assert response.content.count(b",error,") == 1


def test_a_form_may_hold_the_options_too(client: TestClient, small: Resolver, tmp_path: Path) -> None:
    expected = by_command(tmp_path, TABLE.encode(), small, column="name", columns="id")
    fields = {"column": "name", "columns": "id"}
    response = client.post(ADDRESS, data=fields, files={"file": ("names.csv", TABLE.encode())})
    assert response.content == expected
    response = client.post(f"{ADDRESS}?column=name", data={"columns": "id"}, files={"file": TABLE.encode()})
    assert response.content == expected
    both = client.post(f"{ADDRESS}?column=name&columns=id", data=fields, files={"file": ("names.csv", TABLE.encode())})
    assert both.content == expected, "the same in both places is no contradiction"
    response = client.post(f"{ADDRESS}?column=name", data={"column": "2"}, files={"file": TABLE.encode()})
    assert response.json()["message"].startswith("'column' is given twice.")


@pytest.mark.parametrize("table", [TABLE, TABLE.replace(",", ";"), TABLE.replace(",", "\t")], ids=repr)
@pytest.mark.parametrize(("result", "output"), [("review", "review"), ("sssom", "mappings")])
def test_other_results_are_the_other_files_of_the_command(
    client: TestClient, small: Resolver, tmp_path: Path, table: str, result: str, output: str
) -> None:
    (tmp_path / "in.csv").write_text(table)
    job = Job(str(tmp_path / "in.csv"), columns=Columns("name"), **{output: str(tmp_path / "other")})  # type: ignore[arg-type]
    reconcile(job, lambda: small)
    response = post(client, table.encode(), column="name", result=result)
    assert response.status_code == 200, response.text
    assert response.content == (tmp_path / "other").read_bytes()
    assert response.headers["content-type"].startswith("text/csv" if result == "review" else "text/tab-separated")
    assert ("Nobody" in response.text) == (result == "review")


def test_other_results_of_json_lines(client: TestClient) -> None:
    def ask(result: str, **options: object) -> Any:
        lines = '{"name": "=Nobody"}\n{"name": "吴春历"}\n'.encode()
        headers = {"content-type": "application/x-ndjson"}
        return client.post(ADDRESS, params={"result": result, **options}, content=lines, headers=headers)

    header, *lines = ask("review", bom=True, excel_safe=True, prefix="x_").text.splitlines()
    assert header.startswith("\ufeffname,x_count,x_rows,x_id,")
    assert [line.partition(",")[0] for line in lines] == ["'=Nobody"]
    mapped = ask("sssom", base_uri="https://names.example.org/")
    assert mapped.text.startswith("#curie_map:\n#  exonym: https://names.example.org/\n")
    assert "\texonym:vn-ngo-xuan-lich\t" in mapped.text
    assert ask("sssom").content != mapped.content
    assert client.post(f"{ADDRESS}?result=review", content=b"", headers=CSV).content == b""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"result": "both"}, "`result` must be one of: 'rows'"),
        ({"result": "review", "long": "true"}, "long has no effect on result=review. Leave out long"),
        ({"result": "review", "output_format": "ndjson"}, "output_format has no effect"),
        ({"result": "sssom", "bom": "true"}, "bom has no effect on result=sssom"),
        ({"base_uri": "https://example.org/"}, "base_uri has no effect on result=rows"),
        ({"result": "sssom", "base_uri": "names"}, "base_uri 'names' is not an absolute address"),
        ({"decisions": "d.csv"}, "Send them in a form, before the table: curl -F decisions=@decisions.csv"),
    ],
)
def test_options_that_do_not_fit_the_result_are_refused(
    client: TestClient, options: dict[str, str], message: str
) -> None:
    response = post(client, TABLE.encode(), column="name", **options)
    assert (response.status_code, response.json()["status"]) == (422, "error")
    assert message in response.json()["message"]
    assert post(client, TABLE.encode(), column="name", result="review", long="false").status_code == 200


DECIDED = "mention,date,decision,note\nNobody,,vn-phan-van-giang,seen\nNgo Xuan Lich,2018,none,\n吴春历,,none,\n"


def decide(client: TestClient, made: str | bytes, table: str = TABLE, **options: object) -> Any:
    data = made.encode() if isinstance(made, str) else made
    files = {"decisions": ("made.csv", data), "file": ("names.csv", table.encode())}
    return client.post(ADDRESS, params={"column": "name", **options}, files=files)


def test_decisions_are_obeyed_by_their_request_only(client: TestClient, small: Resolver, tmp_path: Path) -> None:
    (tmp_path / "made.csv").write_text(DECIDED)
    (tmp_path / "in.csv").write_text(TABLE)
    columns, out = Columns("name"), tmp_path / "out.csv"
    job = Job(str(tmp_path / "in.csv"), str(out), columns, decisions=str(tmp_path / "made.csv"))
    reconcile(job, lambda: small)
    obeyed = decide(client, DECIDED)
    assert obeyed.content == out.read_bytes()
    assert "3,Nobody,vn-phan-van-giang,Phan Văn Giang,match,100.0,,decided by a person: seen," in obeyed.text
    assert "2,Ngo Xuan Lich,vn-ngo-xuan-lich," in obeyed.text, "decided for another date"
    assert "decided" not in post(client, TABLE.encode(), column="name").text
    reviewed = decide(client, DECIDED, result="review")
    assert reviewed.text.count("\n") == 1, "nothing is left to review"
    mapped = decide(client, "\ufeff" + DECIDED, result="sssom").text
    assert "Nobody\trdfs literal\tskos:exactMatch\texonym:vn-phan-van-giang\t" in mapped
    assert mapped.count("ManualMappingCuration") == 1


def test_decisions_as_a_plain_field(client: TestClient) -> None:
    fields = {"column": "name", "decisions": DECIDED}
    response = client.post(ADDRESS, data=fields, files={"file": ("names.csv", TABLE.encode())})
    assert "decided by a person" in response.text


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (b"name,exonym_decision\nA,none\n", "made.csv:1: a file of decisions has the columns"),
        (
            b"mention,decision\nA,none\n\nB,who knows?\n",
            "made.csv:4: 'who knows?' is not a decision. Write an id,",
        ),
        (b"mention,decision\nA,none\nLich, Ngo,none\n", "made.csv:3: 3 cells under 2 columns. Put a cell that has"),
        (b'mention,decision\n"A\nB",none\n"C,none\nD,none\n', "made.csv:4: not CSV: "),
        (b"mention,decision,date\nA,none,soon\n", "made.csv:2: 'soon' is not a date. Write 2018,"),
        (b"mention,decision\nA,none\n\xce\xe2,none\n", "made.csv:3: not utf-8: byte 0xCE. Save it as UTF-8."),
    ],
)
def test_broken_decisions_are_refused_with_line_and_cure(client: TestClient, made: bytes, message: str) -> None:
    response = decide(client, made)
    assert (response.status_code, response.json()["code"]) == (422, "input")
    assert response.json()["message"].startswith(message)


def test_decisions_may_be_none_yet(client: TestClient) -> None:
    assert decide(client, b"").content == post(client, TABLE.encode(), column="name").content


def test_decisions_too_many_twice_or_late(client: TestClient) -> None:
    assert decide(client, "mention,decision\n" + "A,none\n" * 1_100_000).status_code == 200
    large = decide(client, "mention,decision\n" + "A,none\n" * 1_200_000)
    assert (large.status_code, large.json()["code"]) == (413, "too-large")
    assert large.json()["message"].startswith("the decisions are over 8388608 bytes.")
    made = b'Content-Disposition: form-data; name="decisions"; filename="d.csv"\r\n\r\nmention,decision\n'
    headers = {"content-type": "multipart/form-data; boundary=x"}
    for body, message in ((form(made, made, FILE), "'decisions' is given twice"), (form(FILE, made), "after the file")):
        response = client.post(ADDRESS, content=body, headers=headers)
        assert response.status_code == 422
        assert message in response.json()["message"]
    whole = form(made, FILE)
    response = client.post(ADDRESS, content=(whole[at : at + 1] for at in range(len(whole))), headers=headers)
    assert response.text.startswith("name,exonym_id,")


def form(*parts: bytes) -> bytes:
    return b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"


FILE = b'Content-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname\nNobody\n'
FIELD = b'Content-Disposition: form-data; name="columns"\r\n\r\nid'


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (form(FILE, FIELD), "comes after the file"),
        (form(FILE, FILE), "comes after the file"),
        (form(FIELD), "has no file"),
        (form(FIELD, FIELD, FILE), "given twice"),
        (b"nonsense", "cannot read the form"),
        (form(FILE)[:-20], "ends before its file"),
        (b"", "has no file"),
        (form(FIELD + b"x" * 70_000, FILE), "too long"),
    ],
)
def test_a_broken_form_is_refused(client: TestClient, body: bytes, message: str) -> None:
    response = client.post(ADDRESS, content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert response.status_code == 422
    assert message in response.json()["message"]


def test_a_form_may_arrive_in_any_pieces(client: TestClient) -> None:
    body = form(FIELD, FILE)
    headers = {"content-type": "multipart/form-data; boundary=x"}
    response = client.post(ADDRESS, content=(body[at : at + 1] for at in range(len(body))), headers=headers)
    assert response.text == "name,exonym_id\nNobody,\n"


@pytest.mark.parametrize(
    ("name", "value"), [("no_header", "true"), ("excel_safe", "true"), ("bom", "true"), ("delimiter", ";")]
)
def test_options_of_csv_are_refused_for_json_lines(client: TestClient, name: str, value: str) -> None:
    def ask(**options: str) -> Any:
        headers = {"content-type": "application/x-ndjson"}
        return client.post(ADDRESS, params=options, content=b'{"name": "=Nobody"}\n', headers=headers)

    refused = ask(**{name: value})
    assert (refused.status_code, refused.json()["message"].split(":")[0]) == (422, f"{name} is for CSV")
    for written in ({"output_format": "csv"}, {"result": "review"}):
        assert ask(**written, **{name: value}).status_code == (422 if name == "no_header" else 200)
    if name == "delimiter":
        assert ask(result="review", delimiter=";").text.startswith("name;exonym_count;")


@pytest.mark.parametrize("kind", ["application/gzip", "application/x-gzip"])
@pytest.mark.parametrize("name", ["", "names", "names.ndjson.gz"])
def test_a_packed_body_is_unpacked_also_where_its_format_is_given(client: TestClient, kind: str, name: str) -> None:
    packed = gzip.compress(b'{"name": "Nobody"}\n')
    address = f"{ADDRESS}?format=ndjson&columns=id"
    if name:
        response = client.post(address, files={"file": (name, packed, kind)})
    else:
        response = client.post(address, content=packed, headers={"content-type": kind})
    assert response.text == '{"name": "Nobody", "exonym_id": null}\n'


@pytest.mark.parametrize(
    ("name", "kind", "encoding"),
    [
        ("names.ndjson.gz", "application/octet-stream", ""),
        ("", "application/x-ndjson", "gzip"),
    ],
)
def test_packed_json_lines(client: TestClient, name: str, kind: str, encoding: str) -> None:
    packed = gzip.compress(b'{"name": "Nobody", "n": 1}\n')
    if name:
        response = client.post(f"{ADDRESS}?columns=id&column=name", files={"file": (name, packed, kind)})
    else:
        headers = {"content-type": kind, "content-encoding": encoding}
        response = client.post(f"{ADDRESS}?columns=id&column=name", content=packed, headers=headers)
    assert response.headers["content-type"] == "application/x-ndjson"
    assert response.text == '{"name": "Nobody", "n": 1, "exonym_id": null}\n'


def test_other_encodings(client: TestClient) -> None:
    table = "name\n吴春历\n".encode("gb18030")
    assert ",vn-ngo-xuan-lich\n" in post(client, table, columns="id", encoding="gb18030").text
    typed = client.post(f"{ADDRESS}?columns=id", content=table, headers={"content-type": "text/csv; charset=gb18030"})
    assert typed.text == "name,exonym_id\n吴春历,vn-ngo-xuan-lich\n"
    wrong = post(client, table)
    assert wrong.status_code == 422
    assert wrong.json()["message"].startswith("body.csv:2: not utf-8: byte 6 (0xCE)")
    assert "encoding=gb18030: 吴春历" in wrong.json()["message"]


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        ({"column": "nam"}, 422, "Did you mean 'name'?"),
        ({"colum": "name"}, 422, "unknown parameter 'colum'"),
        ({"only": "maybe"}, 422, "unknown status"),
        ({"delimiter": "ab"}, 422, "cannot be a delimiter"),
        ({"long": "perhaps"}, 422, "`long` must be true or false."),
        ({"candidates": "-1"}, 422, "`candidates` must be at least 0."),
        ({"columns": "nothing"}, 422, "unknown added column"),
        ({"encoding": "klingon"}, 422, "unknown text encoding"),
        ({"encoding": "base64"}, 422, "unknown text encoding"),
        ({"column": "name", "bom": "true", "output_format": "ndjson"}, 422, "bom is for CSV"),
        ({"format": "ndjson"}, 422, "body.ndjson:1: no line is an object"),
        ({"format": "parquet"}, 422, "`format` must be one of"),
        ({"column": "name", "lang": "english!"}, 422, "lang 'english!' is not a language. Write a BCP 47 code"),
        ({"column": "name", "excel_safe": "true", "output_format": "ndjson"}, 422, "excel_safe is for CSV"),
        ({}, 422, "Say it with column=NAME or column=NUMBER"),
        ({"column": ""}, 422, "Say it with column=NAME or column=NUMBER"),
        ({"column": "name", "foo": ""}, 422, "unknown parameter 'foo'"),
        ({"column": "name", "long": ""}, 422, "long has no value. Write long=true, or leave it out."),
        ({"column": "name", "candidates": ""}, 422, "candidates has no value. Write candidates=3, or leave it out."),
        ({"column": "name", "result": ""}, 422, "result has no value. Write result=rows, or leave it out."),
        ({"column": "name", "prefix": "", "columns": "name"}, 422, "already has the column(s) name."),
    ],
)
def test_wrong_options_are_named(client: TestClient, options: dict[str, str], status: int, message: str) -> None:
    response = post(client, TABLE.encode(), **options)
    assert response.status_code == status
    assert message in response.json()["message"]
    assert response.json()["status"] == "error"


@pytest.mark.parametrize(
    ("name", "value"), [("date", "yesterday"), ("kind", "ship"), ("country", "?"), ("language", "?")]
)
def test_a_hint_that_cannot_be_right_is_said_in_sentences(client: TestClient, name: str, value: str) -> None:
    response = post(
        client, f"name,hint\n吴春历,{value}\n".encode(), column="name", columns="why", **{f"{name}_column": "hint"}
    )
    assert re.search(rf"'{re.escape(value)}' is not a [a-z ]+\. Write ", response.text)


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "image/png"])
def test_what_is_no_table_is_refused(client: TestClient, kind: str) -> None:
    response = client.post(ADDRESS, content=TABLE.encode(), headers={"content-type": kind})
    assert response.status_code == 415
    assert client.post(f"{ADDRESS}?format=csv&column=name", content=TABLE.encode(), headers={"content-type": kind}).text


@pytest.mark.parametrize("options", [{"column": "name"}, {"column": "1", "no_header": "true"}, {"format": "jsonl"}])
def test_no_body_is_no_table(client: TestClient, options: dict[str, str]) -> None:
    response = client.post(ADDRESS, params=options)
    assert response.status_code == 422
    cure = "Send it as the body: curl -H 'Content-Type: text/csv' --data-binary @names.csv, or in a form"
    assert response.json()["message"].startswith(f"the table is missing. {cure}")


@pytest.mark.parametrize("announced", ["2001", "9" * 30, "9" * 5_000])
def test_a_length_that_is_too_large_is_refused_before_the_body(announced: str) -> None:
    with pytest.raises(TooLargeError, match="the table is over 2000 bytes"):
        refuse_announced(Headers({"content-length": announced}), 2_000)


@pytest.mark.parametrize("announced", ["", "0", "2000", "0" * 30 + "2000", "many"])
def test_a_length_that_is_not_too_large_is_no_reason(announced: str) -> None:
    refuse_announced(Headers({"content-length": announced}), 2_000)


def test_too_large(small: Resolver) -> None:
    table = b"name\n" + b"Nobody\n" * 1000
    with client_with(small, max_file=2000) as client:
        for content in (table, (table[at : at + 100] for at in range(0, len(table), 100)), gzip.compress(table)):
            headers = CSV if content is not None and not isinstance(content, bytes) else {**CSV}
            if isinstance(content, bytes) and content[:2] == b"\x1f\x8b":
                headers["content-encoding"] = "gzip"
            response = client.post(ADDRESS, content=content, headers=headers)
            assert response.status_code == 413
            assert response.json()["code"] == "too-large"
        assert post(client, table[:1500]).status_code == 200


def test_keys_hold_here_too(small: Resolver, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text(f"alice {digest('a-key')}\n")
    with client_with(small, keys_file=tmp_path / "keys", reads="closed") as client:
        refused = post(client, TABLE.encode(), column="name")
        assert (refused.status_code, refused.json()["status"]) == (401, "error")
        given = {**CSV, "x-api-key": "a-key"}
        assert client.post(f"{ADDRESS}?column=2", content=TABLE.encode(), headers=given).status_code == 200


class Driven:
    """One request, message by message, as a server would drive it."""

    def __init__(self, app: Any, table: bytes, *, pieces: int = 1, query: bytes = b"") -> None:
        self.app = app
        size = -(-len(table) // pieces)
        self.messages = [table[at : at + size] for at in range(0, len(table), size)]
        self.sent: list[dict[str, Any]] = []
        self.gone = asyncio.Event()
        self.scope = {
            "type": "http", "method": "POST", "path": ADDRESS, "raw_path": ADDRESS.encode(), "query_string": query,
            "headers": [(b"content-type", b"text/csv"), (b"host", b"x")], "client": ("127.0.0.1", 1), "app": app,
            "server": ("x", 80), "scheme": "http", "http_version": "1.1", "root_path": "", "asgi": {"version": "3.0"},
        }  # fmt: skip

    async def receive(self) -> dict[str, Any]:
        if self.messages:
            piece = self.messages.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(self.messages)}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.sent.append(message)

    async def run(self) -> None:
        await self.app(self.scope, self.receive, self.send)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the resolver was asked, a millisecond each."""
    found: list[str] = []

    def resolve(_: Resolver, mention: str, hints: Hints = NO_HINTS, *, limit: int | None = None) -> Decision:
        found.append(mention)
        time.sleep(0.001)
        return Decision(mention, Status.NONE, "nobody")

    monkeypatch.setattr(Resolver, "resolve", resolve)
    return found


async def begun(asked: list[str]) -> None:
    """Waits until the resolver was asked the first time."""
    async with asyncio.timeout(PATIENCE):
        while not asked:
            await asyncio.sleep(0.01)


def test_a_client_that_goes_away_stops_the_work(small: Resolver, asked: list[str]) -> None:
    async def scene() -> int:
        app = create_app(Settings(max_files=1), small)
        async with app.router.lifespan_context(app):
            table = b"name\n" + b"".join(b"Nobody %d\n" % at for at in range(20_000))
            driven = Driven(app, table, pieces=3)
            running = asyncio.create_task(driven.run())
            await begun(asked)
            driven.gone.set()
            await asyncio.wait_for(running, PATIENCE)
            count = len(asked)
            again = Driven(app, b"name\nNobody\n")
            await asyncio.wait_for(again.run(), PATIENCE)  # its place is free again
            assert again.sent[0]["status"] == 200
            return count

    assert asyncio.run(scene()) < 20_000


def test_others_are_answered_meanwhile_and_a_full_house_says_so(small: Resolver, asked: list[str]) -> None:
    async def scene() -> None:
        app = create_app(Settings(max_files=1, timeout=0.2), small)
        async with app.router.lifespan_context(app):
            table = b"name\n" + b"".join(b"Nobody %d\n" % at for at in range(20_000))
            first = Driven(app, table)
            running = asyncio.create_task(first.run())
            await begun(asked)
            second = Driven(app, b"name\nNobody\n")
            await second.run()
            assert second.sent[0]["status"] == 503
            assert (b"retry-after", b"10") in second.sent[0]["headers"]
            assert not running.done()
            first.gone.set()
            await running
            assert len(asked) < 20_000

    asyncio.run(scene())


def test_an_error_after_the_first_byte_breaks_off_visibly(small: Resolver) -> None:
    async def scene() -> list[dict[str, Any]]:
        app = create_app(Settings(), small)
        async with app.router.lifespan_context(app):
            table = b"name\n" + b"Nobody\n" * 400_000 + "吴春历\n".encode("gb18030")
            driven = Driven(app, table, pieces=20, query=b"columns=id")
            await asyncio.wait_for(driven.run(), PATIENCE)
            return driven.sent

    sent = asyncio.run(scene())
    assert sent[0]["status"] == 200
    last = sent[-1]
    assert last["more_body"] is True, "the reply is not ended, so a server closes the connection"
    assert last["body"].startswith(b"exonym: error: body.csv:400002: not utf-8")


def test_a_body_that_stops_arriving(small: Resolver) -> None:
    async def scene() -> list[dict[str, Any]]:
        app = create_app(Settings(timeout=0.2), small)
        async with app.router.lifespan_context(app):
            driven = Driven(app, b"name\n")
            driven.messages = [b"name\n", b""]

            async def stalled() -> dict[str, Any]:
                if driven.messages.pop():
                    return {"type": "http.request", "body": b"name\n", "more_body": True}
                await asyncio.sleep(60)
                raise AssertionError

            driven.messages = [b"", b"x"]
            driven.receive = stalled  # type: ignore[method-assign]
            await asyncio.wait_for(driven.run(), PATIENCE)
            return driven.sent

    sent = asyncio.run(scene())
    assert sent[0]["status"] == 408
    assert json.loads(sent[1]["body"])["code"] == "slow"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    process = subprocess.Popen(
        command(write_gazetteer(tmp_path / "gazetteer"), tmp_path / "cache", port),
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=dict(os.environ),
    )  # fmt: skip
    connect(port).close()
    yield port, process
    end(process)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_client_that_reads_only_after_it_has_sent_all(server: tuple[int, subprocess.Popen[bytes]]) -> None:
    """Most libraries do. The reply is kept for them, on disk and not in memory."""
    port, process = server
    rows = b"".join(b"%d,Ngo Xuan Lich,%s\n" % (at, b"x" * 80) for at in range(10_000))
    assert len(exchange(port, iter([b"n,name,more\n", rows]))) > 1_000_000
    for target in (b"/openapi.json", b"/resolve?q=%E5%90%B4%E6%98%A5%E5%8E%86", b"/resolve?q=Smith+John"):
        ask(port, target)  # all that is loaded once, also in the background
    before = peak(process.pid)
    body = exchange(port, iter([b"n,name,more\n", *[rows] * 60]))
    assert body.count(b"\n") == 600_001
    assert len(body) > 60_000_000
    assert peak(process.pid) - before < 60_000, "KiB"


def exchange(port: int, table: bytes | Iterator[bytes]) -> bytes:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("POST", f"{ADDRESS}?column=name", table, CSV, encode_chunked=not isinstance(table, bytes))
        response = connection.getresponse()
        assert response.status == 200
        return response.read()


def peak(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def test_a_broken_off_reply_is_an_error_for_the_client(server: tuple[int, subprocess.Popen[bytes]]) -> None:
    port, _ = server
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        exchange(port, b"name\n" + b"Nobody\n" * 400_000 + b"\xce\xe2\n")


@pytest.mark.parametrize(
    ("said", "here"),
    [
        ("Say it with -c NAME or -c NUMBER.", "Say it with column=NAME or column=NUMBER."),
        (
            "Say its encoding with -e. It reads: -e big5: 吴",
            "Say its encoding with encoding=NAME. It reads: encoding=big5: 吴",
        ),
        ("e.g. --prefix new_.", "e.g. prefix=new_."),
        ("--min-score is 120.", "min_score is 120."),
        ("a-c b -x", "a-c b -x"),
        ("curl --data-binary @names.csv.", "curl --data-binary @names.csv."),
    ],
)
def test_messages_name_parameters(said: str, here: str) -> None:
    assert as_parameters(said) == here
