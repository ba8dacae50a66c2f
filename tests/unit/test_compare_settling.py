"""What settles a difference: true whatever happened, of the same thing, with the claims it rests on."""

from collections.abc import Sequence

import pytest

from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.compare.settling import settle_differences
from stemma.model.article import Article
from stemma.model.dossier import Finding, Place
from stemma.model.overrides import ClaimRef, JoinFindings, Overrides
from tests.reading import make_article

SUN, STAR, MAIL = "Morning Sun", "Evening Star", "Daily Mail Coach"


def write(outlet: str, text: str, published: str | None = "2024-09-24") -> Article:
    return make_article(text, outlet=outlet, published=published)


def settle(articles: Sequence[Article], *words: str) -> Finding:
    """The finding that the claims with ``words``, one of each article in order, make."""
    refs = tuple(ClaimRef(article=a.id, words=w) for a, w in zip(articles, words, strict=False))
    story = annotate_story(articles)
    comparison = compare_story(
        story.articles,
        story.entities,
        vectors=False,
        overrides=Overrides(join_findings=(JoinFindings(claims=refs),)),
    )
    settled = settle_differences(comparison, story.articles, story.places)
    known = {c.id for f in settled.findings for c in f.claims}
    assert all(c in known for f in settled.findings for s in f.settles for c in s.claims)
    assert not any(f.settles for f in settled.findings if f.relation in ("agree", "single"))
    return next(f for f in settled.findings if any(words[0] in c.quote for c in f.claims))


def sentences(finding: Finding) -> str:
    return "\n".join(s.sentence for s in finding.settles)


def test_units_are_converted_from_the_larger_to_the_smaller() -> None:
    articles = (write(SUN, "The pipeline is 250 km long."), write(STAR, "The pipeline is 165 miles long."))
    found = settle(articles, "pipeline is 250 km", "pipeline is 165 miles")
    assert sentences(found) == "165 miles is about 266 km."
    assert len(found.settles[0].claims) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mine yields 250 tons of tin.", "The mine yields 300 tonnes of tin."),
        ("The tank holds 400 gallons of oil.", "The tank holds 1,300 litres of oil."),
        ("The water was 20 degrees Celsius warm.", "The water was 80 degrees Fahrenheit warm."),
        ("The bridge cost 20 million euros.", "The bridge cost 21 million dollars."),
    ],
)
def test_units_of_two_sizes_and_currencies_are_not_converted(one: str, other: str) -> None:
    articles = (write(SUN, one), write(STAR, other))
    assert " is about " not in sentences(settle(articles, one[:-1], other[:-1]))


def test_weeks_are_said_in_days() -> None:
    articles = (
        write(SUN, "The miners were trapped for three weeks."),
        write(STAR, "The miners were trapped for 22 days."),
    )
    assert "3 weeks is 21 days." in sentences(settle(articles, "trapped for three weeks", "trapped for 22 days"))


def test_a_rounded_figure_is_named_as_one() -> None:
    articles = (write(SUN, "The fire burned 1,238 hectares."), write(STAR, "The fire burned about 1,200 hectares."))
    found = settle(articles, "burned 1,238 hectares", "burned about 1,200 hectares")
    assert "1,238 hectares rounded to the nearest hundred is 1,200 hectares." in sentences(found)


def test_a_bound_is_no_rounding() -> None:
    articles = (write(SUN, "The fire burned 1,238 hectares."), write(STAR, "The fire burned over 1,200 hectares."))
    assert "rounded" not in sentences(settle(articles, "burned 1,238 hectares", "burned over 1,200 hectares"))


VISIT = (
    write(
        SUN,
        "President Ana Duarte paid a six-day visit to Norway.\nDuarte arrived in Oslo on Tuesday, 17 September 2024.",
    ),
    write(
        STAR, "President Ana Duarte paid a five-day visit to Norway.\nDuarte left Norway on Sunday, 22 September 2024."
    ),
)


def test_days_are_counted_with_both_ends_and_without() -> None:
    found = settle(VISIT, "six-day visit", "five-day visit")
    assert found.relation == "differ"
    told = sentences(found)
    assert "From Tuesday 17 September to Sunday 22 September 2024 is 6 days counted inclusively, 5 days" in told
    assert len(found.settles[0].claims) == 4


