"""What routes say of a piece is the same from the file as worked out; a file not to be believed is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from exonym.resolver.readings import compiling, pieces
from exonym.resolver.readings.japanese import court, kana, name_readings, romaji, sounds
from exonym.resolver.readings.japanese.writing import Writing
from exonym.resolver.readings.korean import hangul
from exonym.resolver.readings.piece_file import Made, PieceFile, Row, StoredTable, packed, unpacked, write
from exonym.resolver.readings.routes import all_bridges
from exonym.resolver.readings.spelling import Levelled
from exonym.resolver.text.scripts import Script

RANDOM = Random(0)  # noqa: S311 (examples)
CHARACTERS = [
    *"金李朴習近平毛東陳欧陽小泉進次郎南宮楊慶元年林美羅老女呂",
    *RANDOM.sample([*pieces.CHARACTERS.listed()], 60),
]
SYLLABLES = [*"김이박정은문재인남궁최전두환성룡녀로", *RANDOM.sample([*hangul.SYLLABLES.listed()], 40)]
KANA = [
    "キム",
    "ジョンウン",
    "リー",
    "クーチアン",
    "パク",
    "クネ",
    "マオ",
    "ツォートン",
    "やまだ",
    "とうおう",
    "ゲン",
    "っぺ",
]
LATIN = ["kim", "jong", "un", "park", "geun-hye", "seon", "yeong", "Xi", "Jinping", "tanaka", "Nguyễn", "Phú", "yi"]
OF = {Script.HAN: CHARACTERS, Script.HANGUL: SYLLABLES}
LIMITED = {"han": CHARACTERS, "hangul": SYLLABLES}


def made(table: pieces.Table) -> Made:
    return Made(table.inventory.name, table.variants, table.make)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> PieceFile:
    path = tmp_path_factory.mktemp("pieces") / "pieces.bin"
    tables = {table.name: made(table) for table in compiling.TABLES}
    listed = {table.inventory.name: table.inventory.listed for table in compiling.TABLES}
    write(path, "digest", {name: LIMITED.get(name) or every() for name, every in listed.items()}, tables)
    found = PieceFile.open(path, "digest")
    assert found is not None
    return found


@pytest.fixture
def stored(file: PieceFile, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Tells the tables to read the file, or to work everything out."""

    def choose(from_file: bool) -> None:
        for table in compiling.TABLES:
            monkeypatch.setitem(table.__dict__, "stored", file.table(table.name) if from_file else None)
            monkeypatch.delitem(table.__dict__, "pieces", raising=False)

    return choose


@pytest.mark.parametrize("table", compiling.TABLES, ids=[table.name for table in compiling.TABLES])
def test_every_row_of_the_file_is_what_is_worked_out(
    file: PieceFile, table: pieces.Table, stored: Callable[[bool], None]
) -> None:
    stored(False)
    kept = file.table(table.name)
    assert kept is not None
    chosen = LIMITED.get(table.inventory.name) or RANDOM.sample(sorted(kept.pieces.every()), 80)
    for piece in chosen:
        for variant in table.variants:
            assert kept.row(piece, variant) == table.make(piece, variant), (piece, variant)
    assert kept.row("\u2603", table.variants[0]) is None


@pytest.mark.parametrize("name", sorted({table.inventory.name for table in compiling.TABLES}))
def test_a_piece_has_one_number_however_it_is_looked_up(file: PieceFile, name: str) -> None:
    sought = PieceFile(file._data, file._head).pieces(name)
    listed = file.pieces(name)
    for number, piece in enumerate(listed.every()):
        assert (listed.number(piece), sought.number(piece)) == (number, number), piece
    for strange in ("", "\0", "\u2603", "\ud800", "\uffff", "\U0010ffff", "☃☃"):
        assert (listed.number(strange), sought.number(strange)) == (-1, -1), strange


def names(script: Script) -> list[tuple[str, ...]]:
    """Random names of pieces that the file has, and of some that it has not."""
    if script in OF:
        known = [*OF[script], "〇", "々", "ヶ", "뷁"]
        return [
            tuple("".join(RANDOM.choices(known, k=RANDOM.randint(1, 3))) for _ in range(RANDOM.randint(1, 2)))
            for _ in range(60)
        ]
    words = KANA if script is Script.KATAKANA else LATIN
    return [tuple(RANDOM.choices(words, k=RANDOM.randint(1, 3))) for _ in range(60)]


