"""The fields that a query can name: one table for the parser, completion, help and README."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tunix_rt_tui.trace.query.order import META
from tunix_rt_tui.trace.query.terms import Place

Kind = Literal["place", "value", "id", "number", "size", "date", "meta", "order"]


class Field(NamedTuple):
    """A field: its name, what is typed behind it, and one sentence with an example for help."""

    name: str
    kind: Kind
    help: str
    example: str


FIELDS: tuple[Field, ...] = (
    Field("prompt", "place", "words of the prompt", "prompt:train"),
    Field("answer", "place", "words of the final answer", "answer:42"),
    Field("step", "place", "words of any step", 'step:"carry the one"'),
    Field("type", "value", "a type that any step has", "type:tool*"),
    Field("source", "value", "where it came from", "source:gsm8k.jsonl"),
    Field("version", "value", "its trace version", "version:1.0"),
    Field("tag", "value", "a tag", "tag:good"),
    Field("lacks", "value", "what it lacks: answer, end or reasoning", "lacks:answer"),
    Field("id", "id", "the start of its id", "id:3f2a"),
    Field("like", "id", "the same prompt as that trace has", "like:3f2a"),
    Field("agrees", "id", "the same final answer as that trace has", "agrees:3f2a"),
    Field("steps", "number", "number of steps", "steps>10"),
    Field("size", "size", "size in bytes, k and M for thousands and millions", "size>100k"),
    Field("chars", "number", "characters of all its texts", "chars>20000"),
    Field("tokens", "number", "tokens of all its texts, as estimated", "tokens:1000..5000"),
    Field("date", "date", "when it was added", "date:today"),
    Field(META, "meta", "a value of its meta", "meta.reward>0.5"),
    Field("sort", "order", "the order, with - the other way round", "sort:-steps"),
)

BY_NAME = {field.name: field for field in FIELDS}

PLACE_OF: dict[str, Place] = {"prompt": "prompt", "answer": "answer", "step": "steps"}
FIELD_OF_PLACE = {place: name for name, place in PLACE_OF.items()}

KNOWN_VALUES = frozenset({"type", "source", "version", "tag", "lacks"})
"""Fields whose values the store can name, to complete what is typed; keys of meta as well."""


def field_named(name: str) -> Field | None:
    """Find a field by what stands before the sign; `meta.KEY` is the field of meta."""
    if name.startswith(META) and name != META:
        return BY_NAME[META]
    return None if name == META else BY_NAME.get(name)
