"""A small gazetteer with markup in a name and an id that was merged; services over it."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from exonym.api.app import create_app
from exonym.api.settings import Settings
from exonym.resolver.resolve import Resolver

PEOPLE = """\
vn-giang-ho:
  name: Giang Hồ
  merged_into: vn-phan-van-giang
vn-ngo-xuan-lich:
  name: Ngô Xuân Lịch
  country: vn
  born: 1954-04-20
  posts:
    - {post: vn-minister-of-national-defence, from: 2016-04-09, to: 2021-04-07, source: knowledge}
  sources: [knowledge]
vn-phan-van-giang:
  name: Phan Văn Giang
  country: vn
  posts:
    - {post: vn-minister-of-national-defence, from: 2021-04-08, source: knowledge}
  sources: [knowledge]
vn-tran-script:
  name: <script>alert(1)</script> Trần
  names:
    en: ['"><img src=x onerror=alert(2)>']
  country: vn
  note: "<b>bold</b>"
  sources: [knowledge]
"""
JAPANESE = """\
jp-kishi-nobuo:
  name: 岸信夫
  reading: きし のぶお
  country: jp
  sources: [knowledge]
"""
POSTS = """\
vn-minister-of-national-defence:
  name: Bộ trưởng Bộ Quốc phòng
  names:
    en: [Minister of National Defence]
  country: vn
  office: minister-of-defence
  organisation: vn-ministry-of-national-defence
  sources: [knowledge]
"""
ORGANISATIONS = """\
vn-ministry-of-national-defence:
  name: Bộ Quốc phòng
  names:
    en: [Ministry of National Defence]
  country: vn
  function: ministry-of-defence
  sources: [knowledge]
"""
AGREEMENTS = """\
jp-vn-economic-partnership-agreement-2008:
  name: Japan–Viet Nam Economic Partnership Agreement
  names:
    vi: [Hiệp định Đối tác kinh tế Việt Nam – Nhật Bản]
  instrument: agreement
  topics: [economic-partnership]
  parties: [jp, vn]
  signed: 2008-12-25
  sources: [knowledge]
"""


def write_gazetteer(root: Path) -> Path:
    """The gazetteer as files."""
    for name, text in {
        "people/vn": PEOPLE, "people/jp": JAPANESE, "posts/vn": POSTS, "organisations/vn": ORGANISATIONS,
        "agreements/jp-vn": AGREEMENTS,
    }.items():  # fmt: skip
        file = root / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def client_with(small: Resolver, **settings: object) -> TestClient:
    """A service with other settings."""
    return TestClient(create_app(Settings(**settings), small), raise_server_exceptions=False)  # type: ignore[arg-type]
