"""The first stage over a store: what inputs hold becomes articles and revisions, each acknowledged once it is kept."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from stemma.collection.reports import ReadReport
from stemma.model.article import Article, Rejected
from stemma.model.stored import StoredArticle
from stemma.read import iter_articles
from stemma.store import Store


def read_into(
    store: Store,
    paths: Sequence[str | Path],
    *,
    now: Callable[[], str],
    progress: Callable[[int, int], None],
    **reading: Any,
) -> ReadReport:
    """Read ``paths`` into the store, one transaction an article."""
    new: list[str] = []
    revised: list[str] = []
    again = 0
    rejected: list[Rejected] = []
    for found in iter_articles(paths, progress=progress, **reading):
        if isinstance(found, Rejected):
            rejected.append(found)
            store.put_rejected([found], at=now())
        elif isinstance(found, Article):
            page = found.url or found.source
            before = store.find_pages([page]).get(page)
            put = store.put_articles([StoredArticle(article=found, page=page, received=now(), replaces=before)])
            again += not put
            new += put
            revised += put if before else ()
        else:
            again += 1
    return ReadReport(new=tuple(new), revised=tuple(revised), again=again, rejected=tuple(rejected))
