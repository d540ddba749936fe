"""What is wrong with a value that somebody gave, in words: pydantic speaks to who writes the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_WRONG = {
    "missing": "is missing", "string_type": "must be a text", "list_type": "must be a list",
    "int_type": "must be a whole number", "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number", "int_from_float": "must be a whole number",
    "finite_number": "must be a number", "float_type": "must be a number", "float_parsing": "must be a number",
    "bool_type": "must be true or false", "bool_parsing": "must be true or false", "dict_type": "must be an object",
    "model_type": "must be an object", "model_attributes_type": "must be an object",
    "greater_than_equal": "must be at least {ge}", "less_than_equal": "must be at most {le}",
    "greater_than": "must be more than {gt}", "less_than": "must be less than {lt}",
    "literal_error": "must be one of: {expected}", "string_too_long": "has more than {max_length} characters",
    "too_long": "has {actual_length} members, more than {max_length}",
}  # fmt: skip
"""What is wrong with a value, by pydantic's type of error, in the words of JSON."""

_CHOICES = {"str", "list[str]"}  # parts of a place that name no member, but one of the types that it may have


def most_telling(errors: Sequence[Any]) -> Any:
    """The first of pydantic's errors; of a member that may be of two types the last, which tells both."""
    return errors[-1] if errors[-1]["loc"] and errors[-1]["loc"][-1] in _CHOICES else errors[0]


def what_is_wrong(error: Mapping[str, Any]) -> str:
    """The end of a sentence that begins with what was given: must be a whole number."""
    what = _WRONG.get(error["type"])
    return what.format(**error.get("ctx", {})) if what else f"is wrong: {error['msg'][:1].lower()}{error['msg'][1:]}"


def in_words(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors as a sentence: `document.date` must be a text."""
    _, *path = error["loc"]
    names = [f"[{each}]" if isinstance(each, int) else f".{each}" for each in path if each not in _CHOICES]
    where = f"`{''.join(names).removeprefix('.')}`" if names else "the body"
    if error["type"] == "list_type" and error["loc"][-1] == "list[str]":
        return f"{where} must be a text, or a list of texts."
    return f"{where} {what_is_wrong(error)}."
