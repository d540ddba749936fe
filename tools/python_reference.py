"""Prints docs/python.md: the signatures and docstrings of all that `import exonym` offers.

python tools/python_reference.py > docs/python.md
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from inspect import Parameter, Signature

import exonym
from exonym.resolver.errors import ExonymError

_WIDTH = 100  # columns of a code block, beyond which each parameter has a line
_PLAIN = (str, int, float, bool, tuple, type(None))  # defaults that a reader understands as they are

INTRODUCTION = """\
# exonym in Python

<!-- Made from the docstrings: `make reference`. Edit those. -->

{docstring}
"""


def page() -> str:
    """The whole page: functions, then classes, in the order of their names."""
    public = [getattr(exonym, name) for name in sorted(exonym.__all__) if not name.startswith("_")]
    functions = [each for each in public if inspect.isfunction(each)]
    classes = [each for each in public if inspect.isclass(each)]
    introduction = INTRODUCTION.format(docstring=inspect.getdoc(exonym))
    return "\n".join([introduction, *map(function, functions), *map(described, classes)])


def function(each: Callable[..., object], level: int = 2, owner: str = "exonym.") -> str:
    """A function under a heading: how it is called, and its docstring."""
    name = owner + each.__name__
    return _section(level, name, called(name, inspect.signature(each)), inspect.getdoc(each) or "")


def described(each: type) -> str:
    """A class under a heading: how it is made or what its values are, its docstring and its methods."""
    name = f"exonym.{each.__name__}"
    if issubclass(each, Enum):
        made = "\n".join(f'{name}.{value.name} = "{value.value}"' for value in each)
    elif issubclass(each, Exception):
        made = ""
    else:
        made = called(name, _as_written(each))
    return "\n".join([_section(2, name, made, inspect.getdoc(each) or ""), *_kinds(each), *_members(each)])


def _as_written(each: type) -> Signature:
    """How a class is made, with its annotations as they are written: msgspec evaluates those of its classes."""
    signature, written = inspect.signature(each), inspect.get_annotations(each)
    own = [one.replace(annotation=written.get(one.name, one.annotation)) for one in signature.parameters.values()]
    return signature.replace(parameters=own)


def called(name: str, signature: Signature) -> str:
    """A signature as a stub has it: defaults that are not plain values are `...`."""
    own = [_parameter(each) for each in signature.parameters.values() if each.name != "self"]
    own = [each.replace(annotation=str(each.annotation)) for each in own]
    result = (
        "" if signature.return_annotation in {Signature.empty, "None", None} else f" -> {signature.return_annotation}"
    )
    parts = [part.replace("'", '"') for part in _parts(own)]
    line = f"{name}({', '.join(parts)}){result}"
    return line if len(line) <= _WIDTH else f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){result}"


def _parameter(each: Parameter) -> Parameter:
    plain = each.default is Parameter.empty or (type(each.default) in _PLAIN)
    return each if plain else each.replace(default=_Omitted())


class _Omitted:
    def __repr__(self) -> str:
        return "..."


def _parts(parameters: list[Parameter]) -> Iterator[str]:
    """Each parameter as text, and the star before those that have to be named."""
    starred = False
    for each in parameters:
        if each.kind is Parameter.KEYWORD_ONLY and not starred:
            yield "*"
        starred = starred or each.kind in {Parameter.KEYWORD_ONLY, Parameter.VAR_POSITIONAL}
        default = "" if each.default is Parameter.empty else f" = {each.default!r}"
        star = "*" if each.kind is Parameter.VAR_POSITIONAL else ""
        yield f"{star}{each.name}: {each.annotation}{default}"


def _kinds(each: type) -> Iterator[str]:
    """The errors of a family, which have the module in common, as one table."""
    if not issubclass(each, ExonymError):
        return
    kinds = [kind for kind in each.__subclasses__() if kind.__module__ == each.__module__]
    rows = [f"| `{kind.__name__}` | `{kind.code}` | {inspect.getdoc(kind)} |\n" for kind in kinds]
    yield f"In `{each.__module__}`:\n\n| error | `code` | meaning |\n|---|---|---|\n" + "".join(rows)


def _members(each: type) -> Iterator[str]:
    """The public methods and properties that a class defines itself."""
    for name, member in vars(each).items():
        if name.startswith("_"):
            continue
        if inspect.isfunction(member):
            yield function(member, 3, f"{each.__name__}.")
        elif isinstance(member, property):
            result = inspect.signature(member.fget).return_annotation  # type: ignore[arg-type]
            yield _section(
                3, f"{each.__name__}.{name}", f"{each.__name__}.{name}: {result}", inspect.getdoc(member) or ""
            )


def _section(level: int, name: str, code: str, text: str) -> str:
    shown = f"```python\n{code}\n```\n\n" if code else ""
    return f"{'#' * level} {name}\n\n{shown}{text}\n"


if __name__ == "__main__":
    print(page(), end="")
