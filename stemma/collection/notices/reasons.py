"""Why a rule tells of a story: its triggers laid beside what happened to the story, and what was told before."""

from collections.abc import Collection, Iterator, Sequence

from stemma.collection.differences import is_changed_alone
from stemma.collection.event_keys import list_keys
from stemma.collection.notices.facts import StoryFacts
from stemma.collection.notices.notice import NoticeReason
from stemma.collection.notices.rules import Rule, Trigger
from stemma.model.stored import Event
from stemma.store.deriving import name_outlet
from stemma.tell.story_words import count_differences, say_spread
from stemma.tell.wording import clean_line, count_words

_MOST_NAMES = 5


def find_reasons(
    rule: Rule, facts: StoryFacts, events: Sequence[Event], *, told: Collection[str], since: int
) -> tuple[tuple[NoticeReason, ...], frozenset[str]]:
    """The reasons to tell, and the marks that keep each from being told again.

    ``events``: what happened to the story and was not looked at yet; ``told``: the marks of before; ``since``: the
    event after which the rule looks on. That the story meets the rule's conditions is the caller's to see.
    """
    recent = [event for event in events if event.number > since]
    if not recent:
        return (), frozenset()
    found: list[NoticeReason] = []
    marks: set[str] = set()
    for trigger in rule.when:
        if trigger.lasting and trigger.text in told:
            continue
        for reason in _find(trigger, facts, recent, told=told, since=since):
            found.append(reason)
            marks.update([trigger.text] if trigger.lasting else [f"finding {key}" for key in reason.findings])
    if len(found) > 1:
        # "Any change" says what the others say better.
        other = [reason for reason in found if reason.trigger != "any change"]
        found = other or found
    return tuple(found), frozenset(marks)


def holds_count(trigger: Trigger, facts: StoryFacts) -> bool:
    """Whether a story has as many origins, or outlets, as the trigger asks."""
    return count_of(trigger, facts) >= trigger.least


def count_of(trigger: Trigger, facts: StoryFacts) -> int:
    """What the trigger counts."""
    return facts.stored.story.origins if trigger.kind == "origins" else len(facts.stored.outlets)


def is_fresh(facts: StoryFacts, since: int) -> bool:
    """Whether the story began after the event ``since``: what is left of its log begins with its own beginning."""
    first = facts.store.list_events(story=facts.id, limit=1)
    return bool(first) and first[0].kind == "story" and first[0].number > since


def _find(
    trigger: Trigger, facts: StoryFacts, events: Sequence[Event], *, told: Collection[str], since: int
) -> Iterator[NoticeReason]:
    last = events[-1].number
    if trigger.kind == "story":
        if is_fresh(facts, since):
            yield NoticeReason(trigger=trigger.text, sentence=f"A new story: {_size(facts)}.", event=last)
    elif trigger.kind in ("origins", "outlets"):
        if holds_count(trigger, facts):
            count = count_of(trigger, facts)
            if trigger.kind == "outlets":
                sentence = f"The story now has {count_words(count, 'outlet')}."
            else:
                sentence = f"The story now has {_size(facts)}."
            yield NoticeReason(trigger=trigger.text, sentence=sentence, event=last)
    elif trigger.kind == "difference":
        yield from _find_differences(trigger, facts, events, told)
    elif trigger.kind == "silent":
        yield from _find_silent(trigger, facts, events)
    else:
        sentence = f"The story changed: {_list_changes(events)}."
        articles = _articles(events, ("story", "articles", "edited"))
        yield NoticeReason(trigger=trigger.text, sentence=sentence, event=last, articles=articles)


def _find_differences(
    trigger: Trigger, facts: StoryFacts, events: Sequence[Event], told: Collection[str]
) -> Iterator[NoticeReason]:
    found: dict[str, int] = {}
    new: set[str] = set()
    for event in events:
        if event.kind != "difference":
            continue
        for key in list_keys(event, "findings"):
            finding = facts.find_finding(key)
            sure = finding is not None and finding.relation == "differ" and not finding.withheld
            if sure and f"finding {key}" not in told:
                found[key] = event.number
                new |= {key} - set(list_keys(event, "changed"))
    if found:
        sentence = f"{count_differences(found, found.keys() - new)} between the articles."
        yield NoticeReason(
            trigger=trigger.text, sentence=sentence, event=max(found.values()), findings=tuple(sorted(found))
        )


def _find_silent(trigger: Trigger, facts: StoryFacts, events: Sequence[Event]) -> Iterator[NoticeReason]:
    silent = [event for event in events if event.kind == "edited" and event.detail.get("silent") is True]
    if not silent:
        return
    articles = _articles(silent, ("edited",))
    held = facts.store.get_articles(articles)
    names = list(dict.fromkeys(clean_line(name_outlet(held[key].article))[:100] for key in articles if key in held))
    shown = ", ".join(names[:_MOST_NAMES]) + (
        f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    )
    sentence = f"{shown or 'An outlet'} edited what was published, and no notice on the page says so."
    yield NoticeReason(trigger=trigger.text, sentence=sentence, event=silent[-1].number, articles=articles)


def _size(facts: StoryFacts) -> str:
    story = facts.stored.story
    return say_spread(articles=len(story.articles), outlets=len(facts.stored.outlets), independent=story.origins)


def _list_changes(events: Sequence[Event]) -> str:
    kinds = [event.kind for event in events]
    came = len(_articles(events, ("articles",)))
    parts = []
    if "story" in kinds:
        parts.append("it is new")
    if "articles" in kinds:
        parts.append(f"{count_words(came, 'article')} came" if came else "its articles are others")
    if "edited" in kinds:
        parts.append(f"{count_words(len(_articles(events, ('edited',))) or 1, 'article')} edited")
    if "joined" in kinds:
        parts.append("another story became part of it")
    differing = [event for event in events if event.kind == "difference"]
    if any(not is_changed_alone(event) for event in differing):
        parts.append("there is a new difference")
    elif differing:
        parts.append("there is a changed difference")
    if not parts:
        parts.append("its dossier was made anew")
    return "; ".join(parts)


def _articles(events: Sequence[Event], kinds: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for e in events if e.kind in kinds for key in list_keys(e, "articles")))
