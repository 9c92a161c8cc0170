"""Blocks of a training log are records, its noise is not; other text is refused once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.inputs import bad, good, messages, raws, read

START = b"START ============================"
END = b"END =============================="
NOISE = [
    b"",
    b"\x1b[34m\x1b[1mwandb\x1b[0m: Tracking run",
    b"WARNING:absl:Tokenizer 'None' {",
    b"{'loss': 0.5}",
    b"[2026-01-01 12:00:00] step 3",
    b"I0000 END of step = START = 1",
]
lines = st.lists(st.sampled_from(NOISE), max_size=4)


def block(number: int) -> bytes:
    return b"\n".join(
        [
            START,
            b"Question: %d?" % number,
            b"Answer: 1",
            b"Response: a",
            b"",
            b"b \xe2\x82\xac",
            END,
        ]
    )


@given(
    lines,
    st.lists(lines, min_size=1, max_size=4),
    st.sampled_from([b"\n", b"\r\n"]),
    st.integers(1, 60),
)
def test_blocks_are_records_and_noise_is_not(
    before: list[bytes], after: list[list[bytes]], line_end: bytes, size: int
) -> None:
    blocks = [block(number).replace(b"\n", line_end) for number in range(len(after))]
    text = b"".join(line + line_end for line in before)
    for each, noise in zip(blocks, after, strict=True):
        text += line_end.join([each, *noise]) + line_end
    found = read(text, chunk_size=size)
    assert raws(found) == blocks
    assert {each.kind for each in good(found)} == {"text"}
    assert not bad(found)
    assert good(found)[0].line == len(before) + 1


def test_a_block_begins_even_where_a_progress_bar_left_its_line_unfinished() -> None:
    text = b"\r 10%|#  | 1/10\r 20%|## | 2/10" + block(1) + b"\nmore\n"
    [record] = good(read(text))
    assert (record.raw, record.line, record.column) == (block(1), 1, 31)


def test_blocks_that_are_cut_off_are_named_and_kept() -> None:
    cut = block(1)[:60]
    found = read(b"noise\n" + cut + b"\n" + block(2) + b"\nnoise\n" + cut)
    assert raws(found) == [block(2)]
    assert [(each.line, each.raw, each.problem.code) for each in bad(found)] == [
        (2, cut, "E_BLOCK"),
        (len(cut.splitlines()) + 10, cut, "E_BLOCK"),
    ]


def test_a_huge_block_is_passed_over() -> None:
    huge = block(1).replace(b"Response: a", b"Response: " + b"x" * 5000)
    found = read(huge + b"\n" + block(2), hold=1000)
    assert raws(found) == [block(2)]
    assert bad(found)[0].size == len(huge)


def test_blocks_that_come_late_are_found() -> None:
    text = b"INFO: step\n" * 50_000 + block(1) + b"\n"
    assert raws(read(text, chunk_size=4096)) == [block(1)]


@pytest.mark.parametrize(
    "text",
    [
        b"Dear reader,\nthis is a letter.\nYours\n",
        b"step,loss\n1,0.5\n2,0.4\n",
        b'{\n  // a comment\n  "a": 1\n}\n' * 500,
        b"[INFO] a\n[INFO] b\n",
        b"x" * 100_000,
    ],
    ids=["letter", "metrics", "comments", "log", "one long line"],
)
@pytest.mark.parametrize("size", [7, 100_000])
def test_other_text_is_refused_once_or_not_at_all(text: bytes, size: int) -> None:
    [message] = messages(read(text, chunk_size=size))
    table = "a table, but no column is known"
    told = table if text.startswith(b"step,loss") else "text, but neither JSON nor"
    assert message.startswith(f"E_SOURCE This is {told}")
    assert read(text, chunk_size=size, silent=True) == []


def test_one_stray_line_is_left_to_the_parser() -> None:
    assert raws(read(b"hello\n")) == [b"hello"]
    assert read(b"hello\n", silent=True) == read(b"\0\1\2", silent=True) == []


@pytest.mark.parametrize("size", [1, 64, 10_000])
def test_documents_may_come_after_a_few_other_lines(size: int) -> None:
    noise = [b"Loading model", b"Done."]
    documents = [b'{"a": %d}' % number for number in range(3)]
    found = read(b"\n".join([*noise, *documents]), chunk_size=size, silent=True)
    assert raws(found) == [*noise, *documents]
    long = b'{"a": "' + b"x" * 100_000 + b'"}'
    assert raws(read(b"\n".join([*noise, b"Go", long]), chunk_size=size * 100))[-1] == long


def test_a_conversation_in_chatml_is_one_record() -> None:
    text = b"\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n<think>a\n\nb</think>\n"
    for size in (1, 5, 1000):
        [record] = good(read(text, chunk_size=size))
        assert (record.kind, record.raw, record.line) == ("text", text.strip(), 2)
    [refused] = bad(read(text + b"x" * 5000, hold=1000))
    assert refused.problem.code == "E_SIZE"
