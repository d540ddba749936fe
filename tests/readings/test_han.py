import pytest

from exonym.resolver.text.han import fold, simplify, traditional, variants


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("吳春歷", "吴春历"),
        ("濱田", "浜田"),
        ("滨田", "浜田"),
        ("澤", "沢"),
        ("賴", "頼"),
        ("髙﨑", "高崎"),
        ("後余範葉裏穀徵雲臺發於鬱瀋鐘曆", "后馀范叶里谷征云台发于郁沈钟历"),
        ("強", "彊"),
        ("昇", "升"),
        ("金正恩", "⾦正恩"),
        ("\uf9e1", "李"),
    ],
)
def test_one_class(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("历", "厉"),
        ("魏", "巍"),
        ("疆", "将"),
        ("斎", "斉"),
        ("芸", "艺"),
        ("哲", "喆"),
        ("祐", "佑"),
        ("土", "士"),
        ("沈", "沉"),
    ],
)
def test_look_alikes_and_synonyms_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_one_in_one_out_and_others_unchanged() -> None:
    text = "Ngô Xuân Lịch 吳春歷·김정은 かな 𠮷"
    assert len(fold(text)) == len(text)
    assert fold("Ngô 김 かな") == "Ngô 김 かな"


def test_folding_twice_changes_nothing() -> None:
    everything = "".join(map(chr, [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)]))
    assert fold(fold(everything)) == fold(everything)


def test_variants_share_the_class() -> None:
    assert {"历", "歷", "曆"} <= set(variants("曆"))
    assert variants("x") == ("x",)
    assert len({fold(char) for char in variants("泽")}) == 1


def test_display_forms() -> None:
    assert simplify("吳春歷") == "吴春历"
    assert simplify("沢") == "泽"
    assert traditional("吴春历") == "吳春歷"
    assert traditional("沢") == "澤"
