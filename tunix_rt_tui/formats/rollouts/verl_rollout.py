"""Rollouts that verl dumps: what the model was given and gave, decoded, and its score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tunix_rt_tui.formats.contract import Draft, Format, Item, ReadingOptions, each, having
from tunix_rt_tui.formats.fields import beside, has, others, record_of
from tunix_rt_tui.formats.tags import read_completion

_ROLE = re.compile(r"^(?P<role>system|user|assistant|model)\n", re.MULTILINE)
_GLUED_USER = "user\n\n"
_GLUED_END = "assistant\n\n"
"""Templates of Llama put the role right behind the turn before it."""


class _Given(NamedTuple):
    """What a decoded input is made of; `opening` is what the template began the output with."""

    user: str
    system: str
    earlier: str
    opening: str


def _fits(item: Item) -> bool:
    record = record_of(item)
    return (
        isinstance(record.get("input"), str)
        and isinstance(record.get("output"), str)
        and has(item, "score")
        and "instruction" not in record
    )


def _read(item: Item, _options: ReadingOptions) -> Iterator[Draft]:
    """The prompt is what the user said last; all else of the input is kept beside it."""
    record = record_of(item)
    given = _parted(record["input"])
    found = read_completion(record["input"], given.opening + record["output"])
    meta = others(record, "input", "output")
    if given.system:
        meta["system"] = given.system
    if given.earlier:
        meta["earlier_turns"] = given.earlier
    yield Draft(given.user, found.steps, found.answer, beside(meta, found.meta), found.notes)


def _parted(text: str) -> _Given:
    """Take an input apart whose special tokens have been left out, so that only roles are left.

    It is the prompt as a whole where it does not end with the turn of the model.
    """
    roles = list(_ROLE.finditer(text))
    if text.endswith(_GLUED_END) and (len(roles) < 2 or roles[-1].end() != len(text)):
        return _parted_when_glued(text)
    of_model = [role for role in roles if role["role"] in ("assistant", "model")]
    if not of_model or roles[0].start() != 0:
        return _Given(text, "", "", "")
    last = of_model[-1]
    begin = of_model[-2].end() if len(of_model) > 1 else 0
    user = next(
        (r for r in roles if r["role"] == "user" and begin <= r.start() < last.start()), None
    )
    if user is None:
        return _Given(text, "", "", "")
    before = text[: user.start()]
    asked = text[user.end() : last.start()].removesuffix("\n")
    opening = text[last.end() :]
    if begin or roles[0]["role"] != "system":
        return _Given(asked, "", before, opening)
    return _Given(asked, before[roles[0].end() :].removesuffix("\n"), "", opening)


def _parted_when_glued(text: str) -> _Given:
    body = text.removesuffix(_GLUED_END)
    before, found, user = body.partition(_GLUED_USER)
    if not found or _GLUED_END in user:
        return _Given(text, "", "", "")
    return _Given(user, before.removeprefix("system\n\n"), "", "")


FORMAT = Format(
    "verl_rollout", "verl rollouts", _fits, each(_read), keys=having("input", "output", "score")
)
