"""Rows and columns of delimited text: what goes in comes out, with its answer beside it."""

from __future__ import annotations

import csv
import gzip
import io

import pytest

from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.errors import InputError, UsageError
from exonym.resolver.model import Hints, Status

from .conftest import Bench

HEAD = "exonym_id,exonym_name,exonym_status,exonym_score,exonym_matched_name,exonym_why,exonym_candidates"
MATCH = 'vn-ngo-xuan-lich,Ngô Xuân Lịch,match,99.2,吴春历,"read, in Vietnamese",vn-ngo-xuan-lich cn-cmc'
AMBIGUOUS = ",,ambiguous,50.0,,two of them,cn-cmc vn-ngo-xuan-lich"
NONE = ",,none,,,nothing like it is known,"


def read(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_each_row_gets_the_seven_columns(bench: Bench) -> None:
    out = bench.text("n,name\n1,吴春历\n2,中央军委\n3,Nobody\n", columns=Columns("name"))
    assert out == f"n,name,{HEAD}\n1,吴春历,{MATCH}\n2,中央军委,{AMBIGUOUS}\n3,Nobody,{NONE}\n"


def test_the_summary_counts_rows_and_distinct_mentions(bench: Bench) -> None:
    bench.run("name\n吴春历\n吴春历\nNobody\n中央军委\n")
    assert (bench.summary.rows, bench.summary.distinct) == (4, 3)
    assert bench.summary.statuses == {Status.MATCH: 2, Status.AMBIGUOUS: 1, Status.NONE: 1}
    assert bench.summary.examples[Status.NONE] == ["Nobody"]


def test_a_distinct_mention_is_asked_once_for_each_set_of_hints(bench: Bench) -> None:
    rows = "name,kind\n" + "吴春历,person\n" * 50 + "吴春历,org\n" * 50
    bench.run(rows, columns=Columns("name", kind="kind"))
    assert bench.resolver.asked == [("吴春历", Hints(kind="person")), ("吴春历", Hints(kind="organisation"))]


def test_all_hint_columns_reach_the_resolver(bench: Bench) -> None:
    rows = 'm,k,c,x,d,r,l\n吴春历,ORG,VN,"vn, jp;us|cn",2018-04-10T09:00,minister,zh_Hant\n'
    bench.run(rows, columns=Columns("m", "k", "c", "x", "d", "r", "l"))
    hints = Hints("organisation", "vn", ("vn", "jp", "us", "cn"), "2018-04-10", "minister", "zh-hant")
    assert bench.resolver.asked == [("吴春历", hints)]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("kind", "ship", "'ship' is not a kind"),
        ("country", "Atlantis", "'Atlantis' is not a country"),
        ("context_countries", "vn zz", "'zz' is not a country"),
        ("date", "10.4.2018", "'10.4.2018' may be two dates"),
        ("date", "2018-02-30", "'2018-02-30' is not a date"),
        ("date", "٢٠١٨", "is not a date"),
        ("language", "Chinese!", "'Chinese!' is not a language"),
    ],
)
def test_a_bad_hint_is_an_error_of_its_row_only(bench: Bench, column: str, value: str, said: str) -> None:
    out = bench.text(f"name,hint\n吴春历,{value}\n吴春历,\n", columns=Columns("name", **{column: "hint"}))
    bad, good = read(out)
    assert bad["exonym_status"] == "error"
    assert said in bad["exonym_why"]
    assert bad["exonym_id"] == bad["exonym_score"] == ""
    assert good["exonym_status"] == "match"
    assert bench.summary.statuses[Status.ERROR] == 1


@pytest.mark.parametrize("blank", ["", "  ", "\u3000", "\u00a0"])
def test_a_blank_cell_is_none_and_says_so(bench: Bench, blank: str) -> None:
    (row,) = read(bench.text(f"n,name\n1,{blank}\n", columns=Columns("name")))
    assert (row["exonym_status"], row["exonym_why"]) == ("none", "blank")
    assert bench.resolver.asked == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "rows",
    [
        ["n,name", '1,"吴春历"', '2,"a ""b"" c"', '3,"x,y"'],
        ["n,name", '1,"two\nlines"', "2,吴春历"],
        ["n,name", '1,"two\r\nlines"', "2,吴春历"],
        ["n,name", "1,吴春历", "2, spaced ", "3,\ttab"],
        ["n,name", '1,"needlessly quoted"', '2,an "odd" quote', "3,'single'"],
        ['"n","na\nme"', "1,吴春历", '"2",""'],
    ],
)
def test_a_row_stays_the_text_that_it_was(bench: Bench, rows: list[str], end: str) -> None:
    rest = bench.run(end.join(rows) + end, columns=Columns("2")).decode()
    for row in rows:
        assert rest.startswith(row + ",")
        rest = rest[rest.index(end, len(row)) + len(end) :]
    assert rest == ""


