"""The bar above the list: the query that is typed, or the one that is listed."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.widgets.query_hint import QueryHint
from tunix_rt_tui.tui.widgets.still_input import StillInput

MAX_CHARS = 4_000
"""Characters of a query; a paste that is longer is cut."""

_SIGN = "/"
_INPUT_COLUMN = 3
_PLACEHOLDER = "words, source:… tag:… steps>3 meta.reward>0.5 date:today -not or (…)"


class QueryBar(Vertical):
    """Asks for a query, and shows the one that is listed; else it is not seen."""

    BINDINGS = bindings_for("query")

    class Typed(Message):
        """The query was changed, and more may follow; `cursor` is where typing goes on."""

        def __init__(self, text: str, cursor: int) -> None:
            super().__init__()
            self.text = text
            self.cursor = cursor

    class Given(Message):
        """What was typed is meant."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """What was listed before is wanted back."""

    class HistoryWanted(Message):
        """An older query is wanted (1), or a newer one (-1)."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    def __init__(self) -> None:
        super().__init__()
        self.display = False
        self.input = StillInput(
            compact=True, max_length=MAX_CHARS, placeholder=_PLACEHOLDER, select_on_focus=False
        )
        self._hint = QueryHint()
        self._hint.display = False
        self._listed = ""
        self._start = 0
        self._candidates: Sequence[str] = ()
        self._chosen: int | None = None

    def compose(self) -> ComposeResult:
        """Put sign and field in a row, and what is said of them below."""
        with Horizontal():
            yield Static(_SIGN, classes="sign", markup=False)
            yield self.input
        yield self._hint

    @property
    def text(self) -> str:
        """What is typed."""
        return self.input.value

    @property
    def typing(self) -> bool:
        """Whether a query is being typed."""
        return self.input.has_focus

    def open(self) -> None:
        """Let a query be typed, from the one that is listed on."""
        self.display = True
        self._hint.display = True
        self.screen.set_focus(self.input)  # at once: what is typed next belongs to it
        self.replace(f"{self._listed} " if self._listed else "")

    def show(self, query: str) -> None:
        """Show the query that is listed; without one there is nothing to see."""
        self._listed = query
        if not self.typing:
            self._put(query)
            self.display = bool(query)

    def replace(self, text: str) -> None:
        """Put another query into the field."""
        self._put(text)
        self.input.cursor_position = len(text)

    # What is said below.

    def say(self, words: str) -> None:
        """Say something of no weight."""
        self._offer_nothing()
        self._hint.say(words)

    def point_at(self, column: int, message: str) -> None:
        """Say what is wrong at a column of the query, from 1."""
        self._offer_nothing()
        shown = column - 1 - int(self.input.scroll_offset.x)
        self._hint.point_at(_INPUT_COLUMN + max(0, shown), message)

    def offer(self, start: int, candidates: Sequence[str]) -> None:
        """Offer what may stand from a place to the cursor."""
        self._start, self._candidates, self._chosen = start, candidates, None
        self._hint.offer(candidates, None)

    def _offer_nothing(self) -> None:
        self._candidates, self._chosen = (), None

    # What is done.

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value, self.input.cursor_position))

    @on(Input.Submitted)
    def _give(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Given(event.value))

    def action_complete(self, direction: int) -> None:
        """Put the next candidate, or the one before, where typing goes on."""
        if not self._candidates:
            return
        count = len(self._candidates)
        first = 0 if direction > 0 else count - 1
        self._chosen = first if self._chosen is None else (self._chosen + direction) % count
        chosen = self._candidates[self._chosen]
        rest = self.input.value[self.input.cursor_position :]
        self._put(self.input.value[: self._start] + chosen + rest)
        self.input.cursor_position = self._start + len(chosen)
        self._hint.offer(self._candidates, self._chosen)
        if count == 1:
            self.post_message(self.Typed(self.input.value, self.input.cursor_position))

    def action_history(self, direction: int) -> None:
        """Ask for an older query or a newer one."""
        self.post_message(self.HistoryWanted(direction))

    def action_leave(self) -> None:
        """Want back what was listed before."""
        self.post_message(self.Left())

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """Show what is listed when the focus is lost, however."""
        self._hint.display = False
        self.show(self._listed)

    def _put(self, text: str) -> None:
        with self.prevent(Input.Changed):
            self.input.value = text
