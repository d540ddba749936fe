"""Requests that are not valid HTTP: answered in the form of every other error, with the usual cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .problems import problem

if TYPE_CHECKING:
    from starlette.types import Scope


class Protocol(HttpToolsProtocol):
    """The server's protocol, with a reply to malformed requests that says how to mend them."""

    def send_400_response(self, msg: str) -> None:
        """Answers and closes, since nothing after it can be understood. A reply that has begun is broken off."""
        cycle = self.cycle
        if cycle is not None and not cycle.response_complete:
            if cycle.response_started:
                self.transport.close()
                return
            cast("Scope", cycle.scope)["exonym.status"] = 400
        remedy = (
            "Percent-encode what is not ASCII (curl -G --data-urlencode q=… does), and send what has more than 60,000 "
            "characters as a body."
        )
        response = problem(400, "malformed", "the request is not valid HTTP.", remedy, {"Connection": "close"})
        head = b"".join(b"%s: %s\r\n" % (name, value) for name, value in response.raw_headers)
        self.transport.write(b"HTTP/1.1 400 Bad Request\r\n%s\r\n%s" % (head, bytes(response.body)))
        self.transport.close()
