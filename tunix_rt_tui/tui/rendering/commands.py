"""Commands of LaTeX that the library which reads formulas does not know, or would leave out."""

from __future__ import annotations

SIGNS = {
    "implies": "⟹",
    "impliedby": "⟸",
    "iff": "⟺",
    "neg": "¬",
    "land": "∧",
    "lor": "∨",
    "ne": "≠",
    "lt": "<",
    "gt": ">",
    "triangle": "△",
    "bmod": " mod ",
    "mod": " mod ",
}
"""What is written for them."""

NAMES = (
    *("cot", "sec", "csc", "lg", "gcd", "det", "dim", "ker", "arg", "deg"),
    *("Pr", "hom", "Re", "Im"),
)
"""They are written as they are called."""

SILENT = (
    *("left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr"),
    *("displaystyle", "textstyle", "limits", "nolimits", "nonumber", "notag"),
)
"""They tell only how large something is, or where it stands."""

TEXTS = (
    *("text", "textrm", "textbf", "textit", "texttt", "mbox", "operatorname"),
    *("mathrm", "mathbf", "boldsymbol", "bm"),
)
"""What is in their braces stands for itself."""

FRACTIONS = ("frac", "dfrac", "tfrac", "cfrac")

BINOMIALS = ("binom", "dbinom", "tbinom")

TAKE_ONE = ("boxed", "boldsymbol", "bm", "operatorname", "pmod")
"""They stand before one pair of braces."""

TAKE_TWO = (*FRACTIONS, *BINOMIALS)
"""They stand before two pairs of braces."""
