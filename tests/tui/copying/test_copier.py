"""Taking a text along the first way that works, with programs that do and that do not."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tunix_rt_tui.tui.copying import copier
from tunix_rt_tui.tui.copying.copier import Copier
from tunix_rt_tui.tui.copying.ways import OSC52_MAX_BYTES, File, Terminal, Tool

TEXT = "  ünïcode \x1b[31m \u202e\r\n\ttail \n"
BIG = TEXT + "x" * OSC52_MAX_BYTES


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def install(programs: Path, name: str, script: str) -> Path:
    """Put a program on the PATH; returns where it writes what it was given."""
    taken = programs.parent / f"{name}.taken"
    program = programs / name
    program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script.replace('TAKEN', str(taken))}\n")
    program.chmod(0o700)
    return taken


def copier_in(programs: Path, **environ: str) -> Copier:
    return Copier({"PATH": str(programs), **environ}, programs.parent / "state", platform="linux")


async def copy(copier: Copier, text: str) -> tuple[object, list[str]]:
    """Copy a text; the way it went, and what was sent to the terminal."""
    sent: list[str] = []
    return await copier.copy(text, sent.append), sent


async def test_tmux_takes_the_very_text(programs: Path) -> None:
    taken = install(programs, "tmux", 'test "$*" = "load-buffer -w -" && cat > TAKEN')
    way, sent = await copy(copier_in(programs, TMUX="x"), BIG)
    assert isinstance(way, Tool)
    assert taken.read_bytes() == BIG.encode()
    assert not sent


async def test_the_terminal_is_sent_what_it_can_take(programs: Path) -> None:
    assert await copy(copier_in(programs), TEXT) == (Terminal(), [TEXT])


async def test_a_tool_that_fails_is_passed_over(programs: Path) -> None:
    install(programs, "tmux", "cat > /dev/null; exit 1")
    taken = install(programs, "xclip", "cat > TAKEN")
    way, _ = await copy(copier_in(programs, TMUX="x", DISPLAY=":0"), BIG)
    assert way == Tool("xclip", (str(programs / "xclip"), "-selection", "clipboard"))
    assert taken.read_bytes() == BIG.encode()


async def test_a_tool_that_takes_nothing_is_given_up(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copier, "TOOL_SECONDS", 0.1)
    install(programs, "wl-copy", "exec sleep 60")
    install(programs, "xclip", "exit 0")
    way, _ = await copy(copier_in(programs, WAYLAND_DISPLAY="x", DISPLAY=":0"), BIG)
    assert isinstance(way, Tool)
    assert way.name == "xclip"


async def test_a_program_that_cannot_be_started_is_passed_over(programs: Path) -> None:
    (programs / "tmux").write_text("#!/no/such/shell\n")
    (programs / "tmux").chmod(0o700)
    way, _ = await copy(copier_in(programs, TMUX="x"), TEXT)
    assert isinstance(way, File)


async def test_the_file_is_for_its_owner_alone_and_holds_the_very_text(programs: Path) -> None:
    way, sent = await copy(copier_in(programs), BIG)
    assert isinstance(way, File)
    assert way.path.read_bytes() == BIG.encode()
    assert stat.S_IMODE(way.path.stat().st_mode) == 0o600
    assert not sent


async def test_where_nothing_works_it_raises(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    with pytest.raises(OSError, match="state"):
        await Copier({}, tmp_path / "state").copy(BIG, print)
