"""Statements with named parameters, for a driver that numbers them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NAMED = re.compile(r"(?<![:\w]):([a-z]\w*)")


def numbered(statement: str, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """Number the parameters of a statement, and put their values in this order."""
    names: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"${names.setdefault(found[1], len(names) + 1)}"

    written = _NAMED.sub(number, statement)
    return written, [values[name] for name in names]
