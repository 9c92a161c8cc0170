"""What a record has under its keys, whatever stands there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tunix_rt_tui.formats.contract import DraftStep, Item

_METADATA = "metadata"

_NOTHING: Mapping[str, Any] = {}


def record_of(item: Item) -> Mapping[str, Any]:
    """Give the fields of a record that is an object or a row; of any other, none."""
    return item.value if isinstance(item.value, dict) else _NOTHING


def has(item: Item, *keys: str) -> bool:
    """Tell whether a record has all of these keys, be their values null."""
    return record_of(item).keys() >= set(keys)


def objects(value: Any) -> list[dict[str, Any]]:
    """Give the objects of a list; of anything else, none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def at(value: Any, path: str) -> Any:
    """Follow a dot path such as `choices.0.message`; None where it leads nowhere.

    A key that has dots in it itself is found too, by its whole name.
    """
    for index, part in enumerate(parts := path.split(".")):
        if isinstance(value, dict):
            rest = ".".join(parts[index:])
            if rest in value:
                return value[rest]
            value = value.get(part)
        elif isinstance(value, list) and part.isascii() and part.isdigit():
            value = value[int(part)] if len(part) < 8 and int(part) < len(value) else None
        else:
            return None
    return value


def text_of(value: Any) -> str:
    """Give a value as text: text as it is, nothing for null, any other as JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, default=str)


def others(record: Mapping[str, Any], *read: str) -> dict[str, Any]:
    """Give what a record says in its other fields: these go into the meta of its trace."""
    return {str(key): value for key, value in record.items() if key not in read}


def without(record: Mapping[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    """Give what a record says but for what these dot paths lead to."""
    left = dict(record)
    for path in paths:
        name, _, rest = path.partition(".")
        inner = left.get(name)
        if path in left or not rest:
            left.pop(path, None)
        elif isinstance(inner, dict):
            left[name] = without(inner, [rest])
            if not left[name]:
                del left[name]
        else:
            left.pop(name, None)
    return left


def all_others(record: Mapping[str, Any], *read: str) -> dict[str, Any]:
    """Give what a record says in its other fields, and in its `metadata`, on one level.

    What the metadata says under a name that the record itself has stays in it.
    """
    meta = others(record, *read, _METADATA)
    told = record.get(_METADATA)
    if not isinstance(told, dict):
        return meta if told is None else {**meta, _METADATA: told}
    apart = {key: value for key, value in told.items() if meta.get(key, value) != value}
    return {**told, **meta, **({_METADATA: apart} if apart else {})}


def beside(said: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """Put what was found in the texts of a record beside what it says itself, of which nothing is
    replaced."""
    named = {
        name if said.get(name) in (None, "", value) else f"found_{name}": value
        for name, value in found.items()
    }
    return {**said, **named}


def explicit_steps(values: list[Any], type: str = "step") -> tuple[DraftStep, ...]:  # noqa: A002 - the field's own name
    """Make a step of each value of a list that has the steps already."""
    return tuple(DraftStep(type, text_of(value)) for value in values)
