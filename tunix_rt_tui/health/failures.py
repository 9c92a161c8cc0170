"""Why asking over HTTP failed, in words that fit on one line."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from socket import gaierror


class NoGoodAnswer(Exception):
    """Why something does not count as healthy: a short sentence without secrets."""


def sentence_for(error: Exception) -> str:
    """Name the cause of an error of httpx, or of a host name that is none.

    Nothing of the request is told, since it may hold a token.
    """
    import httpx

    causes = list(_causes(error))
    for kind, sentence in (
        (ConnectionRefusedError, "Connection refused"),
        (gaierror, "Unknown host"),
        (ssl.SSLCertVerificationError, "Certificate is not trusted"),
        (ssl.SSLError, "No secure connection could be made"),
        (ConnectionResetError, "Connection reset"),
        (httpx.ConnectError, "Connection failed"),
        (httpx.ProxyError, "Proxy refused"),
        (httpx.NetworkError, "Connection lost"),
        (httpx.RemoteProtocolError, "Connection closed without a full HTTP answer"),
        ((httpx.InvalidURL, UnicodeError), "URL cannot be used"),
    ):
        if any(isinstance(cause, kind) for cause in causes):
            return sentence
    return "Request failed"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and all that led to it; several, where several addresses were tried."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions:
                yield from _causes(one)
        error = error.__cause__ or error.__context__
