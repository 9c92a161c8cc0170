"""What can be looked at of an opened trace, beside its parts for reading."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from tunix_rt_tui.store.contract import CANONICAL
from tunix_rt_tui.trace.text import flat
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.blocks import Block, Document
from tunix_rt_tui.tui.json_sections import laid_out_lines, member, sections
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.rendering.modes import Mode

ViewName = Literal["reading", "json", "meta", "origin"]
"""Its parts for reading, all of its JSON, its meta alone, and where it came from."""

VIEWS: tuple[ViewName, ...] = ("reading", "json", "meta", "origin")
"""The views in the order in which one key goes through them."""

_JSON_LINES = 64
"""Lines of JSON in a block: few enough to wrap at once, many enough that blocks stay few."""

_NO_ORIGIN = "It is not known where this trace came from: it was written here, or sent here."
_IS_DOCUMENT = "The record is the document itself: the JSON view shows it."
_NOT_KEPT = "The record was not kept."


def document_for(opened: OpenedTrace, view: ViewName, mode: Mode = "written") -> Document:
    """Give what a view shows of a trace; only the parts for reading are drawn in a mode."""
    match view:
        case "reading":
            return Document(opened.reading, mode)
        case "json":
            return Document(_json_blocks(laid_out_lines(opened.text)))
        case "meta":
            return Document(_meta_blocks(laid_out_lines(opened.text)))
        case "origin":
            return Document(_origin_blocks(opened))


def _json_blocks(lines: list[str]) -> list[Block]:
    """Show a document as JSON; every value keeps the spelling that it was given."""
    return [
        Block("json", piece, section.step, section.part)
        for section in sections(lines)
        for piece in _pieces(lines[section.start : section.end])
    ]


def _meta_blocks(lines: list[str]) -> list[Block]:
    """Show the meta alone, in the spelling that it was given."""
    meta = member(lines, "meta")
    if meta is None or meta == ["null"]:
        return [Block("facts", ""), Block("facts", "This trace has no meta.", part="meta")]
    heading = Block("heading", "Meta", part="meta")
    return [heading, *(Block("json", piece, part="meta") for piece in _pieces(meta))]


def _origin_blocks(opened: OpenedTrace) -> list[Block]:
    """Show where a trace was read, and the record that it was made of, as it was."""
    source = f"source  {flat(opened.source)}"
    origin = opened.origin
    if origin is None:
        return [Block("facts", source), Block("gap", ""), Block("facts", _NO_ORIGIN)]
    facts = f"{source}\nfile    {flat(origin.file)}\nrecord  {words.number(origin.record)}"
    if origin.format is not None:
        facts += f"\nformat  {flat(origin.format)}"
    blocks = [Block("facts", facts), Block("gap", ""), *_note_blocks(origin.notes)]
    blocks.append(Block("heading", "Record as it was read"))
    if origin.raw is None:
        is_document = origin.format in (None, CANONICAL)
        return [*blocks, Block("facts", _IS_DOCUMENT if is_document else _NOT_KEPT)]
    raw = origin.raw.decode("utf-8", "backslashreplace")
    return [*blocks, *(Block("text", piece) for piece in _pieces(raw.split("\n")))]


def _note_blocks(notes: Mapping[str, Any]) -> Iterator[Block]:
    """Show what was noted when the record was read, if anything was."""
    if notes:
        yield Block("heading", "How it was read")
        lines = json.dumps(dict(notes), ensure_ascii=False, indent=2).split("\n")
        yield from (Block("json", piece) for piece in _pieces(lines))
        yield Block("gap", "")


def _pieces(lines: list[str]) -> Iterator[str]:
    for start in range(0, len(lines), _JSON_LINES):
        yield "\n".join(lines[start : start + _JSON_LINES])
