"""Copies against pairs of articles that were read and labelled (``eval/copies.jsonl``, see ``eval/README.md``)."""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from stemma.annotate.story import annotate_story
from stemma.compare.copies import find_copies
from stemma.evaluate.copies_rivals import measure_datasketch, score_taken
from stemma.evaluate.intervals import score_items
from stemma.evaluate.samples import read_json_lines
from stemma.model.annotation import Annotated
from stemma.model.article import Article
from stemma.model.span import Span
from stemma.read.text_article import read_text

WIRE = "reuters/"
TAKEN = frozenset({"copy", "rewrite"})
NOTHING = frozenset({"furniture", "chance"})
_LABEL_OF = {"verbatim": "copy", "rewritten": "rewrite", "quotation": "quotation"}
_REPORT = re.compile(r'<REUTERS[^>]*\bNEWID="(\d+)".*?</REUTERS>', re.DOTALL)
_BODY = re.compile(r"<BODY>(.*?)</BODY>", re.DOTALL)
_TEXT = re.compile(r"<TEXT[^>]*>(.*?)</TEXT>", re.DOTALL)
_MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
_DATE = re.compile(r"<DATE>\s*(\d{1,2})-([A-Z]{3})-(\d{4})")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPair:
    """Two articles, by id, and what they share; the main kind first."""

    a: str
    b: str
    kinds: tuple[str, ...]
    draw: int = 1
    """The sample that it was drawn with (``eval/README.md``)."""

    @property
    def part(self) -> str:
        """``dev`` or ``test``, by a hash of the ids: rules were chosen on the first alone."""
        return ("dev", "test")[hashlib.sha256(f"{self.a} {self.b}".encode()).digest()[0] % 2]

    @property
    def is_wire(self) -> bool:
        """Whether it is of the wire stories of 1987."""
        return self.a.startswith(WIRE)

    @property
    def taken(self) -> bool:
        """Whether one article's own text was taken over by the other."""
        return not TAKEN.isdisjoint(self.kinds)


def evaluate_copies(
    labels: Path, pairs: Path, limit: int | None = None, *, rivals: bool = False
) -> dict[str, float | Mapping[str, float]]:
    """Precision and recall of pairs reported as verbatim or rewritten; over all, each half, and without Reuters.

    ``kinds``: the share of pairs whose main reported kind (by words) is one of those labelled, nothing reported for
    furniture and chance. ``pairs`` is the folder beside which the texts lie. These are of the first draw of pairs;
    ``second_draw`` is of the pairs drawn among what grouping looks at in the whole heap. With ``rivals`` precision
    and recall of datasketch on the first draw, as a part, where it is installed.
    """
    labelled = list(read_pairs(labels))[:limit]
    texts = read_texts(pairs.parent, {name for pair in labelled for name in (pair.a, pair.b)})
    days = read_days(pairs.parent)
    annotated = {name: annotate_text(name, text, days.get(name)) for name, text in sorted(texts.items())}
    every = [(pair, count_kinds([annotated[pair.a], annotated[pair.b]])) for pair in labelled]
    told = [(pair, kinds) for pair, kinds in every if pair.draw == 1]
    beside = [(texts[pair.a], texts[pair.b], pair.taken) for pair, _ in told if rivals]
    return {
        **score_pairs(told),
        **score_items([count_taken(pair, kinds) for pair, kinds in told], score_taken)[1],
        **(measure_datasketch(beside) if beside else {}),
        "dev": score_pairs((pair, kinds) for pair, kinds in told if pair.part == "dev"),
        "test": score_pairs((pair, kinds) for pair, kinds in told if pair.part == "test"),
        "without_reuters": score_pairs((p, kinds) for p, kinds in told if not p.is_wire),
        "second_draw": score_pairs((p, kinds) for p, kinds in every if p.draw != 1),
    }


def read_pairs(path: Path) -> Iterator[LabelledPair]:
    """The labelled pairs of a JSON Lines file: ``a``, ``b``, ``kinds``, and ``draw`` where it is not the first."""
    for entry in read_json_lines(path):
        yield LabelledPair(a=entry["a"], b=entry["b"], kinds=tuple(entry["kinds"]), draw=int(entry.get("draw", 1)))


