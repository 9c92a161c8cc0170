"""Formulas of LaTeX in plain letters: `\\frac{1}{2}` is read as `1/2`, `\\le` as `≤`.

What is no formula stays as it is, and so does a formula that cannot be read. It is a reading aid:
where a formula matters to the letter, the text as it was given has it.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.rendering import commands
from tunix_rt_tui.tui.rendering.drawn import Drawn, Span

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.macrospec import LatexContextDb

MAX_FORMULA = 2_000
"""Characters of a formula: a longer one is left as it is."""

_SPACES = {
    "between-macro-and-chars": False,
    "between-latex-constructs": True,
    "after-comment": False,
    "in-equations": None,
}

MAX_DEPTH = 20
"""Braces within braces: reading goes down by calls, which have an end."""

_BRACES = r"\{[^{}]{0,300}+(?:\{[^{}]{0,300}+\}[^{}]{0,300}+){0,6}+\}"
_OVERLINE = "\u0305"

_APART = "\ue002"
"""Stands where a space has to be before a letter or a sign, and is nothing else."""

_TOUCHING = re.compile(f"{_APART}+(?=[^\\s{_APART}(),.;:}}\\]^_])")
FORMULA = re.compile(
    rf"\$\$(?P<display>[^$]{{1,{MAX_FORMULA}}}+)\$\$"
    rf"|\\\[(?P<block>.{{1,{MAX_FORMULA}}}?)\\\]"
    rf"|\\\((?P<inline>.{{1,{MAX_FORMULA}}}?)\\\)"
    rf"|(?<![\\$\w])\$(?P<dollar>(?=\S)[^$\n]{{1,{MAX_FORMULA}}}+)(?<=\S)\$(?![\w$])"
    rf"|(?P<bare>\\[A-Za-z]{{2,30}}+(?:{_BRACES}){{1,3}}+)",
    re.DOTALL,
)
"""A formula between its signs, or a command with its braces that stands alone."""


def plain_formulas(text: str) -> Drawn:
    """Write the formulas of a text in plain letters."""
    parts: list[str] = []
    spans: list[Span] = []
    length = end = 0

    def write(piece: str) -> int:
        nonlocal length
        safe = drawable(piece)
        parts.append(safe)
        length += len(safe)
        return length

    for found in FORMULA.finditer(text):
        start = write(text[end : found.start()])
        spans.append(Span(start, write(plain_formula(found[0])), "formula"))
        end = found.end()
    write(text[end:])
    return Drawn("".join(parts), spans)


def plain_formula(formula: str) -> str:
    """Write one formula, with or without its signs, in plain letters."""
    found = FORMULA.fullmatch(formula)
    inner = next(filter(None, found.groups()), formula) if found else formula
    if len(inner) > MAX_FORMULA or _depth(inner) > MAX_DEPTH:
        return formula
    try:
        plain = _reader().latex_to_text(inner, latex_context=_grammar())
    except Exception:  # noqa: BLE001 - it raises anything at what only looks like LaTeX
        return formula
    plain = _TOUCHING.sub(" ", plain).replace(_APART, "")
    if not plain.strip():
        return formula
    return " ".join(plain.split()) if "\n" not in plain.strip() else plain.rstrip().lstrip("\n")


def _depth(formula: str) -> int:
    deepest = depth = 0
    for character in formula:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest


@cache
def _grammar() -> LatexContextDb:
    """Know what follows which command; also of some that packages bring."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import std_macro

    # What it cannot read it tells a log that would be written over the screen.
    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
    logging.getLogger("pylatexenc").propagate = False
    known = get_default_latex_context_db()
    macros = [
        *(std_macro(name, "{") for name in commands.TAKE_ONE),
        *(std_macro(name, "{{") for name in commands.TAKE_TWO),
    ]
    known.add_context_category("of packages", prepend=True, macros=macros)
    return known


@cache
def _reader() -> LatexNodes2Text:
    """Make what reads formulas; braces around more than a letter stay, as they bind."""
    from pylatexenc.latex2text import (
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    known = get_default_latex_context_db()
    known.add_context_category(
        "fractions",
        prepend=True,
        macros=[
            *(MacroTextSpec(name, simplify_repl=_fraction) for name in commands.FRACTIONS),
            *(MacroTextSpec(name, simplify_repl=_binomial) for name in commands.BINOMIALS),
            MacroTextSpec("boxed", simplify_repl=_box),
            MacroTextSpec("sqrt", simplify_repl=_root),
            MacroTextSpec("overline", simplify_repl=_overlined),
            MacroTextSpec("pmod", simplify_repl=_modulus),
            *(MacroTextSpec(name, simplify_repl=_bare) for name in commands.TEXTS),
            *(MacroTextSpec(name, simplify_repl=sign) for name, sign in commands.SIGNS.items()),
            *(MacroTextSpec(name, simplify_repl=name) for name in commands.NAMES),
            *(MacroTextSpec(name, simplify_repl="") for name in commands.SILENT),
        ],
    )
    # It would leave out what it does not know, and with it the meaning of the rest.
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_unread))

    class Reader(LatexNodes2Text):  # type: ignore[misc]
        """Keeps what is written with a space between apart."""

        def macro_node_to_text(self, node: Any) -> str:
            plain: str = super().macro_node_to_text(node)
            takes = node.nodeargd is not None and node.nodeargd.argnlist
            return plain + _APART if plain and node.macro_post_space and not takes else plain

    return Reader(
        latex_context=known,
        math_mode="text",
        keep_comments=True,
        strict_latex_spaces=_SPACES,
        keep_braced_groups=True,
        keep_braced_groups_minlen=2,
    )


def _unread(node: Any) -> str:
    """Give up a formula in which something is not known."""
    raise ValueError(node.macroname)


def _fraction(node: Any, l2tobj: Any) -> str:
    """Write a fraction on one line; what is more than a letter or a number is bound."""
    over, under = map(_bound, _arguments(node, l2tobj))
    return f"{over}/{under}{_APART}"


def _binomial(node: Any, l2tobj: Any) -> str:
    return "({} choose {})".format(*map(_without_braces, _arguments(node, l2tobj)))


def _root(node: Any, l2tobj: Any) -> str:
    *index, inner = map(_without_braces, _arguments(node, l2tobj))
    return f"√[{index[0]}]({inner})" if index else f"√({inner})"


def _overlined(node: Any, l2tobj: Any) -> str:
    return "".join(letter + _OVERLINE for letter in _bare(node, l2tobj))


def _modulus(node: Any, l2tobj: Any) -> str:
    return f"(mod {_bare(node, l2tobj)})"


def _box(node: Any, l2tobj: Any) -> str:
    return f"[{_bare(node, l2tobj)}]"


def _bare(node: Any, l2tobj: Any) -> str:
    """Give what a command is about, without the braces around it."""
    return "".join(map(_without_braces, _arguments(node, l2tobj)))


def _arguments(node: Any, l2tobj: Any) -> list[str]:
    """Give what stands behind a command, each in plain letters."""
    given = [] if node.nodeargd is None else node.nodeargd.argnlist
    return [l2tobj.nodelist_to_text([one]) for one in given if one is not None]


def _bound(part: str) -> str:
    bare = _without_braces(part)
    return bare if bare.isalnum() else f"({bare})"


def _without_braces(part: str) -> str:
    return part.strip().removeprefix("{").removesuffix("}").strip()
