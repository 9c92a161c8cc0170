"""The text of the editor, out to another program and back."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.support.traces import make_document
from tests.tui.driving import Bench, counters, wait_for
from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.tui.outside_editor import Run, edit_outside, editor_command

TEXT = '{"prompt": "ü"}'


def editor(change: Callable[[Path], object], code: int = 0) -> Run:
    """A program that does something to the file and ends with a code."""

    async def run(command: Sequence[str]) -> int:
        file = Path(command[-1])
        assert is_private(file)
        change(file)
        return code

    return run


def is_private(file: Path) -> bool:
    return (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (
        0o600,
        0o700,
    )


def left_in(folder: Path) -> list[Path]:
    """Files that were left in a folder or below it."""
    return [path for path in folder.rglob("*") if path.is_file()]


async def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> str | None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return await edit_outside(TEXT, ["vim", "-n"], run)


async def test_what_was_written_comes_back_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = editor(lambda file: file.write_text(file.read_text().replace("ü", "ö") + "\n"))
    assert await edit(tmp_path, monkeypatch, run) == '{"prompt": "ö"}'
    assert left_in(tmp_path) == []


async def test_a_line_end_that_editors_add_is_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = editor(lambda file: file.write_text(file.read_text() + "\n"))
    assert await edit(tmp_path, monkeypatch, run) is None


@pytest.mark.parametrize(
    ("change", "code", "told", "kept"),
    [
        (lambda file: file.write_bytes(b"\xff"), 0, "is not UTF-8", True),
        (lambda file: file.write_text("half"), 1, "ended with code 1", True),
        (Path.touch, 1, "ended with code 1", False),
        (Path.unlink, 0, "left no file", False),
    ],
)
async def test_what_cannot_be_taken_back_is_told_and_kept(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], object],
    code: int,
    told: str,
    *,
    kept: bool,
) -> None:
    with pytest.raises(UsageFault, match=told) as caught:
        await edit(tmp_path, monkeypatch, editor(change, code))
    left = left_in(tmp_path)
    assert bool(left) == kept
    assert all(str(file) in caught.value.message for file in left)


async def test_a_program_that_cannot_be_started_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run(command: Sequence[str]) -> int:
        raise FileNotFoundError(2, "No such file or directory")

    with pytest.raises(UsageFault, match="vim cannot be started: No such file"):
        await edit(tmp_path, monkeypatch, run)
    assert left_in(tmp_path) == []


def test_the_editor_is_the_one_that_was_chosen() -> None:
    both = {"VISUAL": "code --wait", "EDITOR": "vim"}
    assert editor_command(both) == ["code", "--wait"]
    assert editor_command({"EDITOR": "'my editor' -x"}) == ["my editor", "-x"]
    assert editor_command({"EDITOR": " "}, {"vi": "/bin/vi"}.get) == ["vi"]
    with pytest.raises(UsageFault, match="set EDITOR"):
        editor_command({}, lambda _: None)
    with pytest.raises(UsageFault, match="VISUAL cannot be read"):
        editor_command({"VISUAL": "'vim"})


async def test_the_text_goes_out_and_comes_back_as_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "an-editor")
    bench = Bench()
    async with bench.run() as pilot:
        bench.main.run_outside = editor(
            lambda file: file.write_text(json.dumps(make_document(2), indent=2))
        )
        await pilot.press("ctrl+l")
        await wait_for(pilot, lambda: bench.main.editor.text)
        await pilot.press("ctrl+o")
        await wait_for(pilot, lambda: bench.status.startswith("Took over"))
        assert json.loads(bench.main.editor.text) == make_document(2)
        assert bench.main.editor.unsaved
        await pilot.press("ctrl+o")
        await wait_for(pilot, lambda: bench.status.startswith("Nothing was changed"))


async def test_a_text_that_is_too_much_for_the_editor_goes_out_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VISUAL", "an-editor")
    bench = Bench()
    seen: list[str] = []

    def change(file: Path) -> None:
        seen.append(file.read_text())
        file.write_text("x" * 20_000)

    async with bench.run() as pilot:
        bench.main.run_outside = editor(change)
        await pilot.press("3")
        bench.main.editor.type_text("y" * 10_001)
        await pilot.press("ctrl+o")
        await wait_for(pilot, lambda: bench.main.editor.text.startswith("x"))
        assert seen == ["y" * 10_001]
        assert bench.main.editor.area.read_only
        await wait_for(pilot, lambda: "ctrl+o opens it" in counters(bench))


async def test_that_there_is_no_editor_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "'")
    bench = Bench()
    async with bench.run() as pilot:
        await pilot.press("3", "ctrl+o")
        await wait_for(pilot, lambda: bench.status.startswith("VISUAL cannot be read"))
