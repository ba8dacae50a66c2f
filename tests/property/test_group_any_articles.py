"""Whatever the articles: each is in exactly one story, the order given does not show, what is apart is alone."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.group.apart.sketches import make_sketch
from stemma.group.apart.standing import judge_standing
from stemma.group.days import trust_days
from stemma.group.stories import group_articles
from stemma.model.article import Article
from stemma.model.span import Span

ODD = st.sampled_from(
    ("\x00", "\ud800", "\u202e", "🙂", "李明", "12°", "1,234.5", "Monday", "3 March", ":", "(", "—", "\n", "\r", "9C",
     "\u2028", "Tonight:", "Aries\n", "404", "Subscribe to continue reading.", "Storm", "Sandry", "۱۲", "²", "ß", "İ")
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(ODD, max_size=25).map(" ".join), st.lists(ODD, max_size=12).map("".join)
)
STAMPS = ("2031-03-04", "2031-03-04T08:00:00+01:00", "1970-01-01", "", "\x00")
DAYS = st.one_of(st.none(), st.dates().map(str), st.sampled_from(STAMPS), st.text(max_size=12))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    body = tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    number = draw(st.integers(0, 10**9))
    return Article(
        id=f"{number:x}", source=f"{number}.html", text=text, body=body or (Span(0, len(text)),),
        title=draw(st.none() | TEXTS), outlet=draw(st.none() | st.sampled_from(("A", "B", "\ud800"))),
        url=draw(st.none() | st.sampled_from(("https://a.example/1", "://", "http://[", "\x00"))), published=draw(DAYS),
    )  # fmt: skip


HEAPS = st.lists(articles(), max_size=12, unique_by=lambda one: one.id)


@settings(max_examples=200, deadline=None)
@given(HEAPS, st.randoms(use_true_random=False))
def test_every_article_is_in_one_story_and_the_order_given_does_not_show(
    heap: list[Article], chance: random.Random
) -> None:
    stories = group_articles(heap)
    assert sorted(one.id for story in stories for one in story) == sorted(one.id for one in heap)
    shuffled = list(heap)
    chance.shuffle(shuffled)
    assert group_articles(shuffled) == stories


@settings(max_examples=200, deadline=None)
@given(HEAPS)
def test_what_is_apart_is_in_no_story_with_others_but_copies_of_its_issue(heap: list[Article]) -> None:
    standing = judge_standing(heap)
    why = {one.article: one.why for one in standing.apart}
    for story in group_articles(heap):
        kinds = {why.get(one.id) for one in story}
        if len(story) > 1 and kinds != {None}:
            assert kinds == {"template"}
            assert len({standing.issues[one.id].issue for one in story}) == 1


@settings(max_examples=200, deadline=None)
@given(HEAPS, st.randoms(use_true_random=False))
def test_who_is_apart_and_why_does_not_depend_on_the_order(heap: list[Article], chance: random.Random) -> None:
    shuffled = list(heap)
    chance.shuffle(shuffled)
    assert judge_standing(shuffled).apart == judge_standing(heap).apart
    assert judge_standing(shuffled).issues == judge_standing(heap).issues


@settings(max_examples=200, deadline=None)
@given(articles())
def test_a_sketch_is_a_function_of_the_article(article: Article) -> None:
    one, other = make_sketch(article), make_sketch(article)
    assert (one.title, one.filling) == (other.title, other.filling)
    for own, others in ((one.units, other.units), (one.figures, other.figures), (one.names, other.names)):
        assert own.tobytes() == others.tobytes()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.none() | st.dates(), max_size=20), st.randoms(use_true_random=False))
def test_a_day_is_itself_or_unknown_and_order_shows_nothing(days: list, chance: random.Random) -> None:  # type: ignore[type-arg]
    trusted = trust_days(days)
    assert all(kept in (None, day) for kept, day in zip(trusted, days, strict=True))
    order = list(range(len(days)))
    chance.shuffle(order)
    assert trust_days([days[at] for at in order]) == tuple(trusted[at] for at in order)
