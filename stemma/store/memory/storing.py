"""Putting into the state of a memory store what is more than a line."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from stemma.model.dossier import Dossier
from stemma.model.stored import Edition, Event, StoredArticle, StoredStory
from stemma.model.story import Story
from stemma.store.deriving import (
    article_words,
    claim_words,
    count_differences,
    finding_words,
    list_claims,
    list_findings,
    name_outlet,
    story_words,
)
from stemma.store.memory.state import State


class Storing:
    """A state, and what is done to it."""

    def __init__(self, state: State) -> None:
        self._state = state

    def put_article(self, given: StoredArticle) -> bool:
        """Keep one article; whether it was not there."""
        state, key = self._state, given.article.id
        if key in state.articles:
            return False
        before = state.articles.get(given.replaces or "")
        if before is not None:
            state.articles[before.article.id] = replace(before, current=False, story=None)
            left = state.pages.get(before.page, ())
            state.pages[before.page] = tuple(one for one in left if one != before.article.id)
        state.articles[key] = replace(given, current=True, story=None, number=state.count_up())
        state.article_words[key] = article_words(given.article)
        state.pages[given.page] = (*state.pages.get(given.page, ()), key)
        return True

    def put_stories(self, stories: Sequence[Story], gone: Sequence[str]) -> None:
        """Keep stories; those gone are no more."""
        state = self._state
        heirs = state.aliases | {alias: story.id for story in stories for alias in story.aliases}
        there = (state.stories.keys() - set(gone)) | {story.id for story in stories}
        changed: dict[str, int] = {}
        for key in gone:
            old = state.stories.pop(key, None)
            if old is None:
                continue
            self._free(old)
            heir = _find_heir(key, heirs, there)
            if heir is None:
                self._forget(key)
            else:
                changed[heir] = max(changed.get(heir, 0), old.changed)
                self._inherit(key, heir)
        for story in stories:
            known = state.stories.get(story.id)
            if known is not None:
                self._free(known)
            state.stories[story.id] = replace(known or StoredStory(story=story), story=story)
        for story in stories:
            state.aliases.update(dict.fromkeys(story.aliases, story.id))
            for article in story.articles:
                if article in state.articles and state.articles[article].current:
                    state.articles[article] = replace(state.articles[article], story=story.id)
        for heir, number in changed.items():
            state.stories[heir] = replace(state.stories[heir], changed=max(state.stories[heir].changed, number))
        for key in dict.fromkeys((*changed, *(story.id for story in stories))):
            self._refresh(key)

    def _free(self, stored: StoredStory) -> None:
        """No article is in this story any more."""
        for key in stored.story.articles:
            one = self._state.articles.get(key)
            if one is not None and one.story == stored.story.id:
                self._state.articles[key] = replace(one, story=None)

    def _inherit(self, key: str, heir: str) -> None:
        """What was told of a story that is gone is told of the one that it became part of."""
        state = self._state
        moved = tuple(replace(one, story=heir) for one in state.editions.pop(key, ()))
        both = tuple(sorted((*state.editions.get(heir, ()), *moved), key=lambda one: one.number))
        findings, claims = state.findings.pop(key, ()), state.claims.pop(key, ())
        if moved and both[-1] is moved[-1]:
            state.findings[heir] = tuple((replace(one, story=heir), words) for one, words in findings)
            state.claims[heir] = tuple((replace(one, story=heir), words) for one, words in claims)
        state.editions[heir] = both
        state.events = tuple(replace(e, story=heir) if e.story == key else e for e in state.events)
        state.aliases = {alias: heir if story == key else story for alias, story in state.aliases.items()}
        state.aliases[key] = heir

    def _forget(self, key: str) -> None:
        state = self._state
        state.editions.pop(key, None)
        state.findings.pop(key, None)
        state.claims.pop(key, None)
        state.events = tuple(event for event in state.events if event.story != key)
        state.aliases = {alias: story for alias, story in state.aliases.items() if story != key}

    def put_edition(self, story: str, key: str, made: str, dossier: Dossier) -> int | None:
        """Keep an edition, unless the newest has this key."""
        state = self._state
        now = state.story_of(story)
        if now is None:
            return None
        editions = state.editions.get(now, ())
        if editions and editions[-1].key == key:
            return None
        number = state.count_up()
        self.keep_edition(Edition(story=now, key=key, made=made, dossier=dossier, number=number))
        return number

    def keep_edition(self, edition: Edition) -> None:
        """Keep an edition as the newest of its story."""
        state = self._state
        state.editions[edition.story] = (*state.editions.get(edition.story, ()), edition)
        self._index(edition.story, edition.dossier)
        self._refresh(edition.story)

    def _index(self, story: str, dossier: Dossier) -> None:
        count = self._state.count_line
        self._state.findings[story] = tuple(
            (replace(one, number=count()), finding_words(one, dossier)) for one in list_findings(story, dossier)
        )
        self._state.claims[story] = tuple(
            (replace(one, number=count()), claim_words(one)) for one in list_claims(story, dossier)
        )

    def _refresh(self, key: str) -> None:
        """What a stored story tells of its articles and its newest edition."""
        state = self._state
        kept = state.stories[key]
        editions = state.editions.get(key, ())
        dossier = editions[-1].dossier if editions else None
        held = [state.articles[article] for article in kept.story.articles if article in state.articles]
        state.stories[key] = replace(
            kept,
            edition=editions[-1].number if editions else None,
            findings=len(dossier.findings) if dossier else 0,
            differences=count_differences(dossier) if dossier else 0,
            places=tuple(place.name for place in dossier.places) if dossier else (),
            outlets=tuple(sorted({name_outlet(one.article) for one in held})),
        )
        state.story_words[key] = story_words(kept.story.title, held, dossier)
        state.story_agencies[key] = tuple(sorted({one.article.agency for one in held if one.article.agency}))

    def refresh_holding(self, article: str) -> None:
        """As ``_refresh``, of each story that lists this article."""
        for key, stored in self._state.stories.items():
            if article in stored.story.articles:
                self._refresh(key)

    def keep_story(self, stored: StoredStory) -> None:
        """Keep a story as another store told it."""
        self._state.stories[stored.story.id] = stored
        self._refresh(stored.story.id)

    def put_events(self, events: Sequence[Event]) -> int:
        """Add to the log; the last number."""
        state = self._state
        for event in events:
            story = state.story_of(event.story) or event.story
            number = state.count_up()
            state.events = (*state.events, replace(event, story=story, number=number))
            if story in state.stories:
                state.stories[story] = replace(state.stories[story], changed=number)
        return state.events[-1].number if state.events else 0

    def vacuum(self, before: str) -> Mapping[str, int]:
        """Drop what is old and rested on by nothing."""
        state = self._state
        told = {
            one.id
            for editions in state.editions.values()
            for newest in editions[-1:]
            for one in newest.dossier.articles
        }
        old = [
            key
            for key, one in state.articles.items()
            if not one.current and key not in told and (one.received or "") < before
        ]
        counts = {"revisions": state.drop(state.articles, old)}
        state.drop(state.article_words, old)
        kept = {one.capture for one in state.articles.values()}
        loose = [key for key, one in state.captures.items() if key not in kept and (one.received or "") < before]
        counts["captures"] = state.drop(state.captures, loose)
        counts["editions"] = 0
        for story, editions in state.editions.items():
            left = tuple(one for one in editions[:-1] if one.made >= before) + editions[-1:]
            counts["editions"] += len(editions) - len(left)
            state.editions[story] = left
        events = tuple(event for event in state.events if event.at >= before)
        counts["events"] = len(state.events) - len(events)
        state.events = events
        rejected = {key: one for key, one in state.rejected.items() if one.at >= before}
        counts["rejected"] = len(state.rejected) - len(rejected)
        state.rejected = rejected
        return counts


def _find_heir(key: str, heirs: Mapping[str, str], there: Collection[str]) -> str | None:
    """The story that bears the id of one that is gone as an alias; over others that are gone too."""
    passed = {key}
    while (key := heirs.get(key, "")) and key not in passed:
        if key in there:
            return key
        passed.add(key)
    return None
