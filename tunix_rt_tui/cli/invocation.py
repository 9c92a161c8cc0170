"""What was said before the verb."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tunix_rt_tui.errors import ReadOnlyStore

if TYPE_CHECKING:  # `--version` and `--help` do without settings
    from tunix_rt_tui.settings import LoadedSettings, Settings


@dataclass(frozen=True, slots=True)
class Invocation:
    """The global options, as they were given; nothing is read before it is asked for."""

    flags: Mapping[str, object]
    config_file: Path | None

    def with_flag(self, name: str, value: object) -> Invocation:
        """The same with one more option, of a verb; one that was not given is None."""
        return replace(self, flags={**self.flags, name: value})

    def load(self) -> LoadedSettings:
        """Gather all settings; raises `SettingFault`."""
        from tunix_rt_tui.settings import load_settings

        return load_settings(flags=self.flags, config_file=self.config_file)

    def settings(self) -> Settings:
        """Gather all settings, without where they came from; raises `SettingFault`."""
        return self.load().settings

    def load_for_writing(self, what: str) -> LoadedSettings:
        """Gather all settings; `ReadOnlyStore` where nothing may be written.

        So that no work is begun in vain; `what` says in a clause what it would have done.
        """
        loaded = self.load()
        if loaded.settings.tunix_rt_read_only:
            origin = loaded.origins["TUNIX_RT_READ_ONLY"]
            by_flag = origin.startswith("flag")
            raise ReadOnlyStore(
                "Read-only store",
                f"{what}, but {'--read-only' if by_flag else 'TUNIX_RT_READ_ONLY'} forbids that.",
                "Run the same without --read-only."
                if by_flag
                else f"Set it to false where it comes from: {origin}.",
            )
        return loaded

    def settings_for_writing(self, what: str) -> Settings:
        """The same, without where they came from."""
        return self.load_for_writing(what).settings

    def repeated_in(self, text: str) -> str:
        """Say again before each verb that a text names what says here which store is meant.

        So that the command can be copied out of the text and does what it is there for. A secret
        in a URL is not repeated.
        """
        from tunix_rt_tui.settings.masking import mask_url

        said = []
        db = self.flags.get("db")
        if isinstance(db, str):
            said += ["--db", mask_url(db)]
        if self.config_file is not None:
            said += ["--config", str(self.config_file)]
        words = "".join(f"{shlex.quote(word)} " for word in said)
        return _NAMED_VERB.sub(lambda found: found[0] + words, text)


_NAMED_VERB = re.compile(r"\btunix-rt (?=[a-z])(?!(?:[a-z-]+ )+--help)")
"""The place before a verb, unless it is only asked for its help."""

pass_invocation = click.make_pass_decorator(Invocation)
"""Gives a verb what was said before it, as its first argument."""
