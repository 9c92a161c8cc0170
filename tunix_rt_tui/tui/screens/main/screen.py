"""The main screen: what each key does, and who hears what a widget tells.

Dialogs are imported when they are asked for: the first picture need not wait for them.
"""

from __future__ import annotations

from functools import partial

from textual import on
from textual.widgets import Button, Input

from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.screens.main.host import PaneName
from tunix_rt_tui.tui.screens.main.list_keys import ListKeys
from tunix_rt_tui.tui.widgets.json_area import JsonArea
from tunix_rt_tui.tui.widgets.problem_list import ProblemList
from tunix_rt_tui.tui.widgets.trace_view import TraceView


class MainScreen(ListKeys):
    """Takes keys and what widgets tell to the desk that they are for."""

    def on_trace_view_view_changed(self) -> None:
        """Offer the keys of another view, and mark in the list which trace is open."""
        opened = self.view.opened
        self.rows.mark_opened(None if opened is None else opened.id)
        self._reading.show_bookmarks()
        self.withdraw()
        self.show_keys()

    def on_trace_view_hits_ended(self, message: TraceView.HitsEnded) -> None:
        """Go on with the hits of the next trace, or the one before."""
        self._traces.open_neighbour(message.direction, at_last_hit=message.direction < 0)

    def on_trace_view_refused(self, message: TraceView.Refused) -> None:
        """Say why the view cannot do what was asked for."""
        self.say(message.words, "refused")

    def on_text_area_changed(self) -> None:
        """Check and save the text when typing has paused."""
        self._editing.text_changed()
        self._drafting.text_changed()

    def on_problem_list_place_chosen(self, message: ProblemList.PlaceChosen) -> None:
        """Tell the whole of a problem, for which a line of the list may be too short."""
        self._editing.tell(message.problem)

    def on_json_area_long_line_pasted(self, message: JsonArea.LongLinePasted) -> None:
        """Lay out what was pasted before it is shown."""
        self._editing.lay_out(message.text)

    @on(Button.Pressed, "#load-example")
    def action_load_example(self) -> None:
        """Load the example into the editor."""
        self._editing.load_example()

    def action_edit_outside(self) -> None:
        """Open the text in the person's own editor."""
        self._editing.edit_outside()

    def action_empty_editor(self) -> None:
        """Begin with an empty text."""
        self._editing.empty()

    @on(Button.Pressed, "#upload")
    def action_upload(self) -> None:
        """Add the text of the editor to the store."""
        if self._writable():
            self._editing.upload()

    @on(Button.Pressed, "#fetch")
    @on(Input.Submitted, "#id")
    def action_fetch(self) -> None:
        """Open the trace whose id is in the field."""
        if self.editor.given_id:
            self._traces.open_given(self.editor.given_id)
        else:
            self.say("There is no id in the field below the editor.", "refused")

    # What the keys do.

    def action_show(self, name: PaneName) -> None:
        """Go to a pane."""
        self.show_pane(name)

    def action_back(self) -> None:
        """Leave what was found in the trace, go back to the list, or to what it listed before."""
        if self.pane == "trace" and self.view.tally:
            self.view.stop_finding(go_back=False)
        elif self.pane != "list":
            self.show_pane("list")
        elif not self._listing.stop_looking():
            self._listing.go_back()

    async def action_close(self) -> None:
        """Close this view; the list is the last one, and closing it leaves the app."""
        if self.pane == "list":
            await self.app.run_action("app.quit")
        else:
            self.show_pane("list")

    def action_help(self) -> None:
        """Show every key."""
        from tunix_rt_tui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.keys))

    def action_widen(self, percent: int) -> None:
        """Give the list more of the width, or less."""
        self._memory.widen(percent)

    def keep_theme(self, name: str) -> None:
        """Remember a theme that was chosen."""
        self._memory.keep_theme(name)

    def look_again(self) -> None:
        """Check health now, and list what is new."""
        from tunix_rt_tui.tui.jobs.watching import check_health

        if self._monitor is not None:
            self.say("Looking again …")
            self.read("check-health", partial(check_health, self._monitor, self.post_message))
            self._listing.load(self._listing.here())

    def action_ask_for_id(self) -> None:
        """Open a trace by an id that is asked for."""
        from tunix_rt_tui.tui.screens.fetch import FetchDialog

        def show(opened: OpenedTrace | None) -> None:
            if opened is not None:
                self._traces.show(opened)

        if self._store is not None:
            self.app.push_screen(FetchDialog(self._store), show)

    def action_neighbour(self, direction: int) -> None:
        """Open the next or the previous trace of the list."""
        self._traces.open_neighbour(direction)

    def action_outline(self) -> None:
        """Show the outline of the open trace."""
        self._reading.ask_where()

    def action_step_types(self) -> None:
        """Ask which types of steps to fold or hide."""
        self._reading.ask_for_types()

    def action_characters(self) -> None:
        """Show which characters are made visible."""
        self._reading.ask_for_characters()

    def action_bookmark(self) -> None:
        """Put a bookmark on the marked step, or take it off."""
        self._reading.toggle_bookmark()

    def action_bookmarks(self) -> None:
        """Show all bookmarks."""
        self._reading.ask_for_bookmark()

    def action_copy(self) -> None:
        """Ask what to copy of the trace at hand."""
        opened = self.view.opened
        if self.pane == "trace" and opened is not None:
            self._copying.ask(opened, self.view.current_step)
        elif (at_hand := self._at_hand()) is not None:
            self._copying.read(at_hand[0])

    def action_export(self) -> None:
        """Ask what to export, and into which file."""
        self._exporting.ask(self.view.opened if self.pane == "trace" else None)

    def action_copy_to_editor(self) -> None:
        """Put a copy of the trace at hand into the editor."""
        if (at_hand := self._at_hand()) is not None:
            self._editing.copy(at_hand[0])

    def action_reformat(self) -> None:
        """Lay out the text of the editor."""
        self._editing.lay_out(self.editor.text)
