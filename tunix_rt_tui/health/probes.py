"""How each thing is asked how it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.health.asking import Asker
from tunix_rt_tui.health.failures import NoGoodAnswer
from tunix_rt_tui.health.report import Mode
from tunix_rt_tui.settings.masking import mask_url
from tunix_rt_tui.store.contract import StoreStatus


class Probe(Protocol):
    """Something that can be asked how it is; it need not mind the time, who asks does."""

    @property
    def mode(self) -> Mode | None:
        """Whether it is the real thing, for what can be mocked."""
        ...

    @property
    def known(self) -> Mapping[str, str]:
        """Facts that hold whether it answers or not, label to value."""
        ...

    async def look(self) -> Mapping[str, str]:
        """Ask once, and return what more is known then; `NoGoodAnswer` where it is not well."""
        ...

    async def close(self) -> None:
        """Let go of what was opened for asking; may be called more than once."""
        ...


class StoreProbe:
    """Asks a store, or whatever stands for one that may have failed to open."""

    mode: Mode | None = None
    known: Mapping[str, str] = {}

    def __init__(self, status: Callable[[], Awaitable[StoreStatus]]) -> None:
        self._status = status

    async def look(self) -> Mapping[str, str]:
        """Read the state of the store; a fault of the tree of errors means it is not well."""
        try:
            status = await self._status()
        except TunixError as error:
            raise NoGoodAnswer(error.message) from error
        return {
            "kind": status.kind,
            "location": status.location,
            "traces": str(status.traces),
            "in the trash": str(status.trashed),
            "bytes": str(status.bytes),
            "revision": status.revision,
            "read-only": "yes" if status.read_only else "no",
            **status.facts,
        }

    async def close(self) -> None:
        """The store is closed by who opened it."""


class HttpProbe:
    """Asks an address over HTTP, with a bearer token if there is one."""

    def __init__(
        self, asker: Asker, url: str, *, token: str | None = None, mode: Mode | None = None
    ) -> None:
        self.mode: Mode | None = mode
        self.known: Mapping[str, str] = {"url": mask_url(url)}
        self._asker = asker
        self._url = url
        self._token = token

    async def look(self) -> Mapping[str, str]:
        """Ask once; the answer tells nothing more than that all is well."""
        await self._asker.ask(self._url, token=self._token)
        return {}

    async def close(self) -> None:
        """Close the asker, which other probes may share."""
        await self._asker.close()


class MockRediai:
    """Stands for RediAI where it is not to be asked: always well, and labelled as a mock."""

    mode: Mode | None = "mock"
    known: Mapping[str, str] = {}

    async def look(self) -> Mapping[str, str]:
        """Nothing is asked."""
        return {}

    async def close(self) -> None:
        """There is nothing to let go of."""


def api_probe(asker: Asker, server: str | None, token: str | None) -> Probe | None:
    """The probe for the HTTP API of a server; None where no server is set."""
    return HttpProbe(asker, f"{server}/api/health", token=token) if server else None


def rediai_probe(asker: Asker, mode: Mode, base_url: str, path: str) -> Probe:
    """The probe for RediAI, in its real or its mock form."""
    return HttpProbe(asker, base_url + path, mode="real") if mode == "real" else MockRediai()
