"""A trace as a page: no tag, attribute or address comes from it, and its texts come back."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

from hypothesis import given

from tests.library.sharing.strategies import hostile_traces, stored_trace
from tests.support.traces import make_document
from tunix_rt_tui.library.sharing.html import as_html
from tunix_rt_tui.store.contract import StoredTrace
from tunix_rt_tui.trace.text import flat, has_unsafe, visible

TAGS = frozenset(
    {
        *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section"),
        *("h1", "h2", "p", "ol", "ul", "li", "a", "dl", "div", "dt", "dd", "pre", "span", "bdi"),
        *("details", "summary"),
    }
)
EMPTY = frozenset({"meta"})
ANCHOR = r"(prompt|step-\d+|step-\d+-fields|final-answer|meta|other-fields)"
ATTRIBUTES = {
    "id": ANCHOR,
    "href": f"#{ANCHOR}",
    "class": "lacks|note|head|text|type|length|prompt|step|answer|json",
    "dir": "auto",
    "lang": "en",
    "aria-label": "Outline|What it lacks",
}
"""Every attribute outside the head, and all that it may be."""


class Page(HTMLParser):
    """Reads a page; `tags` are those that begin, `texts` what is said in each element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.oddities: list[str] = []
        self._open: list[tuple[str, str, list[str]]] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append((tag, known))
        if tag not in EMPTY:
            self._open.append((tag, known.get("class") or tag, []))

    def handle_endtag(self, tag: str) -> None:
        opened, name, said = self._open.pop()
        assert opened == tag
        self.texts.append((name, "".join(said)))

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][2].append(data)

    def handle_comment(self, data: str) -> None:
        self.oddities.append(data)

    handle_pi = unknown_decl = handle_comment

    def of(self, name: str) -> list[str]:
        """What is said in the elements of a class, or of a tag."""
        return [said for known, said in self.texts if known == name]


@given(hostile_traces())
def test_nothing_but_text_comes_from_a_trace(stored: StoredTrace) -> None:
    text = as_html(stored)
    assert not has_unsafe(text)
    page = Page(text)
    assert not page.oddities
    for tag, attributes in page.tags:
        assert tag in TAGS
        if tag != "meta":
            for name, value in attributes.items():
                if (tag, name, value) != ("details", "open", None):
                    assert re.fullmatch(ATTRIBUTES[name], value or ""), (tag, name, value)
    assert [tag for tag, _ in page.tags].count("style") == 1


@given(hostile_traces())
def test_every_text_comes_back(stored: StoredTrace) -> None:
    document = json.loads(stored.text)
    page = Page(as_html(stored))
    steps = [visible(step["content"]) for step in document["steps"]]
    prompt, answer = visible(document["prompt"]), visible(document["final_answer"])
    assert page.of("text") == [prompt, *steps, answer]
    said = page.of("bdi")
    assert {flat(step["type"]) for step in document["steps"]} <= {*said}
    for known in (stored.summary.source, *stored.summary.tags):
        assert flat(known) in said
    if document.get("meta") is not None:
        assert document["meta"] in [json.loads(text) for text in page.of("pre")]


def test_the_policy_lets_nothing_but_the_style_of_the_page_take_effect() -> None:
    page = Page(as_html(stored_trace(make_document(1))))
    [style] = page.of("style")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    [policy] = [
        attributes["content"]
        for tag, attributes in page.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy is not None
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert "url(" not in style
    assert "@import" not in style
    assert [tag for tag, _ in page.tags][2] == "meta"
    assert page.tags[2][1] == {"charset": "utf-8"}


def test_every_step_is_an_open_fold_with_a_place_in_the_outline() -> None:
    page = Page(as_html(stored_trace(make_document(1, steps=3))))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    targets = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert ids == ["prompt", "step-1", "step-2", "step-3", "final-answer", "meta"]
    assert targets == [f"#{anchor}" for anchor in ids]
    folds = [attributes for tag, attributes in page.tags if tag == "details"]
    assert len(folds) == 3
    assert all("open" in attributes for attributes in folds)
    assert page.of("length")[1] == "12 characters · ≈ 3 tokens"


def test_what_it_lacks_stands_out_and_what_was_made_visible_is_told() -> None:
    whole = Page(as_html(stored_trace(make_document(1))))
    assert not whole.of("lacks")
    assert not whole.of("note")
    document = make_document(1, final_answer="[no answer]", prompt="\u202e")
    lacking = Page(as_html(stored_trace(document)))
    assert "no answer" in lacking.of("li")
    assert len(lacking.of("note")) == 1