def test_the_last_line_needs_no_end(bench: Bench) -> None:
    assert bench.text("name\n吴春历") == f"name,{HEAD}\n吴春历,{MATCH}\n"


def test_short_rows_are_filled_up_and_long_ones_keep_their_surplus_at_the_end(bench: Bench) -> None:
    out = bench.text("a,name,c\n1\n2,吴春历,x,y,z\n3,吴春历,x\n", columns=Columns("name"))
    lines = out.splitlines()
    assert lines[1].startswith('1,,,,,error,,,"the row has 1 cell(s), the header 3"')
    assert lines[2].startswith("2,吴春历,x,,,error,")
    assert lines[2].endswith(",y,z")
    assert [row["exonym_status"] for row in read(out)] == ["error", "error", "match"]
    assert bench.summary.statuses == {Status.ERROR: 2, Status.MATCH: 1}


def test_a_quote_that_never_closes_costs_one_row(bench: Bench) -> None:
    rows = read(bench.text('n,name\n1,"吴春历\n2,吴春历\n3,Nobody\n', columns=Columns("name")))
    assert [row["exonym_status"] for row in rows] == ["error", "match", "none"]
    assert "never closes" in rows[0]["exonym_why"]
    assert rows[0]["n"] == "1"


def test_a_quoted_cell_may_cross_blocks(bench: Bench) -> None:
    long = "x" * 3_000_000
    content = f'n,name\n1,"{long}\n{long}"\n2,吴春历\n'
    out = bench.text(content, columns=Columns("name"))
    assert out.splitlines()[-1] == f"2,吴春历,{MATCH}"
    assert f'1,"{long}\n{long}",' in out
    assert bench.summary.rows == 2


def test_empty_lines_stay_and_are_no_rows(bench: Bench) -> None:
    out = bench.text("n,name\n1,吴春历\n\n2,Nobody\n\n", columns=Columns("name"))
    assert out == f"n,name,{HEAD}\n1,吴春历,{MATCH}\n\n2,Nobody,{NONE}\n\n"
    assert bench.summary.rows == 2


def test_empty_lines_end_as_the_others_do(bench: Bench) -> None:
    out = bench.run("n,name\r\n1,吴春历\r\n\r\n2,Nobody\r\n", columns=Columns("name")).decode()
    assert out == f"n,name,{HEAD}\r\n1,吴春历,{MATCH}\r\n\r\n2,Nobody,{NONE}\r\n"


def test_an_empty_line_of_a_single_column_is_a_blank_cell(bench: Bench) -> None:
    rows = read(bench.text("name\n吴春历\n\nNobody\n"))
    assert [row["exonym_why"] for row in rows] == ["read, in Vietnamese", "blank", "nothing like it is known"]


@pytest.mark.parametrize(("content", "expected"), [("", ""), ("name\n", f"name,{HEAD}\n"), ("name", f"name,{HEAD}\n")])
def test_an_empty_file_gives_its_header_if_it_had_one(bench: Bench, content: str, expected: str) -> None:
    assert bench.text(content) == expected


@pytest.mark.parametrize(("delimiter", "name"), [(";", "in.csv"), ("\t", "in.csv"), ("|", "in.txt"), ("\t", "in.tsv")])
def test_the_delimiter_is_found_and_kept(bench: Bench, delimiter: str, name: str) -> None:
    content = f"n{delimiter}name{delimiter}rest\n1{delimiter}吴春历{delimiter}a,b\n"
    out = bench.text(content, name=name, out=name.replace("in", "out"), columns=Columns("name"))
    (row,) = read(out, delimiter)
    assert (row["n"], row["rest"], row["exonym_status"]) == ("1", "a,b", "match")
    assert bench.summary.delimiter == delimiter


def test_the_name_of_the_output_can_change_the_delimiter(bench: Bench) -> None:
    out = bench.text('n,name\n"1\t2",吴春历\n', out="out.tsv", columns=Columns("name"))
    (row,) = read(out, "\t")
    assert (row["n"], row["exonym_id"]) == ("1\t2", "vn-ngo-xuan-lich")


def test_a_byte_order_mark_is_no_part_of_the_first_header(bench: Bench) -> None:
    assert bench.text(b"\xef\xbb\xbf" + "name\n吴春历\n".encode()).startswith("name,exonym_id")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030", "utf-8"])
