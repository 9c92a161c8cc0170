"""Completing what is typed into a field, with the candidates shown in a line below it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Input

from tunix_rt_tui.tui.widgets.query_hint import QueryHint


class Completing:
    """A field and the line of its candidates, which are taken one after the other."""

    def __init__(self, field: Input, hint: QueryHint) -> None:
        self._field = field
        self._hint = hint
        self._start = 0
        self._candidates: Sequence[str] = ()
        self._chosen: int | None = None

    def offer(self, start: int, candidates: Sequence[str]) -> None:
        """Offer texts that may stand from `start` to the cursor."""
        self._start, self._candidates, self._chosen = start, candidates, None
        self._hint.offer(candidates, None)

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing left to choose between."""
        return len(self._candidates) == 1

    @property
    def is_choosing(self) -> bool:
        """Whether one of several was taken, so that the next may follow."""
        return self._chosen is not None and not self.is_settled

    def take_next(self) -> bool:
        """Put the next candidate into the field, which tells nobody.

        False where there is none, or none but what stands there already.
        """
        if not self._candidates or not self._field.has_focus:
            return False
        chosen = 0 if self._chosen is None else (self._chosen + 1) % len(self._candidates)
        text = self._candidates[chosen]
        there = self._field.value[self._start : self._field.cursor_position]
        if self.is_settled and there == text:
            return False
        rest = self._field.value[self._field.cursor_position :]
        with self._field.prevent(Input.Changed):
            self._field.value = self._field.value[: self._start] + text + rest
        self._field.cursor_position = self._start + len(text)
        self._hint.offer(self._candidates, chosen)
        self._chosen = chosen
        return True
