"""Invented events told in several languages (``eval/languages.jsonl``), grouped with and without the extra."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stemma.evaluate.coreference import Chain, score_b3
from stemma.evaluate.samples import read_json_lines
from stemma.group.languages.encoder import embed_articles, has_encoder
from stemma.group.languages.facts import gather_facts
from stemma.group.languages.joining import join_languages
from stemma.group.profile import make_profile
from stemma.group.stories import label_profiles
from stemma.model.article import Article
from stemma.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One article and the event that it tells."""

    event: str
    article: Article

    @property
    def part(self) -> str:
        """``dev`` or ``test``, by a hash of the event: figures were chosen on the first alone."""
        return ("dev", "test")[hashlib.sha256(self.event.encode()).digest()[0] % 2]


def evaluate_languages(path: Path, limit: int | None = None) -> dict[str, float | Mapping[str, float]]:
    """B-cubed for each way of ``group_told`` (``facts_f1``, ``vectors_f1`` ...): all events pooled, ``dev``, ``test``.

    Ways that need the extra are left out where it is not installed.
    """
    told = read_told(path)[:limit]
    halves = {part: score_ways([one for one in told if one.part == part]) for part in ("dev", "test")}
    return {"articles": float(len(told)), **score_ways(told), **halves}


def score_ways(told: Sequence[Told]) -> dict[str, float]:
    """Each figure of ``score_groups`` for each way of grouping, its name behind the way's."""
    ways = ["alone", "facts", "joining_facts", *(["vectors", "joining_vectors"] if has_encoder() else [])]
    return {
        f"{way}_{name}": figure for way in ways for name, figure in score_groups(told, group_told(told, way)).items()
    }


def read_told(path: Path) -> list[Told]:
    """The articles of a JSON Lines file: ``id``, ``event``, ``language``, ``published``, ``title``, ``text``."""
    told = []
    for entry in read_json_lines(path):
        start = len(entry["title"]) + 1
        article = Article(
            id=entry["id"],
            source=entry["id"],
            text=f"{entry['title']}\n{entry['text']}",
            title=entry["title"],
            language=entry["language"],
            published=entry["published"],
            body=(Span(start, start + len(entry["text"])),),
        )
        told.append(Told(event=entry["event"], article=article))
    return told


def group_told(told: Sequence[Told], way: str) -> tuple[tuple[int, ...], ...]:
    """Groups of indices into ``told``.

    ``alone``: as grouping makes them, no languages joined. ``facts``: those joined without the extra; ``vectors``: with
    it. ``joining_facts`` and ``joining_vectors``: the same, starting from the right groups of each language.
    """
    articles = [one.article for one in told]
    groups: dict[object, list[int]] = {}
    if way.startswith("joining_"):
        for index, one in enumerate(told):
            groups.setdefault((one.event, one.article.language), []).append(index)
    else:
        profiles = [make_profile(article) for article in articles]
        order = sorted(range(len(articles)), key=lambda index: profiles[index].place)
        for label, index in zip(label_profiles([profiles[index] for index in order]), order, strict=True):
            groups.setdefault(label, []).append(index)
    if way == "alone":
        return tuple(tuple(group) for group in groups.values())
    vectors = embed_articles(articles) if way.endswith("vectors") else None
    return join_languages(list(groups.values()), [gather_facts(article) for article in articles], vectors)


def score_groups(told: Sequence[Told], groups: Sequence[Sequence[int]]) -> dict[str, float]:
    """B-cubed ``precision``, ``recall``, ``f1`` (Bagga and Baldwin 1998), and the share of events found ``whole``."""
    if not told:
        return {"precision": 1.0, "recall": 1.0, "f1": 1.0, "whole": 1.0}
    members: dict[str, set[int]] = defaultdict(set)
    for index, one in enumerate(told):
        members[one.event].add(index)
    events = [Chain(event) for event in members.values()]
    found = [Chain(group) for group in groups]
    score = score_b3(events, found)
    whole = len(set(events) & set(found)) / len(events)
    return {"precision": score.precision, "recall": score.recall, "f1": score.f1, "whole": whole}
