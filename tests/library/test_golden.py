"""Every format writes what its golden file holds, and no format is without one."""

from __future__ import annotations

import pytest

from tests.support.golden import FOLDER, file_of, written
from tunix_rt_tui.formats.writing.contract import OutputFormat
from tunix_rt_tui.library.output_formats import FORMATS


def test_every_format_has_a_golden_file_and_every_file_a_format() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {
        file_of(form).name for form in FORMATS.values()
    }


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_a_format_writes_what_its_golden_file_holds(form: OutputFormat) -> None:
    assert written(form).decode() == file_of(form).read_bytes().decode()