def read_texts(data: Path, wanted: Collection[str]) -> dict[str, str]:
    """The texts of the wanted ids from ``unified-stories`` and ``scale-reuters21578`` (``reuters/NEWID``)."""
    return {name: text for name, text in read_all_texts(data) if name in wanted}


def read_all_texts(data: Path) -> Iterator[tuple[str, str]]:
    """Id and text of every article of the two sets."""
    for entry in read_json_lines(data / "unified-stories" / "stories.dev.jsonl"):
        yield entry["id"], entry["text"]
    for path in sorted((data / "scale-reuters21578").glob("*.sgm")):
        for report in _REPORT.finditer(path.read_text(encoding="latin-1")):
            yield f"reuters/{report[1]}", _read_report(report[0])


def read_days(data: Path) -> dict[str, str]:
    """The day of each article of the two sets that has one, ISO 8601."""
    days = {}
    for entry in read_json_lines(data / "unified-stories" / "stories.dev.jsonl"):
        if entry.get("date"):
            days[entry["id"]] = str(entry["date"])[:10]
    for path in sorted((data / "scale-reuters21578").glob("*.sgm")):
        for report in _REPORT.finditer(path.read_text(encoding="latin-1")):
            if found := _DATE.search(report[0]):
                days[f"reuters/{report[1]}"] = f"{found[3]}-{_MONTHS.index(found[2]) // 3 + 1:02}-{int(found[1]):02}"
    return days


def _read_report(report: str) -> str:
    found = _BODY.search(report)
    if found:
        return html.unescape(found[1])
    whole = _TEXT.search(report)
    return html.unescape(_TAG.sub("", whole[1])) if whole else ""


def annotate_text(name: str, text: str, day: str | None = None) -> Annotated:
    """``text``, published on ``day`` where that is known, read and annotated as the pipeline does."""
    article = read_whole(name, text)
    article = replace(article, published=day or article.published)
    story = annotate_story([article])
    return story.articles[0] if story.articles else Annotated(article=article)


def read_whole(name: str, text: str) -> Article:
    """``text`` read as the pipeline does; all of it is body where reading finds no article."""
    article = read_text(text, source=name, identity=name)
    return article if isinstance(article, Article) else take_whole(name, text)


def take_whole(name: str, text: str) -> Article:
    """An article whose body is all of ``text``."""
    return Article(id=name, source=name, text=text, language="en", body=(Span(0, len(text)),))


def count_kinds(pair: Iterable[Annotated]) -> Counter[str]:
    """How many words are reported as each kind, in the labels' terms."""
    words: Counter[str] = Counter()
    for copy in find_copies(tuple(pair)):
        words[_LABEL_OF[copy.kind]] += copy.words
    return words


def count_taken(pair: LabelledPair, kinds: Mapping[str, int]) -> dict[str, float]:
    """Of one pair: whether it is a copy, was reported as one, and both."""
    reported = not TAKEN.isdisjoint(kinds)
    return {"taken": float(pair.taken), "reported": float(reported), "right": float(reported and pair.taken)}


def score_pairs(told: Iterable[tuple[LabelledPair, Counter[str]]]) -> dict[str, float]:
    """``precision``, ``recall``, ``kinds`` and how many pairs there were; 1 where there was nothing to find."""
    counts: Counter[str] = Counter()
    for pair, kinds in told:
        reported = not TAKEN.isdisjoint(kinds)
        main = min(kinds, key=lambda kind: (-kinds[kind], kind), default=None)
        counts["pairs"] += 1
        counts["taken"] += pair.taken
        counts["reported"] += reported
        counts["right"] += reported and pair.taken
        counts["kinds"] += main in pair.kinds if main else not NOTHING.isdisjoint(pair.kinds)
    return {
        "precision": counts["right"] / counts["reported"] if counts["reported"] else 1.0,
        "recall": counts["right"] / counts["taken"] if counts["taken"] else 1.0,
        "kinds": counts["kinds"] / counts["pairs"] if counts["pairs"] else 1.0,
        "pairs": float(counts["pairs"]),
    }
