"""Daily forms filled in: forecasts, tables, horoscopes, listings. Which articles are issues of one form, and of which.

A form is told by what recurs, not by its words: articles with the same shapes (sentences with figures, days and
names blanked), the same labels in front of other contents, or one site's same headline but for the day. Articles
of one form whose fillings are the same are one issue (a copy of the same forecast); all others must not join.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemma.group.apart.sketches import LABEL, RAW, SHAPE, WORDS, Sketch
from stemma.group.links import Links

COMMON_SHARE = 0.5
"""Share of each article's words in sentences whose shape or label the other has too, from which they are one form."""
FILLED_SHARE = 0.5
"""Share of words in such sentences that are filled differently."""
SAME_SHARE = 0.6
"""Share of an issue's own words that another has alike, from which they are one issue."""
FIXED_SHARE = 0.6
"""Share of a form's articles that have a sentence word for word, from which it belongs to the form."""
MANY_ISSUES = 3
"""Issues from which a form is seen to go on."""
MANY_DAYS = 4
"""Days on which one site's headline stands unchanged over different texts, from which it is a form's."""
_MANY_LABELS = 4
"""Labels that two articles must both have; one fewer does where nearly all is said under them."""
_CLEAR_SHARE = 0.7
_FEW_FIGURES = 3
_NAMED_SHARE = 0.3
_PLAIN_HEADLINE = 3
"""Words up to which a headline that stands unchanged for days is no event's."""
_LIST_WORDS = 8
"""Words a line up to which an article is a list."""
_NEARLY_ALL = 0.95
_LEADERS_A_KEY = 8
_LEADERS_TRIED = 4
_SHIFT = np.uint64(31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Which form an article is of, and which issue: two of one form and different issues are never one story."""

    form: str
    """The id of the form's first article."""
    issue: str
    """The id of the issue's first article."""
    daily: bool
    """Whether the form goes on and on: then its articles are in no story but with copies of their issue."""


def find_issues(sketches: Sequence[Sketch]) -> dict[str, Issue]:
    """The issue of each article that is of a form; sketches stand in order of their articles' places."""
    links = Links(len(sketches))
    dated, plain = _link_titles(sketches, links)
    shaped, copies = _link_shapes(sketches, links)
    found: dict[str, Issue] = {}
    for members in links.list_groups():
        if len(members) < 2:
            continue
        by_day = 2 * sum(m in dated for m in members) >= len(members)
        by_look = 2 * sum(m in shaped or m in plain for m in members) >= sum(m not in copies for m in members)
        found.update(_part_issues([sketches[m] for m in members], by_day=by_day, by_look=by_look))
    return found


def _link_titles(sketches: Sequence[Sketch], links: Links) -> tuple[set[int], set[int]]:
    """Join articles of one site with the same headline but for days.

    Returns those whose headline has the day in it, and those that stand under one of few words ("Letters").
    """
    by_title: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, sketch in enumerate(sketches):
        if sketch.title and sketch.title != "0":
            by_title[sketch.site, sketch.title].append(at)
    dated: set[int] = set()
    plain: set[int] = set()
    for (site, title), members in by_title.items():
        if len(members) < 2:
            continue
        fillings = {sketches[m].filling for m in members}
        days = {sketches[m].published for m in members} - {None}
        if all(sketches[m].dated for m in members) and len(fillings) >= (2 if site else MANY_ISSUES):
            dated.update(members)
        elif not site or len(days) < MANY_DAYS:
            continue
        elif title.count(" ") < _PLAIN_HEADLINE:
            plain.update(members)
        for member in members[1:]:
            links.join(members[0], member)
    return dated, plain


def _link_shapes(sketches: Sequence[Sketch], links: Links) -> tuple[set[int], set[int]]:
    """Join articles to the first article of whose form they are, or that they copy.

    Returns those of one form with another, and the copies.
    """
    keys = _list_keys(sketches)
    leaders: dict[int, list[int]] = defaultdict(list)
    shaped: set[int] = set()
    copies: set[int] = set()
    for at, sketch in enumerate(sketches):
        own = keys[at]
        if not own:
            continue
        hits = Counter(leader for key in own for leader in leaders.get(key, ()))
        near = sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))[:_LEADERS_TRIED]
        found = next((leader for leader, _ in near if are_one_form(sketches[leader], sketch)), None)
        if found is not None:
            links.join(found, at)
            shaped.update((found, at))
            continue
        found = next((leader for leader, _ in near if _is_copy(sketches[leader], sketch)), None)
        if found is not None:
            links.join(found, at)
            copies.add(at)
            continue
        for key in own:
            if len(leaders[key]) < _LEADERS_A_KEY:
                leaders[key].append(at)
    return shaped, copies


