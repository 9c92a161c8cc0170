"""What the app is told at its start, apart from the services it works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tunix_rt_tui.tui.counting import Counts
from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.wire.driver import Wire


@dataclass(frozen=True, slots=True)
class Options:
    """Limits of a trace, whether the store may be written, and how the app looks and is used.

    `colourless` takes every colour out of whatever theme, as NO_COLOR demands. `state_folder`
    takes refused records of an import that cannot be kept beside their file. `import_command` is
    what adds a file to this very store from the command line.
    """

    limits: Counts
    read_only: bool = False
    state_folder: Path = Path()
    import_command: str = "tunix-rt import FILE"
    theme: str = "dark"
    colourless: bool = False
    wire: Wire = field(default_factory=Wire)
    keys: KeyTable = field(default_factory=KeyTable)
