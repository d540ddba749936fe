"""`annotate`: files, directories and pipes in, each format out, and what it says of bad input."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from exonym.api.cli.main import app

TEXT = "Hanoi, 10 April 2018. General Ngô Xuân Lịch spoke. General Lịch left.\n"


@pytest.fixture
def annotate(tiny: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def run(*args: str, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, ["annotate", *tiny, *args], input=text)

    return run


def mentions(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_line_a_mention_with_the_file_and_its_place(annotate, tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    result = annotate("a.txt")
    found = mentions(result)
    assert [(m["text"], m["id"], m["via"]) for m in found] == [
        ("General Ngô Xuân Lịch", "vn-ngo-xuan-lich", "name"),
        ("General Lịch", "vn-ngo-xuan-lich", "in-document"),
    ]
    assert all(TEXT[m["start"] : m["end"]] == m["text"] for m in found)
    wanted = "file start end text status id name kind score why via candidates"
    assert list(found[0]) == wanted.split()
    assert "a.txt: 2 mentions; date 2018-04-10 (found)" in result.stderr


def test_a_pipe_several_files_and_a_directory(annotate, tmp_path: Path):
    (tmp_path / "texts" / "below").mkdir(parents=True)
    for name in ("texts/b.txt", "texts/below/c.md", "texts/picture.png"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert len(mentions(annotate("-", "-q", text=TEXT))) == 2
    files = [m["file"] for m in mentions(annotate("texts", "texts/b.txt", "-q"))]
    assert list(dict.fromkeys(files)) == ["texts/b.txt", "texts/below/c.md"]
    assert len(files) == 6


def test_a_document_knows_nothing_of_the_next(annotate, tmp_path: Path):
    (tmp_path / "a.txt").write_text("General Ngô Xuân Lịch spoke.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("General Lịch left.", encoding="utf-8")
    assert [m["file"] for m in mentions(annotate("a.txt", "b.txt", "-q"))] == ["a.txt"]


def test_html_has_places_of_its_source_and_states_its_date(annotate, tmp_path: Path):
    source = '<html lang="en"><body><time datetime="2018-04-10">x</time><p>General Ng&ocirc; Xu&acirc;n <b>Lịch</b></p>'
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    result = annotate("a.html")
    (mention,) = mentions(result)
    assert source[mention["start"] : mention["end"]] == "General Ng&ocirc; Xu&acirc;n <b>Lịch"
    assert mention["text"] == "General Ngô Xuân Lịch"
    assert "date 2018-04-10 (found); language en (found)" in result.stderr


def test_a_page_of_html_needs_no_script_and_escapes(annotate):
    result = annotate("-", "-q", "--format", "html", text="<b> & General Ngô Xuân Lịch")
    assert result.exit_code == 0
    assert "&lt;b&gt; &amp; <mark" in result.stdout
    assert 'title="vn-ngo-xuan-lich' in result.stdout
    assert "<script" not in result.stdout


def test_web_annotations_quote_and_point(annotate):
    result = annotate("-", "-q", "--format", "webannotation", text=TEXT)
    page = json.loads(result.stdout)
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    first = page["items"][0]
    assert first["body"][0]["source"] == "urn:exonym:vn-ngo-xuan-lich"
    position, quote = first["target"]["selector"]
    assert TEXT[position["start"] : position["end"]] == quote["exact"] == "General Ngô Xuân Lịch"
    assert TEXT.startswith(quote["prefix"] + quote["exact"] + quote["suffix"])


def test_a_table_has_a_row_a_mention(annotate):
    lines = annotate("-", "-q", "--format", "csv", text="General Lịch came, Ngô Xuân Lịch said.").stdout.splitlines()
    assert lines[0].startswith("file,start,end,text,status,id")
    assert [line.split(",")[5] for line in lines[1:]] == ["vn-ngo-xuan-lich"] * 2


def test_brat_has_two_files_a_document(annotate, tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert annotate("a.txt", "-q", "--format", "brat", "-o", "out/").exit_code == 0
    text = (tmp_path / "out" / "a.txt").read_text(encoding="utf-8")
    lines = (tmp_path / "out" / "a.ann").read_text(encoding="utf-8").splitlines()
    kind, start, end = lines[0].split("\t")[1].split()
    assert (kind, text[int(start) : int(end)]) == ("Person", lines[0].split("\t")[2])
    assert lines[1] == "N1\tReference T1 exonym:vn-ngo-xuan-lich\tNgô Xuân Lịch"
    refused = annotate("a.txt", "--format", "brat", "-o", "a.txt")
    assert refused.exit_code == 2
    assert "name a directory" in refused.stderr


def test_a_terminal_shows_the_text_with_ids(annotate):
    result = annotate("-", "-q", "--format", "terminal", text=TEXT)
    assert "General Ngô Xuân Lịch[vn-ngo-xuan-lich] spoke." in result.stdout


def test_output_goes_to_a_file(annotate, tmp_path: Path):
    assert annotate("-", "-q", "-o", "out.jsonl", text=TEXT).stdout == ""
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "args", "said"),
    [
        (b"one\nxx \xff yy", (), "a.txt:2:4: is not in UTF-8: byte 0xff."),
        (b"\x7fELF\0\0\0\1", (), "a.txt: has zero bytes"),
        (b"x" * 100, ("--max-characters", "20"), "a.txt: has more than 20 characters. Cut it"),
        (b"x", ("-e", "klingon"), "unknown encoding 'klingon'"),
        (b"x", ("--date", "tomorrow"), "is not a date"),
    ],
)
def test_bad_input_is_said_with_its_place_and_cure(annotate, tmp_path: Path, content: bytes, args, said: str):
    (tmp_path / "a.txt").write_bytes(content)
    result = annotate("a.txt", *args)
    assert result.exit_code in (1, 2)
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_what_is_missing_or_has_no_texts(annotate, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    assert "nowhere.txt: cannot read it" in annotate("nowhere.txt").stderr
    assert "empty: has no texts." in annotate("empty").stderr


def test_other_encodings_are_told_or_declared(annotate, tmp_path: Path):
    (tmp_path / "a.txt").write_bytes("吴春历 Ngô Xuân Lịch".encode("utf-16"))
    (tmp_path / "b.txt").write_bytes("Ngô Xuân Lịch".encode("utf-16-le"))
    (tmp_path / "c.html").write_bytes('<html><meta charset="gb18030"><p>Ngô Xuân Lịch'.encode("gb18030"))
    assert mentions(annotate("a.txt", "-q"))
    assert mentions(annotate("b.txt", "-q", "-e", "utf-16-le"))
    assert mentions(annotate("c.html", "-q"))


def test_a_long_text_keeps_its_places_in_every_format(annotate, tmp_path: Path):
    filler = "Nothing happened on that day, and nobody came.\n" * 2_500
    text = f"General Ngô Xuân Lịch came.\n{filler}General Lịch left.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    first, second = mentions(annotate("a.txt"))
    assert text[second["start"] : second["end"]] == second["text"] == "General Lịch"
    assert "named in full at 0" in second["why"]
    shown = annotate("a.txt", "-q", "--format", "terminal").stdout
    assert shown.count("[vn-ngo-xuan-lich]") == 2
    assert shown.count("Nothing happened") == 2_500
    page = annotate("a.txt", "-q", "--format", "html").stdout
    assert (page.count("<mark"), page.count("<h2>"), page.count("<table>")) == (2, 1, 1)
    items = json.loads(annotate("a.txt", "-q", "--format", "webannotation").stdout)["items"]
    assert [item["id"] for item in items] == ["a.txt#mention-1", "a.txt#mention-2"]
    assert items[1]["target"]["selector"][0]["start"] == second["start"]
    annotate("a.txt", "-q", "--format", "brat", "-o", "out/")
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == text
    places = [line.split("\t")[1].split()[1:] for line in (tmp_path / "out" / "a.ann").read_text().splitlines()[::3]]
    assert places == [[str(each["start"]), str(each["end"])] for each in (first, second)]


def test_a_byte_that_is_wrong_far_behind_is_placed_and_nothing_is_written(annotate, tmp_path: Path):
    (tmp_path / "a.txt").write_bytes("Ngô Xuân Lịch\n".encode() * 10_000 + "Ngô ÿ".encode("latin-1"))
    result = annotate("a.txt")
    assert result.stdout == ""
    assert "a.txt:10001:3: is not in UTF-8: byte 0xf4." in result.stderr


@pytest.mark.parametrize("how", [("--format", "brat", "-o", "."), ("-o", "a.txt"), ("-o", "./a.txt")])
def test_a_text_that_is_read_is_never_replaced(annotate, tmp_path: Path, how: tuple[str, ...]):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for read in ("a.txt", "."):
        refused = annotate(read, "-q", *how)
        assert refused.exit_code == 2
        assert "would replace a file that is read" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT
