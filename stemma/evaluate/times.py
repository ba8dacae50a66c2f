"""Words of time against TimeBank and AQUAINT (TempEval-3's training part, TimeML)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from stemma.annotate.anchors import Anchor, parse_published
from stemma.annotate.times import find_article_times
from stemma.evaluate.annotation_rivals import find_dateparser
from stemma.evaluate.intervals import Sums, name_part, score_items
from stemma.evaluate.samples import spread_items
from stemma.model.annotation import TimeExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTime:
    """A labelled time: where it stands in its text, its type and its value."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """A document of the set: its text, its day of creation, and the times labelled in the text."""

    name: str
    text: str
    anchor: Anchor
    times: tuple[GoldTime, ...]


def _collect(node: "etree._Element", parts: list[str], times: list[GoldTime], size: int) -> int:
    """Append the node's text to ``parts`` and its times to ``times``; the size of the text so far."""
    start = size
    if node.text:
        parts.append(node.text)
        size += len(node.text)
    for child in node:
        if isinstance(child.tag, str):
            size = _collect(child, parts, times, size)
        if child.tail:
            parts.append(child.tail)
            size += len(child.tail)
    if node.tag == "TIMEX3" and node.get("functionInDocument") not in ("CREATION_TIME", "PUBLICATION_TIME"):
        times.append(GoldTime(start=start, end=size, kind=node.get("type", ""), value=node.get("value", "")))
    return size


def read_timeml(path: Path) -> LabelledText | None:
    """One .tml file; None where it is not TimeML with a text. Entities are not resolved, nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except (etree.XMLSyntaxError, OSError):
        return None
    body = root.find(".//TEXT") if root is not None else None
    if body is None:
        return None
    created = root.find(".//DCT//TIMEX3")
    parts: list[str] = []
    times: list[GoldTime] = []
    _collect(body, parts, times, 0)
    published = created.get("value") if created is not None else None
    return LabelledText(
        name=path.name,
        text="".join(parts),
        anchor=parse_published(published),
        times=tuple(sorted(times, key=lambda t: t.start)),
    )


def read_labelled(data: Path, limit: int | None = None) -> Iterator[LabelledText]:
    """The documents below ``data`` in the order of their names; at most ``limit``, evenly spread."""
    paths = sorted(
        (path for path in data.rglob("*.tml") if "testpipeline" not in path.parts), key=lambda path: path.name
    )
    for path in spread_items(paths, limit):
        if (text := read_timeml(path)) is not None:
            yield text


def pair_times(
    gold: tuple[GoldTime, ...], found: tuple[TimeExpression, ...]
) -> Iterator[tuple[GoldTime | None, TimeExpression | None]]:
    """Each labelled time with the found one that overlaps it (one to one, the largest overlap first), and the rest."""
    pairs = sorted(
        (-(min(g.end, f.end) - max(g.start, f.start)), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if min(g.end, f.end) > max(g.start, f.start)
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in pairs:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            yield gold[i], found[j]
    yield from ((g, None) for i, g in enumerate(gold) if i not in used_gold)
    yield from ((None, f) for j, f in enumerate(found) if j not in used_found)


def _split_blocks(text: str) -> list[tuple[int, str]]:
    blocks, start = [], 0
    for block in text.split("\n\n"):
        blocks.append((start, block))
        start += len(block) + 2
    return blocks


def find_in(text: LabelledText) -> tuple[TimeExpression, ...]:
    """What the annotator finds in a labelled text, from its day of creation."""
    return find_article_times(_split_blocks(text.text), anchor=text.anchor)


def evaluate_times(
    data: Path, limit: int | None = None, *, rivals: bool = False
) -> dict[str, float | Mapping[str, float]]:
    """TempEval-3's figures on the .tml files below ``data``: TIMEX3 found and their values.

    ``span_f1`` counts an overlap as found (relaxed), ``strict_f1`` the exact words, ``value_f1`` an overlap with the
    right value. The time of creation is the anchor and is itself not counted. (UzZaman et al. 2013, SemEval Task 1.)
    With ``rivals`` the same of dateparser, as a part, where it is installed.
    """
    rival = find_dateparser() if rivals else None
    ours, theirs = [], []
    for text in read_labelled(data, limit):
        ours.append(count_times(text.times, find_in(text)))
        if rival:
            theirs.append(count_times(text.times, rival(_split_blocks(text.text), text.anchor)))
    figures, ends = score_items(ours, score_times)
    return {**figures, **ends, **(name_part("dateparser", *score_items(theirs, score_times)) if rival else {})}


def count_times(times: tuple[GoldTime, ...], found: tuple[TimeExpression, ...]) -> dict[str, float]:
    """Of one document: times labelled and found, and how many of them agree in which way."""
    counts: Counter[str] = Counter(gold=len(times), found=len(found))
    for gold, ours in pair_times(times, found):
        if gold is not None and ours is not None:
            counts["span"] += 1
            counts["value"] += gold.value == ours.value
            counts["kind"] += gold.kind == ours.kind
            counts["strict"] += (gold.start, gold.end) == (ours.start, ours.end)
    return {name: float(count) for name, count in counts.items()}


def score_times(sums: Sums) -> dict[str, float]:
    """The figures of so many counts."""
    counts = defaultdict(float, sums)
    total = counts["gold"] + counts["found"]
    figures = {f"{name}_f1": 2 * counts[name] / total if total else 0.0 for name in ("value", "span", "strict", "kind")}
    figures["precision"] = counts["span"] / counts["found"] if counts["found"] else 0.0
    figures["recall"] = counts["span"] / counts["gold"] if counts["gold"] else 0.0
    return figures
