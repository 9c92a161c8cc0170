"""The tables of the README that could drift, made from what they describe.

`python -m tests.support.readme` writes them anew between their markers; a test compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import click

from tunix_rt_tui.cli.main import cli
from tunix_rt_tui.formats.registry import CANONICAL, FORMATS
from tunix_rt_tui.library.output_formats import FORMATS as OUTPUT_FORMATS
from tunix_rt_tui.settings import describe, load_settings
from tunix_rt_tui.trace.query.fields import FIELDS
from tunix_rt_tui.tui.keys import KEYS, PLACES, shown

README = Path(__file__).parents[2] / "README.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def keys() -> str:
    """Every key of the app, place by place."""
    return table(
        ["where", "keys", "does", "id"],
        (
            [
                heading,
                " ".join(f"`{name}`" for name in shown(key.keys).split()),
                key.help,
                f"`{key.id}`",
            ]
            for place, heading in PLACES.items()
            for key in KEYS
            if key.where == place
        ),
    )


def verbs() -> str:
    """Every verb of the command line with its summary."""
    context = click.Context(cli, info_name="tunix-rt")

    def lines(group: click.Group, names: str) -> Iterable[Sequence[str]]:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None, name
            if isinstance(command, click.Group):
                yield from lines(command, f"{names}{name} ")
            else:
                usage = (
                    " ".join(command.collect_usage_pieces(context))
                    .replace("[OPTIONS] ", "")
                    .replace("[OPTIONS]", "")
                )
                yield (
                    f"`{names}{name}{' ' + usage if usage else ''}`",
                    command.get_short_help_str(120),
                )

    return table(["verb", "does"], lines(cli, ""))


def settings() -> str:
    """Every setting with its default and rule."""
    loaded = load_settings(flags={}, environ={"HOME": "/home/you"}, cwd=Path("/nowhere"))
    default = {"DATABASE_URL": "`$XDG_DATA_HOME/tunix-rt/traces.db`"}
    return table(
        ["name", "default", "what it is", "must be"],
        (
            [
                f"`{line.name}`",
                default.get(line.name, f"`{line.value}`" if line.value is not None else "not set"),
                line.description,
                line.rule,
            ]
            for line in describe(loaded)
        ),
    )


def fields() -> str:
    """Every field that a query can name."""
    named = ([f"`{field.example}`", field.help] for field in FIELDS)
    return table(["in a query", "means"], named)


def output_formats() -> str:
    """Every format that is written, with what it keeps."""
    rows = (
        [f"`{form.id}`", form.title.replace("<", "\\<"), form.keeps]
        for form in OUTPUT_FORMATS.values()
    )
    return table(["format", "is", "keeps"], rows)


def formats() -> str:
    """Every format that is read."""
    own = [f"`{CANONICAL}`", "A reasoning trace as it is described above"]
    return table(["format", "is"], [own, *([f"`{one.id}`", one.title] for one in FORMATS)])


TABLES: Mapping[str, Callable[[], str]] = {
    "keys": keys,
    "fields": fields,
    "formats": formats,
    "verbs": verbs,
    "settings": settings,
    "output-formats": output_formats,
}


def with_tables(text: str) -> str:
    """The text of a README with every marked table made anew."""
    for name, make in TABLES.items():
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, _, rest = text.partition(begin)
        _, found, after = rest.partition(end)
        if not found:
            raise LookupError(f"README.md has no {begin} … {end}")
        text = f"{before}{begin}\n{make()}\n{end}{after}"
    return text


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
