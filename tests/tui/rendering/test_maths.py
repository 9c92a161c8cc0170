"""Formulas in plain letters: what can be read is, and all else stays as it was given."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.rendering.maths import (
    MAX_DEPTH,
    MAX_FORMULA,
    plain_formula,
    plain_formulas,
)


def formulas_of(text: str) -> list[str]:
    drawn = plain_formulas(text)
    assert {span.look for span in drawn.spans} <= {"formula"}
    return [drawn.text[span.start : span.end] for span in drawn.spans]


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        (r"$a \le b$", "a ≤ b"),
        (r"$$\sum_{i=1}^n i$$", "∑_{i=1}^n i"),
        (r"\(x^{2}\)", "x^2"),
        (r"\[ \alpha + \beta \]", "α + β"),
        (r"\boxed{42}", "[42]"),
        (r"\boxed{\frac{1}{2}}", "[1/2]"),
        (r"\boxed{\text{A and B}}", "[A and B]"),
        (r"\frac{a+b}{\sqrt{c}}", "(a+b)/(√(c))"),
        (r"\dfrac{x_{12}}{3}", "(x_{12})/3"),
        (r"$\frac12$", "1/2"),
        (r"$\sqrt[3]{x+1}$", "√[3](x+1)"),
        (r"$0.\overline{36}$", "0.3\u03056\u0305"),
        (r"$\binom{n}{k}$", "(n choose k)"),
        (r"$5 \equiv 2 \pmod{3}$", "5 ≡ 2 (mod 3)"),
        (r"$17 \bmod 5$", "17 mod 5"),
        (r"$a \ne b \implies \gcd(a, b) \lt 2$", "a ≠ b ⟹ gcd(a, b) < 2"),
        (r"$\left( \frac{1}{2} \right)$", "( 1/2 )"),
        (r"$\operatorname{lcm}(a, b)$", "lcm(a, b)"),
        (r"$\frac{1}{2} \frac{3}{4}$", "1/2 3/4"),
        (r"$\frac{1}{2}\frac{3}{4}x$", "1/2 3/4 x"),
        (r"$(\frac{1}{2})^2$", "(1/2)^2"),
        (r"$n \to \infty \sin x$", "n → ∞ sin x"),
        (r"$50\%$", "50%"),
        (r"$\mathbb{R}$", "ℝ"),
    ],
)
def test_a_formula_is_written_in_plain_letters(formula: str, plain: str) -> None:
    drawn = plain_formulas(f"so {formula}, then")
    assert drawn.text == f"so {plain}, then"
    assert formulas_of(f"so {formula}, then") == [plain]


def test_lines_of_a_formula_stay_lines() -> None:
    assert formulas_of("\\[\na \\\\\nb\n\\]")[0].split() == ["a", "b"]
    assert "\n" in formulas_of("\\[\na \\\\\nb\n\\]")[0]


@pytest.mark.parametrize(
    "formula",
    [
        r"$a \unheardof b$",
        r"\unheardof{x}",
        r"$x \xrightarrow{f} y$",
        r"\label{here}",
        r"\begin{align}",
        r"$\,$",
        r"$\frac\frac$",
        r"\(\begin{matrix}\)",
        r"\frac{1}",
        "$" + "{" * (MAX_DEPTH + 1) + "x" + "}" * (MAX_DEPTH + 1) + "$",
        "$" + r"\sqrt" * 300 + "{x}$",
    ],
)
def test_a_formula_that_cannot_be_read_stays_as_it_was_given(formula: str) -> None:
    text = f"so {formula}, then"
    assert plain_formulas(text).text == text


def test_a_formula_that_is_too_long_stays_as_it_was_given() -> None:
    assert plain_formula(r"\alpha" * MAX_FORMULA) == r"\alpha" * MAX_FORMULA
    text = "$" + r"\alpha" * MAX_FORMULA + "$"
    assert plain_formulas(text) == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $6.",
        "$5-$6, ($7) or US$8",
        r"\$a\$ is escaped",
        "$ x $",
        "x$y$z",
        "$a\nb$",
        r"C:\temp\new and \d{2}",
        r"\alpha alone",
        "{a} % b ~ c & d",
    ],
)
def test_what_is_no_formula_stays_as_it_was_given(text: str) -> None:
    assert plain_formulas(text) == (text, [])


def test_no_file_is_read_for_a_formula(tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("secret words")
    for name in ("input", "include"):
        for text in (rf"\{name}{{{secret}}}", rf"$\{name}{{{secret.with_suffix('')}}}$"):
            assert plain_formulas(text) == (text, [(0, len(text), "formula")])


def test_what_a_formula_hides_is_made_visible() -> None:
    assert plain_formulas("$a\u202eb$ \x1b \\(\x07\\)").text == "a‹U+202E›b ␛ ␇"


@given(st.text().filter(lambda text: not set(text) & set("\\$")))
def test_text_without_a_sign_of_a_formula_is_only_made_safe(text: str) -> None:
    assert plain_formulas(text) == (drawable(text), [])
