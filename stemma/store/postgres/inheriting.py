"""What becomes of a story that is no more: another inherits what was told of it, or it is forgotten."""

from collections.abc import Mapping

from stemma.store.postgres.connections import Session
from stemma.store.postgres.facets import OF_EDITION, get_facets, set_facets
from stemma.store.postgres.work import Work


def forget_stories(work: Work, stories: list[bytes]) -> None:
    """Drop what was told of these."""
    if not stories:
        return
    rows = work.session.rows(
        "SELECT alias FROM aliases WHERE story = ANY(%s::bytea[]) "
        "AND NOT EXISTS (SELECT FROM stories o WHERE o.id = alias)",
        (stories,),
    )
    names = [*stories, *(alias for (alias,) in rows)]
    work.added["editions"] -= _drop(work.session, "editions", names)
    for table in ("findings", "claims"):
        work.added[table] -= _drop(work.session, table, stories)
    _drop(work.session, "events", names)
    _drop(work.session, "aliases", stories)


def _drop(session: Session, table: str, stories: list[bytes]) -> int:
    return session.run(f"DELETE FROM {table} WHERE story = ANY(%s::bytea[])", (stories,))


def inherit_stories(work: Work, heirs: Mapping[bytes, bytes]) -> None:
    """What leads to a story that is gone leads to its heir, and so does what was told; both have their rows still."""
    if not heirs:
        return
    session = work.session
    pairs = (list(heirs), list(heirs.values()))
    with_edition = session.rows(
        "SELECT id, edition FROM stories WHERE id = ANY(%s::bytea[]) AND edition IS NOT NULL ORDER BY edition",
        (pairs[0],),
    )
    for key, edition in with_edition:
        _inherit_edition(work, key, edition, heirs[key])
    session.run(
        "UPDATE aliases t SET story = m.heir FROM unnest(%s::bytea[], %s::bytea[]) AS m (gone, heir) "
        "WHERE t.story = m.gone",
        pairs,
    )
    session.run(
        "INSERT INTO aliases (alias, story) SELECT * FROM unnest(%s::bytea[], %s::bytea[]) "
        "ON CONFLICT (alias) DO UPDATE SET story = excluded.story",
        pairs,
    )


def _inherit_edition(work: Work, key: bytes, edition: int, heir: bytes) -> None:
    """Where the newest edition of the one that is gone is newer than the heir's own, it is the heir's newest."""
    session = work.session
    own = session.row("SELECT edition FROM stories WHERE id = %s", (heir,))
    newer = own is None or own[0] is None or own[0] < edition
    for table in ("findings", "claims"):
        work.added[table] -= _drop(session, table, [heir if newer else key])
    if not newer:
        return
    for table in ("findings", "claims"):
        session.run(f"UPDATE {table} SET story = %s WHERE story = %s", (heir, key))
    session.run(
        "UPDATE stories s SET edition = g.edition, findings = g.findings, differences = g.differences, "
        "places = g.places, told = g.told FROM stories g WHERE s.id = %s AND g.id = %s",
        (heir, key),
    )
    session.run(
        "INSERT INTO story_words (story, found, told) SELECT %s::bytea, ''::tsvector, told FROM story_words "
        "WHERE story = %s ON CONFLICT (story) DO UPDATE SET told = excluded.told",
        (heir, key),
    )
    set_facets(work, {heir: get_facets(session, [key], OF_EDITION).get(key, set())}, OF_EDITION)


def find_heirs(
    session: Session, gone: list[bytes], given: Mapping[bytes, bytes], there: set[bytes]
) -> dict[bytes, bytes]:
    """For those gone that have one: the story that bears their id as an alias, over others that are gone too.

    ``given``: alias → story as they are put now; ``there``: the stories that are put now.
    """
    passed_on = dict(given)
    asked = [key for key in gone if key not in given]
    while asked:
        rows = session.rows("SELECT alias, story FROM aliases WHERE alias = ANY(%s::bytea[])", (asked,))
        new = {alias: story for alias, story in rows if alias not in passed_on}
        passed_on |= new
        asked = [story for story in dict.fromkeys(new.values()) if story not in passed_on]
    ends = list(set(passed_on.values()))
    rows = session.rows("SELECT id FROM stories WHERE id = ANY(%s::bytea[]) AND id <> ALL(%s::bytea[])", (ends, gone))
    alive = there | {key for (key,) in rows}
    heirs = {}
    for key in gone:
        passed, heir = {key}, passed_on.get(key)
        while heir is not None and heir not in alive and heir not in passed:
            passed.add(heir)
            heir = passed_on.get(heir)
        if heir is not None and heir in alive:
            heirs[key] = heir
    return heirs
