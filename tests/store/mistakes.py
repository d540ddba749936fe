"""Mistakes that an editor who knows no YAML makes, each with the place, the code and the cure that `check` should tell.

A mistake changes one file of a small gazetteer that is otherwise without a finding.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

FILES = {
    "people/vn.yaml": """\
vn-phan-thu:
  name: Phan Thử
  country: vn
  born: 1960
  posts:
    - {post: vn-minister, from: 2016-04, to: 2021-04-07, source: report}
  sources: [report]
vn-tran-van-a:
  name: Trần Văn A
  country: vn
  posts:
    - {post: vn-minister, from: 2021-04-07, source: report}
  sources: [report]
""",
    "people/jp.yaml": """\
jp-kishi-nobuo:
  name: 岸信夫
  reading: きし のぶお
  names:
    ko: [기시 노부오]
  country: jp
  sources: [report]
""",
    "posts/vn.yaml": """\
vn-minister:
  name: Bộ trưởng Bộ Quốc phòng
  country: vn
  office: minister-of-defence
  organisation: vn-ministry
  sources: [report]
""",
    "organisations/vn.yaml": """\
vn-ministry:
  name: Bộ Quốc phòng
  country: vn
  function: ministry-of-defence
  founded: 1945
  sources: [report]
""",
    "agreements/jp-vn.yaml": """\
jp-vn-partnership-2023:
  name: A Partnership
  instrument: joint-statement
  topics: [partnership, defence]
  parties: [jp, vn]
  signed: 2023-11-27
  status: adopted
  sources: [report]
""",
    "sources.yaml": "report:\n  title: A report\n  url: https://example.org/report\n",
}


class Mistake(NamedTuple):
    """In `file`, `right` becomes `wrong`; `place` is file:line:column, `cure` a part of the remedy."""

    what: str
    file: str
    right: str
    wrong: str
    place: str = ""
    code: str = ""
    cure: str = ""


def _mistakes() -> tuple[Mistake, ...]:
    lines = Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert tuple(head) == Mistake._fields
    return tuple(Mistake(*map(_unescaped, row)) for row in rows)


def _unescaped(cell: str) -> str:
    return re.sub(r"\\(?:u[0-9a-f]{4}|[nt])", lambda found: found[0].encode().decode("unicode_escape"), cell)


MISTAKES = _mistakes()
