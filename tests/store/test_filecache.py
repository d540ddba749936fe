"""A check from the cache says the same as one without; what is damaged or has changed is read anew."""

from pathlib import Path

import pytest

from exonym.resolver.store.caching import file_entries
from exonym.resolver.store.caching.file_entries import FileCache
from exonym.resolver.store.checking.check import check

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