def test_dates_of_another_person_settle_nothing() -> None:
    other = (
        VISIT[0],
        write(
            STAR, "President Ana Duarte paid a five-day visit to Norway.\nPelle Holm left on Sunday, 22 September 2024."
        ),
    )
    assert "From" not in sentences(settle(other, "six-day visit", "five-day visit"))


def test_a_stretch_named_in_one_claim_is_counted() -> None:
    articles = (
        write(SUN, "The wine festival lasts eight days."),
        write(STAR, "The wine festival lasts nine days."),
        write(MAIL, "The wine festival is held from 7 September 2024 to 15 September 2024."),
    )
    told = sentences(settle(articles, "festival lasts eight days", "festival lasts nine days"))
    assert "From Saturday 7 September to Sunday 15 September 2024 is 9 days counted inclusively, 8 days" in told


DEAD = (
    write(SUN, "Seventeen people were killed in the blast at the mill."),
    write(STAR, "Fifteen people were killed in the blast at the mill."),
)


def test_parts_that_make_a_total_are_added() -> None:
    parts = write(MAIL, "The blast killed 12 soldiers and five civilians.")
    found = settle((*DEAD, parts), "Seventeen people were killed", "Fifteen people were killed")
    assert "12 + 5 = 17." in sentences(found)
    assert len(found.settles[0].claims) == 2


def test_parts_of_something_else_are_not_added() -> None:
    parts = write(MAIL, "The museum lent 12 paintings and five vases.\nThe mayor met 12 soldiers and five civilians.")
    assert "+" not in sentences(settle((*DEAD, parts), "Seventeen people were killed", "Fifteen people were killed"))


def test_a_share_of_a_number_is_worked_out() -> None:
    articles = (
        write(SUN, "The plant will dismiss 200 workers in May."),
        write(STAR, "The plant will dismiss 250 workers in May."),
        write(MAIL, "The plant said it would dismiss 40 percent of its 500 workers."),
    )
    assert "40 percent of 500 is 200." in sentences(settle(articles, "dismiss 200 workers", "dismiss 250 workers"))


def test_a_rate_and_a_number_of_days_make_a_total() -> None:
    articles = (
        write(SUN, "The army fired 1,200 shells at the town."),
        write(STAR, "The army fired 1,500 shells at the town."),
        write(MAIL, "The army fired 300 shells a day for four days."),
    )
    told = sentences(settle(articles, "fired 1,200 shells", "fired 1,500 shells"))
    assert "300 a day for 4 days is 1,200." in told


def test_the_distance_of_two_towns_bounds_the_way_between_them() -> None:
    articles = (
        write(SUN, "The train needs a day for the 480 km between Lyon and Paris."),
        write(STAR, "The train needs a day for the 350 km between Lyon and Paris."),
    )
    story = annotate_story(articles)
    assert {p.level for p in story.places} <= {"town", "capital"}
    told = sentences(settle(articles, "480 km between Lyon and Paris", "350 km between Lyon and Paris"))
    assert "The centres of Lyon and Paris lie about 390 km (240 miles) apart in a straight line" in told


def test_countries_have_no_distance() -> None:
    articles = (
        write(SUN, "The ship sailed the 480 km between Sweden and Poland."),
        write(STAR, "The ship sailed the 350 km between Sweden and Poland."),
    )
    assert "apart" not in sentences(settle(articles, "480 km between", "350 km between"))


def test_a_comparison_without_differences_is_left_as_it_is() -> None:
    story = annotate_story(VISIT[:1])
    comparison = compare_story(story.articles, story.entities, vectors=False)
    assert settle_differences(comparison, story.articles, ()) == comparison


def test_places_without_a_point_are_survived() -> None:
    story = annotate_story(VISIT)
    comparison = compare_story(story.articles, story.entities, vectors=False)
    nowhere = (Place(name="Oslo", lat=None, lon=None, geonames=None, variants=("Oslo",)),)
    assert settle_differences(comparison, story.articles, nowhere).findings
