"""1,000 accidents in a whole gazetteer: each is found at its place, or read as an independent YAML 1.2 reader has it.

The place is right when an error stands in an entry that the accident touched, or in the next one, where a reader can
first notice that the one before has lost its end. Only a reference to an id that the accident took away may stand
elsewhere, and then it names that id.
"""

import random
import re
from collections import Counter
from pathlib import Path

import pytest
from accidents import GAZETTEER, Accident, accident, otherwise_read, same, surroundings

from exonym.resolver.errors import Finding
from exonym.resolver.model import Gazetteer
from exonym.resolver.store.reading.load import read
from exonym.resolver.store.reading.yaml_nodes import compose

SEEDS, EACH = 8, 125


def write(root: Path) -> None:
    for name, text in GAZETTEER.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)


def misplaced(root: Path, name: str, before: bytes, after: Accident, errors: list[Finding]) -> bool:
    """Whether no error stands where the accident was, and some error does not come of it."""
    first, last = surroundings(before, after)
    if any(each.place.file == str(root / name) and first <= each.place.line <= last for each in errors):
        return False
    gone = set(re.findall(r"(?m)^([\w-]+):", before.decode())) - set(
        re.findall(r"(?m)^([\w-]+):", after.content.decode("utf-8", "replace"))
    )
    return not all(each.code.startswith("E2") and any(f"`{id}`" in each.message for id in gone) for each in errors)


def read_alike(content: bytes) -> bool:
    """Whether both readers read the same.

    What ours alone takes is mended first: a bracket's lines that stand further left than the standard wants (nothing
    can be lost by that), and a tab behind a key's colon (which the standard does allow).
    """
    node, _ = compose(content, "a.yaml")
    content = re.sub(rb"\r\n?", b"\n", content)
    for _ in range(5):
        try:
            return same(node.plain() if node else None, otherwise_read(content)) or (
                node is None and not otherwise_read(content)
            )
        except ValueError as error:
            found = re.search(r"(invalid indentation|':' must be followed) .*line (\d+)", str(error))
            if found is None:
                return False
            lines = content.split(b"\n")
            line = lines[int(found[2]) - 1]
            lines[int(found[2]) - 1] = b" " * 8 + line if found[1][0] == "i" else line.replace(b":\t", b": ")
            content = b"\n".join(lines)
    return False


@pytest.mark.parametrize("seed", range(SEEDS))
def test_an_accident_is_found_at_its_place_or_means_what_it_says(tmp_path: Path, seed: int) -> None:
    write(tmp_path)
    assert read([tmp_path])[1] == []
    chance = random.Random(seed)  # noqa: S311  (accidents, not secrets)
    names = [name for name, text in GAZETTEER.items() for _ in range(len(text) // 100)]
    seen: Counter[tuple[str, bool]] = Counter()
    for _ in range(EACH):
        name = chance.choice(names)
        before = GAZETTEER[name].encode()
        after = accident(before, chance)
        (tmp_path / name).write_bytes(after.content)
        gazetteer, findings = read([tmp_path])
        (tmp_path / name).write_bytes(before)
        errors = [each for each in findings if each.severity == "error"]
        assert (gazetteer is None) == bool(errors), "never a part"
        seen[after.kind, bool(errors)] += 1
        if errors:
            assert not misplaced(tmp_path, name, before, after, errors), (after, list(map(str, errors)))
        else:
            assert read_alike(after.content), after
            assert isinstance(gazetteer, Gazetteer)
    kinds = {kind for kind, _ in seen}
    assert kinds == {"flip", "delete", "indent", "duplicate", "recode", "insert", "cut"}
    assert sum(count for (_, found), count in seen.items() if found) > EACH / 3, "accidents that are none show nothing"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        # what the reader in C passes over, and the standard does not
        ('vn-a:\n  name: "A\n  note: b\nvn-b:\n  name: \'B\'\n  note: "c"\n', 2, 9),
        ('vn-a:\n  name: "A"#  country: vn\n', 2, 12),
        ("vn-a:\n  name: A\n  sources: [knowledge]# why\n", 3, 23),
        ("vn-a:\n  name: A\n\ufeff  country: vn\n", 3, 1),
        # what it notices later than it happened
        ("vn-a:\n  name: A\n  country vn\n  born: 1954\n  died: 1955\n", 3, 3),
    ],
)
def test_the_place_is_where_it_happened(tmp_path: Path, text: str, line: int, column: int) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "a.yaml").write_text(text)
    _, findings = read([tmp_path])
    first = findings[0]
    assert (first.severity, first.place.line, first.place.column) == ("error", line, column), list(map(str, findings))


def test_a_quoted_text_may_have_several_lines(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    text = "vn-a:\n  name: A\n  note: \"one\n    two\n\n    three\" # why\n  sources: ['knowledge'] # memory\n"
    (tmp_path / "people" / "a.yaml").write_text(text)
    gazetteer, findings = read([tmp_path])
    assert gazetteer is not None, list(map(str, findings))
    assert gazetteer.entities["vn-a"].note == "one two\nthree"
