"""What looks the same has one spelling; what is not to be seen goes, whatever stands beside it."""

import unicodedata

import pytest

from exonym.resolver.text.cleaning import clean, unmarked
from exonym.resolver.text.scripts import Script, main_script

ACUTE, ENCLOSED = "\u0301", "\u20dd"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("Ngô Xuân Lịch", "Ngô Xuân Lịch"),
        ("吴春历", "吴春历"),
        ("吴\u200b春\ufe0f历", "吴春历"),
        ("Ngô\tXuân\u00a0 Lịch\n", "Ngô Xuân Lịch"),
        ("ẍ" + ACUTE * 3, unicodedata.normalize("NFC", "ẍ" + ACUTE * 3)),
        ("ק" + ACUTE * 9 + "ש", "ק" + ACUTE * 3 + "ש"),
        ("ק" + ENCLOSED * 4, "ק" + ENCLOSED * 3),
        ("Х — «…»! " + ACUTE * 5, "Х - «…»! " + ACUTE * 3),
        ("ﾀﾅｶ Ａ", "タナカ A"),
        ("岸\U000e0101田文雄", "岸田文雄"),
        ("\u3164김\u034f정은\uffa0", "김정은"),
        ("محمـد", "محمد"),
        ("Ngô\x00 Xu\x07ân Lịch\x00", "Ngô Xuân Lịch"),
        ("Barack Obama¹²", "Barack Obama"),
        ("⾦正恩", "金正恩"),
        ("ﻣﺤﻤﺪ ﺑﻦ ﺳﻠﻤﺎن", "محمد بن سلمان"),
        ("𝐃𝐨𝐧 ﬁnch Ⓐ", "Don finch A"),
        ("People′s ― it‛s", "People's - it's"),
    ],
)
def test_what_is_not_to_be_seen_goes(raw: str, wanted: str) -> None:
    assert clean(raw) == wanted
    assert clean(wanted) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Đặng Thị Ngọc", "Dang Thi Ngoc"), ("Ærø", "Aero"), ("ガ", "カ"), ("한", "한"), ("عَلِيّ", "علي"), ("й", "и")],
)
def test_marks_go_and_letters_with_strokes_are_spelt_out(text: str, wanted: str) -> None:
    assert unmarked(text) == wanted
    assert unmarked(wanted) == wanted


@pytest.mark.parametrize(
    ("text", "script"), [("Ab жз", Script.LATIN), ("ж Ab", Script.LATIN), ("12 -", Script.NONE), ("", Script.NONE)]
)
def test_the_script_of_most_letters_counts(text: str, script: Script) -> None:
    assert main_script(text) is script
