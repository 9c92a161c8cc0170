"""How long a text is: in characters, in words, and in tokens as far as that can be told offline."""

from __future__ import annotations

from typing import NamedTuple

ASCII_CHARS_A_TOKEN = 4
OTHER_BYTES_A_TOKEN = 3
"""English has about four characters a token, a CJK character (three bytes) is about one.

Rules of thumb that providers of models give; each tokenizer differs from them, by a fifth or so in
prose and by more in code and formulas. Whoever shows the number says that it is an estimate.
"""


class TextCounts(NamedTuple):
    """The length of a text; `tokens` is an estimate."""

    characters: int
    words: int
    tokens: int

    def __add__(self, other: object) -> TextCounts:
        """Count two texts as one."""
        if not isinstance(other, TextCounts):
            return NotImplemented
        return TextCounts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


def counts_of(text: str) -> TextCounts:
    """Count a text; a word is what stands between white space."""
    return TextCounts(len(text), len(text.split()), estimated_tokens(text))


def estimated_tokens(text: str) -> int:
    """Estimate tokens from characters alone, in one pass of C; 0 for an empty text only."""
    if not text:
        return 0
    if text.isascii():
        tokens = len(text) / ASCII_CHARS_A_TOKEN
    else:
        in_ascii = len(text.encode("ascii", "ignore"))
        others = len(text.encode("utf-8", "surrogatepass")) - in_ascii
        tokens = in_ascii / ASCII_CHARS_A_TOKEN + others / OTHER_BYTES_A_TOKEN
    return round(tokens) or 1
