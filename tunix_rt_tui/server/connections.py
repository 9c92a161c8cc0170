"""A connection that no client can keep busy with what is no request, or with a refused one."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_USELESS = 65_536
"""Bytes that may arrive without an end of the headers, or a byte of a body, in sight."""

MOST_DISCARDED = 1_048_576
"""Bytes of a body that still arrive when the request was answered, before the connection ends."""

ENDING = "ending"
"""What a request's state calls the event that is set when the server is asked to end."""


class Connection(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, with limits to what it would gather or pass over without end."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._ending = asyncio.Event()
        self._useful = False
        self._useless = 0
        self._discarded = 0

    def data_received(self, data: bytes) -> None:
        """Take bytes; answers 400 where they are too many for what they say."""
        self._useful = False
        super().data_received(data)
        self._useless = 0 if self._useful else self._useless + len(data)
        if self._useless > MOST_USELESS and not self.transport.is_closing():
            self.send_400_response("The headers are too large.")

    def on_message_begin(self) -> None:
        """Begin with a request."""
        super().on_message_begin()
        self.scope["state"][ENDING] = self._ending
        self._discarded = 0

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._useful = True
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of a body; the connection ends where nobody wants it any more."""
        self._useful = True
        if self.cycle.response_complete:
            self._discarded += len(body)
            if self._discarded > MOST_DISCARDED:
                self.transport.close()
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Take note that a request is there as a whole."""
        self._useful = True
        super().on_message_complete()

    def shutdown(self) -> None:
        """Close as soon as what is being answered is answered, and let it know."""
        self._ending.set()
        super().shutdown()
