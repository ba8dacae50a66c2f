"""Reading into a store: captures kept, the same page told from newer and older versions of it, nothing read twice."""

import gzip
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from stemma.collection import Collection
from stemma.model.capture import Capture
from stemma.model.stored import Query
from stemma.store import open_store
from tests.saved_pages import SavedPage, edit_page, make_page, print_saved, write_pages

PAGE = make_page(0, 0)
NEWER = edit_page(PAGE, swap=("40 people", "70 people"))


def open_desk() -> Collection:
    return Collection(open_store("memory:"), now=lambda: "2031-06-01T00:00:00Z")


def fetch(*pages: tuple[SavedPage, str]):
    """Fetches these pages, each received at its instant."""

    def give(links):
        list(links)
        for page, at in pages:
            yield Capture(source=page.url, content=print_saved(page), media_type="text/html", url=page.url, received=at)

    return give


def texts_of(desk: Collection) -> list[str]:
    return [one.article.text for one in desk.store.iter_articles()]


def test_the_bytes_of_a_page_are_kept_beside_its_article(tmp_path: Path) -> None:
    desk = open_desk()
    desk.read([write_pages(tmp_path / "a", PAGE)])
    (stored,) = desk.store.iter_articles()
    capture = desk.store.get_capture(stored.capture or "")
    assert capture is not None
    assert capture.content == print_saved(PAGE)
    assert stored.page == "https://alder-echo.example/news/0"


def test_a_page_that_is_there_by_its_bytes_is_not_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = open_desk()
    folder = write_pages(tmp_path / "a", PAGE, make_page(0, 1))
    assert len(desk.read([folder]).new) == 2

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("it was read anew")

    monkeypatch.setattr("stemma.read.reading.read_capture", refuse)
    report = desk.read([folder])
    assert (report.new, report.again, report.rejected) == ((), 2, ())


def test_other_words_at_one_address_are_a_revision_and_both_are_kept(tmp_path: Path) -> None:
    desk = open_desk()
    first = desk.read([write_pages(tmp_path / "a", PAGE)]).new
    report = desk.read([write_pages(tmp_path / "b", NEWER)])
    assert report.revised == report.new
    assert len(report.new) == 1
    (current,) = desk.store.iter_articles()
    assert current.replaces == first[0]
    assert "70 people" in current.article.text
    assert [one.article.id for one in desk.store.list_revisions(first[0])] == [*first, *report.new]


def test_two_versions_in_one_folder_are_revisions_of_one_page_too(tmp_path: Path) -> None:
    desk = open_desk()
    report = desk.read([write_pages(tmp_path / "a", PAGE, replace(NEWER, name="later.html"))])
    assert len(report.new) == 2
    assert len(report.revised) == 1
    assert len(texts_of(desk)) == 1


def test_the_same_words_in_other_furniture_are_the_same_page_again(tmp_path: Path) -> None:
    desk = open_desk()
    desk.read([write_pages(tmp_path / "a", PAGE)])
    report = desk.read([write_pages(tmp_path / "b", replace(PAGE, name="other.html", menu="Home Sport Puzzles"))])
    assert (report.new, report.again) == ((), 1)
    (stored,) = desk.store.iter_articles()
    assert [seen.source for seen in stored.article.captures] == ["e000-0.html", "other.html"]
    assert desk.store.count()["captures"] == 2
    again = desk.read([tmp_path / "b"])
    assert again.again == 1
    assert [one.article for one in desk.store.iter_articles()] == [stored.article]


def test_an_edited_file_without_an_address_is_a_revision_of_its_source(tmp_path: Path) -> None:
    desk = open_desk()
    bare = replace(PAGE, url="")
    folder = write_pages(tmp_path / "a", bare)
    desk.read([folder])
    write_pages(folder, edit_page(bare, swap=("40 people", "70 people")))
    assert len(desk.read([folder]).revised) == 1
    assert len(texts_of(desk)) == 1


def test_files_of_one_name_in_two_folders_are_two_articles(tmp_path: Path) -> None:
    desk = open_desk()
    one = replace(PAGE, url="", name="1.html")
    other = replace(make_page(1, 0), url="", name="1.html")
    third = replace(make_page(0, 1), url="", name="1.html")
    for number, page in enumerate((one, other, third)):
        assert desk.read([write_pages(tmp_path / str(number), page)]).revised == ()
    assert len(texts_of(desk)) == 3


def test_an_address_that_a_site_gives_to_all_its_pages_hides_none_of_them(tmp_path: Path) -> None:
    desk = open_desk()
    pages = [replace(make_page(n, 0), url="https://alder-echo.example/all") for n in range(3)]
    assert len(desk.read([write_pages(tmp_path / "a", *pages)]).new) == 3
    assert len(texts_of(desk)) == 3


@pytest.mark.parametrize("stamped", [True, False])
def test_an_older_version_that_comes_later_does_not_become_the_current_one(stamped: bool) -> None:
    desk = open_desk()
    old = edit_page(PAGE, modified="2031-05-01T09:00:00Z") if stamped else PAGE
    new = edit_page(NEWER, modified="2031-05-02T09:00:00Z") if stamped else NEWER
    desk.read([PAGE.url], fetch=fetch((new, "2031-05-03T00:00:00Z")))
    # Where the pages do not say when they were modified, the order in which they were received tells.
    report = desk.read([PAGE.url], fetch=fetch((old, "2031-05-04T00:00:00Z" if stamped else "2031-05-02T00:00:00Z")))
    assert (report.new, report.older) == ((), 1)
    assert "70 people" in texts_of(desk)[0]
    assert desk.store.count()["captures"] == 2
    assert desk.read([PAGE.url], fetch=fetch((old, "2031-05-04T00:00:00Z"))).again == 1


def test_what_fails_is_kept_with_its_instant_and_tried_again(tmp_path: Path) -> None:
    desk = open_desk()
    (tmp_path / "empty.html").write_bytes(b"")
    for _ in range(2):
        assert len(desk.read([tmp_path]).rejected) == 1
    (kept,) = desk.store.list_rejected(Query()).items
    assert kept.at == "2031-06-01T00:00:00Z"


def test_what_is_acknowledged_is_in_the_store_by_then(tmp_path: Path) -> None:
    desk = open_desk()
    told: list[str] = []

    def note(kept) -> None:
        assert all(one.article in desk.store.get_articles([one.article]) for one in kept)
        told.extend(one.article for one in kept)

    report = desk.read([write_pages(tmp_path / "a", *(make_page(n, 0) for n in range(3)))], acknowledge=note)
    assert sorted(told) == sorted(report.new)


def test_worker_processes_hand_back_the_captures_too(tmp_path: Path) -> None:
    desk = open_desk()
    pages = [make_page(event, outlet) for event in range(30) for outlet in range(4)]
    desk.read([write_pages(tmp_path / "a", *pages)], jobs=2)
    assert desk.store.count()["captures"] == len(texts_of(desk)) == 120
    for stored in desk.store.iter_articles():
        assert desk.store.get_capture(stored.capture or "") is not None


def test_packed_pages_are_kept_as_they_were_unpacked() -> None:
    desk = open_desk()
    desk.read(["-"], stdin=BytesIO(gzip.compress(print_saved(PAGE))))
    (stored,) = desk.store.iter_articles()
    capture = desk.store.get_capture(stored.capture or "")
    assert capture is not None
    assert capture.content == print_saved(PAGE)
