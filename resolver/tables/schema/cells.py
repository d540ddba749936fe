"""What a cell of a table may hold: a `Cell` for each of the little languages, which reads a text and checks it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from .. import rows

T = TypeVar("T")

NOTHING = "∅"
"""Stands for an empty text where an empty cell would not be seen."""
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FORMER_COUNTRIES = frozenset({"su"})
_COST = re.compile(r"[^\s:/]([^:/]*[^\s:/])?(:\d+(\.\d+)?)?")
_KANA_COST = re.compile(r"([ぁ-ゖァ-ヺー]+)(\d*)")


class CellError(ValueError):
    """A cell does not hold what its column allows. `remedy` says what it may hold."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class Form(NamedTuple):
    """A written form and the country that it implies (`防衛省@jp`); the country is empty where it implies none."""

    text: str
    country: str = ""


class Cell(Struct, Generic[T], frozen=True):
    """What the cells of a column hold, said in words.

    `check` raises CellError for a text that is not allowed. `read` gives the value of one that is: it is quick, and
    of other texts makes anything, or a ValueError.
    """

    says: str
    check: Callable[[str], None]
    read: Callable[[str], T]


def pattern(expression: str, says: str) -> Cell[str]:
    """A text that matches a regular expression as a whole."""
    compiled = re.compile(expression)

    def check(text: str) -> None:
        if not compiled.fullmatch(text):
            raise CellError(f"{text!r} is not {says}", f"Write {says}.")

    return Cell(says, check, str)


def one_of(*values: str) -> Cell[str]:
    """One of a few words; an empty one among them allows an empty cell."""
    shown = ", ".join(value or "(empty)" for value in values)

    def check(text: str) -> None:
        if text not in values:
            raise CellError(f"{text!r} is not one of the values of this column", f"Write one of: {shown}.")

    return Cell(f"one of: {shown}", check, str)


def whole(lowest: int, highest: int) -> Cell[int]:
    """A whole number."""
    says = f"a whole number from {lowest} to {highest}"

    def check(text: str) -> None:
        if not re.fullmatch(r"-?\d+", text) or not lowest <= int(text) <= highest:
            raise CellError(f"{text!r} is out of range or not a whole number", f"Write {says}.")

    return Cell(says, check, int)


def number(lowest: float, highest: float) -> Cell[float]:
    """A decimal number."""
    says = f"a decimal number from {lowest:g} to {highest:g}"

    def check(text: str) -> None:
        if not re.fullmatch(r"-?\d+(\.\d+)?", text) or not lowest <= float(text) <= highest:
            raise CellError(f"{text!r} is out of range or not a number", f"Write {says}.")

    return Cell(says, check, float)


def optional(cell: Cell[T]) -> Cell[T | None]:
    """What another cell holds, or nothing."""

    def check(text: str) -> None:
        if text:
            cell.check(text)

    return Cell(f"{cell.says}; or empty", check, lambda text: cell.read(text) if text else None)


def several(cell: Cell[T], separator: str = "/", *, empty: bool = False) -> Cell[tuple[T, ...]]:
    """Some of what another cell holds, each once; `empty` allows none."""

    read_one = cell.read

    def check(text: str) -> None:
        if not text and empty:
            return
        parts = text.split(separator)
        for part in parts:
            cell.check(part)
        if len(set(parts)) < len(parts):
            raise CellError(f"{text!r} has a value twice", "Leave out the second.")

    def read(text: str) -> tuple[T, ...]:
        return tuple(map(read_one, text.split(separator))) if text else ()

    between = "spaces" if separator == " " else f"`{separator}`"
    return Cell(f"one or more, separated by {between}: {cell.says}{'; or empty' if empty else ''}", check, read)


@cache
def languages() -> frozenset[str]:
    """The codes of languages.tsv."""
    return frozenset(lang for lang, *_ in rows("languages.tsv"))


@cache
def countries() -> frozenset[str]:
    """The codes of naming_customs.tsv, countries and groups of countries, and those of former countries."""
    return frozenset(country for country, *_ in rows("naming_customs.tsv")) | _FORMER_COUNTRIES


def _text(text: str) -> None:
    if not text or text != " ".join(text.split()):
        raise CellError(f"{text!r} is empty or has stray spaces", "Write a text with single spaces between its words.")


def _key(text: str) -> None:
    if not _KEY.fullmatch(text):
        raise CellError(f"{text!r} is not a key", "Write small Latin letters and digits, with hyphens between words.")


def _language(text: str) -> None:
    if text not in languages():
        raise CellError(f"{text!r} is not a language", "Write a code of languages.tsv: vi, zh, sv.")


def _country(text: str) -> None:
    if text not in countries():
        raise CellError(f"{text!r} is not a country", "Write a code of naming_customs.tsv, in small letters: vn, eu.")


def _check_form(text: str) -> None:
    form, at, country = text.partition("@")
    _text(form)
    if at:
        _country(country)


def _form(text: str) -> Form:
    form, _, country = text.partition("@")
    return Form(form, country)


def _check_cost(text: str) -> None:
    if not _COST.fullmatch(text):
        raise CellError(f"{text!r} is not a spelling with a cost", "Write a spelling, or spelling:cost, as in ts:0.1.")


def _spelling(text: str) -> tuple[str, float]:
    spelling, _, cost = text.partition(":")
    return spelling.replace(NOTHING, ""), float(cost or 0)


def _check_kana(text: str) -> None:
    if not _KANA_COST.fullmatch(text):
        raise CellError(f"{text!r} is not a reading in kana", "Write hiragana, and tenths of a nat behind them: しめ5.")


def _kana(text: str) -> tuple[str, float]:
    kana = text.rstrip("0123456789")
    return kana, int(text[len(kana) :] or 0) / 10


def _characters(text: str) -> None:
    if not text or len(set(text)) < len(text) or any(char.isspace() for char in text):
        raise CellError(f"{text!r} is empty or has a character twice", "Write each character once, without spaces.")


TEXT = Cell("a text", _text, str)
KEY = Cell("a key: small Latin letters, hyphens between words", _key, str)
LANGUAGE = Cell("a language: a code of languages.tsv (BCP 47)", _language, str)
COUNTRY = Cell("a country: a code of naming_customs.tsv (ISO 3166 in small letters, or a group)", _country, str)
SCRIPT = pattern("[A-Z][a-z]{3}", "a script: a code of ISO 15924, such as Latn")
FORMS = several(TEXT)
FORMS_OF_COUNTRIES = several(Cell("a written form; `form@cc` also says the country cc", _check_form, _form))
CHARACTER = pattern("[^\\s\\x00-\\x7f]", "one character")
CHARACTERS = Cell("characters, each once, with nothing between them", _characters, str)
LATIN_WORDS = several(pattern("[a-z]+", "a word in plain small Latin letters"), " ")
SPELLINGS = several(
    Cell(
        f"`spelling:cost`: a spelling and its cost in nats (none: 0); `{NOTHING}` stands for no letters",
        _check_cost,
        _spelling,
    )
)
KANA_READINGS = several(Cell("hiragana, with a cost in tenths of a nat behind them (none: 0)", _check_kana, _kana))
