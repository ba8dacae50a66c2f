from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from stemma.group.apart.sketches import make_sketch
from stemma.group.apart.standing import judge_standing, part_by_standing
from stemma.group.apart.templates import Issue, find_issues
from stemma.group.heaps import tell_issues_apart
from stemma.group.stories import group_articles, number_issues
from stemma.model.article import Article
from tests import daily_forms, daily_forms_fresh, daily_forms_held_out, like_forms
from tests.daily_forms import Form, list_issues, make_page

FORMS = daily_forms.FORMS | daily_forms_held_out.FORMS | daily_forms_fresh.FORMS
EVENTS = like_forms.EVENTS | daily_forms_held_out.EVENTS | daily_forms_fresh.EVENTS


def are_two_issues(one: Issue | None, other: Issue | None) -> bool:
    """Whether grouping keeps two articles apart that are of these issues."""
    return bool(tell_issues_apart(number_issues([one, other]), np.array([0]), np.array([1]))[0])


def whys(articles: list[Article]) -> dict[str, str]:
    return {one.article: one.why for one in judge_standing(articles).apart}


@pytest.mark.parametrize("name", sorted(daily_forms.FORMS))
def test_issues_of_a_daily_form_are_each_alone(name: str) -> None:
    issues = list(list_issues(daily_forms.FORMS[name], name, issues=12))
    assert sorted(len(story) for story in group_articles(issues)) == [1] * 12
    assert set(whys(issues).values()) == {"template"}


def test_nearly_all_issues_of_forms_that_the_rules_were_not_made_for_are_apart() -> None:
    forms = daily_forms_held_out.FORMS | daily_forms_fresh.FORMS
    issues = [i for n, f in forms.items() for i in list_issues(f, n, issues=12, outlet=f"Outlet {n}")]
    assert len(whys(issues)) >= 0.93 * len(issues)


@pytest.mark.parametrize("name", sorted(EVENTS))
@pytest.mark.parametrize("dated", [True, False])
def test_reports_of_one_event_that_look_like_forms_may_join(name: str, dated: bool) -> None:
    event = [one if dated else replace(one, published=None) for one in EVENTS[name]()]
    standing = judge_standing([*event, *list_issues(FORMS["weather in prose"], "weather", issues=12)])
    assert not {one.article for one in standing.apart} & {one.id for one in event}
    for one, other in combinations(event, 2):
        assert not are_two_issues(standing.issues.get(one.id), standing.issues.get(other.id))


def test_copies_of_one_issue_in_several_outlets_are_one_story() -> None:
    form = FORMS["weather in prose"]
    issues = [i for outlet in ("A", "B", "C") for i in list_issues(form, "weather", issues=5, outlet=outlet)]
    left, stories = part_by_standing(issues, judge_standing(issues))
    assert left == ()
    assert [len(story) for story in stories] == [3] * 5
    assert all(len({one.published for one in story}) == 1 for story in stories)


def test_a_report_does_not_join_the_forecast_that_it_quotes() -> None:
    issues = list(list_issues(FORMS["weather in prose"], "weather", issues=8))
    report = make_page(
        "Storm tears roofs from houses in Sandry",
        "Forty houses in Sandry lost their roofs when a storm came ashore on Thursday night, the mayor said.\n"
        "Two sailors are missing. The lifeboat found an empty raft off the harbour.\n" + issues[3].text.split("\n")[1],
        published=issues[3].published,
    )
    assert [report] in [list(story) for story in group_articles([*issues, report])]


def test_two_issues_are_barred_from_each_other_but_may_join_a_report() -> None:
    one, other = list_issues(FORMS["stock table"], "stocks", issues=2)
    issues = judge_standing([one, other]).issues
    assert are_two_issues(issues[one.id], issues[other.id])
    assert not are_two_issues(issues[one.id], None)
    assert not judge_standing([one, other]).apart


def test_an_agency_report_whose_toll_rises_is_no_form() -> None:
    updates = list(like_forms.EVENTS["updates of one report"]())
    assert find_issues([make_sketch(one) for one in updates]) == {}
    assert len(group_articles(updates)) == 1


def test_the_order_given_does_not_show_in_issues() -> None:
    articles = [i for n, f in FORMS.items() for i in list_issues(f, n, issues=4, outlet=n)]
    forward, back = judge_standing(articles), judge_standing(articles[::-1])
    assert forward.apart == back.apart
    assert dict(forward.issues) == dict(back.issues)


def test_an_issue_says_what_it_is_of() -> None:
    (apart, *_) = judge_standing(list(list_issues(FORMS["lottery"], "lottery", issues=5))).apart
    assert apart.reason == "It is one issue of a form that is filled in anew each time; 5 issues of it are here."


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, None, True),
        (Issue(form="a", issue="a", daily=True), None, True),
        (Issue(form="a", issue="a", daily=True), Issue(form="a", issue="b", daily=True), False),
        (Issue(form="a", issue="b", daily=True), Issue(form="a", issue="b", daily=True), True),
        (Issue(form="a", issue="a", daily=True), Issue(form="c", issue="c", daily=True), True),
    ],
)
def test_only_two_issues_of_one_form_are_barred(one: Issue | None, other: Issue | None, same: bool) -> None:
    assert are_two_issues(one, other) is not same


def test_a_form_is_seen_without_dates_and_without_an_outlet() -> None:
    def shown(form: Form) -> list[Article]:
        return [replace(i, published=None) for i in list_issues(form, "x", issues=6, outlet=None)]

    assert len(whys(shown(FORMS["weather as a table"]))) == 6
    assert len(whys(shown(FORMS["horoscope by lines"]))) == 6