def test_other_encodings_come_out_as_utf8(bench: Bench, encoding: str) -> None:
    given = "" if encoding == "utf-16" else encoding
    out = bench.text("n,name\n1,吴春历\n".encode(encoding), columns=Columns("name"), encoding=given)
    assert out == f"n,name,{HEAD}\n1,吴春历,{MATCH}\n"


def test_bom_begins_the_output(bench: Bench) -> None:
    assert bench.run("name\n", bom=True).startswith(b"\xef\xbb\xbfname,")


@pytest.mark.parametrize("out", ["out.jsonl", "out.parquet"])
def test_a_byte_order_mark_has_no_place_but_in_csv(bench: Bench, out: str) -> None:
    with pytest.raises(UsageError, match="--bom is for CSV"):
        bench.run("name\n吴春历\n", out=out, bom=True)
    assert not (bench.folder / out).exists()
    review = bench.folder / "review.csv"
    written = bench.run("name\nNobody\n", out=out, bom=True, review=str(review))
    assert not written.startswith(b"\xef\xbb\xbf")
    assert review.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_wrong_encoding_names_line_byte_and_likely_encodings(bench: Bench) -> None:
    with pytest.raises(InputError) as caught:
        bench.run("n,name\n1,a\n2,吴春历\n".encode("gb18030"))
    said = str(caught.value)
    assert "in.csv:3: not utf-8: byte 14 (0xCE)" in said
    assert "-e gb18030: 2,吴春历" in said
    with pytest.raises(InputError) as cut:
        bench.run("n,name\n1,吴春历".encode("gb18030"))
    assert "-e gb18030: 1,吴春历;" in str(cut.value)  # whole, though its end might be half a character of UTF-8
    assert not (bench.folder / "out.csv").exists()


def test_a_wrong_encoding_far_into_the_file_is_placed_there(bench: Bench) -> None:
    good = "name\n" + "Ngô Xuân Lịch\n" * 200_000
    with pytest.raises(InputError) as caught:
        bench.run(good.encode() + b"\xff\n")
    assert f"in.csv:200002: not utf-8: byte {len(good.encode()) + 1} (0xFF)" in str(caught.value)
    assert list(bench.folder.glob("*.part")) == list(bench.folder.glob(".*.part")) == []


def test_an_unknown_encoding_is_a_usage_error(bench: Bench) -> None:
    with pytest.raises(UsageError, match="unknown text encoding 'klingon'"):
        bench.run("name\nx\n", encoding="klingon")


def test_gzip_is_read_and_written(bench: Bench) -> None:
    out = bench.run(gzip.compress("name\n吴春历\n".encode()), name="in.csv.gz", out="out.csv.gz")
    assert gzip.decompress(out).decode() == f"name,{HEAD}\n吴春历,{MATCH}\n"


def test_zstandard_is_read_and_written(bench: Bench) -> None:
    zstandard = pytest.importorskip("zstandard")
    given = zstandard.ZstdCompressor().compress("name\n吴春历\n".encode())
    out = bench.run(given, name="in.csv.zst", out="out.csv.zst")
    text = zstandard.ZstdDecompressor().stream_reader(out).read().decode()
    assert text == f"name,{HEAD}\n吴春历,{MATCH}\n"


@pytest.mark.parametrize("content", [b"not gzip at all", gzip.compress(b"name\n" * 9999, mtime=0)[:-20]])
def test_a_broken_gzip_file_is_an_input_error(bench: Bench, content: bytes) -> None:
    with pytest.raises(InputError, match=r"in\.csv\.gz: cannot read it"):
        bench.run(content, name="in.csv.gz")
    assert not (bench.folder / "out.csv").exists()


@pytest.mark.parametrize("kept", [0.02, 0.5, 0.999])
def test_a_truncated_zstandard_file_is_an_input_error(bench: Bench, kept: float) -> None:
    zstandard = pytest.importorskip("zstandard")
    whole = zstandard.ZstdCompressor().compress("".join(f"name {at * 7919}\n" for at in range(20_000)).encode())
    with pytest.raises(InputError, match=r"in\.csv\.zst: cannot read it: it ends in the middle"):
        bench.run(whole[: int(len(whole) * kept)], name="in.csv.zst")
    with pytest.raises(InputError, match=r"in\.csv\.zst: cannot read it"):
        bench.run(b"name\nnothing packed\n", name="in.csv.zst")
    assert not (bench.folder / "out.csv").exists()


def test_zstandard_may_have_several_frames(bench: Bench) -> None:
    zstandard = pytest.importorskip("zstandard")
    frames = [zstandard.ZstdCompressor().compress(part.encode()) for part in ("name\n吴", "春历\n", "", "Nobody\n")]
    out = bench.text(b"".join(frames), name="in.csv.zst")
    assert out == f"name,{HEAD}\n吴春历,{MATCH}\nNobody,{NONE}\n"


