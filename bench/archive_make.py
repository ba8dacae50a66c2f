"""A web archive of invented news of any size with known stories and copies, recombined from real text.

    python bench/archive_make.py OUT --size 10000 [--seed 8] [--days DAYS] [--articles] [--jobs 2] [--data ../shared]

Writes OUT/warc/*.warc.gz (some 5,000 pages each), OUT/truth.parquet (a row an article: address, story, which address
it copies and how, agency, site, day) and OUT/made.json (what was counted). The same size, seed and days give the same
bytes. With ``--articles`` OUT/articles/*.jsonl are made in the archive's stead, as ``stemma read`` prints them, for
sizes where printing and reading pages takes too long: bodies are then right, and nothing is furniture.

Texts are real ones told anew (`archive_texts.py`), read where the data lies:

- A story is an event: some fifty telling words, a dozen names, five figures, up to three quotations. Its telling words
  are those of a real article, four in ten of them exchanged for rare ones; seven names in ten are others than there.
- Each report takes the sentences of one real article or two that stand within four hundred of the event's (so of like
  subjects, mostly), their words of grammar unchanged. Of the telling words some become the event's, others another
  word of the language with the same ending; six names in ten become the event's, the article's others keep to
  themselves; each quotation is printed by a third of the reports. How near a report keeps to its event varies from
  report to report by a factor of four. So two reports of an event share what it is about, and no sentences but
  quotations. Each report of a story takes from real articles of its own, and three in four of the words that are not
  the event's are exchanged, so that few share text by having taken from one.
- One story in six is the next step of an earlier one's affair, a day to a month after: two thirds of its names, half of
  its telling words, other figures, a subject near by.
- A quarter of the later articles print an earlier one's text: whole; cut at the end; a sentence left out, a word in
  twenty and the headline changed; or most of it within a longer article. Six families in ten are an agency's text,
  credited in the byline, the dateline or the last line by most, not by all.
- Four articles in ten tell a story alone; the sizes of the others' fall off as a power, up to 500. 2,500 articles a
  day: a larger archive is a longer one, not a denser one, unless ``--days`` says so.

Pages (`archive_pages.py`) are of 408 sites, a few large and many small; each has its own frame (menu, boxes of links
that change by the day, pleas, foot, script), way of giving its date and form of address. One page in twenty gives no
date. Pages are fetched some hours after publication, one in thirty days later, over four files at a time; three in a
hundred are fetched twice, the same or a sentence longer (some the same as ``revisit`` records). One in two hundred is
broken: nothing in it, a wall, cut short, or of bytes that are not what they are said to be. Among them are pictures,
redirects, robots.txt, pages not found.

``--manner heap`` tells the same plan as `bench/heap.py` does: the reports of a story share sentences, a word in twelve
changed, so that a report that copies nobody shares text with others all the same, and figures of copies say little.

What is like real news, measured on labelled reports with a plain TF-IDF by `archive_likeness.py`: how like two reports
of one event are. What is not: labelled sets pair events that are alike on purpose and hold articles whose story is
moot, here truth is known; sentences make no sense, so what annotating finds in them says nothing of its quality; real
pages are larger (60 KB and more; here some 13 KB) and stranger; all is in English.
"""

import argparse
import base64
import gzip
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import IO

from archive_pages import Press, find_address, make_site
from archive_plan import AGENCIES, BEGIN, NO_COPY, SITES, Plan, Slot, make_plan, plan_captures
from archive_texts import HeapTeller, Teller
from heap_texts import read_bases

PAGES_EACH = 5_000
LANES = 4
"""So many files are written at a time."""
LEVEL = 4
CHUNK = 50_000
Capture = tuple[float, int, str]


