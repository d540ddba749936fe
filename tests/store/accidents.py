"""Accidents of an editor, with the lines that they touch; and a second reader of YAML, that shares no code with ours.

The other reader is py-yaml12, which parses with saphyr, written in Rust; ours reads the events of libyaml.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

GAZETTEER = {
    "people/vn.yaml": """\
# yaml-language-server: $schema=../schema/people.schema.json
# Vietnam: people, sorted by id.
vn-le-thu:
  name: Lê Thử
  names:
    zh: [黎試, 黎试]
    en: Le Thu
  country: vn
  born: 1960
  posts:
    - {post: vn-minister, from: 2016-04, to: 2021-04-07, source: report}
    - post: vn-deputy
      from: 2011   # the month is not known
      source: knowledge
  sources: [report, knowledge]

# the elder of two brothers
vn-ngo-xuan-lich:
  name: "Ngô Xuân Lịch"
  names: {ru: 'Нго Суан Лить', "no": [Ngo Xuan Lich]}
  country: vn
  born: 1954-04-20
  not: [vn-le-thu]
  note: "two words: a colon, a comma"
  sources:
    - knowledge
    - https://example.org/a
vn-old:
  name: Ngô Lịch
  merged_into: vn-ngo-xuan-lich
vn-phan-thu:
  name: Phan Thử
  country: vn
  note: >-
    a remark
    of two lines
  sources: [knowledge]
""",
    "people/jp.yaml": """\
jp-kishi-nobuo:
  name: 岸信夫
  reading: きし のぶお
  country: jp
  born: 1959-04
  sources: [knowledge]
jp-koizumi-shinjiro:
  name: 小泉進次郎
  reading: こいずみ しんじろう
  country: jp
  not: [jp-kishi-nobuo]
  sources: [knowledge]
""",
    "posts/vn.yaml": """\
vn-deputy:
  name: Thứ trưởng
  country: vn
  office: deputy-minister-of-defence
  sources: [knowledge]
vn-minister:
  name: Bộ trưởng Bộ Quốc phòng
  names:
    en: [Minister of National Defence]
    zh:
      - 国防部长
  country: vn
  office: minister-of-defence
  organisation: vn-ministry
  sources: [knowledge]
""",
    "organisations/vn.yaml": """\
vn-ministry:
  name: Bộ Quốc phòng
  names: {en: [Ministry of National Defence, MND]}
  country: vn
  function: ministry-of-defence
  founded: 1945
  sources: [knowledge]
""",
    "agreements/jp-vn.yaml": """\
jp-vn-old:
  name: An Older Partnership
  parties: [jp, vn]
  signed: 2014-03-18
  sources: [knowledge]
jp-vn-partnership:
  name: A Partnership
  instrument: joint-statement
  topics: [partnership, defence]
  parties:
  - jp
  - vn
  signed: 2023-11-27
  status: adopted
  replaces: jp-vn-old
  sources: [knowledge]
""",
    "sources.yaml": """\
knowledge:
  title: What the editors know
report:
  title: "A report: part one"
  date: 2018-04-10
  url: https://example.org/report
