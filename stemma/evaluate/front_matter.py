"""Headline, authors, day and outlet of pages, against the labels of trafilatura's and WCXB's pages."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from stemma.evaluate.intervals import Sums, name_part, score_items
from stemma.model.article import Article
from stemma.read.decoding import decode_text
from stemma.read.html_article import read_page
from stemma.text.words import fold_text

_SETS = ("ext-trafilatura", "ext-wcxb")
_BETWEEN = re.compile(r"\s*[,;&]\s*|\s+(?:und|and|et|y|e)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a page says of its article, by hand or as read; empty where it says nothing."""

    title: str = ""
    authors: tuple[str, ...] = ()
    day: str = ""
    outlet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPage:
    """A page with its labels."""

    url: str
    page: str
    labels: Labels


def read_labelled(data: Path, limit: int | None = None) -> Iterator[LabelledPage]:
    """The labelled pages of both sets below ``data``, at most ``limit`` of each, evenly spread."""
    for found in (list(_list_trafilatura(data / _SETS[0])), list(_list_wcxb(data / _SETS[1]))):
        step = max(1, len(found) // limit) if limit else 1
        for url, path, labels in found[::step][:limit]:
            text = decode_text(gzip.decompress(path.read_bytes()), markup=True)
            if text is not None:
                yield LabelledPage(url=url, page=text, labels=labels)


def _list_trafilatura(data: Path) -> Iterator[tuple[str, Path, Labels]]:
    labels = data / "evaldata.json"
    if not labels.exists():
        return
    for url, row in json.loads(labels.read_text(encoding="utf-8")).items():
        path = next((p for folder in ("eval", "cache") if (p := data / folder / f"{row['file']}.gz").exists()), None)
        if path and "title" in row:
            yield url, path, _make_labels(row["title"], row.get("author"), row.get("date"), row.get("sitename"))


def _list_wcxb(data: Path) -> Iterator[tuple[str, Path, Labels]]:
    for path in sorted(data.glob("dev/ground-truth/*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        page = data / "dev" / "html" / f"{path.stem}.html.gz"
        truth = row["ground_truth"]
        if page.exists():
            yield (
                row["url"],
                page,
                _make_labels(truth.get("title"), truth.get("author"), truth.get("publish_date"), None),
            )


def _make_labels(title: str | None, author: object, day: str | None, outlet: str | None) -> Labels:
    names = [str(name) for name in author] if isinstance(author, list) else _BETWEEN.split(str(author or ""))
    return Labels(
        title=fold_text(title or ""),
        authors=tuple(name for name in map(fold_text, names) if name),
        day=(day or "")[:10],
        outlet=fold_text(outlet or ""),
    )


def read_front(page: LabelledPage) -> Labels:
    """What Stemma reads: nothing where it finds no article."""
    article = read_page(page.page, source=page.url, identity="0" * 16)
    if not isinstance(article, Article):
        return Labels()
    return Labels(
        title=fold_text(article.title or ""),
        authors=tuple(map(fold_text, article.authors)),
        day=(article.published or "")[:10],
        outlet=fold_text(article.outlet or ""),
    )


def evaluate_front_matter(data: Path, limit: int | None = None) -> dict[str, float | Mapping[str, float]]:
    """``title``, ``date``, ``outlet``: share right of the pages that have one, punctuation and case aside;
    ``authors``: F1 of the names, over all pages, those of none included."""
    figures, ends = measure_front(list(read_labelled(data, limit)), read_front)
    return {**figures, **ends}


def measure_rivals(data: Path, limit: int | None = None) -> dict[str, Mapping[str, float]]:
    """The same figures of trafilatura's metadata on the same pages, as a part."""
    from trafilatura import extract_metadata

    def read(page: LabelledPage) -> Labels:
        try:
            found = extract_metadata(page.page, default_url=page.url)
        except Exception:  # whatever fails inside the rival is a page without front matter
            return Labels()
        return _make_labels(found.title, (found.author or "").split("; "), found.date, found.sitename)

    return name_part("trafilatura", *measure_front(list(read_labelled(data, limit)), read))


def measure_front(
    pages: list[LabelledPage], read: Callable[[LabelledPage], Labels]
) -> tuple[dict[str, float], dict[str, Mapping[str, float]]]:
    """The figures of ``read`` on ``pages``, and their intervals."""
    return score_items([count_front(page.labels, read(page)) for page in pages], score_front)


def count_front(gold: Labels, ours: Labels) -> dict[str, float]:
    """What of one page is asked for and right."""
    counts: Counter[str] = Counter()
    for name in ("title", "day", "outlet"):
        wanted = getattr(gold, name)
        counts[f"{name}_asked"] += bool(wanted)
        counts[name] += bool(wanted) and wanted == getattr(ours, name)
    counts["hits"] += len(set(gold.authors) & set(ours.authors))
    counts["names"] += len(set(gold.authors)) + len(set(ours.authors))
    return {name: float(count) for name, count in counts.items()}


def score_front(sums: Sums) -> dict[str, float]:
    """The figures of so many counts."""
    counts = Counter(dict(sums))
    return {
        "title": counts["title"] / max(1, counts["title_asked"]),
        "authors": 2 * counts["hits"] / counts["names"] if counts["names"] else 1.0,
        "date": counts["day"] / max(1, counts["day_asked"]),
        "outlet": counts["outlet"] / max(1, counts["outlet_asked"]),
    }
