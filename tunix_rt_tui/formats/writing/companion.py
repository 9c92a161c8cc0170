"""What the exports of tunix-rt do not say of a trace, beside it, so that ours are read back whole.

`restored` in `tunix_rt.py` gives the document of a record that this program wrote, and None for
every other record, which a format of reading then reads as anybody's. The companion stands in the
metadata under `tunix_rt_tui`:

    {"trace_version": "1.0", "steps": [{"i": 0, "type": "reason"}, …], "added": ["created_at", …]}

`steps` have `chars`, the length of their contents, where contents stand in one text, and `fields`
where a step has unknown ones. `added` names what the metadata has beside `meta`. Where they say
something there are `prompt_chars`, `fields` (unknown ones of the document), `meta` (`null`, or
`missing`, where it is no object) and `covered` (what `meta` itself has under `tunix_rt_tui`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tunix_rt_tui.trace.model import ReasoningTrace

KEY = "tunix_rt_tui"

Json = dict[str, Any]


def metadata_of(trace: ReasoningTrace, added: Json, *, in_one_text: bool) -> Json:
    """Give the metadata of a record: what tunix-rt adds, the meta of the trace, the companion.

    What `meta` has goes before what is added, as in tunix-rt.
    """
    meta = trace.meta or {}
    companion: Json = {
        "trace_version": trace.trace_version,
        "steps": [_kept_of(step, in_one_text=in_one_text) for step in trace.steps],
        "added": [key for key in added if key not in meta],
    }
    if in_one_text:
        companion["prompt_chars"] = len(trace.prompt)
    if trace.model_extra:
        companion["fields"] = trace.model_extra
    if trace.meta is None:
        companion["meta"] = "null" if "meta" in trace.model_fields_set else "missing"
    if KEY in meta:
        companion["covered"] = meta[KEY]
    return {**added, **meta, KEY: companion}


def _kept_of(step: Any, *, in_one_text: bool) -> Json:
    kept: Json = {"i": step.i, "type": step.type}
    if in_one_text:
        kept["chars"] = len(step.content)
    if step.model_extra:
        kept["fields"] = step.model_extra
    return kept


def companion_in(record: Mapping[str, Any]) -> Json | None:
    """Find the companion of a record; None where there is none that can be read."""
    metadata = record.get("metadata")
    companion = metadata.get(KEY) if isinstance(metadata, Mapping) else None
    if not isinstance(companion, dict):
        return None
    steps = companion.get("steps")
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        return None
    return companion


def document_with(
    companion: Json, metadata: Json, prompt: str, contents: Sequence[str], answer: str
) -> Json | None:
    """Put a document together again; None where the companion belongs to another trace.

    Whether its values are those of a trace is for the parser to say.
    """
    kept = companion["steps"]
    if len(kept) != len(contents):
        return None
    steps = [
        {"i": step.get("i"), "type": step.get("type"), "content": content, **_fields(step)}
        for step, content in zip(kept, contents, strict=True)
    ]
    document = {
        "trace_version": companion.get("trace_version"),
        "prompt": prompt,
        "final_answer": answer,
        "steps": steps,
    }
    added = companion.get("added")
    named = added if isinstance(added, list) else []
    left_out = {KEY, *(name for name in named if isinstance(name, str))}
    meta = {key: value for key, value in metadata.items() if key not in left_out}
    if "covered" in companion:
        meta[KEY] = companion["covered"]
    if meta or "meta" not in companion:
        document["meta"] = meta
    elif companion["meta"] == "null":
        document["meta"] = None
    return document | _fields(companion)


def _fields(kept: Json) -> Json:
    """Give the unknown fields that were kept; known ones are never among them."""
    fields = kept.get("fields")
    return fields if isinstance(fields, dict) else {}
