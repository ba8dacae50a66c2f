"""Text dumps: how well the body of a page without its markup is told from furniture.

Pages of two benchmarks with a human body text, rendered as plain text, one line a block: all that there are of the
Scrapinghub article extraction benchmark (2019), every fourth page of WCXB (2026) that has one. The F1 is the mean of
each page's over runs of four words, case and punctuation aside.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from urllib.parse import urlsplit

from stemma.errors import UsageError
from stemma.evaluate.intervals import score_items
from stemma.evaluate.texts_pages import is_unseen
from stemma.evaluate.texts_scores import measure_f1
from stemma.read.decoding import decode_text
from stemma.read.page_text import parse_page, render_page
from stemma.read.text_article import read_text

_EVERY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """A page with its human body text."""

    name: str
    host: str
    content: bytes
    gold: str


def evaluate_text_dumps(bench: Path, limit: int | None = None) -> Mapping[str, float | Mapping[str, float]]:
    """F1 over all pages, and over those of hosts that no model was trained on; pages a second of one processor.

    ``bench``: the folder with ``ext-scrapinghub`` and ``ext-wcxb``; one of them is enough. Raises UsageError where
    there is no page.
    """
    figures: list[tuple[bool, float]] = []
    seconds = 0.0
    for page in list_gold_pages(bench):
        if limit is not None and len(figures) >= limit:
            break
        tree = parse_page(decode_text(page.content, markup=True) or "")
        if tree is None:
            continue
        text = render_page(tree).text
        began = process_time()
        article = read_text(text, source="page.txt", identity="page")
        seconds += process_time() - began
        body = "" if isinstance(article, str) else "\n".join(article.text[a:b] for a, b in article.body)
        figures.append((is_unseen(page.host), measure_f1(body, page.gold)))
    if not figures:
        raise UsageError(f"{bench}: holds no page of ext-scrapinghub or ext-wcxb")
    unseen = [f1 for held, f1 in figures if held]
    _, ends = score_items(
        [{"pages": 1.0, "f1": f1} for _, f1 in figures], lambda sums: {"f1": sums["f1"] / sums["pages"]}
    )
    return {
        "f1": sum(f1 for _, f1 in figures) / len(figures),
        **({"f1_unseen": sum(unseen) / len(unseen)} if unseen else {}),
        "pages": float(len(figures)),
        "pages_per_second": len(figures) / max(1e-9, seconds),
        **ends,
    }


def list_gold_pages(bench: Path) -> Iterator[GoldPage]:
    """The pages in a fixed order that mixes both sets, so that a limit is a sample of both."""
    pages = [*list_scrapinghub(bench), *list_wcxb(bench)]
    for _, path, host, gold in sorted(pages):
        yield GoldPage(name=path.name, host=host, content=gzip.decompress(path.read_bytes()), gold=gold)


def list_scrapinghub(bench: Path) -> Iterator[tuple[str, Path, str, str]]:
    """Hash of the name, file, host and gold text of every page of ``ext-scrapinghub``."""
    folder = bench / "ext-scrapinghub"
    if folder.exists():
        truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
        for key, told in truth.items():
            path = folder / "html" / f"{key}.html.gz"
            if path.exists():
                host = urlsplit(told["url"]).netloc.removeprefix("www.")
                yield hash_name(key), path, host, told["articleBody"]


def list_wcxb(bench: Path, every: int = _EVERY) -> Iterator[tuple[str, Path, str, str]]:
    """Hash of the name, file, host and gold text of every fourth page of ``ext-wcxb`` that has a gold text."""
    folder = bench / "ext-wcxb"
    about = json.loads((folder / "metadata.json").read_text("utf-8"))["files"] if folder.exists() else {}
    for path in folder.glob("dev/html/*.html.gz"):
        key = path.name.split(".")[0]
        if int(hash_name(key), 16) % every:
            continue
        told = json.loads((folder / f"dev/ground-truth/{key}.json").read_text("utf-8"))["ground_truth"]
        gold = told.get("main_content")
        if gold:
            yield hash_name(key), path, about[key]["domain"].removeprefix("www."), gold


def hash_name(name: str) -> str:
    """Hexadecimal digits that order names without favour."""
    return hashlib.sha256(name.encode("utf-8")).hexdigest()
