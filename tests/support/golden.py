"""What each format writes of a few traces, kept in a file for each to be looked at and compared.

`python -m tests.support.golden` writes these files anew; look at each difference before you commit.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.formats.writing.outgoing import outgoing, steps
from tests.support.traces import make_document
from tunix_rt_tui.formats.writing.contract import Outgoing, OutputFormat, Source
from tunix_rt_tui.library.output_formats import FORMATS

FOLDER = Path(__file__).parents[1] / "library" / "golden"

_CALL = {"id": "c1", "type": "function", "function": {"name": "sky", "arguments": "{}"}}
_AGENT = make_document(
    1,
    prompt="Weather?",
    final_answer="=Sunny.\n\nStay out.",
    meta={"system": "Be brief.", "model": "tiny", "reward": 0.5},
    steps=[
        {"i": 3, "type": "reasoning", "content": "I ask.", "seconds": 1.5},
        *steps(("tool_call", json.dumps(_CALL)), ("tool_result", "sun")),
        {"i": 4, "type": "check", "content": "It *is*: `sun`."},
    ],
    run="r-7",
)
_ROW = make_document(2, steps=steps(("reasoning", "One."), ("reasoning", "Two.")), meta=None)
_RAW_ROW = b'What is 2 plus 2?,"<think>One.\nTwo.</think>It is 4."'
_UNANSWERED = make_document(3, final_answer="[no answer]")


def traces() -> list[Outgoing]:
    """One that came as it is, one of a row of CSV, one whose model came to no answer."""
    joined = {"joins": {"1": "\n"}, "columns": ["prompt", "completion"]}
    of_row = Source("run.csv", 1, _RAW_ROW, "prompt_completion", joined)
    unanswered = Source("run.jsonl", 2, b'{"a": 1}', "prompt_completion", {"flags": "0"})
    return [
        outgoing(_AGENT),
        outgoing(_ROW, of_row, source="run.csv", tags=()),
        outgoing(_UNANSWERED, unanswered, source="run.jsonl", tags=("a", "b")),
    ]


def written(form: OutputFormat) -> bytes:
    """A file of the traces in a format."""
    write = form.open()
    return form.header + form.between.join(write(trace).data for trace in traces())


def file_of(form: OutputFormat) -> Path:
    """The file that holds what a format should write."""
    return FOLDER / f"{form.id}{form.suffix}"


if __name__ == "__main__":
    for each in FORMATS.values():
        file_of(each).write_bytes(written(each))
