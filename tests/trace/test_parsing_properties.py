"""What holds of every document, good, bad or broken."""

from __future__ import annotations

import hashlib
import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.strategies import documents, mutated_texts, spaced_json, trace_texts
from tests.support.traces import make_document
from tunix_rt_tui.trace.acceptance import accept_quickly
from tunix_rt_tui.trace.checking import HEARD_DEPTH, TraceRules
from tunix_rt_tui.trace.model import ReasoningTrace
from tunix_rt_tui.trace.parsing import ParsedTrace, Problem, RefusedTrace, parse_trace
from tunix_rt_tui.trace.problem import ProblemList
from tunix_rt_tui.trace.scanner import Scanner

CODES = {
    *("E_JSON", "E_TYPE", "E_MISSING", "E_LENGTH", "E_RANGE", "E_DUP_STEP", "E_DUP_KEY"),
    *("E_NUMBER", "E_SURROGATE", "E_NUL", "E_DEPTH", "E_SIZE", "E_ENCODING"),
}


def scanned(text: str) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Problems and warnings as the scanner finds them, without the quick way."""
    problems, warnings = ProblemList(text), ProblemList(text)
    Scanner(text, problems, TraceRules(problems, warnings), HEARD_DEPTH).scan()
    return problems.in_order(), warnings.in_order()


def strictly_loaded(text: str) -> Any:
    """The document by the standard library, with what it lets pass refused; ValueError if bad."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError(pairs)
        return dict(pairs)

    def refuse(constant: str) -> float:
        raise ValueError(constant)

    document = json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    json.dumps(document, allow_nan=False)
    if "\0" in json.dumps(document, ensure_ascii=False).replace("\\\\", "").replace(
        "\\u0000", "\0"
    ):
        raise ValueError(text)
    json.dumps(document, ensure_ascii=False).encode()
    return document


def resolves(path: str, document: Any) -> bool:
    """Whether a JSON Pointer leads to something in a document."""
    for part in path.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(document, list) and name.isdigit() and int(name) < len(document):
            document = document[int(name)]
        elif isinstance(document, dict) and name in document:
            document = document[name]
        else:
            return False
    return True


def check_report(found: tuple[Problem, ...], text: str) -> None:
    """Every place is in the text, in order, and everything can be written as UTF-8."""
    lines = text.split("\n")
    before = (1, 1)
    for problem in found:
        assert problem.line is not None
        assert problem.column is not None
        place = (problem.line, problem.column)
        assert before <= place
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.message
        (problem.path + problem.message).encode()
        before = place


@given(documents().flatmap(lambda document: st.tuples(st.just(document), spaced_json(document))))
def test_every_trace_is_accepted_as_it_is(case: tuple[dict[str, Any], str]) -> None:
    document, text = case
    parsed = parse_trace(text.encode())
    assert isinstance(parsed, ParsedTrace)
    assert parsed.text == text
    assert parsed.trace.document() == document
    assert json.loads(parsed.trace.model_dump_json(exclude_unset=True)) == document
    assert scanned(text) == ((), parsed.warnings)


@given(documents())
def test_the_hash_is_that_of_the_canonical_text(document: dict[str, Any]) -> None:
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    parsed = parse_trace(json.dumps(document))
    assert isinstance(parsed, ParsedTrace)
    assert parsed.content_hash() == hashlib.sha256(canonical.encode()).hexdigest()


@pytest.mark.parametrize(
    "value",
    [
        *(1e16, 9.999999999999998e15, 1e-4, 9.999999999999999e-5, -1e-5, 0.1, -0.0, 1e22, 5e-324),
        *(1 << 63, 1 << 200, -(1 << 64), True, None, [], {"b": 1, "a": 2}),
        '\x1f\x7f\u2028é\U0001f600/\\"',
    ],
)
def test_a_value_of_meta_is_named_as_the_canonical_text_has_it(value: object) -> None:
    meta = {"z": 1, "é": "", "value": value, "A": 0}
    document = {**make_document(1), "meta": meta}
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    parsed = parse_trace(json.dumps(document))
    assert isinstance(parsed, ParsedTrace)
    assert parsed.content_hash() == hashlib.sha256(canonical.encode()).hexdigest()


