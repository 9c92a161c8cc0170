"""Hiding what is secret inside a text that is shown."""

from __future__ import annotations

import re

MASK = "•••"

_SECRET_PARAMETER = re.compile(r"(?i)([?&][^=&#]*(?:pass|secret|token|key)[^=&#]*=)[^&#]*")
_PARAMETER = re.compile(r"([?&](?:[^=&#]*=)?)[^&#]+")


class Secret:
    """A text that never shows itself: neither in a picture of it nor in a message."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one who needs it."""
        return self._text

    def __repr__(self) -> str:
        return f"Secret('{MASK}')"


def mask_url(text: str) -> str:
    """Hide what may be secret in a URL or a path, or in what was meant to be one.

    Made for text that may be malformed, so it hides too much rather than too little: all between
    the first colon after the scheme and the last `@`, and every value of a query. Of a database
    the user name stays, and so do parameters without a telling name; for HTTP either often is a
    token.
    """
    scheme, separator, rest = text.partition("://")
    if not separator:
        scheme, rest = "", text
    if scheme.startswith("sqlite"):
        return text
    of_database = scheme.startswith("postgres")
    rest = (_SECRET_PARAMETER if of_database else _PARAMETER).sub(rf"\1{MASK}", rest)
    credentials, at, place = rest.rpartition("@")
    if at:
        user, colon, _ = credentials.partition(":")
        if colon:
            credentials = f"{user}:{MASK}"
        elif not of_database:
            credentials = MASK
    return f"{scheme}{separator}{credentials}{at}{place}"


def plain(field: str, value: object) -> str | None:
    """Write the value of a setting, good or bad, without what is secret in it; None stays None.

    `field` is the name of the setting in lower case. In the place of a database, a URL or a path
    anything but text is named by its type alone.
    """
    if value is None:
        return None
    if isinstance(value, Secret):
        value = value.reveal()
    if field.endswith("_token"):
        return MASK
    if field.endswith(("_url", "_server", "_path")):
        return mask_url(value) if isinstance(value, str) else type(value).__name__
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
