"""How common a part of a name is, from the shipped tables and never from the gazetteer."""

from __future__ import annotations

from exonym.resolver.names.rarity import FAMILY, GIVEN, TERM, WORD, bearers, is_common, share, share_of_word
from exonym.resolver.policy import RarityWeights

WEIGHTS = RarityWeights()


def test_a_common_family_name_says_less_than_a_rare_one():
    assert share("Nguyễn", "vi", FAMILY, WEIGHTS) > 10 * share("Ngô", "vi", FAMILY, WEIGHTS)
    assert share("Nguyen", "vi", FAMILY, WEIGHTS) == share("NGUYỄN", "vi", FAMILY, WEIGHTS)


def test_a_family_name_is_counted_in_its_own_language():
    assert share("李", "zh", FAMILY, WEIGHTS) != share("李", "ja", FAMILY, WEIGHTS)


def test_what_no_table_lists_is_as_rare_as_usual():
    assert share("Xyzzy", "vi", FAMILY, WEIGHTS) == WEIGHTS.family_vi
    assert share("xyzzy", "vi", GIVEN, WEIGHTS) == WEIGHTS.given_vi
    assert share("xyzzy", "", TERM, WEIGHTS) == WEIGHTS.term


def test_a_word_of_no_language_is_as_common_as_in_the_tables_of_common_names():
    assert share_of_word("Smith", WEIGHTS) > 5 * share_of_word("Quisenberry", WEIGHTS)
    assert share("Smith", "", WORD, WEIGHTS) == share_of_word("SMITH", WEIGHTS)
    assert is_common("morris")
    assert not is_common("morrisson")
    assert not is_common("")


def test_bearers_of_a_language_are_a_share_of_strangers():
    assert 0 < bearers("vi", WEIGHTS) < 1
    assert bearers("xx", WEIGHTS) == WEIGHTS.bearers
