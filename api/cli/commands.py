"""The commands by name, each imported when somebody asks for it: most runs need one, and importing all takes longer."""

from __future__ import annotations

from collections import UserDict
from importlib import import_module
from typing import Any

import typer

from .command import CommandGroup
from .mention_command import MentionCommand
from .plain_values import PlainCommand

_FUNCTIONS = {
    "resolve": "ask.resolve",
    "explain": "ask.explain",
    "normalize": "ask.normalize",
    "names": "entities.names",
    "show": "entities.show_entity",
    "reconcile": "reconcile.reconcile",
    "annotate": "annotate.annotate",
    "evaluate": "evaluate.evaluate",
    "review": "review.review",
    "apply": "apply.apply",
    "check": "gazetteers.check",
    "format": "editing.format_files",
    "init": "init.init",
    "new": "editing.new",
    "diff": "diff.diff",
    "import": "imports.import_",
    "export": "exports.export",
    "stats": "curation.stats",
    "duplicates": "curation.duplicates",
    "languages": "languages.languages",
    "words": "words.words",
    "unresolved": "unresolved.unresolved",
    "serve": "serve.serve",
    "open": "open_page.open_",
    "keys": "keys.keys",
}
"""In the order in which help lists them: the module beside this one, and its function."""
_ABOUT_A_MENTION = {"resolve", "explain", "normalize"}

LOOKS: dict[str, Any] = {"add_completion": False, "pretty_exceptions_enable": False, "rich_markup_mode": "rich"}
"""How typer shows the program and each of its commands."""


class Commands(UserDict[str, Any]):
    """The commands; a name is looked up as in any mapping."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(_FUNCTIONS))

    def __getitem__(self, name: str) -> Any:
        if self.data[name] is None:
            self.data[name] = _command(name)
        return self.data[name]


class Program(CommandGroup):
    """The group of these commands."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.commands = Commands()


def _command(name: str) -> Any:
    module, function = _FUNCTIONS[name].split(".")
    alone = typer.Typer(**LOOKS)
    shown = MentionCommand if name in _ABOUT_A_MENTION else PlainCommand
    alone.command(name, cls=shown)(getattr(import_module(f".{module}", __package__), function))
    return typer.main.get_command(alone)
