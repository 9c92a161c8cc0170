"""`python -m tunix_rt_tui.store.migrations MESSAGE`: begin a new revision of the schema."""

from __future__ import annotations

import sys

from tunix_rt_tui.store.migrations.known import SQLITE, History
from tunix_rt_tui.store.migrations.writing import new_revision


def main(arguments: list[str], history: History = SQLITE) -> int:
    """Write the revision and print the path of its file; 2 unless there is one message."""
    if len(arguments) != 1 or not arguments[0].strip():
        sys.stderr.write("usage: python -m tunix_rt_tui.store.migrations MESSAGE\n")
        return 2
    sys.stdout.write(f"{new_revision(arguments[0], history)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
