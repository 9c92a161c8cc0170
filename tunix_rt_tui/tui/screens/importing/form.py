"""What to import: a path that is completed, what to do with its traces, and how they would look."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.jobs.importing import complete_path, preview
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.screens.importing.lines import ImportLines, Line
from tunix_rt_tui.tui.screens.importing.messages import PathsFound, Previewed
from tunix_rt_tui.tui.screens.importing.paths import wrong_with_source
from tunix_rt_tui.tui.screens.importing.preview_lines import preview_lines
from tunix_rt_tui.tui.screens.importing.request import ImportRequest, Intaking
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.choice_button import ChoiceButton
from tunix_rt_tui.tui.widgets.completing import Completing
from tunix_rt_tui.tui.widgets.plain_button import PlainButton
from tunix_rt_tui.tui.widgets.query_hint import QueryHint
from tunix_rt_tui.tui.widgets.still_input import StillInput

_COMPLETING = "complete-path"
_PREVIEWING = "preview"

_PAUSE = 0.3
"""Seconds after the last letter at which a path is looked at."""

_MAX_PATH = 4_096
_MAX_WORDS = 200

_CHOICES = {
    "require_reasoning": "reasoned",
    "skip_unanswered": "answered",
    "again": "duplicates too",
    "watch": "watch",
}
"""What can be chosen, by the fields of a request, as it is called."""

_MAPPING = "prompt=KEY,answer=KEY,reasoning=KEY"

_HINT = "Type a path; tab completes it. What its files hold is shown here."


class ImportForm(Dialog[ImportRequest]):
    """Gives what is to be imported, once it can be."""

    BINDINGS = bindings_for("line")

    def __init__(self, intaking: Intaking, begun: ImportRequest) -> None:
        """`begun` is what stands in the fields at first."""
        super().__init__()
        self._intaking = intaking
        self._chosen = {name: bool(getattr(begun, name)) for name in _CHOICES}
        self._path = _field(begun.typed, "path", _MAX_PATH)
        self._source = _field(begun.source, "source", _MAX_WORDS, "the name of each file")
        self._tags = _field(" ".join(begun.tags), "tags", _MAX_WORDS, "none")
        self._mapping = _field(begun.mapping, "mapping", _MAX_PATH, _MAPPING)
        self._hint = QueryHint()
        self._completing = Completing(self._path, self._hint)
        self._lines = ImportLines()
        self._pause: Timer | None = None
        self._offered: str | None = None
        self._waited_for = False

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(id="dialog", classes="-import") as dialog:
            dialog.border_title = "Import"
            with Horizontal(classes="line -close"):
                yield Static("File or folder", classes="label -first")
                yield self._path
            yield self._hint
            with Horizontal(classes="line -close"):
                yield Static("Source", classes="label -first")
                yield self._source
                yield Static("Tags ", classes="label")
                yield self._tags
            with Horizontal(classes="line -close"):
                yield Static("Map", classes="label -first")
                yield self._mapping
            with Horizontal(classes="line -close"):
                yield from self._choices("Only", "require_reasoning", "skip_unanswered")
            with Horizontal(classes="line"):
                yield from self._choices("Also", "again", "watch")
            yield self._lines
            yield Static("", id="told", markup=False)
            with Horizontal(classes="answers"):
                yield PlainButton("Cancel", id="cancel")
                yield PlainButton("Import", id="yes")

    def on_mount(self) -> None:
        """Begin with the path."""
        self._path.focus()
        self._path.cursor_position = len(self._path.value)
        self._lines.show([Line(_HINT, "quiet")])
        self._look()

    # The path.

    @on(Input.Changed, "#path")
    def _typed(self) -> None:
        """Offer how it may go on, and look at it when typing has paused."""
        self._tell("")
        self._offer()
        self._look_later()

    @on(Input.Changed, "#mapping")
    def _mapped(self) -> None:
        """Look again, with what is said of where the texts are."""
        self._tell("")
        self._look_later()

    def on_paths_found(self, message: PathsFound) -> None:
        """Offer names, if they still fit what is typed, and take one where that is waited for."""
        if message.typed != self._before_cursor():
            return
        self._offered = message.typed
        self._completing.offer(message.start, message.names)
        if self._waited_for:
            self.action_complete()

    def action_complete(self) -> None:
        """Take the next candidate, once it is known; where there is none, go to the next part.

        So does a whole folder: nobody means the first of its files who has typed no more.
        """
        if self._path.has_focus and self._is_whole_folder():
            self.focus_next()
            return
        self._waited_for = self._path.has_focus and self._offered is None
        if self._waited_for:
            return
        if not self._completing.take_next():
            self.focus_next()
            return
        if self._path.value.endswith("/") and self._completing.is_settled:
            self._offer()
        self._look_later()

    def _is_whole_folder(self) -> bool:
        return self._path.value.endswith("/") and not self._completing.is_choosing

    def _before_cursor(self) -> str:
        return self._path.value[: self._path.cursor_position]

    def _offer(self) -> None:
        self._offered = None
        self.read(_COMPLETING, partial(complete_path, self._before_cursor(), self.post_message))

    # What would become of it.

    def _look_later(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._look)

    def _look(self) -> None:
        if self._path.value.strip():
            looking = partial(preview, self._previewed(), self._intaking, self.post_message)
            self.read(_PREVIEWING, looking)
        else:
            self.give_up(_PREVIEWING)
            self._lines.show([Line(_HINT, "quiet")])

    def on_previewed(self, message: Previewed) -> None:
        """Show how files begin, if that is still what is asked for."""
        if message.request != self._previewed():
            return
        if message.preview is None:
            self._lines.show([Line(message.wrong or "", "quiet")])
        else:
            self._lines.show(preview_lines(message.preview, message.request.path))

    # What is done with it.

    @on(Button.Pressed, ".choice")
    def _choose(self, event: Button.Pressed) -> None:
        name = event.button.id or ""
        self._chosen[name] = not self._chosen[name]
        if self._chosen["watch"] and self._chosen["again"]:
            # a file that was rewritten is read again: what is there would be added twice
            other = "again" if name == "watch" else "watch"
            self._chosen[other] = False
        for each in _CHOICES:
            self.query_one(f"#{each}", Button).label = self._label(each)

    @on(Button.Pressed, "#yes")
    @on(Input.Submitted)
    def _give(self) -> None:
        request = self._request()
        wrong = wrong_with_source(request.path if request.typed else "")
        if wrong is None:
            try:
                request.options(self._intaking)
            except UsageFault as fault:
                wrong = fault.message
        if wrong is None:
            self.dismiss(request)
        else:
            self._tell(f"✗ {wrong}", wrong=True)

    @on(Button.Pressed, "#cancel")
    def _give_up(self) -> None:
        self.action_cancel()

    def _request(self) -> ImportRequest:
        return ImportRequest(
            self._path.value.strip(),
            self._source.value.strip(),
            tuple(self._tags.value.split()),
            self._mapping.value.strip(),
            **self._chosen,
        )

    def _previewed(self) -> ImportRequest:
        """What a preview depends on."""
        return ImportRequest(self._path.value.strip(), mapping=self._mapping.value.strip())

    def _choices(self, before: str, *names: str) -> Iterator[Widget]:
        yield Static(before, classes="label -choices")
        for name in names:
            yield ChoiceButton(self._label(name), id=name, classes="choice")

    def _label(self, name: str) -> Content:
        return Content(f"[{'✓' if self._chosen[name] else ' '}] {_CHOICES[name]}")

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        told = self.query_one("#told", Static)
        told.set_class(wrong, "-wrong")
        told.update(drawable(text))


def _field(value: str, name: str, max_chars: int, empty: str = "") -> StillInput:
    return StillInput(
        value,
        id=name,
        placeholder=empty,
        max_length=max_chars,
        compact=True,
        select_on_focus=False,
    )
