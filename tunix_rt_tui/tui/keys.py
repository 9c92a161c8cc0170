# ruff: noqa: E501 - a table is read by its columns, so an entry stays on one line
"""The one table of keys: bindings, key bar, help, palette and README are made from it.

What a config file sets otherwise is the matter of `keymap.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from textual.binding import Binding, BindingType

Place = Literal[
    "app",
    "everywhere",
    "list",
    "query",
    "choice",
    "columns",
    "statistics",
    "types",
    "line",
    "box",
    "import",
    "trace",
    "prompt",
    "editor",
    "problems",
    "help",
    "copy",
    "dialog",
]
"""Place a key works: `app` on top of everything, dialogs too; `everywhere` on the main screen."""

PLACES: dict[Place, str] = {
    "list": "In the list of traces",
    "query": "In the query above the list",
    "statistics": "In the statistics",
    "trace": "In the trace view",
    "prompt": "In the line below a trace",
    "editor": "In the editor",
    "problems": "In the list of problems",
    "help": "In this help",
    "copy": "In the copy menu",
    "choice": "In a list to choose from",
    "columns": "In the list of columns",
    "types": "In the types of steps",
    "line": "In a dialog that asks for a line",
    "box": "On a choice of a dialog",
    "import": "In the lines of an import",
    "dialog": "In dialogs",
    "everywhere": "Everywhere, but in text fields letters type",
    "app": "Always",
}
"""The places in the order of the help, each with its heading."""


class Key(NamedTuple):
    """One thing that a key does.

    `id` is what a person remaps by and never changes. `keys` are Textual's names, joined by
    commas. `label` is for the key bar, `help` one sentence for help and palette. `bar` ranks it in
    the key bar, 1 first, 0 not at all; keys of small ranks stay longest when room gives out.
    """

    id: str
    keys: str
    action: str
    label: str
    help: str
    where: Place
    bar: int = 0
    palette: bool = True


KEYS: tuple[Key, ...] = (
    Key("list.open", "enter", "open", "open", "Open the trace at the cursor.", "list", 1),
    Key("list.query", "slash", "screen.ask_query", "query", "List what a query finds.", "list", 2),
    Key("list.mark", "space", "screen.mark", "mark", "Mark the trace at the cursor, or no longer; go down.", "list", 4, palette=False),
    Key("list.mark_range", "v", "screen.mark_range", "mark to here", "Mark from the row marked last to the cursor.", "list"),
    Key("list.mark_all", "A", "screen.mark_all", "mark all", "Mark all that is listed, or nothing if all is.", "list"),
    Key("list.mark_invert", "I", "screen.invert_marks", "invert marks", "Mark what is listed and not marked, unmark the rest.", "list"),
    Key("list.tag", "t", "screen.tag", "tag", "Tag what is marked, else the trace at the cursor.", "list", 5),
    Key("list.rename_tag", "T", "screen.rename_tag", "rename a tag", "Rename a tag on all traces that have it.", "list"),
    Key("list.trash", "d", "screen.trash", "trash", "Move what is marked, else this trace, to the trash.", "list", 5),
    Key("list.undo", "u", "screen.undo", "undo", "Undo the last change; in the trash bring back.", "list", 3),
    Key("list.next_hit", "n", "screen.hit(1)", "next hit", "Open the trace at its first hit, then go on to the next.", "list", 3, palette=False),
    Key("list.previous_hit", "N", "screen.hit(-1)", "previous hit", "Open the trace at its last hit, then go back.", "list", palette=False),
    Key("list.group", "b", "screen.group", "group", "Group what is listed, by prompt, answer, source or meta.", "list", 6),
    Key("list.views", "V", "screen.views", "views", "Open, save or forget a view: a query and columns.", "list", 8),
    Key("list.statistics", "s", "screen.statistics", "statistics", "Count what is listed: lengths, types, sources, tags, dates, meta.", "list", 7),
    Key("list.columns", "C", "screen.columns", "columns", "Choose columns, their widths and the order.", "list", 8),
    Key("list.trash_view", "D", "screen.show_trash", "see the trash", "List what is in the trash, or go back from it.", "list", 9),
    Key("list.editor", "e", "screen.show('editor')", "editor", "Open the editor as it was left.", "list", 6),
    Key("list.fetch", "ctrl+f", "screen.ask_for_id", "fetch by id", "Open a trace by its id or the start of it.", "list", 7),
    Key("list.copy_menu", "y", "screen.copy", "copy", "Copy or share the trace at the cursor or a part of it.", "list", 6),
    Key("list.import", "i", "screen.import", "import", "Import files and folders, or watch them; see how that goes.", "list", 7),
    Key("list.export", "x", "screen.export", "export", "Export what is listed or marked into a file, in one of many formats.", "list", 8),
    Key("list.copy", "E", "screen.copy_to_editor", "edit a copy", "Put a copy of the trace into the editor.", "list", 9),
    Key("list.example", "ctrl+l", "screen.load_example", "example", "Load the example trace into the editor.", "list", 2, palette=False),
    Key("list.down", "j,down", "move(1)", "down", "Move down a row.", "list", palette=False),
    Key("list.up", "k,up", "move(-1)", "up", "Move up a row.", "list", palette=False),
    Key("list.page_down", "pagedown", "page(1)", "page down", "Move down a page.", "list", palette=False),
    Key("list.page_up", "pageup", "page(-1)", "page up", "Move up a page.", "list", palette=False),
    Key("list.half_down", "ctrl+d", "page(0.5)", "half page down", "Move down half a page.", "list", palette=False),
    Key("list.half_up", "ctrl+u", "page(-0.5)", "half page up", "Move up half a page.", "list", palette=False),
    Key("list.first", "g,home", "first", "first", "Go to the newest trace.", "list", palette=False),
    Key("list.last", "G,end", "last", "last", "Go to the oldest trace.", "list", palette=False),
    Key("query.complete", "tab", "complete(1)", "complete", "Complete the field or value that is typed.", "query", 1, palette=False),
    Key("query.complete_back", "shift+tab", "complete(-1)", "complete", "Complete with the candidate before.", "query", palette=False),
    Key("query.older", "up", "history(1)", "earlier", "Take an earlier query.", "query", 2, palette=False),
    Key("query.newer", "down", "history(-1)", "later", "Take a later query.", "query", 3, palette=False),
    Key("query.leave", "escape", "leave", "back", "List what was listed before.", "query", 20, palette=False),
    Key("trace.next_step", "right_square_bracket", "step(1)", "next step", "Go to the next step.", "trace", 1),
    Key("trace.previous_step", "left_square_bracket", "step(-1)", "previous step", "Go to the previous step.", "trace", 6),
    Key("trace.next_of_type", "right_curly_bracket", "step_of_type(1)", "next of its type", "Go to the next step of the same type.", "trace"),
    Key("trace.previous_of_type", "left_curly_bracket", "step_of_type(-1)", "previous of its type", "Go to the previous step of the same type.", "trace"),
    Key("trace.prompt", "p", "part('prompt')", "prompt", "Go to the prompt, and back from there.", "trace", 8),
    Key("trace.answer", "a", "part('final_answer')", "answer", "Go to the final answer, and back from there.", "trace", 8),
    Key("trace.outline", "o", "screen.outline", "outline", "Show the steps with types and lengths, to go to one.", "trace", 4),
    Key("trace.types", "f", "screen.step_types", "types", "Fold or hide steps by their type.", "trace", 7),
    Key("trace.bookmark", "b", "screen.bookmark", "bookmark", "Put a bookmark on the marked step, or take it off.", "trace", 8),
    Key("trace.bookmarks", "B", "screen.bookmarks", "bookmarks", "Show all bookmarks, to go to one.", "trace"),
    Key("trace.characters", "U", "screen.characters", "characters", "Tell which characters are made visible, and find one.", "trace"),
    Key("list.bookmarks", "B", "screen.bookmarks", "bookmarks", "Show all bookmarks, to go to one.", "list", palette=False),
    Key("trace.next_trace", "J", "screen.neighbour(1)", "next trace", "Open the next trace of the list.", "trace", 2),
    Key("trace.previous_trace", "K", "screen.neighbour(-1)", "previous trace", "Open the previous trace of the list.", "trace", 7),
    Key("trace.view", "v", "next_view", "json", "Go on to the next view: reading, JSON, meta, origin.", "trace", 3),
    Key("trace.mode", "r", "next_mode", "render", "Draw text as Markdown, with plain formulas, or as written.", "trace", 7),
    Key("trace.find", "slash", "ask('find')", "find", "Find words in this trace.", "trace", 4),
    Key("trace.next_hit", "n", "hit(1)", "next hit", "Go to the next place where they were found.", "trace", 1, palette=False),
    Key("trace.previous_hit", "N", "hit(-1)", "previous hit", "Go to the previous place where they were found.", "trace", 6, palette=False),
    Key("trace.go_to", "colon", "ask('step')", "go to step", "Go to a step by its number, as the headings count.", "trace", 8),
    Key("trace.fold", "z", "fold", "fold", "Fold the marked step to one line, or unfold it.", "trace", 5),
    Key("trace.fold_all", "Z", "fold_all", "fold all", "Fold every step to one line, or unfold them.", "trace", 8),
    Key("trace.fetch", "ctrl+f", "screen.ask_for_id", "fetch by id", "Open a trace by its id or the start of it.", "trace", 9, palette=False),
    Key("trace.wrap", "w", "toggle_wrap", "wrap", "Wrap long lines, or scroll them sideways.", "trace", 8),
    Key("trace.copy_menu", "y", "screen.copy", "copy", "Copy or share this trace or a part of it.", "trace", 5),
    Key("trace.export", "x", "screen.export", "export", "Export this trace, or what is listed or marked, into a file.", "trace", 9, palette=False),
    Key("trace.copy", "E", "screen.copy_to_editor", "edit a copy", "Put a copy of this trace into the editor.", "trace", 5),
    Key("trace.tag", "t", "screen.tag", "tag", "Tag this trace.", "trace", 6),
    Key("trace.trash", "d", "screen.trash", "trash", "Move this trace to the trash.", "trace", 9, palette=False),
    Key("trace.undo", "u", "screen.undo", "undo", "Undo the last deletion or change of tags.", "trace", palette=False),
    Key("trace.down", "j,down", "scroll_lines(1)", "down", "Scroll down a line.", "trace", palette=False),
    Key("trace.up", "k,up", "scroll_lines(-1)", "up", "Scroll up a line.", "trace", palette=False),
    Key("trace.page_down", "pagedown,space", "scroll_pages(1)", "page down", "Scroll down a page.", "trace", palette=False),
    Key("trace.page_up", "pageup", "scroll_pages(-1)", "page up", "Scroll up a page.", "trace", palette=False),
    Key("trace.half_down", "ctrl+d", "scroll_pages(0.5)", "half page down", "Scroll down half a page.", "trace", palette=False),
    Key("trace.half_up", "ctrl+u", "scroll_pages(-0.5)", "half page up", "Scroll up half a page.", "trace", palette=False),
    Key("trace.first", "g,home", "first", "start", "Go to the start of the trace.", "trace", palette=False),
    Key("trace.last", "G,end", "last", "end", "Go to the end of the trace.", "trace", palette=False),
    Key("trace.right", "right", "sideways(1)", "right", "Scroll right, where lines are not wrapped.", "trace", palette=False),
    Key("trace.left", "left", "sideways(-1)", "left", "Scroll left, where lines are not wrapped.", "trace", palette=False),
    Key("prompt.next_hit", "down", "move(1)", "next hit", "Go to the next hit while typing.", "prompt", 1, palette=False),
    Key("prompt.previous_hit", "up", "move(-1)", "previous hit", "Go to the previous hit while typing.", "prompt", 2, palette=False),
    Key("prompt.leave", "escape", "leave", "leave", "Leave the line, and go back to where it was opened.", "prompt", 20, palette=False),
    Key("editor.example", "ctrl+l", "screen.load_example", "example", "Load the example trace into the editor.", "editor", 2),
    Key("editor.upload", "ctrl+s", "screen.upload", "upload", "Add what the editor holds to the store.", "editor", 1),
    Key("editor.fetch", "ctrl+g", "screen.fetch", "fetch id", "Open the trace whose id is in the field below the editor.", "editor", 3),
    Key("editor.empty", "ctrl+n", "screen.empty_editor", "empty", "Begin with an empty text; ctrl+z brings the old one back.", "editor", 7),
    Key("editor.outside", "ctrl+o", "screen.edit_outside", "your editor", "Open the text in the editor that EDITOR names.", "editor", 5),
    Key("editor.reformat", "ctrl+r", "screen.reformat", "reformat", "Lay the JSON out, one member a line.", "editor", 4),
    Key("problems.jump", "enter", "jump", "go there", "Put the cursor of the editor where this problem is.", "problems", 1, palette=False),
    Key("problems.down", "j,down", "move(1)", "down", "Move to the next problem.", "problems", palette=False),
    Key("problems.up", "k,up", "move(-1)", "up", "Move to the previous problem.", "problems", palette=False),
    Key("help.search", "slash", "screen.search", "search", "Search for a key by what it does.", "help", palette=False),
    Key("help.down", "j,down", "scroll(1)", "down", "Scroll down.", "help", palette=False),
    Key("help.up", "k,up", "scroll(-1)", "up", "Scroll up.", "help", palette=False),
    Key("help.page_down", "pagedown,space", "page(1)", "page down", "Scroll down a page.", "help", palette=False),
    Key("help.page_up", "pageup", "page(-1)", "page up", "Scroll up a page.", "help", palette=False),
    Key("help.close", "q,question_mark,f1", "screen.close", "close", "Close the help.", "help", palette=False),
    Key("copy.document", "j", "screen.choose('document')", "JSON", "Copy the whole trace as JSON.", "copy", palette=False),
    Key("copy.prompt", "p", "screen.choose('prompt')", "prompt", "Copy the prompt.", "copy", palette=False),
    Key("copy.answer", "a", "screen.choose('answer')", "answer", "Copy the final answer.", "copy", palette=False),
    Key("copy.step", "s", "screen.choose('step')", "step", "Copy what the marked step says.", "copy", palette=False),
    Key("copy.id", "i", "screen.choose('id')", "id", "Copy the id.", "copy", palette=False),
    Key("copy.print", "o", "screen.choose('print')", "print", "Print the trace to the plain screen, to be selected there.", "copy", palette=False),
    Key("copy.pager", "l", "screen.choose('pager')", "pager", "Read the trace in your pager, less as a rule.", "copy", palette=False),
    Key("copy.markdown", "m", "screen.choose('markdown')", "Markdown", "Write the trace into a file of Markdown.", "copy", palette=False),
    Key("copy.html", "h", "screen.choose('html')", "HTML", "Write the trace into a page of HTML, for any browser.", "copy", palette=False),
    Key("copy.next", "down", "app.focus_next", "next", "Go to the next line.", "copy", palette=False),
    Key("copy.previous", "up", "app.focus_previous", "previous", "Go to the previous line.", "copy", palette=False),
    Key("choice.down", "j,down", "move(1)", "down", "Go to the next line.", "choice", palette=False),
    Key("choice.up", "k,up", "move(-1)", "up", "Go to the line before.", "choice", palette=False),
    Key("choice.take", "enter", "take", "take", "Take the line at the cursor.", "choice", palette=False),
    Key("choice.page_down", "pagedown", "page(1)", "page down", "Go down a page.", "choice", palette=False),
    Key("choice.page_up", "pageup", "page(-1)", "page up", "Go up a page.", "choice", palette=False),
    Key("choice.first", "g,home", "first", "first", "Go to the first line.", "choice", palette=False),
    Key("choice.last", "G,end", "last", "last", "Go to the last line.", "choice", palette=False),
    Key("choice.forget", "d,delete", "screen.forget", "forget", "Forget the view at the cursor.", "choice", palette=False),
    Key("columns.toggle", "space", "screen.turn", "show or hide", "Show the column at the cursor, or hide it.", "columns", palette=False),
    Key("columns.narrower", "minus", "screen.widen(-1)", "narrower", "Make the column narrower.", "columns", palette=False),
    Key("columns.wider", "plus", "screen.widen(1)", "wider", "Make the column wider.", "columns", palette=False),
    Key("columns.earlier", "K", "screen.shift(-1)", "further left", "Move the column to the left.", "columns", palette=False),
    Key("columns.later", "J", "screen.shift(1)", "further right", "Move the column to the right.", "columns", palette=False),
    Key("columns.sort", "s", "screen.sort", "sort", "Sort by the column; again turns the order round.", "columns", palette=False),
    Key("statistics.open", "enter", "open", "list", "List the traces behind the bar at the cursor.", "statistics", palette=False),
    Key("statistics.next", "right_square_bracket,tab,right", "screen.turn(1)", "next", "Count by what comes next.", "statistics", palette=False),
    Key("statistics.previous", "left_square_bracket,shift+tab,left", "screen.turn(-1)", "previous", "Count by what comes before.", "statistics", palette=False),
    Key("statistics.down", "j,down", "move(1)", "down", "Go to the next bar.", "statistics", palette=False),
    Key("statistics.up", "k,up", "move(-1)", "up", "Go to the bar before.", "statistics", palette=False),
    Key("statistics.first", "g,home", "first", "first", "Go to the first bar.", "statistics", palette=False),
    Key("statistics.last", "G,end", "last", "last", "Go to the last bar.", "statistics", palette=False),
    Key("statistics.close", "q,s", "screen.cancel", "close", "Close the statistics.", "statistics", palette=False),
    Key("types.hide", "space", "screen.hide", "show or hide", "Show steps of the type at the cursor, or hide them.", "types", palette=False),
    Key("types.fold", "z", "screen.fold", "fold", "Fold steps of the type to one line, or unfold them.", "types", palette=False),
    Key("types.only", "o", "screen.only", "only this", "Show this type alone, or all again.", "types", palette=False),
    Key("line.complete", "tab", "screen.complete", "complete", "Complete what is typed.", "line", palette=False),
    Key("box.turn", "space,enter", "press", "choose", "Make a choice of a dialog, or take it back.", "box", palette=False),
    Key("import.down", "j,down", "scroll(1)", "down", "Scroll down a line.", "import", palette=False),
    Key("import.up", "k,up", "scroll(-1)", "up", "Scroll up a line.", "import", palette=False),
    Key("import.page_down", "pagedown,space", "page(1)", "page down", "Scroll down a page.", "import", palette=False),
    Key("import.page_up", "pageup", "page(-1)", "page up", "Scroll up a page.", "import", palette=False),
    Key("dialog.next", "right", "screen.next_button(1)", "next button", "Go to the next button.", "dialog", palette=False),
    Key("dialog.previous", "left", "screen.next_button(-1)", "previous button", "Go to the previous button.", "dialog", palette=False),
    Key("dialog.cancel", "escape", "screen.cancel", "cancel", "Close the dialog and change nothing.", "dialog", palette=False),
    Key("everywhere.help", "question_mark,f1", "screen.help", "help", "Show every key and what it does.", "everywhere", 21),
    Key("everywhere.look", "f5", "app.look_again", "refresh", "Check health, list what is new, draw everything anew.", "everywhere", 10),
    Key("everywhere.list", "1", "screen.show('list')", "list", "Go to the list.", "everywhere"),
    Key("everywhere.trace", "2", "screen.show('trace')", "trace", "Go to the trace view.", "everywhere"),
    Key("everywhere.editor", "3", "screen.show('editor')", "editor", "Go to the editor.", "everywhere"),
    Key("everywhere.narrower", "less_than_sign", "screen.widen(-5)", "narrower list", "Make the list narrower.", "everywhere"),
    Key("everywhere.wider", "greater_than_sign", "screen.widen(5)", "wider list", "Make the list wider.", "everywhere"),
    Key("everywhere.mouse", "m", "app.toggle_mouse", "mouse", "Give the mouse to the terminal, or take it back.", "everywhere"),
    Key("everywhere.back", "escape", "screen.back", "list", "Leave what was found, or go back to the list.", "everywhere", 20, palette=False),
    Key("everywhere.close", "q", "screen.close", "close", "Close this view, at last the app.", "everywhere", 22, palette=False),
    Key("everywhere.next", "tab", "app.focus_next", "next", "Focus the next part.", "everywhere", 2, palette=False),
    Key("everywhere.previous", "shift+tab", "app.focus_previous", "previous", "Focus the previous part.", "everywhere", palette=False),
    Key("app.palette", "ctrl+p", "command_palette", "commands", "Find a command by typing.", "app", palette=False),
    Key("app.suspend", "ctrl+z", "suspend_process", "suspend", "Put the app into the background; in a text field ctrl+z undoes.", "app"),
    Key("app.quit", "ctrl+q", "quit", "quit", "Leave the app.", "app"),
)  # fmt: skip
"""Every key of the app."""

LOST_KEYS = frozenset(
    {
        *("ctrl+h", "ctrl+i", "ctrl+m", "ctrl+left_square_bracket", "shift+enter"),
        *("ctrl+a", "ctrl+b"),
    }
)
"""Keys that an ordinary terminal cannot send apart from another, and those of screen and tmux."""

_PRIORITY = frozenset({"app.quit", "app.palette"})
"""These work even where a text field or a dialog has the focus."""

_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "plus": "+",
    "minus": "-",
    "exclamation_mark": "!",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "escape": "esc",
}
"""How keys are written, where Textual's name is another."""

