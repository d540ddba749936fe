"""How much of a language the tables have, and that the page on languages describes them."""

import re
from pathlib import Path

import pytest

from exonym.resolver.errors import UsageError
from exonym.resolver.tables.coverage import COMPLETE, MEASURED, TABLES, coverage, coverage_of
from exonym.resolver.tables.schema import countries, phonetic, titles
from exonym.resolver.tables.schema.table import columns

PAGE = (Path(__file__).parents[2] / "docs" / "contributing-a-language.md").read_text(encoding="utf-8")


def test_english_has_all_that_it_is_the_measure_of():
    english = coverage_of("en")
    assert all(covered.share in (1, None) and not covered.missing for covered in english.tables.values())
    assert english.tables["ranks"].rows == len({row.key for row in titles.RANKS.read()})


def test_a_language_without_rows_lacks_every_english_key():
    hausa = coverage_of("ha")
    assert hausa.name == "Hausa"
    assert {covered.rows for covered in hausa.tables.values()} == {0}
    assert hausa.tables["honorifics"].share == 0
    assert "professor" in hausa.tables["honorifics"].missing
    assert "portfolio defence" in hausa.tables["functions"].missing


def test_what_is_there_and_what_is_missing_are_all_that_english_has():
    english = coverage_of("en").tables["honorifics"]
    tamil = coverage_of("ta").tables["honorifics"]
    assert tamil.share == pytest.approx(1 - len(tamil.missing) / english.rows)
    assert 0 < tamil.share < 1


@pytest.mark.parametrize("lang", COMPLETE)
def test_a_complete_language_lacks_no_word_of_english(lang: str):
    """Whoever adds a key in English is told here which languages lack it."""
    found = coverage_of(lang).tables
    missing = {table: found[table].missing for table in (each.file.removesuffix(".tsv") for each in MEASURED)}
    assert {table: keys for table, keys in missing.items() if keys} == {}


def test_a_script_that_no_table_reads_is_named():
    assert coverage_of("my").unread == ("Mymr",)
    assert coverage_of("ja").unread == coverage_of("vi").unread == coverage_of("th").unread == ()


def test_languages_are_listed_once_and_those_without_words_not_at_all():
    listed = [each.lang for each in coverage()]
    assert listed == sorted(set(listed))
    assert {"en", "vi", "zh", "ja"} <= set(listed)
    assert not {"ha", "mul"} & set(listed)


def test_an_unknown_language_is_an_error():
    with pytest.raises(UsageError, match="'xx' is not a language"):
        coverage_of("xx")


@pytest.mark.parametrize(
    "table",
    [*TABLES, countries.LANGUAGES, countries.NAMING_CUSTOMS, phonetic.LETTERS],
    ids=lambda table: table.file,
)
def test_the_page_names_every_column_of_the_tables_of_languages(table):
    row = next(line for line in PAGE.splitlines() if f"| `{table.file}` |" in line)
    assert row.rstrip("| ").rsplit("| ", 1)[1] == ", ".join(columns(table.row))


@pytest.mark.parametrize("table", [titles.FUNCTIONS, titles.OFFICES], ids=lambda table: table.file)
def test_the_page_explains_every_class(table):
    part = PAGE.split(f"Classes of `{table.file}`")[1].split("\n\n")[1]
    allowed = columns(table.row)["class"].says.removeprefix("one of: ").split(", ")
    assert set(re.findall(r"^\| `(\w+)`", part, re.MULTILINE)) == set(allowed)
