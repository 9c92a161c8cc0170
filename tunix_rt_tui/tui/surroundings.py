"""What the environment tells of the terminal that the app shall run in."""

from __future__ import annotations

from collections.abc import Mapping

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.tui.theme import ANSI, DARK, LIGHT, MONO, THEMES

_LIGHT_BACKGROUNDS = frozenset({"7", "15"})
"""The last number of COLORFGBG where a terminal tells of a light background."""


def refuse_dumb_terminal(environ: Mapping[str, str]) -> None:
    """Raise `UsageFault` for a terminal that cannot place a cursor."""
    term = environ.get("TERM", "")
    if term in {"", "dumb", "unknown"}:
        raise UsageFault(
            "Terminal too simple",
            f"TERM is {term or 'not set'}: such a terminal prints lines, but cannot draw a screen.",
            "Use a verb, such as tunix-rt list; or set TERM to what the terminal really is.",
        )


def choose_theme(wanted: str, remembered: str | None, environ: Mapping[str, str]) -> str:
    """Name the theme to begin with; `wanted` is a theme or `auto`.

    NO_COLOR goes before all else. Then what is wanted, what was chosen last, and what the terminal
    can do: the console of Linux has sixteen colours, and some tell of a light background.
    """
    if environ.get("NO_COLOR"):
        return MONO.name
    if wanted != "auto":
        return wanted
    if remembered is not None and remembered in {theme.name for theme in THEMES}:
        return remembered
    term = environ.get("TERM", "")
    many = environ.get("COLORTERM") or term.endswith(("256color", "direct"))
    if term == "linux" or not many:
        return ANSI.name
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if background in _LIGHT_BACKGROUNDS else DARK.name


def choose_ascii(wanted: str, environ: Mapping[str, str], *, coerced: bool) -> bool:
    """Tell whether to draw in ASCII; `wanted` is yes, no or auto.

    `auto` does where a locale is named and is not UTF-8. `coerced` says that Python found another
    locale than UTF-8 and put C.UTF-8 in its place (PEP 538 and 540): that is not what was named.
    """
    if wanted != "auto":
        return wanted == "yes"
    names = {name: environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")}
    if coerced and names["LC_CTYPE"] == "C.UTF-8":
        names["LC_CTYPE"] = ""
    named = next(filter(None, names.values()), "")
    return bool(named) and "utf" not in named.lower()
