"""The part `api`: load on the HTTP API, and on a plain one in the same run."""

from __future__ import annotations

from tests.bench.api.part import run

__all__ = ["run"]
