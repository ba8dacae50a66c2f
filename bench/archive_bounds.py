"""Each step of `stemma archive` beside what bounds it, in one run of one process: articles a second of a core.

    python bench/archive_bounds.py WORLD [--pages 2000] [--tell 0.02]

``WORLD`` is a folder of `bench/archive_make.py` with WARC files; of each the first records are taken, ``--pages`` in
all. The job runs whole in this process, and each stage's processor time is what its markers say; parts of reading are
timed where they are called, each without those inside of it. Then, on the same bytes, pages, texts and rows:

- ``fastwarc``: its own iteration, packed records unpacked, payloads read (`bench/warc_rate.py`);
- ``lexbor``: the bare parse of each page that was read, by selectolax, already decoded;
- ``spaCy``: the bare pass of the pipeline that telling uses over the texts that were told (`bench/annotate_cost.py`);
- ``Parquet``: the same files, of what a step makes, read and written by pyarrow and nothing else;
- ``disk``: the same bytes read, after the system was asked to forget them; by the clock too.

The ratio is ours by the bound's: 0.5 means that the bound alone would be done in half of the time.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType
from pyarrow import parquet
from warc_rate import read_bare, read_driven

from stemma.annotate.parse import load_model, parse_articles
from stemma.archive.inputs import list_inputs
from stemma.archive.job import STEPS, ArchiveRun, run_archive
from stemma.archive.options import ArchiveOptions, ArchivePlan
from stemma.engine.files import FileEngine
from stemma.engine.tasks import run_task
from stemma.model.article import Article
from stemma.model.capture import Capture
from stemma.read.captures import Listing
from stemma.read.intake import Intake

PARTS = {
    "decoding": ("stemma.read.page_reading", "decode_text"),
    "page to lines": ("stemma.read.quick.quick_body", "read_lines"),
    "main text": ("stemma.read.quick.quick_body", "choose_quick_body"),
    "best path, where the fast is not sure": ("stemma.read.quick.quick_article", "read_page"),
    "lines to article, fast path": ("stemma.read.quick.quick_article", "make_article"),
    "front matter": ("stemma.read.page_article", "find_page_front"),
    "language": ("stemma.read.page_article", "choose_language"),
    "walls": ("stemma.read.page_reading", "_find_wall"),
    "packing of articles": ("stemma.archive.reading", "pack_article"),
}
"""Parts of reading: where they are called from, and by which name."""


class HereEngine(FileEngine):
    """One that does all in this process."""

    def run_tasks(self, tasks: Any) -> Any:
        """As ``FileEngine``."""
        for task in tasks:
            yield run_task(task)


@dataclass(slots=True)
class Timers:
    """Processor time of what was wrapped, without what was wrapped inside of it."""

    seconds: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    inner: list[float] = field(default_factory=list)

    def wrap(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """``call``, timed under ``name``."""

        def timed(*given: Any, **named: Any) -> Any:
            self.inner.append(0.0)
            began = time.process_time()
            try:
                return call(*given, **named)
            finally:
                whole = time.process_time() - began
                self.seconds[name] += whole - self.inner.pop()
                self.calls[name] += 1
                if self.inner:
                    self.inner[-1] += whole

        return timed


@contextmanager
def time_parts(timers: Timers, told: list[list[Article]]) -> Iterator[None]:
    """Parts of reading timed, and the stories that are told noted, for as long as the block lasts."""
    places = [(name, import_module(module), attribute) for name, (module, attribute) in PARTS.items()]
    before = [(module, attribute, getattr(module, attribute)) for _, module, attribute in places]
    telling = import_module("stemma.archive.telling")
    tell = telling.tell_story

    def note(articles: Any, **named: Any) -> Any:
        told.append(list(articles))
        return tell(articles, **named)

    for (name, module, attribute), (_, _, call) in zip(places, before, strict=True):
        setattr(module, attribute, timers.wrap(name, call))
    vars(telling)["tell_story"] = note
    try:
        yield
    finally:
        for module, attribute, call in before:
            setattr(module, attribute, call)
        vars(telling)["tell_story"] = tell


def take_pages(world: Path, pages: int, folder: Path) -> list[Path]:
    """The first records of each WARC file of ``world``, ``pages`` answers of servers in all, as files of ``folder``."""
    files = sorted((world / "warc").glob("*.warc.gz"))
    taken = []
    for file in files:
        left = -(-pages // len(files))
        end = file.stat().st_size
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream, parse_http=False):
                if left == 0:
                    end = record.stream_pos
                    break
                left -= record.record_type == WarcRecordType.response
        target = folder / file.name
        with file.open("rb") as stream:
            target.write_bytes(stream.read(end))
        taken.append(target)
    return taken


def run_job(inputs: list[Path], out: Path, tell: float) -> ArchiveRun:
    """The whole job, here."""
    options = ArchiveOptions(parts=4, tell=tell)
    plan = ArchivePlan(inputs=list_inputs([str(path) for path in inputs]), out=out, options=options)
    engine = HereEngine(plan.work, parts=options.parts)
    try:
        return run_archive(plan, engine)
    finally:
        engine.close()


def measure(work: Callable[[], Any]) -> float:
    """Seconds of a processor."""
    began = time.process_time()
    work()
    return time.process_time() - began


def list_markup(inputs: list[Path]) -> list[bytes]:
    """The bytes of every HTML page of the inputs."""
    found = (one for path in inputs for one in Intake().open_listing(Listing(source=path.name, path=path)))
    return [one.content for one in found if isinstance(one, Capture) and one.media_type == "text/html"]


def parse_bare(pages: list[str]) -> None:
    """Each page by lexbor, and nothing of the tree."""
    from selectolax.lexbor import LexborHTMLParser

    for page in pages:
        LexborHTMLParser(page)


def pass_bare(stories: list[list[Article]]) -> None:
    """spaCy over the texts of the stories, as telling asks for it."""
    for story in stories:
        with load_model().memory_zone():
            parse_articles(story)


def copy_tables(folders: list[Path], target: Path) -> None:
    """All Parquet files below ``folders`` read and written."""
    for folder in folders:
        for file in sorted(folder.rglob("*.parquet")):
            parquet.write_table(parquet.ParquetFile(file).read(), target, compression="zstd")


def read_disk(inputs: list[Path]) -> float:
    """Seconds by the clock for the bytes of the inputs, which the system is asked to forget before."""
    for path in inputs:
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    began = time.perf_counter()
    for path in inputs:
        path.read_bytes()
    return time.perf_counter() - began


def tell_row(name: str, articles: int, ours: float, bound: str = "", least: float | None = None) -> str:
    """A line of the table."""
    rate = f"{articles / ours:,.0f}" if ours else ""
    if not least:
        return f"| {name} | {ours:.2f} | {rate} | | | |"
    return f"| {name} | {ours:.2f} | {rate} | {bound} | {articles / least:,.0f} | {least / ours:.2f} |"


def list_reading(timers: Timers, inputs: list[Path], articles: int, whole: float) -> Iterator[str]:
    """Reading and its parts."""
    texts = [page.decode("utf-8", "replace") for page in list_markup(inputs)]
    archive, ours = (measure(partial(list, map(read, inputs))) for read in (read_bare, read_driven))
    lexbor, disk = measure(lambda: parse_bare(texts)), measure(lambda: read_disk(inputs))
    yield tell_row("read: inputs to articles", articles, whole, "fastwarc and lexbor", archive + lexbor)
    yield tell_row("- WARC to pages", articles, ours, "fastwarc", archive)
    for name in PARTS:
        bounded = name == "page to lines"
        told = f"- {name} ({timers.calls[name]:,})"
        yield tell_row(told, articles, timers.seconds[name], *(("lexbor", lexbor) if bounded else ()))
    yield tell_row("- all else", articles, whole - sum(timers.seconds.values()) - ours)
    yield tell_row("(the bytes of the inputs from the disk)", articles, disk)


def list_steps(
    run: ArchiveRun, out: Path, inputs: list[Path], timers: Timers, told: list[list[Article]]
) -> Iterator[str]:
    """Every step, and beside it its bound."""
    spare = out / "spare.parquet"
    for step in STEPS:
        stages = [one for one in run.stages if run.steps.get(one.name) == step]
        cpu = {one.name: sum(done.cpu for done in one.done) for one in stages}
        if step == "read":
            yield from list_reading(timers, inputs, run.articles, cpu.pop("read"))
            stages = [one for one in stages if one.name != "read"]
        if step == "tell":
            articles = sum(map(len, told))
            yield tell_row(
                f"tell ({articles:,} articles)", articles, cpu["tell"], "spaCy", measure(lambda: pass_bare(told))
            )
            continue
        folders = [out / "tables"] if step == "write" else [out / "work" / one.name for one in stages]
        least = measure(partial(copy_tables, folders, spare))
        name = "refine" if step == "read" else step
        yield tell_row(name, run.articles, sum(cpu.values()), "Parquet", least)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("world", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--tell", type=float, default=0.02, help="the share of the stories that is told")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few"), Path(folder, "many")
        few.mkdir()
        many.mkdir()
        # What is loaded at first use is nobody's time.
        run_job(take_pages(options.world, 60, few), Path(folder, "warm"), 1.0)
        inputs = take_pages(options.world, options.pages, many)
        timers, told = Timers(), list[list[Article]]()
        out = Path(folder, "out")
        with time_parts(timers, told):
            run = run_job(inputs, out, options.tell)
        size = sum(path.stat().st_size for path in inputs)
        clock = read_disk(inputs)
        print(
            f"{run.articles:,} articles of {options.pages:,} pages, {size / 1e6:.1f} MB packed, "
            f"{sum(map(len, list_markup(inputs))) / 1e6:.0f} MB of HTML; from the disk in {clock:.2f} s by the clock\n"
        )
        print("| step | core seconds | articles a core second | bound | its articles a core second | ratio |")
        print("|---|---|---|---|---|---|")
        for line in list_steps(run, out, inputs, timers, told):
            print(line, flush=True)


if __name__ == "__main__":
    main()
