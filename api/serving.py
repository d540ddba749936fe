"""Running the application: the gazetteer made ready first, then one process or several on one socket."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from typing import TYPE_CHECKING

from ..resolver.errors import GazetteerError
from ..resolver.store.caching.compiled import directory_of, read
from .compile import command, report
from .settings import Settings

if TYPE_CHECKING:
    from .app import Application

_GRACE = 20  # seconds that requests have to end after the signal to stop


def application(settings: Settings) -> Application:
    """The application of one worker process, with its logs."""
    from .app import create_app
    from .logs import configure

    configure(settings.log_level)
    return create_app(settings, write_log=sys.stderr.write)


def prepare(settings: Settings) -> Settings:
    """Compiles the gazetteer before anything listens. Raises GazetteerError.

    Where the cache's directory cannot be used the settings come back without it.
    """
    if settings.cache_dir is None or read(directory_of(settings.layers(), settings.cache_dir)) is not None:
        return settings
    done = subprocess.run(command(settings.layers(), settings.cache_dir), stdout=subprocess.PIPE, check=False)  # noqa: S603
    try:
        place, findings = report(done.stdout)
    except (ValueError, KeyError):
        return settings.model_copy(update={"cache_dir": None})
    if place is None:
        raise GazetteerError(findings)
    return settings


def run(settings: Settings, host: str, port: int, workers: int) -> bool:
    """Serves until a signal ends it; whether it had come as far as listening."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from .malformed_http import Protocol

    config = uvicorn.Config(
        partial(application, settings),
        factory=True,
        http=Protocol,
        host=host,
        port=port,
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=_GRACE,
    )
    if workers == 1:
        server = uvicorn.Server(config)
        server.run()
        return server.started
    with tempfile.TemporaryDirectory(prefix="exonym-metrics-") as directory:
        # prometheus_client sums the numbers of several processes in the directory that this variable names
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = directory
        Multiprocess(config, sockets=[config.bind_socket()]).run()
    return True
