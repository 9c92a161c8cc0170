"""A good record of each format that is read."""

from __future__ import annotations

from typing import Any

from tunix_rt_tui.formats.contract import Item

_INSPECT_HEAD = {"status": "success", "eval": {"task": "sums", "model": "m"}, "plan": {}}
_INSPECT_SAMPLE = {
    "id": 1,
    "epoch": 1,
    "input": "1+1?",
    "target": "2",
    "messages": [
        {"role": "system", "content": "Sum."},
        {"role": "user", "content": [{"type": "text", "text": "attachment://a"}]},
        {
            "role": "assistant",
            "content": [{"type": "reasoning", "reasoning": "One."}, {"type": "text", "text": "2"}],
            "tool_calls": [{"id": "c", "function": "add", "arguments": {"a": 1}}],
        },
        {"role": "tool", "content": "2", "tool_call_id": "c", "error": None},
        {"role": "assistant", "content": "It is 2."},
    ],
    "output": {
        "model": "m",
        "choices": [{"message": {"role": "assistant", "content": "2"}, "stop_reason": "stop"}],
        "usage": {"total_tokens": 3},
    },
    "scores": {"match": {"value": "C"}},
    "attachments": {"a": "1+1?"},
    "error": {"message": "late"},
}
_MESSAGES = [
    {"role": "system", "content": "Sum."},
    {"role": "user", "content": "1+1?"},
]

