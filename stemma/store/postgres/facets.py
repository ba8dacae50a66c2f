"""Outlets, agencies, places and names of stories, and in how many stories each is: counted as they change."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from stemma.store.postgres.columns import digest, fold_key, to_bytes, to_text
from stemma.store.postgres.connections import Session
from stemma.store.postgres.work import Work

OF_ARTICLES = ("outlet", "agency")
OF_EDITION = ("place", "name")
KINDS = OF_ARTICLES + OF_EDITION
Facets = set[tuple[str, str]]
"""Kind and value as written."""


def set_facets(work: Work, wanted: Mapping[bytes, Facets], kinds: tuple[str, ...]) -> None:
    """Give each story these facets of these kinds, in place of those it has."""
    session = work.session
    held = get_facets(session, wanted, kinds)
    changes: Counter[tuple[str, str]] = Counter()
    gone = [(story, *facet) for story in wanted for facet in sorted(held.get(story, set()) - wanted[story])]
    new = [(story, *facet) for story in wanted for facet in sorted(wanted[story] - held.get(story, set()))]
    changes.update((kind, value) for _, kind, value in new)
    changes.subtract((kind, value) for _, kind, value in gone)
    if gone:
        stories, kinds_gone, values = zip(*gone, strict=True)
        session.run(
            "DELETE FROM facets f USING unnest(%s::bytea[], %s::text[], %s::bytea[]) AS gone (story, kind, value) "
            "WHERE f.story = gone.story AND f.kind = gone.kind AND f.value = gone.value",
            (list(stories), list(kinds_gone), [to_bytes(value) for value in values]),
        )
    if new:
        session.copy(
            "facets",
            "story, kind, key, value",
            ((story, kind, fold_key(value), to_bytes(value)) for story, kind, value in new),
        )
    _count(session, {facet: change for facet, change in sorted(changes.items()) if change})


def _count(session: Session, changes: Mapping[tuple[str, str], int]) -> None:
    if not changes:
        return
    keys = [digest(kind, value) for kind, value in changes]
    session.run(
        "INSERT INTO facet_counts AS c (digest, kind, value, stories) "
        "SELECT * FROM unnest(%s::bytea[], %s::text[], %s::bytea[], %s::bigint[]) "
        "ON CONFLICT (digest) DO UPDATE SET stories = c.stories + excluded.stories",
        (keys, [kind for kind, _ in changes], [to_bytes(value) for _, value in changes], list(changes.values())),
    )
    if min(changes.values()) < 0:
        session.run("DELETE FROM facet_counts WHERE digest = ANY(%s::bytea[]) AND stories <= 0", (keys,))


def get_facets(session: Session, stories: Iterable[bytes], kinds: tuple[str, ...]) -> dict[bytes, Facets]:
    """The facets of these kinds that stories have."""
    rows = session.rows(
        "SELECT story, kind, value FROM facets WHERE story = ANY(%s::bytea[]) AND kind = ANY(%s::text[])",
        (list(stories), list(kinds)),
    )
    found: defaultdict[bytes, Facets] = defaultdict(set)
    for story, kind, value in rows:
        found[story].add((kind, to_text(value)))
    return dict(found)


def list_facets(session: Session, kind: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Values of a kind, those of most stories first."""
    if kind not in KINDS:
        return ()
    rows = session.rows(
        "SELECT value, stories FROM facet_counts WHERE kind = %s "
        "ORDER BY stories DESC, substr(value, 1, 200), value LIMIT %s",
        (kind, limit),
    )
    return tuple((to_text(value), stories) for value, stories in rows)
