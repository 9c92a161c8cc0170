"""Which pager a person has."""

from __future__ import annotations

import pytest

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.library.sharing.pager import pager_command, waiting

XTERM = {"TERM": "xterm"}


def has(*programs: str) -> dict[str, str]:
    return {program: f"/usr/bin/{program}" for program in programs}


@pytest.mark.parametrize(
    ("environ", "programs", "command"),
    [
        (XTERM, ("less", "more"), ["less"]),
        (XTERM, ("more",), ["more"]),
        (XTERM, (), []),
        ({**XTERM, "PAGER": "most -s '+G'"}, ("most", "less"), ["most", "-s", "+G"]),
        ({**XTERM, "PAGER": " "}, ("less",), ["less"]),
        ({**XTERM, "PAGER": "gone"}, ("less",), ["less"]),
        ({"TERM": "dumb"}, ("less",), []),
        ({}, ("less",), []),
        ({"TERM": "dumb", "PAGER": "cat"}, ("cat",), ["cat"]),
    ],
)
def test_it_is_the_one_that_is_named_else_the_usual_one(
    environ: dict[str, str], programs: tuple[str, ...], command: list[str]
) -> None:
    assert pager_command(environ, has(*programs).get) == command


def test_a_name_that_cannot_be_read_is_told() -> None:
    with pytest.raises(UsageFault, match="PAGER cannot be read"):
        pager_command({"PAGER": "less 'x"}, has("less").get)


@pytest.mark.parametrize(
    ("command", "less", "waits"),
    [
        (["less"], "", ["less"]),
        (["less"], "-FRX", ["less", "-+F"]),
        (["/usr/bin/less", "-F"], "", ["/usr/bin/less", "-F", "-+F"]),
        (["most"], "-FRX", ["most"]),
    ],
)
def test_less_waits_for_its_reader_whatever_it_is_told(
    command: list[str], less: str, waits: list[str]
) -> None:
    assert waiting(command, {"LESS": less}) == waits
