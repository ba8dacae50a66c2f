"""What two claims of one finding amount to: agree, compatible, update or differ, and by which values."""

from dataclasses import replace

import numpy as np
import pytest

from stemma.compare.contrasts import Judgement
from stemma.compare.relation import judge_claims
from stemma.model.annotation import Claim, Mention
from stemma.model.dossier import Place
from tests.claims import day, figure, hour, make_claim, make_context


def judge(one: Claim, other: Claim, **known: dict[str, str]) -> Judgement:
    other = replace(other, article="b")
    return judge_claims([one, other], make_context(one, other, **known))


def hurt(words: str, value: float, of: str | None = "person") -> Claim:
    return make_claim(f"{words} were hurt on the pier", quantities=(figure(words, value, of=of),))


def test_one_article_never_conflicts_with_itself() -> None:
    one, other = hurt("Six people", 6), hurt("Nine people", 9)
    assert judge_claims([one, other], make_context(one)).relation == "single"


def test_figures_of_one_day_that_exclude_each_other_differ_and_both_values_are_named() -> None:
    judgement = judge(hurt("Six people", 6), hurt("Nine people", 9), published={"a": "2030-05-01", "b": "2030-05-01"})
    assert (judgement.relation, judgement.kind) == ("differ", "quantity")
    assert [v["quantity"] for v in judgement.values] == [6, 9]


def test_a_later_report_that_counts_more_is_an_update() -> None:
    judgement = judge(hurt("Six people", 6), hurt("Nine people", 9), published={"a": "2030-05-01", "b": "2030-05-02"})
    assert judgement.relation == "update"


def test_a_later_report_that_counts_fewer_without_a_word_differs() -> None:
    judgement = judge(hurt("Nine people", 9), hurt("Six people", 6), published={"a": "2030-05-01", "b": "2030-05-02"})
    assert judgement.relation == "differ"


def test_a_text_that_says_revised_is_an_update_whenever_it_was_published() -> None:
    revised = make_claim("The toll was revised to 6 hurt", quantities=(figure("6", 6, of="person"),))
    assert judge(hurt("Nine people", 9), revised).relation == "update"


def test_the_dead_are_not_compared_with_the_hurt() -> None:
    dead = make_claim("Two people were killed on the pier", quantities=(figure("Two people", 2, of="person"),))
    assert judge(dead, hurt("Nine people", 9)).relation == "agree"


def test_some_of_a_number_are_not_compared_with_the_number() -> None:
    some = make_claim("Four of the people hurt remain in hospital", quantities=(figure("Four", 4, of="person"),))
    assert judge(some, hurt("Nine people", 9)).relation == "agree"


def test_figures_that_add_up_to_the_others_agree() -> None:
    parts = make_claim(
        "There were 20 passengers and 5 crew aboard",
        quantities=(figure("20", 20, of="passenger"), figure("5", 5, of="crew")),
    )
    whole = make_claim("There were 25 people aboard", quantities=(figure("25", 25, of="person"),))
    assert judge(parts, whole).relation == "agree"


def test_a_second_figure_of_the_kind_in_one_claim_is_no_conflict() -> None:
    one = make_claim("It raised $90m", quantities=(figure("$90m", 9e7, unit="USD"),))
    other = make_claim(
        "Of $90m raised, $35m is left",
        quantities=(figure("$90m", 9e7, unit="USD"), figure("$35m", 3.5e7, unit="USD")),
    )
    assert judge(one, other).relation == "agree"


@pytest.mark.parametrize(
    ("text", "days", "op", "relation"),
    [("a week", 7, "=", "differ"), ("about a week", 7, "~", "compatible"), ("six days", 6, "=", "agree")],
)
def test_a_six_day_visit(text: str, days: float, op: str, relation: str) -> None:
    one = make_claim("The six-day visit ended", quantities=(figure("six-day", 6, unit="day"),))
    other = make_claim(f"The visit of {text} ended", quantities=(figure(text, days, op=op, unit="day"),))
    assert judge(one, other).relation == relation


