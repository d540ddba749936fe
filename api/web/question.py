"""What somebody asks of the look-up page, all of it in the address: a mention, hints, what it is held against."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import urlencode

from msgspec import Struct, field

from ...resolver.errors import ExonymError, HintError
from ...resolver.hints import FIELDS, parse_hints
from ...resolver.model import NO_HINTS, Hints
from ..routes.asking import check_length

AGAINST = "against"
"""The parameter for an id or a text with which the mention is compared."""


class Question(Struct, frozen=True):
    """A question as it was put. `given` are hints as texts, `errors` what is wrong, by the parameter."""

    text: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    hints: Hints = NO_HINTS
    against: str = ""
    errors: Mapping[str, ExonymError] = field(default_factory=dict)

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to answer, or to say against it."""
        return bool(self.text.strip() or self.errors)

    def parameters(self, **changed: str) -> dict[str, str]:
        """What stands in the address, empty parameters left out; `changed` replaces some of it."""
        stated = {"q": self.text, **self.given, AGAINST: self.against, **changed}
        return {name: value for name, value in stated.items() if value.strip()}

    def path(self, **changed: str) -> str:
        """The page of this question, below the root of the service."""
        query = urlencode(self.parameters(**changed))
        return f"/?{query}" if query else "/"


def read(parameters: Iterable[tuple[str, str]], longest: int) -> Question:
    """The question of an address. No text may have more than `longest` characters. Never raises: see `errors`."""
    stated = {name: value for name, value in parameters if name != "lang"}
    text, against = stated.pop("q", ""), stated.pop(AGAINST, "").strip()
    given = {name: stated.pop(name).strip() for name in FIELDS if name in stated}
    checked = {"q": text, **given, AGAINST: against}
    errors = {name: error for name, value in checked.items() if (error := _wrong(name, value, longest))}
    errors |= {name: _unknown(name) for name in stated}
    hints = NO_HINTS if errors else parse_hints(given)
    return Question(text, given, hints, against, errors)


def curl(question: Question, base: str, *, keyed: bool) -> str:
    """The command that asks the service at `base` the same; `keyed`: with a key from the environment."""
    words = [f"curl -G {shlex.quote(f'{base}/resolve')}", *(['-H "X-API-Key: $EXONYM_KEY"'] if keyed else [])]
    return " \\\n  ".join([*words, *_encoded(question.parameters(**{AGAINST: ""}))])


def _encoded(parameters: Mapping[str, str]) -> Iterator[str]:
    return (f"--data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in parameters.items())


def _wrong(name: str, value: str, longest: int) -> ExonymError | None:
    try:
        check_length(value, longest)
        if name in FIELDS:
            parse_hints({name: value})
    except ExonymError as error:
        return error
    return None


def _unknown(name: str) -> HintError:
    near = get_close_matches(name, ("q", AGAINST, *FIELDS), 1)
    listed = f"The hints are: {', '.join(FIELDS)}."
    return HintError(f"unknown hint {name!r}.", remedy=f"Did you mean {near[0]}?" if near else listed)
