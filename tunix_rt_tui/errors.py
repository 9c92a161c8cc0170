"""The one tree of errors that a person may be shown.

The terminal app shows one as a dialog, the command line as two lines on stderr. Anything that is
not in this tree and still reaches a front end is a defect of ours, and is reported as such.
"""

from __future__ import annotations

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_SOME_REFUSED = 3
EXIT_NOT_FOUND = 4
EXIT_INTERRUPTED = 130


class TunixError(Exception):
    """A fault with a name, a sentence and a way out.

    `title` is two to four words, `message` says what happened and where, `hint` what to do next.
    None of them ever holds a secret; all may hold text from outside, so front ends make them safe
    to draw.
    """

    exit_code = EXIT_FAILED

    def __init__(self, title: str, message: str, hint: str) -> None:
        super().__init__(f"{title}: {message}")
        self.title = title
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Let it come from another process whole."""
        return _fault, (type(self), self.title, self.message, self.hint)


class UsageFault(TunixError):
    """The words of a command, or a setting, cannot be used as given."""

    exit_code = EXIT_USAGE


class SettingFault(UsageFault):
    """A setting breaks its rule; the message names the setting, its source and the rule."""


class NotFound(TunixError):
    """Nothing goes by that id, prefix or path."""

    exit_code = EXIT_NOT_FOUND


class AmbiguousId(UsageFault):
    """More than one trace goes by that prefix; the hint names the candidates."""


class StoreFault(TunixError):
    """The store cannot do what was asked: read-only, locked, full, damaged, too new, missing."""


class ReadOnlyStore(StoreFault):
    """Writing was asked of a store that was opened, or can only be opened, for reading."""


class DamagedStore(StoreFault):
    """The store is damaged inside; what can still be read of it can be exported."""


class SourceFault(TunixError):
    """A file or stream to import from cannot be read as one."""


class TargetFault(TunixError):
    """A file to export to cannot be written."""


class RecordFault(TunixError):
    """What was offered is no trace, and no record of which one could be made."""


def _fault(kind: type[TunixError], title: str, message: str, hint: str) -> TunixError:
    """Make a fault again; some kinds choose their words themselves."""
    fault = kind.__new__(kind)
    TunixError.__init__(fault, title, message, hint)
    return fault