def test_an_earlier_output_survives_a_failure(bench: Bench) -> None:
    bench.run("name\n吴春历\n")
    before = (bench.folder / "out.csv").read_bytes()
    with pytest.raises(InputError):
        bench.run(b"name\n\xff\xfe\n")
    assert (bench.folder / "out.csv").read_bytes() == before


def test_the_output_never_replaces_the_input(bench: Bench) -> None:
    (bench.folder / "in.csv").write_text("name\nx\n")
    with pytest.raises(UsageError, match="would replace the input"):
        bench.run("name\nx\n", out="in.csv")
    with pytest.raises(UsageError, match="would replace the input"):
        bench.run("name\nx\n", review=str(bench.folder / "in.csv"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"review": "out.csv"}, "-o and --review would both write"),
        ({"mappings": "sub/../out.csv"}, "-o and --sssom would both write"),
        ({"review": "r.csv", "mappings": "r.csv"}, "--review and --sssom would both write"),
        ({"decisions": "out.csv"}, "out.csv would replace the decisions"),
        ({"decisions": "d.csv", "review": "d.csv"}, "d.csv would replace the decisions"),
    ],
)
def test_no_output_replaces_another_or_the_decisions(bench: Bench, changes: dict[str, str], said: str) -> None:
    (bench.folder / "sub").mkdir()
    (bench.folder / "d.csv").write_text("mention,decision\n")
    (bench.folder / "out.csv").write_text("before\n")
    with pytest.raises(UsageError, match=said):
        bench.run("name\nx\n", **{name: str(bench.folder / path) for name, path in changes.items()})
    assert (bench.folder / "out.csv").read_text() == "before\n"
    assert (bench.folder / "d.csv").read_text() == "mention,decision\n"


def test_a_place_that_cannot_be_written_is_said_before_the_work(bench: Bench) -> None:
    with pytest.raises(InputError, match="no such directory"):
        bench.run("name\nx\n", review=str(bench.folder / "nowhere" / "r.csv"))
    assert not bench.resolver.asked


def test_unknown_columns_are_refused_with_the_nearest_name(bench: Bench) -> None:
    with pytest.raises(UsageError) as caught:
        bench.run("id,mention\n1,x\n", columns=Columns("mentoin"))
    assert "Did you mean 'mention'? The columns are: 1 id, 2 mention." in str(caught.value)


def test_a_header_that_occurs_twice_must_be_chosen_by_number(bench: Bench) -> None:
    content = "name,name\nNobody,吴春历\n"
    with pytest.raises(UsageError, match="-c 1 or -c 2"):
        bench.run(content, columns=Columns("name"))
    assert bench.text(content, columns=Columns("2")) == f"name,name,{HEAD}\nNobody,吴春历,{MATCH}\n"


@pytest.mark.parametrize(("asked", "row"), [("2", "match"), ("1", "none")])
def test_columns_are_numbered_from_one_but_names_come_first(bench: Bench, asked: str, row: str) -> None:
    (found,) = read(bench.text("2,a\n吴春历,Nobody\n", columns=Columns(asked)))
    assert found["exonym_status"] == "match"
    (found,) = read(bench.text("b,a\nNobody,吴春历\n", columns=Columns(asked)))
    assert found["exonym_status"] == row


@pytest.mark.parametrize("asked", ["0", "3", "-1"])
def test_numbers_beyond_the_header_are_unknown_columns(bench: Bench, asked: str) -> None:
    with pytest.raises(UsageError, match="there is no column"):
        bench.run("a,b\n1,2\n", columns=Columns(asked))


def test_headers_are_compared_without_spaces_and_in_nfc(bench: Bench) -> None:
    bench.run(" te\u0302n ,x\n吴春历,\n", columns=Columns("tên"))
    assert bench.resolver.asked[0][0] == "吴春历"


def test_without_a_column_the_mention_or_the_only_one_is_taken(bench: Bench) -> None:
    bench.run("id,mention\n1,吴春历\n")
    bench.run("whatever\n吴春历\n")
    assert [mention for mention, _ in bench.resolver.asked] == ["吴春历", "吴春历"]
    with pytest.raises(UsageError, match="which column has the names"):
        bench.run("id,name\n1,x\n")


def test_an_output_used_as_input_needs_another_prefix(bench: Bench) -> None:
    again = bench.text("name\n吴春历\n")
    with pytest.raises(UsageError, match="already has the column"):
        bench.run(again, columns=Columns("name"))
    out = bench.text(again, columns=Columns("name"), shape=Shape(prefix="again_"))
    assert out.splitlines()[0] == f"name,{HEAD},{HEAD.replace('exonym_', 'again_')}"


