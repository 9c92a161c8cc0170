"""Whatever a server does, a person reads one short, true sentence about it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import Future

import httpx
import pytest

from tests.support import http
from tunix_rt_tui.health.asking import Asker
from tunix_rt_tui.health.failures import NoGoodAnswer, sentence_for
from tunix_rt_tui.health.resolving import wait_for_name

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
async def asker() -> AsyncIterator[Asker]:
    """An asker that is closed in the end."""
    asker = Asker()
    yield asker
    await asker.close()


async def _refusal(asker: Asker, url: str, token: str | None = None) -> str:
    with pytest.raises(NoGoodAnswer) as caught:
        await asker.ask(url, token=token)
    return str(caught.value)


@pytest.mark.parametrize("body", [{"status": "healthy"}, {"status": "OK"}, {}, {"uptime": 3}])
async def test_a_good_answer_is_good(asker: Asker, body: object) -> None:
    async with http.serving(http.answers(body)) as server:
        await asker.ask(f"{server.url}/api/health")
    assert server.requests[0].startswith("GET /api/health HTTP/1.1\r\n")
    assert "authorization" not in server.requests[0].lower()


async def test_a_token_travels_as_bearer(asker: Asker) -> None:
    async with http.serving(http.answers({})) as server:
        await asker.ask(server.url, token="geheim")
    assert "\r\nAuthorization: Bearer geheim\r\n" in server.requests[0]


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (http.answers({"status": "down"}, status=503), "HTTP 503"),
        (http.answers({}, status=204), "HTTP 204"),
        (http.answers({}, status=401), "HTTP 401"),
        (http.answers({"status": "down"}), "Says it is 'down'"),
        (http.answers({"status": "down", "error": "disk full"}), "Says it is 'down': disk full"),
        (http.answers({"status": 1}), "Says it is '1'"),
        (http.answers(b"<html>Log in</html>"), "Answer is not JSON"),
        (http.answers(b'{"status": "\xff"}'), "Answer is not JSON"),
        (http.answers(b"[" * 60_000), "Answer is not JSON"),
        (http.answers(["healthy"]), "Answer is not a JSON object"),
        (http.answers(b" " * 70_000), "Answer is longer than 64 kB"),
        (http.sends(b"SSH-2.0-OpenSSH_9.2\r\n"), "Connection closed without a full HTTP answer"),
        (http.sends(b""), "Connection closed without a full HTTP answer"),
        (
            http.sends(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
            "Connection closed without a full HTTP answer",
        ),
        (http.resets(), "Connection reset"),
    ],
)
async def test_anything_else_is_named(
    asker: Asker, behaviour: http.Behaviour, sentence: str
) -> None:
    async with http.serving(behaviour) as server:
        assert await _refusal(asker, server.url, "geheim") == sentence


async def test_a_long_complaint_is_cut_and_says_so(asker: Asker) -> None:
    async with http.serving(http.answers({"status": "down", "error": "x" * 5000})) as server:
        sentence = await _refusal(asker, server.url)
    assert len(sentence) == 201
    assert sentence.endswith("x…")


async def test_a_closed_port_refuses(asker: Asker) -> None:
    assert await _refusal(asker, http.refusing_url()) == "Connection refused"


async def test_a_redirect_is_not_followed(asker: Asker) -> None:
    async with (
        http.serving(http.answers({})) as other,
        http.serving(http.redirects(other.url)) as server,
    ):
        assert await _refusal(asker, server.url, "geheim") == "HTTP 307"
    assert other.requests == []


async def test_a_host_that_nobody_knows_is_named(asker: Asker) -> None:
    assert await _refusal(asker, "http://nowhere.invalid/") == "Unknown host"


async def test_a_server_without_tls_cannot_be_asked_securely(asker: Asker) -> None:
    async with http.serving(http.answers({})) as server:
        refusal = await _refusal(asker, server.url.replace("http:", "https:"))
    assert refusal == "No secure connection could be made"


async def test_a_url_that_passed_the_settings_but_makes_no_sense_is_named(asker: Asker) -> None:
    assert await _refusal(asker, "http://xn--0/") in {"URL cannot be used", "Unknown host"}


async def test_a_proxy_that_cannot_be_used_is_blamed(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "gopher://geheim@proxy")
    sentence = "Proxy or certificate settings of this machine are bad"
    assert await _refusal(asker, "http://127.0.0.1:1") == sentence


async def test_an_asker_that_was_never_used_or_is_closed_may_be_closed() -> None:
    asker = Asker()
    await asker.close()
    async with http.serving(http.answers({})) as server:
        await asker.ask(server.url)
    await asker.close()
    await asker.close()


def test_of_several_addresses_that_failed_the_first_good_reason_is_told() -> None:
    cause = ExceptionGroup("", [OSError("unreachable"), ConnectionRefusedError()])
    error = httpx.ConnectError("All connection attempts failed")
    error.__cause__ = OSError("All connection attempts failed")
    error.__cause__.__cause__ = cause
    assert sentence_for(error) == "Connection refused"


def test_a_failure_of_no_known_kind_is_told_without_the_request() -> None:
    assert sentence_for(httpx.HTTPError("http://geheim@host")) == "Request failed"


class SlowNames:
    """A name server that says nothing until it is released."""

    def __init__(self) -> None:
        self.asked: Future[threading.Thread] = Future()
        self.released = threading.Event()

    def look_up(self, host: str, port: None) -> None:
        """Stand for `socket.getaddrinfo`."""
        self.asked.set_result(threading.current_thread())
        self.released.wait()


async def test_a_dead_name_server_holds_up_neither_the_waiting_nor_the_exit() -> None:
    names = SlowNames()
    waiting = asyncio.create_task(wait_for_name("host", names.look_up))
    thread = await asyncio.wrap_future(names.asked)
    assert thread.daemon
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    names.released.set()
    await asyncio.to_thread(thread.join)


def test_a_name_that_is_found_after_the_loop_has_gone_troubles_nobody() -> None:
    names = SlowNames()

    async def give_up() -> None:
        waiting = asyncio.create_task(wait_for_name("host", names.look_up))
        await asyncio.wrap_future(names.asked)
        waiting.cancel()

    asyncio.run(give_up())
    names.released.set()
    names.asked.result().join()


async def test_a_name_that_is_refused_is_no_fault_of_the_waiting() -> None:
    def look_up(host: str, port: None) -> None:
        raise OSError("no such name")

    await wait_for_name("host", look_up)
