"""Untrusted text: what of it is safe to draw, what of a trace is searched, how it is previewed.

Everything here makes a copy for a screen or an index; what is stored, exported and copied is the
original.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the model loads pydantic, and a front end draws text before it needs that
    from tunix_rt_tui.trace.model import ReasoningTrace

PREVIEW_CHARS = 200
"""Code points of a prompt that a listing shows at most."""

TAB_STOP = 4

_UNSAFE_SET = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u200b-\u200d\u2060-\u2065\ufeff\u00ad\u034f\u180b-\u180f"  # of no width
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # fillers, drawn as nothing
    "\u2028\u2029"  # separators of lines and paragraphs
    "\u206a-\u206f\ufff0-\ufffb"  # deprecated format controls, interlinear annotation
    "\ufe00-\ufe0d"  # variation selectors that no emoji has
    "\ud800-\udfff"  # lone surrogates
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # of scripts and music
    "\U000e0000-\U000e0fff"  # tags and other invisible code points of plane 14
)
"""Whatever is of the category Cf or ignorable by default, and more, as a set for a pattern.

Not in it are the marks of Cf that are drawn around the digits that follow (U+0600 and its like),
and the two selectors between the looks of an emoji, which depend on what they follow.
"""

_SELECTORS = "\ufe0e\ufe0f"
_HAVE_TWO_LOOKS = (
    "#*0-9\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23fa\u24c2"
    "\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
"""What one selector may follow, in blocks rather than one by one: emoji and what can be one."""

_CANDIDATES = _UNSAFE_SET + _SELECTORS
_CANDIDATES_AND_BREAK = _CANDIDATES + "\n"
_SUSPECT = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u034e\u0370-\u05ff\u3165-\ud7ff]")
"""Finds quickly that a text has nothing to look at more closely: most have letters like these."""

_MAYBE_RIGHT_TO_LEFT = (
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
)
"""The ranges that Unicode keeps for scripts written from the right; most text has none of them."""

_CONTROL_PICTURES = 0x2400
_DELETE, _PICTURE_OF_DELETE = 0x7F, "\u2421"


class SearchText(NamedTuple):
    """The text of a trace by which it is found; the contents of the steps on lines of their own."""

    prompt: str
    steps: str
    answer: str


@cache
def _any_of(characters: str) -> re.Pattern[str]:
    """Make the pattern for one of these when it is needed first: making all takes 10 ms."""
    return re.compile(f"[{characters}]")


def has_unsafe(text: str) -> bool:
    """Tell whether drawing the text as it is could hide, move or reorder anything, or do harm.

    Tabs and line feeds do not count.
    """
    return _SUSPECT.search(text) is not None and any(
        map(_is_unsafe, _any_of(_CANDIDATES).finditer(text))
    )


def replace_unsafe(text: str, replace: Callable[[str], str]) -> str:
    """Put something else in the place of each character for which `has_unsafe` looks."""
    return _any_of(_CANDIDATES).sub(partial(_replace, replace), text)


def is_right_to_left(text: str) -> bool:
    """Tell whether any letter of a text is written from the right (bidi classes R and AL).

    Such text is drawn in logical order, letter after letter, as terminals disagree on the rest.
    """
    return any(
        unicodedata.bidirectional(found[0]) in {"R", "AL"}
        for found in _any_of(_MAYBE_RIGHT_TO_LEFT).finditer(text)
    )


def drawable(text: str, *, keep_newlines: bool = True) -> str:
    """Make untrusted text safe to draw; every character that is replaced becomes visible.

    C0 controls and DEL become control pictures (␛), what is invisible or reorders becomes its
    number (`‹U+202E›`), tabs become spaces up to the next stop of `TAB_STOP` columns. Line feeds
    are kept, or become pictures too. Text that is safe comes back as it is, and so does text that
    was made safe before.
    """
    if not _SUSPECT.search(text) and (keep_newlines or "\n" not in text):
        return text
    replaced = _CANDIDATES if keep_newlines else _CANDIDATES_AND_BREAK
    return _any_of(replaced).sub(partial(_replace, _make_visible), text).expandtabs(TAB_STOP)


def visible(text: str) -> str:
    """Make untrusted text safe as `drawable` does, but leave its tabs; for files to be read."""
    return replace_unsafe(text, _make_visible) if _SUSPECT.search(text) else text


def escaped_in_json(character: str) -> str:
    """Write a character for which `has_unsafe` looks as an escape of JSON, which stays equal."""
    return "\\u007f" if character == chr(_DELETE) else json.dumps(character)[1:-1]


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


def _is_unsafe(found: re.Match[str]) -> bool:
    """Tell whether a candidate is unsafe where it stands; a selector is not behind an emoji."""
    start = found.start()
    return (
        found[0] not in _SELECTORS
        or start == 0
        or _any_of(_HAVE_TWO_LOOKS).match(found.string, start - 1) is None
    )


def _replace(replace: Callable[[str], str], found: re.Match[str]) -> str:
    return replace(found[0]) if _is_unsafe(found) else found[0]


def _make_visible(character: str) -> str:
    number = ord(character)
    if number < ord(" "):
        return chr(_CONTROL_PICTURES + number)
    if number == _DELETE:
        return _PICTURE_OF_DELETE
    return f"‹U+{number:04X}›"
