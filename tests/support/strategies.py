"""Hypothesis strategies: documents that are traces, and documents that nearly are."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

_MAX_INT = 10**30

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
"""Any text that a trace may hold."""

tricky_texts = st.sampled_from(
    [
        '"',
        '":',
        '" :',
        "\\",
        '\\"',
        '\\":',
        '{"i":0,"i":1}',
        "a : b",
        "NaN",
        "\u2028",
        "\u007f",
        "😀",
        "é",
    ]
)
filled_texts = st.builds("".join, st.lists(texts | tricky_texts, min_size=1, max_size=4)).filter(
    bool
)
short_texts = filled_texts.map(lambda text: text[:64])
numbers = st.integers(-_MAX_INT, _MAX_INT) | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | numbers | filled_texts | st.just("")
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts | tricky_texts, inner, max_size=3)
    ),
    max_leaves=8,
)
metas = st.dictionaries(texts | tricky_texts, trees, max_size=4)


@st.composite
def documents(draw: st.DrawFn, *, unknown_fields: bool = True) -> dict[str, Any]:
    """A document that is a trace, as plain values."""
    indices = draw(st.lists(st.integers(0, _MAX_INT), min_size=1, max_size=4, unique=True))
    document: dict[str, Any] = {
        "trace_version": draw(short_texts),
        "prompt": draw(filled_texts),
        "final_answer": draw(filled_texts),
        "steps": [
            {"i": i, "type": draw(short_texts), "content": draw(filled_texts)} for i in indices
        ],
    }
    if draw(st.booleans()):
        document["meta"] = draw(st.none() | metas)
    if unknown_fields and draw(st.booleans()):
        document[f"x{draw(texts)}"] = draw(trees)
        document["steps"][0][f"x{draw(texts)}"] = draw(trees)
    return document


@st.composite
def spaced_json(draw: st.DrawFn, document: Any) -> str:
    """One of the many texts of a document: with escapes or without, and spaced in odd ways."""
    space = st.sampled_from(["", "", " ", "\n", "\t", "\r\n", "  "])
    text: str = json.dumps(
        document,
        ensure_ascii=draw(st.booleans()),
        indent=draw(st.sampled_from([None, None, 0, 2])),
        separators=(draw(space) + "," + draw(space), draw(space) + ":" + draw(space)),
    )
    return draw(space) + text + draw(space)


trace_texts = documents().flatmap(spaced_json)
"""Texts that must be accepted."""

_KEYS = ('"prompt":"again",', '"prompt" : 1,', '"i":0,', '"i":0.0,', '"i":-0,', '"i" :NaN,')
_NUMBERS = ("NaN", "Infinity", "-Infinity", '"x":1e999,', "9" * 4301, "1.", "01", "-", "1e5")
_ESCAPES = (r"\u0000", r"\ud800", r"\udc00\ud800", r"\ud83d\ude00", r"\\u0000", r"\q", "\\", '"')
_MARKS = ("{", "}", "[", "]", ",", ":", "true", "nul", '"meta":{"a":1,"a":2},')
_CHARACTERS = ("\0", "\n", "\x85", "\ufeff", "\ud800", "\udce9")
_NESTS = ("[" * 70, '{"":' * 70)
_fragments = st.sampled_from(_MARKS) | st.sampled_from(
    _KEYS + _NUMBERS + _ESCAPES + _CHARACTERS + _NESTS
)


@st.composite
def mutated_texts(draw: st.DrawFn) -> str:
    """Texts of a trace with pieces put in, taken out or doubled; some are traces still."""
    text: str = draw(trace_texts)
    for _ in range(draw(st.integers(1, 3))):
        marks = [at for at, character in enumerate(text) if character in "{}[],:"]
        start = draw(st.integers(0, len(text)) | st.sampled_from([*marks, 0]))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 0, 1, 2, 10])))
        piece = draw(_fragments | st.just(text[start : start + 20]))
        text = text[:start] + piece + text[end:]
    return text
