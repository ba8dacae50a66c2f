"""Corrections by hand of findings and origins: applied where they fit, unused with a reason where they do not."""

from collections.abc import Sequence

from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.model.dossier import Comparison, Finding
from stemma.model.overrides import ClaimRef, JoinFindings, Override, Overrides, SetOrigin, SplitFinding
from tests.reading import make_article

SUN = make_article(
    "The harbour of Tavira was closed after a crane fell.\nThe crane weighed 40 tonnes.\nDivers searched until dark.",
    outlet="Morning Sun",
)
STAR = make_article(
    "The harbour of Tavira was closed after a crane fell.\nThe crane weighed 65 tonnes.\nThe search went on all day.",
    outlet="Evening Star",
)
STORY = annotate_story((SUN, STAR))


def compare(overrides: Overrides | None = None) -> Comparison:
    return compare_story(STORY.articles, STORY.entities, vectors=False, overrides=overrides)


def finding_with(comparison: Comparison, words: str) -> Finding:
    return next(f for f in comparison.findings if any(words in c.quote for c in f.claims))


def told(comparison: Comparison) -> Sequence[Override]:
    assert all(o.reason for o in comparison.overrides)
    return comparison.overrides


def at(outlet: str, words: str) -> ClaimRef:
    return ClaimRef(article=outlet, words=words)


def join(*claims: ClaimRef) -> Overrides:
    return Overrides(join_findings=(JoinFindings(claims=claims, note="seen by eye"),))


def split(*claims: ClaimRef) -> Overrides:
    return Overrides(split_finding=(SplitFinding(claims=claims),))


DIVERS, SEARCH = at("Morning Sun", "Divers searched"), at("evening-star", "The search went on  all day")


def test_without_corrections_nothing_changes() -> None:
    assert compare() == compare(Overrides())
    assert compare().overrides == ()


def test_findings_are_joined_and_say_so() -> None:
    assert finding_with(compare(), "Divers").relation == "single"
    joined = compare(join(DIVERS, SEARCH))
    finding = finding_with(joined, "Divers")
    assert {c.article for c in finding.claims} == {SUN.id, STAR.id}
    assert finding.relation != "single"
    assert finding.why.endswith("Joined by hand.")
    assert [(o.kind, o.status, o.note) for o in told(joined)] == [("join_findings", "applied", "seen by eye")]


def test_what_is_joined_by_hand_is_certain() -> None:
    assert finding_with(compare(join(DIVERS, SEARCH)), "Divers").confidence == 1.0


def test_a_finding_is_split_and_both_parts_say_so() -> None:
    assert finding_with(compare(), "40 tonnes").relation == "differ"
    parted = compare(split(at("Morning Sun", "weighed 40 tonnes")))
    for words in ("40 tonnes", "65 tonnes"):
        assert finding_with(parted, words).relation == "single"
        assert "Split by hand." in finding_with(parted, words).why
    assert told(parted)[0].status == "applied"


def test_every_claim_stays_in_exactly_one_finding() -> None:
    both = Overrides(
        split_finding=(SplitFinding(claims=(at("Morning Sun", "weighed 40 tonnes"),)),),
        join_findings=(JoinFindings(claims=(at("Morning Sun", "weighed 40 tonnes"), DIVERS)),),
    )
    before = sorted(c.id for f in compare().findings for c in f.claims)
    assert sorted(c.id for f in compare(both).findings for c in f.claims) == before
    assert {c.quote for c in finding_with(compare(both), "Divers").claims} == {
        "The crane weighed 40 tonnes",
        "Divers searched until dark",
    }


def test_a_claim_goes_by_its_id_too() -> None:
    claim = next(c for c in finding_with(compare(), "40 tonnes").claims if c.article == SUN.id)
    parted = compare(split(ClaimRef(claim=claim.id)))
    assert finding_with(parted, "40 tonnes").relation == "single"


def test_the_shape_of_marks_and_the_case_do_not_matter() -> None:
    article = make_article("The mayor’s “plan” was – in short – a fiasco.", outlet="Morning Sun")
    story = annotate_story((article, STAR))
    refs = (at("morning sun", 'the mayor\'s "plan" was - in short'), at("Evening Star", "search went on"))
    done = compare_story(story.articles, story.entities, vectors=False, overrides=join(*refs))
    assert done.overrides[0].status == "applied"


def test_what_no_longer_fits_is_unused_and_says_why() -> None:
    cases = (
        (join(DIVERS, at("Gazette", "Divers")), "no article goes by 'Gazette'"),
        (join(DIVERS, at("Evening Star", "the cook")), "“the cook” (Evening Star) does not stand in Evening Star"),
        (join(DIVERS, ClaimRef(claim="nothing")), "no claim has the id nothing"),
        (join(DIVERS, ClaimRef(words="crane")), "“crane” stands in 4 claims; quote more of one, or name its article"),
        (join(at("Morning Sun", "40 tonnes"), at("Evening Star", "65 tonnes")), "they are one finding already"),
        (split(DIVERS), "they are a finding of their own already"),
        (split(DIVERS, SEARCH), "these claims are in different findings"),
        (split(ClaimRef()), "“” does not stand in any article"),
    )
    for overrides, reason in cases:
        done = compare(overrides)
        assert [(o.status, o.reason) for o in told(done)] == [("unused", reason)]
        assert done.findings == compare().findings


def origins(overrides: Overrides, words: str) -> set[str]:
    comparison = compare(overrides)
    names = {o.id: o.name for o in comparison.origins}
    return {names[c.origin] for c in finding_with(comparison, words).claims}


def test_the_origin_of_a_claim_is_set() -> None:
    by_hand = Overrides(set_origin=(SetOrigin(origin="the harbour office", claim=DIVERS),))
    assert origins(by_hand, "Divers") == {"the harbour office"}
    assert "An origin was set by hand." in finding_with(compare(by_hand), "Divers").why
    assert finding_with(compare(by_hand), "Divers").claims[0].said_by == ()  # the page does not say so


def test_the_origin_of_an_article_is_that_of_all_it_gives_no_source_for() -> None:
    said = make_article(
        "Divers searched until dark.\nFive dockers were hurt, the Labour Inspectorate said.", outlet="Sun"
    )
    story = annotate_story((said,))
    done = compare_story(
        story.articles,
        story.entities,
        vectors=False,
        overrides=Overrides(set_origin=(SetOrigin(origin="Reuters", article="Sun"),)),
    )
    names = {o.id: (o.name, o.kind) for o in done.origins}
    assert names[finding_with(done, "Divers").claims[0].origin] == ("Reuters", "agency")
    assert "Labour Inspectorate" in names[finding_with(done, "dockers").claims[0].origin][0]


def test_a_claims_origin_stands_above_its_articles() -> None:
    both = (SetOrigin(origin="the harbour office", claim=DIVERS), SetOrigin(origin="Reuters", article="Morning Sun"))
    assert origins(Overrides(set_origin=both), "Divers") == {"the harbour office"}
    assert origins(Overrides(set_origin=both[::-1]), "Divers") == {"the harbour office"}


def test_two_outlets_with_one_origin_set_are_one_origin() -> None:
    same = Overrides(
        set_origin=(
            SetOrigin(origin="Reuters", article="Morning Sun"),
            SetOrigin(origin="Reuters", article="Evening Star"),
        )
    )
    assert finding_with(compare(same), "40 tonnes").origins == 1
