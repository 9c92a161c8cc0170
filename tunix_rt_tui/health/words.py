"""Times as people say them: words that change seldom, so that a screen is seldom redrawn."""

from __future__ import annotations

from datetime import timedelta


def latency_words(seconds: float) -> str:
    """How long an answer took: `<10 ms`, `<100 ms`, `<1 s`, then `1.2 s`."""
    for limit, words in ((0.01, "<10 ms"), (0.1, "<100 ms"), (1.0, "<1 s")):
        if seconds < limit:
            return words
    return f"{seconds:.1f} s"


def age_words(age: timedelta) -> str:
    """How long ago something was: `just now`, from a minute on `1 min ago`, `2 h ago`, `3 d ago`.

    Rounded down; what lies in the future, as clocks that were set back have it, is `just now`.
    """
    minutes = int(age.total_seconds()) // 60
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 24 * 60:
        return f"{minutes // 60} h ago"
    return f"{minutes // (24 * 60)} d ago"
