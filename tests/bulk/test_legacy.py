"""Vietnamese in 8-bit codes. Expected letters of TCVN3: the GNU C library's TCVN5712-1; of VNI: its rules."""

from __future__ import annotations

import pytest

from exonym.resolver.bulk.answering.legacy_codes import converter
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.errors import UsageError
from exonym.resolver.tables import rows

from .conftest import Bench


@pytest.mark.parametrize(
    ("code", "written", "meant"),
    [
        ("vni", "Ngoâ Xuaân Lòch", "Ngô Xuân Lịch"),
        ("vni", "Nguyeãn Phuù Troïng", "Nguyễn Phú Trọng"),
        ("vni", "Ñaïi töôùng Phan Vaên Giang", "Đại tướng Phan Văn Giang"),
        ("vni", "TRÖÔØNG SA", "TRƯỜNG SA"),
        ("tcvn3", "Ng« Xu©n LÞch", "Ngô Xuân Lịch"),
        ("tcvn3", "NguyÔn Phó Träng", "Nguyễn Phú Trọng"),
        ("tcvn3", "§¹i t\xadíng", "Đại tướng"),
        ("", "Troïng", "Troïng"),
    ],
)
def test_texts_are_converted(code: str, written: str, meant: str) -> None:
    assert converter(code)(written) == meant


@pytest.mark.parametrize(("code", "letters"), [("vni", 134), ("tcvn3", 74)])
def test_all_marked_letters_can_be_written_and_none_is_doubtful(code: str, letters: int) -> None:
    """Vietnamese has 67 marked letters; in TCVN3 only seven capital ones are coded."""
    pairs = [(written, meant) for each, written, meant in rows("legacy_vietnamese.tsv") if each == code]
    assert len({written for written, _ in pairs}) == len(pairs)
    assert len({meant for _, meant in pairs}) == letters


def test_an_unknown_code_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="vni, tcvn3"):
        converter("viscii")


def test_mentions_are_converted_before_they_are_asked_and_cells_stay(bench: Bench) -> None:
    content = "n,name\n1,Ngoâ Xuaân Lòch\n"
    out = bench.run(content.encode("latin-1"), columns=Columns("name"), encoding="latin-1", legacy="vni")
    assert [mention for mention, _ in bench.resolver.asked] == ["Ngô Xuân Lịch"]
    assert out.decode().splitlines()[1].startswith("1,Ngoâ Xuaân Lòch,")
