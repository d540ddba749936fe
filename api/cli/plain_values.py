"""Values that need no asking: typer has pydantic judge each, whose import takes a fifth of a short command's time."""

from __future__ import annotations

from typing import Any

from typer import BadParameter
from typer.core import TyperCommand, TyperGroup


class PlainValues:
    """A command that takes texts as they stand, and what was not given; typer judges all other values as before.

    A typer that reads its values in another way is left to do so.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters of the command."""
        found: list[Any] = super().get_params(ctx)  # type: ignore[misc]  # of the command that this is mixed into
        for parameter in found:
            if getattr(parameter, "_runtime_param", parameter) is None and hasattr(parameter, "get_runtime_param"):
                parameter._runtime_param = _PlainValue()
        return found


class PlainCommand(PlainValues, TyperCommand):
    """A single command."""


class PlainGroup(PlainValues, TyperGroup):
    """A command that has others."""


class _PlainValue:
    """In the place of what typer makes for a parameter when it first judges a value of it."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as the command gets it."""
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        if not several and param.type_descriptor.annotation is str and _is_text(value):
            return value
        param._runtime_param = None
        try:
            return param.get_runtime_param().coerce(value, param=param, ctx=ctx)
        except BadParameter as error:
            raise _in_words(error) from error


def _in_words(error: BadParameter) -> BadParameter:
    """The same, in the words of who gave the value."""
    judged = error.__cause__
    if judged is None or not hasattr(judged, "errors"):
        return error
    from ..wrong_values import what_is_wrong

    return BadParameter(f"it {what_is_wrong(judged.errors()[0])}.", ctx=error.ctx, param=error.param)


def _is_text(value: Any) -> bool:
    """Whether a value is a text that can be written: bytes of the shell that are no text are not."""
    try:
        return type(value) is str and value.encode() is not None
    except UnicodeEncodeError:
        return False
