"""Each thing is told once: whatever happens to stories, wherever the process dies, however often it is sent."""

from collections import defaultdict
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.collection.notices import (
    Notice,
    Outcome,
    deliver,
    evaluate,
    list_notices,
    list_parcels,
    revive_parcels,
    start_rules,
)
from tests.notices import RULES, Crash, CrashingStore, Desk, Receivers, make_rules

SECOND_RULE = """
[[rule]]
name = "Held back"
when = ["new story", "new difference", "origins >= 3", "an article was edited silently"]
tell = ["hook"]
pause = "2h"
quiet = "22:00-07:00"
timezone = "Europe/Paris"
"""
LASTING = ("new story", "origins >= 3", "outlets >= 2")
FOREVER = 1_000_000
OUTLETS = ("Rill Post", "Fen Courier", "Alder Echo", "Daily Sluice")
CHANGES = st.one_of(
    st.tuples(st.just("begin"), st.integers(1, 3)),
    st.tuples(st.just("grow"), st.integers(0, 9)),
    st.tuples(st.just("edit"), st.integers(0, 9)),
    st.tuples(st.just("differ"), st.integers(0, 9)),
    st.tuples(st.just("join"), st.integers(0, 99)),
    st.tuples(st.just("wait"), st.integers(1, 600)),
)
WORK = st.one_of(
    st.tuples(st.just("evaluate"), st.integers(0, 99)),
    st.tuples(st.just("deliver"), st.integers(0, 99)),
    st.tuples(st.just("fail"), st.sampled_from(["again", "dead"])),
)
STEPS = st.lists(st.tuples(CHANGES, WORK), min_size=3, max_size=12).map(
    lambda pairs: [one for two in pairs for one in two]
)


