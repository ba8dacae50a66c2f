"""The rules of a rule file, laid beside what a watch brings in."""

from collections.abc import Callable
from pathlib import Path

from stemma.collection.notices import WatchRules, deliver, evaluate, load_rules, start_rules
from stemma.store import Store


class RuleNotices:
    """``Notify`` by ``stemma.collection.notices``, which keeps in the store what it was told and what is to be sent."""

    def __init__(self, rules: WatchRules) -> None:
        self._rules = rules

    @classmethod
    def load(cls, path: Path) -> "RuleNotices":
        """By the rule file at ``path``. Raises UsageError, naming what is wrong in it."""
        return cls(load_rules(path))

    def start(self, store: Store) -> None:
        """``Notify.start``."""
        start_rules(store, self._rules)

    def give(self, store: Store, now: Callable[[], str]) -> tuple[int, tuple[str, ...]]:
        """``Notify.give``."""
        made = evaluate(store, self._rules, now=now)
        return len(made), deliver(store, self._rules, now=now).lines
