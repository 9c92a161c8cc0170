"""Every format that is read, in the order in which a record is tried against them.

The first that fits is taken, so what is told by more keys, or by rarer ones, stands first.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from tunix_rt_tui.formats.chat import array, chatml, messages, responses, sharegpt
from tunix_rt_tui.formats.completions import prompt_completion, rows
from tunix_rt_tui.formats.contract import Format, Item
from tunix_rt_tui.formats.datasets import (
    bigbench_mistake,
    gsm8k,
    math,
    math_aps,
    math_shepherd,
    prm800k,
    process_labels,
    s1k,
)
from tunix_rt_tui.formats.evaluations import (
    inspect,
    lm_eval,
    math_eval_harness,
    openai_evals,
    reasoning_gym,
    verifiers,
)
from tunix_rt_tui.formats.fields import record_of
from tunix_rt_tui.formats.rollouts import tunix_grpo_log, tunix_trajectory, verl_rollout
from tunix_rt_tui.formats.tunix_rt import evaluations as tunix_rt_evaluations
from tunix_rt_tui.formats.tunix_rt import exports as tunix_rt_exports

CANONICAL = "canonical"
"""The id of documents that are traces already; the strict parser reads them, no format does."""

FORMATS: tuple[Format, ...] = (
    *inspect.FORMATS,
    reasoning_gym.FORMAT,
    openai_evals.FORMAT,
    tunix_rt_exports.TRACE,
    tunix_rt_exports.TUNIX_SFT,
    tunix_rt_exports.TRAINING_EXAMPLE,
    tunix_rt_evaluations.PREDICTIONS,
    tunix_rt_evaluations.OBSERVER,
    lm_eval.FORMAT,
    prm800k.FORMAT,
    math_shepherd.FORMAT,
    process_labels.FORMAT,
    math_aps.FORMAT,
    bigbench_mistake.FORMAT,
    s1k.FORMAT,
    responses.OPENAI_BATCH,
    responses.OLLAMA,
    responses.EVALSCOPE,
    responses.ANTHROPIC,
    verifiers.FORMAT,
    sharegpt.FORMAT,
    tunix_trajectory.FORMAT,
    messages.FORMAT,
    array.FORMAT,
    verl_rollout.FORMAT,
    rows.THINKING,
    prompt_completion.FORMAT,
    math_eval_harness.FORMAT,
    *gsm8k.FORMATS,
    rows.CAMEL,
    math.FORMAT,
    rows.ALPACA,
    tunix_grpo_log.FORMAT,
    chatml.FORMAT,
)


def looks_canonical(value: Any) -> bool:
    """Tell whether a value means to be a reasoning trace, be it a good one or not."""
    return isinstance(value, dict) and (
        isinstance(value.get("steps"), list) and "prompt" in value and "final_answer" in value
    )


def unwrapped(value: Any) -> dict[str, Any] | None:
    """Give the document in what a server tells of a trace: `{id, created_at, …, payload}`."""
    if not isinstance(value, dict) or not isinstance(payload := value.get("payload"), dict):
        return None
    return payload if "steps" in payload else None


def format_named(format_id: str) -> Format | None:
    """Find a format by its public name."""
    return next((known for known in FORMATS if known.id == format_id), None)


def format_of(item: Item) -> Format | None:
    """Tell which format a record is in; None where it is in none that is known."""
    for known in _with_keys(_KEYS.intersection(record_of(item))):
        if known.fits(item):
            return known
    return None


_KEYS = frozenset(key for known in FORMATS for keys in known.keys for key in keys)


@lru_cache(maxsize=512)
def _with_keys(keys: frozenset[str]) -> tuple[Format, ...]:
    """Leave out the formats whose keys a record lacks; most records of a file have the same."""
    return tuple(
        known for known in FORMATS if not known.keys or any(map(keys.issuperset, known.keys))
    )
