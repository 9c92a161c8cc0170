"""A conversation to a trace: what was asked first, what was answered last, all else as steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tunix_rt_tui.formats.chat.turns import Part, Turn, turns_of
from tunix_rt_tui.formats.contract import Draft, DraftStep, Found, ReadingOptions, Refusal
from tunix_rt_tui.formats.cutting import cut
from tunix_rt_tui.formats.tags import Output, read_output, read_visible


def read_conversation(messages: list[Any], options: ReadingOptions) -> Iterator[Found]:
    """Make a trace of a conversation, or one of each turn of the assistant.

    The first message of a user is the prompt, the last text of the assistant the answer, taken
    apart by its tags; everything between is steps in its order. Where it only calls tools and ends
    with that, the last calls are the answer. What the system was told is in `meta.system`, and is
    the prompt only where no user says anything. The prompt is empty where nobody asks.
    """
    turns = turns_of(messages)
    answers = _answers(turns)
    if not any(turn.role == "assistant" for turn in turns):
        yield Refusal(
            "no assistant message", "Nobody answers in this conversation: there is no trace in it."
        )
    elif options.split_turns and len(answers) > 1:
        for n, at in enumerate(answers):
            start = answers[n - 1] + 1 if n else 0
            yield _read(turns, start, at + 1, at)
    else:
        yield _read(turns, 0, len(turns), answers[-1] if answers else None)


def _answers(turns: Sequence[Turn]) -> list[int]:
    """Find where the assistant says something after a user has asked, if one ever does."""
    asked = next((i for i, turn in enumerate(turns) if turn.role == "user"), -1)
    return [
        i
        for i, turn in enumerate(turns)
        if i > asked and turn.role == "assistant" and turn.text.strip()
    ]


def _read(turns: Sequence[Turn], start: int, end: int, answer_at: int | None) -> Draft:
    """Read the turns from `start` to `end`, with the answer in one of them."""
    system = "\n\n".join(turn.text for turn in turns if turn.role == "system")
    asked = next((i for i in range(start, end) if turns[i].role == "user"), None)
    prompt = system if asked is None else turns[asked].text
    meta: dict[str, Any] = {"system": system} if system and asked is not None else {}
    steps: list[DraftStep] = []
    output: Output | None = None
    for i in range(start, end):
        turn = turns[i]
        if i == answer_at:
            thought = [part for part in turn.parts if part.type == "reasoning"]
            output = (read_visible if thought else read_output)(turn.text)
            steps += (step for part in thought for step in cut(part.content))
            steps += output.steps
            steps += (_whole(part) for part in turn.parts if _is_of_tools(part))
        elif i == asked:
            steps += (_whole(part) for part in turn.parts if part.type != "text")
        elif turn.role != "system":
            steps += _steps_of(turn)
    if output is None:
        calls = _last_calls(turns[start:end])
        left = steps[: len(steps) - len(calls)]
        return Draft(prompt, tuple(left), "\n".join(call.content for call in calls), meta)
    in_one_text = len(steps) == len(output.steps)
    return Draft(
        prompt,
        tuple(steps),
        output.answer,
        {**meta, **output.meta},
        output.notes if in_one_text else {},
    )


def _steps_of(turn: Turn) -> Iterator[DraftStep]:
    """Give what a turn holds that is neither the prompt nor the answer."""
    for part in turn.parts:
        if part.type == "reasoning":
            yield from cut(part.content)
        elif part.type == "text" and turn.role == "assistant":
            output = read_visible(part.content)
            yield from output.steps
            if output.answer:
                yield DraftStep(turn.role, output.answer)
        elif part.type == "text":
            yield DraftStep(turn.role, part.content)
        else:
            yield _whole(part)


def _last_calls(turns: Sequence[Turn]) -> list[Part]:
    """Give the calls that a conversation ends in: where nothing was said, they are the answer."""
    if not turns or turns[-1].role != "assistant":
        return []
    parts = turns[-1].parts
    calls = [part for part in parts if part.type == "tool_call"]
    return calls if parts[len(parts) - len(calls) :] == tuple(calls) else []


def _is_of_tools(part: Part) -> bool:
    return part.type in ("tool_call", "tool_result")


def _whole(part: Part) -> DraftStep:
    return DraftStep(part.type, part.content)
