"""A trace as Markdown: nothing of it becomes markup, and its texts come back."""

from __future__ import annotations

import json
import re

from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.library.sharing.strategies import hostile_traces, stored_trace
from tests.support.traces import make_document
from tunix_rt_tui.library.sharing.markdown import as_markdown
from tunix_rt_tui.store.contract import Origin, StoredTrace
from tunix_rt_tui.trace.text import flat, has_unsafe, visible


def read(text: str) -> list[Token]:
    return MarkdownIt("commonmark").parse(text)


def fenced(tokens: list[Token], language: str) -> list[str]:
    """The texts in fences; a fence gives each a last line break that it does not have."""
    fences = [token for token in tokens if token.type == "fence"]
    return [token.content.removesuffix("\n") for token in fences if token.info == language]


def spans(tokens: list[Token]) -> list[str]:
    children = [child for token in tokens for child in token.children or ()]
    return [child.content for child in children if child.type == "code_inline"]


@given(hostile_traces())
def test_every_text_comes_back_and_nothing_becomes_markup(stored: StoredTrace) -> None:
    text = as_markdown(stored)
    assert not has_unsafe(text)
    document = json.loads(stored.text)
    tokens = read(text)
    kinds = {token.type for token in tokens}
    within = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {
        *("heading_open", "heading_close", "inline", "fence"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
        *("paragraph_open", "paragraph_close"),
    }
    assert within <= {"text", "code_inline"}
    steps = [visible(step["content"]) for step in document["steps"]]
    prompt, answer = visible(document["prompt"]), visible(document["final_answer"])
    assert fenced(tokens, "text") == [prompt, *steps, answer]
    assert {flat(step["type"]) for step in document["steps"]} <= {*spans(tokens)}
    if document.get("meta") is not None:
        assert document["meta"] in map(json.loads, fenced(tokens, "json"))
    for known in (stored.summary.source, *stored.summary.tags):
        assert flat(known) in spans(tokens)


def test_it_says_what_is_known_and_what_it_lacks() -> None:
    document = make_document(
        3, final_answer="[no answer]", meta={"finish_reason": "length"}, extra=[1]
    )
    document["steps"][1]["score"] = 0.5
    stored = stored_trace(
        document, source="gsm8k", tags=("good", "a`b"), origin=Origin("runs/a.jsonl", 1204)
    )
    assert as_markdown(stored).splitlines()[:18] == [
        "# Trace 3f2a9c1e",
        "",
        "- id: 3f2a9c1e-5b7d-4c20-9f11-0a1b2c3d4e5f",
        "- created: 2026-01-02T03:04:05.000000Z",
        "- source: `gsm8k`",
        "- version: `1.0`",
        "- steps: 2",
        "- tags: `good`, ``a`b``",
        "- origin: `runs/a.jsonl`",
        "- record: 1 204",
        "- lacks: no answer, cut off",
        "",
        "## Prompt",
        "",
        "```text",
        "What is 3 plus 3?",
        "```",
        "",
    ]
    headings = re.findall("^## .*", as_markdown(stored), re.MULTILINE)
    assert headings == [
        "## Prompt",
        "## Step 1 of 2 · i 0: `reason`",
        "## Step 2 of 2 · i 1: `check`",
        "## Other fields of step 2",
        "## Final answer",
        "## Meta",
        "## Other fields",
    ]


def test_what_was_made_visible_is_told_in_one_line_and_only_then() -> None:
    quiet = as_markdown(stored_trace(make_document(1, prompt="tab\tand é 漢 🙂\nline")))
    assert "written out" not in quiet
    assert "tab\tand é 漢 🙂\nline" in quiet
    told = as_markdown(stored_trace(make_document(1, prompt="\u202egpj.exe")))
    assert len(re.findall("written out", told)) == 1
    assert "‹U+202E›gpj.exe" in told


def test_json_stays_equal_whatever_is_in_it() -> None:
    meta = {"\u202e": "\x1b[31m\x7f\x9b", "n": [1.5, 10**30, None]}
    text = as_markdown(stored_trace(make_document(1, meta=meta)))
    assert json.loads(fenced(read(text), "json")[-1]) == meta
    assert "written out" not in text


def test_a_text_without_a_letter_has_its_place_all_the_same() -> None:
    text = as_markdown(stored_trace(make_document(1), source=""))
    assert "- source: (empty)\n" in text
