"""The ``places`` task: finding place names and putting them on the map, on LGL and GeoWebNews."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from spacy.tokens import Doc

from stemma.annotate.entities import group_names
from stemma.annotate.gazetteer import measure_distance, open_gazetteer
from stemma.annotate.names import find_mentions
from stemma.annotate.parse import load_model
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.places import locate_toponyms
from stemma.evaluate.intervals import Sums, add_up, score_items
from stemma.evaluate.samples import spread_items

_TOPONYMS = frozenset(
    {
        "Literal",
        "Mixed",
        "Metonymic",
        "Literal_Modifier",
        "Coercion",
        "Embedded_Literal",
        "Demonym",
        "Non_Literal_Modifier",
    }
)
_PARAGRAPH = re.compile(r"[^\n]+")
_NEAR = 161.0
_COUNTS = ("right", "found", "met", "located", "resolved", "near", "gold")


@dataclass(frozen=True, slots=True)
class _Toponym:
    start: int
    end: int
    lat: float | None
    lon: float | None


Parse = Callable[[Iterable[str]], Iterator[Doc]]
Article = tuple[str, str, list[_Toponym]]
"""Id, text, gold toponyms."""


def evaluate_places(data: Path, limit: int | None = None) -> dict[str, float | Mapping[str, float]]:
    """Recognition F1, and the share of gold toponyms within 161 km, of all and of those resolved.

    ``data`` is the folder of the two sets. A gold name is found where a place mention
    overlaps it. Of "all" are all gold names with coordinates (in GeoWebNews also those whose
    GeoNames number the gazetteer holds), found or not. ``limit`` articles of each set, spread evenly.
    """
    sets = {"lgl": read_lgl(data), "geowebnews": read_geowebnews(data)}
    figures: dict[str, float | Mapping[str, float]] = {}
    every: list[Sums] = []
    for name, articles in sets.items():
        counts = count_articles(spread_items(articles, limit), _parse)
        figures.update({f"{name}_{k}": v for k, v in _score(add_up(counts)).items()})
        every += counts
    whole, ends = score_items(every, _score)
    return {**figures, **whole, **ends}


def _parse(texts: Iterable[str]) -> Iterator[Doc]:
    return load_model().pipe(texts, batch_size=64)


def count_articles(articles: Sequence[Article], parse: Parse) -> list[Sums]:
    """Of each article: names found right, found, met; gold located, of these resolved, of these near; gold."""
    blocks = [(n, m.start(), m.group()) for n, (_, text, _) in enumerate(articles) for m in _PARAGRAPH.finditer(text)]
    passages: list[list[ParsedPassage]] = [[] for _ in articles]
    for (n, start, block), doc in zip(blocks, parse(b for _, _, b in blocks), strict=True):
        passages[n].append(ParsedPassage(start=start, end=start + len(block), part="body", doc=doc))
    return [
        dict(zip(_COUNTS, _score_article(name, text, gold, parsed), strict=True))
        for (name, text, gold), parsed in zip(articles, passages, strict=True)
    ]


def _score_article(name: str, text: str, gold: list[_Toponym], parsed: list[ParsedPassage]) -> tuple[int, ...]:
    entities, mentions = group_names([(name, find_mentions(parsed))], texts={name: text})
    found = locate_toponyms(entities, mentions, texts={name: text})[name]
    right = sum(any(t.start < g.end and g.start < t.end for g in gold) for t in found)
    met = located = resolved = near = 0
    for toponym in gold:
        hits = [t for t in found if t.start < toponym.end and toponym.start < t.end]
        met += bool(hits)
        if toponym.lat is None or toponym.lon is None:
            continue
        located += 1
        point = next(((t.lat, t.lon) for t in hits if t.lat is not None and t.lon is not None), None)
        if point is not None:
            resolved += 1
            near += measure_distance(point[0], point[1], toponym.lat, toponym.lon) <= _NEAR
    return right, len(found), met, located, resolved, near, len(gold)


def _score(sums: Sums) -> dict[str, float]:
    right, found, met, located, resolved, near, gold = (sums.get(name, 0.0) for name in _COUNTS)
    precision, recall = right / max(1, found), met / max(1, gold)
    return {
        "recognition_f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "within_161km": near / max(1, located),
        "within_161km_of_resolved": near / max(1, resolved),
        "resolved": resolved / max(1, located),
    }


def read_lgl(folder: Path) -> list[Article]:
    """The Local-Global Lexicon corpus."""
    out: list[Article] = []
    for article in ElementTree.parse(folder / "Corpora" / "lgl.xml").getroot().iter("article"):
        text = article.findtext("text") or ""
        gold = []
        for toponym in article.iter("toponym"):
            lat, lon = toponym.findtext(".//lat"), toponym.findtext(".//lon")
            span = int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0)
            gold.append(_Toponym(*span, float(lat) if lat else None, float(lon) if lon else None))
        out.append((article.get("docid") or str(len(out)), text, gold))
    return out


def read_geowebnews(folder: Path) -> list[Article]:
    """GeoWebNews: toponyms of all kinds but languages and homonyms."""
    out: list[Article] = []
    for path in sorted((folder / "GeoWebNews").glob("*.ann"), key=lambda p: (len(p.stem), p.stem)):
        spans: dict[str, tuple[int, int]] = {}
        notes: dict[str, str] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if fields[0][:1] == "T" and len(fields) > 1 and fields[1].split()[0] in _TOPONYMS:
                _, *offsets = re.split(r"[ ;]", fields[1])
                spans[fields[0]] = (int(offsets[0]), int(offsets[-1]))
            elif fields[0].startswith("#") and len(fields) > 2:
                notes[fields[1].split()[-1]] = fields[2].strip()
        gold = [
            _Toponym(*span, *_read_note(notes.get(mark, ""))) for mark, span in sorted(spans.items()) if mark in notes
        ]
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        out.append((path.stem, text, gold))
    return out


def _read_note(note: str) -> tuple[float | None, float | None]:
    """A note's coordinates, its own or those of its GeoNames number."""
    pair = re.fullmatch(r"(-?\d+(?:\.\d+)?),\s*(-?\d+(?:\.\d+)?)", note)
    if pair:
        return float(pair.group(1)), float(pair.group(2))
    if note.isdigit():
        found = open_gazetteer().read_number(int(note))
        if found:
            return found.lat, found.lon
    return None, None