def _is_copy(one: Sketch, other: Sketch) -> bool:
    """Whether most of both texts is the same word for word."""
    return all(
        int(a.units[_are_in(a.units[:, RAW], b.units[:, RAW]), WORDS].sum())
        >= SAME_SHARE * int(a.units[:, WORDS].sum())
        for a, b in ((one, other), (other, one))
    )


def _list_keys(sketches: Sequence[Sketch]) -> list[list[int]]:
    """What each article is looked up by: shapes, and labels in pairs as they follow, that other contents share."""
    if not sketches:
        return []
    owners: list[NDArray[np.uint64]] = []
    keys: list[NDArray[np.uint64]] = []
    raws: list[NDArray[np.uint64]] = []
    for at, sketch in enumerate(sketches):
        units = sketch.units
        labels = units[units[:, LABEL] > 0]
        pairs = (labels[:-1, LABEL] << _SHIFT) ^ labels[1:, LABEL] if len(labels) > 1 else labels[:0, LABEL]
        shaped = units[units[:, SHAPE] > 0]
        keys += (shaped[:, SHAPE], pairs)
        raws += (shaped[:, RAW], labels[: len(pairs), RAW])
        owners.append(np.full(len(shaped) + len(pairs), at, dtype=np.uint64))
    owner, key, raw = np.concatenate(owners), np.concatenate(keys), np.concatenate(raws)
    # a key counts once for each way it is filled: copies of one text are no form
    ways = np.unique(np.stack((key, raw), axis=1), axis=0)
    names, times = np.unique(ways[:, 0], return_counts=True)
    kept = times[np.searchsorted(names, key)] >= 2
    listed: list[list[int]] = [[] for _ in sketches]
    for at, one in zip(owner[kept].tolist(), key[kept].tolist(), strict=True):
        listed[at].append(one)
    return [sorted(set(one)) if len(one) > 1 else [] for one in listed]


def are_one_form(one: Sketch, other: Sketch) -> bool:
    """Whether two articles are of one form, filled differently in good part."""
    own = one.units[:, LABEL]
    labels = np.unique(own[(own > 0) & _are_in(own, other.units[:, LABEL])])
    listed = len(labels) >= _MANY_LABELS or (_is_list(one) and _is_list(other))
    fewer = min(len(one.figures), len(other.figures))
    if not listed and fewer >= _FEW_FIGURES and _count_both(one.figures, other.figures) >= COMMON_SHARE * fewer:
        return False  # one event's figures, told twice in like words
    # rows of names and figures are alike in all tables: one form's name the same things
    named = _count_both(one.names, other.names) >= _NAMED_SHARE * min(len(one.names), len(other.names))
    return all(_covers(a, b, labels, bare=named) for a, b in ((one, other), (other, one)))


