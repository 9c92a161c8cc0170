"""`show` in the forms that are handed on, to stdout and to files."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.traces import make_document


def test_as_markdown_and_as_html_it_goes_to_stdout(run: Run, filled: list[str]) -> None:
    page = run("show", filled[0][:8], "--md")
    assert (page.code, page.err) == (0, "")
    assert page.out.startswith(f"# Trace {filled[0][:8]}\n")
    assert "/three.jsonl`\n- record: 1\n" in page.out
    html = run("show", filled[0], "--html", "-o", "-").out
    assert html.startswith("<!DOCTYPE html>\n")
    assert html.endswith("</html>\n")


@pytest.mark.parametrize("form", [(), ("--md",), ("--html",), ("--json",)])
def test_a_file_has_what_stdout_would_have_and_is_for_its_owner(
    run: Run, filled: list[str], home: Path, form: tuple[str, ...]
) -> None:
    done = run("show", filled[1], *form, "-o", "out")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("Wrote out (")
    assert (home / "out").read_text() == run("show", filled[1], *form).out
    assert stat.S_IMODE((home / "out").stat().st_mode) == 0o600


def test_a_file_that_is_there_stays_unless_that_is_said(
    run: Run, filled: list[str], home: Path
) -> None:
    (home / "a.md").write_text("mine")
    done = run("show", filled[0], "--md", "-o", "a.md")
    assert done.fault() == (1, "error: File exists: a.md is there already.")
    assert "--force" in done.err
    assert (home / "a.md").read_text() == "mine"
    assert run("show", filled[0], "--md", "-o", "a.md", "--force").code == 0
    assert (home / "a.md").read_text().startswith("# Trace ")


def test_what_is_no_ordinary_file_is_written_to(run: Run, filled: list[str]) -> None:
    assert run("show", filled[0], "--md", "-o", "/dev/null").code == 0


def test_a_place_that_cannot_be_written_is_told(run: Run, filled: list[str]) -> None:
    code, error = run("show", filled[0], "--html", "-o", "no/such/a.html").fault()
    assert code == 1
    assert "no/such/a.html" in error
    code, error = run("show", filled[0], "--html", "-o", "n" * 300).fault()
    assert code == 1
    assert "File name too long" in error


def test_one_form_at_a_time(run: Run, filled: list[str]) -> None:
    code, error = run("show", filled[0], "--json", "--html").fault()
    assert code == 2
    assert "--json and --html exclude each other" in error


@pytest.mark.parametrize("form", ["--md", "--html"])
@pytest.mark.parametrize("terminal", [False, True])
def test_tabs_stay_and_what_could_do_harm_does_not(
    run: Run, home: Path, form: str, *, terminal: bool
) -> None:
    document = make_document(1, prompt="a\tb \x1b]52;c;x\x07\u202e\r\n")
    (home / "a.json").write_text(json.dumps(document))
    [trace_id] = run("import", "--json", "a.json").json()["ids"]
    said = run("show", trace_id, form, terminal=terminal).out
    assert "a\tb ␛]52;c;x␇‹U+202E›␍\n" in said
    assert "\x1b" not in said
