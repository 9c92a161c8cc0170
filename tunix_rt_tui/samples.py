"""The sample traces that come with the program."""

from __future__ import annotations

from pathlib import Path

from tunix_rt_tui.errors import SourceFault

EXAMPLE = Path("valid", "fahrenheit.json")
_FOLDER = "sample_traces"


def sample_traces() -> Path:
    """Find the folder of samples: inside the package, or beside it in a checkout.

    Raises `SourceFault` where neither is there.
    """
    package = Path(__file__).resolve().parent
    for place in (package, package.parent):
        folder = place / _FOLDER
        if (folder / EXAMPLE).is_file():
            return folder
    raise SourceFault(
        "Samples missing",
        f"There is no folder {_FOLDER} in {package} or beside it.",
        "Install the program again; the samples are part of it.",
    )


def load_example() -> str:
    """Read the example trace: 68 °F in degrees Celsius, in five steps."""
    return (sample_traces() / EXAMPLE).read_text(encoding="utf-8")
