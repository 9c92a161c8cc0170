"""From what a person types to the trace that is meant."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tunix_rt_tui.errors import AmbiguousId, NotFound, UsageFault
from tunix_rt_tui.store.contract import Reader, Scope
from tunix_rt_tui.trace.identity import start_of_id

MIN_PREFIX = 4
"""Characters of an id that must be given at least."""

CANDIDATES_SHOWN = 5


async def resolve_id(reader: Reader, given: str, scope: Scope = "live") -> UUID:
    """Find the one trace of a scope whose id is, or starts with, what was given.

    Case and surrounding white space do not matter, and the dashes may all be left out. Raises
    `UsageFault` for what can be no id, `NotFound` where nothing matches, and `AmbiguousId` with
    candidates where several do.
    """
    prefix = start_of_id(given.strip().lower())
    if prefix is None:
        raise UsageFault(
            "Not an id",
            f"'{given}' is neither a UUID nor the start of one.",
            f"Give a UUID, or at least its first {MIN_PREFIX} characters: digits, a to f, dashes.",
        )
    if len(prefix) < MIN_PREFIX:
        raise UsageFault(
            "Id too short",
            f"'{given}' has fewer than {MIN_PREFIX} characters.",
            f"Give at least the first {MIN_PREFIX} characters of the id.",
        )
    found = await reader.ids_with_prefix(prefix, CANDIDATES_SHOWN + 1, scope)
    if len(found) == 1:
        return found[0]
    if found:
        named = ", ".join(str(candidate) for candidate in found[:CANDIDATES_SHOWN])
        more = ", …" if len(found) > CANDIDATES_SHOWN else ""
        raise AmbiguousId(
            "Ambiguous id",
            f"More than one trace has an id that starts with '{prefix}'.",
            f"Give more of it. Candidates: {named}{more}",
        )
    trashed = scope == "trash"
    raise NotFound(
        "Trace not found",
        f"Trace with id {prefix} not found in {'the trash' if trashed else 'this store'}.",
        "See what is in the trash with: tunix-rt restore --list"
        if trashed
        else "See the ids with: tunix-rt list; those in the trash with: tunix-rt restore --list",
    )


async def resolve_ids(reader: Reader, given: Sequence[str], scope: Scope = "live") -> list[UUID]:
    """Find the trace that each of these means, in their order, none of them twice.

    Raises as `resolve_id` does, for the first that means no one trace.
    """
    found = [await resolve_id(reader, each, scope) for each in given]
    return list(dict.fromkeys(found))
