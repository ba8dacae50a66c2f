"""A large file is read in portions, which give together what the whole file gives, each fault once."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model.article import Rejected
from stemma.model.capture import Capture
from stemma.read.captures import Listing
from stemma.read.intake import Intake
from stemma.read.portions import cut_file
from stemma.read.rejoining import rejoin_rejects
from tests.archives import make_http, make_page, make_record, make_response, zip_each

Told = tuple[list[Capture], list[Rejected]]


def list_records() -> list[bytes]:
    """Pages among requests, pictures, redirections, a page that holds an archive, and one that is far longer."""
    inner = zip_each([make_response("Inner", number=50), make_response("Inner too", number=51)])
    plain = make_response("Plain inner", number=52)
    records = []
    for n in range(1, 25):
        records.append(make_record(b"GET / HTTP/1.1\r\n\r\n", kind="request", number=100 + n))
        records.append(make_response(f"Story {n}", number=n))
        if n % 3 == 0:
            records.append(make_response("Moved", number=200 + n, status="301 Moved"))
            records.append(make_record(make_http(b"\x89PNG", kind="image/png"), number=300 + n))
        if n % 8 == 0:
            records.append(make_record(make_http(b"<p>x</p>"), number=400 + n, url=f"https://gazette.example/e{n}"))
            records.append(make_record(make_http(inner * 9, kind="application/octet-stream"), number=500 + n))
            records.append(make_record(make_http(b"<p>WARC/1.0\r\n</p>" + plain * 9), number=600 + n))
    return records


def make_lines() -> bytes:
    """Articles among blank lines, lines that are no article by the hundred, pages, and addresses alone."""
    lines = ["", "  "]
    for n in range(1, 60):
        text = f"The harbour council met for the {n}th time on Tuesday, the mayor said. It was a long evening. " * 4
        lines.append(json.dumps({"title": f"Story {n}", "text": text, "url": f"https://gazette.example/{n}"}))
        lines += ["[1, 2]", "{broken", '{"a": 1}'] if n % 2 else ["", "{"]
        if n % 20 == 0:
            lines.append(json.dumps({"url": f"https://gazette.example/only/{n}"}))
            lines.append(json.dumps({"text": "x", "url": f"https://gazette.example/short/{n}"}))
            lines.append(json.dumps({"html": make_page(f"Page {n}").decode()}))
    return b"\xef\xbb\xbf" + "\n".join(lines).encode()


KINDS: dict[str, Callable[[], bytes]] = {
    "each.warc.gz": lambda: zip_each(list_records()),
    "plain.warc": lambda: b"".join(list_records()),
    "pairs.warc.gz": lambda: zip_each([*list_records()[:50], b"".join(list_records()[50:52]), *list_records()[52:]]),
    "cut.warc.gz": lambda: zip_each(list_records())[:-70],
    "cut.warc": lambda: b"".join(list_records())[:-70],
    "hurt.warc.gz": lambda: (packed := zip_each(list_records()))[:9000] + b"\0" * 40 + packed[9040:],
    "hurt.warc": lambda: b"".join(list_records()).replace(b"WARC/1.1", b"WURC/1.1", 50).replace(b"WURC", b"WARC", 49),
    "long.warc": lambda: b"".join(
        [*list_records()[:50], make_record(b"x" * 99, number=7, length=3_000), *list_records()[50:]]
    ),
    "lines.jsonl": make_lines,
    "lines.json": make_lines,
    "ends.ndjson": lambda: make_lines() + b"\n\n",
    "odd": make_lines,
}


def read_listing(listing: Listing) -> tuple[list[Capture], list[Rejected]]:
    """The pages of an input, with their places, and what could not be used of it."""
    intake = Intake()
    found = [*intake.open_listing(listing), *intake.fetch_links()]
    return [one for one in found if isinstance(one, Capture)], [one for one in found if isinstance(one, Rejected)]


def read_portions(path: Path, most: int) -> tuple[int, Told]:
    portions = cut_file(path, most)
    told = [read_listing(Listing(source=path.name, path=path, portion=one)) for one in portions]
    marked = [[(one, False) for one in rejected] for _, rejected in told]
    rejected = rejoin_rejects(path.name, portions[0].media_type, marked) if portions else ()
    return len(portions), ([one for pages, _ in told for one in pages], list(rejected))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("files")
    for name, make in KINDS.items():
        (made / name).write_bytes(make())
    return made


@pytest.fixture(scope="module")
def whole(folder: Path) -> dict[str, Told]:
    return {name: read_listing(Listing(source=name, path=folder / name)) for name in KINDS}


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=25, deadline=None)
@given(share=st.floats(min_value=0.02, max_value=0.9))
def test_portions_give_what_the_whole_file_gives(folder: Path, whole: dict[str, Told], name: str, share: float) -> None:
    path = folder / name
    count, told = read_portions(path, max(1, int(path.stat().st_size * share)))
    assert count
    assert told == whole[name]


@pytest.mark.parametrize("name", KINDS)
def test_these_files_are_cut_and_are_not_all_in_order(folder: Path, whole: dict[str, Told], name: str) -> None:
    """So that what is asked above can fail."""
    size = (folder / name).stat().st_size
    portions = cut_file(folder / name, size // 6)
    assert len(portions) >= (2 if name.startswith("hurt") else 4)
    assert [portions[0].start, portions[-1].stop] == [0, size]
    assert all(one.stop == other.start for one, other in pairwise(portions))
    pages, rejected = whole[name]
    assert len(pages) > 10
    assert len(rejected) >= 3


def test_a_cut_off_archive_tells_its_fault_once(folder: Path) -> None:
    for name in ("cut.warc", "cut.warc.gz"):
        _, (_, rejected) = read_portions(folder / name, 3_000)
        assert len([one for one in rejected if "cut off" in one.reason or "damaged" in one.reason]) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.warc.gz", zip_each([b"".join(list_records())])),
        ("pairs.warc.gz", zip_each([b"".join(pair) for pair in pairwise(list_records())])),
        ("page.html", make_page(more="x " * 5000)),
        ("array.json", b"[" + b",".join([b'{"title": "A", "text": "B"}'] * 500) + b"]"),
        ("packed.jsonl.gz", zip_each([make_lines()])),
        ("named.warc.gz", b"".join(list_records())),
        ("noise.warc", b"\0\1" * 9_000),
        ("line.jsonl", b'{"text": "' + b"x" * 9_000 + b'"}'),
    ],
)
def test_what_cannot_be_cut_is_one_piece(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert len(cut_file(path, 2_000)) < 2


def test_a_file_that_is_small_is_not_cut(folder: Path) -> None:
    assert cut_file(folder / "plain.warc", 1 << 30) == ()
