"""Summaries against a neutral editor's round-up of three reports (NeuS: Lee and others 2022, from AllSides)."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.errors import UsageError
from stemma.evaluate.intervals import Sums, score_items
from stemma.evaluate.lexrank import choose_central
from stemma.evaluate.rouge import score_rouge
from stemma.model.article import Article
from stemma.model.dossier import Dossier
from stemma.model.span import Span
from stemma.tell.build import build_dossier
from stemma.tell.check import check_dossier

STEP_VARIABLE = "STEMMA_EVAL_SUMMARY_STEP"
DEFAULT_STEP = 3
"""Every third event, from the first on: the whole part takes some minutes."""
_REPORT = re.compile(r"TITLE=>\s*(?P<title>.*?)\s*ARTICLE=>\s*(?P<body>.*)", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
_ROUGES = ("rouge_1", "rouge_2", "rouge_l")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A headline and the text under it; either may be empty."""

    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Reports of one event and the round-up that an editor wrote of them."""

    name: str
    reports: tuple[Report, ...]
    roundup: Report


def evaluate_summaries(data: Path, limit: int | None = None) -> dict[str, float | Mapping[str, float]]:
    """ROUGE of our summaries against the round-ups, and of LexRank and lead at the length of ours, in the same run.

    Every third event of the ``val`` part is told; the environment variable ``STEMMA_EVAL_SUMMARY_STEP`` gives another
    step (1: all). ``checked`` is the share of our sentences that ``stemma check`` proves; ``words`` how many words a
    summary has, ``events`` how many events there were (counts).

    Raises:
        UsageError: the step is no whole number from 1 on.
    """
    events = list(read_events(data, "val"))[:: _read_step()][:limit]
    scores: list[Mapping[str, float]] = []
    sentences = failures = 0
    for event in events:
        dossier = tell_event(event)
        sentences += len(dossier.summary)
        failures += count_failures(dossier)
        scores.append({"events": 1.0, **score_event(event, [s.sentence for s in dossier.summary])})
    means, ends = score_items(scores, _average)
    figures: dict[str, float | Mapping[str, float]] = {**means, **ends}
    figures["checked"] = 1 - failures / sentences if sentences else 1.0
    figures["sentences"] = sentences / max(1, len(events))
    figures["events"] = float(len(events))
    return figures


def _average(sums: Sums) -> dict[str, float]:
    return {name: value / sums["events"] for name, value in sums.items() if name != "events"}


def _read_step() -> int:
    given = os.environ.get(STEP_VARIABLE, "").strip() or str(DEFAULT_STEP)
    if not given.isdecimal() or int(given) < 1:
        raise UsageError(f"{STEP_VARIABLE} is {given!r}; give a whole number from 1 on")
    return int(given)


def read_events(data: Path, part: str) -> Iterator[Event]:
    """The events of ``part`` (``train``, ``val``), one a line of ``.source`` and ``.target``."""
    sources = (data / f"{part}.source").read_text(encoding="utf-8").splitlines()
    targets = (data / f"{part}.target").read_text(encoding="utf-8").splitlines()
    for number, (source, target) in enumerate(zip(sources, targets, strict=True)):
        reports = tuple(read_report(report) for report in source.split("[SEP]"))
        yield Event(name=f"{part}-{number}", reports=reports, roundup=read_report(target))


def read_report(line: str) -> Report:
    """The headline and text of ``TITLE=> ... ARTICLE=> ...``; without these marks all is text."""
    match = _REPORT.search(line)
    if match is None:
        return Report(title="", body=line.strip())
    return Report(title=match["title"], body=match["body"].strip())


def tell_event(event: Event, *, vectors: bool = True) -> Dossier:
    """The dossier of an event: each report an article without a date, all its text body."""
    articles = [make_article(f"{event.name}-{number}", report) for number, report in enumerate(event.reports, 1)]
    story = annotate_story([a for a in articles if a.text.strip()])
    comparison = compare_story(story.articles, story.entities, story.places, vectors=vectors)
    told = [a.article for a in story.articles]
    return build_dossier(told, comparison, story.entities, story.places, rejected=story.rejected, settings={})


def make_article(name: str, report: Report) -> Article:
    """An article of a headline and one paragraph."""
    text = "\n\n".join(part for part in (report.title, report.body) if part) + "\n"
    start = text.index(report.body) if not report.title else len(report.title) + 2
    return Article(
        id=name,
        source=f"{name}.txt",
        outlet=f"Report {name.rpartition('-')[2]}",
        text=text,
        title=report.title or None,
        title_span=Span(0, len(report.title)) if report.title else None,
        body=(Span(start, start + len(report.body)),) if report.body else (),
        language="en",
    )


def count_failures(dossier: Dossier) -> int:
    """How many sentences of the summary ``stemma check`` does not prove."""
    labels = {
        failure.partition(" (")[0].partition(" is ")[0].partition(" refers ")[0] for failure in check_dossier(dossier)
    }
    return sum(1 for label in labels if label.startswith("Summary sentence"))


def score_event(event: Event, summary: Sequence[str]) -> dict[str, float]:
    """ROUGE of ``summary``, and of LexRank and the first report's lead at its length, against the round-up's text."""
    words = len(" ".join(summary).split())
    sentences = [s for report in event.reports for s in split_sentences(report.body)]
    rivals = {
        "": summary,
        "lexrank_": choose_central(sentences, words),
        "lead_": choose_lead(split_sentences(event.reports[0].body), words),
    }
    reference = event.roundup.body
    scores = {
        f"{rival}{name}": value
        for rival, told in rivals.items()
        for name, value in score_rouge(" ".join(told), reference).items()
    }
    return scores | {"words": float(words)}


def choose_lead(sentences: Sequence[str], words: int) -> list[str]:
    """The first sentences up to about ``words`` words; one at least."""
    chosen: list[str] = []
    size = 0
    for sentence in sentences:
        length = len(sentence.split())
        if chosen and size + length / 2 > words:
            break
        chosen.append(sentence)
        size += length
    return chosen


def split_sentences(text: str) -> list[str]:
    """``text`` cut where a full stop is followed by a capital: good enough for the rivals."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
