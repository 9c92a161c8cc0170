"""The template of a chat around a prompt, which says nothing about what was asked."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_GEMMA = re.compile(
    r"(?P<before>\s*(?:<bos>)?<start_of_turn>user\n)"
    r"(?P<prompt>.*?)"
    r"(?P<after><end_of_turn>\s*<start_of_turn>model\s*)",
    re.DOTALL,
)


class Bare(NamedTuple):
    """A prompt without its template; the notes have what stood around it, as `template`."""

    prompt: str
    notes: dict[str, Any]


def bare(text: str) -> Bare:
    """Take a prompt of one turn out of the template that Tunix puts around it for Gemma.

    A conversation of several turns, and any other text, is left as it is.
    """
    found = _GEMMA.fullmatch(text)
    if found is None or "<start_of_turn>" in found["prompt"]:
        return Bare(text, {})
    return Bare(found["prompt"], {"template": [found["before"], found["after"]]})
