"""The parts of the main screen, and which of them are seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.keys import Place, bindings_for
from tunix_rt_tui.tui.options import Options
from tunix_rt_tui.tui.screens.confirm import ConfirmDialog
from tunix_rt_tui.tui.screens.main.host import Answer, PaneName
from tunix_rt_tui.tui.screens.main.offered_keys import Circumstances, Listed, idle_keys
from tunix_rt_tui.tui.screens.working import Dialog, Working
from tunix_rt_tui.tui.widgets.editor_pane import EditorPane
from tunix_rt_tui.tui.widgets.health_strip import HealthStrip
from tunix_rt_tui.tui.widgets.key_bar import KeyBar
from tunix_rt_tui.tui.widgets.list_pane import ListPane
from tunix_rt_tui.tui.widgets.problem_list import ProblemList
from tunix_rt_tui.tui.widgets.status_line import StatusLine, Tone
from tunix_rt_tui.tui.widgets.tab_line import TabLine
from tunix_rt_tui.tui.widgets.trace_list import TraceList
from tunix_rt_tui.tui.widgets.trace_pane import TracePane
from tunix_rt_tui.tui.widgets.trace_view import TraceView

MIN_WIDTH, MIN_HEIGHT = 60, 16
"""Cells below which nothing useful fits."""

WIDE = 100
"""Cells from which on the list stands beside the trace or the editor."""

_TABS: tuple[tuple[str, PaneName], ...] = (("1", "list"), ("2", "trace"), ("3", "editor"))


class MainLayout(Working[None]):
    """Panes side by side where there is room, else one at a time."""

    BINDINGS = bindings_for("everywhere")
    AUTO_FOCUS = "TraceList"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (MIN_WIDTH, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's form
    VERTICAL_BREAKPOINTS = [(0, "-low"), (MIN_HEIGHT, "-high")]  # noqa: RUF012 - Textual's form

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus; it tells so itself, while a repaint of the screen would send 20 kB."""

    def __init__(self, *, options: Options, clock: Callable[[], datetime]) -> None:
        super().__init__(classes="-at-list")
        self._keys = options.keys
        self.read_only = options.read_only
        """Whether the store takes no changes."""
        self._pane: PaneName = "list"
        self.health = HealthStrip(read_only=options.read_only)
        self.tabs = TabLine(_TABS)
        self.rows = TraceList(clock=clock, empty=_empty_list(options))
        self.list_pane = ListPane(self.rows)
        self.query_bar = self.list_pane.query_bar
        key = options.keys.name("list.open")
        self.view = TraceView(empty=f"No trace is open: press {key} on one in the list.")
        self.trace_pane = TracePane(self.view)
        self.editor = EditorPane(
            limits=options.limits, outside_key=options.keys.name("editor.outside")
        )
        self.status = StatusLine()
        self.key_bar = KeyBar(options.keys)

    def compose(self) -> ComposeResult:
        """Put the parts from top to bottom, in the shape for the window there is."""
        self._take_shape(self.app.size)
        yield self.health
        yield self.tabs
        with Horizontal(id="panes"):
            yield self.list_pane
            yield self.trace_pane
            yield self.editor
        yield self.status
        yield self.key_bar
        yield Static(id="too-small", markup=False)

    def on_mount(self) -> None:
        """Begin with the list."""
        self._show(self._pane)

    def _take_shape(self, size: Size) -> None:
        """Have the classes for a size from the start: taken later, all would be laid out again."""
        breakpoints = (
            (self.HORIZONTAL_BREAKPOINTS, size.width),
            (self.VERTICAL_BREAKPOINTS, size.height),
        )
        for steps, cells in breakpoints:
            self.add_class([name for least, name in steps if cells >= least][-1], update=False)

    def share_width(self, percent: int) -> None:
        """Give the list so much of the width, where it stands beside another pane."""
        self.list_pane.styles.width = f"{percent}fr"
        self.trace_pane.styles.width = self.editor.styles.width = f"{100 - percent}fr"

    def on_resize(self, event: events.Resize) -> None:
        """Say what is needed where the window is too small."""
        width, height = event.size
        if width >= MIN_WIDTH and height >= MIN_HEIGHT:
            return
        self.query_one("#too-small", Static).update(
            f"This window has {width}×{height} cells; tunix-rt needs {MIN_WIDTH}×{MIN_HEIGHT}."
        )

    @property
    def keys(self) -> KeyTable:
        """The keys of this run."""
        return self._keys

    @property
    def pane(self) -> PaneName:
        """The pane that has, or had last, the focus."""
        return self._pane

    def say(self, words: str, tone: Tone = "plain") -> None:
        """Say what happened; it stays until something else is said."""
        self.status.say(words, tone)

    def withdraw(self) -> None:
        """Say no longer why something could not be done."""
        self.status.withdraw()

    def show_dialog(self, dialog: Dialog[Answer], decide: Callable[[Answer | None], None]) -> None:
        """Show a dialog, and decide by its answer."""
        self.app.push_screen(dialog, decide)

    def ask(self, dialog: ConfirmDialog, proceed: Callable[[], None]) -> None:
        """Ask a question, and proceed if the answer is yes."""

        def decide(answer: bool | None) -> None:
            if answer:
                proceed()

        self.show_dialog(dialog, decide)

    def show_pane(self, name: PaneName) -> None:
        """Show a pane and put the focus into it."""
        self._show(name)
        if name == "list":
            self.rows.focus()
        elif name == "trace":
            self.view.focus()
        else:
            self.editor.focus_text()

    def widget_of(self, place: Place) -> Widget:
        """The widget whose keys are those of a place; the screen where no pane is meant."""
        panes: dict[Place, Widget] = {
            "list": self.rows,
            "query": self.query_bar,
            "trace": self.view,
            "editor": self.editor,
            "problems": self.editor.problems,
        }
        return panes.get(place, self)

    def _pane_widget(self, name: PaneName) -> Widget:
        """The widget that holds all of a pane."""
        panes = {"list": self.list_pane, "trace": self.trace_pane, "editor": self.editor}
        return panes[name]

    async def on_key_bar_key_chosen(self, message: KeyBar.KeyChosen) -> None:
        """Do what a key does whose name was pressed with the mouse."""
        await self.app.run_action(message.key.action, self.widget_of(message.key.where))

    def on_tab_line_tab_chosen(self, message: TabLine.TabChosen) -> None:
        """Show the pane whose name was pressed with the mouse."""
        for _, name in _TABS:
            if name == message.name:
                self.show_pane(name)

    def listed(self) -> Listed:
        """Tell what is listed; who knows the list says more than that there is none yet."""
        return Listed()

    def show_keys(self) -> None:
        """Show the keys that matter where the focus is."""
        place: Place = self._pane
        places: tuple[Place, ...] = (place, "everywhere")
        if isinstance(self.focused, ProblemList):
            places = ("problems", *places)
        elif self.trace_pane.has_prompt:
            places = ("prompt", "everywhere")
        elif self.query_bar.typing:
            places = ("query", "everywhere")
        typing = isinstance(self.focused, Input | TextArea)
        labels = {
            "trace.view": self.view.next_view,
            "everywhere.close": "quit" if place == "list" else "back",
            "everywhere.next": "problems",
        }
        listed = self.listed()
        if listed.in_trash:
            labels |= {"list.trash": "remove", "list.undo": "bring back"}
        if place == "list" and not typing:
            labels["everywhere.back"] = "back"
        self.key_bar.show(
            places,
            labels=labels,
            hidden=idle_keys(self._circumstances(listed, typing=typing), self.keys),
            typing=typing,
        )

    def _circumstances(self, listed: Listed, *, typing: bool) -> Circumstances:
        at_list = self._pane == "list"
        a_line = self.trace_pane.has_prompt or self.query_bar.typing
        return Circumstances(
            listed=listed,
            rows=self.rows.row_count > 0,
            query=bool(self.query_bar.display),
            can_go_back=not a_line and (typing or (at_list and listed.can_go_back)),
            opened=self.view.opened is not None,
            hits=self.view.has_hits,
            finds=self.trace_pane.prompt.finds,
            problems=self.focused is self.editor.area and bool(self.editor.problems.display),
            read_only=self.read_only,
        )

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus, however it was moved."""
        for _, name in _TABS:
            if self._pane_widget(name) in event.widget.ancestors_with_self:
                self._show(name)

    def _show(self, name: PaneName) -> None:
        """Show a pane, and beside the list the one that was there last."""
        if name != self._pane:
            self.withdraw()
        self._pane = name
        classes = {f"-at-{other}": other == name for _, other in _TABS}
        if name != "list":
            classes["-with-editor"] = name == "editor"
        self.update_classes(classes)
        self.tabs.show(name)
        self.show_keys()


def _empty_list(options: Options) -> tuple[str, ...]:
    """Say what to do where there is no trace yet."""
    keys = options.keys
    pairs = (
        (keys.name("list.import"), "import a file or a folder"),
        (keys.name("list.editor"), "write one in the editor"),
        (keys.name("list.example"), "load the example into the editor"),
        (keys.name("everywhere.help"), "see every key"),
    )
    return (
        "  No traces yet.",
        "",
        *(f"  {key:<7} {does}" for key, does in pairs),
        "",
        "  or, from the command line:",
        f"  {options.import_command}",
    )
