"""Known disagreements, superseded figures and traps in real stories: the task ``conflicts``.

A seed names a question and the values that documents give. Its documents are told as one story; what counts is
whether a finding sets the listed values side by side, or (a trap) whether one wrongly does.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.evaluate.copies import read_whole
from stemma.evaluate.samples import read_json_lines
from stemma.evaluate.stories import CONTRASTS
from stemma.model.article import Article
from stemma.model.dossier import Finding, ReportedClaim
from stemma.read import read_one_story

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_BROKEN_DECIMAL = re.compile(r"(?<!\d)(\d)\. (\d)(?!\d)")
_CONFLICTING = frozenset({"differ", "update"})
_PAGES = "clusters-html/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A question to which documents give values."""

    story: str
    kind: str
    values: tuple[tuple[tuple[float, ...], tuple[str, ...]], ...]
    """For each value its figures (two agencies may give two) and the documents that give it."""

    @property
    def trap(self) -> bool:
        """The values look like a disagreement and are none."""
        return self.kind.startswith("trap")

    @property
    def agreed(self) -> bool:
        """All documents give one value, from one origin."""
        return self.kind.startswith("corroboration")


def evaluate_conflicts(seeds: Path, limit: int | None = None) -> dict[str, float]:
    """``right``: the share of seeds told right; ``false_alarms``: traps set side by side as a conflict (a count).

    ``seeds`` is a folder with ``seeds.dev.jsonl``; the documents lie beside it. A disagreement is right where a
    finding marked differ, update or compatible holds claims of its documents with two of the listed figures;
    agreement where a finding of two documents and more holds the figure and is not in conflict; a trap where no
    finding marked differ or update holds two of its figures.
    """
    read = [read_seed(entry) for entry in read_json_lines(seeds / "seeds.dev.jsonl")][:limit]
    texts = _read_documents(seeds.parent / "unified-stories" / "stories.dev.jsonl", read)
    told: dict[tuple[str, ...], tuple[Finding, ...]] = {}
    outcomes = []
    for seed in read:
        articles = _list_articles(seed, seeds.parent, texts)
        key = tuple(a.id for a in articles)
        if key not in told:
            told[key] = _tell(articles)
        sources = {a.id: a.source for a in articles}
        outcomes.append(is_told_right(seed, told[key], sources))
    alarms = sum(not right for seed, right in zip(read, outcomes, strict=True) if seed.trap)
    return {
        "right": sum(outcomes) / len(outcomes) if outcomes else 1.0,
        "false_alarms": float(alarms),
        "seeds": float(len(outcomes)),
    }


def read_seed(entry: Mapping[str, Any]) -> Seed:
    """One line of the seeds' file. The figures of a value stand before any bracket; "2 of 3" is 2."""
    values = []
    for words, documents in entry["values"].items():
        plain = re.sub(r"\bof \d+", "", words.partition("(")[0])
        figures = tuple(float(n.replace(",", "")) for n in _NUMBER.findall(plain))
        values.append((figures, tuple(documents)))
    return Seed(story=entry["story"], kind=entry["kind"], values=tuple(values))


def is_told_right(seed: Seed, findings: Sequence[Finding], sources: Mapping[str, str]) -> bool:
    """Whether the findings tell of the seed what ``evaluate_conflicts`` asks; ``sources``: article id to document."""
    if seed.agreed:
        figures, _ = seed.values[0]
        whole = tuple(sources.values())
        return any(f.relation not in _CONFLICTING and len(_holders(f, figures, whole, sources)) > 1 for f in findings)
    asked = _CONFLICTING if seed.trap else CONTRASTS
    apart = any(f.relation in asked and _sets_apart(seed, f, sources) for f in findings)
    return apart != seed.trap


def _sets_apart(seed: Seed, finding: Finding, sources: Mapping[str, str]) -> bool:
    """Whether claims of a finding hold the figures of two of the seed's values, each in a document that gives it."""
    holders = [_holders(finding, figures, documents, sources) for figures, documents in seed.values]
    return any(
        one and other and len(one | other) > 1 for place, one in enumerate(holders) for other in holders[place + 1 :]
    )


def _holders(
    finding: Finding, figures: Sequence[float], documents: Sequence[str], sources: Mapping[str, str]
) -> set[str]:
    """The articles among ``documents`` whose claims have one of the figures as their value."""
    return {c.article for c in finding.claims if sources[c.article] in documents and any(_has(c, f) for f in figures)}


def _has(claim: ReportedClaim, figure: float) -> bool:
    value = claim.value.get("quantity")
    return isinstance(value, (int, float)) and abs(value - figure) < 1e-9


def _tell(articles: Sequence[Article]) -> tuple[Finding, ...]:
    story = annotate_story(articles)
    return compare_story(story.articles, story.entities, story.places, vectors=True).findings


def _list_articles(seed: Seed, data: Path, texts: Mapping[str, Mapping[str, Any]]) -> list[Article]:
    if not seed.story.startswith(_PAGES):
        wanted = sorted({document for _, documents in seed.values for document in documents})
        return [_make_article(texts[document]) for document in wanted]
    return list(read_one_story(sorted((data / seed.story).glob("*.html"))))


def _make_article(entry: Mapping[str, Any]) -> Article:
    """A document as reading takes it; all of it is body where reading finds no article. Its source is its id."""
    name, text = entry["id"], entry["text"]
    if entry.get("set") == "ecbplus":
        # ECB+ was joined from tokens with a space behind every point: "magnitude 5. 9".
        text = _BROKEN_DECIMAL.sub(r"\1.\2", text)
    return read_whole(name, text)


def _read_documents(path: Path, seeds: Sequence[Seed]) -> dict[str, dict[str, Any]]:
    wanted = {document for seed in seeds for _, documents in seed.values for document in documents}
    return {entry["id"]: entry for entry in read_json_lines(path) if entry["id"] in wanted}