@pytest.mark.parametrize(
    ("words", "value", "relation"),
    [
        ("4:20 a.m.", "2030-05-01T04:20", "differ"),
        ("about 4:20 a.m.", "2030-05-01T04:20", "compatible"),
        ("4:05 a.m.", "2030-05-01T04:05", "agree"),
        ("11 p.m.", "2030-05-01T23:00", "agree"),
    ],
)
def test_two_hours_of_one_moment(words: str, value: str, relation: str) -> None:
    one = make_claim("The bridge fell at 4:05 a.m.", times=(hour("4:05 a.m.", "2030-05-01T04:05"),))
    other = make_claim(f"The bridge fell at {words}", times=(hour(words.removeprefix("about "), value),))
    assert judge(one, other).relation == relation


def test_two_days_of_one_thing_differ_but_a_month_that_holds_the_day_does_not() -> None:
    one = make_claim("The bridge opened on 4 May 2030", times=(day("4 May 2030", "2030-05-04"),))
    other = make_claim("The bridge opened on 6 May 2030", times=(day("6 May 2030", "2030-05-06"),))
    month = make_claim("The bridge opened in May 2030", times=(day("May 2030", "2030-05"),))
    assert (judge(one, other).relation, judge(one, other).kind) == ("differ", "time")
    assert judge(one, month).relation == "agree"


def test_towns_far_apart_in_the_same_words_differ_and_a_country_holds_its_town() -> None:
    def landed(name: str) -> Claim:
        mention = Mention(start=0, end=0, text=name, kind="place", entity=name)
        return make_claim(f"The balloon landed safely near {name}", mentions=(mention,), article=name)

    def place(name: str, lat: float, level: str) -> Place:
        return Place(name=name, lat=lat, lon=8.0, geonames=int(lat * 10), variants=(name,), level=level)  # type: ignore[arg-type]

    places = {
        "Kiel": place("Kiel", 54.3, "town"),
        "Ulm": place("Ulm", 48.4, "town"),
        "Germany": place("G", 51, "country"),
    }
    context = replace(make_context(), places=places)
    assert judge_claims([landed("Kiel"), landed("Ulm")], context).kind == "place"
    assert judge_claims([landed("Kiel"), landed("Germany")], context).relation == "agree"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nuclear-powered submarines were seen", "Nuclear-capable submarines were seen"),
        ("The coach resigned on Monday", "The coach was sacked on Monday"),
        ("The jury was unanimous", "The jury was split"),
    ],
)
def test_wordings_that_exclude_each_other_differ(one: str, other: str) -> None:
    judgement = judge(make_claim(one), make_claim(other))
    assert (judgement.relation, judgement.kind) == ("differ", "wording")


def test_a_denial_in_the_same_words_differs_and_one_in_other_words_is_left_alone() -> None:
    said = make_claim("The council approached the tenants")
    denied = make_claim("The council never approached the tenants", polarity="denied")
    apart = make_claim("Nothing of the kind took place", polarity="denied")
    assert judge(said, denied).relation == "differ"
    assert judge(said, apart).relation == "agree"


def test_two_ages_of_one_person_differ() -> None:
    def aged(age: str) -> Claim:
        mention = Mention(start=0, end=0, text="Ines Varga", kind="person", entity="p1")
        return make_claim(f"Ines Varga, {age}, won", mentions=(mention,))

    other = replace(aged("32"), article="b")
    context = make_context(people=("p1",))
    assert judge_claims([aged("31"), other], context).relation == "differ"
    assert judge_claims([aged("31"), replace(aged("31"), article="b")], context).relation == "agree"


