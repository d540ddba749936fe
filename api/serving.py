"""Running the application: the gazetteer made ready first, then one process or several on one socket."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from .. import __version__
from ..resolver.errors import GazetteerError, InputError, UsageError
from ..resolver.store.caching.compiled import directory_of
from ..resolver.workers import processors
from .access_keys import read_keys
from .answer_log import refuse_unwritable
from .compile import compile_beside, read_whole, seldom
from .settings import Settings

if TYPE_CHECKING:
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from .app import Application

_log = logging.getLogger("exonym")
_LAST_PORT = 65535
_HEARD = 60  # seconds in which a worker must answer its supervisor, also while it starts on a busy machine
_LOOK = 1.0  # seconds between two looks whether the supervisor is there
_BETWEEN = 10  # seconds between two log lines that say how far compiling is
_GRACE = 20  # seconds that requests have to end after the signal to stop


def application(settings: Settings, supervisor: int = 0) -> Application:
    """The application of one worker process, with its logs; it ends with the process `supervisor` if there is one."""
    from .app import create_app
    from .logs import configure

    configure(settings.log_level)
    if supervisor:
        threading.Thread(target=end_with, args=(supervisor,), daemon=True).start()
    return create_app(settings, write_log=sys.stderr.write)


def end_with(parent: int) -> None:
    """Ends this process, as SIGTERM does, when its parent is gone: else it would hold the port for ever."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    _log.error("supervisor lost", extra={"pid": os.getpid()})
    os.kill(os.getpid(), signal.SIGTERM)


def prepare(settings: Settings) -> Settings:
    """Compiles the gazetteer before anything listens. Raises GazetteerError, and what `refuse_unusable` raises.

    Where the cache's directory cannot be used the settings come back without it.
    """
    refuse_unusable(settings)
    if settings.cache_dir is None or read_whole(directory_of(settings.layers(), settings.cache_dir)) is not None:
        return settings
    from .logs import configure

    configure(settings.log_level)
    began = time.monotonic()
    _log.info("compiling", extra={"gazetteers": [str(each) for each in settings.layers()]})
    try:
        place, findings = compile_beside(settings.layers(), settings.cache_dir, seldom(_log_step, _BETWEEN))
    except OSError as error:
        lost = f"the cache {settings.cache_dir} cannot be written ({error}): this start, and each, compiles anew"
        print(f"exonym: {lost}", file=sys.stderr)
        return settings.model_copy(update={"cache_dir": None})
    except (ValueError, KeyError):
        return settings.model_copy(update={"cache_dir": None})
    if place is None:
        raise GazetteerError(findings)
    _log.info("compiled", extra={"seconds": round(time.monotonic() - began, 3)})
    return settings


def refuse_unusable(settings: Settings) -> None:
    """What the settings name must be of use before anything starts: a worker that fails would be replaced for ever.

    Raises InputError for files that cannot be, UsageError for closed reads without keys.
    """
    if settings.keys_file is not None:
        read_keys(settings.keys_file)
    elif settings.reads == "closed":
        remedy = "Make a key, `exonym keys NAME >> FILE`, and set keys_file=FILE."
        raise UsageError("reads=closed needs keys: without keys_file the service would be open.", remedy=remedy)
    if settings.unresolved_file is not None:
        refuse_unwritable(settings.unresolved_file)


def _log_step(doing: str, done: int, of: int) -> None:
    _log.info("compiling", extra={"doing": doing, "done": done, "of": of})


@contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket at the address, which nobody can take any more; it listens when the service is ready.

    Raises InputError where the port is in use, must not be used or the host has no such address.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except (OSError, OverflowError) as error:
        raise InputError(f"{host} is no address to listen on: {error}.", remedy="Use 127.0.0.1, or 0.0.0.0.") from None
    with listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) else "no port has this number"
            remedy = f"Give another: --port {port + 1 if port < _LAST_PORT else 8000}."
            raise InputError(f"port {port} of {host} cannot be used: {reason}.", remedy=remedy) from None
        listening.set_inheritable(True)
        yield listening


def run(settings: Settings, listening: socket.socket, workers: int) -> bool:
    """Serves until a signal ends it; whether it had come as far as listening."""
    import uvicorn

    from .logs import configure
    from .malformed_http import Protocol

    configure(settings.log_level)
    if settings.helpers is None:
        settings = settings.model_copy(update={"helpers": max(0, processors() - workers) // workers})
    host, port = listening.getsockname()[:2]
    _log.info("starting", extra={"version": __version__, "host": host, "port": port, "workers": workers,
                                 "gazetteers": [str(each) for each in settings.layers()]})  # fmt: skip

    config = uvicorn.Config(
        partial(application, settings, os.getpid() if workers > 1 else 0),
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
        timeout_worker_healthcheck=_HEARD,
    )
    if workers == 1:
        server = uvicorn.Server(config)
        server.run(sockets=[listening])
        return server.started
    with tempfile.TemporaryDirectory(prefix="exonym-metrics-") as directory:
        # prometheus_client sums the numbers of several processes in the directory that this variable names
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = directory
        supervisor(config, listening).run()
    return True


def supervisor(config: uvicorn.Config, listening: socket.socket) -> Multiprocess:
    """Starts the workers, and another for each that is lost, which it says."""
    from uvicorn.supervisors import Multiprocess

    class Workers(Multiprocess):
        def keep_subprocess_alive(self) -> None:
            before = list(self.processes)
            super().keep_subprocess_alive()
            for lost, now in zip(before, self.processes, strict=False):
                if lost is not now:
                    _log.error(
                        "worker lost", extra={"pid": lost.pid, "exitcode": lost.exitcode, "replaced_by": now.pid}
                    )

    return Workers(config, sockets=[listening])
