"""The parts of a laid out document: its members, and each of its steps.

A string of JSON holds no line feed, so in laid out text the indentation of a line alone tells how
deep it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from tunix_rt_tui.tui.json_layout import lay_out

_MEMBER = re.compile(r'  ("[^"\\]*(?:\\.[^"\\]*)*"): ')
_STEP = "    {"
_INDENT = "  "


class Section(NamedTuple):
    """Lines of a document, from one to before another; `part` is the member that they spell.

    Where they spell a step, `step` is its number from 0. The braces around the whole are parts
    without a name.
    """

    start: int
    end: int
    part: str
    step: int | None


def laid_out_lines(text: str) -> list[str]:
    """Lay a document out; text that is no JSON keeps its lines."""
    return (lay_out(text) or text).split("\n")


def sections(lines: list[str]) -> Iterator[Section]:
    """Tell which lines belong together, from the first line to the last."""
    here = Section(0, 0, "", None)
    steps = 0
    for number, line in enumerate(lines):
        begins = here
        if found := _MEMBER.match(line):
            begins = Section(number, 0, json.loads(found[1]), None)
        elif here.part == "steps" and line.startswith(_STEP):
            begins = Section(number, 0, "steps", steps)
            steps += 1
        elif here.step is not None and line.startswith("  ]"):
            begins = Section(number, 0, "steps", None)
        elif line == "}":
            begins = Section(number, 0, "", None)
        if begins is not here:
            if number > here.start:
                yield here._replace(end=number)
            here = begins
    yield here._replace(end=len(lines))


def member(lines: list[str], name: str) -> list[str] | None:
    """Give the lines of a member's value, as if it were a document; None where there is none."""
    for section in sections(lines):
        if section.part == name and (key := _MEMBER.match(lines[section.start])):
            first, *rest = lines[section.start : section.end]
            value = [first[key.end() :], *(line[len(_INDENT) :] for line in rest)]
            value[-1] = value[-1].removesuffix(",")
            return value
    return None
