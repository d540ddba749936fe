"""The cells of a Spark table that are asked about, as text: which types are read, and how each value is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..errors import UsageError

if TYPE_CHECKING:
    from pyarrow import Array
    from pyspark.sql.types import StructType


def readable_types(schema: StructType, positions: Sequence[int]) -> None:
    """Refuse columns but of text, bytes, numbers, booleans, dates and lists of texts. Raises UsageError."""
    from pyspark.sql import types

    plain = (
        types.StringType, types.CharType, types.VarcharType, types.BinaryType, types.NumericType, types.BooleanType,
        types.DateType, types.TimestampType, types.TimestampNTZType, types.NullType,
    )  # fmt: skip
    for at in positions:
        field = schema.fields[at]
        kind = field.dataType
        inner = kind.elementType if isinstance(kind, types.ArrayType) else types.StringType()
        if not isinstance(kind, (*plain, types.ArrayType)) or not isinstance(inner, types.StringType):
            raise UsageError(
                f"the column {field.name!r} is of the type {kind.simpleString()}, neither text nor numbers.",
                remedy="Select the member that has the names, or make a text of it.",
            )


def texts(column: Array[Any], name: str, faults: dict[int, str]) -> list[str]:
    """A column as text, nothing as empty; of each row that has none, the reason goes into `faults`."""
    found = []
    for row, value in enumerate(column.to_pylist()):
        try:
            found.append(value if type(value) is str else _text(value))
        except UnicodeDecodeError:
            found.append("")
            faults[row] = f"{name} has bytes that are not UTF-8"
        except TypeError:
            found.append("")
            faults[row] = f"{name} is neither text nor a number"
    return found


def _text(value: object) -> str:
    """A value as the text of a cell: whole numbers without decimals, whatever their type; lists joined by spaces.

    Raises UnicodeDecodeError, TypeError.
    """
    if value is None:
        return ""
    if isinstance(value, bytes | bytearray):
        return value.decode()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | Decimal):
        return _number(value)
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, int | date):  # a time is a date too
        return str(value)
    raise TypeError


def _number(value: float | Decimal) -> str:
    """A number; empty for NaN, which a missing value of pandas becomes."""
    if value != value:  # noqa: PLR0124 (NaN)
        return ""
    whole = value.is_integer() if isinstance(value, float) else value == value.to_integral_value()
    return str(int(value)) if whole else str(value)
