"""Scopes and columns of `traces` as SQL has them, in every database alike."""

from __future__ import annotations

from tunix_rt_tui.store.contract import Scope

IN_SCOPE: dict[Scope, str] = {"live": "deleted_at IS NULL", "trash": "deleted_at IS NOT NULL"}
"""Scopes as conditions on rows of `traces`; the partial indexes are made for these words."""

NUMBERS = {"steps": "steps", "size": "bytes", "chars": "chars", "tokens": "tokens"}
"""The columns of what is counted of every trace, by the fields of a query."""
