"""How fast archives are read, in ratios of one run: our WARC reader beside fastwarc, two processes beside one.

    python bench/warc_rate.py              all three
    python bench/warc_rate.py --records 10000 --pages 400

``records``: pages a second of processor time that come out of ``stemma.read.readers.warc``, before any page is read,
beside fastwarc's own iteration over the same archive, which reads the same payloads and parses the same heads.
``memory``: the most that Python holds after 1,000 and after all records. ``pages``: articles a second by one process
and by two. The archive is made here, of invented pages of 60 KB, gzip member by member, as crawlers write them.
"""

import argparse
import gzip
import random
import resource
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

from stemma.read import iter_articles
from stemma.read.captures import Listing
from stemma.read.intake import Intake
from stemma.read.readers.protocol import Opening
from stemma.read.readers.warc import READER

WORDS = (
    "council harbour lighthouse mayor vote tower bridge river report engineer stair closed opened Monday Tuesday "
    "people said that the of in to and a was were for after before town paper clerk reporter week month plan letter"
).split()
TARGET = 60_000
REPEATS = 5


def make_page(number: int) -> bytes:
    """An invented page of some 60 KB: an article, menus and script."""
    chance = random.Random(number)

    def say(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."

    title = say(9)
    body = "".join(f"<p>{say(24)} {say(18)}</p>" for _ in range(14))
    page = f"<html><head><title>{title}</title></head><body><nav>{'<a href=/x>Menu entry</a>' * 60}</nav>"
    page += f"<article><h1>{title}</h1>{body}</article><footer>"
    while len(page) < TARGET:
        page += f"<script>var v{chance.random()} = '{say(40)}';</script><a href='/{chance.random()}'>{say(6)}</a>"
    return f"{page}</footer></body></html>".encode()


def write_archive(path: Path, count: int) -> None:
    """``count`` pages, each with its request, in one WARC file."""
    with path.open("wb") as file:
        for number in range(count):
            page = make_page(number % 200)
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: x\r\n\r\n" + page
            for kind, content in (("request", b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"), ("response", http)):
                head = (
                    f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
                    f"WARC-Target-URI: https://a.example/{number}\r\nWARC-Date: 2031-03-04T05:06:07Z\r\n"
                    f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(content)}\r\n\r\n"
                )
                file.write(gzip.compress(head.encode() + content + b"\r\n\r\n", 6))


def read_bare(path: Path) -> int:
    """fastwarc alone: the records that hold pages, their heads parsed, their payloads read."""
    count = 0
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=wanted, parse_http=True):
            record.reader.read()
            count += 1
    return count


def read_ours(path: Path) -> int:
    """Our reader, to captures."""
    with path.open("rb") as file:
        return sum(1 for _ in READER.read(file, Opening(source=path.name, media_type="application/warc")))


def read_driven(path: Path) -> int:
    """Our reader under the driver, as ``stemma read`` runs it, up to the pages."""
    return sum(1 for _ in Intake().open_listing(Listing(source=path.name, path=path)))


def measure(read: Callable[[Path], int], path: Path) -> float:
    """The best rate of several runs, by processor time: other work on the machine does not count."""
    best = 0.0
    for _ in range(REPEATS):
        began = time.process_time()
        count = read(path)
        best = max(best, count / (time.process_time() - began))
    return best


def measure_memory(path: Path, count: int) -> tuple[int, int]:
    """The most that Python held (bytes) over the first 1,000 records, and over all."""
    tracemalloc.start()
    early = 0
    with path.open("rb") as file:
        found = READER.read(file, Opening(source=path.name, media_type="application/warc"))
        for number, _ in enumerate(found, start=1):
            if number == min(1000, count):
                early = tracemalloc.get_traced_memory()[1]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return early, most


def measure_pages(path: Path, jobs: int) -> float:
    """Articles a second of the clock, processes' start included."""
    began = time.perf_counter()
    count = sum(1 for _ in iter_articles([path], jobs=jobs))
    return count / (time.perf_counter() - began)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000, help="pages in the archive")
    parser.add_argument("--pages", type=int, default=400, help="pages that are read to articles")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, few = Path(folder, "a.warc.gz"), Path(folder, "few.warc.gz")
        write_archive(path, wanted.records)
        write_archive(few, wanted.pages)
        assert read_bare(path) == read_ours(path) == read_driven(path) == wanted.records
        bare, ours, driven = (measure(read, path) for read in (read_bare, read_ours, read_driven))
        print(
            f"records/s: fastwarc {bare:,.0f}, our reader {ours:,.0f} ({ours / bare:.2f}), driver {driven:,.0f} "
            f"({driven / bare:.2f})"
        )
        early, most = measure_memory(path, wanted.records)
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(
            f"memory: {early / 1e6:.2f} MB after 1,000 records, {most / 1e6:.2f} MB after {wanted.records:,}; "
            f"process {held} MB at the most"
        )
        rates = {jobs: measure_pages(few, jobs) for jobs in (1, 2)}
        print(f"pages/s: one process {rates[1]:.1f}, two {rates[2]:.1f} ({rates[2] / rates[1]:.2f})")


if __name__ == "__main__":
    main()
