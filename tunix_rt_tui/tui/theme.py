"""How the app looks: five themes, each with the same few parts.

`quiet` is text of the second rank, `faint` frames and rules, `cursor` the row that is at hand.
Colour is never the only sign of a state: a glyph and a word say it too.
"""

from __future__ import annotations

from textual.theme import Theme

_ANSI = "ansi_default"


def _theme(
    name: str,
    *,
    text: str,
    quiet: str,
    faint: str,
    ground: str,
    raised: str,
    cursor: str,
    lead: str,
    good: str,
    warning: str,
    bad: str,
    dark: bool = True,
    cursor_style: str = "bold",
) -> Theme:
    """Make a theme of what differs between them."""
    ansi = ground == _ANSI
    return Theme(
        name=name,
        primary=lead,
        secondary=quiet,
        accent=warning,
        foreground=text,
        background=ground,
        surface=raised,
        panel=cursor,
        success=good,
        warning=warning,
        error=bad,
        dark=dark,
        ansi=ansi,
        variables={
            "ansi-background": ground,
            "ansi-foreground": text,
            "quiet": quiet,
            "faint": faint,
            "cursor-style": cursor_style,
            "border": lead,
            "border-blurred": faint,
            "block-cursor-background": cursor,
            "block-cursor-foreground": text,
            "block-cursor-text-style": cursor_style,
            "block-cursor-blurred-background": cursor,
            "block-cursor-blurred-foreground": text,
            "block-cursor-blurred-text-style": cursor_style,
            "input-cursor-background": text,
            "input-cursor-foreground": ground,
            "input-cursor-text-style": "reverse" if ansi else "none",
            "input-selection-background": cursor,
            "input-selection-foreground": text,
            "scrollbar": faint,
            "scrollbar-hover": faint,
            "scrollbar-active": lead,
            "scrollbar-background": raised,
            "scrollbar-background-hover": raised,
            "scrollbar-background-active": raised,
            "scrollbar-corner-color": raised,
        },
    )


DARK = _theme(
    "dark",
    text="#ccd3de",
    quiet="#95a0b0",
    faint="#3b4453",
    ground="#12151a",
    raised="#181c23",
    cursor="#2a3240",
    lead="#86abd4",
    good="#93bd8d",
    warning="#d9b27c",
    bad="#e58b8b",
)

LIGHT = _theme(
    "light",
    text="#262b33",
    quiet="#56606e",
    faint="#c3c8d0",
    ground="#fbfaf8",
    raised="#f1f0ec",
    cursor="#dbe4f0",
    lead="#1f5f9e",
    good="#2d6a2f",
    warning="#7d5200",
    bad="#a52a2a",
    dark=False,
)

CONTRAST = _theme(
    "contrast",
    text="#ffffff",
    quiet="#e0e0e0",
    faint="#9a9a9a",
    ground="#000000",
    raised="#000000",
    cursor="#00308f",
    lead="#7fd4ff",
    good="#7dff7d",
    warning="#ffe04d",
    bad="#ff9c9c",
)

ANSI = _theme(
    "ansi",
    text=_ANSI,
    quiet=_ANSI,
    faint="ansi_bright_black",
    ground=_ANSI,
    raised=_ANSI,
    cursor=_ANSI,
    lead="ansi_cyan",
    good="ansi_green",
    warning="ansi_yellow",
    bad="ansi_red",
    cursor_style="reverse",
)
"""The sixteen colours of the terminal, on its own background."""

MONO = _theme(
    "mono",
    text=_ANSI,
    quiet=_ANSI,
    faint=_ANSI,
    ground=_ANSI,
    raised=_ANSI,
    cursor=_ANSI,
    lead=_ANSI,
    good=_ANSI,
    warning=_ANSI,
    bad=_ANSI,
    cursor_style="reverse",
)
"""No colour at all: bold, underlined and reversed are what is left."""

THEMES = (DARK, LIGHT, CONTRAST, ANSI, MONO)
