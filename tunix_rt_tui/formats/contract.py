"""What every format is given and gives: the values between a raw record and a trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Protocol

Kind = Literal["json", "row", "text"]
"""What a record was before it was decoded: a JSON value, a row of a table, a piece of text."""


class Item(NamedTuple):
    """One decoded record of a file.

    `value` is plain JSON for `json`, an object of column name to cell for `row` (text as it stands
    in a CSV, typed values from Parquet), and the text itself for `text`. `number` counts the
    records of the file from 1. `head` is what encloses the records of a file, such as an Inspect
    log without its samples, decoded; None where nothing does.
    """

    value: Any
    number: int
    kind: Kind = "json"
    head: Any = None


class DraftStep(NamedTuple):
    """A step as it was found; `before` is what separated it from what stood before it.

    That is the exact text between the two in the original; None where they did not stand in one
    text (two messages, say).
    """

    type: str
    content: str
    before: str | None = None


class Draft(NamedTuple):
    """A trace as a format found it, before any limit: texts are exact and may be of any length.

    `answer` is empty where the model did not come to one; `steps` may be empty where it did not
    reason. `meta` holds what the record itself said beside its texts (scores, gold, model, …).
    `notes` goes into the provenance, not into the trace: how texts were cut and what else an
    exporter needs to rebuild them. `number` names the record it belongs to where that is not the
    one that was being read, and `further` those after it that are elements of one array with it.
    """

    prompt: str
    steps: tuple[DraftStep, ...]
    answer: str
    meta: Mapping[str, Any] = MappingProxyType({})
    notes: Mapping[str, Any] = MappingProxyType({})
    number: int | None = None
    further: tuple[int, ...] = ()


class Refusal(NamedTuple):
    """Why no trace can be made of a record, in words for its owner, and what would help.

    `reason` is short and the same for all records with this fault, so that they can be counted by
    it, such as "no prompt"; `message` is a sentence about this record and what to do. `number` and
    `further` are those of a draft.
    """

    reason: str
    message: str
    number: int | None = None
    further: tuple[int, ...] = ()


Found = Draft | Refusal


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How foreign records are to be read.

    `fields` maps `prompt`, `answer` and `reasoning` to dot paths (`--map`), for records that have
    them all, whatever else they are, and for those of no known format. `prompt_field` is a dot
    path to the prompt of a record that has none where its format looks. `split_turns` makes a
    trace of each assistant turn of a conversation, not one of all.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    prompt_field: str | None = None
    split_turns: bool = False


class RecordMapper(Protocol):
    """Reads the records of one file that are in one format, in their order."""

    def map(self, item: Item) -> Iterable[Found]:
        """Give what the record holds: nothing where later ones complete it, several where it has
        several."""
        ...

    def finish(self) -> Iterable[Found]:
        """Give what was held back until the end of the file."""
        ...


Keys = tuple[frozenset[str], ...]
"""Sets of keys of a record, of which it has one, or more."""


def having(*keys: str) -> Keys:
    """All of these together; such sets are joined by `+`."""
    return (frozenset(keys),)


def having_one_of(*keys: str) -> Keys:
    """Any of these."""
    return tuple(frozenset((key,)) for key in keys)


@dataclass(frozen=True, slots=True)
class Format:
    """A foreign format: how to know a record of it, and how to read it.

    `id` is its public name, the same for reading and writing. `fits` never raises, whatever the
    value; it looks at keys together, since single ones collide. `open` is called once a file.
    `keys` are some of which every record of it has one set: who tries many formats looks at these
    first. Without any, the format knows its records by something else.
    """

    id: str
    title: str
    fits: Callable[[Item], bool]
    open: Callable[[ReadingOptions], RecordMapper]
    keys: Keys = ()


class _Each:
    """Reads every record by itself."""

    def __init__(
        self, read: Callable[[Item, ReadingOptions], Iterable[Found]], options: ReadingOptions
    ) -> None:
        self._read = read
        self._options = options

    def map(self, item: Item) -> Iterable[Found]:
        return self._read(item, self._options)

    def finish(self) -> Iterable[Found]:
        return ()


def each(
    read: Callable[[Item, ReadingOptions], Iterable[Found]],
) -> Callable[[ReadingOptions], RecordMapper]:
    """Make the `open` of a format whose records stand for themselves."""
    return lambda options: _Each(read, options)
