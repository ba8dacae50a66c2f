"""The pages that the models of text dumps are made and measured with: benchmark pages rendered as plain text."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from stemma.evaluate.text_dumps import list_wcxb
from stemma.evaluate.texts_pages import is_unseen
from stemma.read.decoding import decode_text
from stemma.read.dump_features import Column
from stemma.read.lines import Line, split_lines
from stemma.read.page_text import parse_page, render_page
from stemma.text.words import fold_text
from train.page_samples import Sample, drop_doubles, is_gold, list_samples, list_scrapinghub, list_shingles

PAGE_WEIGHT = 60.0
"""Every page weighs the same, however long; within it a line weighs by its words."""
_APART = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre figcaption address".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """A page as plain text, one line a block, with what of it is body."""

    name: str
    host: str
    unseen: bool
    """Whether its host is in the half that is never trained on."""
    text: str
    spaced: str
    """The same lines with blank lines about paragraphs, headings and lists, as browsers copy them."""
    lines: tuple[Line, ...]
    gold: str
    labels: Column
    weights: Column


def list_all_wcxb(bench: Path) -> Iterator[Sample]:
    """The article pages of ext-wcxb that have a gold text, by id."""
    for _, path, host, gold in sorted(list_wcxb(bench, every=1), key=lambda found: found[1]):
        yield Sample(name=f"ext-wcxb/{path.name[:4]}", host=host, content=gzip.decompress(path.read_bytes()), gold=gold)


def list_dumps(data: Path) -> list[Dump]:
    """Every page with a gold text that neither is nor doubles one of the labelled stories."""
    bench = data / "bench/data"
    samples = chain(list_samples(bench), list_scrapinghub(bench, 1), list_all_wcxb(bench))
    kept, _, _ = drop_doubles(samples, data / "clusters")
    return [dump for sample in kept if (dump := make_dump(sample)) is not None]


def make_dump(sample: Sample) -> Dump | None:
    """``sample`` rendered as plain text; None where nothing of its gold text is on the page."""
    tree = parse_page(decode_text(sample.content, markup=True) or "")
    if tree is None:
        return None
    page = render_page(tree)
    lines = split_lines(page.text)
    labels = label_lines(lines, sample.gold)
    if not labels.sum():
        return None
    weights = np.array([min(60, max(2, len(line.text.split()))) ** 0.7 for line in lines])
    return Dump(
        name=sample.name,
        host=sample.host,
        unseen=is_unseen(sample.host),
        text=page.text,
        spaced=space_lines(page.lines),
        lines=lines,
        gold=sample.gold,
        labels=labels,
        weights=weights / weights.sum() * PAGE_WEIGHT,
    )


def space_lines(lines: tuple[Line, ...]) -> str:
    """The text of ``lines`` with a blank line where browsers leave space."""
    pieces: list[str] = []
    for n, line in enumerate(lines):
        before = lines[n - 1].tag if n else ""
        wide = line.tag in _APART or before in _APART or (line.tag == "li") != (before == "li")
        pieces += ["" if n == 0 else "\n\n" if wide else "\n", line.text]
    return "".join(pieces)


def label_lines(lines: tuple[Line, ...], gold: str) -> Column:
    """1 for each line that stands in ``gold``, 0 for the others.

    Of lines that the page repeats only the one among the most body counts; lines of less than five words, which stand
    in many a text by chance, where body stands above and below, or where the gold text has them as a line.
    """
    runs, folded = list_shingles(gold), f" {fold_text(gold)} "
    whole = {fold_text(line) for line in gold.split("\n")}
    texts = [fold_text(line.text) for line in lines]
    found = np.array([is_gold(line.text, runs, folded) for line in lines], dtype=float)
    short = np.array([text.count(" ") < 4 for text in texts], dtype=bool)
    labels = np.where(short, 0.0, found)
    places: dict[str, list[int]] = {}
    for n in np.flatnonzero(labels):
        places.setdefault(texts[n], []).append(int(n))
    near = labels.copy()
    for text, numbers in places.items():
        if len(numbers) > 1 and folded.count(f" {text} ") < len(numbers):
            kept = max(numbers, key=lambda n: (near[max(0, n - 5) : n + 6].sum(), n))
            labels[[n for n in numbers if n != kept]] = 0
    long = labels.copy()
    for n in np.flatnonzero(short & (found > 0)):
        between = long[max(0, n - 8) : n].any() and long[n + 1 : n + 9].any()
        beside = long[max(0, n - 3) : n].any() or long[n + 1 : n + 4].any()
        labels[n] = between or (texts[n] in whole and beside)
    return labels
