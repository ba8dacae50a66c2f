"""A heap as stories by rank, each article with the reason why it is where it is."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.group import grouping as module
from stemma.group.apart.standing import Standing
from stemma.group.grouping import compose_grouping, group_collection
from stemma.group.overrides import Regrouped
from stemma.group.profile import make_profile
from stemma.group.stories import THRESHOLD
from stemma.model.article import Article
from stemma.model.overrides import JoinStories, Overrides, PinArticle, SplitStory
from stemma.model.story import Apart, Grouping, Membership, SharedText
from tests.heap import BANK, FERRY, make_heap, make_item


def members(grouping: Grouping) -> list[list[str]]:
    return [list(story.articles) for story in grouping.stories]


def place(grouping: Grouping, article: str) -> Membership:
    return next(one for one in grouping.memberships if one.article == article)


def test_stories_stand_by_rank_with_title_days_origins_and_outlets() -> None:
    grouping = group_collection(make_heap())
    assert members(grouping) == [["ferry0", "ferry1", "ferry2"], ["bank0", "bank1"], ["comet"]]
    ferry = grouping.stories[0]
    assert (ferry.id, ferry.origins, ferry.outlets, ferry.start, ferry.end) == (
        "ferry0",
        3,
        3,
        "2031-05-01",
        "2031-05-03",
    )
    assert ferry.title in {title for title, _ in FERRY}


def test_no_article_is_no_story() -> None:
    assert group_collection([]) == Grouping(stories=(), memberships=())


def test_memberships_stand_in_the_order_of_stories_and_articles() -> None:
    grouping = group_collection(make_heap())
    assert [m.article for m in grouping.memberships] == [key for story in grouping.stories for key in story.articles]
    assert [m.own.story for m in grouping.memberships] == [s.id for s in grouping.stories for _ in s.articles]


@pytest.mark.parametrize("explain", [True, False])
def test_the_order_given_does_not_show(explain: bool) -> None:
    overrides = Overrides(pin_article=(PinArticle(article="comet", story_of="bank1"),))
    expected = group_collection(make_heap(), overrides=overrides, explain=explain)
    for seed in range(4):
        heap = make_heap()
        random.Random(seed).shuffle(heap)
        assert group_collection(heap, overrides=overrides, explain=explain) == expected


def test_the_first_is_the_founder_the_others_are_in_it_for_their_likeness() -> None:
    grouping = group_collection(make_heap())
    assert [place(grouping, f"ferry{n}").why for n in range(3)] == ["founder", "likeness", "likeness"]
    assert all(THRESHOLD < place(grouping, f"ferry{n}").own.likeness < 1 for n in range(3))
    alone = place(grouping, "comet")
    assert (alone.why, alone.own.likeness, alone.own.reason) == ("founder", 0.0, "The only article of its story.")


def test_explained_an_article_says_what_it_shares_as_its_page_writes_it() -> None:
    own = place(group_collection(make_heap(), explain=True), "ferry1").own
    assert {"Port Vellis", "Amra Dawn"} <= set(own.shared.names)
    assert "214" in own.shared.figures
    assert "ferry" in own.shared.words
    assert own.reason.startswith(f"It is like the others ({own.likeness:.2f}) in ")
    assert "Port Vellis" in own.reason


def test_explained_an_article_says_which_other_story_is_nearest_and_why_that_was_not_enough() -> None:
    heap = [
        *make_heap(),
        make_item("minister", "Tamaria's minister resigns", "The minister of Tamaria resigned on Monday."),
    ]
    nearest = place(group_collection(heap, explain=True), "minister").nearest
    assert nearest is not None
    assert 0 < nearest.likeness < THRESHOLD
    assert "Tamaria" in (*nearest.shared.names, *nearest.shared.words)
    assert nearest.reason.endswith(f"alike, where one story asks {THRESHOLD:g}.")


def test_aliases_and_chains_that_are_known_are_kept_by_story() -> None:
    heap = make_heap()
    profiles = [make_profile(a) for a in heap]
    regrouped = Regrouped(labels=(0, 0, 0, 3, 3, 5))
    chains = {"bank0": ("ferry0",), "gone": ("comet",)}
    grouping = compose_grouping(heap, profiles, regrouped, aliases={"comet": ("old",)}, follows=chains)
    assert {s.id: (s.aliases, s.follows) for s in grouping.stories} == {
        "ferry0": ((), ()),
        "bank0": ((), ("ferry0",)),
        "comet": (("old",), ()),
    }


MINISTER = ("Tamaria's minister resigns", "The minister of Tamaria, Ilse Brandt, resigned on Monday.")


def test_what_is_no_more_like_a_story_than_the_crowd_around_it_says_so() -> None:
    words = FERRY[0][1].split()
    # The same words in other orders: much alike, but no print of one text.
    crowd = [
        make_item(f"ferry{n}", FERRY[0][0], " ".join(random.Random(n).sample(words, len(words)))) for n in range(24)
    ]
    nearest = place(group_collection([*crowd, make_item("minister", *MINISTER)], explain=True), "minister").nearest
    assert nearest is not None
    assert nearest.likeness == 0
    assert nearest.reason == "It is no more like that one than like many others."


def test_where_weeks_lie_between_it_is_told() -> None:
    heap = [*make_heap(), make_item("minister", *MINISTER, published="2031-05-12")]
    nearest = place(group_collection(heap, explain=True), "minister").nearest
    assert nearest is not None
    assert nearest.story == "ferry0"
    assert nearest.reason.endswith("; 9 days lie between them.")


def test_what_shares_nothing_with_any_other_has_no_nearest_story() -> None:
    heap = [*make_heap(), make_item("odd", "Zzyzx qwop", "Xyzzy plugh.")]
    assert place(group_collection(heap, explain=True), "odd").nearest is None


def test_without_being_asked_nothing_is_explained_but_why_and_how_near() -> None:
    plain, told = group_collection(make_heap()), group_collection(make_heap(), explain=True)
    assert all(m.nearest is None for m in plain.memberships)
    assert [(m.why, m.own.likeness) for m in plain.memberships] == [(m.why, m.own.likeness) for m in told.memberships]


def test_corrections_by_hand_hold_and_are_told() -> None:
    overrides = Overrides(
        split_story=(SplitStory(articles=("ferry2",)),),
        join_stories=(JoinStories(articles=("comet", "bank1"), note="one sky"),),
        pin_article=(PinArticle(article="gone", story_of="ferry0"),),
    )
    grouping = group_collection(make_heap(), overrides=overrides, explain=True)
    assert members(grouping) == [["bank0", "bank1", "comet"], ["ferry0", "ferry1"], ["ferry2"]]
    assert [o.status for o in grouping.overrides] == ["applied", "applied", "unused"]
    split = place(grouping, "ferry2")
    assert (split.why, split.own.reason) == ("hand", "By hand: ferry2 is a story of its own.")
    assert split.nearest is not None
    assert "apart by hand (ferry2 is a story of its own)" in split.nearest.reason
    left = place(grouping, "ferry1").nearest
    assert left is not None
    assert "apart by hand (ferry2 is a story of its own)" in left.reason
    assert place(grouping, "ferry0").why == "founder"
    assert place(grouping, "ferry0").by_hand == ("ferry2 is a story of its own",)


def test_what_a_hand_did_not_touch_is_not_said_to_be_apart_by_hand() -> None:
    overrides = Overrides(pin_article=(PinArticle(article="ferry2", story_of="bank1"),))
    grouping = group_collection(make_heap(), overrides=overrides, explain=True)
    untouched = place(grouping, "bank0").nearest
    assert untouched is not None
    assert untouched.story == "ferry0"
    assert "by hand" not in untouched.reason
    moved = place(grouping, "ferry2").nearest
    assert moved is not None
    assert "apart by hand" in moved.reason


def test_one_story_joins_whatever_is_given_and_passes_over_what_was_set_by_hand() -> None:
    overrides = Overrides(split_story=(SplitStory(articles=("ferry2",)),))
    grouping = group_collection(make_heap(), overrides=overrides, one_story=True)
    assert len(grouping.stories) == 1
    assert grouping.overrides[0].status == "unused"


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(articles: Sequence[Article], verdicts: object = None) -> tuple[SharedText, ...]:
        return (
            SharedText(one="ferry0", other="ferry2", words=40, share=0.97, kind="near"),
            SharedText(one="ferry0", other="bank0", words=9, share=0.2, kind="partial"),
        )

    monkeypatch.setattr(module, "find_shared_texts", find)


@pytest.mark.usefixtures("copied")
def test_a_copy_is_marked_and_counts_no_origin() -> None:
    grouping = group_collection(make_heap())
    told = place(grouping, "ferry2")
    assert (told.why, told.own.reason) == ("copy", "Nearly the same text (97%) as Harbour Times.")
    assert told.copy_of is not None
    assert told.copy_of.one == "ferry0"
    assert place(grouping, "bank0").copy_of is None
    assert {story.id: story.origins for story in grouping.stories} == {"ferry0": 2, "bank0": 2, "comet": 1}
    assert len(grouping.copies) == 2


def test_what_is_kept_apart_is_alone_and_last_unless_a_hand_puts_it_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def judge(articles: Sequence[Article]) -> Standing:
        return Standing(apart=(Apart(article="ferry1", why="wall", reason="It asks for a click."),), issues={})

    monkeypatch.setattr(module, "judge_standing", judge)
    grouping = group_collection(make_heap())
    assert members(grouping) == [["bank0", "bank1"], ["ferry0", "ferry2"], ["comet"], ["ferry1"]]
    assert [a.article for a in grouping.apart] == ["ferry1"]
    by_hand = Overrides(pin_article=(PinArticle(article="ferry1", story_of="ferry0"),))
    pinned = group_collection(make_heap(), overrides=by_hand)
    assert members(pinned)[0] == ["ferry0", "ferry1", "ferry2"]
    assert pinned.apart == ()


TEXTS = st.sampled_from([*FERRY, *BANK, (None, ""), ("Live", "Live."), ("Σίσυφος 李 \ud800", "\x00 ‮ 1,000,000")])
NAMES = st.sampled_from(["a0", "a1", "a2", "Echo", "gone", "", "\x00"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(TEXTS, st.sampled_from([None, "Echo", "AP"]), st.sampled_from([None, "2031", "2031-05-01", "soon"]))
    ),
    st.lists(st.tuples(NAMES, NAMES), max_size=3),
    st.lists(st.lists(NAMES, max_size=3), max_size=3),
)
def test_every_article_is_in_exactly_one_story_whatever_is_set_by_hand(
    heap: list[tuple[tuple[str | None, str], str | None, str | None]],
    pins: list[tuple[str, str]],
    lists: list[list[str]],
) -> None:
    articles = [
        make_item(f"a{n}", *text, outlet=outlet, published=published)
        for n, (text, outlet, published) in enumerate(heap)
    ]
    overrides = Overrides(
        pin_article=tuple(PinArticle(article=one, story_of=other) for one, other in pins),
        split_story=tuple(SplitStory(articles=tuple(names)) for names in lists[::2]),
        join_stories=tuple(JoinStories(articles=tuple(names)) for names in lists[1::2]),
    )
    grouping = group_collection(articles, overrides=overrides, explain=True)
    assert sorted(key for story in grouping.stories for key in story.articles) == sorted(a.id for a in articles)
    assert all(story.id == story.articles[0] for story in grouping.stories)
    assert all(story.title and 1 <= story.origins <= len(story.articles) for story in grouping.stories)
    assert len(grouping.overrides) == len(pins) + len(lists)
    assert all(o.reason for o in grouping.overrides)
    assert all(m.own.reason.endswith(".") and 0 <= m.own.likeness <= 1 for m in grouping.memberships)


def test_a_text_whose_first_print_a_hand_put_elsewhere_is_still_one_origin() -> None:
    first, *others = make_heap()
    prints = [replace(first, id=f"print{n}", source=f"print{n}.html", outlet=f"Gazette {n}") for n in range(5)]
    heap = [first, *prints, *others]
    before = group_collection(heap).stories[0]
    split = Overrides(split_story=(SplitStory(articles=("ferry0",)),))
    grouping = group_collection(heap, overrides=split)
    after = next(story for story in grouping.stories if "print0" in story.articles)
    assert after.origins == before.origins
    assert place(grouping, "print1").why == "copy"
    assert place(grouping, "print1").copy_of is not None
    assert place(grouping, "print1").copy_of.one == "print0"  # type: ignore[union-attr]


def test_a_story_of_prints_alone_says_so_and_is_wholly_like_itself() -> None:
    first = make_heap()[0]
    prints = [replace(first, id=f"print{n}", source=f"print{n}.html", outlet=f"Gazette {n}") for n in range(3)]
    grouping = group_collection(prints, explain=True)
    assert [one.own.likeness for one in grouping.memberships] == [1.0, 1.0, 1.0]
    assert grouping.memberships[0].own.reason == "The others print its text."


def test_why_an_article_is_where_it_is_does_not_depend_on_explaining() -> None:
    heap = [replace(article, language=language) for article, language in zip(make_heap(), "aabbab", strict=True)]
    plain, explained = group_collection(heap), group_collection(heap, explain=True)
    assert [one.why for one in plain.memberships] == [one.why for one in explained.memberships]
