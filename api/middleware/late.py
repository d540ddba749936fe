"""An application that is made when it is first asked or `load` is called, beside requests that others answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send


class Late:
    """ASGI. `make` runs once, in a thread, since it imports much."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        self._make = make
        self._app: ASGIApp | None = None
        self._making: asyncio.Task[ASGIApp] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, once there is somebody to pass it to."""
        app = self._app or await self.load()
        await app(scope, receive, send)

    async def load(self) -> ASGIApp:
        """The application, made if need be."""
        if self._making is None:
            self._making = asyncio.create_task(asyncio.to_thread(self._make))
        self._app = await asyncio.shield(self._making)  # a client that goes away takes it from nobody
        return self._app
