"""How soon keys are answered, to the last byte, against a bare list."""

from __future__ import annotations

import json
from statistics import median

from tests.bench.at_work import app_at_work, document, reference_at_work
from tests.bench.figures import Figure
from tests.support.terminal import Terminal

BIG = 200_000
"""Characters of the document that is edited."""


def seconds(terminal: Terminal, key: str, times: int = 15) -> float:
    """Seconds until the last byte that a key sends, the median of several."""
    return median(terminal.measure(key)[0] for _ in range(times))


def run() -> list[Figure]:
    """Measure a row and a page of the list, a key in a big document, and opening help."""
    with reference_at_work() as bare:
        bare_row, bare_page = seconds(bare, "j"), seconds(bare, "pagedown")
    with app_at_work() as app:
        figures = [
            Figure("a row of the list", seconds(app, "j"), "s", bare_row, at_most=1.5),
            Figure("a page of the list", seconds(app, "pagedown"), "s", bare_page, at_most=1.5),
        ]
        helps = []
        for _ in range(7):
            helps.append(app.measure("?", quiet=0.2)[0])
            app.press("escape")
            app.settle(0.5)
        figures.append(Figure("help opens", median(helps), "s", at_most=0.1))
        app.press("3")
        app.wait_for("Editor")
        text = json.dumps(document(1, steps=BIG // 220), indent=2)
        app.paste(text)
        app.wait_for("Valid", limit=60)
        app.settle(1)
        figures.append(
            Figure(f"a letter in {len(text):,} characters", seconds(app, "x"), "s", at_most=0.03)
        )
        figures.append(
            Figure(f"a move in {len(text):,} characters", seconds(app, "up"), "s", at_most=0.03)
        )
    return figures
