"""Errors of any kind in the form that a person is shown."""

from __future__ import annotations

import traceback

from tunix_rt_tui.errors import TunixError


def as_fault(error: BaseException) -> TunixError:
    """Give an error that a person can be shown; what is no `TunixError` is a defect of ours."""
    if isinstance(error, TunixError):
        return error
    return TunixError(
        "Something went wrong",
        f"{type(error).__name__}: {error}",
        "This is a defect of the app; nothing was lost in the store. "
        "The detail below helps to report it.",
    )


def detail_of(error: BaseException) -> str:
    """Write out where an error came from; empty for one that explains itself."""
    if isinstance(error, TunixError):
        return ""
    return "".join(traceback.format_exception(error))
