"""Each annotator declares what it needs and gives; an order that does not meet the needs is refused."""

import pytest

from stemma.annotate.annotators import ANNOTATORS, Annotator, Draft, check_order
from stemma.annotate.story import annotate_story
from tests.reading import make_article


def test_every_need_and_gift_is_a_field_of_the_draft() -> None:
    fields = set(Draft.__slots__)
    assert all(a.needs <= fields and a.gives <= fields for a in ANNOTATORS)


def test_an_annotator_before_what_it_needs_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"'claims' needs .*attributions"):
        check_order(tuple(reversed(ANNOTATORS)))


def test_no_two_annotators_give_the_same() -> None:
    given = [g for a in ANNOTATORS for g in a.gives]
    assert len(given) == len(set(given))


def test_the_needs_declared_are_those_used() -> None:
    """An annotator that runs on its declared needs alone must not miss anything."""
    done = Draft(
        articles=(make_article("Ann Lee, 54, said on Monday that 12 boats sank off Dover.", published="2024-05-07"),)
    )
    for annotator in ANNOTATORS:
        bare = Draft(articles=done.articles)
        for need in annotator.needs:
            setattr(bare, need, getattr(done, need))
        annotator.run(bare)
        annotator.run(done)
        for gift in annotator.gives - {"passages"}:
            assert getattr(bare, gift) == getattr(done, gift)


def test_a_new_annotator_is_placed_after_its_needs() -> None:
    late = Annotator(name="late", needs=frozenset({"claims"}), gives=frozenset(), run=lambda draft: None)
    check_order((*ANNOTATORS, late))
    with pytest.raises(ValueError, match="'late'"):
        check_order((late, *ANNOTATORS))


def test_annotating_nothing_gives_nothing() -> None:
    assert annotate_story([]).articles == ()
