"""Exporting traces into a file: which, in what format, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from tunix_rt_tui.errors import TargetFault, UsageFault
from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.copying.targets import target_of, wrong_with_target
from tunix_rt_tui.tui.jobs.exporting import export_traces
from tunix_rt_tui.tui.messages import WorkFailed
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.exporting.format_list import FormatList
from tunix_rt_tui.tui.screens.exporting.messages import ExportAdvanced, ExportDone, ExportedFile
from tunix_rt_tui.tui.screens.exporting.selection import Selection, is_packed, packed, unpacked
from tunix_rt_tui.tui.screens.working import Dialog
from tunix_rt_tui.tui.widgets.choice_button import ChoiceButton
from tunix_rt_tui.tui.widgets.plain_button import PlainButton
from tunix_rt_tui.tui.widgets.still_input import StillInput

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Reader

_EXPORTING = "export"
"""The group of the worker here: leaving the dialog gives it up, and no file is made."""

_MAX_PATH = 4_096
"""Characters of a path that can be typed: as many as Linux takes."""


class ExportDialog(Dialog[ExportedFile]):
    """Writes the file and gives it; what is in the way is said here."""

    def __init__(self, reader: Reader, selections: Sequence[Selection]) -> None:
        """The first of the selections, of which there is at least one, is meant at first."""
        super().__init__()
        self._reader = reader
        self._selections = selections
        self._meant = 0
        self._choices = [
            ChoiceButton(self._label(place), classes="selection")
            for place in range(len(selections))
        ]
        self._formats = FormatList()
        self._offered = self._file_name()
        self._file = StillInput(
            self._offered, id="file", max_length=_MAX_PATH, compact=True, select_on_focus=False
        )
        self._busy = False

    def compose(self) -> ComposeResult:
        """Make the dialog."""
        with Vertical(id="dialog", classes="-export") as dialog:
            dialog.border_title = "Export"
            with Horizontal(classes="line"):
                yield from self._choices
            yield self._formats
            yield Static(self._formats.chosen.keeps, id="keeps", classes="hint", markup=False)
            with Horizontal(classes="line"):
                yield self._file
                yield ChoiceButton(self._packing(), id="packing")
            yield Static("", id="told", markup=False)
            with Horizontal(classes="answers"):
                yield PlainButton("Cancel", id="cancel")
                yield PlainButton("Export", id="yes")

    def on_mount(self) -> None:
        """Begin with the formats."""
        self._formats.focus()
        self._file.cursor_position = len(self._file.value)

    # What is exported, how, and where to.

    @on(Button.Pressed, ".selection")
    def _mean(self, event: Button.Pressed) -> None:
        """Mean other traces."""
        for place, button in enumerate(self._choices):
            if button is event.button:
                self._meant = place
        for place, button in enumerate(self._choices):
            button.label = self._label(place)
        self._offer()

    @on(FormatList.FormatMoved)
    def _show_format(self) -> None:
        self.query_one("#keeps", Static).update(self._formats.chosen.keeps)
        self._offer()

    @on(FormatList.Taken)
    def _ask_where(self) -> None:
        self._file.focus()

    @on(Button.Pressed, "#packing")
    def _turn_packing(self) -> None:
        name = self._file.value
        self._file.value = unpacked(name) if is_packed(name) else packed(name)

    @on(Input.Changed, "#file")
    def _show_packing(self) -> None:
        self.query_one("#packing", Button).label = self._packing()
        if not self._busy:
            self._tell("")

    def _offer(self) -> None:
        """Offer another name, unless the person has typed one."""
        name = self._file.value
        if unpacked(name) == self._offered:
            self._offered = self._file_name()
            self._file.value = packed(self._offered) if is_packed(name) else self._offered

    def _file_name(self) -> str:
        return self._selections[self._meant].stem + self._formats.chosen.suffix

    def _label(self, place: int) -> Content:
        sign = "•" if place == self._meant else " "
        return Content(f"({sign}) {self._selections[place].name}")

    def _packing(self) -> Content:
        sign = "✓" if is_packed(self._file.value) else " "
        return Content(f"[{sign}] gzip")

    # The export itself.

    @on(Button.Pressed, "#yes")
    @on(Input.Submitted, "#file")
    def _export(self) -> None:
        if self._busy:
            return
        typed = self._file.value.strip()
        wrong = wrong_with_target(typed, may_exist=True)
        if wrong is not None:
            self._refuse(wrong)
        elif wrong_with_target(typed) is None:
            self._begin(target_of(typed))
        else:
            self._ask_to_overwrite(target_of(typed))

    def _ask_to_overwrite(self, target: Path) -> None:
        def decide(overwrite: bool | None) -> None:
            if overwrite:
                self._begin(target)

        question = drawable(f"{target} is there already. Write over it?")
        dialog = ConfirmDialog("File exists", question, yes="Overwrite", no="Keep it")
        self.app.push_screen(dialog, decide)

    def _begin(self, target: Path) -> None:
        self._be_busy(busy=True)
        self._tell("Exporting … esc gives it up.")
        keys, form = self._selections[self._meant].keys, self._formats.chosen
        job = partial(export_traces, self._reader, keys, form, target, self.post_message)
        self.read(_EXPORTING, job)

    def on_export_advanced(self, message: ExportAdvanced) -> None:
        """Say how far it is."""
        done, total = words.number(message.done), words.counted(message.total, "trace")
        self._tell(f"Exporting … {done} of {total}. esc gives it up.")

    def on_export_done(self, message: ExportDone) -> None:
        """Give the file."""
        self.dismiss(message.file)

    def on_work_failed(self, message: WorkFailed) -> None:
        """Say what a person can mend, here; anything else is for the app."""
        self._be_busy(busy=False)
        if isinstance(message.error, TargetFault | UsageFault):
            message.stop()
            self._refuse(message.error.message)
        else:
            self._refuse("It could not be exported.")

    @on(Button.Pressed, "#cancel")
    def _give_up(self) -> None:
        self.action_cancel()

    def _be_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.query_one("#yes", Button).disabled = busy

    def _refuse(self, why: str) -> None:
        self._tell(f"✗ {why}", wrong=True)

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        told = self.query_one("#told", Static)
        told.set_class(wrong, "-wrong")
        told.update(drawable(text))
