"""The command line: `exonym COMMAND …`. Each command is a function of a module beside this one."""

from __future__ import annotations

from typing import Annotated

import typer

from ... import __version__
from . import (
    annotate,
    apply,
    ask,
    curation,
    diff,
    editing,
    entities,
    evaluate,
    exports,
    gazetteers,
    imports,
    init,
    keys,
    languages,
    open_page,
    reconcile,
    review,
    serve,
    unresolved,
    words,
)
from .command import CommandGroup, MentionCommand
from .session import Layers
from .shared_options import Gazetteers, WithoutShipped

app = typer.Typer(
    cls=CommandGroup,
    name="exonym",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"exonym {__version__}")
        raise typer.Exit


@app.callback()
def exonym(
    context: typer.Context,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and end.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Any spelling of a name in, one canonical ID and its evidence out.

    Start with: exonym resolve 吴春历
    """
    context.obj = Layers(tuple(gazetteer or ()), not without_shipped)


app.command("resolve", cls=MentionCommand)(ask.resolve)
app.command("explain", cls=MentionCommand)(ask.explain)
app.command("normalize", cls=MentionCommand)(ask.normalize)
app.command("names")(entities.names)
app.command("show")(entities.show_entity)
app.command("reconcile")(reconcile.reconcile)
app.command("annotate")(annotate.annotate)
app.command("evaluate")(evaluate.evaluate)
app.command("review")(review.review)
app.command("apply")(apply.apply)
app.command("check")(gazetteers.check)
app.command("format")(editing.format_files)
app.command("init")(init.init)
app.command("new")(editing.new)
app.command("diff")(diff.diff)
app.command("import")(imports.import_)
app.command("export")(exports.export)
app.command("stats")(curation.stats)
app.command("duplicates")(curation.duplicates)
app.command("languages")(languages.languages)
app.command("words")(words.words)
app.command("unresolved")(unresolved.unresolved)
app.command("serve")(serve.serve)
app.command("open")(open_page.open_)
app.command("keys")(keys.keys)


def main() -> None:
    """The entry point of the installed command."""
    app()


if __name__ == "__main__":
    main()
