"""The samples are what their folders say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import tunix_rt_tui.samples
from tunix_rt_tui.errors import SourceFault
from tunix_rt_tui.samples import load_example, sample_traces
from tunix_rt_tui.trace.limits import DEFAULT_MAX_BYTES
from tunix_rt_tui.trace.parsing import ParsedTrace, RefusedTrace, parse_trace
from tunix_rt_tui.trace.text import has_unsafe

FOLDER = sample_traces()
INVALID = sorted(
    path for path in (FOLDER / "invalid").glob("*.json") if not path.stem.endswith(".problems")
)
HOSTILE = sorted((FOLDER / "hostile").iterdir())


def name_of(path: Path) -> str:
    """What a sample is called in a list of tests."""
    return path.stem


@pytest.mark.parametrize("path", [*sorted((FOLDER / "valid").iterdir()), *HOSTILE], ids=name_of)
def test_valid_and_hostile_samples_are_traces(path: Path) -> None:
    parsed = parse_trace(path.read_bytes())
    assert isinstance(parsed, ParsedTrace), parsed
    assert bool(parsed.warnings) == (path.stem == "unknown_fields")


@pytest.mark.parametrize("path", INVALID, ids=name_of)
def test_invalid_samples_have_the_problems_beside_them(path: Path) -> None:
    expected = json.loads(path.with_suffix(".problems.json").read_text())
    limit = expected.get("max_bytes", DEFAULT_MAX_BYTES)
    refused = parse_trace(path.read_bytes(), max_bytes=limit)
    assert isinstance(refused, RefusedTrace)
    assert expected["problems"] == [
        {"code": p.code, "path": p.path, "line": p.line, "column": p.column}
        for p in refused.problems
    ]


def test_every_code_has_a_sample() -> None:
    found = {
        problem["code"]
        for path in (FOLDER / "invalid").glob("*.problems.json")
        for problem in json.loads(path.read_text())["problems"]
    }
    names = (
        "JSON TYPE MISSING LENGTH RANGE DUP_STEP DUP_KEY NUMBER SURROGATE NUL DEPTH SIZE ENCODING"
    )
    assert found == {f"E_{name}" for name in names.split()}


def test_hostile_samples_are_unsafe_or_pass_for_markup() -> None:
    harmless = {path.stem for path in HOSTILE if not has_unsafe(_all_text(path))}
    assert harmless == {"markup", "combining_marks", "long_lines"}


def _all_text(path: Path) -> str:
    parsed = parse_trace(path.read_bytes())
    assert isinstance(parsed, ParsedTrace)
    return json.dumps(parsed.trace.document(), ensure_ascii=False).replace("\\u00", "\x1b")


def test_the_example_is_fahrenheit_in_five_steps() -> None:
    parsed = parse_trace(load_example())
    assert isinstance(parsed, ParsedTrace)
    kinds = [step.type for step in parsed.trace.steps]
    assert kinds == ["parse", "formula", "compute", "compute", "result"]
    assert parsed.trace.final_answer == "20 °C"
    assert parsed.trace.meta == {"source": "example", "tags": ["temperature", "conversion"]}


@pytest.mark.parametrize("inside", [True, False])
def test_samples_are_found_in_the_package_and_beside_it(
    inside: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "tunix_rt_tui"
    package.mkdir()
    monkeypatch.setattr(tunix_rt_tui.samples, "__file__", str(package / "samples.py"))
    with pytest.raises(SourceFault, match="sample_traces"):
        sample_traces()
    target = (package if inside else tmp_path) / "sample_traces"
    shutil.copytree(FOLDER, target)
    assert sample_traces() == target
