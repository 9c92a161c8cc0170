"""Scopes as conditions on rows of `traces`; the partial indexes are made for these words."""

from __future__ import annotations

from tunix_rt_tui.store.contract import Scope

IN_SCOPE: dict[Scope, str] = {"live": "deleted_at IS NULL", "trash": "deleted_at IS NOT NULL"}
