"""The search for leaks finds one."""

from __future__ import annotations

import pytest

from tests.support.leaks import leaks


@pytest.mark.parametrize(
    "sent",
    [
        b"text \x1b]52;c;cHduZWQ=\x07 text",
        b"text \x1b]0;title\x07",
        b"\x1b]8;;http://example.com\x1b\\link",
        b"\x1bP+q544e\x1b\\",
        "\x9b31m".encode(),
        "\u202e".encode(),
        b"\x07",
        b"\x1b[31mred of the data",
        b"\x1b[21t",
    ],
)
def test_a_leak_is_found(sent: bytes) -> None:
    assert leaks(sent, [{"\x1b[31mred of the data": 1}])


def test_drawing_is_none() -> None:
    drawn = "\x1b[?1049h\x1b[1;1H\x1b[38;2;1;2;3m␛]52;c ‹U+202E› text\r\n\x1b[0m"
    assert not leaks(drawn.encode(), ["\x1b]52;c text", "\u202e"])
