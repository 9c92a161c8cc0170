"""Hiding what is secret inside a text that is shown."""

from __future__ import annotations

import re

MASK = "•••"

_SECRET_PARAMETER = re.compile(r"(?i)([?&][^=&#]*(?:pass|secret|token|key)[^=&#]*=)[^&#]*")


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
    """Hide the credentials of a URL, or of what was meant to be one; the user name stays.

    Made for text that may be malformed, so it hides too much rather than too little: all between
    the first colon after the scheme and the last `@`, and parameters with a telling name. A user
    name alone is hidden too, unless it is that of a database: for HTTP it often is a token.
    """
    scheme, separator, rest = text.partition("://")
    if not separator:
        scheme, rest = "", text
    if scheme.startswith("sqlite"):
        return text
    credentials, at, place = rest.rpartition("@")
    if at:
        user, colon, _ = credentials.partition(":")
        if colon:
            credentials = f"{user}:{MASK}"
        elif not scheme.startswith("postgres"):
            credentials = MASK
    return _SECRET_PARAMETER.sub(rf"\1{MASK}", f"{scheme}{separator}{credentials}{at}{place}")


def plain(field: str, value: object) -> str | None:
    """Write the value of a setting, good or bad, without what is secret in it; None stays None.

    `field` is the name of the setting in lower case. In the place of a database or a URL anything
    but text is named by its type alone.
    """
    if value is None:
        return None
    if isinstance(value, Secret):
        value = value.reveal()
    if field.endswith("_token"):
        return MASK
    if field.endswith(("_url", "_server")):
        return mask_url(value) if isinstance(value, str) else type(value).__name__
    return str(value).lower() if isinstance(value, bool) else str(value)
