"""Thai, Lao, Khmer and Burmese write a space between a name and an office, and none between words."""

import pytest

from exonym.resolver.mentions.titles import peel


@pytest.mark.parametrize(
    ("text", "rest", "offices"),
    [
        ("นายฟุมิโอะ คิชิดะ นายกรัฐมนตรีญี่ปุ่น", "ฟุมิโอะ คิชิดะ", [("prime-minister", "jp")]),
        ("รมว.กลาโหมญี่ปุ่น คิฮาระ มิโนรุ", "คิฮาระ มิโนรุ", [("minister-of-defence", "jp")]),
        ("นาย Kihara Minoru รัฐมนตรีว่าการกระทรวงกลาโหมของญี่ปุ่น", "Kihara Minoru", [("minister-of-defence", "jp")]),
        ("พล.อ.ประวิตร วงษ์สุวรรณ รองนายกฯ", "ประวิตร วงษ์สุวรรณ", [("deputy-prime-minister", "")]),
        ("นายสุทิน คลังแสง รมว.กลาโหม", "สุทิน คลังแสง", [("minister-of-defence", "")]),
    ],
)
def test_an_office_stands_before_a_name_or_behind_a_space(text, rest, offices):
    peeled = peel(text)[0]
    assert peeled.rest == rest
    assert [(title.key, title.country) for title in peeled.titles if title.kind == "office"] == offices


@pytest.mark.parametrize(("text", "rest"), [("นายสนธยา คุณปลื้ม", "สนธยา คุณปลื้ม"), ("พลเอก ไทยรัตน์ สุขใจ", "ไทยรัตน์ สุขใจ")])
def test_what_may_begin_a_name_stays_with_it(text, rest):
    assert peel(text)[0].rest == rest


def test_the_country_of_a_colleague_is_not_part_of_the_name():
    peeled = peel("نظيره الياباني توشيمي كيتازاوا")[0]
    assert peeled.rest == "توشيمي كيتازاوا"
    assert [title.country for title in peeled.titles if title.kind == "country"] == ["jp"]