def main() -> None:
    """Make an archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", type=int, default=10_000, help="articles")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--days", type=float, help="over how many days stories begin; default: size / 2,500")
    parser.add_argument("--articles", action="store_true", help="JSON Lines as 'stemma read' prints, no pages")
    parser.add_argument(
        "--manner", choices=("reports", "heap"), default="reports", help="how texts are told; see above"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    began = time.monotonic()
    plan = make_plan(options.size, options.seed, options.days)
    options.out.mkdir(parents=True, exist_ok=True)
    write_truth(plan, options.out / "truth.parquet")
    folder = options.out / ("articles" if options.articles else "warc")
    folder.mkdir(exist_ok=True)
    batches = plan_articles(plan) if options.articles else plan_files(plan)
    work = write_articles if options.articles else write_warc
    counts: Counter[str] = Counter()
    with get_context("fork").Pool(options.jobs, prepare, (plan, options.data, folder, options.manner)) as pool:
        for made in pool.imap_unordered(work, batches):
            counts.update(made)
    told = {
        "size": plan.size,
        "seed": plan.seed,
        "days": plan.days,
        "stories": len(plan.begins),
        **dict(sorted(counts.items())),
    }
    (options.out / "made.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(f"{json.dumps(told)}\n{time.monotonic() - began:.0f} s: {options.out}")


PRESS: list[Press] = []
FOLDER: list[Path] = []


def prepare(plan: Plan, data: Path, folder: Path, manner: str) -> None:
    """What each process needs, once."""
    teller = HeapTeller if manner == "heap" else Teller
    PRESS[:] = [Press(teller(read_bases(data), plan), plan)]
    FOLDER[:] = [folder]


def plan_files(plan: Plan) -> Iterator[tuple[str, list[Capture]]]:
    """The captures of each file, with its name: those of four files are spread over the four evenly."""
    held: list[Capture] = []
    number = 0
    captures = plan_captures(plan)
    while True:
        capture = next(captures, None)
        if capture is not None:
            held.append(capture)
        if held and (capture is None or len(held) == PAGES_EACH * LANES):
            lanes = min(LANES, len(held))
            for lane in range(lanes):
                yield f"crawl-{number:05d}", held[lane::lanes]
                number += 1
            held = []
        if capture is None:
            return


def plan_articles(plan: Plan) -> Iterator[tuple[str, list[Capture]]]:
    """Each article once, in the order in which their pages would be fetched, ``PAGES_EACH`` to a file."""
    held: list[Capture] = []
    number = 0
    for capture in plan_captures(plan):
        if capture[2] == "first":
            held.append(capture)
        if len(held) == PAGES_EACH:
            yield f"articles-{number:05d}", held
            number, held = number + 1, []
    if held:
        yield f"articles-{number:05d}", held


def write_warc(batch: tuple[str, Sequence[Capture]]) -> dict[str, int]:
    """One file of the archive; what was counted."""
    name, captures = batch
    press, counts = PRESS[0], Counter[str]()
    chance = random.Random(f"{press.plan.seed}/{name}")
    path = FOLDER[0] / f"{name}.warc.gz"
    with path.with_suffix(".part").open("wb") as file:
        write_record(
            file, "warcinfo", "", 0.0, b"software: bench/archive_make.py\r\nformat: WARC File Format 1.1\r\n", name
        )
        for at, (moment, number, state) in enumerate(captures):
            slot = press.plan.read_slot(number)
            address = find_address(press.plan, press.sites, slot)
            token = f"{name}/{at}"
            if chance.random() < 0.08:
                counts[write_other(file, address.split("/")[2], moment, chance, token)] += 1
            page = press.print_page(slot, state == "changed")
            digest = base64.b32encode(hashlib.sha1(page).digest()).decode()
            if state == "same" and chance.random() < 0.3:
                write_record(file, "revisit", address, moment, b"HTTP/1.1 304 Not Modified\r\n\r\n", token, digest)
                counts["revisits"] += 1
                continue
            coding = "Content-Encoding: gzip\r\n" if slot.broken == "coding" else ""
            head = f"Content-Type: text/html; charset=utf-8\r\n{coding}Content-Length: {len(page)}\r\n\r\n"
            content = b"HTTP/1.1 200 OK\r\n" + head.encode() + page
            write_record(file, "response", address, moment, content, token, digest)
            counts["pages"] += 1
            counts[f"pages {state}"] += 1
            counts["pages broken"] += slot.broken != "sound"
            counts["bytes of pages"] += len(page)
        counts["bytes of archive"] = file.tell()
    path.with_suffix(".part").rename(path)
    return dict(counts)


def write_other(file: IO[bytes], host: str, moment: float, chance: random.Random, token: str) -> str:
    """What a crawler meets besides pages; its kind."""
    kind = chance.choice(("pictures", "redirects", "robots", "not found"))
    token += "/other"
    if kind == "pictures":
        content = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff\xe0" + chance.randbytes(3_000)
        write_record(file, "response", f"https://{host}/img/{chance.randrange(10**8)}.jpg", moment, content, token)
    elif kind == "redirects":
        head = f"HTTP/1.1 301 Moved Permanently\r\nLocation: https://{host}/\r\nContent-Type: text/html\r\n\r\n"
        content = head.encode() + b"<p>Moved"
        write_record(file, "response", f"https://{host}/go/{chance.randrange(10**8)}", moment, content, token)
    elif kind == "robots":
        content = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /search\nDisallow: /account\n"
        )
        write_record(file, "response", f"https://{host}/robots.txt", moment, content, token)
    else:
        content = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html><h1>Page not found</h1></html>"
        write_record(file, "response", f"https://{host}/old/{chance.randrange(10**8)}", moment, content, token)
    return kind


def write_record(
    file: IO[bytes], kind: str, address: str, moment: float, content: bytes, token: str, digest: str = ""
) -> None:
    """One record, a gzip member of its own."""
    name = hashlib.sha256(f"{kind}/{token}".encode()).hexdigest()
    uuid = f"{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:32]}"
    media = "application/warc-fields" if kind == "warcinfo" else "application/http; msgtype=response"
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid}>",
        f"WARC-Date: {BEGIN + timedelta(days=moment):%Y-%m-%dT%H:%M:%SZ}",
        f"Content-Type: {media}",
        f"Content-Length: {len(content)}",
    ]
    if address:
        lines.append(f"WARC-Target-URI: {address}")
    if digest:
        lines.append(f"WARC-Payload-Digest: sha1:{digest}")
    head = "\r\n".join((*lines, "", "")).encode()
    file.write(gzip.compress(head + content + b"\r\n\r\n", LEVEL, mtime=0))


def write_articles(batch: tuple[str, Sequence[Capture]]) -> dict[str, int]:
    """One file of articles, as ``stemma read`` prints them; what was counted. Broken pages have no line."""
    name, captures = batch
    press, count = PRESS[0], 0
    path = FOLDER[0] / f"{name}.jsonl"
    with path.with_suffix(".part").open("w", encoding="utf-8") as file:
        for _, number, _ in captures:
            slot = press.plan.read_slot(number)
            if slot.broken == "sound":
                file.write(json.dumps(make_article(press, slot)) + "\n")
                count += 1
    path.with_suffix(".part").rename(path)
    return {"articles": count}


def make_article(press: Press, slot: Slot) -> dict[str, object]:
    """The article of one slot, in the fields of a dossier's articles."""
    report = press.teller.tell(slot)
    site, name = press.sites[slot.site], press.plan.name(slot.number)
    sentences = report.sentences
    text, body = report.title, []
    for at in range(0, len(sentences), 2):
        paragraph = " ".join(sentences[at : at + 2])
        body.append([len(text) + 1, len(text) + 1 + len(paragraph)])
        text = f"{text}\n{paragraph}"
    return {
        "id": name,
        "source": f"{name}.html",
        "url": find_address(press.plan, press.sites, slot),
        "outlet": site.name,
        "agency": slot.agency if slot.agency and int(name[1], 16) < 12 else None,
        "title": report.title,
        "title_span": [0, len(report.title)],
        "published": None if slot.undated else slot.published.isoformat(timespec="minutes"),
        "language": "en",
        "text": text,
        "body": body,
        "markup": True,
        "confidence": 1.0,
    }


