"""A terminal workbench for reasoning traces."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tunix_rt_tui.api import open_library as open_library
    from tunix_rt_tui.api import open_library_async as open_library_async

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load what programs use when they use it, so that importing the package stays instant."""
    if name in ("open_library", "open_library_async"):
        return getattr(import_module("tunix_rt_tui.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
