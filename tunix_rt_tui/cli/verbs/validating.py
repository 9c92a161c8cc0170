"""`validate`: documents are judged as if they came in."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import attrgetter

import click

from tunix_rt_tui.cli.completing import FILES
from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.reading_options import how_to_read, reading_options
from tunix_rt_tui.cli.standard_input import standard_input
from tunix_rt_tui.errors import EXIT_DONE, EXIT_SOME_REFUSED
from tunix_rt_tui.library.telling import FormatLines, Refusals, problem_line
from tunix_rt_tui.trace.words import counted


@click.command(epilog="Example: tunix-rt validate run1.jsonl more/ -")
@click.argument("paths", metavar="FILE|DIR|-...", type=FILES, nargs=-1, required=True)
@reading_options
@click.option("--json", "as_json", is_flag=True, help="One JSON document a record.")
@pass_invocation
def validate(
    invocation: Invocation,
    paths: tuple[str, ...],
    *,
    format_name: str,
    mapping: str | None,
    prompt_field: str | None,
    split_turns: bool,
    as_json: bool,
) -> int:
    """Check documents and name every problem; writes nothing.

    A file is known by its content, whatever tool has written it; stderr tells the format of each.
    What is refused is named as file:line:column, and the exit code is then 3.
    """
    from tunix_rt_tui.library.describing import describe_record
    from tunix_rt_tui.library.reading import GoodRecord
    from tunix_rt_tui.library.validating import validate_records

    settings = invocation.settings()
    reading = how_to_read(
        settings.trace_max_bytes,
        format_name=format_name,
        mapping=mapping,
        prompt_field=prompt_field,
        split_turns=split_turns,
    )
    console = Console()
    refusals = Refusals(console.write, all_named=True)
    lines = FormatLines(console.say)
    good = refused = 0
    found = validate_records(paths, standard_input(), reading)
    for file, records in groupby(found, attrgetter("file")):
        formats: Counter[str] = Counter()
        for record in records:
            if isinstance(record, GoodRecord):
                formats[record.format] += 1
            else:
                refused += 1
                if not as_json:
                    refusals.name(record)
            if as_json:
                console.write_json(describe_record(record))
            else:
                for warning in record.warnings:
                    console.write(problem_line(record, warning, "warning: "))
        good += formats.total()
        refusals.end_file()
        lines.tell(file, formats)
    lines.end()
    looked_at = counted(good + refused, "record")
    console.say(f"{looked_at}: {good} good, {refused} refused" if good + refused else "no records")
    return EXIT_SOME_REFUSED if refused else EXIT_DONE
