"""A query's text, read from left to right."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NoReturn

from tunix_rt_tui.trace.query.problem import QueryProblem

QUOTE = '"'

_SPACE = re.compile(r"\s*")
_BARE = re.compile(r'[^\s()":<>=]+')
_VALUE = re.compile(r'[^\s()"]+')
_NAME = re.compile(r'([^\s()":<>=/-][^\s()":<>=]*(?:"(?:[^"\\]|\\.)*")?)(?=:|[<>]=?|=)')
_SIGN = re.compile(r":?(?:[<>]=?|=)|:")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_PATTERN = re.compile(r"/((?:[^/\\]|\\.)*)/([A-Za-z0-9_]*)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Wrong(Exception):
    """Ends the reading of a query that has a problem."""

    def __init__(self, problem: QueryProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Scanner:
    """Holds a place in a text; what it skips it steps over, and tells that it did."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._skip_space()

    def wrong(self, message: str, hint: str, *, length: int = 0) -> NoReturn:
        """Raise a problem with so many characters from here on; 0 for the rest of the word."""
        if not length:
            word = _VALUE.match(self._text, self._at)
            length = len(word[0]) if word else 1
        raise Wrong(QueryProblem(self._at + 1, self._at + 1 + length, message, hint))

    def place(self) -> int:
        """Where it is, to come back to it."""
        return self._at

    def go_to(self, place: int) -> None:
        """Come back."""
        self._at = place

    def at_end(self) -> bool:
        """Tell whether all is read."""
        return self._at >= len(self._text)

    def sees(self, sign: str) -> bool:
        """Tell whether a sign comes next."""
        return self._text.startswith(sign, self._at)

    def sees_space(self) -> bool:
        """Tell whether white space comes next."""
        return self._text[self._at : self._at + 1].isspace()

    def sees_word(self, words: Collection[str]) -> bool:
        """Tell whether one of these words comes next, by itself."""
        return self._word_end(words) is not None

    def skip(self, sign: str) -> bool:
        """Step over a sign, and over space behind a bracket."""
        if not self.sees(sign):
            return False
        self._at += len(sign)
        if sign in "()":
            self._skip_space()
        return True

    def skip_word(self, words: Collection[str]) -> int | None:
        """Step over one of these words; tells where it began."""
        end = self._word_end(words)
        if end is None:
            return None
        start, self._at = self._at, end
        self._skip_space()
        return start

    def skip_field_name(self) -> str | None:
        """Step over the name of a field, up to the sign behind it; a part may be in quotes."""
        found = _NAME.match(self._text, self._at)
        if found is None:
            return None
        self._at = found.end()
        name, quote, quoted = found[1].partition(QUOTE)
        return name + (_unescaped(quoted[:-1]) if quote else "")

    def skip_sign(self) -> str:
        """Step over the sign behind the name of a field; `:` alone means `=`."""
        found = _SIGN.match(self._text, self._at)
        assert found is not None  # a name ends before one
        self._at = found.end()
        return found[0].removeprefix(":") or "="

    def value(self) -> str:
        """Read a text in quotes; they have to be closed."""
        found = _QUOTED.match(self._text, self._at)
        if found is None:
            self.wrong("This quote is never closed.", 'Add a " where it ends.', length=1)
        self._at = found.end()
        return _unescaped(found[1])

    def run_of_value(self) -> str:
        """Read what stands without a space, a quote or a bracket; nothing, perhaps."""
        return self._run(_VALUE)

    def bare_word(self) -> str:
        """The same, up to a sign."""
        return self._run(_BARE)

    def pattern(self) -> tuple[str, str]:
        """Read a pattern between slashes, and its flags."""
        found = _PATTERN.match(self._text, self._at)
        if found is None:
            self.wrong(
                "This pattern is never closed.",
                "End it with a /; to look for words that begin with one, use quotes.",
                length=1,
            )
        self._at = found.end()
        return found[1], found[2]

    def end_term(self) -> None:
        """Step over the space behind a term; something else has to be far enough from it."""
        if (
            not self.at_end()
            and not self.sees_space()
            and not self.sees("(")
            and not self.sees(")")
        ):
            self.wrong("A space is missing before this.", "Add one, or put it all in quotes.")
        self._skip_space()

    def _run(self, kind: re.Pattern[str]) -> str:
        found = kind.match(self._text, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found[0]

    def _word_end(self, words: Collection[str]) -> int | None:
        found = _VALUE.match(self._text, self._at)
        return found.end() if found is not None and found[0] in words else None

    def _skip_space(self) -> None:
        found = _SPACE.match(self._text, self._at)
        assert found is not None
        self._at = found.end()


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
