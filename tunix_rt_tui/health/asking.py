"""Asking an HTTP address whether what is behind it is well."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tunix_rt_tui import __version__
from tunix_rt_tui.health.failures import NoGoodAnswer, sentence_for
from tunix_rt_tui.health.resolving import wait_for_name

if TYPE_CHECKING:
    import httpx

MAX_BODY = 64 * 1024
"""Bytes of an answer that are read; an answer about health has a few dozen."""

MAX_WORDS = 200
"""Characters that are kept of what the other side says is wrong."""

GOOD = frozenset({"healthy", "ok", "up", "pass"})
"""What services call themselves in `status` when they are well."""


class Asker:
    """One HTTP client for all probes, made when it is first needed.

    It minds no time: the caller cancels. Redirects are not followed, so a token never travels on.
    """

    def __init__(self) -> None:
        self._client: httpx.AsyncClient | None = None
        self._making = asyncio.Lock()

    async def ask(self, url: str, *, token: str | None = None) -> None:
        """Return if `url` answers 200 with a JSON object that tells of no trouble.

        A `status` that is absent counts as good, one that is there must be of `GOOD`. Raises
        `NoGoodAnswer` with `HTTP <code>`, `Connection refused` or a sentence of that kind.
        """
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        await wait_for_name(urlsplit(url).hostname or "")
        client = await self._ready()
        _judge(await _fetch(client, url, headers))

    async def close(self) -> None:
        """Close the client, if there is one; may be called more than once."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _ready(self) -> httpx.AsyncClient:
        async with self._making:
            if self._client is None:
                self._client = await asyncio.to_thread(_make_client)
            return self._client


def _make_client() -> httpx.AsyncClient:
    """Import and set up httpx: 0.2 s of work, so not for the event loop."""
    import httpx

    try:
        return httpx.AsyncClient(
            timeout=None,  # noqa: S113 - the caller sets one deadline over name, connection and body
            follow_redirects=False,
            limits=httpx.Limits(max_keepalive_connections=0),
            headers={"User-Agent": f"tunix-rt/{__version__}"},
        )
    except (ImportError, OSError, ValueError, httpx.InvalidURL):
        raise NoGoodAnswer("Proxy or certificate settings of this machine are bad") from None


async def _fetch(client: httpx.AsyncClient, url: str, headers: dict[str, str]) -> bytes:
    import httpx

    body = bytearray()
    try:
        async with client.stream("GET", url, headers=headers) as response:
            if response.status_code != httpx.codes.OK:
                raise NoGoodAnswer(f"HTTP {response.status_code}")
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > MAX_BODY:
                    raise NoGoodAnswer(f"Answer is longer than {MAX_BODY // 1024} kB")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise NoGoodAnswer(sentence_for(error)) from None
    return bytes(body)


def _judge(body: bytes) -> None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise NoGoodAnswer("Answer is not JSON") from None
    if not isinstance(answer, dict):
        raise NoGoodAnswer("Answer is not a JSON object")
    status = answer.get("status", "healthy")
    if isinstance(status, str) and status.lower() in GOOD:
        return
    words = f"Says it is '{status}'"
    if isinstance(answer.get("error"), str):
        words = f"{words}: {answer['error']}"
    raise NoGoodAnswer(words if len(words) <= MAX_WORDS else f"{words[:MAX_WORDS]}…")
