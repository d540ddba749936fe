import pytest

from exonym.resolver.readings.chinese import mandarin
from exonym.resolver.readings.lattice import Lattice
from exonym.resolver.readings.spelling import cyrillic_letters, hangul_syllables, letters


def spellings(lattice: Lattice | None) -> dict[str, float]:
    """Every whole spelling of a lattice, as written or with the family name last, with its cost."""
    assert lattice is not None
    count = len(lattice.units)
    found: dict[str, float] = {}
    for cut in range(min(count, 3)):
        rows: list[dict[str, float]] = [{"": 0.0}, *({} for _ in range(count))]
        for at in range(count):
            for edge in lattice.edges:
                if (edge.start - cut) % count != at or edge.start < cut < edge.end:
                    continue
                row = rows[at + edge.end - edge.start]
                for text, cost in rows[at].items():
                    whole = text + edge.text
                    row[whole] = min(cost + edge.cost, row.get(whole, 99.0))
        for text, cost in rows[count].items():
            found[text] = min(cost, found.get(text, 99.0))
    return found


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("习近平", "Xi Jinping"),
        ("習近平", "Jinping Xi"),
        ("蔣經國", "Chiang Ching-kuo"),
        ("毛泽东", "Mao Tse-tung"),
        ("蔡英文", "Tsai Ing-wen"),
        ("謝長廷", "Hsieh Chang-ting"),
        ("吕秀莲", "Lu Hsiu-lien"),
        ("吕布", "Lü Bu"),
        ("吕布", "Lyu Bu"),
        ("单雄信", "Shan Xiongxin"),
        ("仇保兴", "Qiu Baoxing"),
        ("查良镛", "Zha Liangyong"),
        ("欧阳修", "Ouyang Xiu"),
        ("尉迟恭", "Yuchi Gong"),
        ("周恩来", "Chou En-lai"),
        ("李光耀", "Lee Guangyao"),
        ("陈志伟", "Tan Zhiwei"),
        ("欧阳志远", "Auyong Zhiyuan"),
        ("沢田", "Ze Tian"),
    ],
)
def test_latin_spelling_is_a_path(name: str, spelt: str) -> None:
    assert letters(spelt) in spellings(mandarin.latin((name,)))


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("习近平", "Xi Jinpeng"),
        ("吴春历", "Wu Chunlin"),
        ("李克强", "Li Keqian"),
        ("王毅", "Wang Yu"),
        ("习近平", "Xi Jin"),
    ],
)
def test_another_name_is_no_path(name: str, spelt: str) -> None:
    assert letters(spelt) not in spellings(mandarin.latin((name,)))


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("唐玄宗", "Emperor Xuanzong of Tang"),
        ("汉武帝", "Emperor Wu of Han"),
        ("漢武帝", "Han Wudi"),
        ("周文王", "King Wen of Zhou"),
        ("康熙帝", "Kangxi Emperor"),
        ("齐桓公", "Duke Huan of Qi"),
    ],
)
def test_rulers_in_english(name: str, spelt: str) -> None:
    assert letters(spelt) in spellings(mandarin.latin((name,)))


def test_an_ordinary_name_has_no_title() -> None:
    assert not any("emperor" in text for text in spellings(mandarin.latin(("李宗仁",))))
    assert "emperorzongoflee" not in spellings(mandarin.latin(("李宗",)))


def test_the_reading_of_names_costs_less_than_the_common_one() -> None:
    found = spellings(mandarin.latin(("单雄信",)))
    assert found["shanxiongxin"] < found["danxiongxin"]


def test_pinyin_costs_nothing_and_older_spellings_more() -> None:
    found = spellings(mandarin.latin(("蒋经国",)))
    assert found["jiangjingguo"] == 0
    assert 0 < found["chiangchingkuo"] < 1


def test_an_overseas_spelling_is_for_the_family_name_only() -> None:
    assert "tanzhiwei" in spellings(mandarin.latin(("陈志伟",)))
    assert "wangtan" not in spellings(mandarin.latin(("王陈",)))


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("李显龙", "Lee Hsien Loong"),
        ("吴作栋", "Goh Chok Tong"),
        ("张志贤", "Teo Chee Hean"),
        ("黄永宏", "Ng Eng Hen"),
        ("陈振声", "Chan Chun Sing"),
        ("王瑞杰", "Heng Swee Keat"),
        ("林吉祥", "Lim Kit Siang"),
        ("陈祯禄", "Tan Zhen Lock"),  # 祯 has no southern row: Mandarin syllables mix in
    ],
)
def test_southern_spelling(name: str, spelt: str) -> None:
    assert letters(spelt) in spellings(mandarin.southern((name,)))


def test_southern_given_names_need_a_southern_family_name() -> None:
    assert mandarin.southern(("习近平",)) is None
    assert "teocheehong" not in spellings(mandarin.southern(("张志贤",)))


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("习近平", "Си Цзиньпин"),
        ("江泽民", "Цзян Цзэминь"),
        ("胡锦涛", "Ху Цзиньтао"),
        ("王毅", "Ван И"),
        ("章诒和", "Чжан Ихэ"),
        ("魏凤和", "Вэй Фэнхэ"),
        ("刘长安", "Лю Чанъань"),
        ("薛岳", "Сюэ Юэ"),
        ("赵子昂", "Чжао Цзыан"),
    ],
)
def test_palladius(name: str, spelt: str) -> None:
    assert cyrillic_letters(spelt) in spellings(mandarin.cyrillic((name,)))


def test_palladius_keeps_n_and_ng_apart() -> None:
    found = spellings(mandarin.cyrillic(("王",)))
    assert found["ван"] == 0
    assert "вань" not in found


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("习近平", "시진핑"),
        ("江泽民", "장쩌민"),
        ("毛泽东", "마오쩌둥"),
        ("吴邦国", "우방궈"),
        ("张学友", "장쉐유"),
        ("全红婵", "취안훙찬"),
    ],
)
def test_hangul(name: str, spelt: str) -> None:
    assert hangul_syllables(spelt) in spellings(mandarin.hangul((name,)))


def test_shown_begins_words_with_capitals() -> None:
    lattice = mandarin.latin(("吕秀莲",))
    assert lattice is not None
    first = {edge.start: edge.shown for edge in reversed(lattice.edges) if edge.cost == 0}
    assert [first[unit] for unit in range(3)] == ["Lu", "Xiu", "lian"]


def test_no_han_no_lattice() -> None:
    assert mandarin.latin(("Xi",)) is None
    assert mandarin.latin(()) is None


def test_every_syllable_is_spelt_in_every_script_within_bounds() -> None:
    from exonym.resolver.tables import rows

    for syllable, *_ in rows("mandarin_readings.tsv"):
        if syllable in {"m", "n", "hm", "fiao", "yo", "o"}:
            continue
        assert 0 < len(mandarin.options(syllable)) <= 40, syllable
        assert mandarin.options(syllable)[syllable.replace("v", "u")] == 0, syllable


def test_palladius_and_hangul_cover_the_syllables_of_names() -> None:
    for name in ("王", "翁", "勇", "女", "略", "卷", "群", "儿", "安", "欧", "厄", "崽", "字", "此", "日"):
        assert spellings(mandarin.cyrillic((name,))), name
        assert spellings(mandarin.hangul((name,))), name
