import pytest

from exonym.resolver.readings.chinese import sinovietnamese
from exonym.resolver.readings.vietnamese.names import parse
from exonym.resolver.tables import rows
from exonym.resolver.text.han import fold as fold_han


def options(name: str) -> list[set[str]]:
    """The Vietnamese syllables of each character."""
    lattice = sinovietnamese.lattice((name,))
    assert lattice is not None
    return [{edge.shown for edge in lattice.edges if edge.start == at} for at in range(len(lattice.units))]


@pytest.mark.parametrize(
    ("han", "vietnamese"),
    [
        ("吴春历", "Ngô Xuân Lịch"),
        ("吳春歷", "Ngô Xuân Lịch"),
        ("呉春暦", "Ngô Xuân Lịch"),
        ("苏林", "Tô Lâm"),
        ("黄春战", "Hoàng Xuân Chiến"),
        ("黄春战", "Huỳnh Xuân Chiến"),
        ("武元甲", "Võ Nguyên Giáp"),
        ("刘友福", "Lưu Hữu Phước"),
        ("吴廷琰", "Ngô Đình Diệm"),
        ("张晋创", "Trương Tấn Sang"),
        ("习近平", "Tập Cận Bình"),
        ("李强", "Lý Cường"),
        ("李强", "Lí Cường"),
        ("梁强", "Lương Cường"),
    ],
)
def test_names_are_read(han: str, vietnamese: str) -> None:
    assert all(syllable in syllables for syllable, syllables in zip(vietnamese.split(), options(han), strict=True))


@pytest.mark.parametrize(
    ("char", "syllable"),
    [("春", "Thu"), ("历", "Lệ"), ("苏", "Tố"), ("文", "Vân"), ("里", "Lịa"), ("沈", "Đắm"), ("冲", "Trong")],
)
def test_other_syllables_are_no_readings(char: str, syllable: str) -> None:
    assert syllable not in options(char)[0]


def test_edges_are_bare_and_the_main_reading_is_free() -> None:
    lattice = sinovietnamese.lattice(("吴", "春历"))
    assert lattice is not None
    assert lattice.breaks == frozenset({1})
    assert [(edge.text, edge.shown, edge.cost) for edge in lattice.edges if edge.start == 0] == [("ngo", "Ngô", 0.0)]


def test_doublets_and_kin_readings_cost_something() -> None:
    hoang = dict(sinovietnamese.readings("黄"))
    assert hoang["hoàng"] == 0.0 < hoang["huỳnh"]
    diem = dict(sinovietnamese.readings("琰"))
    assert diem["diễm"] < 1.0 < diem["diệm"]


def test_an_unknown_character_leaves_a_hole_and_no_character_no_lattice() -> None:
    lattice = sinovietnamese.lattice(("吴込",))
    assert lattice is not None
    assert len(lattice.units) == 2
    assert {edge.start for edge in lattice.edges} == {0}
    assert sinovietnamese.lattice(("込",)) is None
    assert sinovietnamese.lattice(()) is None


@pytest.mark.parametrize("table", ["sinovietnamese.tsv", "sinovietnamese_kin.tsv", "sinovietnamese_unihan.tsv"])
def test_every_reading_of_a_table_is_a_vietnamese_syllable(table: str) -> None:
    for char, syllables, *_ in rows(table):
        assert len(char) == 1
        assert all(parse(syllable) is not None for syllable in syllables.split("/")), char


def test_unihan_stands_only_behind_the_table() -> None:
    known = {fold_han(char) for char, *_ in rows("sinovietnamese.tsv")}
    assert not known & {fold_han(char) for char, *_ in rows("sinovietnamese_unihan.tsv")}
    char, *_ = next(rows("sinovietnamese_unihan.tsv"))
    assert min(cost for _, cost in sinovietnamese.readings(char)) == pytest.approx(0.693, abs=0.001)
