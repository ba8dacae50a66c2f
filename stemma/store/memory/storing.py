"""Putting into the state of a memory store what is more than a line."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from stemma.model.dossier import Dossier
from stemma.model.stored import Edition, Event, StoredArticle, StoredStory
from stemma.model.story import Story
from stemma.store.deriving import (
    article_words,
    claim_words,
    count_differences,
    finding_words,
    head_words,
    list_claims,
    list_findings,
    list_quotes,
    name_outlet,
    told_words,
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
        borne = {alias: story.id for story in stories for alias in story.aliases}
        heirs = state.aliases | borne
        there = (state.stories.keys() - set(gone)) | {story.id for story in stories}
        changed: dict[str, int] = {}
        listed: dict[str, int] = {}
        for key in gone:
            old = state.stories.get(key)
            if old is None:
                continue
            self._free(old)
            heir = _find_heir(key, heirs, there)
            if heir is None:
                self._forget(key)
            else:
                changed[heir] = max(changed.get(heir, 0), old.changed)
                self._inherit(key, heir, listed)
            del state.stories[key]
        returned = {story.id for story in stories if story.id in state.aliases and story.id not in state.stories}
        parted = returned | {state.aliases[key] for key in returned}
        for story in stories:
            known = state.stories.get(story.id)
            if known is not None:
                self._free(known)
            state.stories[story.id] = replace(known or StoredStory(story=story), story=story)
        for alias, key in borne.items():
            before = state.set_alias(alias, key)
            if before not in (None, key) and alias not in state.stories:
                parted |= {before or "", key}
        for story in stories:
            for article in story.articles:
                if article in state.articles and state.articles[article].current:
                    state.articles[article] = replace(state.articles[article], story=story.id)
        for heir, number in changed.items():
            state.stories[heir] = replace(state.stories[heir], changed=max(state.stories[heir].changed, number))
        parted &= state.stories.keys()
        self._renew_changed(parted)
        for key in sorted(parted | changed.keys()):
            self._catch_up(key, listed.get(key, state.stories[key].edition))
        for key in dict.fromkeys((*sorted(parted | changed.keys()), *(story.id for story in stories))):
            self._refresh(key)

    def _renew_changed(self, parted: Iterable[str]) -> None:
        """The newest event of stories whose history is another one than before."""
        state = self._state
        for key in parted:
            newest = max((event.number for event in state.events_of(key)), default=0)
            state.stories[key] = replace(state.stories[key], changed=newest)

    def _free(self, stored: StoredStory) -> None:
        """No article is in this story any more."""
        for key in stored.story.articles:
            one = self._state.articles.get(key)
            if one is not None and one.story == stored.story.id:
                self._state.articles[key] = replace(one, story=None)

    def _inherit(self, key: str, heir: str, listed: dict[str, int]) -> None:
        """What leads to a story that is gone leads to the one that it became part of, and so does what was told of it.

        ``listed``: by heir, the edition whose findings and claims it has from another.
        """
        state = self._state
        for name in (*state.borne.get(key, ()), key):
            state.set_alias(name, heir)
        findings, claims, edition = state.findings.pop(key, ()), state.claims.pop(key, ()), state.stories[key].edition
        own = state.stories[heir].edition if heir in state.stories else None
        if edition is not None and edition > max(own or 0, listed.get(heir, 0)):
            state.findings[heir] = tuple((replace(one, story=heir), words) for one, words in findings)
            state.claims[heir] = tuple((replace(one, story=heir), words) for one, words in claims)
            listed[heir] = edition

    def _catch_up(self, key: str, listed: int | None) -> None:
        """List what the newest edition of a story tells, where that is not the one ``listed``."""
        editions = self._state.editions_of(key)
        if listed == (editions[-1].number if editions else None):
            return
        if editions:
            self._index(key, editions[-1].dossier)
        else:
            self._state.findings.pop(key, None)
            self._state.claims.pop(key, None)

    def _forget(self, key: str) -> None:
        state = self._state
        names = set(state.names_of(key))
        for name in names:
            state.editions.pop(name, None)
        state.findings.pop(key, None)
        state.claims.pop(key, None)
        state.events = tuple(event for event in state.events if event.story not in names)
        for alias in state.borne.get(key, ()):
            state.drop_alias(alias)

    def put_edition(self, story: str, key: str, made: str, dossier: Dossier) -> int | None:
        """Keep an edition, unless the newest has this key."""
        state = self._state
        now = state.story_of(story)
        if now is None:
            return None
        editions = state.editions_of(now)
        if editions and editions[-1].key == key:
            return None
        number = state.count_up()
        self.keep_edition(Edition(story=now, key=key, made=made, dossier=dossier, number=number))
        return number

    def keep_edition(self, edition: Edition) -> None:
        """Keep an edition as the newest of the story that is known by its id."""
        state = self._state
        state.editions[edition.story] = (*state.editions.get(edition.story, ()), edition)
        now = state.story_of(edition.story) or edition.story
        self._index(now, edition.dossier)
        self._refresh(now)

    def _index(self, story: str, dossier: Dossier) -> None:
        count, quotes = self._state.count_line, list_quotes(dossier)
        self._state.findings[story] = tuple(
            (replace(one, number=count()), finding_words(one.statement, quotes[one.id]))
            for one in list_findings(story, dossier)
        )
        self._state.claims[story] = tuple(
            (replace(one, number=count()), claim_words(one.quote, one.said_by)) for one in list_claims(story, dossier)
        )

    def _refresh(self, key: str) -> None:
        """What a stored story tells of its articles and its newest edition."""
        state = self._state
        kept = state.stories[key]
        editions = state.editions_of(key)
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
        head = head_words(kept.story.title, (one.article.title for one in held))
        state.story_words[key] = head + (told_words(dossier) if dossier else [])
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
        newest = {key: state.editions_of(key)[-1:] for key in state.stories}
        told = {one.id for editions in newest.values() for edition in editions for one in edition.dossier.articles}
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
        rested_on = {edition.number for editions in newest.values() for edition in editions}
        for name, editions in state.editions.items():
            left = tuple(one for one in editions if one.made >= before or one.number in rested_on)
            counts["editions"] += len(editions) - len(left)
            state.editions[name] = left
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
