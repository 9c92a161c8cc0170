"""Parquet: rows with their cells, a few at a time. Needs `pyarrow`, which the extra brings."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any, BinaryIO

from tunix_rt_tui.sources.pieces import Cut, Flaw, Piece, whole_flaw

_BATCH_ROWS = 16
"""Rows that are unpacked at a time: a cell may hold megabytes."""

_BUFFER_BYTES = 1_048_576
"""Bytes of a column that are read at a time."""


def read_parquet(file: BinaryIO, hold: int) -> Iterator[Cut]:
    """Give each row with its cells; `raw` is a JSON object of them.

    What JSON has no value for, such as a time or NaN, becomes text.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError:
        message = (
            "Parquet cannot be read without pyarrow. Install it: "
            "pip install 'tunix-rt-tui[parquet]'"
        )
        yield whole_flaw(message)
        return
    try:
        table = ParquetFile(file, buffer_size=_BUFFER_BYTES, pre_buffer=False)
        for batch in table.iter_batches(batch_size=_BATCH_ROWS, use_threads=False):
            for index in range(batch.num_rows):
                [cells] = batch.slice(index, 1).to_pylist()
                yield _row(cells, hold)
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        why = str(error).partition("\n")[0].rstrip(".")
        yield whole_flaw(f"The Parquet file is damaged ({why}); what came before was read.")


def _row(cells: dict[str, Any], hold: int) -> Cut:
    plain = {name: _plain(cell) for name, cell in cells.items()}
    raw = json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(raw) > hold:
        return Flaw("E_SIZE", f"The row has {len(raw)} bytes; at most {hold} are read.")
    return Piece(None, 1, 0, len(raw), raw, "row", plain)


def _plain(cell: Any) -> Any:
    """Turn a cell into what JSON can say."""
    if cell is None or isinstance(cell, str | bool | int):
        return cell
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else str(cell)
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "backslashreplace")
    if isinstance(cell, dict):
        return {str(key): _plain(value) for key, value in cell.items()}
    if isinstance(cell, list | tuple):
        return [_plain(value) for value in cell]
    return str(cell)
