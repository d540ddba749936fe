"""A check from the cache says the same as one without; what is damaged or has changed is read anew."""

from pathlib import Path

import pytest

from exonym.resolver.store.caching import file_entries
from exonym.resolver.store.caching.file_entries import FileCache
from exonym.resolver.store.checking.check import check
from exonym.resolver.store.reading.layer_files import LayerFile
from exonym.resolver.store.reading.yaml_nodes import Node
from exonym.resolver.workers import Workers

TEXT = "a:\n  name: Phan Văn Giang\n  bron: 1954\nb:\n  name: Lê Thử\n  posts: [{post: no-such-post}]\n"


@pytest.fixture
def gazetteer(tmp_path: Path) -> Path:
    folder = tmp_path / "g" / "people"
    folder.mkdir(parents=True)
    (folder / "vn.yaml").write_text(TEXT)
    (folder / "jp.yaml").write_text("c:\n  name: 安倍晋三\n  names: {en: [Abe, ＡＢＥ]}\n")
    return tmp_path / "g"


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []
    real = file_entries.yaml_entries

    def reading(raw, file, kind, known):  # type: ignore[no-untyped-def]
        read.append(Path(file).name)
        return real(raw, file, kind, known)

    monkeypatch.setattr(file_entries, "yaml_entries", reading)
    return read


def test_the_findings_are_the_same(gazetteer: Path, tmp_path: Path) -> None:
    plain = check([gazetteer])
    assert {each.code for each in plain} >= {"E101", "E201"}
    for _ in range(2):
        assert check([gazetteer], cache=FileCache(tmp_path / "cache")) == plain
    good = TEXT.replace("bron", "born").replace("  posts: [{post: no-such-post}]\n", "")
    (gazetteer / "people" / "vn.yaml").write_text(good)
    plain = check([gazetteer])
    assert {each.code for each in plain} == {"C403", "R501"}
    for _ in range(2):
        assert check([gazetteer], cache=FileCache(tmp_path / "cache")) == plain


def test_only_the_changed_file_is_read(gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = counted(monkeypatch)
    check([gazetteer], cache=FileCache(tmp_path / "cache"))
    assert sorted(read) == ["jp.yaml", "vn.yaml"]
    read.clear()
    check([gazetteer], cache=FileCache(tmp_path / "cache"))
    assert read == []
    (gazetteer / "people" / "vn.yaml").write_text(TEXT + "# more\n")
    check([gazetteer], cache=FileCache(tmp_path / "cache"))
    assert read == ["vn.yaml"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"hash": 1}', b"\xff\xfe"])
def test_damage_is_read_past(gazetteer: Path, tmp_path: Path, damage: bytes) -> None:
    plain = check([gazetteer], cache=FileCache(tmp_path / "cache"))
    for slot in (tmp_path / "cache").iterdir():
        slot.write_bytes(damage)
    assert check([gazetteer], cache=FileCache(tmp_path / "cache")) == plain


def test_a_directory_that_cannot_be_written_costs_only_time(gazetteer: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert check([gazetteer], cache=FileCache(tmp_path / "file")) == check([gazetteer])


PEOPLE = (
    "a:\n  name: Phan Văn Giang\nb:\n  name: Lê Thử # the first\n  note: |\n    one\n\n# the third\nc:\n  name: Abe\n"
)
SLIPS = (
    "- x\n", "---\n", "...\n", "b:\n", "  note: |+\n    one\n\n\n", "  note: 'open\n", "  posts: [\n", "]\n",
    "\r\n", "\t\n", "  note: article #12\n", "  bron: 1\n", "? d\n: e\n", "  x: &y 1\n", "%YAML 1.1\n", "\n", "#\n",
    "d: {name: D}\n", "  x\n", "<<<<<<< ours\n", "\ufeff", "  \u00a0name: x\n", "'d': {name: D}\n",
)  # fmt: skip


def content(file: Path, text: str, cache: FileCache) -> object:
    """All that is read of a text in this file."""
    read = cache.read(LayerFile(file, "yaml", "person"), text.encode(), {})
    cache.keep({})
    entries = [(each.id, each.kind, each.fields, each.place, nodes(each.node)) for each in read.entries]
    return read.unread, read.findings, entries


def nodes(node: Node | None) -> object:
    if node is None or isinstance(node.value, str):
        return node and (node.value, node.line, node.column)
    if isinstance(node.value, list):
        return list(map(nodes, node.value)), node.line, node.column
    return {key: (nodes(at), nodes(each)) for key, (at, each) in node.value.items()}, node.line, node.column


def test_only_the_changed_entry_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = "".join(f"id-{number}:\n  name: Somebody\n" for number in range(9))
    content(tmp_path / "vn.yaml", people, FileCache(tmp_path / "cache"))
    asked: list[bytes] = []
    real = file_entries.yaml_entries

    def reading(raw, *more):  # type: ignore[no-untyped-def]
        asked.append(raw)
        return real(raw, *more)

    monkeypatch.setattr(file_entries, "yaml_entries", reading)
    changed = people.replace("id-4:\n  name: Somebody\n", "id-4:\n  name: Somebody else\n  note: new\n")
    found = content(tmp_path / "vn.yaml", changed, FileCache(tmp_path / "cache"))
    (read,) = asked
    assert read.count(b"Somebody") == 2  # it, and the last, with which comes what stands above all
    assert found == content(tmp_path / "vn.yaml", changed, FileCache(tmp_path / "none"))


@pytest.mark.parametrize("slip", SLIPS)
def test_whatever_is_edited_says_the_same_as_a_file_read_as_a_whole(slip: str, tmp_path: Path) -> None:
    file, lines = tmp_path / "vn.yaml", PEOPLE.splitlines(keepends=True)
    for at in range(len(lines) + 1):
        edited = "".join([*lines[:at], slip, *lines[at:]])
        for before, after in ((PEOPLE, edited), (edited, PEOPLE), (edited, edited + "e:\n  name: E\n")):
            cache = tmp_path / f"{at} {len(before)} {len(after)}"
            content(file, before, FileCache(cache))
            alone = content(file, after, FileCache(tmp_path / "none"))
            assert content(file, after, FileCache(cache)) == alone
            assert content(file, after, FileCache(cache)) == alone  # as it was kept
            for slot in (tmp_path / "none").iterdir():
                slot.unlink()


def test_files_are_read_ahead_in_copies_of_the_process(
    gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, read = check([gazetteer]), counted(monkeypatch)
    monkeypatch.setattr(file_entries, "_MUCH", 1)
    cache = FileCache(tmp_path / "cache")
    cache.read_ahead([gazetteer], 2)
    assert check([gazetteer], cache=cache) == plain
    assert read == []
    monkeypatch.setattr(Workers, "start", lambda _: pytest.fail("nothing has changed"))
    cache.read_ahead([gazetteer, tmp_path / "none"], 2)
