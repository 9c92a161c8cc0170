"""The library of traces for Python programs: `tunix_rt_tui.open_library`."""

from tunix_rt_tui.api.asynchronous import AsyncLibrary, open_library_async
from tunix_rt_tui.api.synchronous import Library, open_library
from tunix_rt_tui.api.values import LibraryTrace, OnDuplicate, Path

__all__ = [
    "AsyncLibrary",
    "Library",
    "LibraryTrace",
    "OnDuplicate",
    "Path",
    "open_library",
    "open_library_async",
]
