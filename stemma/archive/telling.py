"""Stories told: annotated and compared, their claims, findings and origins as rows."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stemma.archive.options import ArchiveOptions
from stemma.archive.rows import draw_lot, tell_month, unpack_articles
from stemma.archive.schemas import tabulate_rows
from stemma.engine import Result, Tables
from stemma.model.article import Rejected
from stemma.model.dossier import Dossier
from stemma.model.settings import Settings
from stemma.pipeline import tell_story
from stemma.text.article_order import place_article

STAGE = "tell"
MOST = 200
"""Articles of a story that are compared; of a larger one, the first."""
CUT = "stories_cut"
"""The count of stories of which only the first articles were compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellStories:
    """Work on the articles of a part's stories: those chosen are told."""

    options: ArchiveOptions

    def __call__(self, part: int, tables: Tables) -> Result:
        """Datasets: ``claims``, ``findings``, ``origins``, each parted."""
        stories: dict[int, list[int]] = defaultdict(list)
        rows = tables["assigned"]
        payloads = rows.column("payload")
        for at, story in enumerate(rows.column("story").to_pylist()):
            stories[story].append(at)
        told: list[_Told] = []
        rejected: list[Rejected] = []
        cut = 0
        for places in stories.values():
            if len(places) < self.options.at_least:
                continue
            articles = sorted(unpack_articles(payloads[at].as_py() for at in places), key=place_article)
            if draw_lot(articles[0].id) >= self.options.tell:
                continue
            cut += len(articles) > MOST
            dossier, lost = tell_story(articles[:MOST], settings=Settings(vectors=self.options.vectors))
            rejected += lost
            if dossier is not None:
                told.append(_Told(dossier=dossier, month=tell_month(articles[0].published)))
        told.sort(key=lambda one: one.dossier.story.id)
        return Result(
            tables={
                "claims": _tabulate_claims(told, part),
                "findings": _tabulate_findings(told, part),
                "origins": _tabulate_origins(told, part),
            },
            counts={
                "stories": len(told),
                "articles": sum(len(one.dossier.articles) for one in told),
                CUT: cut,
            },
            rejected=rejected,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A story's dossier, and the month of its row among the stories, whatever of its articles could be used."""

    dossier: Dossier
    month: str


def _tabulate_claims(told: Sequence[_Told], part: int) -> Any:
    rows = [(one, f.id, c) for one in told for f in one.dossier.findings for c in f.claims]
    plain = ("id", "article", "start", "end", "quote", "quoted", "origin", "date")
    return tabulate_rows(
        "claims",
        {
            **{name: [getattr(claim, name) for _, _, claim in rows] for name in plain},
            "story": [one.dossier.story.id for one, _, _ in rows],
            "finding": [finding for _, finding, _ in rows],
            "part_of_page": [claim.part for _, _, claim in rows],
            "said_by": [list(claim.said_by) for _, _, claim in rows],
            "value": [
                json.dumps(claim.value, sort_keys=True, ensure_ascii=False) if claim.value else None
                for _, _, claim in rows
            ],
        },
        [one.month for one, _, _ in rows],
        part,
    )


def _tabulate_findings(told: Sequence[_Told], part: int) -> Any:
    rows = [(one, f) for one in told for f in one.dossier.findings]
    plain = ("id", "statement", "relation", "kind", "date", "origins", "withheld", "confidence", "why")
    return tabulate_rows(
        "findings",
        {
            **{name: [getattr(finding, name) for _, finding in rows] for name in plain},
            "story": [one.dossier.story.id for one, _ in rows],
            "articles": [len({claim.article for claim in finding.claims}) for _, finding in rows],
            "missing": [[{"article": m.article, "why": m.why} for m in f.missing] for _, f in rows],
        },
        [one.month for one, _ in rows],
        part,
    )


def _tabulate_origins(told: Sequence[_Told], part: int) -> Any:
    rows = [(one, o) for one in told for o in one.dossier.origins]
    return tabulate_rows(
        "origins",
        {
            **{name: [getattr(origin, name) for _, origin in rows] for name in ("id", "name", "kind")},
            "story": [one.dossier.story.id for one, _ in rows],
            "articles": [list(origin.articles) for _, origin in rows],
            "findings": [list(origin.findings) for _, origin in rows],
        },
        [one.month for one, _ in rows],
        part,
    )
