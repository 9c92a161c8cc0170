"""Decides how the list is looked at: groups, columns, saved views, the trash."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tunix_rt_tui.trace.query.order import META
from tunix_rt_tui.tui.listing.choice import Choice
from tunix_rt_tui.tui.listing.saving import GROUPS, layout_json, spec_of
from tunix_rt_tui.tui.listing.spec import ListSpec
from tunix_rt_tui.tui.messages import ValuesKnown, ViewSaved, ViewsRead
from tunix_rt_tui.tui.screens.main.host import Host
from tunix_rt_tui.tui.screens.main.list_desk import ListDesk
from tunix_rt_tui.tui.screens.main.memory_desk import MemoryDesk
from tunix_rt_tui.tui.widgets.trace_list import TraceList

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import View
    from tunix_rt_tui.tui.screens.choosing import ChoiceDialog
    from tunix_rt_tui.tui.screens.columns import ChosenColumns
    from tunix_rt_tui.tui.screens.saved_views import ViewChoice, ViewsDialog

ASKED_FOR_GROUPS = 0
"""The number by which the keys of meta are known that were asked for to group by."""


class _Grouping(NamedTuple):
    """The dialog that asks what to group by, and what it offers."""

    dialog: ChoiceDialog
    names: list[str | None]
    choices: list[Choice]


class ViewDesk:
    """Asks how the list is to be looked at, and has it shown so."""

    def __init__(self, host: Host, rows: TraceList, listing: ListDesk, memory: MemoryDesk) -> None:
        self._host = host
        self._list = rows
        self._listing = listing
        self._memory = memory
        self._grouping: _Grouping | None = None
        self._views: ViewsDialog | None = None

    # Groups.

    def ask_for_groups(self) -> None:
        """Ask what to group by; the keys of meta are offered when they are known."""
        from tunix_rt_tui.tui.jobs.querying import know_values
        from tunix_rt_tui.tui.screens.choosing import ChoiceDialog

        if self._host.store is None:
            return
        spec = self._listing.shown
        names: list[str | None] = [name for name, _ in GROUPS]
        choices = [Choice(name, note) for name, note in GROUPS]
        if spec.grouped_by is not None:
            names.insert(0, None)
            choices.insert(0, Choice("no groups", "each trace by itself"))

        def decide(chosen: int | None) -> None:
            self._grouping = None
            if chosen is not None:
                changed = self._listing.shown._replace(grouped_by=names[chosen], view=None)
                self._listing.show(changed, keep=spec.grouped_by is None)

        dialog = ChoiceDialog("Group by", choices, hint="enter groups · esc closes")
        self._grouping = _Grouping(dialog, names, choices)
        self._host.show_dialog(dialog, decide)
        post = self._host.post_message
        job = partial(know_values, self._host.store, "meta", "", ASKED_FOR_GROUPS, post)
        self._host.read("groups", job)

    def take_keys_of_meta(self, message: ValuesKnown) -> None:
        """Offer keys of meta to group by."""
        if self._grouping is not None:
            dialog, names, choices = self._grouping
            for key in message.values:
                names.append(META + key)
                choices.append(Choice(META + key, "values of that key"))
            dialog.show(choices)

    def enters_group(self, row: int) -> bool:
        """List what is in the group of a row; False where the row is a trace to be opened."""
        spec, found = self._listing.shown, self._list.row_at(row)
        if spec.grouped_by is None or found is None or found.group is None:
            return False
        if spec.grouped_by == "answer" and found.group.traces == 1:
            return False
        from tunix_rt_tui.tui.listing.rewording import narrowed, what_they_share

        value = found.cells.get(spec.grouped_by, "")
        query = narrowed(spec.query, what_they_share(spec.grouped_by, found.summary, value))
        inner = "answer" if spec.grouped_by == "prompt" and found.group.traces > 1 else None
        self._listing.show(ListSpec(query, spec.scope, inner, spec.layout), keep=True)
        return True

    # Columns.

    def ask_for_columns(self) -> None:
        """Ask which columns the list is to have, and in which order it comes."""
        from tunix_rt_tui.library.querying import query_of
        from tunix_rt_tui.trace.query.order import write_order
        from tunix_rt_tui.tui.listing.rewording import sorted_by
        from tunix_rt_tui.tui.screens.columns import ColumnsDialog

        spec = self._listing.shown
        order = query_of(spec.query).order
        now = None if order is None else write_order(order)

        def decide(chosen: ChosenColumns | None) -> None:
            if chosen is not None:
                laid_out = spec._replace(layout=chosen.layout)
                if chosen.sort == now:
                    self._listing.lay_out(laid_out)
                else:
                    query = sorted_by(spec.query, chosen.sort)
                    self._listing.show(laid_out._replace(query=query), keep=True)
                if spec.view is None:
                    self._memory.keep_layout(chosen.layout)
                else:
                    key = self._host.keys.name("list.views")
                    self._host.say(f"To keep these columns save the view again: {key}.")

        self._host.show_dialog(ColumnsDialog(spec.layout, now), decide)

    # Views.

    def ask_for_views(self) -> None:
        """Ask which view to open, or what to do with them."""
        from tunix_rt_tui.tui.jobs.querying import read_views
        from tunix_rt_tui.tui.screens.saved_views import ViewsDialog

        if self._host.store is None:
            return
        forget_key = self._host.keys.name("choice.forget")
        dialog = ViewsDialog(now=self._listing.shown.query or "all traces", forget_key=forget_key)

        def decide(choice: ViewChoice | None) -> None:
            self._views = None
            if choice is None:
                return
            if choice.deed == "save":
                self._ask_for_name(dialog.names)
            elif choice.view is not None and choice.deed == "open":
                self._listing.show(spec_of(choice.view), keep=True)
            elif choice.view is not None:
                self._ask_to_forget(choice.view)

        self._views = dialog
        self._host.show_dialog(dialog, decide)
        self._host.read("views", partial(read_views, self._host.store, self._host.post_message))

    def take_views(self, message: ViewsRead) -> None:
        """Offer the views that were saved."""
        if self._views is not None:
            self._views.show(message.views)

    def _ask_for_name(self, names: Sequence[str]) -> None:
        from tunix_rt_tui.tui.screens.asking import LineDialog

        def save(name: str | None) -> None:
            if name:
                self._save(name)

        def complete(typed: str) -> tuple[int, Sequence[str]]:
            return 0, [name for name in names if name.startswith(typed) and name != typed]

        self._host.show_dialog(
            LineDialog(
                "Save a view",
                "Its name; that of another view takes its place.",
                yes="Save",
                value=self._listing.shown.view or "",
                check=_wrong_with_name,
                complete=complete,
            ),
            save,
        )

    def _save(self, name: str) -> None:
        from tunix_rt_tui.store.contract import View
        from tunix_rt_tui.tui.jobs.querying import save_view

        spec = self._listing.shown._replace(view=name)
        if self._host.store is not None:
            view = View(name, spec.query, layout_json(spec))
            post = self._host.post_message
            self._host.write("views", partial(save_view, self._host.store, view, post))
            self._listing.lay_out(spec)

    def _ask_to_forget(self, view: View) -> None:
        from tunix_rt_tui.tui.screens.confirm import ConfirmDialog

        self._host.ask(
            ConfirmDialog(
                "Forget a view",
                f"Forget the view '{view.name}'? The traces that it finds stay.",
                yes="Forget",
                no="Keep",
            ),
            lambda: self._forget(view),
        )

    def _forget(self, view: View) -> None:
        from tunix_rt_tui.tui.jobs.querying import forget_view

        if self._host.store is not None:
            post = self._host.post_message
            self._host.write("views", partial(forget_view, self._host.store, view.name, post))

    def take_saved(self, message: ViewSaved) -> None:
        """Say that a view was saved or forgotten."""
        done = "Saved" if message.kept else "Forgot"
        self._host.say(f"{done} the view '{message.name}'.", "done")

    # The trash.

    def turn_to_trash(self) -> None:
        """List what is in the trash, or go back from it."""
        spec = self._listing.shown
        if spec.scope == "trash":
            self._listing.leave_trash()
        else:
            self._listing.show(ListSpec(scope="trash", layout=spec.layout), keep=True)
            keys = self._host.keys
            back, gone = keys.name("list.undo"), keys.name("list.trash")
            self._host.say(f"In the trash {back} brings back, {gone} removes for good.")


def _wrong_with_name(name: str) -> str | None:
    return None if name else "A view needs a name."
