"""Entities joined and split by hand, before origins and statements rest on them."""

from stemma.annotate.story import AnnotatedStory, annotate_story
from stemma.model.overrides import JoinEntities, Overrides, SplitEntity
from tests.reading import make_article

SUN = make_article(
    "Ada Fenn opened the bridge on Monday. Fenn said that the work had gone well.\nBuses will run again, Fenn said.",
    outlet="Morning Sun",
)
STAR = make_article(
    "Councillor Adelaide Corran-Fenn opened the bridge. Ada Fenn was not there. Fenn had called it too dear.",
    outlet="Evening Star",
)


def annotate(*, join: tuple[str, ...] = (), split: tuple[str, ...] = (), article: str | None = None) -> AnnotatedStory:
    return annotate_story(
        (SUN, STAR),
        overrides=Overrides(
            join_entities=(JoinEntities(names=join),) if join else (),
            split_entity=(SplitEntity(names=split, article=article),) if split else (),
        ),
    )


def owners(story: AnnotatedStory, text: str, outlet: str | None = None) -> set[str]:
    names = {e.id: e.name for e in story.entities}
    return {
        names[m.entity]
        for a in story.articles
        for m in a.mentions
        if m.text == text and m.entity and outlet in (None, a.article.outlet)
    }


def test_without_corrections_nothing_is_told() -> None:
    assert annotate().overrides == ()
    assert annotate() == annotate_story((SUN, STAR))


def test_names_are_joined_under_the_first() -> None:
    before = annotate()
    other = next(e.name for e in before.entities if "Corran" in e.name)
    story = annotate(join=("Ada Fenn", other))
    assert owners(story, other) == owners(story, "Ada Fenn") == {"Ada Fenn"}
    assert len(story.entities) == len(before.entities) - 1
    assert [o.status for o in story.overrides] == ["applied"]
    ids = {e.id for e in story.entities}
    assert {m.entity for a in story.articles for m in a.mentions if m.entity} <= ids
    assert {m.entity for a in story.articles for c in a.claims for m in c.mentions if m.entity} <= ids


def test_a_spelling_is_split_off_in_one_article_alone() -> None:
    story = annotate(split=("Fenn",), article="Evening Star")
    assert owners(story, "Fenn", "Evening Star") == {"Fenn"}
    assert owners(story, "Fenn", "Morning Sun") == {"Ada Fenn"}
    assert [o.status for o in story.overrides] == ["applied"]


def test_a_spelling_is_split_off_everywhere() -> None:
    story = annotate(split=("Fenn",))
    assert owners(story, "Fenn") == {"Fenn"}
    assert owners(story, "Ada Fenn") == {"Ada Fenn"}
    ada = next(e for e in story.entities if e.name == "Ada Fenn")
    assert "Fenn" not in ada.variants


def test_mentions_are_counted_once() -> None:
    before, after = annotate(), annotate(split=("Fenn",))
    assert sum(e.mentions for e in before.entities) == sum(e.mentions for e in after.entities)


def test_what_fits_nothing_is_unused() -> None:
    for story, reason in (
        (annotate(join=("Ada Fenn", "Rui Sousa")), "no text names “Rui Sousa”"),
        (annotate(join=("Ada Fenn", "ada  fenn")), "they are one already"),
        (annotate(split=("Rui Sousa",)), "no text names “Rui Sousa”"),
        (annotate(split=("Fenn",), article="Gazette"), "no article goes by 'Gazette'"),
        (annotate(split=("Ada Fenn", "Fenn")), "“Ada Fenn”, “Fenn” are joined with no other name"),
    ):
        assert [(o.status, o.reason) for o in story.overrides] == [("unused", reason)]
        assert story.entities == annotate().entities