GOOD: dict[str, Any] = {
    "chat.messages": {
        "messages": [
            *_MESSAGES,
            {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "add"}}]},
            {"role": "tool", "content": "2"},
            {"role": "assistant", "reasoning_content": "One.\n\nTwo.", "content": "It is 2."},
        ],
        "score": 1,
    },
    "chat.array": [*_MESSAGES, {"role": "assistant", "content": "<think>One.</think>2"}],
    "chat.anthropic_message": {
        "type": "message",
        "role": "assistant",
        "content": [{"type": "thinking", "thinking": "One."}, {"type": "text", "text": "2"}],
        "request": {"system": "Sum.", "messages": [{"role": "user", "content": "1+1?"}]},
        "stop_reason": "end_turn",
    },
    "ollama_chat": {
        "model": "m",
        "messages": _MESSAGES,
        "message": {"role": "assistant", "thinking": "One.", "content": "2"},
        "done_reason": "stop",
    },
    "evalscope": {
        "index": 0,
        "messages": _MESSAGES,
        "model_output": {"choices": [{"message": {"role": "assistant", "content": "So: 2"}}]},
        "target": "2",
    },
    "sharegpt": {
        "system": "Sum.",
        "conversations": [
            {"from": "human", "value": "1+1?"},
            {"from": "function_call", "value": '{"name": "add", "arguments": {}}'},
            {"from": "observation", "value": "2"},
            {"from": "gpt", "value": "<think>One.</think>2"},
        ],
    },
    "prompt_completion": {
        "prompt": "1+1?",
        "completion": "<think>One.</think>2",
        "reward": 1.0,
        "metadata": {"step": 3},
    },
    "thinking_row": {"question": "1+1?", "thinking": "One.", "content": "2", "model": "m"},
    "camel_traces": {"traces": [{"problem": "1+1?", "final_trace": "<think>One.</think>2"}]},
    "alpaca": {"instruction": "Add.", "input": "1+1", "output": "It is 2."},
    "chatml_text": "<|im_start|>user\n1+1?<|im_end|>\n<|im_start|>assistant\n<think>1</think>2",
    "tunix_rt.trace": {
        "prompts": "1+1?",
        "trace_steps": ["One.", "Two."],
        "final_answer": "2",
        "metadata": {"lot": 1},
    },
    "tunix_rt.tunix_sft": {
        "prompts": "<start_of_turn>user\n1+1?<end_of_turn>\n<start_of_turn>model\n"
        "Reasoning:\n1. One.\n2. Two.\nAnswer: 2<end_of_turn>",
        "final_answer": "2",
        "metadata": {"format": "tunix_sft"},
    },
    "tunix_rt.training_example": {
        "prompt": "1+1?\n\nPlease show your reasoning steps.",
        "response": "Reasoning:\n1. One.\n2. Two.\nAnswer: 2",
        "metadata": {"source_trace_id": "x"},
    },
    "tunix_rt.predictions": {"prompt": "1+1?", "expected_answer": "2", "predicted_answer": "Two."},
    "tunix_rt.observer": {"prompt": "1+1?", "input_text": "One.\n2", "label": 1},
    "inspect.json": {**_INSPECT_HEAD, "samples": [_INSPECT_SAMPLE]},
    "inspect.eval": _INSPECT_SAMPLE,
    "reasoning_gym": {
        "metadata": {"model": "m"},
        "categories": [
            {
                "name": "sums",
                "datasets": [
                    {
                        "name": "small",
                        "results": [
                            {
                                "question": "1+1?",
                                "completions": [
                                    {"full_model_response": "<think>One.</think>2", "score": 1.0}
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
    },
    "openai_evals": {
        "run_id": "r",
        "event_id": 1,
        "sample_id": "s.1",
        "type": "sampling",
        "data": {"prompt": _MESSAGES, "sampled": ["I add.\nA: 2"], "model": "m"},
    },
    "lm_eval.samples": {
        "doc_id": 0,
        "doc": {"question": "1+1?"},
        "target": "2",
        "arguments": {"gen_args_0": {"arg_0": ['[{"role": "user", "content": "1+1?"}]']}},
        "resps": [["<think>One.</think>2"]],
        "filtered_resps": ["2"],
        "filter": "none",
        "metrics": ["exact_match"],
        "exact_match": 1.0,
    },
    "prm800k": {
        "question": {"problem": "1+1?", "pre_generated_answer": "2"},
        "label": {
            "steps": [
                {
                    "completions": [{"text": "One more.", "rating": 1}],
                    "chosen_completion": 0,
                    "human_completion": {"text": "It is 2."},
                }
            ],
            "finish_reason": "solution",
        },
    },
    "math_shepherd": {
        "input": "1+1? Step 1: One more. ки\nStep 2: The answer is: 2 ки",
        "label": "1+1? Step 1: One more. +\nStep 2: The answer is: 2 -",
        "task": "sums",
    },
    "process_labels": {"question": "1+1?", "process": "One more.\n\nIt is 2.", "labels": [1, 1]},
    "math_aps": {
        "question": "1+1?",
        "final_answer": "2",
        "reasoning_steps": [{"solution_prefix": "One more.", "mc_value": 0.5}],
    },
    "bigbench_mistake": {
        "input": "1+1?",
        "steps": ["One more."],
        "answer": "2",
        "target": "2",
        "mistake_index": None,
    },
    "s1k": {
        "question": "1+1?",
        "solution": "2",
        "metadata": "{'year': 1999}",
        "gemini_thinking_trajectory": "One more.",
        "gemini_attempt": "2",
        "thinking_trajectories": ["One more."],
        "attempt": "2",
    },
    "verifiers": {
        "prompt": _MESSAGES,
        "completion": [{"role": "assistant", "content": "2", "reasoning_content": "One."}],
        "reward": 1.0,
        "error": None,
    },
    "verl_rollout": {
        "input": "system\nSum.\nuser\n1+1?\nassistant\n",
        "output": "<think>One.</think>2",
        "score": 1.0,
    },
    "tunix_trajectory.csv": {
        "conversation_text": "[{'role': 'user', 'content': '1+1?'}, "
        "{'role': 'assistant', 'content': '<think>One.</think>2'}]",
        "status": "SUCCEEDED",
        "trajectory_reward": "1.0",
        "old_logprobs": "None",
    },
    "math_eval_harness": {
        "idx": 0,
        "question": "1+1?",
        "code": ["<think>One.</think>2"],
        "pred": ["2"],
        "report": [None],
        "score": [True],
    },
    "gsm8k.model_solutions": {
        "question": "1+1?",
        "ground_truth": "A: 2",
        "small": {"solution": "One more.\nA: 2", "is_correct": True},
    },
    "gsm8k": {"question": "1+1?", "answer": "One more.\n#### 2"},
    "math": {"problem": "1+1?", "level": "1", "solution": "One more: $\\boxed{2}$."},
    "tunix_grpo_log": "START ====\nQuestion: 1+1?\nAnswer: 2\nResponse: <reasoning>One.</reasoning>"
    "<answer>2</answer>\nExtracted: 2\nEND ====\n",
}
"""By the id of the format; no more than the fields that it is read by, and one or two others."""


def item_of(format_id: str, value: Any, number: int = 1) -> Item:
    """Make the item that a record of this format comes as."""
    if format_id == "tunix_trajectory.csv":
        return Item(value, number, "row")
    if format_id in ("tunix_grpo_log", "chatml_text"):
        return Item(value, number, "text")
    if format_id == "inspect.eval":
        return Item(value, number, "json", _INSPECT_HEAD)
    return Item(value, number)
