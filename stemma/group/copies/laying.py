"""Articles laid beside each other, with what was made of the last few kept at hand."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from stemma.group.copies.fingerprints import fold_body
from stemma.group.copies.judging import Judged, are_hardly_alike, judge_runs, judge_words
from stemma.group.copies.runs import Shingled, measure_runs
from stemma.group.copies.verdicts import Verdicts, name_pair, name_text
from stemma.model.article import Article
from stemma.text.days import read_day
from stemma.text.word_places import Words, has_marks, place_words

_AT_HAND = 1_024
"""Articles."""
_Made = TypeVar("_Made")


@dataclass(slots=True)
class Laying:
    """Judges pairs of articles; an id stands for one text."""

    verdicts: Verdicts | None = None
    """What was judged before, and takes what is judged now."""
    _shingled: OrderedDict[str, Shingled] = field(default_factory=OrderedDict)
    _words: OrderedDict[str, Words] = field(default_factory=OrderedDict)
    _names: OrderedDict[str, bytes] = field(default_factory=OrderedDict)

    def judge(self, one: Article, other: Article, *, alike: float, common: bool) -> Judged | None:
        """What the later article ``other`` has in common with ``one``; None where that makes no copy."""
        if self.verdicts is None:
            return self._judge(one, other, alike=alike, common=common)
        pair = name_pair(self._name(one), self._name(other), alike=not are_hardly_alike(alike), common=common)
        if pair in self.verdicts:
            return self.verdicts.get(pair)
        verdict = self._judge(one, other, alike=alike, common=common)
        self.verdicts.put(pair, verdict)
        return verdict

    def _judge(self, one: Article, other: Article, *, alike: float, common: bool) -> Judged | None:
        here, there = self._shingle(one), self._shingle(other)
        spoken = has_marks(one.text) or has_marks(other.text)
        verdict = judge_runs(measure_runs(here, there), here.words, there.words, alike=alike, spoken=spoken)
        if verdict != "look":
            return verdict
        days = (read_day(one.published), read_day(other.published))
        return judge_words(self._place(one), self._place(other), common=common, days=days)

    def _name(self, article: Article) -> bytes:
        return _keep(self._names, article.id, lambda: name_text(article))

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
