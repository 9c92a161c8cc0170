"""PRM800K: solutions that people rated step by step, choosing among what a model proposed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tunix_rt_tui.formats.contract import Draft, Format, Item, ReadingOptions, each, having
from tunix_rt_tui.formats.datasets.solutions import explicit
from tunix_rt_tui.formats.fields import objects, others, record_of, text_of

_ANSWER = "# Answer"


class _Taken(NamedTuple):
    """What went on as a step: its text and rating, and the proposals that did not."""

    text: str
    rating: Any
    alternatives: list[dict[str, Any]]
    chosen: bool


def _fits(item: Item) -> bool:
    record = record_of(item)
    label = record.get("label")
    return (
        isinstance(record.get("question"), dict)
        and isinstance(label, dict)
        and isinstance(label.get("steps"), list)
    )


def _read(item: Item, _options: ReadingOptions) -> Iterator[Draft]:
    """The answer is the one of the last step; else the one that the model had come to before."""
    record = record_of(item)
    question = record["question"]
    label = record["label"]
    taken = [step for one in objects(label["steps"]) if (step := _taken(one)).text]
    texts = [step.text for step in taken]
    answer = _answer(texts) or text_of(question.get("pre_generated_answer"))
    meta = {
        **others(record, "question", "label"),
        **others(question, "problem"),
        **others(label, "steps"),
        "ratings": [step.rating for step in taken],
        "alternatives": [step.alternatives for step in taken],
        "not_chosen": [i for i, step in enumerate(taken) if not step.chosen],
    }
    yield Draft(text_of(question.get("problem")), explicit(texts), answer, meta)


def _taken(step: dict[str, Any]) -> _Taken:
    """Find what went on: the completion chosen, else what a person wrote, else the first one.

    The last is a step that ended the labelling: nothing was chosen any more.
    """
    completions = objects(step.get("completions"))
    number = step.get("chosen_completion")
    human = step.get("human_completion")
    if type(number) is int and 0 <= number < len(completions):
        one = completions.pop(number)
        return _Taken(text_of(one.get("text")), one.get("rating"), completions, True)
    if isinstance(human, dict):
        return _Taken(text_of(human.get("text")), human.get("rating"), completions, True)
    if isinstance(human, str):
        return _Taken(human, None, completions, True)
    if not completions:
        return _Taken("", None, [], False)
    first, *rest = completions
    return _Taken(text_of(first.get("text")), first.get("rating"), rest, False)


def _answer(texts: list[str]) -> str:
    _, mark, answer = texts[-1].rpartition(_ANSWER) if texts else ("", "", "")
    return answer.strip() if mark else ""


FORMAT = Format("prm800k", "PRM800K", _fits, each(_read), keys=having("question", "label"))
