"""`python -m tests.fuzz [SECONDS [SEED]]`: damage files and read them, for as long as one likes.

Each round takes a good file, real or small and made here, puts random bytes, flipped bits, cuts and
doubled pieces into it, or takes nothing but random bytes, and reads what is left through the very
reader of `import`. Anything but traces and named refusals ends it with the seed and the file kept.
"""

from __future__ import annotations

import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import FrameType

from tests.sources.test_damage import FILES
from tests.support.real_files import expected, real_file
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.library.reading import GoodRecord, Reading, read_traces
from tunix_rt_tui.sources.finding import find_sources
from tunix_rt_tui.sources.reading import read_records

SECONDS = 300.0
LOOPS = 20
"""Seconds after which the reading of one small file is taken to be a loop."""

MOST_BYTES = 200_000
"""Bytes of a file that are damaged: more would only make fewer rounds."""


class LoopError(Exception):
    """Reading a file did not end."""


def main(arguments: list[str]) -> int:
    """Fuzz for so long; 1 where something raised or looped."""
    seconds = float(arguments[0]) if arguments else SECONDS
    seed = int(arguments[1]) if len(arguments) > 1 else random.randrange(10**9)
    chance = random.Random(seed)
    signal.signal(signal.SIGALRM, _loops)
    good = list(_good_files())
    counts: Counter[str] = Counter()
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            name, data = chance.choice(good)
            file = Path(folder, f"damaged{Path(name).suffix}")
            file.write_bytes(_damaged(data, chance))
            signal.alarm(LOOPS)
            try:
                _read(file, counts)
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
                kept = Path(f"fuzz-{seed}-{counts['files']}{file.suffix}").absolute()
                kept.write_bytes(file.read_bytes())
                sys.stderr.write(f"seed {seed}, made of {name}: {error!r}; kept as {kept}\n")
                return 1
            finally:
                signal.alarm(0)
            counts["files"] += 1
    told = ", ".join(f"{number:,} {what}" for what, number in counts.items())
    sys.stdout.write(f"seed {seed}: {told}\n")
    return 0


def _good_files() -> Iterator[tuple[str, bytes]]:
    yield from FILES.items()
    for name in expected():
        if real_file(name).is_file():
            yield name, real_file(name).read_bytes()[:MOST_BYTES]


def _read(file: Path, counts: Counter[str]) -> None:
    try:
        for found in read_traces(read_records(find_sources([str(file)], BytesIO())), Reading()):
            counts["traces" if isinstance(found, GoodRecord) else "refusals"] += 1
    except TunixError:
        counts["files that were refused"] += 1


def _damaged(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.05:
        return chance.randbytes(chance.randrange(3000))
    broken = bytearray(data)
    for _ in range(chance.randrange(6)):
        at = chance.randrange(len(broken) + 1)
        match chance.randrange(5):
            case 0 if broken:
                broken[at - 1] ^= 1 << chance.randrange(8)
            case 1:
                broken[at:at] = chance.randbytes(chance.randrange(1, 9))
            case 2:
                del broken[at : at + chance.randrange(1, 200)]
            case 3:
                broken[at:at] = broken[at : at + chance.randrange(1, 200)]
            case _ if chance.random() < 0.3:
                del broken[at:]
    return bytes(broken)


def _loops(_number: int, _frame: FrameType | None) -> None:
    raise LoopError


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
