"""Looking for texts in documents, where no index can tell."""

from __future__ import annotations

from collections.abc import Sequence

from tunix_rt_tui.trace.query.locating import Texts, read_texts
from tunix_rt_tui.trace.query.seeking import Seeker
from tunix_rt_tui.trace.query.terms import Pattern, Words


class DocumentReader:
    """Looks through documents for texts; of one that it is asked about twice it reads once.

    A document that a pattern takes too long over is counted, and has not the text.
    """

    def __init__(self, sought: Sequence[Words | Pattern]) -> None:
        self._seekers = [Seeker(each) for each in sought]
        self._document = ""
        self._texts = Texts("", (), "")
        self._overrun: str | None = None
        self.passed_over = 0

    def found_in(self, document: str, number: int) -> bool:
        """Tell whether a document has a text, by its number."""
        if document is not self._document and document != self._document:
            self._document, self._texts = document, read_texts(document)
        seeker = self._seekers[number]
        try:
            return any(map(seeker.is_in, _texts_for(seeker, self._texts)))
        except TimeoutError:
            if self._overrun != document:
                self._overrun = document
                self.passed_over += 1
            return False


def _texts_for(seeker: Seeker, texts: Texts) -> list[str]:
    steps = [content for _, content in texts.steps]
    match seeker.place:
        case "prompt":
            return [texts.prompt]
        case "answer":
            return [texts.answer]
        case "steps":
            return steps
        case _:
            return [texts.prompt, *steps, texts.answer]
