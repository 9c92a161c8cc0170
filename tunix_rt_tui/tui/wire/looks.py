"""How a cell looks, as the terminal is told of it, and what leads from one look to the next.

The numbers are those of ECMA-48, "select graphic rendition".
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29", "53": "55"}
"""What ends an attribute; bold and dim share one."""

_SEEN_ON_BLANKS = frozenset({"4", "5", "7", "9", "53"})
_FOREGROUNDS = frozenset(map(str, (*range(30, 38), *range(90, 98))))
_BACKGROUNDS = frozenset(map(str, (*range(40, 48), *range(100, 108))))


class Look(NamedTuple):
    """Attributes and colours by their numbers; an empty colour is the terminal's own."""

    attributes: frozenset[str]
    foreground: str
    background: str

    def turned_to(self, blank: Look) -> Look:
        """Give the look in which a blank can be written with the least change."""
        if blank.attributes:
            return blank
        if self.background == blank.background and self.attributes.isdisjoint(_SEEN_ON_BLANKS):
            return self
        return Look(self.attributes - _SEEN_ON_BLANKS, self.foreground, blank.background)


PLAIN = Look(frozenset(), "", "")


@lru_cache(4096)
def look_of(parameters: str, *, few_colours: bool = False) -> Look:
    """Read the parameters of one sequence that follows a reset; `few_colours` uses 256 of them."""
    numbers = parameters.split(";")
    attributes: set[str] = set()
    foreground = background = ""
    while numbers:
        number = numbers.pop(0)
        if number in {"38", "48"}:
            count = 4 if numbers[0] == "2" else 2
            colour, numbers = numbers[:count], numbers[count:]
            shown = _one_of_256(*map(int, colour[1:])) if few_colours and count == 4 else colour
            if number == "38":
                foreground = ";".join(["38", *shown])
            else:
                background = ";".join(["48", *shown])
        elif number in _FOREGROUNDS:
            foreground = number
        elif number in _BACKGROUNDS:
            background = number
        elif number in _OFF:
            attributes.add(number)
        elif number in {"", "0"}:
            attributes.clear()
            foreground = background = ""
    return Look(frozenset(attributes), foreground, background)


@lru_cache(4096)
def on_blank(look: Look) -> Look:
    """Give what of a look can be seen where nothing is written: its background, unless lined."""
    if look.attributes & _SEEN_ON_BLANKS:
        return look
    return Look(frozenset(), "", look.background)


@lru_cache(4096)
def change_of_look(old: Look, new: Look) -> str:
    """Write the sequence that leads from one look to another; empty where they are the same."""
    if old == new:
        return ""
    if new == PLAIN:
        return "\x1b[m"
    ended = {_OFF[number] for number in old.attributes - new.attributes}
    kept = {number for number in old.attributes & new.attributes if _OFF[number] not in ended}
    parts = sorted(ended) + sorted(new.attributes - kept)
    if old.foreground != new.foreground:
        parts.append(new.foreground or "39")
    if old.background != new.background:
        parts.append(new.background or "49")
    return f"\x1b[{';'.join(parts)}m"


def _one_of_256(red: int, green: int, blue: int) -> list[str]:
    from rich.color import Color, ColorSystem

    colour = Color.from_rgb(red, green, blue).downgrade(ColorSystem.EIGHT_BIT)
    return ["5", str(colour.number)]
