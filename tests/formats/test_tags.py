"""One output of a model becomes reasoning and answer, whatever tags it has, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.rebuilding import rebuilt
from tunix_rt_tui.formats.contract import Draft
from tunix_rt_tui.formats.limits import fit
from tunix_rt_tui.formats.mapped import Mapped
from tunix_rt_tui.formats.tags import Output, read_output, read_visible

ANALYSIS = "<|channel|>analysis<|message|>A<|end|>"
FINAL = "<|start|>assistant<|channel|>final<|message|>4<|return|>"


def shown(output: Output) -> list[str]:
    """The steps as `type: content`, and the answer."""
    return [*(f"{step.type}: {step.content}" for step in output.steps), output.answer]


@pytest.mark.parametrize(
    "text",
    [
        "<think>R</think>A",
        "<THINK>\nR\n</THINK>\n\nA\n",
        "<thinking>R</thinking>A",
        "<thinking>R</think>A",
        "<thought>R</thought>A",
        "<reasoning>R</reasoning><answer>A</answer>",
        "<reasoning>R</reasoning>\n<answer>\nA\n",
        "<reasoning>R<answer>A</answer>",
        "<|begin_of_thought|>R<|end_of_thought|><|begin_of_solution|>A<|end_of_solution|>",
        "<think>R</think><solution>A</solution>",
        "[THINK]R[/THINK]A",
        "◁think▷R◁/think▷A",
        "R</think>A",
        "R\n</reasoning>\n<answer>A</answer>",
        "R <answer>A</answer>",
        "<think><think>R</think>A</think>",
        "<think>R</think>A<|im_end|>",
        "<think>R</think></answer>A</s>",
        "<think>R</think><answer>A</answer><answer></answer>",
        "<think>R <answer>A</answer></think>",
        "<|channel|>analysis<|message|>R<|end|>"
        "<|start|>assistant<|channel|>final<|message|>A<|return|>",
        "<|channel|>analysis<|message|>R<|end|><|start|>assistant<|channel|>final<|message|>A",
    ],
)
def test_every_family_of_tags_is_known(text: str) -> None:
    assert shown(read_output(text)) == ["reasoning: R", "A"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Okay.\n<reasoning>R</reasoning><answer>A</answer>\nBye.",
            ["preamble: Okay.", "reasoning: R", "text: Bye.", "A"],
        ),
        (
            "<think>One.</think>Look up.<think>Two.</think>A",
            ["reasoning: One.", "text: Look up.", "reasoning: Two.", "A"],
        ),
        (
            "<think>It says <answer>x</answer>.</think><answer>A</answer>",
            ["reasoning: It says <answer>x</answer>.", "A"],
        ),
        (
            "Write <reasoning> and </reasoning>.</think><answer>A</answer>",
            ["reasoning: Write <reasoning> and </reasoning>.", "A"],
        ),
        (
            "<think>R, as in </reasoning>.</think>A",
            ["reasoning: R, as in </reasoning>.", "A"],
        ),
        (
            "<think>R</think><answer>no</answer> or <answer>A</answer>",
            ["reasoning: R", "text: no</answer> or", "A"],
        ),
        (
            "<reasoning>x <answer>1</answer> y <answer>A</answer>",
            ["reasoning: x <answer>1</answer> y", "A"],
        ),
    ],
)
def test_what_stands_around_is_kept_and_what_is_quoted_does_not_count(
    text: str, found: list[str]
) -> None:
    assert shown(read_output(text)) == found


@pytest.mark.parametrize(
    "text",
    ["<think>R", "<think>R\n\n", "<think>R</think>", "<think>R</think>\n<answer></answer>"],
)
def test_who_does_not_come_to_an_answer_has_none(text: str) -> None:
    assert shown(read_output(text)) == ["reasoning: R", ""]


def test_who_was_cut_off_while_thinking_again_has_no_answer() -> None:
    text = "<think>R</think>\n<search>q</search>\n<think>S"
    assert shown(read_output(text)) == [
        "reasoning: R",
        "text: <search>q</search>",
        "reasoning: S",
        "",
    ]


def test_a_call_on_a_channel_is_a_step_with_the_name_of_its_tool() -> None:
    output = read_output(
        "<|channel|>commentary to=functions.add <|constrain|>json<|message|>{}<|call|>"
        "<|start|>functions.add to=assistant<|channel|>commentary<|message|>2<|end|>"
        "<|start|>assistant<|channel|>final<|message|>A"
    )
    assert [step.type for step in output.steps] == ["tool_call", "tool_result"]
    assert output.steps[0].content.startswith("functions.add ")
    assert (output.steps[1].content, output.answer) == ("2", "A")


@pytest.mark.parametrize(
    ("text", "answer", "source"),
    [
        ("Half of 4.\n#### 2", "2", "####"),
        (r"So \boxed{1} or \boxed{\frac{1}{2}}.", r"\frac{1}{2}", "boxed"),
        ("Half of 4.\n**Answer:** 2", "2", "Answer:"),
        ("Half of 4.\nFinal Answer: 2\n", "2", "Answer:"),
        ("I think the answer is 2.5. Bye!", "2.5", "the answer is"),
    ],
)
def test_without_tags_a_marked_answer_makes_the_rest_reasoning(
    text: str, answer: str, source: str
) -> None:
    output = read_output(text)
    assert (output.answer, output.meta) == (answer, {"answer_source": source})
    assert "".join((step.before or "") + step.content for step in output.steps) == text.rstrip()
    beside = read_visible(text)
    assert (beside.answer, beside.steps) == (text.rstrip(), ())
    assert beside.meta == {"extracted_answer": answer, "answer_source": source}


@pytest.mark.parametrize(
    "text",
    [
        "It is 2.",
        "#### Plan\nIt is 2.",
        r"\boxed{2",
        r"\boxed{" + "2" * 1_001 + "}",
        "Answer: " + "2" * 301,
        "The answer is\n2",
        "A </think-tag> is none.",
    ],
)
def test_without_tags_and_marks_all_is_the_answer(text: str) -> None:
    assert shown(read_output(text)) == [text]


pieces = st.lists(
    st.sampled_from(
        [
            *("<think>", "</think>", "<reasoning>", "</reasoning>", "<answer>", "</answer>"),
            *("[THINK]", "[/THINK]", "◁think▷", "◁/think▷", "<solution>", "</s>", "<|im_end|>"),
            *("<|start|>assistant", "<|channel|>", "<|channel|>final", "<|message|>", "<|end|>"),
            *("a", "b c", "\n", "\n\n", " ", "```", "\\[", "\\]", "#### 1", r"\boxed{", "}", "{"),
        ]
    )
    | st.text(max_size=5),
    max_size=25,
).map("".join)


@given(pieces)
def test_every_output_can_be_put_together_again(text: str) -> None:
    for output in (read_output(text), read_visible(text)):
        mapped = fit(Draft("?", output.steps, output.answer, {}, output.notes), "x")
        if isinstance(mapped, Mapped) and "replaced" not in mapped.notes:
            assert rebuilt(mapped.document, mapped.notes) == text


@pytest.mark.parametrize(
    "piece",
    [
        *("<think>", "</think>", "<answer>", "</answer>", "<answer> </answer>", "[THINK] "),
        *("<think>\n", "<think>a</think>", "<answer>x</answer>", "</answer> <answer>"),
        *(r"\boxed{", "the answer is ", "{", "\\[", "```\n", "<|channel|>a<|message|>"),
    ],
)
def test_hostile_outputs_are_read_without_trouble(piece: str) -> None:
    output = read_output(piece * 3_000)
    assert len(output.steps) <= 3_001


@pytest.mark.parametrize(
    ("text", "steps", "answer"),
    [
        (
            f"{ANALYSIS}<|start|>assistant<|channel|>commentary I will look.<|end|>{FINAL}",
            [("reasoning", "A"), ("preamble", "I will look.")],
            "4",
        ),
        (
            f"{ANALYSIS}<|start|>assistant Second thought.<|end|>{FINAL}",
            [("reasoning", "A"), ("text", "Second thought.")],
            "4",
        ),
        (
            f"{ANALYSIS}<|start|>assistant<|channel|>final It is 4<|return|>",
            [("reasoning", "A")],
            "It is 4",
        ),
        (f"We think<|end|>{FINAL}", [("reasoning", "We think")], "4"),
        (f"We say {FINAL}", [("preamble", "We say")], "4"),
        (f"{ANALYSIS}<|start|>assistant<|channel|>", [("reasoning", "A")], ""),
    ],
)
def test_messages_of_harmony_are_read_where_their_marks_are_forgotten(
    text: str, steps: list[tuple[str, str]], answer: str
) -> None:
    output = read_output(text)
    assert [(step.type, step.content) for step in output.steps] == steps
    assert output.answer == answer
