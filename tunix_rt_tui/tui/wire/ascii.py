"""What stands for a letter where the terminal can show ASCII only."""

from __future__ import annotations

_SIGNS = {
    "─━╌┄╴╶—–‒―━▔▁": "-",
    "│┃╎┆▏▕▎▊▌▐": "|",
    "┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛": "+",
    "▸▶›»→❯": ">",
    "◂◀‹«←": "<",
    "●•◆■█▇▆▅▄▃▂▀▓▒": "#",
    "○◦◇□░": "o",
    "✓": "v",
    "✗×": "x",
    "…⋯": "~",
    "·": ".",
    "↑▲": "^",
    "↓▼": "v",
    "−": "-",
    "‘’‚": "'",
    "“”„": '"',
    "⇄": "=",
    "⊞": "+",
    "★": "*",
    "≈": "~",
    "°": "o",
    "÷": "/",
}
_TABLE = {sign: letter for signs, letter in _SIGNS.items() for sign in signs}


def in_ascii(cell: str) -> str:
    """Give one letter of ASCII for what a cell holds: a likeness, or `?`."""
    if cell.isascii():
        return cell
    return _TABLE.get(cell[0], cell[0] if cell[0].isascii() else "?")
