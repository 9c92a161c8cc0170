"""More steps than a trace may have, put together until they are few enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from tunix_rt_tui.trace.limits import MAX_STEP_CHARS, MAX_STEPS

_FIRST_TARGET = 64
_BETWEEN = "\n\n"
"""What is put between two steps that did not stand in one text."""


class FittedStep(NamedTuple):
    """A step no longer than it may be.

    `source` is the index of the step that it is of, or, put together, that the first of it is of;
    None for what a prompt or an answer has too much. `parts` counts the steps into which that one
    was cut, `merged` those of which it consists.
    """

    type: str
    content: str
    before: str | None
    source: int | None = None
    parts: int = 1
    merged: int = 1


def merged(steps: Sequence[FittedStep], answer_at: Any) -> list[FittedStep]:
    """Put neighbours of one type together, as few as will do, and none over the limit.

    Steps before and behind the answer of a text stay apart, and so do the parts of one step.
    Gives more than may be if that cannot be helped.
    """
    target = _FIRST_TARGET
    while True:
        found = [
            _together(group) for group in _groups(steps, min(target, MAX_STEP_CHARS), answer_at)
        ]
        if len(found) <= MAX_STEPS or target >= MAX_STEP_CHARS:
            return found
        target *= 2


def _groups(steps: Iterable[FittedStep], target: int, answer_at: Any) -> Iterator[list[FittedStep]]:
    group: list[FittedStep] = []
    length = 0
    for step in steps:
        longer = length + len(_separator(step)) + len(step.content)
        if group and (
            longer > target
            or step.type != group[0].type
            or step.parts > 1
            or group[0].parts > 1
            or (step.source is not None and step.source == answer_at)
        ):
            yield group
            group, longer = [], len(step.content)
        group.append(step)
        length = longer
    if group:
        yield group


def _together(group: list[FittedStep]) -> FittedStep:
    first, *others = group
    if not others:
        return first
    content = first.content + "".join(_separator(step) + step.content for step in others)
    return FittedStep(first.type, content, first.before, first.source, merged=len(group))


def _separator(step: FittedStep) -> str:
    return _BETWEEN if step.before is None else step.before
