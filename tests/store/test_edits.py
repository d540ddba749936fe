"""Random broken edits of the shipped files: findings, or the content that another reader sees too."""

import random
from pathlib import Path

import pytest
import yaml

from exonym.resolver.store.editing.formatting import formatted
from exonym.resolver.store.editing.mending import mend
from exonym.resolver.store.reading.load import read
from exonym.resolver.store.reading.shipped import shipped
from exonym.resolver.store.reading.yaml_nodes import compose

INSERTED = [
    b"\xe9", b"\xc4", b"\t", b'"', b"'", b"[", b"]", b"{", b"}", b"&a ", b"*a", b": ", b" #", b"|", b"- ",
    b"\r", b"\0", b"\xef\xbb\xbf", b"%", b"@", b"!", b"? ", b",", b"\xe2\x80\xa8", b"---\n", b"...\n",
    b"<<: ", b"\xff\xfe",
]  # fmt: skip


def broken(content: bytes, chance: random.Random) -> bytes:
    """The content after one to three accidents."""
    for _ in range(chance.randint(1, 3)):
        lines = content.split(b"\n")
        line, at = chance.randrange(len(lines)), chance.randrange(len(content))
        match chance.randrange(7):
            case 0:
                content = content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
            case 1:
                content = b"\n".join(lines[:line] + lines[line + 1 :])
            case 2:
                content = b"\n".join([*lines[:line], b" " * chance.randint(1, 3) + lines[line], *lines[line + 1 :]])
            case 3:
                content = b"\n".join([*lines[:line], lines[line].lstrip(), *lines[line + 1 :]])
            case 4:
                content = b"\n".join([*lines[:line], chance.choice(lines), *lines[line:]])
            case 5:
                content = content[:at] + chance.choice(INSERTED) + content[at:]
            case _:
                content = content[:at] + content[at + chance.randint(1, 30) :]
    return content


def otherwise_read(content: bytes) -> object:
    """The content as PyYAML's own reader in Python has it; the one in C where that refuses a tab or `a? b`."""
    text = content.decode("utf-8-sig")
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.scanner.ScannerError, yaml.parser.ParserError):
        assert "\t" in text or "?" in text
        return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506


@pytest.mark.parametrize("seed", range(8))
def test_a_broken_edit_is_found_or_means_what_it_says(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (accidents, not secrets)
    sources = [file for file in sorted(shipped().rglob("*.yaml")) if file.stat().st_size > 200]
    file = tmp_path / "people" / "a.yaml"
    file.parent.mkdir()
    for _ in range(25):
        head = chance.choice(sources).read_bytes()[:1500]
        content = broken(head[: head.rindex(b"\n") + 1], chance)
        file.write_bytes(content)
        gazetteer, findings = read([file])
        assert (gazetteer is None) == any(finding.severity == "error" for finding in findings)
        lines = content.replace(b"\r", b"\n").count(b"\n") + 1
        assert all(1 <= finding.place.line <= lines for finding in findings), content
        node, problems = compose(content, "a.yaml")
        if not problems:
            assert (node.plain() if node else None) == (otherwise_read(content) or None), content


@pytest.mark.parametrize("seed", range(4))
def test_a_broken_table_is_found_or_loads(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    rows = "".join(f"id{n},Tên {n},vi,person,vn\n" for n in range(20))
    file = tmp_path / "a.csv"
    for _ in range(50):
        content = broken(f"id,name,lang,kind,country\n{rows}".encode(), chance)
        file.write_bytes(content)
        gazetteer, findings = read([file])
        assert (gazetteer is None) == any(finding.severity == "error" for finding in findings)
        assert all(finding.place.line >= 1 for finding in findings), content


def test_a_broken_parquet_is_a_finding(tmp_path: Path) -> None:
    import polars

    file = tmp_path / "a.parquet"
    polars.DataFrame({"id": [f"i{n}" for n in range(200)], "name": ["Tên"] * 200}).write_parquet(file)
    whole = file.read_bytes()
    chance = random.Random(1)  # noqa: S311
    for content in (
        b"",
        b"PAR1",
        whole[:-1],
        whole[: len(whole) // 2],
        *(broken(whole, chance) for _ in range(60)),
    ):
        file.write_bytes(content)
        gazetteer, findings = read([file])
        assert (gazetteer is None) == any(finding.severity == "error" for finding in findings)


@pytest.mark.parametrize("seed", range(4))
def test_format_and_fix_never_lose_what_a_broken_file_says(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (accidents, not secrets)
    sources = [file for file in sorted(shipped().rglob("*.yaml")) if file.stat().st_size > 200]
    file = tmp_path / "people" / "a.yaml"
    file.parent.mkdir()
    read_at_all = 0
    for _ in range(25):
        head = chance.choice(sources).read_bytes()[:800]
        content = broken(head[: head.rindex(b"\n") + 1], chance)
        file.write_bytes(content)
        before = {(each.place.line, each.code) for each in read([file])[1]}
        mended = {(each.place.line, each.code) for each in mend([file])}
        assert mended <= before
        if not mended:
            assert file.read_bytes() == content
        node, problems = compose(content, "a.yaml")
        text = "" if any(each.code == "F005" for each in problems) else formatted(content.decode("utf-8"))
        if text and node is not None:
            read_at_all += 1
            again, _ = compose(text.encode(), "a.yaml")
            assert again is not None
            assert again.plain() == node.plain(), content
            assert formatted(text) == text, content
    assert read_at_all
