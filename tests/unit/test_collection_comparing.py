"""Comparing over a store: only what changed is told anew, and what went wrong with one story costs no other."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from stemma.collection import Collection
from stemma.collection.comparing import choose_told
from stemma.collection.differences import find_changed, find_new, tell_sides
from stemma.collection.pending import list_pending
from stemma.model.dossier import Dossier, Finding
from stemma.model.overrides import ClaimRef, JoinEntities, SetDate, SetOrigin, SplitStory
from stemma.model.settings import Settings
from stemma.model.stored import Query
from stemma.store import open_store
from stemma.tell.dossier_json import dump_dossier
from tests.dossiers import make_claim, make_dossier, make_finding
from tests.saved_pages import SavedPage, edit_page, make_page, write_pages

STORIES = [make_page(event, outlet) for event in range(2) for outlet in range(3)]


def open_desk(at_least: int = 2, most: int = 200) -> Collection:
    plain = Settings(vectors=False)
    return Collection(
        open_store("memory:"), settings=plain, at_least=at_least, most=most, now=lambda: "2031-06-01T00:00:00Z"
    )


def fill(tmp_path: Path, *pages: SavedPage, desk: Collection | None = None) -> Collection:
    desk = desk or open_desk()
    desk.run([write_pages(tmp_path, *(pages or STORIES))])
    return desk


def editions(desk: Collection) -> dict[str, str]:
    found = {one.story.id: desk.store.get_edition(one.story.id) for one in desk.store.iter_stories()}
    return {key: dump_dossier(edition.dossier) for key, edition in found.items() if edition}


@contextmanager
def broken(monkeypatch: pytest.MonkeyPatch, *titles: str) -> Iterator[list[str]]:
    """Telling fails for stories whose title begins so; yields the titles that telling was asked for."""
    from stemma.pipeline import tell_story

    asked: list[str] = []

    def tell(articles, title="", **given):
        asked.append(title)
        if title.startswith(titles):
            raise RuntimeError("no way")
        return tell_story(articles, title, **given)

    with monkeypatch.context() as patch:
        patch.setattr("stemma.pipeline.tell_story", tell)
        yield asked


def test_a_second_run_with_nothing_new_tells_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = fill(tmp_path)
    assert len(editions(desk)) == 2
    with broken(monkeypatch) as asked:
        report = desk.run([tmp_path]).compare
    assert (report.told, report.kept, asked) == ((), 0, [])


def test_an_edit_tells_its_story_alone_and_parses_only_what_is_new(tmp_path: Path) -> None:
    desk = fill(tmp_path / "a")
    report = fill(tmp_path / "b", edit_page(STORIES[0], swap=("40 people", "95 people")), desk=desk)
    del report
    told = [event for event in desk.store.list_events() if event.kind == "edition"]
    assert len(told) == 3
    again = desk.compare([told[-1].story])
    assert (again.told, again.kept, again.parsed) == ((), 1, 0)


def test_an_article_that_was_replaced_and_dropped_before_its_story_was_told_is_passed_over(tmp_path: Path) -> None:
    desk = open_desk()
    desk.read([write_pages(tmp_path / "a", *STORIES)])
    desk.group()
    desk.read([write_pages(tmp_path / "b", edit_page(STORIES[0], swap=("40 people", "95 people")))])
    desk.store.vacuum(before="2031-07-01T00:00:00Z")
    assert len(desk.compare().told) == 2


def test_what_is_parsed_is_kept_by_its_words(tmp_path: Path) -> None:
    desk = open_desk()
    first = desk.run([write_pages(tmp_path / "a", *STORIES)]).compare
    assert first.parsed > 10
    second = desk.run([write_pages(tmp_path / "b", edit_page(STORIES[0], swap=("40 people", "95 people")))]).compare
    assert (len(second.told), second.parsed) == (1, 1)


def test_a_story_told_with_kept_parses_is_the_one_told_from_nothing(tmp_path: Path) -> None:
    edited = edit_page(STORIES[0], swap=("40 people", "95 people"))
    desk = fill(tmp_path / "a")
    fill(tmp_path / "b", edited, desk=desk)
    assert editions(desk) == editions(fill(tmp_path / "c", edited, *STORIES[1:]))


def test_annotating_leaves_nothing_to_be_parsed(tmp_path: Path) -> None:
    desk = open_desk()
    desk.read([write_pages(tmp_path, *STORIES)])
    desk.group()
    assert desk.annotate().stories == 2
    assert desk.compare().parsed == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_no_order_of_arrival_shows_in_the_last_editions(tmp_path: Path, seed: int) -> None:
    plea = "Support the newsroom of this paper with a gift of any size today"
    pages = [edit_page(make_page(event, outlet, day=1), add=plea) for event in range(4) for outlet in range(3)]
    batch = fill(tmp_path / "all", *pages)
    desk = open_desk()
    order = random.Random(seed).sample(pages, len(pages))
    for number in range(0, len(order), 4):
        fill(tmp_path / str(number), *order[number : number + 4], desk=desk)
    assert editions(desk) == editions(batch)
    assert list_pending(desk.store) == {}


def test_a_correction_tells_only_the_stories_that_it_bears_on(tmp_path: Path) -> None:
    desk = fill(tmp_path)
    one = next(stored for stored in desk.store.iter_stories() if "Flood" in stored.story.title)
    number = desk.correct(SetDate(article=one.story.articles[0], published="2031-04-30"))
    assert desk.run().compare.told == (one.story.id,)
    desk.undo(number)
    assert desk.run().compare.told == (one.story.id,)


def test_corrections_of_names_words_and_claims_find_their_story(tmp_path: Path) -> None:
    desk = fill(tmp_path)
    flood = next(stored.story.id for stored in desk.store.iter_stories() if "Flood" in stored.story.title)
    claim = desk.store.list_claims(Query(story=flood, words="Firefighters")).items[0]
    for override in (
        JoinEntities(names=("Ines Calloway", "Calloway")),
        SetOrigin(origin="Fire service", claim=ClaimRef(words="Firefighters led 40 people")),
        SetOrigin(origin="Fire brigade", claim=ClaimRef(claim=claim.id)),
    ):
        desk.correct(override)
        assert desk.run().compare.told == (flood,), override


def test_a_story_that_fails_is_told_of_once_and_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = open_desk()
    with broken(monkeypatch, "Flood"):
        report = desk.run([write_pages(tmp_path, *STORIES)]).compare
    assert len(report.told) == len(report.failed) == 1
    assert [one.stage for one in desk.store.list_rejected(Query()).items] == ["compare"]
    with broken(monkeypatch, "Flood") as asked:
        again = desk.compare(report.failed)
    assert (again.failed, asked) == (report.failed, [])
    desk.read([write_pages(tmp_path / "more", make_page(0, 4))])
    desk.group()
    assert desk.compare().told == report.failed


def test_a_story_in_a_language_without_a_model_is_recorded(tmp_path: Path) -> None:
    pages = [
        replace(
            page,
            title="Hochwasser sperrt die Brücke von Sarnmund",
            paragraphs=(
                "Der Fluss ist am Montag über die Ufer getreten, und der Rat der Stadt hat die alte Brücke gesperrt.",
                "Die Feuerwehr brachte vierzig Menschen aus ihren Häusern, sagte die Bürgermeisterin am Abend.",
                "Die Brücke soll geprüft werden, sobald das Wasser gefallen ist, teilte die Stadt mit.",
            ),
        )
        for page in STORIES[:3]
    ]
    desk = open_desk()
    desk.run([write_pages(tmp_path, *pages)])
    (failed,) = {one.reason for one in desk.store.list_rejected(Query()).items if one.item.startswith("story ")}
    assert "language" in failed


def test_a_story_of_too_many_articles_tells_so_many_and_says_which_not(tmp_path: Path) -> None:
    desk = open_desk(most=2)
    desk.run([write_pages(tmp_path, *STORIES[:3])])
    (stored,) = desk.store.iter_stories()
    edition = desk.store.get_edition(stored.story.id)
    assert edition is not None
    assert len(edition.dossier.articles) == 2
    assert ["of which one dossier tells 2" in one.reason for one in edition.dossier.rejected] == [True]


def test_the_first_of_each_outlet_comes_before_the_second_of_any(tmp_path: Path) -> None:
    from stemma.read import read_paths

    one, two, three = read_paths([write_pages(tmp_path, *STORIES[:3])])[0]
    mine = [replace(one, outlet="A"), replace(two, outlet="A"), replace(three, outlet="B")]
    told, left = choose_told(mine, 2)
    assert [article.id for article in told] == [one.id, three.id]
    assert [item.item for item in left] == [two.source]


def test_a_difference_is_told_once_whatever_its_ids_become(tmp_path: Path) -> None:
    desk = fill(tmp_path / "a", *STORIES[:2])
    first = [event for event in desk.store.list_events() if event.kind == "difference"]
    assert len(first) == 1
    edition = desk.store.get_edition(first[0].story)
    assert edition is not None
    found = {finding.id: finding for finding in edition.dossier.findings}
    assert all(found[key].relation == "differ" for key in first[0].detail["findings"])
    fill(tmp_path / "b", make_page(0, 3), desk=desk)
    assert len([event for event in desk.store.list_events() if event.kind == "difference"]) == 1
    fill(tmp_path / "c", edit_page(STORIES[0], swap=("40 people", "52 people")), desk=desk)
    _, second = [event for event in desk.store.list_events() if event.kind == "difference"]
    assert (first[0].detail["changed"], second.detail["changed"]) == ([], second.detail["findings"])
    newest = desk.store.get_edition(first[0].story)
    assert newest is not None
    differing = [f for f in newest.dossier.findings if f.relation == "differ" and not f.withheld]
    assert find_new(newest.dossier, [tell_sides(one) for one in differing]) == {}


@pytest.mark.parametrize(
    ("sides", "others", "changed"),
    [
        (("= 4", "= 5", "= 6"), (), True),
        (("= 5", "= 6"), (), True),
        (("= 5", "= 6"), (("= 4", "= 5"),), False),
        (("= 8", "= 9"), (), False),
    ],
    ids=["a value more", "a value in place of one", "beside the one that is still told", "another matter"],
)
def test_a_difference_is_changed_where_it_goes_on_from_a_known_one(
    sides: tuple[str, ...], others: tuple[tuple[str, ...], ...], changed: bool
) -> None:
    told = make_dossier()

    def differ(key: str, values: tuple[str, ...]) -> Finding:
        claims = tuple(
            make_claim(f"{key}-{n}", told.articles[0], "six weeks", value={"text": value.removeprefix("= ")})
            for n, value in enumerate(values)
        )
        return make_finding(key, "Repairs will take six weeks", "differ", "time", claims)

    findings = (differ("f-1", sides), *(differ(f"o-{n}", values) for n, values in enumerate(others)))
    dossier, known = replace(told, findings=findings), [frozenset({"= 4", "= 5"})]
    new = find_new(dossier, known)
    assert list(new) == ["f-1"]
    assert find_changed(dossier, new, known) == (("f-1",) if changed else ())


def test_what_grouping_puts_while_a_story_is_told_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stemma.pipeline import tell_story

    desk = open_desk()
    more = write_pages(tmp_path / "more", STORIES[2])

    def tell(articles, title="", **given):
        desk.read([more])
        desk.group()
        return tell_story(articles, title, **given)

    desk.read([write_pages(tmp_path / "a", *STORIES[:2])])
    desk.group()
    with monkeypatch.context() as patch:
        patch.setattr("stemma.pipeline.tell_story", tell)
        assert len(desk.compare().told) == 1
    assert len(desk.compare().told) == 1
    (stored,) = desk.store.iter_stories()
    edition = desk.store.get_edition(stored.story.id)
    assert edition is not None
    assert len(edition.dossier.articles) == 3


def test_a_story_that_lost_its_other_articles_is_told_as_it_is_now(tmp_path: Path) -> None:
    desk = fill(tmp_path)
    flood = next(stored.story for stored in desk.store.iter_stories() if "Flood" in stored.story.title)
    number = desk.correct(SplitStory(articles=flood.articles[1:]))
    assert flood.id in desk.run().compare.told
    assert [a.id for a in stored_dossier(desk, flood.id).articles] == [flood.id]
    before = editions(desk)
    assert desk.run().compare.told == ()
    desk.undo(number)
    desk.run()
    assert sorted(a.id for a in stored_dossier(desk, flood.id).articles) == sorted(flood.articles)
    assert editions(desk) != before


@pytest.mark.parametrize("vacuumed", [False, True])
def test_a_correction_by_an_id_holds_for_the_page_when_it_is_revised(tmp_path: Path, vacuumed: bool) -> None:
    desk = fill(tmp_path / "a")
    named = next(a for a in desk.store.iter_articles() if a.article.source.endswith("e000-1.html"))
    other = next(a for a in desk.store.iter_articles() if a.article.source.endswith("e001-0.html"))
    flood = named.story
    desk.correct(SplitStory(articles=(named.article.id,)))
    desk.correct(SetOrigin(article=other.article.id, origin="The county"))
    desk.run()
    for number, swap in enumerate((("near the mill", "by the mill"), ("by the mill", "close to the mill"))):
        edited = edit_page(edit_page(STORIES[1], swap=("near the mill", "by the mill")), swap=swap)
        again = edit_page(STORIES[3], add=f"It was said {number + 2} times over that the sawmill will be built anew.")
        if vacuumed:
            desk.store.vacuum(before="2031-07-01T00:00:00Z")
        report = desk.run([write_pages(tmp_path / str(number), edited, again)])
        assert (len(report.read.revised), report.group.unused) == (2, ())
    (alone,) = (s.story for s in desk.store.iter_stories() if len(s.story.articles) == 1)
    assert alone.articles[0] != named.article.id
    assert desk.store.resolve_story(named.article.id) == alone.id
    assert desk.store.resolve_story(str(flood)) != alone.id
    fire = next(a.story for a in desk.store.iter_articles() if a.article.source.endswith("e001-0.html"))
    assert [(o.kind, o.status) for o in stored_dossier(desk, str(fire)).overrides] == [("set_origin", "applied")]


def test_taking_back_a_correction_by_an_old_id_tells_its_story_anew(tmp_path: Path) -> None:
    desk = fill(tmp_path / "a")
    one = next(a for a in desk.store.iter_articles() if a.article.source.endswith("e000-1.html"))
    number = desk.correct(SetOrigin(article=one.article.id, origin="The county"))
    desk.run([write_pages(tmp_path / "b", edit_page(STORIES[1], swap=("near the mill", "by the mill")))])
    desk.undo(number)
    assert desk.run().compare.told == (str(one.story),)


def test_a_story_that_was_looked_at_by_its_id_is_not_to_be_looked_at_once_more(tmp_path: Path) -> None:
    desk = open_desk()
    desk.read([write_pages(tmp_path, *STORIES)])
    desk.group()
    first, second = (stored.story.id for stored in desk.store.iter_stories())
    assert desk.compare([first]).told == (first,)
    assert second in list_pending(desk.store)
    report = desk.compare()
    assert report.told == (second,)
    assert list_pending(desk.store) == {}


def test_a_date_set_by_hand_is_told_in_its_story_s_dossier_and_in_no_other(tmp_path: Path) -> None:
    desk = fill(tmp_path)
    flood = next(stored.story for stored in desk.store.iter_stories() if "Flood" in stored.story.title)
    desk.correct(SetDate(article=flood.articles[0], published="2031-04-30", note="as the outlet says"))
    desk.run()
    told = {
        key: [(o["kind"], o["status"], o["note"]) for o in json.loads(d)["overrides"]]
        for key, d in editions(desk).items()
    }
    assert told.pop(flood.id) == [("set_date", "applied", "as the outlet says")]
    assert list(told.values()) == [[]]


def stored_dossier(desk: Collection, story: str) -> Dossier:
    edition = desk.store.get_edition(story)
    assert edition is not None
    return edition.dossier


def test_looking_for_what_a_change_bears_on_can_be_ended(tmp_path: Path) -> None:
    desk = Collection(open_store("memory:"))
    desk.read([write_pages(tmp_path, make_page(0, 0), make_page(1, 1))])
    desk.group()

    class Ended(BaseException):
        """As a watch ends a stage."""

    def end(*_: object) -> None:
        raise Ended

    with pytest.raises(Ended):
        desk.compare(progress=end)
    assert not desk.store.list_records("beside")
    assert desk.store.list_records("pending")
