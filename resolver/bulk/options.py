"""Options that a person writes as text, checked once for the command line and for the service."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf

from ..errors import HintError, UsageError
from ..hints import parse_hints
from ..model import Status
from ..policy import DEFAULT_POLICY, Policy


def statuses(text: str) -> frozenset[Status]:
    """The statuses of a comma-separated list. Raises UsageError."""
    names = {name.strip() for name in text.split(",") if name.strip()}
    unknown = names - set(Status)
    if unknown:
        raise UsageError(f"{sorted(unknown)[0]!r} is no status.", remedy=f"They are: {', '.join(Status)}.")
    return frozenset(Status(name) for name in names)


def one_delimiter(text: str) -> str:
    """The character between cells, also by name; empty if it is to be found. Raises UsageError."""
    delimiter = {"tab": "\t", "\\t": "\t"}.get(text, text)
    if len(delimiter) > 1 or delimiter in {'"', "\n", "\r"}:
        raise UsageError(f"{text!r} cannot be a delimiter.", remedy="Give one character, or tab.")
    return delimiter


def language(tag: str) -> str:
    """The language to show names in, unchanged; empty for none. Raises UsageError for what is no tag of one."""
    try:
        parse_hints({"language": tag})
    except HintError as error:
        raise UsageError(f"--lang {error.message}", remedy=error.remedy) from error
    return tag


def adjusted(min_score: float | None, match_score: float | None, margin: float | None) -> Policy | None:
    """The shipped policy with the thresholds that are given; None if none is. Raises UsageError."""
    given = {"min_score": min_score, "match_score": match_score, "margin": margin}
    changed = {name: value for name, value in given.items() if value is not None}
    for name, value in changed.items():
        if name.endswith("score") and not 0 <= value <= 100:
            raise UsageError(f"--{name.replace('_', '-')} is {value:g}.", remedy="Give a number from 0 to 100.")
        if name == "margin" and not 0 <= value < inf:
            raise UsageError(f"--margin is {value:g}.", remedy="Give a number of nats, 0 or more.")
    return replace(DEFAULT_POLICY, **changed) if changed else None  # type: ignore[arg-type]


def absolute(uri: str) -> str:
    """An address that ids can stand behind, unchanged. Raises UsageError."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", uri):
        raise UsageError(f"--base-uri {uri!r} is no address.", remedy="Give one as https://names.example.org/id/.")
    return uri
