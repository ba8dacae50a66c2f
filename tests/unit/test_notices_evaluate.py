"""What rules tell: of which stories, what, and when."""

import pytest

from stemma.collection.notices import (
    WatchRules,
    evaluate,
    list_notices,
    make_rule_feed,
    parse_rules,
    start_rules,
    try_rules,
)
from stemma.collection.notices.notice import from_plain, to_plain
from stemma.collection.notices.wording import write_text
from tests.dossiers import make_dossier
from tests.notices import RULES, Desk


def make_rule(when: str, more: str = "") -> WatchRules:
    """One rule that tells when ``when`` says."""
    return parse_rules(
        f"""
base_url = "https://desk.example"
[channel.feed]
kind = "feed"
file = "x.atom"
[[rule]]
name = "One"
when = [{when}]
tell = ["feed"]
{more}
"""
    )


def start(when: str, more: str = "") -> tuple[Desk, WatchRules]:
    """A desk at which the rule is looked at already."""
    desk, rules = Desk(), make_rule(when, more)
    start_rules(desk.store, rules)
    return desk, rules


def tell(desk: Desk, rules: WatchRules) -> list[str]:
    """What is told now, in words."""
    return [notice.happened for notice in evaluate(desk.store, rules, now=desk.now)]


def test_a_new_story_is_told_with_its_size_and_link() -> None:
    desk, rules = start('"new story"')
    key = desk.begin_story("Rill Post", "Fen Courier")
    (notice,) = evaluate(desk.store, rules, now=desk.now)
    assert notice.happened == "A new story: 2 articles of 2 outlets, 2 independent of each other."
    assert (notice.story, notice.title, notice.outlets) == (key, "Weir closed", ("Fen Courier", "Rill Post"))
    assert notice.url == f"https://desk.example/stories/{key}"
    assert [link.outlet for link in notice.links] == ["Rill Post", "Fen Courier"]
    assert tell(desk, rules) == []


def test_a_story_from_before_the_rule_is_not_new() -> None:
    desk, rules = Desk(), make_rule('"new story"')
    key = desk.begin_story("Rill Post")
    start_rules(desk.store, rules)
    desk.grow_story(key, "Fen Courier", origins=2)
    assert tell(desk, rules) == []


def test_a_new_story_is_told_once_it_meets_the_conditions() -> None:
    desk, rules = start('"new story"', 'all.places = ["Wexcombe"]')
    key = desk.begin_story("Rill Post")
    assert tell(desk, rules) == []
    desk.put_edition(key, make_dossier(), [])
    assert len(tell(desk, rules)) == 1


def test_origins_are_told_when_they_are_reached_and_not_again() -> None:
    desk, rules = start('"origins >= 3", "outlets >= 2"')
    key = desk.begin_story("Rill Post")
    assert tell(desk, rules) == []
    desk.grow_story(key, "Fen Courier", origins=2)
    assert tell(desk, rules) == ["The story now has 2 outlets."]
    desk.grow_story(key, "Alder Echo", origins=3)
    assert tell(desk, rules) == ["The story now has 3 articles of 3 outlets, 3 independent of each other."]
    desk.grow_story(key, "Daily Sluice", origins=2)
    desk.grow_story(key, "Marsh Mail", origins=5)
    assert tell(desk, rules) == []


def test_a_rule_that_is_changed_does_not_tell_what_stood_already() -> None:
    desk, rules = start('"origins >= 3"')
    key = desk.begin_story("Rill Post", "Fen Courier")
    assert tell(desk, rules) == []
    changed = make_rule('"origins >= 2"')
    assert start_rules(desk.store, changed) == ("One",)
    desk.grow_story(key, "Alder Echo", origins=2)
    assert tell(desk, changed) == []


def test_a_difference_is_told_with_both_sides_and_their_exact_words() -> None:
    desk, rules = start('"new difference"')
    key = desk.begin_story("Rill Post", "Fen Courier")
    desk.differ(key)
    (notice,) = evaluate(desk.store, rules, now=desk.now)
    assert notice.happened == "1 new difference between the articles."
    (finding,) = notice.findings
    assert [(side.value, side.outlets) for side in finding.sides] == [
        ("six weeks", ("The Alder Echo",)),
        ("two months", ("Northgate Post",)),
    ]
    texts = {article.id: article.text for article in make_dossier().articles}
    for side in finding.sides:
        for claim in side.claims:
            assert texts[claim.article][claim.start : claim.end] == claim.quote
    assert "“Repairs will take six weeks”" in write_text(notice)


