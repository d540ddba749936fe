"""The text of an entry, out of its file."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from exonym.api.web.entries import Entry, entry
from exonym.resolver.store.reading.provenance import Written

TEXT = """\
# head
vn-a:
  name: A
  posts: [vn-b]

# about b
# and more
vn-b:
  name: B
  # inside
  note: "vn-a: not here"
# of the next
"vn-c":
  name: 岸
vn-d: {name: D}
"""


def read(path: Path, line: int, entity_id: str) -> Entry:
    return entry([path.parent], Written(0, path.name, line), entity_id)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("entity_id", "line", "text"),
    [
        ("vn-a", 2, "vn-a:\n  name: A\n  posts: [vn-b]"),
        ("vn-b", 8, '# about b\n# and more\nvn-b:\n  name: B\n  # inside\n  note: "vn-a: not here"'),
        ("vn-c", 13, '# of the next\n"vn-c":\n  name: 岸'),
        ("vn-d", 15, "vn-d: {name: D}"),
    ],
)
def test_an_entry_is_found_with_its_comments(
    tmp_path: Path, entity_id: str, line: int, text: str, mark: str, end: str
) -> None:
    path = tmp_path / "people.yaml"
    path.write_bytes((mark + TEXT).replace("\n", end).encode())
    for expected in (line, line + 1, 1, 99):  # the file may have been edited since it was loaded
        assert read(path, expected, entity_id) == Entry(f"{tmp_path.name}/people.yaml", line, text)


def test_an_entry_that_is_gone_or_stands_in_a_table_has_no_text(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    assert read(path, 3, "vn-a") == Entry(f"{tmp_path.name}/people.yaml", 3)
    path.write_text(TEXT)
    assert read(path, 3, "vn-bb") == Entry(f"{tmp_path.name}/people.yaml", 3)
    assert read(tmp_path / "people.csv", 3, "vn-a") == Entry(f"{tmp_path.name}/people.csv", 3, is_yaml=False)


def test_of_two_lines_with_the_id_the_one_that_was_loaded_counts(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("entities:\n  vn-a: {name: A}\nvn-a:\n  name: B\n")
    assert read(path, 2, "vn-a").text == "  vn-a: {name: A}"
    assert read(path, 1, "vn-a").text == "vn-a:\n  name: B"


def test_a_long_file_is_not_taken_apart_for_one_entry(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_text("".join(f"x-{number}: {{}}\n" for number in range(50_000)))
    read(path, 1, "x-1")
    tracemalloc.start()
    try:
        assert read(path, 40_001, "x-40000").text == "x-40000: {}"
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 2 * path.stat().st_size
