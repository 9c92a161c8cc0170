"""Which keys are worth showing, as things stand."""

from __future__ import annotations

from typing import NamedTuple

from tunix_rt_tui.tui.keymap import KeyTable

_NEED_ROWS = ("open", "mark", "tag", "trash", "copy_menu", "copy", "group", "statistics", "export")
_NEED_TRACES = ("list.mark", "list.tag", "list.trash", "list.copy_menu", "list.copy")
_NEED_HITS = ("trace.next_hit", "trace.previous_hit")
_NEED_SEARCH = ("list.next_hit", "list.previous_hit")
_WHILE_FINDING = ("prompt.next_hit", "prompt.previous_hit")
_WRITE = (
    *("list.tag", "list.rename_tag", "list.trash", "list.undo", "list.import"),
    *("trace.tag", "trace.trash", "trace.undo", "editor.upload"),
)


class Listed(NamedTuple):
    """What is listed, as far as keys depend on it."""

    searched: bool = False
    """Whether it was searched for words, which have hits in the traces."""
    in_trash: bool = False
    grouped: bool = False
    """Whether rows are groups of traces."""
    can_go_back: bool = False
    """Whether something else was listed before."""
    undoable: bool = False
    """Whether something was changed that can be undone."""


class Circumstances(NamedTuple):
    """How things stand, as far as keys depend on it."""

    listed: Listed
    rows: bool
    """Whether anything is listed."""
    query: bool
    """Whether what is listed was found by a query."""
    can_go_back: bool
    """Whether escape leads anywhere."""
    opened: bool
    """Whether a trace is open."""
    hits: bool
    """Whether it has hits."""
    finds: bool
    """Whether the line below it asks for words, not for a step."""
    problems: bool
    """Whether there are problems to go to from the text of the editor."""
    read_only: bool


def idle_keys(now: Circumstances, keys: KeyTable) -> set[str]:
    """Name the keys that would do nothing, by their ids."""
    idle = {"list.example"} if now.rows or now.query else set()
    if not now.rows:
        idle.update(f"list.{name}" for name in _NEED_ROWS)
        if not now.query:
            idle.add("list.query")
    if not now.listed.searched:
        idle.update(_NEED_SEARCH)
    if not (now.rows if now.listed.in_trash else now.listed.undoable):
        idle.add("list.undo")
    if now.listed.in_trash:
        idle.update(("list.example", "list.export", "trace.export"))
    if now.listed.grouped:
        idle.update(_NEED_TRACES)
    if not now.opened:
        idle.update(key.id for key in keys.of("trace"))
    if not now.hits:
        idle.update(_NEED_HITS)
    if not now.finds:
        idle.update(_WHILE_FINDING)
    if not now.can_go_back:
        idle.add("everywhere.back")
    if now.read_only:
        idle.update(_WRITE)
    if not now.problems:
        idle.add("everywhere.next")
    return idle