@pytest.mark.parametrize("script", [Script.HAN, Script.HANGUL, Script.KATAKANA, Script.LATIN])
def test_lattices_are_the_same_with_the_file_and_without(script: Script, stored: Callable[[bool], None]) -> None:
    routes = [bridge for bridge in all_bridges() if bridge.source is script]
    read = 0
    for words in names(script):
        stored(True)
        found = [bridge.lattice(words) for bridge in routes]
        stored(False)
        assert [bridge.lattice(words) for bridge in routes] == found, words
        read += sum(each is not None for each in found)
    assert read > 60


def test_a_row_comes_back_as_it_was() -> None:
    row = Row(("kim", "gim"), ("Kim", "Gim"), (0.0, 0.1 + 0.2))
    assert unpacked(packed(row)) == row
    assert unpacked(packed(Row.plain({"": 1.5}))) == Row(("",), (), (1.5,))
    assert packed(Row.of([])) == b""
    with pytest.raises(ValueError, match="parts cells"):
        packed(Row.plain({"a\x1fb": 0.0}))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "pieces.bin"
    write(
        path,
        "digest",
        {"letters": "abc"},
        {"doubled": Made("letters", ("",), lambda letter, _: Row.plain({letter * 2: 0.0}))},
    )
    return path


def test_a_small_file_has_its_rows_and_no_others(path: Path) -> None:
    file = PieceFile.open(path, "digest")
    assert file is not None
    assert file.table("unknown") is None
    table = file.table("doubled")
    assert isinstance(table, StoredTable)
    assert [table.row(letter, "") for letter in "abcd"] == [*(Row.plain({letter * 2: 0.0}) for letter in "abc"), None]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: b"", lambda data: b"{}\n" + data, lambda data: b"[" + data]
)
def test_a_damaged_file_is_left_alone(path: Path, damage: Callable[[bytes], bytes]) -> None:
    path.write_bytes(damage(path.read_bytes()))
    assert PieceFile.open(path, "digest") is None


def test_a_file_of_other_sources_is_left_alone(path: Path, tmp_path: Path) -> None:
    assert PieceFile.open(path, "another") is None
    assert PieceFile.open(tmp_path / "none", "digest") is None


@pytest.mark.parametrize(("fold", "column"), [(romaji.key, 1), (kana.fold_cyrillic, 2)])
def test_a_fold_of_morae_part_by_part_is_that_of_the_whole(fold: Callable[[str], str], column: int) -> None:
    parts = [row[column - 1] for row in kana._table().values()]
    levelled = Levelled(fold)
    words = [[first, second] for first in parts for second in parts]
    words += [RANDOM.choices(parts, k=RANDOM.randint(3, 8)) for _ in range(5_000)]
    assert [word for word in words if levelled(word) != fold("".join(word))] == []


def test_every_piece_of_the_name_dictionary_is_found_and_nothing_else() -> None:
    table = name_readings._table()
    rows = [*table.rows()]
    for row in [rows[0], rows[-1], *RANDOM.sample(rows, 500)]:
        assert table.row(row[0]) == row
        assert table.row(f"{row[0]}\u2603") is None
    assert [table.row(piece) for piece in ("", "\u0001", "\U0010ffff", "\n", "\t")] == [None] * 5


def test_two_characters_begin_a_piece_only_where_one_of_the_dictionary_does() -> None:
    pieces = [piece for piece, _ in name_readings._table().rows()]
    known = {piece[:2] for piece in (*pieces, *court.rulers()) if len(piece) > 1}
    chars = sorted(set("".join(pieces)))
    others = {"".join(RANDOM.choices(chars, k=2)) for _ in range(20_000)}
    asked = {*RANDOM.sample(sorted(known), 2_000), *others, pieces[0][:1] * 2, "\U0010ffff" * 2}
    assert [two for two in sorted(asked) if name_readings.begins_piece(two) is not (two in known)] == []


@pytest.mark.parametrize("writing", [kana.latin(), kana.cyrillic()])
def test_sounds_run_together_as_the_fold_of_both_has_them(writing: Writing) -> None:
    every = [reading for _, known in name_readings.single_characters() for reading, _ in known]
    texts = sorted({each.text for reading in RANDOM.sample(every, 3_000) for each in writing.options(reading, False)})
    letters = {text[-1:] for text in texts} - {""}
    for text in texts:
        folds = [writing.fold(letter + text) for letter in letters]
        wanted = {
            fold[1:] for letter, fold in zip(letters, folds, strict=True) if fold[0] == letter and fold != letter + text
        }
        assert set(sounds.run_together(text, sounds.meetings([text], letters, writing))) == wanted - {""}
