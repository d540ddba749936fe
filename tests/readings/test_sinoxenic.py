import pytest

from exonym.resolver.names.alignment import target
from exonym.resolver.readings.chinese import sinoxenic
from exonym.resolver.readings.lattice import Bridge
from exonym.resolver.text.scripts import Script

from .walk import is_whole

_, KOREAN_LATIN, CANTONESE, KOREAN, MANDARIN_HANGUL, PALLADIUS = sinoxenic.BRIDGES


def agrees(bridge: Bridge, name: str, written: str) -> bool:
    lattice = bridge.lattice(tuple(name.split()))
    words = written.split()
    goal = target(words, [bridge.fold(word) for word in words])
    return is_whole(lattice, goal, Script.LATIN)


@pytest.mark.parametrize(
    ("bridge", "name", "written"),
    [
        (sinoxenic.LATIN, "Tập Cận Bình", "Xi Jinping"),
        (sinoxenic.LATIN, "Lý Bạch", "Li Bai"),
        (sinoxenic.LATIN, "Tôn Trung Sơn", "Sun Zhongshan"),
        (KOREAN_LATIN, "Kim Chính Nhật", "Kim Jong-il"),
        (KOREAN_LATIN, "Phác Cận Huệ", "Park Geun-hye"),
        (CANTONESE, "Châu Nhuận Phát", "Chow Yun-fat"),
        (CANTONESE, "Vương Gia Vệ", "Wong Kar-wai"),
        (KOREAN, "Lý Bạch", "이백"),
        (KOREAN, "Khổng Tử", "공자"),
        (MANDARIN_HANGUL, "Đặng Tiểu Bình", "덩샤오핑"),
        (PALLADIUS, "Đặng Tiểu Bình", "Дэн Сяопин"),
        (PALLADIUS, "Tập Cận Bình", "Си Цзиньпин"),
    ],
)
def test_the_same_characters_agree(bridge: Bridge, name: str, written: str) -> None:
    assert agrees(bridge, name, written)


@pytest.mark.parametrize(
    ("bridge", "name", "written"),
    [
        (sinoxenic.LATIN, "Tập Cận Bình", "Li Keqiang"),
        (KOREAN_LATIN, "Kim Chính Nhật", "Kim Jong-un"),
        (CANTONESE, "Châu Nhuận Phát", "Chow Sing-chi"),
        (sinoxenic.LATIN, "Lý Khắc Cường", "Li Qiang"),
        (sinoxenic.LATIN, "Đặng Tiểu Bình", "Deng Xiaoming"),
        (KOREAN, "Lý Bạch", "이황"),
        (PALLADIUS, "Đặng Tiểu Bình", "Дэн Сяохуа"),
    ],
)
def test_other_characters_do_not(bridge: Bridge, name: str, written: str) -> None:
    assert not agrees(bridge, name, written)


@pytest.mark.parametrize("name", ["Tap Can Binh", "Xi Jinping", "Lý", "Nguyễn Smith", ""])
def test_what_is_no_marked_sino_vietnamese_name_is_not_read(name: str) -> None:
    assert sinoxenic.LATIN.lattice(tuple(name.split())) is None


def test_shares_of_a_syllable_add_up_and_costs_are_no_gain() -> None:
    assert sum(share for _, share in sinoxenic.characters("Bình")) == pytest.approx(1.0)
    assert sinoxenic.characters("Smith") == ()
    lattice = sinoxenic.LATIN.lattice(("Tập", "Cận", "Bình"))
    assert lattice is not None
    assert all(edge.cost >= 0 for edge in lattice.edges)
