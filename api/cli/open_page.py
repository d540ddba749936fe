"""`open`: the pages of the service in a browser, with the service behind them."""

from __future__ import annotations

import json
import sys
import threading
import time
from contextlib import ExitStack
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

import typer

from ... import __version__
from ...resolver.errors import InputError
from .serve import service_settings
from .session import layers
from .shared_options import Browser, Gazetteers, WithoutShipped

if TYPE_CHECKING:
    import socket

    from ..settings import Settings

HOST = "127.0.0.1"
USUAL_PORT = 8000
_ANSWERS_WITHIN = 2.0  # seconds, of a service on this machine
_LOOK_AGAIN = 0.2  # seconds


def open_(
    context: typer.Context,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Where a service may run already; another port if that is taken.")
    ] = USUAL_PORT,
    browser: Browser = True,
    gazetteer: Gazetteers = None,
    without_shipped: WithoutShipped = False,
) -> None:
    """Look names up on a page in the browser, with the reasons drawn.

    A service that runs at the port already is used, unless gazetteers are given; else one is started, for this machine
    alone, which ends with this command.
    """
    paths = layers(context, gazetteer, without_shipped)
    open_page("/", service_settings(paths, []), port=port, browser=browser, shared=len(paths) == 1 and not gazetteer)


def open_page(
    path: str, settings: Settings, *, port: int = USUAL_PORT, browser: bool = True, shared: bool = True
) -> None:
    """Shows a page of the service: of one that runs at the port and may be shared, or of one that is started for it.

    Returns when the service ends, at once where another runs. Raises GazetteerError; ends with 1 where it cannot start.
    """
    from ..serving import prepare, run

    if shared and port and is_running(port):
        show(port, path, browser=browser)
        return
    with ExitStack() as stack:
        listening = _bound(stack, port)
        port = listening.getsockname()[1]
        print("exonym: making the gazetteer ready; after a change of it this takes a minute", file=sys.stderr)
        settings = prepare(settings.model_copy(update={"log_level": "warning"}))
        threading.Thread(target=_show_when_ready, args=(port, path, browser), daemon=True).start()
        if not run(settings, listening, 1):
            raise typer.Exit(1)


def is_running(port: int) -> bool:
    """Whether this version of the service answers at the port of this machine."""
    from http.client import HTTPConnection, HTTPException

    connection = HTTPConnection(HOST, port, timeout=_ANSWERS_WITHIN)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        said = json.loads(answer.read(10_000))
    except (OSError, HTTPException, ValueError):
        return False
    finally:
        connection.close()
    is_ours = isinstance(said, dict) and said.get("version") == __version__ and said.get("status") == "ok"
    return answer.status == HTTPStatus.OK and is_ours


def show(port: int, path: str, *, browser: bool) -> None:
    """Says the address, and opens it where that is wanted and possible."""
    typer.echo(address_of(port, path))
    if browser:
        open_browser(port, path)


def open_browser(port: int, path: str) -> None:
    """Opens a page, or says that no browser is there."""
    import webbrowser

    if not webbrowser.open(address_of(port, path)):
        typer.echo("exonym: no browser was found; open the address in one.", err=True)


def address_of(port: int, path: str) -> str:
    """The address of a page on this machine."""
    return f"http://localhost:{port}{path}"


def wait_for(port: int) -> None:
    """Returns when the service answers at the port."""
    while not is_running(port):
        time.sleep(_LOOK_AGAIN)


def _show_when_ready(port: int, path: str, browser: bool) -> None:
    wait_for(port)
    show(port, path, browser=browser)


def _bound(stack: ExitStack, port: int) -> socket.socket:
    """A socket at the port, or at any that is free."""
    from ..serving import bound

    try:
        return stack.enter_context(bound(HOST, port))
    except InputError:
        return stack.enter_context(bound(HOST, 0))
