"""An archive that is one block has the stories and copies that one heap of the same articles has."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra 'archive' is not installed: NOT MEASURED")

from stemma.archive.job import TABLES
from stemma.archive.options import ArchiveOptions
from stemma.archive.rows import unpack_articles
from stemma.engine import Result
from stemma.engine.parquet import read_table
from stemma.group.copies.heap import find_shared_texts
from stemma.group.grouping import group_collection
from stemma.model.article import Article
from tests.archived import make_archive, read_rows, run_here, write_archive
from tests.saved_pages import SavedPage


def make_hard_archive() -> list[SavedPage]:
    """Pages of one minute, of a day without a clock, of no date, of other zones, and one that two sites have."""
    pages = make_archive(events=6, outlets=5)
    pages[1] = replace(pages[1], published=pages[0].published)
    pages[2] = replace(pages[2], published=pages[0].published)
    pages[5] = replace(pages[5], published=pages[6].published[:10])
    pages[9] = replace(pages[9], published=pages[6].published[:10])
    pages[10] = replace(pages[10], published="")
    pages[14] = replace(pages[14], published="")
    pages[15] = replace(pages[15], published=pages[16].published.replace("Z", "+02:00"))
    return pages


def open_refined(out: Path) -> list[Article]:
    """The articles of a job, as they were refined."""
    files = sorted((out / "work" / "refine" / "articles").glob("*.parquet"))
    return [one for file in files for one in unpack_articles(read_table(file).column("payload").to_pylist())]


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The same archive, by the number of parts."""
    folder = tmp_path_factory.mktemp("archive")
    inputs = write_archive(folder / "in", make_hard_archive())
    for parts in (1, 3, 8):
        run_here(inputs, folder / f"out-{parts}", options=ArchiveOptions(parts=parts, tell=0.0))
    return {parts: folder / f"out-{parts}" for parts in (1, 3, 8)}


def sort_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: str([row.get("id"), row.get("other"), row.get("one")]))


@pytest.mark.parametrize("parts", [1, 3, 8])
def test_copies_are_those_of_one_heap_whatever_the_parts(archives: dict[int, Path], parts: int) -> None:
    found = find_shared_texts(open_refined(archives[parts]))
    rows = read_rows(archives[parts], "copies")
    told = {(row["one"], row["other"], row["words"], row["share"], row["kind"]) for row in rows}
    assert len(told) == len(rows) > 10
    assert told == {(one.one, one.other, one.words, one.share, one.kind) for one in found}
    assert {row["kind"] for row in rows} == {"exact", "near", "partial"}


@pytest.mark.parametrize("parts", [1, 3, 8])
def test_stories_are_those_of_one_heap_whatever_the_parts(archives: dict[int, Path], parts: int) -> None:
    grouping = group_collection(open_refined(archives[parts]), vectors=False)
    rows = {row["id"]: row for row in read_rows(archives[parts], "stories")}
    assert set(rows) == {story.id for story in grouping.stories}
    assert len(rows) > 2
    for story in grouping.stories:
        row = rows[story.id]
        told = (row["title"], row["start"], row["end"], row["articles"], row["texts"], row["outlets"])
        assert told == (story.title, story.start, story.end, len(story.articles), story.origins, story.outlets)
    pages = {row["id"]: row for row in read_rows(archives[parts], "articles")}
    assert {name: (row["story"], row["why"]) for name, row in pages.items()} == {
        one.article: (one.own.story, one.why) for one in grouping.memberships
    }


def test_all_tables_are_the_same_whatever_the_parts(archives: dict[int, Path]) -> None:
    for table in ("articles", "copies", "stories"):
        one, *others = (sort_rows(read_rows(archives[parts], table)) for parts in (1, 3, 8))
        assert all(other == one for other in others), table


def test_an_undated_article_is_in_the_month_in_which_it_was_received(archives: dict[int, Path]) -> None:
    undated = [row for row in read_rows(archives[3], "articles") if row["published"] is None]
    assert {(row["day"], row["month"]) for row in undated} == {("2031-03-04", "2031-03")}
    assert len(undated) == 2


