"""Which articles of a heap share text: exact, near, partial copies; what is none; the index that tells the same."""

import random

import pytest

from stemma.group.copies.heap import find_shared_texts
from stemma.group.copies.index import CopyIndex
from stemma.model.article import Article
from stemma.model.story import SharedText
from tests.heap_texts import make_prose
from tests.reading import make_article

WIRE = (
    "The ferry Halda ran aground near Port Ellis on Tuesday after its rudder failed in a heavy swell.\n"
    "All 212 passengers were taken off by two fishing boats and brought to the harbour an hour to the west.\n"
    "Its captain had asked twice for a tug before the ship struck the reef, the coastguard of the island said.\n"
    "Divers will look at the hull as soon as the wind drops, and the owner has sent a second ship."
)
NEWS = [make_prose(seed, 12) for seed in range(20)]


def print_text(text: str, outlet: str, day: int = 1) -> Article:
    return make_article(text, outlet=outlet, published=f"2031-03-{day:02}")


def find_one(*articles: Article) -> SharedText:
    (shared,) = find_shared_texts(articles)
    return shared


def test_articles_with_all_the_same_words_are_exact_copies_whatever_their_case_and_marks() -> None:
    one, other = print_text(WIRE, "Echo"), print_text(WIRE.upper().replace(",", " –"), "Gazette", 2)
    shared = find_one(one, other)
    assert (shared.one, shared.other, shared.kind, shared.share) == (one.id, other.id, "exact", 1.0)
    assert shared.words == len(WIRE.split())


def test_what_stands_outside_the_body_makes_no_other_text() -> None:
    one = print_text(WIRE, "Echo")
    page = make_article(f"Menu and search\n{WIRE}\nMost read today", outlet="Gazette", published="2031-03-02")
    other = Article(id=page.id, source=page.source, text=page.text, published=page.published, body=page.body[1:-1])
    assert find_one(one, other).kind == "exact"


def test_a_text_with_a_few_words_changed_is_a_near_copy() -> None:
    other = WIRE.replace("on Tuesday", "late on Tuesday").replace("The owner", "Its owner")
    assert find_one(print_text(WIRE, "Echo"), print_text(other, "Gazette", 2)).kind == "near"


def test_a_wire_text_within_a_longer_article_is_a_partial_copy_and_its_share_is_that_of_the_shorter() -> None:
    longer = f"{NEWS[0]}\n{WIRE}\n{NEWS[1]}\n{NEWS[2]}"
    shared = find_one(print_text(longer, "Gazette", 2), print_text(WIRE, "Echo"))
    assert (shared.kind, shared.words, shared.share) == ("partial", len(WIRE.split()), 1.0)


def test_two_paragraphs_in_common_are_a_partial_copy() -> None:
    taken = "\n".join(WIRE.split("\n")[1:3])
    shared = find_one(print_text(f"{NEWS[0]}\n{taken}", "Echo"), print_text(f"{taken}\n{NEWS[1]}", "Gazette", 2))
    assert shared.kind == "partial"
    assert shared.words == len(taken.split())


def test_the_earlier_article_stands_first_and_one_without_a_date_last() -> None:
    early, late = print_text(WIRE, "Gazette", 1), print_text(WIRE, "Echo", 2)
    undated = make_article(WIRE, outlet="Courier")
    found = find_shared_texts([undated, late, early])
    assert [(s.one, s.other) for s in found] == [(early.id, late.id), (early.id, undated.id)]


def test_exact_copies_are_told_with_the_earliest_alone_and_only_it_with_others() -> None:
    prints = [print_text(WIRE, f"Outlet {n}", 2 + n) for n in range(20)]
    longer = print_text(f"{WIRE}\n{NEWS[0]}\n{NEWS[1]}", "Gazette", 30)
    found = find_shared_texts([*prints, longer])
    assert [(s.one, s.other) for s in found if s.kind == "exact"] == [(prints[0].id, p.id) for p in prints[1:]]
    assert [(s.one, s.other) for s in found if s.kind != "exact"] == [(prints[0].id, longer.id)]


def test_articles_that_share_nothing_are_not_told() -> None:
    assert find_shared_texts([print_text(text, f"Outlet {n}") for n, text in enumerate(NEWS)]) == ()


@pytest.mark.parametrize("body", ["", " ", "Read more", "Please sign in to go on"])
def test_bodies_of_a_few_words_share_nothing_though_they_are_the_same(body: str) -> None:
    assert find_shared_texts([print_text(body, f"Outlet {n}") for n in range(5)]) == ()


def test_the_same_statement_in_quotation_marks_makes_no_copy() -> None:
    said = "“We saw the light too late and had no time to turn the ship away from the reef before it struck,” he said."
    one, other = print_text(f"{NEWS[0][:200]}.\n{said}", "Echo"), print_text(f"{said}\n{NEWS[1][:200]}.", "Gazette", 2)
    assert find_shared_texts([one, other]) == ()


