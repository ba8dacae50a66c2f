"""Working holds whatever the figures: never an exception, claims that exist, and arithmetic that is right."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.compare.settling import settle_differences
from stemma.model.dossier import Finding
from stemma.model.overrides import ClaimRef, JoinFindings, Overrides
from stemma.text.units import convert
from tests.reading import make_article

NUMBERS = st.one_of(
    st.integers(0, 5000).map(str),
    st.decimals(0, 5000, places=1).map(str),
    st.sampled_from(["two", "a dozen", "3.2 million"]),
)
THINGS = st.sampled_from(
    "km miles feet metres hours minutes days weeks percent people soldiers euros hectares".split(),
)
HEDGES = st.sampled_from(["", "about ", "more than ", "nearly ", "at least ", "up to "])
MORE = st.sampled_from(
    [
        "The work began on Monday, 3 March 2031 and was to last five days.",
        "The work ended on 9 March 2031.",
        "It took 12 soldiers and five civilians.",
        "The work took 300 people a day for four days.",
        "Some 40 percent of the 500 people took part in the work.",
        "The road between Lyon and Paris took 480 km.",
        "",
    ]
)
_ABOUT = re.compile(r"^([\d.,]+) ([a-z]+) is (?:about )?([\d.,]+) ([a-z]+)\.$")
_UNITS = {"miles": "mile", "feet": "foot", "hours": "hour", "minutes": "minute", "days": "day", "weeks": "week"} | {
    "hectares": "hectare"
}


def make_findings(first: str, second: str, more: str) -> tuple[Finding, ...]:
    articles = (
        make_article(f"The work took {first} in all.\n{more}", outlet="Sun", published="2031-03-10"),
        make_article(f"The work took {second} in all.", outlet="Star", published="2031-03-10"),
    )
    story = annotate_story(articles)
    refs = (ClaimRef(article="Sun", words="The work took"), ClaimRef(article="Star", words="The work took"))
    overrides = Overrides(join_findings=(JoinFindings(claims=refs),))
    comparison = compare_story(story.articles, story.entities, vectors=False, overrides=overrides)
    return settle_differences(comparison, story.articles, story.places).findings


@settings(max_examples=80, deadline=None)
@given(HEDGES, NUMBERS, THINGS, HEDGES, NUMBERS, THINGS, MORE)
def test_working_is_right_and_rests_on_claims(
    hedge: str, number: str, thing: str, hedge_: str, number_: str, thing_: str, more: str
) -> None:
    findings = make_findings(f"{hedge}{number} {thing}", f"{hedge_}{number_} {thing_}", more)
    known = {c.id for f in findings for c in f.claims}
    for finding in findings:
        assert len({s.sentence for s in finding.settles}) == len(finding.settles) <= 4
        for one in finding.settles:
            assert one.claims
            assert set(one.claims) <= known
            found = _ABOUT.match(one.sentence)
            if found:
                a, b = (float(found[n].replace(",", "")) for n in (1, 3))
                left = convert(a, _UNITS.get(found[2], found[2]))
                right = convert(b, _UNITS.get(found[4], found[4]))
                assert left[1] == right[1]
                assert abs(left[0] - right[0]) <= 0.006 * left[0]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_is_survived(first: str, second: str) -> None:
    story = annotate_story((make_article(first, outlet="Sun"), make_article(second, outlet="Star")))
    comparison = compare_story(story.articles, story.entities, vectors=False)
    assert len(settle_differences(comparison, story.articles, story.places).findings) == len(comparison.findings)