@given(documents(unknown_fields=False).flatmap(spaced_json))
def test_the_quick_way_takes_every_trace_of_ordinary_numbers(text: str) -> None:
    quick = accept_quickly(text.encode())
    if quick is None:
        assert any(len(digits) > 18 for digits in _runs_of_digits(text))
    else:
        assert quick == ReasoningTrace.model_validate(json.loads(text))


def _runs_of_digits(text: str) -> list[str]:
    return "".join(c if c.isdigit() else " " for c in text).split()


@given(mutated_texts() | trace_texts)
def test_both_ways_agree_and_so_does_the_standard_library(text: str) -> None:
    problems, warnings = scanned(text)
    result = parse_trace(text)
    if isinstance(result, ParsedTrace):
        assert problems == () or text.startswith("\ufeff")
        assert result.warnings == warnings
        document = strictly_loaded(result.text)
        assert result.trace.document() == document
        assert result.trace == ReasoningTrace.model_validate(document)
    else:
        assert problems or text.startswith("\ufeff")
        assert result.problems
        if not text.startswith("\ufeff"):
            assert (result.problems, result.warnings) == (problems, warnings)
            check_report(result.problems, text)
            check_report(result.warnings, text)
        assert {problem.code for problem in result.problems} <= CODES


@given(mutated_texts() | trace_texts)
def test_what_the_standard_library_refuses_is_refused_by_syntax_or_text(text: str) -> None:
    codes = {problem.code for problem in scanned(text)[0]}
    loose = codes & {"E_JSON", "E_DUP_KEY", "E_NUMBER", "E_SURROGATE", "E_NUL"}
    try:
        strictly_loaded(text)
    except (ValueError, RecursionError):
        assert loose
    else:
        assert not loose


@given(mutated_texts())
def test_every_path_leads_somewhere(text: str) -> None:
    try:
        document = strictly_loaded(text)
    except (ValueError, RecursionError):
        return
    problems, warnings = scanned(text)
    for found in (*problems, *warnings):
        path = found.path.rpartition("/")[0] if found.code == "E_MISSING" else found.path
        assert resolves(path, document)
        assert found.code != "E_MISSING" or not resolves(found.path, document)


@given(st.binary(max_size=200) | st.text(st.characters(exclude_categories=[]), max_size=200))
def test_whatever_comes_is_answered(document: bytes | str) -> None:
    assert isinstance(parse_trace(document), RefusedTrace)


@given(mutated_texts(), st.binary(min_size=1, max_size=3), st.floats(0, 1))
def test_bytes_in_the_wrong_place_are_answered(text: str, piece: bytes, where: float) -> None:
    document = text.encode("utf-8", "surrogatepass")
    at = int(where * len(document))
    broken = document[:at] + piece + document[at:]
    result = parse_trace(broken)
    try:
        broken.decode()
    except UnicodeDecodeError:
        assert isinstance(result, RefusedTrace)
        assert "E_ENCODING" in {problem.code for problem in result.problems}
    else:
        assert result == parse_trace(broken.decode())


@pytest.mark.parametrize(
    "text",
    [
        '{"trace_version":"1","prompt":"p","final_answer":"a","steps":[],"steps":[STEP]}',
        '{"trace_version":"1","prompt":"p","final_answer":"a","steps":[STEP],"meta":null,"meta":{}}',
        '{"trace_version":"1","prompt":"p","final_answer":"a","steps":[STEP],"prompt" \n:"p"}',
        '{"trace_version":"1","prompt":"\\\\","final_answer":"\\"","steps":[STEP],"\\\\":"p"}',
        '{"trace_version":"1","prompt":"p","final_answer":"a","steps":[STEP],"meta":{"a":[{"b":1,"b":1}]}}',
    ],
)
def test_the_quick_way_leaves_what_it_cannot_prove(text: str) -> None:
    step = '{"i":0,"type":"t","content":"c"}'
    assert accept_quickly(text.replace("STEP", step).encode()) is None


@pytest.mark.parametrize("length", [1, 2, 3, 4, pytest.param(5, marks=pytest.mark.long)])
def test_every_short_row_of_tokens_is_json_just_when_the_standard_library_says_so(
    length: int,
) -> None:
    for tokens in product(["{", "}", "[", "]", ",", ":", '"a"', "1"], repeat=length):
        text = "".join(tokens)
        codes = {problem.code for problem in scanned(text)[0]}
        try:
            json.loads(text)
        except ValueError:
            assert "E_JSON" in codes, text
        else:
            assert "E_JSON" not in codes, text
