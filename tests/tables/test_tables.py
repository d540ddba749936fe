"""Every table of the package is described, and holds what its columns allow."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest

from exonym.resolver.errors import TableError
from exonym.resolver.tables import mapping, rows
from exonym.resolver.tables.schema import references, titles
from exonym.resolver.tables.schema.cells import COUNTRY, FORMS_OF_COUNTRIES, KEY, LANGUAGE, SPELLINGS, Form, whole
from exonym.resolver.tables.schema.checking import errors
from exonym.resolver.tables.schema.registry import TABLES
from exonym.resolver.tables.schema.table import Table, columns

FOLDER = Path(__file__).parents[2] / "resolver" / "tables"
TOOLS = Path(__file__).parents[2] / "tools"


def test_every_table_is_in_order():
    assert [str(error) for error in errors()] == []


def test_every_file_has_one_description():
    described = [table.file for table in TABLES]
    assert len(described) == len(set(described))
    assert set(described) == {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.tsv")}


def test_generated_tables_name_their_tool_and_no_others_do():
    for table in TABLES:
        lines = (FOLDER / table.file).read_text(encoding="utf-8").splitlines()[:12]
        head = "".join(line for line in lines if line.startswith("#"))
        assert ("enerated by" in head) == bool(table.tool), table.file
        assert not table.tool or (TOOLS / table.tool).exists()


@dataclass(frozen=True, slots=True)
class Row:
    key: Annotated[str, KEY]
    level: Annotated[int, whole(-3, 5)]
    lang: Annotated[str, LANGUAGE]
    country: Annotated[str, COUNTRY]
    forms: Annotated[tuple[Form, ...], FORMS_OF_COUNTRIES]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Makes a table of the rows of a text, whose columns are those of Row."""

    class Folder:
        def __truediv__(self, name: str):
            return tmp_path / name if name == "made.tsv" else FOLDER / name

    def make(text: str) -> Table[Row]:
        (tmp_path / "made.tsv").write_text(f"# Head.\nkey\tlevel\tlang\tcountry\tforms\n{text}", encoding="utf-8")
        return Table("made.tsv", Row, ("key", "lang"))

    monkeypatch.setattr("exonym.resolver.tables.FOLDER", Folder())
    return make


def test_a_row_is_read_by_its_columns(made):
    table = made("colonel\t0\tvi\tvn\tĐại tá/thượng tá@vn\n")
    assert list(table.read()) == [Row("colonel", 0, "vi", "vn", (Form("Đại tá"), Form("thượng tá", "vn")))]
    assert list(table.errors()) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Colonel\t0\tvi\tvn\ta", "made.tsv:4: column key: 'Colonel' is not a key. Write small Latin letters"),
        ("colonel\t6\tvi\tvn\ta", "made.tsv:4: column level: '6' is out of range or not a whole number. Write a whole"),
        ("colonel\t0\tvn\tvn\ta", "made.tsv:4: column lang: 'vn' is not a language. Write a code of languages.tsv"),
        ("colonel\t0\tvi\tuk\ta", "made.tsv:4: column country: 'uk' is not a country. Write a code of naming_customs"),
        ("colonel\t0\tvi\tvn\ta@xx", "made.tsv:4: column forms: 'xx' is not a country."),
        ("colonel\t0\tvi\tvn\ta//b", "made.tsv:4: column forms: '' is empty or has stray spaces."),
        ("colonel\t0\tvi\tvn\ta/a", "made.tsv:4: column forms: 'a/a' has a value twice. Leave out the second."),
    ],
)
def test_a_wrong_cell_is_an_error_with_file_line_and_cure(made, row: str, message: str):
    [error] = made(f"general\t4\tvi\tvn\ta\n{row}\n").errors()
    assert str(error).startswith(message)


@pytest.mark.parametrize("row", ["colonel\tzero\tvi\tvn\ta", "colonel\t0\tvi\tvn\ta\tb"])
def test_a_row_that_cannot_be_read_is_an_error_where_it_is_used(made, row: str):
    with pytest.raises(TableError, match=r"^made\.tsv:3: "):
        list(made(f"{row}\n").read())


def test_every_wrong_cell_is_found_not_only_the_first(made):
    found = [str(error) for error in made("Colonel\t9\tvi\tvn\ta\n").errors()]
    assert [line.split(": ")[1] for line in found] == ["column key", "column level"]


def test_a_row_that_stands_twice_is_an_error(made):
    found = [str(error) for error in made("general\t4\tvi\tvn\ta\ngeneral\t4\tvi\tvn\tb\n").errors()]
    assert found == ["made.tsv:4: key 'general', lang 'vi' is in line 3 too. Put all it says in one row."]


def test_other_columns_than_described_are_an_error(made):
    table = Table(made("").file, titles.Office, ("key",))
    assert [error.message for error in table.errors()] == [
        "its columns are ('key', 'level', 'lang', 'country', 'forms')."
    ]


def test_only_templates_have_a_slot():
    assert list(titles.Office("template", "minister", "en", (Form("Minister of ~"),)).problems()) == []
    [(message, _)] = titles.Office("template", "minister", "en", (Form("Minister"),)).problems()
    assert message == "'Minister' has 0 slots"
    [(message, _)] = titles.Office("office", "minister", "en", (Form("~ Minister"),)).problems()
    assert message == "'~ Minister' has a slot"


def test_one_key_has_one_level(made, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(titles, "RANKS", made("general\t4\tvi\tvn\ta\ngeneral\t3\ten\tvn\tb\n"))
    first = next(references.levels_and_weights())
    assert str(first) == (
        "made.tsv:4: 'general' has level 3 here and 4 in line 3. Give every row of a key the same level."
    )


def test_a_ministry_without_a_portfolio_is_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(titles, "FUNCTIONS", titles.OFFICES)  # has no portfolios
    assert "there is no portfolio 'defence'" in " ".join(map(str, references.portfolios()))


def test_spellings_have_costs():
    assert SPELLINGS.read("ch/ts:0.1/∅:2") == (("ch", 0.0), ("ts", 0.1), ("", 2.0))


def test_a_column_of_class_is_a_field_of_another_name():
    assert list(columns(titles.Office)) == ["class", "key", "lang", "forms"]


def test_rows_are_as_wide_as_the_columns():
    assert {len(row) for row in rows("naming_customs.tsv")} == {6}
    assert mapping("loanwords.tsv")["アニメ"] == ("动画", "动漫")
