"""Running as a user without any privilege, whoever runs the tests."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

CAPABILITY_VERSION = 0x20080522
ROOT = Path(__file__).parents[2]


def drop_capabilities() -> None:
    """Give up the right to pass over the permission bits of files, which root has."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    none = (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset(header, none):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def run_unprivileged(code: str) -> str:
    """Run Python code in a process without privileges; return what it printed."""
    prelude = "from tests.support.unprivileged import drop_capabilities\ndrop_capabilities()\n"
    done = subprocess.run(
        [sys.executable, "-c", prelude + code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
