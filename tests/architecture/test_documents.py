"""What the documents say must be so."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import tunix_rt_tui
from tests.support.readme import README, with_tables
from tunix_rt_tui import errors

ROOT = README.parent
FAULTS = {name for name, kind in vars(errors).items() if isinstance(kind, type)}


def test_the_tables_of_the_readme_are_what_the_program_has() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_tables(text), "run: python -m tests.support.readme"


def test_every_link_and_picture_of_the_documents_is_there() -> None:
    for document in ("README.md", "CONTRIBUTING.md"):
        text = ROOT.joinpath(document).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in target:
                assert ROOT.joinpath(target).is_file(), f"{document} names {target}"


def test_every_make_target_of_the_documents_is_one() -> None:
    targets = set(re.findall(r"^([a-z-]+):", ROOT.joinpath("Makefile").read_text(), re.MULTILINE))
    for document in ("README.md", "CONTRIBUTING.md"):
        text = ROOT.joinpath(document).read_text(encoding="utf-8")
        named = set(re.findall(r"(?:^|`)make ([a-z][a-z-]+)", text, re.MULTILINE))
        assert named, document
        assert named <= targets


def test_the_changelog_knows_the_version() -> None:
    changelog = ROOT.joinpath("CHANGELOG.md").read_text(encoding="utf-8")
    assert f"[{tunix_rt_tui.__version__}]" in changelog or "[Unreleased]" in changelog


def titles() -> Iterator[re.Pattern[str]]:
    """The titles of all faults that the program can tell of."""
    for path in Path(tunix_rt_tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[title, _, _]) if name in FAULTS:
                    yield _pattern(title)
                case ast.Tuple(elts=[ast.Name(id=name), title, _, _]) if name in FAULTS:
                    yield _pattern(title)


def _pattern(title: ast.expr) -> re.Pattern[str]:
    parts = title.values if isinstance(title, ast.JoinedStr) else [title]
    return re.compile(
        "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in parts
        )
    )


def test_troubleshooting_names_faults_by_the_titles_that_they_have() -> None:
    text = README.read_text(encoding="utf-8").partition("## Troubleshooting")[2]
    known = set(titles())
    named = [
        title
        for row in re.findall(r"^\| (.*?) \|", text, re.MULTILINE)
        for title in re.findall(r"`([^`]+)`", row)
    ]
    assert len(named) >= 5
    for title in named:
        assert any(pattern.fullmatch(title) for pattern in known), title


def test_no_file_of_the_package_has_become_a_giant() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in Path(tunix_rt_tui.__file__).parent.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert not long
    app = ROOT / "tunix_rt_tui/tui/app.py"
    assert len(app.read_text(encoding="utf-8").splitlines()) <= 250


def test_make_lists_its_targets() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("run", "check", "test", "test-long", "bench", "shots", "db-upgrade"):
        assert f"make {target} " in listed.stdout
