"""The log helps afterwards, tells no secrets, and never stands in the way."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tunix_rt_tui import logs
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.logs import Log, open_log

NOW = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)


def _log(folder: Path, level: logs.Level = "info") -> Log:
    return open_log(folder, level=level, clock=lambda: NOW)


def _entries(log: Log) -> list[dict[str, Any]]:
    log.close()
    return [json.loads(line) for line in log.path.read_text(encoding="utf-8").splitlines()]


def test_an_entry_is_a_line_of_json_with_time_level_and_process(tmp_path: Path) -> None:
    log = _log(tmp_path)
    log.info("started", traces=3, mode="wal\n\x1b[31m", read_only=False, server=None)
    [entry] = _entries(log)
    assert isinstance(entry.pop("pid"), int)
    assert entry == {
        "event": "started",
        "level": "info",
        "timestamp": "2026-01-02T03:04:05.678Z",
        "traces": 3,
        "mode": "wal\n\x1b[31m",
        "read_only": False,
        "server": None,
    }


def test_only_the_level_asked_for_and_above_is_written(tmp_path: Path) -> None:
    log = _log(tmp_path, "warning")
    log.debug("a")
    log.info("b")
    log.warning("c")
    log.error("d")
    assert [(entry["event"], entry["level"]) for entry in _entries(log)] == [
        ("c", "warning"),
        ("d", "error"),
    ]


def test_nothing_is_created_before_the_first_entry_and_then_for_the_owner_alone(
    tmp_path: Path,
) -> None:
    log = _log(tmp_path / "state" / "tunix-rt")
    assert list(tmp_path.iterdir()) == []
    log.info("started")
    log.close()
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.path.parent.stat().st_mode) == 0o700


def test_a_closed_log_may_be_closed_again_and_goes_on_where_it_was(tmp_path: Path) -> None:
    log = _log(tmp_path)
    log.close()
    log.info("one")
    log.close()
    log.info("two")
    assert [entry["event"] for entry in _entries(log)] == ["one", "two"]


def test_long_text_is_cut_and_counted(tmp_path: Path) -> None:
    log = _log(tmp_path)
    log.info("x" * 201, path="y" * 5000, short="z" * 200)
    [entry] = _entries(log)
    assert entry["event"] == "x" * 200 + "… +1"
    assert entry["path"] == "y" * 200 + "… +4800"
    assert entry["short"] == "z" * 200


def _raised(error: Exception, cause: Exception) -> Exception:
    with pytest.raises(type(error)) as caught:
        raise error from cause
    return caught.value


def test_a_foreign_error_is_kept_as_kind_and_place_without_its_words(tmp_path: Path) -> None:
    log = _log(tmp_path)
    log.exception("worker failed", _raised(ValueError("geheim"), KeyError("geheim")), worker="w")
    log.exception("never raised", ValueError("geheim"))
    first, second = _entries(log)
    assert (first["event"], first["level"], first["worker"]) == ("worker failed", "error", "w")
    assert (first["error"], first["cause"]) == ("ValueError", "KeyError")
    assert first["at"][-1].startswith("tests/test_logs.py:")
    assert first["at"][-1].endswith(" _raised")
    assert second["at"] == []
    assert "geheim" not in log.path.read_text(encoding="utf-8")


def test_our_errors_and_those_of_the_system_keep_their_words(tmp_path: Path) -> None:
    log = _log(tmp_path)
    log.exception("failed", StoreFault("Disk full", "/t.db cannot grow.", "Make room."))
    log.exception("failed", OSError(28, "No space left on device", "/geheim"))
    log.exception("failed", OSError("geheim"))
    ours, system, unclear = _entries(log)
    assert (ours["title"], ours["message"]) == ("Disk full", "/t.db cannot grow.")
    assert system["message"] == "No space left on device"
    assert "message" not in unclear


def test_a_folder_that_cannot_be_written_stops_nothing_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    log = _log(tmp_path / "file" / "tunix-rt")
    assert log.problem is None
    log.info("started")
    log.error("failed")
    assert log.problem is not None
    assert str(log.path) in log.problem
    log.close()


def test_a_failure_in_the_midst_is_noted_and_not_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 300)
    log = _log(tmp_path)
    log.info("one")
    (tmp_path / "tunix-rt.log.3" / "in the way").mkdir(parents=True)
    for _ in range(20):
        log.info("more")
    assert log.problem is not None
    assert "is not complete" in log.problem
    log.close()
    assert capfd.readouterr() == ("", "")


def test_a_full_file_is_put_aside_and_only_a_few_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 1000)
    log = _log(tmp_path)
    for number in range(100):
        log.info("entry", number=number)
    assert _entries(log)[-1]["number"] == 99
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["tunix-rt.log", *(f"tunix-rt.log.{number}" for number in (1, 2, 3))]
    assert all(file.stat().st_size <= 1000 for file in tmp_path.iterdir())
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in tmp_path.iterdir())


def test_what_another_process_put_aside_is_not_written_to_any_more(tmp_path: Path) -> None:
    log = _log(tmp_path)
    log.info("one")
    log.path.rename(tmp_path / "tunix-rt.log.1")
    log.info("two")
    log.path.unlink()
    log.path.write_text("", encoding="utf-8")
    log.info("three")
    assert [entry["event"] for entry in _entries(log)] == ["three"]
    aside = (tmp_path / "tunix-rt.log.1").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["event"] for line in aside] == ["one"]


WRITER = """
import sys
from pathlib import Path
from tunix_rt_tui import logs
logs.MAX_BYTES = 4000
log = logs.open_log(Path(sys.argv[1]))
for number in range(200):
    log.info("entry", number=number)
log.close()
"""


def test_several_processes_may_write_and_rotate_at_the_same_time(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=Path(logs.__file__).parents[1],
        )
        for _ in range(3)
    ]
    outputs = [writer.communicate()[0] for writer in writers]
    assert outputs == [b"", b"", b""]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    for file in tmp_path.iterdir():
        for line in file.read_text(encoding="utf-8").splitlines():
            assert json.loads(line)["event"] == "entry"


def test_nothing_is_loaded_or_configured_for_others() -> None:
    code = (
        "import sys; from tunix_rt_tui.logs import open_log; assert 'structlog' not in sys.modules;"
        "from pathlib import Path; import tempfile, logging;"
        "folder = tempfile.TemporaryDirectory(); log = open_log(Path(folder.name));"
        "log.info('x'); log.close(); import structlog;"
        "assert not structlog.is_configured(); assert not logging.root.handlers;"
        "assert 'tunix-rt' not in logging.root.manager.loggerDict; folder.cleanup()"
    )
    root = Path(logs.__file__).parents[1]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)
