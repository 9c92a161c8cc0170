"""A reasoning trace."""

from __future__ import annotations

import hashlib
import json
from operator import attrgetter
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json

from tunix_rt_tui.trace.limits import (
    MAX_ANSWER_CHARS,
    MAX_PROMPT_CHARS,
    MAX_STEP_CHARS,
    MAX_STEP_TYPE_CHARS,
    MAX_STEPS,
    MAX_VERSION_CHARS,
)

_canonical = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False
)
_EXTRA_OF = attrgetter("model_extra")
_keep_and_freeze = ConfigDict(extra="allow", strict=True, frozen=True)


class TraceStep(BaseModel):
    """One step of a chain of reasoning; fields that it does not know are kept as given."""

    model_config = _keep_and_freeze

    i: Annotated[int, Field(ge=0)]
    type: Annotated[str, Field(min_length=1, max_length=MAX_STEP_TYPE_CHARS)]
    content: Annotated[str, Field(min_length=1, max_length=MAX_STEP_CHARS)]


class ReasoningTrace(BaseModel):
    """A prompt, the steps that were taken, the final answer, and what is known about them.

    Characters are Unicode code points; the order of `steps` is the document's. That `i` is unique,
    keys are not repeated, numbers are finite and text is well formed is held by the parser, the
    only way in.
    """

    model_config = _keep_and_freeze

    trace_version: Annotated[str, Field(min_length=1, max_length=MAX_VERSION_CHARS)]
    prompt: Annotated[str, Field(min_length=1, max_length=MAX_PROMPT_CHARS)]
    final_answer: Annotated[str, Field(min_length=1, max_length=MAX_ANSWER_CHARS)]
    steps: Annotated[list[TraceStep], Field(min_length=1, max_length=MAX_STEPS)]
    meta: dict[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """Give the plain values, equal as JSON to the document that this was read from."""
        document = _fields(self)
        if "meta" not in self.model_fields_set:
            del document["meta"]
        document["steps"] = [_fields(step) for step in self.steps]
        return document

    def content_hash(self) -> str:
        """Name the trace by its content, as the function of that name names its document.

        Where it is sure to be the same, a faster encoder writes what is named: for traces without
        unknown fields whose `meta` is flat and has ordinary numbers, nearly all there are.
        """
        meta = self.meta
        if (
            self.model_extra
            or any(map(_EXTRA_OF, self.steps))
            or (meta and not all(map(_is_written_alike, meta.values())))
        ):
            return content_hash(self.document())
        document: dict[str, Any] = {"final_answer": self.final_answer}
        if "meta" in self.model_fields_set:
            document["meta"] = meta and dict(sorted(meta.items()))
        document["prompt"] = self.prompt
        document["steps"] = [
            {"content": step.content, "i": step.i, "type": step.type} for step in self.steps
        ]
        document["trace_version"] = self.trace_version
        return _sha256(to_json(document))


def _is_written_alike(value: object) -> bool:
    """Tell whether both encoders are known to write a value of `meta` alike.

    Python writes a float with an exponent where its number is smaller or larger than these.
    """
    kind = type(value)
    if kind is float:
        return value == 0 or 1e-4 <= abs(value) < 1e16  # type: ignore[arg-type]
    return kind is str or kind is bool or value is None or kind is int


def _fields(model: BaseModel) -> dict[str, Any]:
    """Give all fields of a model, those that it does not know along with them."""
    extra = model.model_extra
    return {**vars(model), **extra} if extra else {**vars(model)}


def content_hash(document: Any) -> str:
    """Name a document by its content: SHA-256, 64 hexadecimal digits.

    Equal for documents that are equal as JSON, whatever their spacing and the order of their keys;
    1 and 1.0 differ.
    """
    return _sha256(_canonical.encode(document).encode())


def _sha256(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