_BY_SIGN = {sign: name for name, sign in _NAMES.items()}


def bindings_for(*places: Place) -> list[BindingType]:
    """Make Textual's bindings for some places, with the keys of the table."""
    return [
        Binding(
            key.keys,
            key.action,
            key.label,
            show=False,
            tooltip=key.help,
            id=key.id,
            priority=key.id in _PRIORITY,
        )
        for key in KEYS
        if key.where in places
    ]


def shown(keys: str) -> str:
    """Write key names as a person would: `j ↓`, `?`, `ctrl+s`."""
    return " ".join(_NAMES.get(key, key) for key in keys.split(","))


def shown_for(key: Key, *, typing: bool) -> str | None:
    """Write how to reach a key; None where it cannot be: letters do nothing while `typing`."""
    for name in key.keys.split(","):
        if not typing or not is_printable(name):
            return shown(name)
    return None


def key_bar(keys: Iterable[Key], *, typing: bool) -> list[Key]:
    """List what the key bar offers of some keys, the most useful first."""
    return sorted(
        (key for key in keys if key.bar and shown_for(key, typing=typing)),
        key=lambda key: key.bar,
    )


def key_name(key: str) -> str:
    """Give Textual's name of a key, be it written as on a keyboard or by that name."""
    lower = key.lower()
    if len(key) == 1:
        return _BY_SIGN.get(key, key)
    return _BY_SIGN.get(lower, lower)


def is_printable(name: str) -> bool:
    """Tell whether a key, by Textual's name, types something in a text field."""
    sign = _NAMES.get(name, name)
    return (len(sign) == 1 and sign.isascii() and sign.isprintable()) or name == "space"