def test_the_bytes_of_one_page_on_two_sites_are_one_article(tmp_path: Path) -> None:
    page = replace(make_archive(events=1)[0], url="")
    pages = [page, *make_archive(events=2)[4:]]
    # Without an address of its own, a page is of the site that it was received from.
    inputs = [
        *write_archive(tmp_path / "here", pages, files=1, other="https://here.example/x"),
        *write_archive(tmp_path / "there", [page], files=1, other="https://there.example/x"),
    ]
    run = run_here(inputs, tmp_path / "out", options=ArchiveOptions(parts=4, tell=0.0))
    assert sum(stage.count("twins") for stage in run.stages) == 1
    rows = read_rows(tmp_path / "out", "articles")
    assert len({row["id"] for row in rows}) == len(rows) == len(pages)
    assert all(row["one"] != row["other"] for row in read_rows(tmp_path / "out", "copies"))


def test_an_archive_without_one_article_has_all_tables_without_rows(tmp_path: Path) -> None:
    (tmp_path / "empty.warc").write_bytes(b"")
    run = run_here([str(tmp_path / "empty.warc")], tmp_path / "out", options=ArchiveOptions(parts=2))
    assert {path.name for path in (tmp_path / "out" / "tables").glob("*")} == set(TABLES)
    assert all(read_rows(tmp_path / "out", table) == [] for table in TABLES[:-1])
    assert all(not stage.quarantined for stage in run.stages)


def test_an_archive_of_one_page_has_one_story_and_no_copies(tmp_path: Path) -> None:
    inputs = write_archive(tmp_path / "in", make_archive(events=1)[:1], files=1)
    run = run_here(inputs, tmp_path / "out", options=ArchiveOptions(parts=2))
    assert all(not stage.quarantined for stage in run.stages)
    assert [row["articles"] for row in read_rows(tmp_path / "out", "stories")] == [1]
    assert read_rows(tmp_path / "out", "copies") == []


def test_stories_that_lie_across_blocks_are_joined_where_the_blocks_overlap(
    archives: dict[int, Path], tmp_path: Path
) -> None:
    inputs = write_archive(tmp_path / "in", make_hard_archive())
    small = ArchiveOptions(parts=3, tell=0.0, block=9, margin=9)
    run = run_here(inputs, tmp_path / "out", options=small)
    assert all(not stage.quarantined for stage in run.stages)
    assert len(run.blocks.blocks) > 2
    assert sum(stage.count("joined") for stage in run.stages) > 0
    rows, whole = read_rows(tmp_path / "out", "articles"), read_rows(archives[3], "articles")
    assert {row["id"] for row in rows} == {row["id"] for row in whole}
    assert len(rows) == len(whole)
    stories = {row["id"]: row for row in read_rows(tmp_path / "out", "stories")}
    assert {row["story"] for row in rows} == set(stories)
    firsts = [block.first // 100 for block in run.blocks.blocks]
    days = {row["id"]: int(row["day"].replace("-", "")) for row in rows if row["published"]}
    spans = [
        {sum(day >= first for first in firsts) for row in rows if row["story"] == name and (day := days.get(row["id"]))}
        for name in stories
    ]
    assert any(len(blocks) > 1 for blocks in spans), "no story lies in the cores of two blocks"
    # Copies and families are found over the whole archive, whatever the blocks.
    assert sort_rows(read_rows(tmp_path / "out", "copies")) == sort_rows(read_rows(archives[3], "copies"))
    assert {(row["id"], row["family"]) for row in rows} == {(row["id"], row["family"]) for row in whole}


def test_an_hour_that_holds_more_than_a_block_may_is_cut_and_counted(tmp_path: Path) -> None:
    pages = [replace(page, published="2031-05-01T08:00:00Z") for page in make_archive(events=4)]
    inputs = write_archive(tmp_path / "in", pages)
    options = ArchiveOptions(parts=2, tell=0.0, block=4, margin=2)
    run = run_here(inputs, tmp_path / "out", options=options)
    assert run.blocks.capped == 1
    rows = read_rows(tmp_path / "out", "articles")
    assert len(rows) == len(pages)
    # What prints one text is not parted by a cut.
    of = {row["id"]: row["story"] for row in rows}
    exact = [row for row in read_rows(tmp_path / "out", "copies") if row["kind"] == "exact"]
    assert exact
    assert all(of[row["one"]] == of[row["other"]] for row in exact)


def test_articles_of_a_block_that_cannot_be_worked_on_are_stories_by_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = make_archive(events=2)
    inputs = write_archive(tmp_path / "in", pages)
    monkeypatch.setattr("stemma.archive.job.group_block", lambda part, tables: Result())
    run = run_here(inputs, tmp_path / "out", options=ArchiveOptions(parts=2, tell=0.0))
    assert sum(stage.count("ungrouped") for stage in run.stages) == len(pages)
    assert [row["articles"] for row in read_rows(tmp_path / "out", "stories")] == [1] * len(pages)
