"""Markdown laid out in lines: headings, lists, code and tables without their marks.

Nothing is followed: a link shows where it leads, and that is all. HTML stays as it was written.
Formulas are put aside before Markdown is read, which would take their signs for its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from rich.cells import cell_len

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.rendering.drawn import Drawn, Look, Span
from tunix_rt_tui.tui.rendering.maths import FORMULA, plain_formula
from tunix_rt_tui.tui.rendering.table_rule import table_of_full_rows

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

MAX_NESTING = 20
"""Blocks within blocks that are read, and a list counts twice: deeper ones would be left out."""

MAX_CELL = 60
"""Cells of a column of a table; what is longer pushes the rest of its row."""

_OPEN, _CLOSE = "\ue000", "\ue001"
_PUT_ASIDE = re.compile(f"(?:{_OPEN}|{quote(_OPEN)})([0-9]{{1,9}})(?:{_CLOSE}|{quote(_CLOSE)})")
"""A formula that was put aside, in the target of a link also in the spelling of such."""

_BULLET, _QUOTE, _RULE, _INDENT = "• ", "│ ", "─" * 8, "  "
_LOOKS: dict[str, Look] = {"strong": "strong", "em": "emphasis", "s": "struck", "link": "link"}


class Run(NamedTuple):
    """Text without a line end, safe to draw, and how it looks."""

    text: str
    look: Look | None = None


Line = tuple[Run, ...]


def lay_out_markdown(text: str) -> Drawn:
    """Lay out a text that is, or may be, Markdown; one that is nested too deep stays as it is."""
    from markdown_it.tree import SyntaxTreeNode

    page = _Page(text)
    tokens = _parser().parse(page.text)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        return Drawn(drawable(text))
    return _joined(list(page.blocks(SyntaxTreeNode(tokens).children)))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    parser.block.ruler.at("table", table_of_full_rows, {"alt": ["paragraph", "reference"]})
    # A definition, as `[Answer]: 42` may be read, would not be shown.
    return parser.enable(["table", "strikethrough"]).disable("reference")


class _Page:
    """A text whose formulas are put aside, and the lines that its blocks are laid out in."""

    def __init__(self, text: str) -> None:
        self._formulas: list[str] = []
        self.text = text if _OPEN in text else FORMULA.sub(self._put_aside, text)

    def _put_aside(self, found: re.Match[str]) -> str:
        self._formulas.append(found[0])
        return f"{_OPEN}{len(self._formulas) - 1}{_CLOSE}"

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Line]:
        """Lay out blocks, with an empty line between those that are not packed tightly."""
        for number, node in enumerate(nodes):
            tight = node.type == "paragraph" and node.hidden
            if number and not tight and not (node.is_nested and _is_list_in_item(node)):
                yield ()
            yield from self._block(node)

    def _block(self, node: SyntaxTreeNode) -> Iterator[Line]:
        match node.type:
            case "heading":
                yield from self._inline(node, "title")
            case "bullet_list" | "ordered_list":
                yield from self._list(node)
            case "blockquote":
                yield from _indented(self.blocks(node.children), _QUOTE, _QUOTE)
            case "fence" | "code_block":
                for line in self._as_written(node.content).rstrip("\n").split("\n"):
                    yield (Run(_INDENT), Run(_safe(line), "code"))
            case "table":
                yield from self._table(node)
            case "hr":
                yield (Run(_RULE),)
            case _:
                yield from self._inline(node)

    def _list(self, node: SyntaxTreeNode) -> Iterator[Line]:
        first = int(node.attrs.get("start", 1))
        for number, item in enumerate(node.children):
            sign = f"{first + number}. " if node.type == "ordered_list" else _BULLET
            if number and not _is_tight(item):
                yield ()
            yield from _indented(self.blocks(item.children), sign, " " * len(sign))

    def _table(self, node: SyntaxTreeNode) -> Iterator[Line]:
        rows = [
            [_on_one_line(self._inline(cell)) for cell in row.children]
            for part in node.children
            for row in part.children
        ]
        columns = range(max(map(len, rows)))
        widths = [
            min(MAX_CELL, max(_cells(row[column]) for row in rows if column < len(row)))
            for column in columns
        ]
        for number, row in enumerate(rows):
            yield tuple(_row(row, widths, "strong" if number == 0 else None))
            if number == 0:
                yield (Run("─┼─".join("─" * width for width in widths)),)

    def _inline(self, node: SyntaxTreeNode, look: Look | None = None) -> Iterator[Line]:
        """Lay out text that may go over several lines; they stay the lines that they were."""
        line: list[Run] = []
        for run in self._runs(node, look):
            if run is None:
                yield tuple(line)
                line = []
            else:
                line.append(run)
        yield tuple(line)

    def _runs(self, node: SyntaxTreeNode, look: Look | None) -> Iterator[Run | None]:
        """Give what is written in a block, None for each line end."""
        match node.type:
            case "text":
                yield from self._text(node.content, look)
            case "softbreak" | "hardbreak":
                yield None
            case "code_inline":
                yield Run(_safe(self._as_written(node.content)), "code")
            case "image":
                shown = f"[image: {node.content}] ‹{node.attrs.get('src', '')}›"
                yield Run(_safe(self._as_written(shown)), "link")
            case _:
                inner = _LOOKS.get(node.type, look)
                runs = [run for child in node.children for run in self._runs(child, inner)]
                yield from runs
                if node.type == "link":
                    target = str(node.attrs.get("href", ""))
                    if target != "".join(run.text for run in runs if run):
                        yield Run(_safe(f" ‹{self._as_written(target)}›"), "link")

    def _text(self, text: str, look: Look | None) -> Iterator[Run | None]:
        end = 0
        for found in _PUT_ASIDE.finditer(text):
            yield Run(_safe(text[end : found.start()]), look)
            end = found.end()
            formula = self._formulas[int(found[1])] if self._knows(found) else found[0]
            for number, line in enumerate(plain_formula(formula).split("\n")):
                if number:
                    yield None
                yield Run(_safe(line), "formula")
        yield Run(_safe(text[end:]), look)

    def _as_written(self, text: str) -> str:
        """Put formulas back where they are none: in code, and in the target of a link."""
        return _PUT_ASIDE.sub(
            lambda found: self._formulas[int(found[1])] if self._knows(found) else found[0], text
        )

    def _knows(self, found: re.Match[str]) -> bool:
        return int(found[1]) < len(self._formulas)


def _is_list_in_item(node: SyntaxTreeNode) -> bool:
    parent = node.parent
    return parent is not None and parent.type == "list_item" and node.type.endswith("_list")


def _is_tight(item: SyntaxTreeNode) -> bool:
    return all(child.hidden for child in item.children if child.type == "paragraph")


def _row(cells: Sequence[Line], widths: Sequence[int], look: Look | None) -> Iterator[Run]:
    for number, cell in enumerate(cells):
        if number:
            yield Run(" │ ")
        yield from (Run(run.text, run.look or look) for run in cell)
        if number < len(cells) - 1:
            yield Run(" " * (widths[number] - _cells(cell)))


def _cells(line: Line) -> int:
    return sum(cell_len(run.text) for run in line)


def _on_one_line(lines: Iterator[Line]) -> Line:
    first, *rest = lines
    return (*first, *(run for line in rest for run in (Run(" "), *line)))


def _indented(lines: Iterator[Line], first: str, rest: str) -> Iterator[Line]:
    yield (Run(first), *next(lines, ()))
    for line in lines:
        yield (Run(rest), *line)


def _safe(text: str) -> str:
    """Make safe what Markdown may have made: `&#x202e;` is a control by another name."""
    return drawable(text.replace("\t", " "), keep_newlines=False)


def _joined(lines: Sequence[Line]) -> Drawn:
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for number, line in enumerate(lines):
        if number:
            parts.append("\n")
            length += 1
        for text, look in line:
            if look is not None and text:
                spans.append(Span(length, length + len(text), look))
            parts.append(text)
            length += len(text)
    return Drawn("".join(parts), spans)