def test_only_some_statuses_and_columns(bench: Bench) -> None:
    shape = Shape(columns=("status", "id"), only=frozenset({Status.AMBIGUOUS}))
    out = bench.text("name\n吴春历\n中央军委\nNobody\n", shape=shape)
    assert out == "name,exonym_status,exonym_id\n中央军委,ambiguous,\n"
    assert bench.summary.rows == 3


def test_long_writes_a_line_for_each_candidate(bench: Bench) -> None:
    shape = Shape(columns=("id", "status", "score"), long=True)
    out = bench.text("name\n中央军委\nNobody\n", shape=shape)
    assert out == (
        "name,exonym_rank,exonym_id,exonym_status,exonym_score\n"
        "中央军委,1,cn-cmc,ambiguous,50.0\n中央军委,2,vn-ngo-xuan-lich,ambiguous,99.2\nNobody,,,none,\n"
    )


@pytest.mark.parametrize(("most", "listed"), [(1, "cn-cmc"), (0, ""), (10, "cn-cmc vn-ngo-xuan-lich")])
def test_candidates_limits_their_number(bench: Bench, most: int, listed: str) -> None:
    (row,) = read(bench.text("name\n中央军委\n", shape=Shape(candidates=most)))
    assert row["exonym_candidates"] == listed


@pytest.mark.parametrize(
    ("lang", "name"),
    [("zh", "吴春历"), ("ru", "Нго Суан Лить"), ("vi", "Ngô Xuân Lịch"), ("sv", "Ngô Xuân Lịch")],
)
def test_names_can_be_shown_in_another_language(bench: Bench, lang: str, name: str) -> None:
    (row,) = read(bench.text("name\n吴春历\n", shape=Shape(lang=lang)))
    assert row["exonym_name"] == name


def test_distinct_gives_each_mention_with_its_count_and_first_rows(bench: Bench) -> None:
    content = "n,name\n1,吴春历\n2,Nobody\n3,吴春历\n4,吴春历\n5,吴春历\n"
    shape = Shape(columns=("id",))
    out = bench.text(content, columns=Columns("name"), distinct=True, shape=shape)
    assert out == "name,exonym_count,exonym_rows,exonym_id\n吴春历,4,1 3 4,vn-ngo-xuan-lich\nNobody,1,2,\n"


def test_review_lists_what_a_person_should_see_most_frequent_first(bench: Bench) -> None:
    content = "name,kind\nA,\nB,\nB,\n吴春历,\n中央军委,organisation\n,\nA,ship\n"
    bench.run(content, columns=Columns("name", kind="kind"), review=str(bench.folder / "review.csv"))
    text = (bench.folder / "review.csv").read_text()
    header = text.splitlines()[0]
    assert header == f"name,kind,exonym_count,exonym_rows,{HEAD},exonym_decision,exonym_note"
    assert [row["name"] for row in read(text)] == ["中央军委", "B", "A"]
    assert all(row["exonym_decision"] == "" for row in read(text))


def test_excel_safe_guards_cells_that_a_spreadsheet_would_run(bench: Bench) -> None:
    content = 'n,name\n=1+1,"@SUM(A1)"\n-5,吴春历\n＝1,+x\n'
    rows = read(bench.text(content, columns=Columns("name"), guard=True))
    assert [(row["n"], row["name"]) for row in rows] == [
        ("'=1+1", "'@SUM(A1)"),
        ("-5", "吴春历"),
        ("'＝1", "'+x"),
    ]
    assert [mention for mention, _ in bench.resolver.asked] == ["@SUM(A1)", "吴春历", "+x"]


def test_old_macintosh_line_ends(bench: Bench) -> None:
    rows = read(bench.text("n,name\r1,吴春历\r2,Nobody\r", columns=Columns("name")))
    assert [(row["n"], row["exonym_status"]) for row in rows] == [("1", "match"), ("2", "none")]


def test_without_a_header_the_first_line_is_a_row_and_columns_go_by_number(bench: Bench) -> None:
    out = bench.text("1,吴春历\n2,Nobody\n", columns=Columns("2"), headless=True)
    assert out == f"1,吴春历,{MATCH}\n2,Nobody,{NONE}\n"
    assert bench.text("吴春历\n", headless=True) == f"吴春历,{MATCH}\n"
    with pytest.raises(UsageError, match="The columns are: 1 1, 2 2"):
        bench.run("1,吴春历\n", columns=Columns("name"), headless=True)
