"""Lists over the state of a memory store: what is asked, laid beside each item in turn."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from stemma.model.stored import (
    Event,
    Page,
    Query,
    StoredArticle,
    StoredClaim,
    StoredFinding,
    StoredRejected,
    StoredStory,
)
from stemma.store.deriving import day_of, fold_value, list_facets, name_outlet, rejected_words
from stemma.store.memory.state import State
from stemma.store.searching import match_search, parse_search

Item = TypeVar("Item")


class Lists:
    """A state, and what is asked of it."""

    def __init__(self, state: State) -> None:
        self._state = state

    def count(self) -> Mapping[str, int]:
        """How many of each."""
        state = self._state
        current = sum(one.current for one in state.articles.values())
        return {
            "captures": len(state.captures),
            "articles": current,
            "revisions": len(state.articles) - current,
            "stories": len(state.stories),
            "editions": sum(map(len, state.editions.values())),
            "findings": sum(map(len, state.findings.values())),
            "claims": sum(map(len, state.claims.values())),
            "rejected": len(state.rejected),
        }

    def revisions(self, page: str) -> tuple[StoredArticle, ...]:
        """All of a page, oldest first."""
        found = [one for one in self._state.articles.values() if one.page == page]
        return tuple(sorted(found, key=lambda one: one.number))

    def articles(self, query: Query) -> Page[StoredArticle]:
        """By number, newest first."""
        parts = parse_search(query.words)
        story = self._story(query)
        found = [
            one
            for key, one in self._state.articles.items()
            if (one.current or query.revisions)
            and (not query.story or one.story == story)
            and (not query.article or key == query.article)
            and _fits_outlet(query, name_outlet(one.article))
            and _fits_day(query, day_of(one.article.published))
            and self._fits_facets(query, one.story)
            and match_search(parts, self._state.article_words[key])
        ]
        return _page(query, found, lambda one: one.number)

    def stories(self, query: Query) -> Page[StoredStory]:
        """By change, newest first, then by id."""
        parts = parse_search(query.words)
        wanted = self._story(query)
        found = [
            one
            for key, one in self._state.stories.items()
            if (not query.story or key == wanted)
            and one.story.origins >= query.min_origins
            and any(_fits_outlet(query, outlet) for outlet in one.outlets or (None,))
            and _fits_span(query, day_of(one.story.start), day_of(one.story.end))
            and self._fits_facets(query, key)
            and match_search(parts, self._state.story_words[key])
        ]
        found.sort(key=lambda one: (-one.changed, one.story.id))
        after = _split_cursor(query.after)
        left = [one for one in found if after is None or (-one.changed, one.story.id) > after]
        items = tuple(left[: query.limit])
        more = len(left) > len(items)
        return Page(items=items, next=f"{items[-1].changed}:{items[-1].story.id}" if more else None)

    def findings(self, query: Query) -> Page[StoredFinding]:
        """By number, newest first."""
        parts = parse_search(query.words)
        story = self._story(query)
        found = [
            one
            for key, rows in self._state.findings.items()
            if (not query.story or key == story) and self._fits_facets(query, key)
            for one, words in rows
            if (not query.relation or one.relation == query.relation)
            and one.origins >= query.min_origins
            and (not query.article or query.article in one.articles)
            and self._fits_claims(query, one)
            and match_search(parts, words)
        ]
        return _page(query, found, lambda one: one.number)

    def named_findings(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], StoredFinding]:
        """By story and id."""
        asked = list(wanted)
        told = {story: self._state.findings.get(story, ()) for story, _ in asked}
        known = {(story, one.id): one for story, rows in told.items() for one, _ in reversed(rows)}
        return {pair: known[pair] for pair in asked if pair in known}

    def claims(self, query: Query) -> Page[StoredClaim]:
        """By number, newest first."""
        parts = parse_search(query.words)
        story = self._story(query)
        found = [
            one
            for key, rows in self._state.claims.items()
            if (not query.story or key == story) and self._fits_facets(query, key)
            for one, words in rows
            if (not query.relation or one.relation == query.relation)
            and (not query.article or query.article == one.article)
            and _fits_outlet(query, one.outlet)
            and _fits_day(query, day_of(one.published))
            and match_search(parts, words)
        ]
        return _page(query, found, lambda one: one.number)

    def rejected(self, query: Query) -> Page[StoredRejected]:
        """Newest first."""
        parts = parse_search(query.words)
        found = [
            one
            for one in self._state.rejected.values()
            if _fits_day(query, day_of(one.at)) and match_search(parts, rejected_words(one.item, one.reason))
        ]
        return _page(query, found, lambda one: one.number)

    def events(self, story: str | None) -> tuple[Event, ...]:
        """By number."""
        if story is None:
            return self._state.events
        now = self._state.story_of(story)
        return () if now is None else self._state.events_of(now)

    def facets(self, kind: str) -> tuple[tuple[str, int], ...]:
        """Most stories first."""
        counted: Counter[str] = Counter()
        for key, stored in self._state.stories.items():
            if kind == "outlet":
                counted.update(set(stored.outlets))
            elif kind == "agency":
                counted.update(self._state.story_agencies[key])
            else:
                counted.update({value for one, value in self._facets(key) if one == kind})
        return tuple(sorted(counted.items(), key=lambda found: (-found[1], found[0])))

    def _story(self, query: Query) -> str:
        """The id now of the story that is asked for; empty where there is none."""
        return self._state.story_of(query.story or "") or ""

    def _facets(self, story: str) -> Iterable[tuple[str, str]]:
        editions = self._state.editions_of(story)
        return list_facets(editions[-1].dossier) if editions else ()

    def _fits_facets(self, query: Query, story: str | None) -> bool:
        asked = {(kind, fold_value(value)) for kind, value in (("place", query.place), ("name", query.name)) if value}
        return not asked or asked <= {(kind, fold_value(value)) for kind, value in self._facets(story or "")}

    def _fits_claims(self, query: Query, finding: StoredFinding) -> bool:
        """Whether one claim of a finding is of the outlet, and of these days."""
        claims = [one for one, _ in self._state.claims[finding.story] if one.finding == finding.id]
        return not (query.outlet or query.since or query.until) or any(
            _fits_outlet(query, one.outlet) and _fits_day(query, day_of(one.published)) for one in claims
        )


def _page(query: Query, found: list[Item], number: Callable[[Item], int]) -> Page[Item]:
    found.sort(key=number, reverse=True)
    after = _read_number(query.after)
    left = [one for one in found if after is None or number(one) < after]
    items = tuple(left[: query.limit])
    return Page(items=items, next=str(number(items[-1])) if len(left) > len(items) else None)


def _read_number(cursor: str | None) -> int | None:
    # Python reads no number of thousands of digits, and no store gives one.
    return int(cursor[:40]) if cursor is not None and cursor.isascii() and cursor.isdigit() else None


def _split_cursor(cursor: str | None) -> tuple[int, str] | None:
    number, _, story = (cursor or "").partition(":")
    read = _read_number(number)
    return None if read is None else (-read, story)


def _fits_outlet(query: Query, outlet: str | None) -> bool:
    return not query.outlet or (outlet is not None and fold_value(outlet) == fold_value(query.outlet))


def _fits_day(query: Query, day: str | None) -> bool:
    return _fits_span(query, day, day)


def _fits_span(query: Query, start: str | None, end: str | None) -> bool:
    if not query.since and not query.until:
        return True
    first, last = start or end, end or start
    if first is None or last is None:
        return False
    return (not query.since or last >= query.since) and (not query.until or first <= query.until)
