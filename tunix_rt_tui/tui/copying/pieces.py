"""What of a trace can be copied: always the original, whatever is drawn of it."""

from __future__ import annotations

from typing import Literal

from tunix_rt_tui.tui.reading import OpenedTrace

Piece = Literal["document", "prompt", "answer", "step", "id"]


def original(opened: OpenedTrace, piece: Piece, step: int | None) -> str:
    """Give a piece of a trace as it was given; `step` is the marked one, from 0."""
    from tunix_rt_tui.trace.model import ReasoningTrace

    if piece == "document":
        return opened.text
    if piece == "id":
        return str(opened.id)
    trace = ReasoningTrace.model_validate_json(opened.text)
    if piece == "step" and step is not None:
        return trace.steps[step].content
    return trace.prompt if piece == "prompt" else trace.final_answer


def name_of(piece: Piece, step: int | None) -> str:
    """Say what a piece is."""
    names: dict[Piece, str] = {
        "document": "the trace as JSON",
        "prompt": "the prompt",
        "answer": "the final answer",
        "step": f"step {(step or 0) + 1}",
        "id": "the id",
    }
    return names[piece]
