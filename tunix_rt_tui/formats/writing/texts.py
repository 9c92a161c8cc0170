"""The texts of a trace as they were before it was made: cut ones in one piece again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tunix_rt_tui.formats.limits import ANSWER_OVERFLOW, BLANK_LINE, PROMPT_OVERFLOW
from tunix_rt_tui.formats.writing.contract import Outgoing
from tunix_rt_tui.trace.shortcomings import ANSWER_STEP, NO_ANSWER

_NO_ANSWER_FLAG, _NO_REASONING_FLAG = "0", "R"

_TAG_STARTS = ("<", "[", "◁")
"""How the tags begin that models put around reasoning and answers."""


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
        """Put steps together as they were cut apart; tags that stood between them are left out."""
        pieces: list[str] = []
        for before, step in zip((None, *steps), steps, strict=False):
            if before is not None:
                pieces.append(self._between(before, step))
            pieces.append(step.content)
        return "".join(pieces)

    def _between(self, before: PlacedStep, step: PlacedStep) -> str:
        if before.index + 1 != step.index or before.type != step.type:
            return BLANK_LINE
        between = _before(step.index, self.joins)
        return BLANK_LINE if any(start in between for start in _TAG_STARTS) else between


def texts_of(outgoing: Outgoing) -> Texts:
    """Give the texts of a trace."""
    trace, notes = outgoing.trace, outgoing.notes
    joins = _joins(notes.get("joins"))
    flags = str(notes.get("flags", ""))
    prompt, answer = trace.prompt, trace.final_answer
    if _NO_ANSWER_FLAG in flags and answer == NO_ANSWER:
        answer = ""
    steps: list[PlacedStep] = []
    for index, step in enumerate(trace.steps):
        if step.type == PROMPT_OVERFLOW:
            prompt += _before(index, joins) + step.content
        elif step.type == ANSWER_OVERFLOW:
            answer += _before(index, joins) + step.content
        elif step.type != ANSWER_STEP or (
            step.content != trace.final_answer and _NO_REASONING_FLAG not in flags
        ):
            steps.append(PlacedStep(index, step.type, step.content))
    return Texts(prompt, tuple(steps), answer, joins)


def _before(index: int, joins: Mapping[str, str]) -> str:
    return joins.get(str(index), BLANK_LINE if index else "")


def _joins(noted: object) -> Mapping[str, str]:
    """Read what is between steps, by the index of the later one as JSON has it."""
    if not isinstance(noted, Mapping):
        return {}
    return {str(index): between for index, between in noted.items() if isinstance(between, str)}
