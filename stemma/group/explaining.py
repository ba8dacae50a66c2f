"""Why each article is in its story, and why not in the nearest other one: in words of its page, and in numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from stemma.group.nearness import StorySums
from stemma.group.overrides import Regrouped
from stemma.group.page_words import PageWords, read_words
from stemma.group.profile import Profile
from stemma.group.ranks import is_one_text
from stemma.group.stories import THRESHOLD
from stemma.model.article import Article
from stemma.model.story import Membership, MemberWhy, Nearness, Shared, SharedText

LEAST = 0.01
"""A story less near than this is not told of as the nearest other one."""
FAR = 0.5
"""What is less near than this share of what a story asks has nothing telling in common: only the number is told."""
NAMES, DAYS, FIGURES, WORDS = 5, 3, 4, 6
"""How many of each are told at most."""
_SHORT = 4
_CACHED = 4096


class Explainer:
    """Knows the articles of a heap, their stories by label, and what both have in common."""

    def __init__(
        self,
        articles: Sequence[Article],
        profiles: Sequence[Profile],
        regrouped: Regrouped,
        copies: Iterable[SharedText] = (),
        sums: StorySums | None = None,
    ) -> None:
        self._articles = articles
        self._profiles = profiles
        self._hand = regrouped
        self._sums = sums or StorySums(profiles, regrouped.labels)
        self._members: dict[int, list[int]] = defaultdict(list)
        for index, label in enumerate(regrouped.labels):
            self._members[label].append(index)
        self._copies = _list_originals(articles, copies)
        self._read = lru_cache(maxsize=_CACHED)(lambda index: read_words(articles[index]))

    def explain(self, index: int, ids: Mapping[int, str], *, fully: bool) -> Membership:
        """An article's place. ``ids``: label → id of the story. ``fully``: what is shared, and the nearest other."""
        article, label = self._articles[index], self._hand.labels[index]
        original = self._find_original(index)
        why, reason = self._judge(index, original)
        shared = self._share(index, label) if fully else Shared()
        return Membership(
            article=article.id,
            why=why,
            own=Nearness(
                story=ids[label],
                likeness=self._sums.measure(index, label),
                shared=shared,
                reason=reason or self._say_likeness(index, shared),
            ),
            nearest=self._find_nearest(index, ids) if fully else None,
            copy_of=original[1] if original else None,
            by_hand=self._hand.words.get(article.id, ()),
        )

    def _find_original(self, index: int) -> tuple[int, SharedText] | None:
        """The earlier article of its story whose text it has, and what they share."""
        own = self._hand.labels[index]
        return next((one for one in self._copies.get(index, ()) if self._hand.labels[one[0]] == own), None)

    def _judge(self, index: int, original: tuple[int, SharedText] | None) -> tuple[MemberWhy, str]:
        """Why it is where it is, and the sentence for it where that is not its being like the others."""
        article = self._articles[index]
        if article.id in self._hand.moved:
            return "hand", f"By hand: {'; '.join(self._hand.words[article.id])}."
        mates = self._members[self._hand.labels[index]]
        if index == mates[0]:
            return "founder", "The only article of its story." if len(mates) == 1 else ""
        if original is not None:
            return "copy", f"{say_copy(original[1])} {name_article(self._articles[original[0]])}."
        return "likeness", ""

    def _say_likeness(self, index: int, shared: Shared) -> str:
        likeness = self._sums.measure(index, self._hand.labels[index])
        first = index == self._members[self._hand.labels[index]][0]
        found = say_shared(shared)
        return (
            ("The first of its story; the others are" if first else "It is")
            + f" like {'it' if first else 'the others'} ({likeness:.2f})"
            + (f" in {found}." if found else ".")
        )

    def _find_nearest(self, index: int, ids: Mapping[int, str]) -> Nearness | None:
        label = self._sums.find_nearest(index)
        likeness = self._sums.measure(index, label) if label is not None else 0.0
        if label is None or likeness < LEAST:
            return None
        shared = self._share(index, label)
        found = say_shared(shared) if likeness >= FAR * THRESHOLD else ""
        return Nearness(
            story=ids[label],
            likeness=likeness,
            shared=shared,
            reason=(f"It shares {found}: " if found else "Only ") + self._say_why_not(index, label, likeness) + ".",
        )

    def _say_why_not(self, index: int, label: int, likeness: float) -> str:
        own = self._hand.labels[index]
        asked = f"where one story asks {THRESHOLD:g}"
        if by_hand := self._list_words(own) & self._list_words(label):
            return f"{likeness:.2f} alike, and apart by hand ({'; '.join(sorted(by_hand))})"
        if likeness < THRESHOLD:
            return f"{say_likeness(likeness)} alike, {asked}"
        whole = self._sums.measure_stories(own, label)
        if whole < THRESHOLD:
            return (
                f"it is {say_likeness(likeness)} like that story, but the two stories as wholes are "
                f"{say_likeness(whole)} alike, {asked}"
            )
        return f"{likeness:.2f} alike in words, but something else keeps the two stories apart"

    def _list_words(self, label: int) -> set[str]:
        """The corrections by hand that bear on a story."""
        if not self._hand.words:
            return set()
        found = (self._hand.words.get(self._articles[i].id, ()) for i in self._members[label])
        return {what for words in found for what in words}

    def _share(self, index: int, label: int) -> Shared:
        """What an article has in common with a story's articles, itself left out."""
        weights = self._sums.weigh_shared(index, label)
        others = [self._profiles[i] for i in self._members[label] if i != index]
        profile = self._profiles[index]
        days = {day for day in profile.days if any(day in other.days for other in others)}
        figures = {figure for figure in profile.figures if any(figure in other.figures for other in others)}
        return choose_shared(self._read(index), weights, days=[d.isoformat() for d in days], figures=figures)


