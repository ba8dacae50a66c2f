"""Rules tried on what a store holds: what each would have told, had it been there from the beginning."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from stemma.collection.notices.composing import compose_notice
from stemma.collection.notices.facts import StoryFacts, meets_conditions
from stemma.collection.notices.notice import Notice
from stemma.collection.notices.reasons import find_reasons
from stemma.collection.notices.rules import EmailChannel, FeedChannel, Rule, WatchRules
from stemma.errors import UsageError
from stemma.model.stored import Event, Query
from stemma.store import Store
from stemma.store.paging import walk_pages

MOST_STORIES = 1_000
"""The stories that changed last are tried."""
_EVENTS = 2_000
_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of one rule."""

    rule: Rule
    tried: int
    """How many stories were asked."""
    met: int
    """How many of them the rule is about."""
    notices: tuple[Notice, ...]
    """What it would have told: one notice a story, of all that happened to it."""


def try_rules(
    store: Store,
    rules: WatchRules,
    *,
    now: Callable[[], str],
    stories: int = MOST_STORIES,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[Trial, ...]:
    """What each rule would have told of the ``stories`` that changed last. Nothing is put into the store."""
    at = now()
    chosen = list(islice(walk_pages(store.list_stories, Query(limit=_PAGE)), stories))
    met = dict.fromkeys((rule.name for rule in rules.rules), 0)
    told: dict[str, list[Notice]] = {rule.name: [] for rule in rules.rules}
    for number, stored in enumerate(chosen):
        progress(number, len(chosen))
        facts = StoryFacts(store, stored)
        events = _list_all(facts)
        for rule in rules.rules:
            if not meets_conditions(rule, facts):
                continue
            met[rule.name] += 1
            reasons, _ = find_reasons(rule, facts, events, told=(), since=-1)
            if reasons:
                told[rule.name].append(compose_notice(rule, facts, reasons, number=0, at=at, base_url=rules.base_url))
    progress(len(chosen), len(chosen))
    return tuple(
        Trial(rule=rule, tried=len(chosen), met=met[rule.name], notices=tuple(told[rule.name])) for rule in rules.rules
    )


def check_channels(rules: WatchRules) -> tuple[str, ...]:
    """What stands in the way of channels, as far as it can be told without using them: secrets that are not there, or
    are none; one line each."""
    from stemma.collection.notices.channel_tables import check_target
    from stemma.collection.notices.webhooks import read_keys

    found = []
    for channel in rules.channels:
        try:
            if isinstance(channel, EmailChannel):
                if channel.password is not None:
                    channel.password.read()
            elif not isinstance(channel, FeedChannel):
                read_keys(channel.secret.read())
                problem = check_target(channel.url.read(), allow_private=channel.allow_private)
                if problem is not None:
                    raise UsageError(problem)
        except UsageError as error:
            found.append(f"channel {channel.name}: {error}")
    return tuple(found)


def _list_all(facts: StoryFacts) -> list[Event]:
    """The events of a story; where its log has none of differences, those of its newest edition stand for it."""
    events = list(facts.store.list_events(story=facts.id, limit=_EVENTS))
    if not any(event.kind == "difference" for event in events) and facts.stored.differences and facts.dossier:
        keys = [one.id for one in facts.dossier.findings if one.relation == "differ" and not one.withheld]
        number = events[-1].number if events else 0
        events.append(Event(story=facts.id, kind="difference", at="", detail={"findings": keys}, number=number))
    return events
