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
from stemma.text.days import read_day

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
        dossiers: list[Dossier] = []
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
                dossiers.append(dossier)
        dossiers.sort(key=lambda one: one.story.id)
        return Result(
            tables={
                "claims": _tabulate_claims(dossiers, part),
                "findings": _tabulate_findings(dossiers, part),
                "origins": _tabulate_origins(dossiers, part),
            },
            counts={
                "stories": len(dossiers),
                "articles": sum(len(one.articles) for one in dossiers),
                CUT: cut,
            },
            rejected=rejected,
        )


def _tabulate_claims(dossiers: Sequence[Dossier], part: int) -> Any:
    rows = [(d, f.id, c) for d in dossiers for f in d.findings for c in f.claims]
    plain = ("id", "article", "start", "end", "quote", "quoted", "origin", "date")
    return tabulate_rows(
        "claims",
        {
            **{name: [getattr(claim, name) for _, _, claim in rows] for name in plain},
            "story": [dossier.story.id for dossier, _, _ in rows],
            "finding": [finding for _, finding, _ in rows],
            "part_of_page": [claim.part for _, _, claim in rows],
            "said_by": [list(claim.said_by) for _, _, claim in rows],
            "value": [
                json.dumps(claim.value, sort_keys=True, ensure_ascii=False) if claim.value else None
                for _, _, claim in rows
            ],
        },
        [_tell_month(dossier) for dossier, _, _ in rows],
        part,
    )


def _tabulate_findings(dossiers: Sequence[Dossier], part: int) -> Any:
    rows = [(d, f) for d in dossiers for f in d.findings]
    plain = ("id", "statement", "relation", "kind", "date", "origins", "withheld", "confidence", "why")
    return tabulate_rows(
        "findings",
        {
            **{name: [getattr(finding, name) for _, finding in rows] for name in plain},
            "story": [dossier.story.id for dossier, _ in rows],
            "articles": [len({claim.article for claim in finding.claims}) for _, finding in rows],
            "missing": [[{"article": one.article, "why": one.why} for one in f.missing] for _, f in rows],
        },
        [_tell_month(dossier) for dossier, _ in rows],
        part,
    )


def _tabulate_origins(dossiers: Sequence[Dossier], part: int) -> Any:
    rows = [(d, o) for d in dossiers for o in d.origins]
    return tabulate_rows(
        "origins",
        {
            **{name: [getattr(origin, name) for _, origin in rows] for name in ("id", "name", "kind")},
            "story": [dossier.story.id for dossier, _ in rows],
            "articles": [list(origin.articles) for _, origin in rows],
            "findings": [list(origin.findings) for _, origin in rows],
        },
        [_tell_month(dossier) for dossier, _ in rows],
        part,
    )


def _tell_month(dossier: Dossier) -> str:
    """That in which the story's first dated article was published, as its row of the stories has it."""
    days = [day.isoformat() for article in dossier.articles if (day := read_day(article.published))]
    return tell_month(min(days, default=None))