def choose_shared(
    page: PageWords, weights: Mapping[str, float], *, days: Iterable[str] = (), figures: Iterable[str] = ()
) -> Shared:
    """The dearest of what is shared, as the page writes it. ``weights``: folded word → what it adds to the likeness."""
    named: dict[str, float] = {}
    taken: set[str] = set()
    for name, parts in page.names:
        worth = sum(weights.get(part, 0.0) for part in dict.fromkeys(parts))
        if parts and weights.get(parts[0]) and weights.get(parts[-1]):
            named[name] = worth
            taken.update(parts)
    numbers = {term: weight for term, weight in weights.items() if term.isdecimal() and term not in taken}
    rest = {
        term: weight
        for term, weight in weights.items()
        if term in page.forms and term not in taken and term not in numbers
    }
    # Short words of languages whose function words grouping does not know are told only where there is nothing else.
    rest = {term: weight for term, weight in rest.items() if len(term) >= _SHORT or not term.isascii()} or rest
    known = sorted(figures)
    return Shared(
        names=_drop_parts(_take(named, len(named)))[:NAMES],
        days=tuple(sorted(days))[:DAYS],
        figures=tuple(dict.fromkeys([*known, *(page.forms.get(n, n) for n in _take(numbers, FIGURES))]))[:FIGURES],
        words=tuple(page.forms[term] for term in _take(rest, WORDS)),
    )


def say_shared(shared: Shared) -> str:
    """What is shared as a list in words; empty where nothing is."""
    parts = [*shared.names, *shared.days, *shared.figures, *(f"“{word}”" for word in shared.words)]
    return ", ".join(parts)


def say_likeness(likeness: float) -> str:
    """Two digits; three where two would not tell it from what a story asks."""
    return f"{likeness:.3f}" if round(likeness, 2) == round(THRESHOLD, 2) else f"{likeness:.2f}"


def say_copy(shared: SharedText) -> str:
    """The beginning of a sentence that ends in the name of the article that has the same text."""
    if shared.kind == "exact":
        return "The same text as"
    return f"{'Nearly the' if shared.kind == 'near' else 'For the most part the'} same text ({shared.share:.0%}) as"


def name_article(article: Article) -> str:
    """The outlet and the headline, or the file where the page names no outlet."""
    return " ".join((article.outlet or article.source).split())


def _take(weights: Mapping[str, float], most: int) -> tuple[str, ...]:
    return tuple(sorted(weights, key=lambda term: (-weights[term], term))[:most])


def _drop_parts(names: Sequence[str]) -> tuple[str, ...]:
    """The names without those that are part of one told before, or hold one told before."""
    kept: list[str] = []
    for name in names:
        words = set(name.casefold().split())
        if not any(words <= set(k.casefold().split()) or words >= set(k.casefold().split()) for k in kept):
            kept.append(name)
    return tuple(kept)


def _list_originals(
    articles: Sequence[Article], copies: Iterable[SharedText]
) -> dict[int, list[tuple[int, SharedText]]]:
    """Article → the earlier articles whose text it has, the fullest first."""
    index = {article.id: number for number, article in enumerate(articles)}
    found: dict[int, list[tuple[int, SharedText]]] = defaultdict(list)
    for shared in copies:
        if is_one_text(shared) and shared.one in index and shared.other in index:
            first, second = sorted((index[shared.one], index[shared.other]))
            found[second].append((first, shared))
    for originals in found.values():
        originals.sort(key=lambda pair: (-pair[1].share, pair[0]))
    return found
