"""Records read by one format, and drafts in a form that is easy to compare."""

from __future__ import annotations

from typing import Any

from tunix_rt_tui.formats.contract import (
    Draft,
    Found,
    Item,
    Kind,
    ReadingOptions,
    Refusal,
)
from tunix_rt_tui.formats.registry import format_of


def found_in(
    *records: Any,
    kind: Kind = "json",
    head: Any = None,
    options: ReadingOptions | None = None,
) -> tuple[str, list[Found]]:
    """Read the records of a file of one format; give its id and all that was found."""
    items = [Item(record, number, kind, head) for number, record in enumerate(records, 1)]
    formats = {known.id: known for item in items if (known := format_of(item)) is not None}
    assert len(formats) == 1, f"not one format: {list(formats)}"
    [(format_id, known)] = formats.items()
    mapper = known.open(options or ReadingOptions())
    found: list[Found] = []
    for item in items:
        found.extend(mapper.map(item))
    found.extend(mapper.finish())
    return format_id, found


def drafts_of(format_id: str, *records: Any, kind: Kind = "json", head: Any = None) -> list[Draft]:
    """Read records that are all in this format and all good."""
    named, found = found_in(*records, kind=kind, head=head)
    assert named == format_id
    assert not [one for one in found if isinstance(one, Refusal)]
    return [one for one in found if isinstance(one, Draft)]


def refusal_of(format_id: str, *records: Any, kind: Kind = "json", head: Any = None) -> Refusal:
    """Read records of this format from which nothing but one refusal comes."""
    named, [found] = found_in(*records, kind=kind, head=head)
    assert named == format_id
    assert isinstance(found, Refusal)
    return found


def steps_in(draft: Draft) -> list[tuple[str, str]]:
    """Give the types and contents of the steps."""
    return [(step.type, step.content) for step in draft.steps]


def reasoning_in(draft: Draft) -> list[str]:
    """Give the contents of steps that are all reasoning."""
    assert {step.type for step in draft.steps} <= {"reasoning"}
    return [step.content for step in draft.steps]


def text_rebuilt(draft: Draft) -> str:
    """Put the output of a model together again from steps, answer and notes."""
    texts = [(step.before or "") + step.content for step in draft.steps]
    at = draft.notes.get("answer_at")
    if at is not None:
        texts.insert(at, draft.notes["answer_before"] + draft.answer)
    return "".join(texts) + str(draft.notes.get("tail", ""))
