"""Asks for tags, and has them put on and taken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tunix_rt_tui.tui.messages import TagsCounted
from tunix_rt_tui.tui.screens.main.change_desk import ChangeDesk, Meant
from tunix_rt_tui.tui.screens.main.host import Host

if TYPE_CHECKING:
    from tunix_rt_tui.tui.screens.asking import LineDialog
    from tunix_rt_tui.tui.screens.choosing import ChoiceDialog


class TagDesk:
    """Holds which dialog waits to know what tags there are."""

    def __init__(self, host: Host, changing: ChangeDesk) -> None:
        self._host = host
        self._changing = changing
        self._counts: Mapping[str, int] = {}
        self._line: LineDialog | None = None
        self._choice: ChoiceDialog | None = None

    def ask(self, meant: Meant, on_trace: Sequence[str]) -> None:
        """Ask for tags; `on_trace` are those of a single trace."""
        from tunix_rt_tui.tui.listing.tag_words import (
            read_tags,
            tags_that_follow,
            wrong_with_tags,
        )
        from tunix_rt_tui.tui.screens.asking import LineDialog

        now = f" It has: {' '.join(on_trace)}." if on_trace else ""

        def decide(typed: str | None) -> None:
            self._line = None
            if typed:
                tags = read_tags(typed)
                self._changing.tag(meant, tags.add, tags.remove)

        self._line = LineDialog(
            f"Tag {meant.name}",
            f"Tags to put on; with a - before it, one to take off. tab completes.{now}",
            yes="Tag",
            check=wrong_with_tags,
            complete=lambda typed: tags_that_follow(typed, self._counts, on_trace),
        )
        self._host.show_dialog(self._line, decide)
        self._count()

    def ask_to_rename(self) -> None:
        """Ask which tag to rename, and how."""
        from tunix_rt_tui.tui.screens.choosing import ChoiceDialog

        def decide(chosen: int | None) -> None:
            self._choice = None
            if chosen is not None:
                self._ask_for_new(list(self._counts)[chosen])

        self._counts = {}
        hint = "enter chooses · esc closes"
        self._choice = ChoiceDialog("Rename a tag", (), hint=hint)
        self._host.show_dialog(self._choice, decide)
        self._count()

    def _count(self) -> None:
        from tunix_rt_tui.tui.jobs.changing import count_tags

        if self._host.store is not None:
            self._host.read("tags", partial(count_tags, self._host.store, self._host.post_message))

    def take_counts(self, message: TagsCounted) -> None:
        """Offer the tags that there are."""
        from tunix_rt_tui.tui.listing.choice import Choice
        from tunix_rt_tui.tui.words import counted

        self._counts = message.counts
        if self._line is not None:
            self._line.offer()
        if self._choice is not None and not message.counts:
            self._choice.dismiss(None)
            self._host.say("No trace has a tag yet.", "refused")
        elif self._choice is not None:
            counts = message.counts.items()
            self._choice.show([Choice(name, counted(count, "trace")) for name, count in counts])

    def _ask_for_new(self, old: str) -> None:
        from tunix_rt_tui.tui.listing.tag_words import wrong_with_tag
        from tunix_rt_tui.tui.screens.asking import LineDialog

        def decide(new: str | None) -> None:
            if new and new != old:
                self._changing.rename_tag(old, new)

        self._host.show_dialog(
            LineDialog(
                f"Rename {old}",
                "Its new name; that of another tag makes them one.",
                yes="Rename",
                value=old,
                check=wrong_with_tag,
            ),
            decide,
        )
