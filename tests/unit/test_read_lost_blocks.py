"""What reading left out of a body and other articles of the story report comes back; lists of headlines do not."""

from dataclasses import replace

from stemma.model.article import Article
from stemma.model.span import Furniture, Span
from stemma.read import refine_story
from tests.reading import make_article

REPORT = (
    "The harbour council of Port Ellery voted on Tuesday to close the old granite lighthouse for good.",
    "Engineers found cracks in the spiral stair in March, according to a report that the council published.",
    "Mayor Ines Vogt told reporters that the stair of the lighthouse could collapse under visitors any day.",
    "Residents of Port Ellery had asked the council for a delay until the summer visitors had left.",
    "The lighthouse was built from granite in 1871 and has been open to visitors for forty years.",
)
OTHERS = (
    (
        "Port Ellery closes its granite lighthouse: the harbour council voted for it on Tuesday evening.",
        "Mayor Ines Vogt said after the vote that the spiral stair could collapse any day under visitors.",
        "A report by engineers, published by the council, tells of cracks that were found in the stair in March.",
        "The tower, built in 1871, had been open to visitors for forty years.",
    ),
    (
        "Visitors will no longer climb the lighthouse of Port Ellery, which the harbour council closes for good.",
        "Residents had asked for a delay until summer visitors left, the council of Port Ellery said.",
        "Cracks in the spiral stair, found by engineers in March, leave no choice, Mayor Ines Vogt told reporters.",
    ),
)
ELSEWHERE = "Growers in the Alder valley lit straw between their cherry trees before dawn, without any success at all."


def leave_out(article: Article, *numbers: int, reason: str = "outside the article") -> Article:
    """``article`` with some of its paragraphs made furniture, as a reader makes it that misses them."""
    gone = [article.body[n] for n in numbers]
    return replace(
        article,
        markup=True,
        body=tuple(span for span in article.body if span not in gone),
        furniture=tuple(Furniture(*span, reason) for span in gone),
    )


def story(first: Article) -> tuple[Article, ...]:
    others = [make_article("\n".join(text), outlet=f"Outlet {n}") for n, text in enumerate(OTHERS)]
    return (first, *(replace(article, markup=True) for article in others))


def body_of(article: Article) -> tuple[str, ...]:
    return tuple(article.text[start:end] for start, end in article.body)


def test_a_paragraph_that_the_others_report_too_comes_back() -> None:
    article = leave_out(make_article("\n".join(REPORT)), 2)
    found = refine_story(story(article))[0]
    assert body_of(found) == REPORT
    assert found.furniture == ()


def test_it_comes_back_below_the_last_paragraph_as_well() -> None:
    article = leave_out(make_article("\n".join((*REPORT[:2], REPORT[3], REPORT[2]))), 3)
    assert REPORT[2] in body_of(refine_story(story(article))[0])


def test_a_teaser_of_another_story_between_paragraphs_stays_out() -> None:
    article = leave_out(make_article("\n".join((*REPORT[:2], ELSEWHERE, *REPORT[2:]))), 2)
    found = refine_story(story(article))
    assert body_of(found[0]) == REPORT
    assert found == story(article)


def test_a_list_of_headlines_on_the_same_event_stays_out() -> None:
    links = ("Harbour council of Port Ellery closes lighthouse", "Engineers find cracks in spiral stair of lighthouse")
    article = leave_out(make_article("\n".join((*REPORT[:3], *links, *REPORT[3:]))), 3, 4)
    assert body_of(refine_story(story(article))[0]) == REPORT


def test_what_says_the_body_again_stays_out() -> None:
    article = leave_out(make_article("\n".join((*REPORT[:3], REPORT[1], *REPORT[3:]))), 3)
    assert body_of(refine_story(story(article))[0]) == REPORT


def test_what_is_furniture_by_its_own_words_stays_out() -> None:
    plea = "Mayor Ines Vogt and the harbour council of Port Ellery read us: please donate today."
    for line, reason in ((plea, "outside the article"), (REPORT[2], "comments")):
        article = leave_out(make_article("\n".join((*REPORT[:2], line, *REPORT[3:]))), 2, reason=reason)
        assert line not in body_of(refine_story(story(article))[0])


def test_what_stands_far_from_the_body_stays_out() -> None:
    far = ("Home", "News", "Sport", "Shop")
    article = leave_out(make_article("\n".join((REPORT[2], *far, *REPORT[:2], *REPORT[3:]))), 0, 1, 2, 3, 4)
    assert REPORT[2] not in body_of(refine_story(story(article))[0])


def test_an_article_alone_is_not_touched() -> None:
    article = leave_out(make_article("\n".join(REPORT)), 2)
    assert refine_story((article,)) == (article,)


def test_a_last_paragraph_on_nothing_of_the_story_is_furniture() -> None:
    article = replace(make_article("\n".join((*REPORT, ELSEWHERE))), markup=True)
    found = refine_story(story(article))[0]
    assert body_of(found) == REPORT
    assert [found.text[f.start : f.end] for f in found.furniture] == [ELSEWHERE]


def test_headline_and_deck_are_never_taken_for_lost_body() -> None:
    whole = make_article("\n".join((REPORT[2], REPORT[3], *REPORT[:2], REPORT[4])))
    article = replace(whole, markup=True, title_span=whole.body[0], deck_span=whole.body[1], body=whole.body[2:])
    found = refine_story(story(article))[0]
    assert (found.title_span, found.deck_span) == (Span(*whole.body[0]), Span(*whole.body[1]))
    assert found.body == whole.body[2:]


def test_the_order_of_the_articles_changes_nothing() -> None:
    told = refine_story(story(leave_out(make_article("\n".join(REPORT)), 2)))
    assert refine_story(story(leave_out(make_article("\n".join(REPORT)), 2))[::-1]) == told[::-1]
