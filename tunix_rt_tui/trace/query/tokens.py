"""Words as full-text search sees them: runs of letters and digits, small and without accents.

The rules are those of SQLite's tokenizer `unicode61` with `remove_diacritics 2`, as far as Python
knows the same letters: letters, numbers and private characters make words, accents that combine
belong to the word before them, everything else stands between words. Accents are taken away from
Latin letters alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Han, Kana."""

_IN_WORDS = frozenset({"L", "N"})

ACCENTS = "\u0300-\u0331"
"""Marks that combine with the letter before them, as a set for a pattern."""

_ACCENT = re.compile(f"[{ACCENTS}]")


def tokens(text: str) -> list[str]:
    """Give the words of a text, folded."""
    return text.translate(_IN_TOKENS).split()


def is_spaceless(text: str) -> bool:
    """Tell whether words cannot be told apart in a text, as it has letters of such a script.

    It is then found anywhere, like a pattern.
    """
    return _SPACELESS.search(text) is not None


@lru_cache(4096)
def is_letter(character: str) -> bool:
    """Tell whether a character makes words."""
    category = unicodedata.category(character)
    return category[0] in _IN_WORDS or category == "Co"


def fold(text: str) -> str:
    """Make letters small and take their accents away, one character for one."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold, text))


@lru_cache(4096)
def _fold(character: str) -> str:
    small = character.lower()
    if len(small) > 1:
        small = character
    bare = unicodedata.normalize("NFD", small)
    return bare[0] if bare[0].isascii() else small


@lru_cache(4096)
def _in_tokens(code: int) -> str | None:
    """What words have of a character: it, folded, or nothing; a space where it is between them."""
    character = chr(code)
    if _ACCENT.match(character):
        return None
    return _fold(character) if is_letter(character) else " "


class _InTokens(dict[int, str | None]):
    """What becomes of each character: those of ASCII are kept, as they are nearly all there are."""

    def __missing__(self, code: int) -> str | None:
        return _in_tokens(code)


_IN_TOKENS = _InTokens((code, _in_tokens(code)) for code in range(128))