def test_a_difference_that_has_another_value_is_told_as_changed() -> None:
    desk, rules = start('"new difference"')
    key = desk.begin_story("Rill Post", "Fen Courier")
    desk.differ(key)
    assert tell(desk, rules) == ["1 new difference between the articles."]
    desk.differ(key, changed=True)
    assert tell(desk, rules) == ["1 changed difference between the articles."]
    desk.differ(key)
    desk.differ(key, changed=True)
    assert tell(desk, rules) == ["1 new difference and 1 changed difference between the articles."]


def test_any_change_words_a_difference_that_has_another_value_as_changed() -> None:
    desk, rules = start('"any change"')
    key = desk.begin_story("Rill Post", "Fen Courier")
    tell(desk, rules)
    desk.differ(key, changed=True)
    assert tell(desk, rules) == ["The story changed: there is a changed difference."]


def test_what_is_withheld_or_does_not_differ_is_no_difference() -> None:
    desk, rules = start('"new difference"')
    key = desk.begin_story("Rill Post", "Fen Courier")
    desk.differ(key, withheld=True)
    desk.differ(key, relation="agree")
    assert tell(desk, rules) == []


def test_a_difference_that_the_newest_edition_has_no_more_is_told_by_the_edition_that_had_it() -> None:
    desk, rules = start('"new difference"')
    key = desk.begin_story("Rill Post", "Fen Courier")
    desk.differ(key)
    desk.put_edition(key, make_dossier(), [])
    (notice,) = evaluate(desk.store, rules, now=desk.now)
    assert [side.value for side in notice.findings[0].sides] == ["six weeks", "two months"]


def test_only_silent_edits_are_told_as_silent() -> None:
    desk, rules = start('"an article was edited silently"')
    key = desk.begin_story("Rill Post")
    article = desk.write_article("Rill Post")
    desk.happen(key, "edited", articles=[article], silent=False)
    assert tell(desk, rules) == []
    desk.happen(key, "edited", articles=[article], silent=True)
    assert tell(desk, rules) == ["Rill Post edited what was published, and no notice on the page says so."]


def test_any_change_says_what_changed() -> None:
    desk, rules = start('"any change"')
    key = desk.begin_story("Rill Post")
    assert tell(desk, rules) == ["The story changed: it is new."]
    desk.grow_story(key, "Fen Courier", origins=2)
    desk.differ(key)
    assert tell(desk, rules) == ["The story changed: 1 article came; there is a new difference."]


@pytest.mark.parametrize(
    ("conditions", "told"),
    [
        ('all.words = ["sluice*"]', True),
        ("all.words = ['\"weir was closed\"', 'sluices']", True),
        ('all.words = ["weir -closed"]', False),
        ("all.words = ['\"closed report\"']", False),
        ('all.outlets = ["rill  post"]', True),
        ('all.outlets = ["Rill Post", "Fen Courier"]', False),
        ('any.outlets = ["Rill Post", "Fen Courier"]', True),
        ('all.agencies = ["CORRAN NEWS"]', True),
        ('none.agencies = ["Corran News"]', False),
        ('none.words = ["football"]', True),
        ('any.words = ["football"]\nany.outlets = ["Rill Post"]', True),
        ('all.names = ["Ada Fenn"]', False),
        ('all.names = ["The Weir"]', True),
    ],
)
def test_conditions_are_met_all_any_and_none(conditions: str, told: bool) -> None:
    desk, rules = start('"new story"', conditions)
    article = desk.write_article("Rill Post", "The weir was closed. The sluices were not.", agency="Corran News")
    desk.put_story(article)
    assert bool(tell(desk, rules)) is told


def test_names_and_places_are_those_of_the_newest_edition_with_their_variants() -> None:
    for conditions, told in (
        ('all.names = ["mayor ada  fenn"]\nall.places = ["wexcombe"]', True),
        ('all.names = ["Tom Pell"]', False),
        ('none.places = ["Wexcombe"]', False),
    ):
        desk, rules = start('"any change"', conditions)
        key = desk.begin_story("Rill Post")
        desk.put_edition(key, make_dossier(), [])
        assert bool(tell(desk, rules)) is told, conditions


