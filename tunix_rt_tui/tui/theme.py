"""How the app looks: one calm dark theme of its own, and what NO_COLOR leaves of it."""

from __future__ import annotations

from textual.theme import Theme

NIGHT = Theme(
    name="tunix-night",
    primary="#82a7d0",
    secondary="#7f8fa6",
    accent="#d9b27c",
    foreground="#ccd3de",
    background="#12151a",
    surface="#161a20",
    panel="#252c37",
    success="#93bd8d",
    warning="#d9b27c",
    error="#e08585",
    dark=True,
    variables={
        "border": "#82a7d0",
        "border-blurred": "#333c4a",
        "input-cursor-background": "#ccd3de",
        "input-cursor-foreground": "#12151a",
        "input-selection-background": "#82a7d0 35%",
        "scrollbar": "#333c4a",
        "scrollbar-hover": "#465266",
        "scrollbar-active": "#82a7d0",
        "scrollbar-background": "#161a20",
        "scrollbar-background-hover": "#161a20",
        "scrollbar-background-active": "#161a20",
        "scrollbar-corner-color": "#161a20",
    },
)
"""Low contrast for what frames, high for what is read; colour is never the only sign of a state."""

MONO = Theme(
    name="tunix-mono",
    primary="#ffffff",
    secondary="#b0b0b0",
    accent="#ffffff",
    foreground="#d8d8d8",
    background="#000000",
    surface="#000000",
    panel="#303030",
    success="#ffffff",
    warning="#ffffff",
    error="#ffffff",
    dark=True,
    variables={
        "border": "#ffffff",
        "border-blurred": "#606060",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffffff",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
    },
)
"""For NO_COLOR: greys far enough apart that nothing is drawn in its own background."""
