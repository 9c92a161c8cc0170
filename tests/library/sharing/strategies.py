"""Traces that try to get out of the document that they are put into."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from tests.support.strategies import documents
from tunix_rt_tui.store.contract import Origin, StoredTrace, TraceSummary

HOSTILE = (
    "</div></details><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' style='color:red",
    "<img src=x onerror=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "</style></title></pre></textarea><!--",
    "--> ]]> <![CDATA[ <?php ",
    "&lt;b&gt; &amp;amp; &#60;i&#62; &nbsp;&notanentity",
    "https://example.com/a.png ![x](https://example.com/b.png)",
    "```\n# out\n```",
    "`" * 7 + "\n~~~\n",
    "``",
    " ` ",
    " a ",
    "\n\n- item\n\n    code\n<b>\n***\n[x]: http://example.com\n",
    "$x$ | table | *emphasis* \\` \\",
    "\x1b[31m\x1b]52;c;eA==\x07\r\n\r\x0c\x0b\t\x7f\x9b2J",
    "\u202egpj.exe\u2066\u200b\u2028\ufeff\U000e0041",
    "שלום abc 123 مرحبا",
)
_hostile = st.lists(st.sampled_from(HOSTILE) | st.text("`<>&\"' \n~#ab", min_size=1), min_size=1)
hostile_texts = _hostile.map("".join)
_short_texts = hostile_texts.map(lambda text: text[:64])


@st.composite
def hostile_traces(draw: st.DrawFn) -> StoredTrace:
    """A stored trace with any of these wherever a text can be."""
    document = draw(documents())
    for name in ("prompt", "final_answer"):
        document[name] = draw(hostile_texts | st.just(document[name]))
    for step in document["steps"]:
        step["type"] = draw(_short_texts | st.just(step["type"]))
        step["content"] = draw(hostile_texts | st.just(step["content"]))
    if draw(st.booleans()):
        document["meta"] = {draw(hostile_texts): draw(hostile_texts)}
    origin = Origin(draw(hostile_texts), 7) if draw(st.booleans()) else None
    tags = tuple(draw(st.lists(_short_texts, max_size=2)))
    return stored_trace(document, source=draw(_short_texts), tags=tags, origin=origin)


def stored_trace(
    document: dict[str, Any],
    *,
    source: str = "test",
    tags: tuple[str, ...] = (),
    origin: Origin | None = None,
) -> StoredTrace:
    """A document as a store gives it."""
    text = json.dumps(document, ensure_ascii=False)
    summary = TraceSummary(
        seq=1,
        id=UUID("3f2a9c1e-5b7d-4c20-9f11-0a1b2c3d4e5f"),
        created_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        trace_version=document["trace_version"],
        source=source,
        steps=len(document["steps"]),
        bytes=len(text.encode()),
        prompt_preview="",
        tags=tags,
        deleted_at=None,
    )
    return StoredTrace(summary, text, origin)
