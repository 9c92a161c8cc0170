"""What the store knows with which a query goes on, and the views that it keeps."""

from __future__ import annotations

from tunix_rt_tui.store.contract import Reader, View, Views
from tunix_rt_tui.tui.jobs.listing import Post
from tunix_rt_tui.tui.messages import ValuesKnown, ViewSaved, ViewsRead

VALUES_OFFERED = 12
"""Values that are offered at a time: more than a line shows."""


async def know_values(reader: Reader, field: str, begun: str, request: int, post: Post) -> None:
    """Ask for values that begin so."""
    post(ValuesKnown(request, await reader.known_values(field, begun, VALUES_OFFERED)))


async def read_views(store: Views, post: Post) -> None:
    """Read the views that were saved."""
    post(ViewsRead(await store.views()))


async def save_view(store: Views, view: View, post: Post) -> None:
    """Save a view."""
    await store.save_view(view)
    post(ViewSaved(view.name, kept=True))


async def forget_view(store: Views, name: str, post: Post) -> None:
    """Forget a view."""
    await store.forget_view(name)
    post(ViewSaved(name, kept=False))
