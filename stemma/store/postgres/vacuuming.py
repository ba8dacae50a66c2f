"""Keeping the tables small."""

from collections.abc import Mapping

from stemma.store.postgres.columns import to_bytes
from stemma.store.postgres.connections import Session
from stemma.store.postgres.work import Work

_VACUUMED = "articles, article_words, captures, contents, editions, events, rejected, stories, story_words, facets"


def drop_old(work: Work, before: str) -> Mapping[str, int]:
    """Drop what is older than an instant and rested on by nothing; how many of each."""
    session, instant = work.session, to_bytes(before)
    old = session.rows(
        "DELETE FROM articles WHERE NOT current AND coalesce(received, '') < %s "
        "AND NOT EXISTS (SELECT FROM stories s CROSS JOIN unnest(s.told) AS t (id) WHERE t.id = articles.id) "
        "RETURNING number",
        (instant,),
    )
    session.run("DELETE FROM article_words WHERE number = ANY(%s::bigint[])", ([number for (number,) in old],))
    counts = {"revisions": len(old)}
    counts["captures"] = session.run(
        "DELETE FROM captures c WHERE coalesce(c.received, '') < %s "
        "AND NOT EXISTS (SELECT FROM articles a WHERE a.capture = c.id)",
        (instant,),
    )
    session.run("DELETE FROM contents t WHERE NOT EXISTS (SELECT FROM captures c WHERE c.digest = t.digest)")
    counts["editions"] = session.run(
        "DELETE FROM editions e WHERE made < %s AND NOT EXISTS (SELECT FROM stories s WHERE s.edition = e.number)",
        (instant,),
    )
    counts["events"] = session.run("DELETE FROM events WHERE at < %s", (instant,))
    counts["rejected"] = session.run("DELETE FROM rejected WHERE at < %s", (instant,))
    work.added.subtract({name: count for name, count in counts.items() if name != "events"})
    work.put = True
    return counts


def give_back(session: Session) -> None:
    """Give the room of what was dropped back to the tables, however long it takes; in no transaction."""
    session.run("SET statement_timeout = 0")
    try:
        session.run(f"VACUUM (ANALYZE) {_VACUUMED}")
    finally:
        session.run("RESET statement_timeout")
