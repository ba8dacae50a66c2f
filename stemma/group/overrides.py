"""Stories as corrections by hand set them: over labels alone, so that it can be done after any way of grouping."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from stemma.model.article import Article
from stemma.model.overrides import JoinStories, Override, OverrideKind, Overrides, PinArticle, SplitStory
from stemma.text.references import ArticleNames

ONE_STORY = "all articles were taken as one story, as asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """Labels with the corrections applied, and what became of each."""

    labels: tuple[int, ...]
    """Each article's story, named by the index of its first article."""
    overrides: tuple[Override, ...] = ()
    moved: frozenset[str] = frozenset()
    """Ids of the articles that are where they are by hand."""
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Article id → the corrections that bear on its story, in words; also for those that others were split from."""


def regroup_stories(
    articles: Sequence[Article], labels: Sequence[int], overrides: Overrides, *, one_story: bool = False
) -> Regrouped:
    """The stories (a label for each article) with those of ``overrides`` split, then joined, then articles pinned.

    What names no article, or several, or goes against a correction before it is unused, with the reason; so a heap
    that changed is never regrouped by a name that means something else now. ``one_story``: all are unused.
    """
    hand = _Hand(articles, labels, ONE_STORY if one_story else "")
    for parting in overrides.split_story:
        hand.split(parting)
    for joining in overrides.join_stories:
        hand.join(joining)
    hand.pin_all(overrides.pin_article)
    return hand.close()


class _Hand:
    """Labels on their way, and what was said by hand so far."""

    def __init__(self, articles: Sequence[Article], labels: Sequence[int], refusal: str) -> None:
        self._ids = [a.id for a in articles]
        self._index = {a.id: index for index, a in enumerate(articles)}
        self._names = ArticleNames(articles)
        self._labels = list(labels)
        self._next = max([len(articles), *(label + 1 for label in labels)])
        self._refusal = refusal
        self._told: list[Override] = []
        self._moved: set[int] = set()
        self._words: dict[int, dict[str, None]] = {}
        self._bound: dict[int, str] = {}
        """Article → the correction that named it as one to split off or to join."""
        self._parted: list[tuple[frozenset[int], frozenset[int]]] = []
        """Articles split off, and those that they were split from."""

    def close(self) -> Regrouped:
        """The labels, each named by its first article."""
        first: dict[int, int] = {}
        for index, label in enumerate(self._labels):
            first.setdefault(label, index)
        return Regrouped(
            labels=tuple(first[label] for label in self._labels),
            overrides=tuple(self._told),
            moved=frozenset(self._ids[index] for index in self._moved),
            words={self._ids[index]: tuple(words) for index, words in sorted(self._words.items())},
        )

    def split(self, one: SplitStory) -> None:
        """Take these articles out of their stories, into one of their own."""
        several = len(one.articles) > 1
        what = f"{_list(one.articles)} {'are' if several else 'is'} a story of {'their' if several else 'its'} own"
        indexes, reason = self._find_all(one.articles)
        left = {self._labels[i] for i in indexes}
        rest = [i for i in self._members(left) if i not in indexes]
        against = next((self._bound[i] for i in indexes if i in self._bound), None)
        if not reason and against:
            reason = f"it goes against an earlier correction: {against}"
        elif not reason and not rest and len(left) == 1:
            reason = "that is so already"
        changed = f"parted from {count(len(rest), 'article')}" if rest else f"taken from {len(left)} stories"
        if not reason or (not rest and len(left) == 1 and not against):
            self._bound.update(dict.fromkeys(indexes, what))
        if not self._tell("split_story", what, reason, changed, one.note):
            return
        for index in indexes:
            self._labels[index] = self._next
        self._next += 1
        self._parted.append((frozenset(indexes), frozenset(rest)))
        self._mark(what, moved=indexes, near=rest)

    def join(self, one: JoinStories) -> None:
        """Make the stories that hold these articles one."""
        what = f"the stories of {_list(one.articles)} are one"
        indexes, reason = self._find_all(one.articles)
        labels = sorted({self._labels[i] for i in indexes})
        whole = self._members(labels)
        against = next((part for part, rest in self._parted if part & set(whole) and rest & set(whole)), None)
        if not reason and len(labels) == 1:
            reason = "they are one story already"
        elif not reason and against:
            reason = f"it goes against an earlier correction: {self._bound[min(against)]}"
        if self._tell("join_stories", what, reason, f"joined {len(labels)} stories", one.note):
            for index in whole:
                self._labels[index] = labels[0]
            self._mark(what, moved=whole)
        if not reason or len(labels) == 1:
            self._bound.update(dict.fromkeys(indexes, what))

    def pin_all(self, pins: Sequence[PinArticle]) -> None:
        """Put each article into the story of its other one, which is put into its own place first."""
        found = [self._find_pin(one) for one in pins]
        first: dict[int, int] = {}
        for number, (article, _, reason) in enumerate(found):
            if not reason:
                first.setdefault(article, number)
        told: dict[int, list[Override]] = {}
        for number in range(len(pins)):
            chain: list[int] = []
            onward: int | None = number
            while onward is not None and onward not in told and onward not in chain:
                chain.append(onward)
                onward = first.get(found[onward][1])
            for one in reversed(chain):
                index, target, reason = found[one]
                before = len(self._told)
                self._pin(pins[one], index, target, reason, first=first.get(index) == one)
                told[one] = self._told[before:]
                del self._told[before:]
        for number in range(len(pins)):
            self._told += told[number]

    def _find_pin(self, one: PinArticle) -> tuple[int, int, str]:
        """The article, and that whose story it is to be in; or what is wrong with their names."""
        indexes, reason = self._find_all((one.article,))
        others, problem = self._find_all((one.story_of,))
        if reason or problem:
            return -1, -1, reason or problem
        return indexes[0], others[0], "both names mean one article" if indexes == others else ""

    def _pin(self, one: PinArticle, index: int, target: int, reason: str, *, first: bool) -> None:
        what = f"{_clean(one.article)} is in the story of {_clean(one.story_of)}"
        if not reason and self._labels[index] == self._labels[target]:
            reason = "it is there already"
        elif not reason and index in self._bound:
            reason = f"it goes against another correction: {self._bound[index]}"
        elif not reason and not first:
            reason = "an earlier correction pins it to another story"
        left = [] if reason else [i for i in self._members([self._labels[index]]) if i != index]
        changed = f"parted from {count(len(left), 'article')}" if left else "it stood alone"
        if self._tell("pin_article", what, reason, changed, one.note):
            self._labels[index] = self._labels[target]
            self._mark(what, moved=[index], near=left)

    def _find_all(self, names: Sequence[str]) -> tuple[list[int], str]:
        """The articles meant, each once, in order; or why one of the names means none."""
        if self._refusal:
            return [], self._refusal
        found: set[int] = set()
        for name in names:
            articles = self._names.find(name)
            if not articles:
                return [], f"no article goes by {name!r}"
            if len(articles) > 1:
                return [], f"{name!r} fits {len(articles)} articles; name one by its file, address or id"
            found.add(self._index[articles[0].id])
        return (sorted(found), "") if found else ([], "it names no article")

    def _members(self, labels: Collection[int]) -> list[int]:
        return [index for index, label in enumerate(self._labels) if label in labels]

    def _mark(self, what: str, *, moved: Sequence[int], near: Sequence[int] = ()) -> None:
        self._moved.update(moved)
        for index in (*moved, *near):
            self._words.setdefault(index, {})[what] = None

    def _tell(self, kind: OverrideKind, what: str, reason: str, changed: str, note: str | None) -> bool:
        """Note what became of a correction; whether it is to be applied."""
        status: Literal["applied", "unused"] = "unused" if reason else "applied"
        self._told.append(Override(kind=kind, what=what, status=status, reason=reason or changed, note=note))
        return not reason


def _list(names: Sequence[str]) -> str:
    return ", ".join(map(_clean, names))


def _clean(name: str) -> str:
    return " ".join(name.split())


def count(number: int, noun: str) -> str:
    """``3 articles``, ``1 article``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
