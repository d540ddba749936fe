"""How all commands behave on the edges: errors, closed pipes, texts that a terminal cannot show."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any

import typer

from ...resolver.errors import ExonymError, HintError, UsageError
from .plain_values import PlainGroup

_NO_PLACE = frozenset(getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EROFS", "EACCES") if hasattr(errno, name))
_CLOSED_PIPE = 128 + 13  # what a shell reports of a process that SIGPIPE ended


class CommandGroup(PlainGroup):
    """All commands; an error of ours is said on standard error as what, where and how to mend."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command. Exit codes: 1 failed, 2 usage, 141 when the reader of a pipe went away."""
        try:
            _tolerate_any_text()
            result = super().invoke(ctx)
            sys.stdout.flush()
        except ExonymError as error:
            typer.echo(f"exonym: {error}", err=True)
            raise typer.Exit(2 if isinstance(error, UsageError | HintError) else 1) from error
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(_CLOSED_PIPE) from error
        except OSError as error:
            typer.echo(f"exonym: {_said(error)}", err=True)
            raise typer.Exit(1) from error
        return result


def _said(error: OSError) -> str:
    """What the system refuses as one line, with a remedy where more space or another place is one."""
    try:
        sys.stdout.flush()
    except OSError:  # what is left must not be tried again when the interpreter ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    remedy = " Free space, or name another place." if error.errno in _NO_PLACE else ""
    where = error.filename or ("it cannot be written" if remedy else "the system refuses")
    return f"{where}: {error.strerror or error}.{remedy}"


def _tolerate_any_text() -> None:
    """What the terminal's encoding, or any, cannot show becomes an escape and stops nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