class Night:
    """A desk at which the process dies again and again, and a ledger of what it should have told."""

    def __init__(self) -> None:
        self.store = CrashingStore()
        self.desk = Desk(self.store)
        self.rules = make_rules(rule=SECOND_RULE)
        self.receivers = Receivers(self.store)
        self.stories: list[str] = []
        self.lineage: dict[str, str] = {}
        self.edited: set[str] = set()
        self.differences: set[str] = set()
        self.seen: set[str] = set()
        self.lasting: list[tuple[str, str]] = []
        start_rules(self.store, self.rules)

    def root(self, story: str) -> str:
        while story in self.lineage:
            story = self.lineage[story]
        return story

    def step(self, kind: str, value: int | str) -> None:
        if kind == "begin":
            self.stories.append(self.desk.begin_story(*OUTLETS[: int(value)]))
        elif kind == "fail":
            self.receivers.failing.append(Outcome(result="again" if value == "again" else "dead", reason="no"))
        elif kind == "wait":
            self.desk.wait(minutes=int(value))
        elif kind in ("evaluate", "deliver"):
            self.try_once(kind, int(value))
        elif self.stories:
            self.change(kind, int(value))

    def change(self, kind: str, value: int) -> None:
        key = self.stories[value % len(self.stories)]
        if kind == "grow":
            kept = self.store.get_story(key)
            assert kept is not None
            self.desk.grow_story(key, OUTLETS[value % 4], origins=kept.story.origins + 1)
        elif kind == "edit":
            article = self.desk.write_article("Rill Post")
            self.desk.happen(key, "edited", articles=[article], silent=True)
            self.edited.add(article)
        elif kind == "differ":
            self.differences.add(self.desk.differ(key))
        elif len(self.stories) > 1:
            other = self.stories.pop((value // 10) % len(self.stories))
            key = self.stories[value % len(self.stories)]
            self.desk.join_stories(key, other)
            self.lineage[other] = key
            self.desk.findings.setdefault(key, []).extend(self.desk.findings.pop(other, []))

    def try_once(self, kind: str, moment: int) -> None:
        """Evaluate or deliver; the process dies at a moment of it, or (one time in so many) just not."""
        kept, got, failing = self.store._state.copy(), list(self.receivers.got), list(self.receivers.failing)
        self.store.left = FOREVER
        self.work(kind)
        moments = FOREVER - self.store.left
        self.store._state, self.receivers.got, self.receivers.failing = kept, got, failing
        self.store.left = moment % (moments + 1)
        with suppress(Crash):
            self.work(kind)
        self.store.left = None
        self.desk.wait(seconds=1)
        self.note_lasting()

    def work(self, kind: str) -> None:
        if kind == "evaluate":
            evaluate(self.store, self.rules, now=self.desk.now)
        else:
            deliver(self.store, self.rules, now=self.desk.now, send=self.receivers, draw=lambda: 0.5)

    def note_lasting(self) -> None:
        """What is told once a story is not told of one that became part of another, which was told of it."""
        for notice in list_notices(self.store, "Everything"):
            for reason in notice.reasons if notice.id not in self.seen else ():
                if reason.trigger in LASTING:
                    before = {self.root(story) for trigger, story in self.lasting if trigger == reason.trigger}
                    assert self.root(notice.story) not in before
                    self.lasting.append((reason.trigger, notice.story))
            self.seen.add(notice.id)

    def finish(self) -> None:
        """The night is over: nothing fails any more, and time passes."""
        self.receivers.failing.clear()
        for _ in range(6):
            evaluate(self.store, self.rules, now=self.desk.now)
            revive_parcels(self.store)
            deliver(self.store, self.rules, now=self.desk.now, send=self.receivers, draw=lambda: 0.5)
            self.desk.wait(hours=13)

    def told(self, channel: str) -> dict[str, Notice]:
        """Notices by id, as the receiver has them after dropping what it got twice."""
        return {one.id: one for name, _, some in self.receivers.got if name == channel for one in some}


@pytest.mark.timeout(300)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_whatever_crashes_each_thing_is_told_once(steps: list[tuple[str, int | str]]) -> None:
    night = Night()
    for kind, value in steps:
        night.step(kind, value)
    night.finish()

    assert list_parcels(night.store) == ()
    hook, post = night.told("hook"), night.told("post")
    by_rule: dict[str, list[Notice]] = defaultdict(list)
    for notice in hook.values():
        by_rule[notice.rule].append(notice)
    assert set(post) == {notice.id for notice in by_rule["Everything"]}
    for rule in ("Everything", "Held back"):
        check_ledger(night, by_rule[rule])
    check_parcels(night)


def check_ledger(night: Night, notices: list[Notice]) -> None:
    """What happened, and what was told of it, are the same."""
    reasons = [(notice.story, reason) for notice in notices for reason in notice.reasons]
    edited = [key for _, one in reasons if "silently" in one.trigger for key in one.articles]
    assert sorted(edited) == sorted(night.edited)
    differences = [key for _, one in reasons if one.trigger == "new difference" for key in one.findings]
    assert sorted(differences) == sorted(night.differences)
    for trigger in ("new story", "origins >= 3"):
        reached = {night.root(story) for story, one in reasons if one.trigger == trigger}
        for story in night.stories:
            kept = night.store.get_story(story)
            assert kept is not None
            if trigger == "new story" or kept.story.origins >= 3:
                assert story in reached


def check_parcels(night: Night) -> None:
    """What comes twice comes under one id, and one id is always the same notices."""
    contents: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    parcels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for channel, parcel, notices in night.receivers.got:
        contents[channel, parcel].add(tuple(one.id for one in notices))
        for one in notices:
            parcels[channel, one.id].add(parcel)
    assert all(len(found) == 1 for found in contents.values())
    assert all(len(found) == 1 for found in parcels.values())


@pytest.mark.timeout(300)
@pytest.mark.parametrize("moment", range(36))
@pytest.mark.parametrize("kind", ["evaluate", "deliver"])
def test_at_every_moment_of_a_day_the_process_can_die(kind: str, moment: int) -> None:
    """The same day each time, of two stories, edits within a pause, a difference and a join; only the crash moves."""
    night = Night()
    day: list[tuple[str, int]] = [
        ("begin", 1), ("edit", 0), ("evaluate", 0), ("deliver", 0),
        ("wait", 10), ("begin", 3), ("edit", 0), ("differ", 1), ("evaluate", 0), ("deliver", 0),
        ("wait", 120), ("edit", 0), ("evaluate", 0), ("deliver", 0), ("join", 0), ("edit", 0),
    ]  # fmt: skip
    for step, value in day:
        if step in ("evaluate", "deliver"):
            night.store.left = moment if step == kind else None
            with suppress(Crash):
                night.work(step)
            night.store.left = None
            night.desk.wait(seconds=1)
        else:
            night.step(step, value)
    night.finish()
    for rule in ("Everything", "Held back"):
        check_ledger(night, [notice for notice in night.told("hook").values() if notice.rule == rule])
    check_parcels(night)


@pytest.mark.timeout(300)
@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=2, max_size=4), st.integers(0, 99), st.integers(0, 99))
def test_stories_that_become_one_are_not_told_anew(sizes: list[int], first: int, second: int) -> None:
    night = Night()
    for size in sizes:
        night.step("begin", size)
    night.try_once("evaluate", first)
    night.try_once("evaluate", second)
    night.work("evaluate")
    night.note_lasting()
    while len(night.stories) > 1:
        night.change("join", first + second)
        night.work("evaluate")
        night.note_lasting()
    triggers = [trigger for trigger, _ in night.lasting]
    assert triggers.count("new story") == len(sizes)


@pytest.mark.timeout(300)
@given(st.integers(0, 30))
def test_a_rule_that_starts_while_the_process_dies_tells_of_nothing_old(moment: int) -> None:
    store = CrashingStore()
    desk = Desk(store)
    rules = make_rules(text=RULES)
    old = desk.begin_story(*OUTLETS)
    desk.differ(old)
    store.left = moment
    with suppress(Crash):
        start_rules(store, rules)
    store.left = None
    start_rules(store, rules)
    desk.grow_story(old, "Rill Post", origins=5)
    assert evaluate(store, rules, now=desk.now) == ()
