"""What the letters of a mention tell."""

import sys

from exonym.resolver.mentions.name import language_of

VIETNAMESE = frozenset("ăằắẳẵặầấẩẫậđẻẽẹềếểễệỉĩịỏọồốổỗộơờớởỡợủũụưừứửữựỳỷỹỵ")


def test_a_letter_that_is_vietnamese_alone_tells_the_language_whatever_its_case():
    for char in map(chr, range(sys.maxunicode + 1)):
        assert (language_of(char) == "vi") is not VIETNAMESE.isdisjoint(char.casefold())