""",
}
"""A whole gazetteer, small enough to be read a thousand times: every kind, every shape of field and of scalar."""


_ENDS = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Accident:
    """What happened to a file: its new content, and its first and last line (1-based) that are not as before."""

    kind: str
    content: bytes
    first: int
    last: int


def accident(content: bytes, chance: random.Random) -> Accident:
    """One accident."""
    return chance.choice(_KINDS)(content, chance)


def _flip(content: bytes, chance: random.Random) -> Accident:
    """One to eight bits of a byte."""
    at = chance.randrange(len(content))
    byte = content[at] ^ chance.randrange(1, 256)
    return _touched("flip", content[:at] + bytes([byte]) + content[at + 1 :], at, at + 1)


def _delete(content: bytes, chance: random.Random) -> Accident:
    """One to three lines."""
    lines = content.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    rest = lines[:at] + lines[at + chance.randint(1, 3) :]
    return Accident("delete", b"".join(rest), max(at, 1), min(at + 1, max(len(rest), 1)))


def _indent(content: bytes, chance: random.Random) -> Accident:
    """A line moves to the right or to the left, by spaces or by a tab."""
    lines = content.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    moved = chance.choice([b" " + lines[at], b"  " + lines[at], b"    " + lines[at], b"\t" + lines[at],
                           lines[at][1:] if lines[at][:1] == b" " else lines[at], lines[at].lstrip(b" ")])  # fmt: skip
    return Accident("indent", b"".join([*lines[:at], moved, *lines[at + 1 :]]), at + 1, at + 1)


def _duplicate(content: bytes, chance: random.Random) -> Accident:
    """A line once more: right below, or somewhere else."""
    lines = content.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    to = chance.choice([at + 1, chance.randrange(len(lines))])
    return Accident("duplicate", b"".join([*lines[:to], lines[at], *lines[to:]]), to + 1, to + 1)


def _recode(content: bytes, chance: random.Random) -> Accident:
    """One line in another encoding, or bytes of another in front of it."""
    lines = content.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    encoding = chance.choice(
        ["utf-16-le", "gb18030", "shift_jis", "koi8-r", "cp1258", "latin-1", "utf-8-sig", "utf-16"]
    )
    line = lines[at].decode().encode(encoding, "replace")
    return Accident("recode", b"".join([*lines[:at], line, *lines[at + 1 :]]), at + 1, at + 1 + line.count(b"\n") - 1)


def _insert(content: bytes, chance: random.Random) -> Accident:
    """A sign that means something in YAML, or that nobody sees."""
    at = chance.randrange(len(content))
    sign = chance.choice([
        b"\t", b'"', b"'", b"[", b"]", b"{", b"}", b"&a ", b"*a ", b": ", b":", b" #", b"|", b"- ", b"\r", b"\0", b"%",
        b"\xef\xbb\xbf", b"@", b"!", b"? ", b",", b"\xe2\x80\xa8", b"---\n", b"...\n", b"<<: ", b"\xff\xfe",
        b"\xc2\x85",
    ])  # fmt: skip
    return _touched("insert", content[:at] + sign + content[at:], at, at + len(sign))


def _cut(content: bytes, chance: random.Random) -> Accident:
    """Up to thirty bytes away; or the file ends here."""
    at = chance.randrange(len(content))
    end = chance.choice([at + chance.randint(1, 30), len(content)])
    return _touched("cut", content[:at] + content[end:], at, at + 1)


_KINDS: tuple[Callable[[bytes, random.Random], Accident], ...] = (
    _flip, _delete, _indent, _duplicate, _recode, _insert, _cut,
)  # fmt: skip


def _touched(kind: str, content: bytes, start: int, end: int) -> Accident:
    return Accident(kind, content, len(_ENDS.findall(content[:start])) + 1, len(_ENDS.findall(content[:end])) + 1)


def surroundings(before: bytes, after: Accident) -> tuple[int, int]:
    """The first and last line of the entries that the accident lies in or between, in the file as it is now.

    An entry begins at the margin. A deleted line may have been the border of two, so the line before and the line
    behind count.
    """
    lines = _ENDS.split(after.content)
    first, last = max(after.first - 1, 1), min(after.last + 1, len(lines))
    while first > 1 and not _begins(lines[first - 1]):
        first -= 1
    while last < len(lines) and not _begins(lines[last]):
        last += 1
    return first, min(last + 1, len(lines))


def _begins(line: bytes) -> bool:
    return bool(line.strip()) and line[:1] not in (b" ", b"#", b"\t", b"-")


def otherwise_read(content: bytes) -> Any:
    """What the other reader makes of a file: its data, with scalars of the core schema. Raises ValueError."""
    import yaml12

    return yaml12.parse_yaml(content.decode("utf-8-sig"))


def same(ours: Any, theirs: Any) -> bool:
    """Whether both readers read the same: ours keeps every scalar as it was written, theirs knows numbers and null."""
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and list(ours) == [_written(key, ours) for key in theirs] and all(
            same(ours[_written(key, ours)], value) for key, value in theirs.items()
        )  # fmt: skip
    if isinstance(theirs, list):
        return (
            isinstance(ours, list)
            and len(ours) == len(theirs)
            and all(same(one, other) for one, other in zip(ours, theirs, strict=True))
        )
    return isinstance(ours, str) and (ours == theirs or (not isinstance(theirs, str) and _core(ours) == theirs))


def _written(key: Any, ours: Any) -> Any:
    """A key that the core schema takes for a number, as it was written."""
    if isinstance(key, str):
        return key
    return next((each for each in ours if _core(each) == key), key)


def _core(text: str) -> object:
    """The core schema of YAML 1.2, by that reader itself."""
    return otherwise_read(text.encode()) if text else None
