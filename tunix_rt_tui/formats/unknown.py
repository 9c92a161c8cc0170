"""Records that are in no known format: why, and what their owner can do."""

from __future__ import annotations

from tunix_rt_tui.formats.contract import Item, Refusal
from tunix_rt_tui.formats.fields import has, record_of
from tunix_rt_tui.formats.later import refuse_later

_QUESTIONS = ("prompt", "question", "problem", "instruction", "input")
_GOLD = (
    *("answer", "expected_answer", "gold", "target", "label", "ground_truth", "solution"),
    *("expected", "reference", "references", "reward_model", "answers"),
)
"""Under these keys stand questions and the answers that are expected to them."""

_ABOUT = ("id", "index", "source", "data_source", "split", "category", "metadata", "extra_info")
"""What is told about a question under these keys is no output either."""

_MAX_KEYS = 12
_MAX_KEY_CHARS = 40


def refuse_unknown(item: Item) -> Refusal:
    """Say of a record what it seems to be, or which keys it has."""
    if item.kind == "text":
        return Refusal("unknown text", "The text is in no format that is known.")
    if not isinstance(item.value, dict):
        kind = "array" if isinstance(item.value, list) else "value"
        return Refusal(f"{kind} of no known format", f"The {kind} is in no format that is known.")
    if (later := refuse_later(item)) is not None:
        return later
    if has(item, "results", "configs") or has(item, "results", "versions"):
        return Refusal(
            "lm-eval results without samples",
            "These are results of lm-evaluation-harness, which hold no outputs: "
            "import samples_*.jsonl, which --log_samples writes.",
        )
    if _is_manifest(item):
        return Refusal(
            "manifest, no traces",
            "This describes a data set and holds no traces: import the files beside it.",
        )
    if has(item, "prompt") and record_of(item).get("completion", "") is None:
        return Refusal(
            "no reasoning and no answer", "The record has a prompt, and null for its completion."
        )
    if _is_gold_only(item):
        return Refusal(
            "prompt-only / gold-only record, no model output",
            "The record has a question, and no model's output where one is looked for. To take an "
            "output from elsewhere, or the expected answer, say --map prompt=KEY,answer=KEY.",
        )
    listed = keys_of(item)
    return Refusal(
        f"unknown object keys: {listed}",
        f"No known format has these keys: {listed}. "
        "Say where to look: --map prompt=KEY,answer=KEY,reasoning=KEY.",
    )


def keys_of(item: Item) -> str:
    """List the keys of a record, as many as fit into a sentence."""
    record = record_of(item)
    keys = [str(key)[:_MAX_KEY_CHARS] for key in list(record)[:_MAX_KEYS]]
    return ",".join(keys) + (",…" if len(record) > _MAX_KEYS else "")


def _is_manifest(item: Item) -> bool:
    return has(item, "dataset_key", "build_id") or has(item, "trace_ids", "trace_count")


def _is_gold_only(item: Item) -> bool:
    record = record_of(item)
    asks = any(isinstance(record.get(key), str | list) for key in _QUESTIONS)
    is_all = all(
        key in (*_QUESTIONS, *_ABOUT) or not isinstance(value, str | list | dict)
        for key, value in record.items()
    )
    return asks and (is_all or any(key in record for key in _GOLD))
