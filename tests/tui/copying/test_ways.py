"""The ways out for a text, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tunix_rt_tui.tui.copying.ways import OSC52_MAX_BYTES, File, Terminal, Tool, Way, told, ways

FILE = Path("/state/copied.txt")
DISPLAYS = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}
EVERYWHERE = {"TMUX": "/run/tmux/default,1,0", **DISPLAYS}


def names(size: int, environ: dict[str, str], *, platform: str = "linux") -> list[str]:
    """The ways by name, where every program is installed."""
    found = ways(size, environ, platform=platform, find=lambda name: f"/bin/{name}", file=FILE)
    return [way.name if isinstance(way, Tool) else type(way).__name__ for way in found]


@pytest.mark.parametrize(
    ("size", "environ", "platform", "expected"),
    [
        (10, {}, "linux", ["Terminal", "File"]),
        (OSC52_MAX_BYTES, {}, "linux", ["Terminal", "File"]),
        (OSC52_MAX_BYTES + 1, {}, "linux", ["File"]),
        (10, {"TMUX": ""}, "linux", ["Terminal", "File"]),
        (10, DISPLAYS, "linux", ["wl-copy", "xclip", "Terminal", "File"]),
        (10, {}, "darwin", ["pbcopy", "Terminal", "File"]),
        (10, SSH, "linux", ["Terminal", "File"]),
        (10, {**SSH, **DISPLAYS}, "linux", ["Terminal", "wl-copy", "xclip", "File"]),
        (10, {"SSH_TTY": "/dev/pts/3", "DISPLAY": ":9"}, "linux", ["Terminal", "xclip", "File"]),
        (10, SSH, "darwin", ["Terminal", "pbcopy", "File"]),
        (10, {"TERM": "linux"}, "linux", ["File"]),
        (10, {"TERM": "linux", "DISPLAY": ":0"}, "linux", ["xclip", "File"]),
        (10, EVERYWHERE, "linux", ["tmux", "wl-copy", "xclip", "File"]),
        (OSC52_MAX_BYTES + 1, {"DISPLAY": ":0"}, "linux", ["xclip", "File"]),
        (OSC52_MAX_BYTES + 1, {}, "darwin", ["pbcopy", "File"]),
    ],
)
def test_the_best_way_comes_first(
    size: int, environ: dict[str, str], platform: str, expected: list[str]
) -> None:
    assert names(size, environ, platform=platform) == expected


def test_what_is_not_installed_is_no_way() -> None:
    found = ways(10, EVERYWHERE, platform="linux", find=lambda _: None, file=FILE)
    assert list(found) == [File(FILE)]


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (
            Terminal(),
            "Sent the prompt (1.2 kB) to the terminal; whether it took it cannot be known.",
        ),
        (Tool("xclip", ("/bin/xclip",)), "Gave the prompt (1.2 kB) to xclip."),
        (
            Tool("tmux", ("/bin/tmux",)),
            "Put the prompt (1.2 kB) into the buffer of tmux, which offers it to the terminal.",
        ),
        (
            File(FILE),
            "Wrote the prompt (1.2 kB) to /state/copied.txt, "
            "as no clipboard can be reached from here.",
        ),
    ],
)
def test_nothing_is_said_that_cannot_be_known(way: Way, said: str) -> None:
    assert told("the prompt", 1_204, way) == said