def test_what_happens_within_a_pause_is_told_together_at_its_end() -> None:
    desk, rules = start('"an article was edited silently"', 'pause = "1h"')
    key = desk.begin_story("Rill Post")
    for wait in (0, 10, 20):
        desk.wait(minutes=wait)
        desk.happen(key, "edited", articles=[desk.write_article("Rill Post")], silent=True)
        told = tell(desk, rules)
        assert bool(told) is (wait == 0)
    desk.wait(minutes=29)
    assert tell(desk, rules) == []
    desk.wait(minutes=1)
    (notice,) = evaluate(desk.store, rules, now=desk.now)
    assert len(notice.reasons) == 2
    assert tell(desk, rules) == []


def test_nothing_is_told_in_quiet_hours_and_all_of_it_after() -> None:
    desk, rules = start('"new story"', 'quiet = "11:30-13:00"\ntimezone = "UTC"')
    desk.begin_story("Rill Post")
    desk.begin_story("Fen Courier")
    assert tell(desk, rules) == []
    desk.wait(minutes=59)
    assert tell(desk, rules) == []
    desk.wait(minutes=1)
    assert len(tell(desk, rules)) == 2


def test_a_clock_that_is_set_back_does_not_silence_a_rule() -> None:
    desk, rules = start('"an article was edited silently"', 'pause = "1h"')
    key = desk.begin_story("Rill Post")
    for wait in (0, -900):
        desk.wait(minutes=wait)
        desk.happen(key, "edited", articles=[desk.write_article("Rill Post")], silent=True)
        assert len(tell(desk, rules)) == 1


def test_a_log_that_begins_anew_is_followed_from_where_it_ends() -> None:
    desk, rules = start('"new story"')
    desk.begin_story("Rill Post")
    assert len(tell(desk, rules)) == 1
    desk.store.vacuum(before="2027-01-01T00:00:00Z")
    assert tell(desk, rules) == []
    desk.begin_story("Fen Courier")
    assert len(tell(desk, rules)) == 1


def test_a_rule_that_was_taken_out_and_comes_back_is_new() -> None:
    desk, rules = start('"new story", "origins >= 2"')
    start_rules(desk.store, make_rule('"any change"').__class__())
    desk.begin_story("Rill Post", "Fen Courier")
    assert tell(desk, WatchRules()) == []
    assert start_rules(desk.store, rules) == ("One",)
    assert tell(desk, rules) == []


def test_notices_are_kept_for_the_feed_of_their_rule_newest_first() -> None:
    desk, rules = start('"new story"')
    keys = [desk.begin_story("Rill Post") for _ in range(205)]
    evaluate(desk.store, rules, now=desk.now)
    kept = list_notices(desk.store, "One")
    assert [notice.story for notice in kept] == keys[:-201:-1]
    feed = make_rule_feed(desk.store, "One", self_url="https://desk.example/feeds/rules/One.atom")
    assert feed is not None
    assert len(feed.entries) == 50
    assert make_rule_feed(desk.store, "Other") is None


def test_a_notice_is_the_same_after_it_was_kept() -> None:
    desk, rules = start('"new difference"')
    key = desk.begin_story("Rill Post")
    desk.differ(key)
    (notice,) = evaluate(desk.store, rules, now=desk.now)
    assert from_plain(to_plain(notice)) == notice == list_notices(desk.store, "One")[0]


def test_trying_tells_what_would_have_been_told_and_puts_nothing() -> None:
    desk, rules = Desk(), make_rule('"new story", "origins >= 3", "new difference"', 'none.outlets = ["Fen Courier"]')
    first = desk.begin_story("Rill Post", "Alder Echo", origins=3)
    desk.differ(first)
    desk.begin_story("Fen Courier")
    before = desk.store.last_change()
    (trial,) = try_rules(desk.store, rules, now=desk.now)
    assert (trial.tried, trial.met) == (2, 1)
    assert [reason.trigger for reason in trial.notices[0].reasons] == ["new story", "origins >= 3", "new difference"]
    assert desk.store.last_change() == before


def test_the_rules_of_the_tests_are_rules() -> None:
    assert [rule.name for rule in parse_rules(RULES).rules] == ["Everything"]
