"""Which story goes on from which."""

import pytest

from stemma.group.chains import LISTED, MOST_FOLLOWED, WINDOW_DAYS, find_chains
from stemma.group.profile import Profile
from tests.profiles import profile

HARLOW = "@harlow @tessel @orlo"
VOSS = "@voss @marine @selby"
ARREST = "police arrest suspect fire paraffin"
TRIAL = "trial jury judge prosecutor fire"
VERDICT = "verdict jury acquitted court free"


def story(name: str, words: str, *days: str | None) -> list[Profile]:
    return [profile(f"{name}-{n}", f"{words} more{n}", day) for n, day in enumerate(days)]


def others() -> list[list[Profile]]:
    """Other news, so that a name is rarer than a word of courts."""
    return [story(f"x{n}", f"jury trial police fire court @name{n} @town{n} w{n}", "2031-05-20") for n in range(30)]


def test_arrest_trial_and_verdict_are_one_chain_each_on_the_one_before() -> None:
    affair = [
        story("arrest", f"{ARREST} {HARLOW}", "2031-03-04", "2031-03-04"),
        story("trial", f"{TRIAL} {HARLOW}", "2031-05-12", "2031-05-13"),
        story("verdict", f"{VERDICT} {HARLOW}", "2031-06-03"),
    ]
    assert find_chains([*affair, *others()]) == {"trial-0": ("arrest-0",), "verdict-0": ("trial-0",)}


def test_two_trials_of_different_people_are_no_chain() -> None:
    trials = [
        story("one", f"{TRIAL} {HARLOW}", "2031-05-12"),
        story("other", f"{TRIAL} {VOSS}", "2031-05-20"),
    ]
    assert find_chains([*trials, *others()]) == {}


def test_the_order_given_does_not_show() -> None:
    stories = [
        story("arrest", f"{ARREST} {HARLOW}", "2031-03-04"),
        story("trial", f"{TRIAL} {HARLOW}", "2031-05-12"),
        *others(),
    ]
    assert find_chains(stories) == find_chains(stories[::-1]) == {"trial-0": ("arrest-0",)}


def test_a_story_on_one_day_follows_only_where_the_hour_says_so() -> None:
    early = story("early", f"{ARREST} {HARLOW}", "2031-03-04")
    late = story("late", f"{TRIAL} {HARLOW}", "2031-03-04")
    assert find_chains([early, late, *others()]) == {}
    early = story("early", f"{ARREST} {HARLOW}", "2031-03-04T06:00")
    late = story("late", f"{TRIAL} {HARLOW}", "2031-03-04T19:00")
    assert find_chains([early, late, *others()]) == {"late-0": ("early-0",)}


def test_what_is_too_long_ago_is_not_gone_on_from() -> None:
    early = story("early", f"{ARREST} {HARLOW}", "2031-01-01")
    in_time, too_late = ("2031-04-01", "2031-04-02")
    assert WINDOW_DAYS == 90
    assert find_chains([early, story("late", f"{TRIAL} {HARLOW}", in_time), *others()]) == {"late-0": ("early-0",)}
    assert find_chains([early, story("late", f"{TRIAL} {HARLOW}", too_late), *others()]) == {}


def test_a_story_that_brings_two_affairs_together_follows_both_the_latest_first() -> None:
    stories = [
        story("one", f"{ARREST} {HARLOW}", "2031-03-04"),
        story("other", f"{ARREST} {VOSS}", "2031-03-09"),
        story("both", f"{TRIAL} {HARLOW} {VOSS}", "2031-04-01"),
    ]
    assert find_chains([*stories, *others()]) == {"both-0": ("other-0", "one-0")}


def test_a_story_follows_a_few_at_most() -> None:
    affairs = [story(f"s{n}", f"{ARREST} @p{n} @q{n} @r{n}", f"2031-03-{n + 1:02}") for n in range(4)]
    names = " ".join(f"@p{n} @q{n} @r{n}" for n in range(4))
    chains = find_chains([*affairs, story("all", f"{TRIAL} {names}", "2031-04-01"), *others()])
    assert chains == {"all-0": ("s3-0", "s2-0", "s1-0")}
    assert MOST_FOLLOWED == 3


@pytest.mark.parametrize("day", [None, "1926-03-04", "2131-03-04", "0001-01-01", "9999-12-31"])
def test_no_date_or_one_a_century_off_breaks_no_chain(day: str | None) -> None:
    affair = [
        story("arrest", f"{ARREST} {HARLOW}", "2031-03-04", "2031-03-04"),
        story("trial", f"{TRIAL} {HARLOW}", "2031-05-12", "2031-05-12", "2031-05-13", day),
        story("odd", f"{VERDICT} {HARLOW}", day),
    ]
    lead = min(affair[1], key=lambda one: one.place).article
    assert find_chains([*affair, *others()]) == {lead: ("arrest-0",)}


def test_nothing_or_no_names_makes_no_chain() -> None:
    assert find_chains([]) == {}
    assert find_chains([story("a", ARREST, "2031-03-04"), story("b", ARREST, "2031-03-09"), [profile("c", "")]]) == {}


def test_a_name_in_all_news_leads_to_a_bounded_number_of_stories() -> None:
    stories = [story(f"s{n:04}", f"@city own{n} @p{n} @q{n}", f"2031-03-{n % 28 + 1:02}") for n in range(3 * LISTED)]
    assert find_chains(stories) == {}
