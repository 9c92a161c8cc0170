"""Untrusted text: what of it is safe to draw, what of a trace is searched, how it is previewed.

Everything here makes a copy for a screen or an index; what is stored, exported and copied is the
original.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the model loads pydantic, and a front end draws text before it needs that
    from tunix_rt_tui.trace.model import ReasoningTrace

PREVIEW_CHARS = 200
"""Code points of a prompt that a listing shows at most."""

TAB_STOP = 4

_UNSAFE_SET = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u200b-\u200d\u2060-\u2065\ufeff\u00ad\u034f\u180e"  # of no width
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # fillers, drawn as nothing
    "\u2028\u2029"  # separators of lines and paragraphs
    "\u206a-\u206f\ufff9-\ufffb"  # deprecated format controls, interlinear annotation
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e0fff"  # tags and other invisible code points of plane 14
)
_UNSAFE = re.compile(f"[{_UNSAFE_SET}]")
_UNSAFE_OR_TAB = re.compile(f"[{_UNSAFE_SET}\t]")
_UNSAFE_OR_BREAK = re.compile(f"[{_UNSAFE_SET}\n]")
_UNSAFE_TAB_OR_BREAK = re.compile(f"[{_UNSAFE_SET}\t\n]")
_CONTROL_PICTURES = 0x2400
_DELETE, _PICTURE_OF_DELETE = 0x7F, "\u2421"


class SearchText(NamedTuple):
    """The text of a trace by which it is found; the contents of the steps on lines of their own."""

    prompt: str
    steps: str
    answer: str


def has_unsafe(text: str) -> bool:
    """Tell whether drawing the text as it is could hide, move or reorder anything, or do harm.

    Tabs and line feeds do not count.
    """
    return _UNSAFE.search(text) is not None


def drawable(text: str, *, keep_newlines: bool = True) -> str:
    """Make untrusted text safe to draw; every character that is replaced becomes visible.

    C0 controls and DEL become control pictures (␛), what is invisible or reorders becomes its
    number (`‹U+202E›`), tabs become spaces up to the next stop of `TAB_STOP` columns. Line feeds
    are kept, or become pictures too. Text that is safe comes back as it is, and so does text that
    was made safe before.
    """
    if not (_UNSAFE_OR_TAB if keep_newlines else _UNSAFE_TAB_OR_BREAK).search(text):
        return text
    replaced = _UNSAFE if keep_newlines else _UNSAFE_OR_BREAK
    return replaced.sub(_make_visible, text).expandtabs(TAB_STOP)


def flat(text: str) -> str:
    """Make text safe to draw on one line, nothing cut: breaks become visible, tabs a space."""
    return drawable(text.replace("\t", " "), keep_newlines=False)


def one_line(text: str, limit: int) -> str:
    """Fold text to one line that is safe to draw, of `limit` characters at most.

    Runs of white space become one space. What was cut off is marked by a last `…`.
    """
    head = text[: 4 * limit]
    line = drawable(" ".join(head.split()), keep_newlines=False)
    if len(line) <= limit and len(head) == len(text):
        return line
    return line[: limit - 1] + "…"


def preview(prompt: str) -> str:
    """Take the start of a prompt for a listing: one line, not yet safe to draw.

    Up to `PREVIEW_CHARS` code points after leading white space, with runs of white space folded.
    """
    return " ".join(prompt.lstrip()[:PREVIEW_CHARS].split())


def searchable(trace: ReasoningTrace) -> SearchText:
    """Give what full-text search knows of a trace; every index is fed by this."""
    steps = "\n".join([step.content for step in trace.steps])
    return SearchText(prompt=trace.prompt, steps=steps, answer=trace.final_answer)


def _make_visible(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number < ord(" "):
        return chr(_CONTROL_PICTURES + number)
    if number == _DELETE:
        return _PICTURE_OF_DELETE
    return f"‹U+{number:04X}›"
