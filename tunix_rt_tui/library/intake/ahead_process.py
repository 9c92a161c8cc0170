"""The process that reads ahead: it takes one order, and sends portions until there is no more."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO

from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.library.intake.framing import MessageReader, framed
from tunix_rt_tui.library.intake.garbage import collecting_rarely
from tunix_rt_tui.library.intake.messages import STOP, Ended
from tunix_rt_tui.library.intake.packed import PackedTraces
from tunix_rt_tui.library.intake.portioning import Portioner
from tunix_rt_tui.library.intake.portions import Order, Portion
from tunix_rt_tui.library.reading import read_traces
from tunix_rt_tui.sources.finding import find_sources
from tunix_rt_tui.sources.reading import read_records


def main() -> None:
    """Read what standard input asks for, and write it to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who was interrupted asks this process to end
    out = _standard_output()
    orders = MessageReader(sys.stdin.buffer)
    if not orders.wait():
        return
    order: Order = orders.message()
    stopped = threading.Event()
    threading.Thread(target=_hear, args=(sys.stdin.buffer, stopped.set), daemon=True).start()
    try:
        with collecting_rarely():
            for message in messages(order, stopped.is_set):
                out.write(framed(message))
                out.flush()
    except BrokenPipeError:
        os._exit(1)  # nobody hears any more


def messages(order: Order, is_stopped: Callable[[], bool]) -> Iterator[Portion | Ended]:
    """Read what is asked for, until it is all, or stopped; the last message tells how it ended."""
    portioner = Portioner(order.choosing, order.quarantine, at_once=False)
    fault: TunixError | None = None
    defect: str | None = None
    try:
        sources = find_sources(order.paths, BytesIO())
        records = read_records(sources, order.reading.columns)
        for portion in portioner.portions_of(read_traces(records, order.reading)):
            yield _packed(portion)
            if is_stopped():
                break
    except TunixError as error:
        fault = error
    except Exception:  # noqa: BLE001 - the process that asked raises it
        defect = traceback.format_exc()
    try:
        last = portioner.close()
    except TunixError as error:
        fault, last = fault or error, portioner.given()
    yield Ended(last, fault, defect)


def _packed(portion: Portion) -> Portion:
    traces = portion.traces
    return portion._replace(traces=PackedTraces(traces)) if traces else portion


def _standard_output() -> IO[bytes]:
    """Take standard output for the messages; what is printed by mistake goes nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return out


def _hear(pipe: IO[bytes], stop: Callable[[], None]) -> None:
    """Wait until it is asked to stop; where nobody is left who could ask, end at once."""
    if pipe.read(1) != STOP:
        os._exit(1)
    stop()
