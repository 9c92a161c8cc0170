"""Which types of steps are folded and which are not shown, whatever trace is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tunix_rt_tui.tui.block_layout import Folds


class TypeRules(NamedTuple):
    """Types of steps that are folded to one line, and types that are not shown."""

    folded: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    def toggle_folded(self, kind: str) -> TypeRules:
        """Fold a type, or no longer; what is folded is shown."""
        return TypeRules(self.folded ^ {kind}, self.hidden - {kind})

    def toggle_hidden(self, kind: str) -> TypeRules:
        """Hide a type, or show it again."""
        return self._replace(hidden=self.hidden ^ {kind})

    def only(self, kind: str, types: Sequence[str]) -> TypeRules:
        """Show one of some types alone, or all again where it was alone."""
        others = frozenset(types) - {kind}
        alone = others <= self.hidden and kind not in self.hidden
        return self._replace(hidden=self.hidden - set(types) if alone else others)

    def folds_for(self, types: Sequence[str]) -> Folds:
        """Tell what that means for steps of these types, in their order."""
        hidden = {step for step, kind in enumerate(types) if kind in self.hidden}
        folded = {step for step, kind in enumerate(types) if kind in self.folded}
        return Folds(frozenset(folded - hidden), frozenset(hidden))

    def changed(self, since: TypeRules, types: Sequence[str], folds: Folds) -> Folds:
        """Apply what has changed to steps of these types, some of which are folded by hand."""
        wanted = self.folds_for(types)
        turned = self.folded ^ since.folded
        by_hand = {step for step in folds.folded if types[step] not in turned}
        ruled = {step for step in wanted.folded if types[step] in turned or step in folds.hidden}
        return Folds(frozenset(by_hand | ruled) - wanted.hidden, wanted.hidden)