def test_the_order_of_claims_does_not_change_the_relation() -> None:
    one, other = hurt("Six people", 6), replace(hurt("Nine people", 9), article="b")
    context = make_context(one, other, published={"a": "2030-05-01", "b": "2030-05-02"})
    assert judge_claims([one, other], context).relation == judge_claims([other, one], context).relation


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("The lock burst at about a quarter past three", "The lock burst at 2.45am", "compatible"),
        ("The lock burst at ten to four", "The lock burst at 2.45am", "differ"),
        ("The lock burst shortly after two", "The lock burst at 14:07", "compatible"),
        ("The lock burst at half past five", "The lock burst at 5:30 p.m.", "agree"),
        ("The lock burst at 2.45am", "The flood came at midnight and went by 6 a.m.", "agree"),
    ],
)
def test_hours_in_words_are_set_against_hours_in_figures(one: str, other: str, relation: str) -> None:
    assert judge(make_claim(one), make_claim(other)).relation == relation


def test_two_years_or_months_of_one_thing_differ_where_the_claims_are_short() -> None:
    one = make_claim("It opens in 2031", times=(day("2031", "2031"),))
    other = make_claim("The lock now opens in 2032", times=(day("2032", "2032"),))
    assert judge(one, other).relation in {"differ", "update"}


def test_two_years_of_what_shares_no_words_are_told_of_two_things() -> None:
    one = make_claim("Sold in Poland since 2031", times=(day("2031", "2031"),))
    other = make_claim("Nobody was paid after 2032", times=(day("2032", "2032"),))
    assert judge(one, other).relation == "agree"


def test_of_equally_strong_contrasts_that_between_the_claims_most_alike_is_told() -> None:
    claims = [
        make_claim(f"The lock holds {n} barges", article=name, quantities=(figure(str(n), n, of="barge"),))
        for name, n in (("a", 40), ("b", 50), ("c", 60))
    ]
    likeness = np.array([[1.0, 0.2, 0.7], [0.2, 1.0, 0.5], [0.7, 0.5, 1.0]])
    context = make_context(*claims)
    first, likeliest = judge_claims(claims, context).contrast, judge_claims(claims, context, likeness).contrast
    assert first
    assert likeliest
    assert first.words == ("40", "50")
    assert likeliest.words == ("40", "60")


def test_one_weekday_is_one_day_whatever_it_was_resolved_to() -> None:
    one = make_claim("The keepers meet again on Friday", times=(day("Friday", "2031-05-02"),))
    other = make_claim("The keepers meet again on Friday 9 May", times=(day("Friday 9 May", "2031-05-09"),))
    assert judge(one, other).relation == "agree"


@pytest.mark.parametrize(
    ("words", "op"), [("within four minutes", "<="), ("up to four minutes", "<="), ("over four minutes", ">")]
)
def test_a_limit_and_the_figure_itself_agree(words: str, op: str) -> None:
    one = make_claim(f"It fills {words}", quantities=(figure(words, 4, op=op, unit="minute"),))
    other = make_claim("It fills in four minutes", quantities=(figure("four minutes", 4, unit="minute"),))
    assert judge(one, other).relation == "agree"


def test_hundreds_and_a_count_that_they_hold_are_compatible() -> None:
    one = make_claim("Hundreds followed the barge")
    other = make_claim("Six hundred keepers followed the barge")
    assert judge(one, other).relation == "compatible"


def test_an_hour_is_no_figure() -> None:
    one = make_claim("The lock burst at twenty to six", quantities=(figure("twenty", 20),))
    other = make_claim("Two keepers saw the lock burst", quantities=(figure("Two", 2, of="keeper"),))
    assert judge(one, other).relation == "agree"


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("The barge passed at the third attempt", "The barge passed at its second attempt", "differ"),
        ("A doctoral student found the leak", "The leak was found by a master's student", "differ"),
        ("The first and second gates failed", "The second gates failed", "agree"),
        ("The third was open", "The fifth was open", "agree"),
        ("The barge was on schedule", "The barge was twenty minutes late", "differ"),
        ("The keeper was arrested", "The keeper was set free", "update"),
        ("The lock is closed to barges", "The lock will reopen to barges", "update"),
        ("The lock is closed to barges", "The lock is open to barges", "differ"),
    ],
)
def test_modifiers_of_one_head_and_states_of_one_thing_exclude_each_other(one: str, other: str, relation: str) -> None:
    assert judge(make_claim(one), make_claim(other)).relation == relation