def _are_in(some: NDArray[np.uint64], others: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """As ``np.isin``; of the few dozen rows of a sketch each is compared with each, which is ten times as fast."""
    found: NDArray[np.bool_] = (some[:, None] == others[None, :]).any(axis=1)
    return found


def _count_both(some: NDArray[np.uint64], others: NDArray[np.uint64]) -> int:
    return int(_are_in(some, others).sum())


def _is_list(sketch: Sketch) -> bool:
    """Whether an article is lines rather than sentences."""
    return int(sketch.units[:, WORDS].sum()) <= _LIST_WORDS * len(sketch.units)


def _covers(one: Sketch, other: Sketch, labels: NDArray[np.uint64], *, bare: bool) -> bool:
    units = one.units
    words = units[:, WORDS].astype(np.int64)
    total = int(words.sum())
    alike = (units[:, SHAPE] > 0) & _are_in(units[:, SHAPE], other.units[:, SHAPE])
    if not bare:
        alike &= (units[:, SHAPE] & np.uint64(1)) == 0
    labelled = _are_in(units[:, LABEL], labels)
    if len(labels) >= _MANY_LABELS or (
        len(labels) == _MANY_LABELS - 1 and words[labelled].sum() >= _CLEAR_SHARE * total
    ):
        alike |= labelled
    filled = alike & ~_are_in(units[:, RAW], other.units[:, RAW])
    return (
        int(filled.sum()) >= 2
        and int(words[alike].sum()) >= COMMON_SHARE * total
        and int(words[filled].sum()) >= FILLED_SHARE * total
    )


def _part_issues(sketches: Sequence[Sketch], *, by_day: bool, by_look: bool) -> dict[str, Issue]:
    """Issues of one form's articles; nothing where they are one issue, or filled alike in good part.

    ``by_day``: their headlines give their days; ``by_look``: their texts, or headlines of few words, are a form's.
    """
    fixed = _find_fixed(sketches)
    own = [{int(raw): int(words) for _, _, raw, words in s.units.tolist() if raw not in fixed} for s in sketches]
    issue = _link_issues(sketches, own)
    firsts = sorted(set(issue))
    if len(firsts) < 2:
        return {}
    total = sum(int(sketch.units[:, WORDS].sum()) for sketch in sketches)
    if not by_day and sum(sum(one.values()) for one in own) < FILLED_SHARE * total:
        return {}
    if not by_day and not _is_repeated([sketches[first] for first in firsts]):
        return {}
    daily = len(firsts) >= MANY_ISSUES and (by_day or by_look)
    form = sketches[0].article
    return {
        sketch.article: Issue(form=form, issue=sketches[first].article, daily=daily)
        for sketch, first in zip(sketches, issue, strict=True)
    }


def _is_repeated(firsts: Sequence[Sketch]) -> bool:
    """Whether issues come from one site, or on several days: what several sites list alike on one day is one event."""
    days = {sketch.published for sketch in firsts} - {None}
    sites = Counter(sketch.site for sketch in firsts if sketch.site)
    return len(days) > 1 or max(sites.values(), default=0) > 1 or not (days or sites)


def _find_fixed(sketches: Sequence[Sketch]) -> frozenset[int]:
    """Sentences that belong to the form itself: most of its articles have them word for word."""
    if len(sketches) < MANY_ISSUES:
        return frozenset()
    holders = Counter(raw for sketch in sketches for raw in set(sketch.units[:, RAW].tolist()))
    return frozenset(raw for raw, times in holders.items() if times >= FIXED_SHARE * len(sketches))


def _link_issues(sketches: Sequence[Sketch], own: Sequence[Mapping[int, int]]) -> list[int]:
    """For each article the first of its issue."""
    firsts: dict[int, list[int]] = defaultdict(list)
    issue: list[int] = []
    for at, sketch in enumerate(sketches):
        tried = Counter(first for raw in own[at] for first in firsts.get(raw, ()))
        near = sorted(tried.items(), key=lambda hit: (-hit[1], hit[0]))[:_LEADERS_TRIED]
        same = (first for first, _ in near if _is_same(sketches[first], sketch, own[first], own[at]))
        found = next(same, at)
        issue.append(found)
        if found == at:
            for raw in own[at]:
                if len(firsts[raw]) < _LEADERS_A_KEY:
                    firsts[raw].append(at)
    return issue


def _is_same(one: Sketch, other: Sketch, own: Mapping[int, int], others: Mapping[int, int]) -> bool:
    both = sum(words for raw, words in own.items() if raw in others)
    least = min(sum(own.values()), sum(others.values()))
    other_day = one.dated and one.title == other.title and one.filling != other.filling
    return both >= (_NEARLY_ALL if other_day else SAME_SHARE) * least
