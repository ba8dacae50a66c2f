import random
from dataclasses import replace

import numpy as np
import pytest

from stemma.group.grouping import group_collection
from stemma.group.linkage import link_pairs
from stemma.group.pairs import Pairs
from stemma.group.stories import group_articles, measure_likeness
from stemma.model.article import Article
from stemma.model.span import Span

FERRY = (
    (
        "Ferry catches fire off Port Vellis",
        "A ferry carrying 214 passengers caught fire off Port Vellis, the coastguard of Tamaria said. "
        "Crews evacuated the burning ferry and towed it to the harbour.",
    ),
    (
        "Passengers flee burning ferry near Port Vellis",
        "Passengers climbed into lifeboats when fire broke out on a ferry near Port Vellis. "
        "The coastguard said the engine room was burning.",
    ),
    (
        "Coastguard: ferry fire began in engine room",
        "The fire aboard the Port Vellis ferry began in its engine room, the coastguard said. "
        "All passengers were evacuated to the harbour.",
    ),
)
BANK = (
    (
        "Bank of Tamaria raises rates to 4.5 percent",
        "The central bank raised its interest rate by half a point as inflation stayed high. "
        "Economists expected the governor to wait.",
    ),
    (
        "Central bank surprises with half-point rate rise",
        "Interest rates rose half a point after the central bank said inflation was too high. "
        "The governor, Ilse Brandt, spoke of further rises.",
    ),
)


def article(number: int, title: str | None, text: str, published: str | None = None) -> Article:
    body = (Span(0, len(text)),) if text else ()
    return Article(id=f"id{number}", source=f"{number}.txt", text=text, title=title, body=body, published=published)


def both_events() -> list[Article]:
    return [article(number, title, text) for number, (title, text) in enumerate(FERRY + BANK)]


def ids(stories: tuple[tuple[Article, ...], ...]) -> list[list[str]]:
    return [[one.id for one in story] for story in stories]


def test_articles_of_one_event_join_and_other_events_stay_apart() -> None:
    assert ids(group_articles(both_events())) == [["id0", "id1", "id2"], ["id3", "id4"]]


def test_the_order_given_does_not_show() -> None:
    expected = group_articles(both_events())
    for seed in range(5):
        shuffled = both_events()
        random.Random(seed).shuffle(shuffled)
        assert group_articles(shuffled) == expected


def test_a_lone_article_is_a_story_of_one_and_none_is_no_story() -> None:
    assert ids(group_articles([article(1, *BANK[0])])) == [["id1"]]
    assert group_articles([]) == ()
    assert group_collection([], one_story=True).stories == ()


def test_one_story_joins_whatever_is_given() -> None:
    assert [list(s.articles) for s in group_collection(both_events(), one_story=True).stories] == [
        ["id0", "id1", "id2", "id3", "id4"]
    ]


def test_two_copies_of_one_page_are_one_story() -> None:
    assert len(group_articles([article(1, *BANK[0]), article(2, *BANK[0])])) == 1


def test_articles_without_words_stay_alone() -> None:
    empty = [article(1, None, ""), article(2, None, ""), article(3, "!!!", "…")]
    assert ids(group_articles(empty)) == [["id1"], ["id2"], ["id3"]]


def test_articles_stand_in_order_of_publication_undated_last() -> None:
    pages = [
        article(1, *FERRY[0]),
        article(2, *FERRY[1], published="2031-05-03"),
        article(3, *FERRY[2], published="2031-05-02"),
    ]
    assert [list(s.articles) for s in group_collection(pages, one_story=True).stories] == [["id3", "id2", "id1"]]


def test_likeness_is_a_cosine() -> None:
    likeness = measure_likeness(both_events())
    assert likeness == pytest.approx(likeness.T)
    assert likeness.min() >= 0
    assert likeness.max() < 1 + 1e-9


def test_average_linkage_asks_the_mean_not_the_nearest() -> None:
    chain = Pairs(rows=np.int32([0, 1]), columns=np.int32([1, 2]), likeness=np.float32([0.6, 0.5]))
    assert link_pairs(3, chain, 0.3) == [0, 0, 2]
    assert link_pairs(3, chain, 0.2) == [0, 0, 0]


def test_many_articles_take_seconds_not_minutes() -> None:
    pages = [article(n, f"{FERRY[0][0]} {n}", f"{FERRY[n % 3][1]} word{n} and term{n % 40}") for n in range(800)]
    assert sum(len(story) for story in group_articles(pages)) == 800


def test_forty_prints_of_one_text_do_not_push_out_those_who_tell_the_same_in_their_own_words() -> None:
    wire = "The ferry Amra Dawn burned off Port Vellis on Monday and its 214 passengers climbed into lifeboats, the "
    wire += "coastguard of Tamaria said, while crews from the harbour fought the fire in its engine room until dawn."
    prints = [article(100 + n, FERRY[0][0], f"{wire} Read also our report number {n}.") for n in range(40)]
    stories = group_articles([*prints, *both_events()])
    assert [len(story) for story in stories] == [43, 2]


def test_two_issues_of_one_form_are_two_stories_however_much_of_their_text_is_the_same() -> None:
    text = "The bulletin of the harbour office for the waters between Port Vellis and Cape Orm is given every morning "
    text += "to all ships that leave the harbour and to those that wait in the roads. "
    issues = [
        replace(
            article(number, f"Sea bulletin for {day}", f"{text * 3}Winds of {number} from the {wind} are expected."),
            outlet="Echo",
            published=f"2031-03-0{number}",
        )
        for number, day, wind in ((3, "Monday", "north"), (4, "Tuesday", "west"))
    ]
    assert ids(group_articles(issues)) == [["id3"], ["id4"]]
