"""Ports for the servers that tests start, so that tests in several processes do not take each other's."""

from __future__ import annotations

import os
import socket

_FIRST, _COUNT = 20_000, 12_000  # below the ports that the system gives to clients, on Linux from 32,768
_STEP = 101  # so that processes with neighbouring ids begin far apart
_next = os.getpid() * _STEP


def free_port() -> int:
    """A port of this machine that nobody listens on and that this process has not given away before."""
    global _next
    while True:
        port, _next = _FIRST + _next % _COUNT, _next + 1
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
