"""The texts of a trace as they were before it was made: cut ones in one piece again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tunix_rt_tui.formats.writing.contract import Outgoing

BLANK_LINE = "\n\n"
"""What is between two steps of one text, unless it is noted otherwise."""

_NO_ANSWER = "[no answer]"
_NO_ANSWER_FLAG = "0"


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A step, by its index in the trace."""

    index: int
    type: str
    content: str


class Texts(NamedTuple):
    """Prompt, steps and final answer; `answer` is empty where the model did not come to one.

    `steps` are those that hold neither the rest of a long prompt or answer, which stand with it,
    nor the answer alone, for want of any reasoning.
    """

    prompt: str
    steps: tuple[PlacedStep, ...]
    answer: str
    joins: Mapping[str, str]

    def joined(self, steps: Sequence[PlacedStep]) -> str:
        """Put steps together as they were cut apart."""
        pieces: list[str] = []
        for before, step in zip((None, *steps), steps, strict=False):
            if before is not None:
                neighbours = before.index + 1 == step.index
                pieces.append(_before(step.index, self.joins) if neighbours else BLANK_LINE)
            pieces.append(step.content)
        return "".join(pieces)


def texts_of(outgoing: Outgoing) -> Texts:
    """Give the texts of a trace."""
    trace = outgoing.trace
    joins = _joins(outgoing.notes.get("joins"))
    prompt, answer = trace.prompt, trace.final_answer
    if answer == _NO_ANSWER and _NO_ANSWER_FLAG in str(outgoing.notes.get("flags", "")):
        answer = ""
    steps: list[PlacedStep] = []
    for index, step in enumerate(trace.steps):
        if step.type == "prompt_overflow":
            prompt += _before(index, joins) + step.content
        elif step.type == "answer_overflow":
            answer += _before(index, joins) + step.content
        elif step.type != "answer" or step.content != trace.final_answer:
            steps.append(PlacedStep(index, step.type, step.content))
    return Texts(prompt, tuple(steps), answer, joins)


def _before(index: int, joins: Mapping[str, str]) -> str:
    return joins.get(str(index), BLANK_LINE)


def _joins(noted: object) -> Mapping[str, str]:
    """Read what is between steps, by the index of the later one as JSON has it."""
    if not isinstance(noted, Mapping):
        return {}
    return {str(index): between for index, between in noted.items() if isinstance(between, str)}
