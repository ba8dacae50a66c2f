"""Small inputs are read together and large ones in portions, and the tables show neither."""

from pathlib import Path
from typing import Any

import pytest

from stemma.archive.inputs import Input
from stemma.archive.job import ArchiveRun
from stemma.archive.pieces import MOST_TOGETHER, Piece, gather_small
from stemma.archive.rejects import name_shard
from stemma.read.portions import Portion
from tests.archive_jobs import plan_job, read_out, read_table, run_here
from tests.archives import make_http, make_record, make_response, zip_each
from tests.saved_pages import make_page, print_saved

WHOLE = {"portion": 1 << 30, "together": 0, "parts": 1}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Events told by six outlets in three archives, one packed, one not, one cut off, and in saved pages.

    Pages were captured again, elsewhere and under another address too.
    """
    folder = tmp_path_factory.mktemp("crawl")
    records = []
    for event in range(2):
        for outlet in range(6):
            page = make_page(event, outlet)
            saved = make_http(print_saved(page))
            urls = [page.url, page.url, f"{page.url}?print=yes", f"https://mirror.example/{event}/{outlet}"]
            records += [make_record(saved, url=url or "", number=len(records)) for url in urls[: 1 + outlet % 4]]
            records.append(make_response("Moved", number=len(records), status="301 Moved"))
            records.append(make_record(make_http(b"\x89PNG", kind="image/png"), number=900 + len(records)))
    (folder / "a.warc.gz").write_bytes(zip_each(records[::2]))
    (folder / "b.warc").write_bytes(b"".join(records[1::2]))
    (folder / "c.warc.gz").write_bytes(zip_each(records[5:9])[:-60])
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "page.html").write_bytes(print_saved(make_page(1, 2)))
    return folder


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ArchiveRun]:
    plan = plan_job(archive, tmp_path_factory.mktemp("whole"), **WHOLE)
    return plan.out, run_here(plan)


def list_rejected(out: Path) -> list[Any]:
    return sorted((row["item"], row["reason"]) for row in read_table(out, "rejected"))


def list_tables(out: Path) -> dict[str, bytes]:
    return {name: found for name, found in read_out(out).items() if "rejected" not in name}


@pytest.mark.parametrize(
    ("options", "pieces"),
    [
        ({"portion": 1_500, "together": 0}, range(14, 60)),
        ({"portion": 4_000, "together": 3_000}, range(6, 14)),
        ({"portion": 1 << 30, "together": 1 << 30}, range(1, 2)),
    ],
    ids=["small portions", "some of each", "all together"],
)
def test_tables_do_not_depend_on_what_is_read_at_a_time(
    archive: Path, whole: tuple[Path, ArchiveRun], tmp_path: Path, options: dict[str, int], pieces: range
) -> None:
    out, before = whole
    plan = plan_job(archive, tmp_path / "out", parts=1, **options)
    run = run_here(plan)
    assert len(before.pieces) == 5
    assert len(run.pieces) in pieces
    assert list_tables(plan.out) == list_tables(out)
    assert list_rejected(plan.out) == list_rejected(out)
    assert (run.rejected, run.articles) == (before.rejected, before.articles)
    assert run.count("read", "pages") == before.count("read", "pages")


def test_the_fault_of_an_archive_that_is_cut_off_is_told_once(whole: tuple[Path, ArchiveRun]) -> None:
    assert (
        len([reason for item, reason in list_rejected(whole[0]) if item.endswith("c.warc.gz") if "cut off" in reason])
        == 1
    )


def test_a_job_that_was_stopped_goes_on_with_the_same_portions(
    archive: Path, whole: tuple[Path, ArchiveRun], tmp_path: Path
) -> None:
    plan = plan_job(archive, tmp_path / "out", portion=4_000, together=3_000, parts=1)
    run_here(plan, only="read")
    for pattern in ("read/input-000002.done", "read-rejoin/*.done", "by-site/input-000001.done"):
        markers = list(plan.work.glob(pattern))
        assert markers
        for marker in markers:
            marker.unlink()
    run_here(plan)
    assert list_tables(plan.out) == list_tables(whole[0])
    assert list_rejected(plan.out) == list_rejected(whole[0])


def test_fifty_thousand_saved_pages_are_five_hundred_shards() -> None:
    pages = [Input(name=f"/pages/{n:05}.html", size=30_000, changed=None) for n in range(50_000)]
    gathered = list(gather_small(pages, 4 << 20))
    assert [one for some in gathered for one in some] == pages
    assert {len(some) for some in gathered} == {MOST_TOGETHER}


def test_a_large_input_is_not_read_with_others() -> None:
    sizes = [1_000, 2_000, 9_000_000, 1_000, 1_000]
    inputs = [Input(name=f"/{n}.warc.gz", size=size, changed=None) for n, size in enumerate(sizes)]
    assert [len(some) for some in gather_small(inputs, 4 << 20)] == [2, 1, 2]


def test_pieces_are_named_for_people() -> None:
    one, other = (Input(name=f"/crawl/{name}.warc", size=9, changed=None) for name in "ab")
    portion = Portion(media_type="application/warc", start=1_000, stop=2_500)
    names = [
        piece.name
        for piece in (Piece(inputs=(one,)), Piece(inputs=(one, other)), Piece(inputs=(one,), portion=portion))
    ]
    assert names == ["/crawl/a.warc", "/crawl/a.warc, and 1 after it", "/crawl/a.warc, bytes 1,000 to 2,500"]
    assert name_shard("read", "input-000001", names) == names[1]
