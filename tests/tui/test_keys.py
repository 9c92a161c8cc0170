"""The table of keys."""

from __future__ import annotations

from collections import Counter

from tunix_rt_tui.tui.keymap import KeyTable
from tunix_rt_tui.tui.keys import KEYS, LOST_KEYS, PLACES, key_bar, shown, shown_for


def test_ids_are_unique_and_begin_with_their_place() -> None:
    assert not [name for name, count in Counter(key.id for key in KEYS).items() if count > 1]
    assert all(key.id.startswith(f"{key.where}.") for key in KEYS)


def test_no_key_is_lost_in_an_ordinary_terminal() -> None:
    assert not LOST_KEYS & {name for key in KEYS for name in key.keys.split(",")}


def test_every_place_is_explained_and_every_key_too() -> None:
    assert {key.where for key in KEYS} == set(PLACES)
    assert all(key.help.endswith(".") and key.label for key in KEYS)


def test_keys_are_written_as_on_a_keyboard() -> None:
    assert shown("j,down") == "j ↓"
    [help_key] = [key for key in KEYS if key.id == "everywhere.help"]
    assert shown_for(help_key, typing=False) == "?"
    assert shown_for(help_key, typing=True) == "f1"


def test_the_bar_offers_no_letters_while_typing() -> None:
    offered = {key.id for key in key_bar(KeyTable().of("editor", "everywhere"), typing=True)}
    assert "everywhere.back" in offered
    assert "everywhere.close" not in offered
