"""Articles laid beside each other, with what was made of the last few kept at hand."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from stemma.group.copies.fingerprints import fold_body
from stemma.group.copies.judging import Judged, judge_runs, judge_words
from stemma.group.copies.runs import Shingled, measure_runs
from stemma.model.article import Article
from stemma.text.days import read_day
from stemma.text.word_places import Words, has_marks, place_words

_AT_HAND = 1_024
"""Articles."""
_Made = TypeVar("_Made")


@dataclass(slots=True)
class Laying:
    """Judges pairs of articles; an id stands for one text."""

    _shingled: OrderedDict[str, Shingled] = field(default_factory=OrderedDict)
    _words: OrderedDict[str, Words] = field(default_factory=OrderedDict)

    def judge(self, one: Article, other: Article, *, alike: float, common: bool) -> Judged | None:
        """What the later article ``other`` has in common with ``one``; None where that makes no copy."""
        here, there = self._shingle(one), self._shingle(other)
        spoken = has_marks(one.text) or has_marks(other.text)
        verdict = judge_runs(measure_runs(here, there), here.words, there.words, alike=alike, spoken=spoken)
        if verdict != "look":
            return verdict
        days = (read_day(one.published), read_day(other.published))
        return judge_words(self._place(one), self._place(other), common=common, days=days)

    def _shingle(self, article: Article) -> Shingled:
        return _keep(self._shingled, article.id, lambda: Shingled.make(fold_body(article)))

    def _place(self, article: Article) -> Words:
        return _keep(self._words, article.id, lambda: place_words(article.text, article.body))


def _keep(held: "OrderedDict[str, _Made]", name: str, make: Callable[[], _Made]) -> _Made:
    if name in held:
        held.move_to_end(name)
    else:
        held[name] = make()
        if len(held) > _AT_HAND:
            held.popitem(last=False)
    return held[name]
