"""``why``: in plain words why claims stand together, and who says a thing more than once."""

from dataclasses import replace

from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.model.annotation import Claim
from stemma.model.dossier import Finding
from stemma.model.span import Span
from tests.reading import make_article

BODY = "The harbour of Tavira was closed after a crane fell on the main quay."


def tell(first_line: str) -> Finding:
    """The finding on the harbour, of one article with ``first_line`` as its headline and one without."""
    text = f"{first_line}\n{BODY}"
    with_title = replace(
        make_article(text, outlet="Morning Sun"),
        title=first_line,
        title_span=Span(0, len(first_line)),
        body=(Span(len(first_line) + 1, len(text)),),
    )
    story = annotate_story([with_title, make_article(BODY + "\nNobody was hurt.", outlet="Evening Star")])
    findings = compare_story(story.articles, story.entities, vectors=False).findings
    return next(f for f in findings if any("crane fell" in c.quote for c in f.claims))


def test_an_article_that_says_it_in_its_headline_too_is_told_to() -> None:
    finding = tell("Harbour of Tavira closed after crane fell on main quay")
    assert {c.part for c in finding.claims} == {"headline", "body"}
    assert "Morning Sun says it in headline and body" in finding.why


def test_an_article_that_says_it_once_is_not() -> None:
    assert "says it in" not in tell("Fishermen fear for their catch of sardines").why


def test_claims_can_be_hashed_so_that_what_is_read_off_them_is_read_once() -> None:
    claim = annotate_story([make_article(BODY)]).articles[0].claims[0]
    assert isinstance(claim, Claim)
    assert hash(claim) == hash(replace(claim))
