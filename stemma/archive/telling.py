"""Stories told: annotated and compared, their claims, findings and origins as rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stemma.archive.options import ArchiveOptions
from stemma.archive.rows import hash_text, tabulate, unpack_articles
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
_LOTS = 1 << 32


@dataclass(frozen=True, slots=True, kw_only=True)
class TellStories:
    """Work on the articles of a part's stories: those chosen are told."""

    options: ArchiveOptions

    def __call__(self, part: int, tables: Tables) -> Result:
        """Datasets: ``claims``, ``findings``, ``origins``, each parted."""
        stories: dict[int, list[bytes]] = defaultdict(list)
        rows = tables["assigned"]
        for story, payload in zip(rows.column("story").to_pylist(), rows.column("payload").to_pylist(), strict=True):
            stories[story].append(payload)
        dossiers: list[Dossier] = []
        rejected: list[Rejected] = []
        cut = 0
        for payloads in stories.values():
            if len(payloads) < self.options.at_least:
                continue
            articles = sorted(unpack_articles(payloads), key=place_article)
            if not is_chosen(articles[0].id, self.options.tell):
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


def is_chosen(name: str, share: float) -> bool:
    """Whether what is called ``name`` is in the share: the same ones always, and of a larger share besides others."""
    return hash_text(name) % _LOTS < share * _LOTS


def _tabulate_claims(dossiers: Sequence[Dossier], part: int) -> Any:
    rows = [(d.story.id, f.id, c) for d in dossiers for f in d.findings for c in f.claims]
    return tabulate(
        {
            "id": ("string", [c.id for _, _, c in rows]),
            "story": ("string", [story for story, _, _ in rows]),
            "finding": ("string", [finding for _, finding, _ in rows]),
            "article": ("string", [c.article for _, _, c in rows]),
            "start": ("int32", [c.start for _, _, c in rows]),
            "end": ("int32", [c.end for _, _, c in rows]),
            "quote": ("string", [c.quote for _, _, c in rows]),
            "part_of_page": ("string", [c.part for _, _, c in rows]),
            "said_by": ("list string", [list(c.said_by) for _, _, c in rows]),
            "quoted": ("string", [c.quoted for _, _, c in rows]),
            "origin": ("string", [c.origin for _, _, c in rows]),
            "date": ("string", [c.date for _, _, c in rows]),
        },
        part=np.full(len(rows), part),
    )


def _tabulate_findings(dossiers: Sequence[Dossier], part: int) -> Any:
    rows = [(d.story.id, f) for d in dossiers for f in d.findings]
    return tabulate(
        {
            "id": ("string", [f.id for _, f in rows]),
            "story": ("string", [story for story, _ in rows]),
            "statement": ("string", [f.statement for _, f in rows]),
            "relation": ("string", [f.relation for _, f in rows]),
            "kind": ("string", [f.kind for _, f in rows]),
            "date": ("string", [f.date for _, f in rows]),
            "origins": ("int32", [f.origins for _, f in rows]),
            "articles": ("int32", [len({c.article for c in f.claims}) for _, f in rows]),
            "missing": ("int32", [len(f.missing) for _, f in rows]),
            "confidence": ("float64", [f.confidence for _, f in rows]),
            "why": ("string", [f.why for _, f in rows]),
        },
        part=np.full(len(rows), part),
    )


def _tabulate_origins(dossiers: Sequence[Dossier], part: int) -> Any:
    rows = [(d.story.id, o) for d in dossiers for o in d.origins]
    return tabulate(
        {
            "id": ("string", [o.id for _, o in rows]),
            "story": ("string", [story for story, _ in rows]),
            "name": ("string", [o.name for _, o in rows]),
            "kind": ("string", [o.kind for _, o in rows]),
            "articles": ("list string", [list(o.articles) for _, o in rows]),
            "findings": ("list string", [list(o.findings) for _, o in rows]),
        },
        part=np.full(len(rows), part),
    )
