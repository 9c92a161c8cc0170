"""A conversation to a trace: what was asked first, what was answered last, all else as steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tunix_rt_tui.formats.chat.turns import Part, Turn, squeezed, turns_of
from tunix_rt_tui.formats.contract import Draft, DraftStep, Found, ReadingOptions, Refusal
from tunix_rt_tui.formats.cutting import cut
from tunix_rt_tui.formats.tags import Output, read_output, read_visible


def read_conversation(messages: list[Any], options: ReadingOptions) -> Iterator[Found]:
    """Make a trace of a conversation, or one of each exchange with a user.

    The first text of a user is the prompt, the last text of the assistant the answer, taken apart
    by its tags; everything else is steps in its order. There is no answer where the assistant
    stopped while it reasoned. Where all it does is to call tools and it ends with that, the last
    calls are the answer. What the system was told at first is in `meta.system`, and is the prompt
    only where no user says anything. The prompt is empty where nobody asks.
    """
    turns = turns_of(messages)
    if not any(turn.role == "assistant" for turn in turns):
        yield Refusal(
            "no assistant message", "Nobody answers in this conversation: there is no trace in it."
        )
        return
    first = next((i for i, turn in enumerate(turns) if turn.role != "system"), len(turns))
    system = "\n\n".join(turn.text for turn in turns[:first] if turn.text)
    turns = turns[first:]
    for exchange in _exchanges(turns) if options.split_turns else [turns]:
        yield _read(exchange, system)


def _exchanges(turns: Sequence[Turn]) -> Iterator[Sequence[Turn]]:
    """Part a conversation where a user asks again and is answered.

    A greeting belongs to the first exchange, and what nobody answers to the last.
    """
    last = max(i for i, turn in enumerate(turns) if turn.role == "assistant")
    start, asked, answered = 0, False, False
    for i, turn in enumerate(turns[:last]):
        if _asks(turn):
            if answered:
                yield turns[start:i]
                start, answered = i, False
            asked = True
        elif turn.role == "assistant":
            answered = asked
    yield turns[start:]


def _asks(turn: Turn) -> bool:
    return turn.role == "user" and bool(turn.text)


def _read(turns: Sequence[Turn], system: str) -> Draft:
    asking = next((i for i, turn in enumerate(turns) if _asks(turn)), None)
    answering = _answering(turns, asking)
    prompt = system if asking is None else turns[asking].text
    meta: dict[str, Any] = {"system": system} if system and asking is not None else {}
    steps: list[DraftStep] = []
    output: Output | None = None
    for i, turn in enumerate(turns):
        if i == answering:
            before, turn = _parted(turn)
            steps += _steps_of(before)
            thought = [part for part in turn.parts if part.type == "reasoning"]
            output = (read_visible if thought else read_output)(turn.text)
            if _is_told_again(thought, output):
                thought = []
            steps += (step for part in thought for step in _apart(cut(part.content)))
            steps += _apart(output.steps)
            steps += (_whole(part) for part in turn.parts if _is_of_tools(part))
        elif i == asking:
            steps += (_whole(part) for part in turn.parts if part.type != "text")
        else:
            steps += _steps_of(turn)
    if output is None:
        calls = _last_calls(turns)
        left = steps[: len(steps) - len(calls)]
        return Draft(prompt, tuple(left), "\n".join(call.content for call in calls), meta)
    meta = {**meta, **output.meta}
    if len(steps) == len(output.steps):
        return Draft(prompt, output.steps, output.answer, meta, output.notes)
    return Draft(prompt, tuple(steps), output.answer, meta)


def _parted(turn: Turn) -> tuple[Turn, Turn]:
    """Part the turn with the answer where it went on to think or to call a tool and spoke again.

    What it said until then is no answer, and stands among the steps in its order.
    """
    types = [part.type for part in turn.parts]
    last = max((i for i, kind in enumerate(types) if kind != "text"), default=-1)
    if "text" not in types[: last + 1] or "text" not in types[last + 1 :]:
        last = -1
    return turn._replace(parts=turn.parts[: last + 1]), turn._replace(parts=turn.parts[last + 1 :])


def _is_told_again(thought: Sequence[Part], output: Output) -> bool:
    """Tell whether the tags of an output hold what the server had taken out of it, too."""
    told = squeezed("".join(part.content for part in thought))
    reasoning = [step.content for step in output.steps if step.type == "reasoning"]
    return bool(told) and squeezed("".join(reasoning)) == told


def _answering(turns: Sequence[Turn], asking: int | None) -> int | None:
    """Find the turn with the answer: the last in which the assistant says something.

    What it said before somebody asked is no answer, and nor is what it said before it came to
    think again and was cut off; a call of a tool may follow.
    """
    for i in range(len(turns) - 1, -1 if asking is None else asking, -1):
        if turns[i].role == "assistant":
            types = {part.type for part in turns[i].parts}
            if "text" in types:
                return i
            if types == {"reasoning"}:
                return None
    return None


def _steps_of(turn: Turn) -> Iterator[DraftStep]:
    """Give what a turn holds that is neither the prompt nor the answer."""
    for part in turn.parts:
        if part.type == "reasoning":
            yield from _apart(cut(part.content))
        elif part.type == "text" and turn.role == "assistant":
            output = read_visible(part.content)
            yield from _apart(output.steps)
            if output.answer:
                yield DraftStep(turn.role, output.answer)
        elif part.type == "text":
            yield DraftStep(turn.role, part.content)
        else:
            yield _whole(part)


def _apart(steps: Sequence[DraftStep]) -> Iterator[DraftStep]:
    """Tell that the first of some steps stood in a text of its own."""
    return (step._replace(before=None) if i == 0 else step for i, step in enumerate(steps))


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
