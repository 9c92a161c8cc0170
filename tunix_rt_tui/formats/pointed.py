"""Records whose owner says where prompt, answer and reasoning are (`--map`)."""

from __future__ import annotations

from collections.abc import Iterable

from tunix_rt_tui.formats.asking import Asked
from tunix_rt_tui.formats.contract import Draft, Found, Item, ReadingOptions, Refusal
from tunix_rt_tui.formats.cutting import cut
from tunix_rt_tui.formats.fields import at, beside, explicit_steps, record_of, text_of, without
from tunix_rt_tui.formats.prompts import asked_at
from tunix_rt_tui.formats.tags import read_output
from tunix_rt_tui.formats.unknown import keys_of

POINTED = "mapped"


def has_all_pointed(item: Item, options: ReadingOptions) -> bool:
    """Tell whether a record has every key that its owner names: a prompt, and what was said."""
    fields = options.fields
    is_whole = "prompt" in fields and len(fields) > 1
    return is_whole and all(at(item.value, path) is not None for path in fields.values())


def read_pointed(item: Item, options: ReadingOptions) -> Iterable[Found]:
    """Read a record by the dot paths of its owner.

    An answer without reasoning beside it is a model's output, to be taken apart by its tags;
    reasoning that is a list has its steps already.
    """
    fields = options.fields
    value = item.value
    missing = [name for name, path in fields.items() if at(value, path) is None]
    if "prompt" in missing or missing == [name for name in fields if name != "prompt"]:
        named = ", ".join(fields[name] for name in missing)
        message = f"The record lacks what --map names: {named}. It has {keys_of(item)}."
        return [Refusal("no key that --map names", message)]
    question = asked_at(value, fields["prompt"]) if "prompt" in fields else Asked("", {})
    answer = text_of(at(value, fields["answer"])) if "answer" in fields else ""
    meta = beside(without(record_of(item), fields.values()), question.meta)
    reasoning = at(value, fields["reasoning"]) if "reasoning" in fields else None
    if reasoning is None:
        output = read_output(answer)
        meta = beside(meta, output.meta)
        return [Draft(question.prompt, output.steps, output.answer, meta, output.notes)]
    steps = (
        explicit_steps(reasoning, "reasoning")
        if isinstance(reasoning, list)
        else cut(text_of(reasoning))
    )
    return [Draft(question.prompt, tuple(steps), answer, meta)]