def write_truth(plan: Plan, path: Path) -> None:
    """A row an article: what is known of it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sites = [make_site(number, plan.seed) for number in range(SITES + len(AGENCIES))]
    schema = pa.schema(
        [
            ("url", pa.string()),
            ("story", pa.int64()),
            ("follows", pa.int64()),
            ("copy_of", pa.string()),
            ("kind", pa.string()),
            ("family", pa.string()),
            ("agency", pa.string()),
            ("site", pa.string()),
            ("outlet", pa.string()),
            ("published", pa.timestamp("s", tz="UTC")),
            ("dated", pa.bool_()),
            ("broken", pa.string()),
        ]
    )
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for first in range(0, plan.size, CHUNK):
            rows = []
            for number in range(first, min(first + CHUNK, plan.size)):
                slot = plan.read_slot(number)
                address, site = find_address(plan, sites, slot), sites[slot.site]
                original = None
                if slot.copies != NO_COPY:
                    original = find_address(plan, sites, plan.read_slot(slot.original))
                rows.append(
                    {
                        "url": address,
                        "story": slot.story,
                        "follows": int(plan.follows[slot.story]),
                        "copy_of": original,
                        "kind": slot.kind,
                        "family": original or address,
                        "agency": slot.agency,
                        "site": site.host,
                        "outlet": site.name,
                        "published": datetime.fromtimestamp(slot.published.timestamp(), UTC),
                        "dated": not slot.undated,
                        "broken": None if slot.broken == "sound" else slot.broken,
                    }
                )
            writer.write_table(pa.Table.from_pylist(rows, schema))


if __name__ == "__main__":
    main()
