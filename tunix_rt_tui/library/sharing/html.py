"""A trace as one page of HTML that needs, asks for and runs nothing else.

Whatever is from outside is escaped and stands between tags, never within one. Should that ever
fail, the policy of the page still lets nothing but its own style take effect.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files

from tunix_rt_tui.library.outgoing import outgoing_of
from tunix_rt_tui.library.sharing.sheet import REPLACED, Fact, Part, Sheet, sheet_of
from tunix_rt_tui.store.contract import StoredTrace
from tunix_rt_tui.trace.counts import TextCounts
from tunix_rt_tui.trace.words import counted


def as_html(stored: StoredTrace) -> str:
    """Write a trace as a page to read and to print; the texts within come back exactly."""
    sheet = sheet_of(outgoing_of(stored))
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    return "".join(f"{line}\n" for line in _page(sheet, style))


def policy_for(style: str) -> str:
    """Name the one style sheet by its hash, and forbid all else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _page(sheet: Sheet, style: str) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy_for(style)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(sheet.title)}</title>"
    yield f"<style>{style}</style>\n</head>\n<body>"
    yield from _head(sheet)
    yield from _outline(sheet.parts)
    yield "<main>"
    for part in sheet.parts:
        yield from _section(part)
    yield "</main>\n</body>\n</html>"


def _outline(parts: Sequence[Part]) -> Iterator[str]:
    yield '<nav aria-label="Outline">\n<ol>'
    for part in parts:
        title = part.title.partition(" of ")[0] if part.kind == "step" else part.title
        kind = f" <span>{_text(part.type)}</span>" if part.type else ""
        yield f'<li><a href="#{part.anchor}">{escape(title)}{kind}</a></li>'
    yield "</ol>\n</nav>"


def _head(sheet: Sheet) -> Iterator[str]:
    yield f"<header>\n<h1>{escape(sheet.title)}</h1>"
    if sheet.lacks:
        badges = "".join(f"<li>{escape(name)}</li>" for name in sheet.lacks)
        yield f'<ul class="lacks" aria-label="What it lacks">{badges}</ul>'
    yield "<dl>"
    yield from map(_fact, sheet.facts)
    yield "</dl>"
    if sheet.replaced:
        yield f'<p class="note">{escape(REPLACED)}</p>'
    yield "</header>"


def _fact(fact: Fact) -> str:
    values = "".join(f"<dd>{_text(value)}</dd>" for value in fact.values)
    return f"<div><dt>{escape(fact.name)}</dt>{values}</div>"


def _section(part: Part) -> Iterator[str]:
    title = f"<h2>{escape(part.title)}</h2>"
    if part.type:
        title += f'<span class="type">{_text(part.type)}</span>'
    if part.length is not None:
        title += f'<span class="length">{escape(_length(part.length))}</span>'
    if part.kind == "step":
        yield f'<details open class="step" id="{part.anchor}">\n<summary>{title}</summary>'
        yield f"{_block(part)}\n</details>"
    else:
        yield f'<section class="{part.kind}" id="{part.anchor}">\n<div class="head">{title}</div>'
        yield f"{_block(part)}\n</section>"


def _block(part: Part) -> str:
    """Write the text of a part; a browser drops a line break that a `pre` begins with."""
    if part.kind == "json":
        return f"<pre>{escape(part.text)}</pre>"
    return f'<div class="text" dir="auto">{escape(part.text)}</div>'


def _text(text: str) -> str:
    """Write a short text from outside, which may run the other way than what is around it."""
    return f"<bdi>{escape(text)}</bdi>"


def _length(length: TextCounts) -> str:
    return f"{counted(length.characters, 'character')} · ≈ {counted(length.tokens, 'token')}"
