"""Finding in a text what a query looks for, to show where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tunix_rt_tui.trace.query.patterns import compiled, search_all
from tunix_rt_tui.trace.query.terms import Pattern, Place, Words
from tunix_rt_tui.trace.query.tokens import ACCENTS, fold, is_spaceless, tokens

Spans = Iterator[tuple[int, int]]
"""From and to before which characters something stands; in their order, never empty."""


_ACCENT = re.compile(f"[{ACCENTS}]")
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
"""Private characters, which make words here as they do in the index, as a set for a pattern."""

_A_LETTER = rf"(?:[^\W_]|[{_PRIVATE}])"
_LETTER = re.compile(_A_LETTER)


class Seeker:
    """Finds one of the texts that a query looks for.

    `spans` raises `TimeoutError` where a pattern takes too long over a text; what it has given
    before is right.
    """

    def __init__(self, sought: Words | Pattern) -> None:
        self._sought = sought
        self.place: Place | None = sought.place
        """The one place where it is to be found; None for any."""

    def spans(self, text: str) -> Spans:
        """Give every place in a text where it is found."""
        if isinstance(self._sought, Pattern):
            yield from search_all(compiled(self._sought.source, self._sought.flags), text)
            return
        folded, anywhere = fold(text), is_spaceless(self._sought.text)
        for found in _of_words(self._sought.text, prefix=self._sought.prefix).finditer(folded):
            if anywhere or _begins_word(folded, found.start()):
                yield found.span()

    def is_in(self, text: str) -> bool:
        """Tell whether it is found in a text at all."""
        return next(self.spans(text), None) is not None


@cache
def _of_words(text: str, *, prefix: bool) -> re.Pattern[str]:
    """Make what finds words in a folded text; each letter may have accents behind it."""
    if is_spaceless(text):
        return re.compile(re.escape(fold(text)))
    accents = f"[{ACCENTS}]*"
    between = rf"(?![{ACCENTS}])(?:(?![{_PRIVATE}])[\W_])+"
    words = [accents.join(map(re.escape, word)) + accents for word in tokens(text)]
    end = "" if prefix else rf"(?!{accents}{_A_LETTER})"
    return re.compile(between.join(words) + end)


def _begins_word(text: str, start: int) -> bool:
    """Tell whether no letter, with accents or without, stands right before a place."""
    while start > 0 and _ACCENT.match(text, start - 1):
        start -= 1
    return start == 0 or not _LETTER.match(text, start - 1)