TABLE = (
    "Tide at {place}: high water {a} metres at {b} o'clock, low water {c} metres at {d} o'clock, wind {e} from the {f}."
)


def fill_table(seed: int) -> str:
    chance = random.Random(seed)
    places = [f"{chance.choice('ABCDEFGH')}{chance.choice(('rrow', 'ldmouth', 'shcombe', 'ngleby'))}" for _ in range(5)]
    return "\n".join(
        TABLE.format(
            place=place,
            **{k: round(chance.uniform(10, 99), 1) for k in "abcde"},
            f=chance.choice(("Monday", "Tuesday", "Friday")),
        )
        for place in places
    )


def test_a_daily_table_with_other_figures_is_no_copy() -> None:
    assert find_shared_texts([print_text(fill_table(day), "Echo", day) for day in range(1, 20)]) == ()


def test_a_sentence_that_many_articles_print_is_a_standing_phrase_and_joins_none_of_them() -> None:
    plea = "Readers who were there may send their pictures and their words to the desk of this newspaper until Friday."
    articles = [print_text(f"{text}\n{plea}", f"Outlet {n}") for n, text in enumerate(NEWS)]
    assert find_shared_texts(articles) == ()
    assert find_shared_texts(articles[:2]), "in two articles the same sentence is a copy: nothing says that it stands"


def test_a_text_that_many_outlets_print_is_no_standing_phrase() -> None:
    articles = [print_text(f"{text[:400]}.\n{WIRE}", f"Outlet {n}", 1 + n) for n, text in enumerate(NEWS)]
    found = find_shared_texts(articles)
    assert {s.other for s in found} == {a.id for a in articles[1:]}


def test_an_article_given_twice_is_one() -> None:
    article = print_text(WIRE, "Echo")
    assert find_shared_texts([article, article]) == ()


def make_heap() -> list[Article]:
    chance = random.Random(8)
    heap = []
    for n in range(60):
        parts = [NEWS[n % 20] if n % 3 else make_prose(100 + n, 10)]
        if n % 4 == 0:
            parts.insert(chance.randint(0, 1), WIRE)
        if n % 5 == 0:
            parts.append(NEWS[(n + 7) % 20][:700])
        heap.append(print_text("\n".join(parts), f"Outlet {n}", 1 + chance.randrange(28)))
    return heap


def test_the_index_tells_of_each_article_what_the_whole_heap_at_once_tells() -> None:
    heap = make_heap()
    index = CopyIndex()
    for article in heap:
        index.add(article)
    told = {s for article in heap for s in index.query(article) if s.other == article.id}
    assert told == set(find_shared_texts(heap))
    assert len(told) > 50


def test_the_order_in_which_an_index_takes_articles_changes_nothing() -> None:
    heap = make_heap()
    indexes = [CopyIndex(), CopyIndex()]
    for article in heap:
        indexes[0].add(article)
    for article in sorted(heap, key=lambda a: a.id):
        indexes[1].add(article)
    assert len(indexes[0]) == len(indexes[1])
    for article in heap:
        assert indexes[0].query(article) == indexes[1].query(article)


def test_an_index_tells_of_an_article_that_it_does_not_hold_earlier_and_later_ones() -> None:
    index = CopyIndex()
    before, after = print_text(f"{WIRE}\n{NEWS[0]}", "Echo", 1), print_text(f"{NEWS[1]}\n{WIRE}", "Gazette", 9)
    index.add(before)
    index.add(after)
    middle = print_text(WIRE, "Courier", 5)
    assert [(s.one, s.other) for s in index.query(middle)] == [(before.id, middle.id), (middle.id, after.id)]
    assert len(index) == 2


def test_an_earlier_print_that_comes_later_takes_the_place_of_the_first() -> None:
    index = CopyIndex()
    late, early = print_text(WIRE, "Echo", 9), print_text(WIRE, "Gazette", 1)
    index.add(late)
    index.add(early)
    (shared,) = index.query(late)
    assert (shared.one, shared.other, shared.kind) == (early.id, late.id, "exact")
    assert index.query(early) == ()


def test_an_index_can_have_its_articles_given_by_a_store() -> None:
    heap = {a.id: a for a in (print_text(WIRE, "Echo", 1), print_text(f"{WIRE}\n{NEWS[0]}", "Gazette", 2))}
    asked: list[str] = []

    def load(name: str) -> Article:
        asked.append(name)
        return heap[name]

    index = CopyIndex(load)
    for article in heap.values():
        index.add(article)
    last = list(heap.values())[1]
    assert [s.kind for s in index.query(last)] == ["partial"]
    assert asked == [next(iter(heap))]
