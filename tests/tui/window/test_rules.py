"""Rules for types of steps: which are folded and hidden, beside what was folded by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.tui.block_layout import Folds
from tunix_rt_tui.tui.window.rules import TypeRules

TYPES = ["plan", "code", "plan", "check", "code"]
NONE = TypeRules()

kinds = st.sampled_from(["plan", "code", "check", "of another trace"])
changes = st.lists(st.tuples(st.sampled_from(["fold", "hide", "only"]), kinds), max_size=8)


def changed(rules: TypeRules, change: tuple[str, str]) -> TypeRules:
    name, kind = change
    if name == "fold":
        return rules.toggle_folded(kind)
    return rules.toggle_hidden(kind) if name == "hide" else rules.only(kind, TYPES)


def folds(folded: set[int] | None = None, hidden: set[int] | None = None) -> Folds:
    return Folds(frozenset(folded or ()), frozenset(hidden or ()))


def test_a_type_is_folded_and_no_longer() -> None:
    folded = NONE.toggle_folded("plan")
    assert folded.folds_for(TYPES) == folds({0, 2})
    assert folded.toggle_folded("plan") == NONE


def test_a_type_is_hidden_and_shown_again() -> None:
    hidden = NONE.toggle_hidden("code")
    assert hidden.folds_for(TYPES) == folds(hidden={1, 4})
    assert hidden.toggle_hidden("code") == NONE


def test_a_type_that_is_folded_is_shown_and_may_be_hidden_again() -> None:
    folded = NONE.toggle_hidden("plan").toggle_folded("plan")
    assert folded.folds_for(TYPES) == folds({0, 2})
    assert folded.toggle_hidden("plan").folds_for(TYPES) == folds(hidden={0, 2})


def test_a_type_is_shown_alone_and_then_all_are_again() -> None:
    alone = NONE.only("code", TYPES)
    assert alone.folds_for(TYPES) == folds(hidden={0, 2, 3})
    assert alone.only("check", TYPES).folds_for(TYPES) == folds(hidden={0, 1, 2, 4})
    assert alone.only("code", TYPES) == NONE


def test_a_type_that_is_hidden_can_be_shown_alone() -> None:
    assert NONE.toggle_hidden("code").only("code", TYPES) == NONE.only("code", TYPES)
    assert NONE.toggle_hidden("a").only("a", ["a", "a"]) == NONE


def test_what_was_folded_by_hand_stays_so() -> None:
    by_hand = folds({0, 3})
    hidden = NONE.toggle_hidden("code")
    assert hidden.changed(NONE, TYPES, by_hand) == folds({0, 3}, {1, 4})
    folded = NONE.toggle_folded("code")
    assert folded.changed(NONE, TYPES, by_hand) == folds({0, 1, 3, 4})
    assert NONE.changed(folded, TYPES, folds({0, 1, 3, 4})) == by_hand


def test_what_was_unfolded_by_hand_stays_so_until_its_type_is_folded_again() -> None:
    folded = NONE.toggle_folded("plan")
    unfolded = folds({0})
    assert folded.toggle_folded("code").changed(folded, TYPES, unfolded) == folds({0, 1, 4})
    again = NONE.changed(folded, TYPES, unfolded)
    assert folded.changed(NONE, TYPES, again) == folds({0, 2})


def test_a_folded_type_that_was_hidden_is_folded_when_it_is_shown() -> None:
    folded = NONE.toggle_folded("plan")
    hidden = folded.toggle_hidden("plan")
    away = hidden.changed(folded, TYPES, folds({0, 2, 3}))
    assert away == folds({3}, {0, 2})
    assert folded.changed(hidden, TYPES, away) == folds({0, 2, 3})


@given(changes)
def test_rules_changed_one_by_one_are_rules_from_the_start(made: list[tuple[str, str]]) -> None:
    rules, shown = NONE, Folds()
    for change in made:
        after = changed(rules, change)
        shown = after.changed(rules, TYPES, shown)
        rules = after
        assert not shown.folded & shown.hidden
    assert shown == rules.folds_for(TYPES)


@given(changes, st.frozensets(st.integers(0, 4)))
def test_a_fold_by_hand_of_a_type_without_rules_is_never_touched(
    made: list[tuple[str, str]], by_hand: frozenset[int]
) -> None:
    rules, shown = NONE, Folds(by_hand)
    untouched = [*TYPES, "mine"]
    for change in (change for change in made if change[0] != "only"):
        after = changed(rules, change)
        shown = after.changed(rules, untouched, Folds(shown.folded | {5}, shown.hidden))
        rules = after
        assert 5 in shown.folded
