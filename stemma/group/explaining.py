"""Why each article is in its story, and why not in the nearest other one: in words of its page, and in numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from stemma.group.copies.sets import CopySet
from stemma.group.languages.crossing import tell_languages_apart
from stemma.group.languages.sharing import share_across
from stemma.group.nearness import StoryNearness
from stemma.group.overrides import Regrouped
from stemma.group.page_words import PageWords, read_words
from stemma.group.profile import Profile, name_term
from stemma.group.stories import THRESHOLD, ask_likeness
from stemma.model.article import Article
from stemma.model.story import Membership, MemberWhy, Nearness, Shared, SharedText
from stemma.text.words import fold_text

FAR = 0.5
"""What is less near than this share of what a story asks has nothing telling in common: only the number is told."""
NOTHING = 0.005
LONG = 7
"""Days between publications from which time tells against one story."""
NAMES, FIGURES, WORDS = 5, 4, 6
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
        copies: Iterable[SharedText],
        prints: Sequence[CopySet],
        first: Sequence[int],
        nearness: StoryNearness,
    ) -> None:
        """``first``: for each article the earliest of its story that prints its text; the rest as for
        ``compose_grouping``.
        """
        self._articles = articles
        self._profiles = profiles
        self._hand = regrouped
        self._nearness = nearness
        self._members: dict[int, list[int]] = defaultdict(list)
        self._days: dict[int, Counter[date]] = defaultdict(Counter)
        self._words: dict[int, set[str]] = defaultdict(set)
        for index, label in enumerate(regrouped.labels):
            self._members[label].append(index)
            self._words[label].update(regrouped.words.get(articles[index].id, ()))
            if day := profiles[index].published:
                self._days[label][day] += 1
        self._copies = _list_originals(articles, copies, prints)
        self._first = first
        self._read = lru_cache(maxsize=_CACHED)(lambda index: read_words(articles[index]))

    def explain(self, index: int, ids: Mapping[int, str], *, fully: bool) -> Membership:
        """An article's place. ``ids``: label → id of the story. ``fully``: what is shared, and the nearest other."""
        article, label = self._articles[index], self._hand.labels[index]
        original = self._find_original(index)
        why, reason = self._judge(index, original)
        shared = self._share(index, label) if fully else Shared()
        if fully and not reason:
            reason = self._say_likeness(index, shared)
            mates = [self._articles[mate] for mate in self._members[label] if mate != index]
            across = share_across(article, mates)
            if across is not None and any(mate.language == article.language for mate in mates):
                reason += say_across_too(across)
            elif across is not None:
                reason, shared = say_across(across, first=why == "founder"), across
        return Membership(
            article=article.id,
            why=why,
            own=Nearness(
                story=ids[label],
                likeness=self._nearness.own(index),
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
        known = self._copies.get(index, ())
        here = next((one for one in known if self._hand.labels[one[0]] == own), None)
        lead = self._first[index]
        if here is not None or not known or lead == index:
            return here
        # A hand put the first print elsewhere: the others are prints of each other all the same.
        leads = [pair.kind for _, pair in self._copies.get(lead, ())]
        pair = replace(known[0][1], one=self._articles[lead].id)
        return lead, pair if "exact" in leads or pair.kind != "exact" else replace(pair, kind="near")

    def _judge(self, index: int, original: tuple[int, SharedText] | None) -> tuple[MemberWhy, str]:
        """Why it is where it is, and the sentence for it where that is not its being like the others."""
        article = self._articles[index]
        if article.id in self._hand.moved:
            return "hand", f"By hand: {'; '.join(self._hand.words[article.id])}."
        mates = self._members[self._hand.labels[index]]
        if index == mates[0]:
            if len(mates) == 1:
                return "founder", "The only article of its story."
            return "founder", "The others print its text." if len({self._first[m] for m in mates}) == 1 else ""
        if original is not None:
            return "copy", f"{say_copy(original[1])} {name_article(self._articles[original[0]])}."
        languages = [self._articles[mate].language for mate in mates if mate != index]
        across = [tell_languages_apart(article.language, one) for one in languages]
        return "language" if article.language not in languages and any(across) else "likeness", ""

    def _say_likeness(self, index: int, shared: Shared) -> str:
        likeness = self._nearness.own(index)
        first = index == self._members[self._hand.labels[index]][0]
        found = say_shared(shared)
        return (
            ("The first of its story; the others are" if first else "It is")
            + f" like {'it' if first else 'the others'} ({likeness:.2f})"
            + (f" in {found}." if found else ".")
        )

    def _find_nearest(self, index: int, ids: Mapping[int, str]) -> Nearness | None:
        near = self._nearness.nearest(index)
        if near is None:
            return None
        label, likeness = near
        shared = self._share(index, label)
        why_not = self._say_why_not(index, label, likeness)
        found = say_shared(shared) if likeness >= FAR * THRESHOLD else ""
        begin = f"It shares {found}: " if found else "" if likeness < NOTHING else "Only "
        return Nearness(story=ids[label], likeness=likeness, shared=shared, reason=f"{begin}{why_not}.")

    def _say_why_not(self, index: int, label: int, likeness: float) -> str:
        own = self._hand.labels[index]
        least = ask_likeness(self._nearness.count(own, label))
        asked = f"where one story asks {least:g}" + self._say_days_between(index, label)
        article = self._articles[index].id
        by_hand = self._words[label].intersection(self._hand.words.get(article, ()))
        if by_hand and (article in self._hand.moved or likeness >= least):
            return f"{likeness:.2f} alike, and apart by hand ({'; '.join(sorted(by_hand))})"
        if likeness < NOTHING:
            return "It is no more like that one than like many others"
        if likeness < least:
            return f"{say_likeness(likeness, least)} alike, {asked}"
        whole = self._nearness.between(own, label)
        if whole < least:
            return (
                f"it is {say_likeness(likeness, least)} like that story, but the two stories as wholes are "
                f"{say_likeness(whole, least)} alike, {asked}"
            )
        return f"{likeness:.2f} alike in words, but something else keeps the two stories apart"

    def _say_days_between(self, index: int, label: int) -> str:
        """How far in time a story is from an article, where that is far enough to tell against it."""
        day, days = self._profiles[index].published, self._days[label]
        if day is None or not days:
            return ""
        between = max((min(days) - day).days, (day - max(days)).days)
        return f"; {between} days lie between them" if between >= LONG else ""

    def _share(self, index: int, label: int) -> Shared:
        """What an article has in common with a story's articles, itself left out."""
        day = self._profiles[index].published
        same = self._days[label][day] - (self._hand.labels[index] == label) if day else 0
        return choose_shared(
            self._read(index),
            self._nearness.weigh_shared(index, label),
            days=[day.isoformat()] if day and same else [],
        )


def choose_shared(page: PageWords, weights: Mapping[str, float], *, days: Iterable[str] = ()) -> Shared:
    """The dearest of what is shared, as the page writes it.

    ``weights``: a term, as profiles have it, to what it says for being alike. ``days``: common days of publication.
    """
    named: dict[str, float] = {}
    taken: set[str] = set()
    for written in page.names:
        name = _trim_name(written, weights)
        parts = fold_text(name).split()
        if parts:
            terms = {f"@{' '.join(parts)}", *(f"@{part}" for part in parts), *map(name_term, parts)}
            named[name] = sum(weights.get(term, 0.0) for term in sorted(terms))
            taken |= terms
    rest = {term: weight for term, weight in weights.items() if term in page.forms and term not in taken}
    figures = {term: weight for term, weight in rest.items() if term.startswith("#")}
    words = {term: weight for term, weight in rest.items() if term not in figures}
    # Short words of languages whose function words grouping does not know are told only where there is nothing else.
    words = {term: weight for term, weight in words.items() if len(term) >= _SHORT or not term.isascii()} or words
    return Shared(
        names=_drop_parts(_take(named, len(named)))[:NAMES],
        days=tuple(sorted(days)),
        figures=tuple(dict.fromkeys(page.forms[term] for term in _take(figures, FIGURES))),
        words=tuple(page.forms[term] for term in _take(words, WORDS)),
    )


def _trim_name(written: str, weights: Mapping[str, float]) -> str:
    """A name without the words before the first and after the last that are shared; empty where none is."""
    words = written.split()
    shared = [n for n, word in enumerate(words) if any(weights.get(f"@{part}") for part in fold_text(word).split())]
    return " ".join(words[shared[0] : shared[-1] + 1]) if shared else ""


def say_shared(shared: Shared) -> str:
    """What is shared as a list in words; empty where nothing is."""
    parts = [*shared.names, *shared.figures, *(f"“{word}”" for word in shared.words)]
    parts += [f"the day of publication ({day})" for day in shared.days]
    return ", ".join(parts)


def say_likeness(likeness: float, asked: float) -> str:
    """Two digits; three where two would not tell it from what a story asks."""
    return f"{likeness:.3f}" if round(likeness, 2) == round(asked, 2) else f"{likeness:.2f}"


def say_across(shared: Shared, *, first: bool) -> str:
    """The sentence for an article whose story is told in other languages than its own."""
    found = ", ".join([*shared.names, *shared.figures, *shared.days])
    begin = (
        "The first of its story; the others tell the same in other languages"
        if first
        else "It tells in its language what the others tell in theirs"
    )
    return f"{begin}: {found}." if found else f"{begin}, by the vectors of their words."


def say_across_too(shared: Shared) -> str:
    """What it shares besides with those in other languages, as a sentence to add; empty where no fact is shared."""
    found = ", ".join([*shared.names, *shared.figures, *shared.days])
    return f" With those in other languages it shares {found}." if found else ""


def say_copy(shared: SharedText) -> str:
    """The beginning of a sentence that ends in the name of the article that has the same text."""
    if shared.kind == "exact":
        return "The same text as"
    return f"{'Nearly the' if shared.kind == 'near' else 'For the most part the'} same text ({shared.share:.0%}) as"


def name_article(article: Article) -> str:
    """The outlet, or the file where the page names none."""
    return " ".join((article.outlet or article.source).split())


def _take(weights: Mapping[str, float], most: int) -> tuple[str, ...]:
    return tuple(sorted(weights, key=lambda term: (-weights[term], term))[:most])


def _drop_parts(names: Sequence[str]) -> tuple[str, ...]:
    """The names without those that are part of one told before, or hold one told before."""
    kept: dict[str, frozenset[str]] = {}
    for name in names:
        words = frozenset(word for word in fold_text(name).split() if len(word) > 1)
        if not any(words <= other or words >= other for other in kept.values()):
            kept[name] = words
    return tuple(kept)


def _list_originals(
    articles: Sequence[Article], copies: Iterable[SharedText], prints: Sequence[CopySet]
) -> dict[int, list[tuple[int, SharedText]]]:
    """Article → the earlier articles of which it is a print, the fullest first."""
    index = {article.id: number for number, article in enumerate(articles)}
    set_of = {name: at for at, one in enumerate(prints) for name in one.articles}
    found: dict[int, list[tuple[int, SharedText]]] = defaultdict(list)
    for shared in copies:
        if shared.one in set_of and set_of[shared.one] == set_of.get(shared.other):
            first, second = sorted((index[shared.one], index[shared.other]))
            found[second].append((first, shared))
    for originals in found.values():
        originals.sort(key=lambda pair: (-pair[1].share, pair[0]))
    return found
