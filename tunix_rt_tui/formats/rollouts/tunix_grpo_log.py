"""What the GRPO examples of Tunix print while they train: a block for one rollout at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tunix_rt_tui.formats.contract import Draft, Format, Found, Item, ReadingOptions, Refusal, each
from tunix_rt_tui.formats.tags import read_output

_START = re.compile(r"START =+[ \t]*\r?(?:\n|\Z)")
_END = re.compile(r"(?:^END =+|(?<!\w)END ={10,})[ \t]*\r?$", re.MULTILINE)
"""A line of its own, or the end of one that a progress bar has left unfinished."""

_QUESTION = re.compile(r"^Question: ?", re.MULTILINE)
_ANSWER = re.compile(r"^Answer: ?", re.MULTILINE)
_RESPONSE = re.compile(r"^Response: ?", re.MULTILINE)
_EXTRACTED = re.compile(r"^Extracted: ?", re.MULTILINE)


def _fits(item: Item) -> bool:
    return (
        item.kind == "text" and isinstance(item.value, str) and _START.match(item.value) is not None
    )


def _read(item: Item, _options: ReadingOptions) -> Iterator[Found]:
    """Only the response is read for tags: questions may quote them, and labels too."""
    text: str = item.value
    end = _last(_END, text)
    question = _QUESTION.search(text)
    label = _ANSWER.search(text, question.end()) if question else None
    response = _RESPONSE.search(text, label.end()) if label else None
    extracted = _last(_EXTRACTED, text)
    gold = _last(_ANSWER, text[: response.start()]) if response else None
    if not (end and question and response and extracted and gold):
        lines = {"Question": question, "Answer": label, "Response": response}
        lacks = next((name for name, found in lines.items() if found is None), None)
        wrong = f"no line {lacks}:" if end and lacks else "no end: the log was cut off in it"
        yield Refusal("block is not whole", f"The block has {wrong}.")
        return
    if not question.end() <= gold.start() or not response.end() <= extracted.start() < end.start():
        yield Refusal("block is not whole", "The lines of the block are not in their order.")
        return
    found = read_output(_line(text[response.end() : extracted.start()]))
    guess = text[extracted.end() : end.start()].strip().partition("\n")[0].rstrip()
    meta = {
        "gold": text[gold.end() : response.start()].strip(),
        "extracted": None if guess == "None" else guess,
    }
    prompt = _line(text[question.end() : gold.start()])
    yield Draft(prompt, found.steps, found.answer, {**meta, **found.meta}, found.notes)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


def _line(text: str) -> str:
    """Leave out the end of line that `print` put behind a value."""
    return text.removesuffix("\n").removesuffix("\r")


FORMAT = Format("tunix_grpo_log", "Tunix GRPO logs", _fits, each(_read))
