"""Telling all that the tables hold, and taking back what another store told, numbers and all."""

from collections.abc import Sequence

from stemma.errors import StoreBroken
from stemma.model.capture import Capture
from stemma.model.dossier import Dossier
from stemma.model.stored import (
    Correction,
    Edition,
    Event,
    StoredAlias,
    StoredArticle,
    StoredRejected,
    StoredStory,
)
from stemma.store.codec import unpack
from stemma.store.postgres.articles import copy_articles
from stemma.store.postgres.columns import to_bytes, to_json, to_text
from stemma.store.postgres.connections import Session
from stemma.store.postgres.editions import EDITION, PackedEdition, keep_edition
from stemma.store.postgres.logs import EVENT, REJECTED, rejected_row
from stemma.store.postgres.named import make_capture
from stemma.store.postgres.stories import put_stories, resolve_story
from stemma.store.postgres.work import Work
from stemma.store.protocol import Restored


def list_kinds(session: Session, table: str) -> tuple[str, ...]:
    """The kinds of a table, one look into its index a kind."""
    kinds: list[bytes] = []
    while True:
        beyond, asked = (" WHERE kind > %s::bytea", (kinds[-1],)) if kinds else ("", ())
        row = session.row(f"SELECT kind FROM {table}{beyond} ORDER BY kind LIMIT 1", asked)
        if row is None:
            return tuple(map(to_text, kinds))
        kinds.append(bytes(row[0]))


def list_captures(session: Session, after: bytes, limit: int) -> list[tuple[bytes, Capture]]:
    """The next captures by id."""
    rows = session.rows(
        "SELECT id, description, content FROM captures JOIN contents USING (digest) WHERE id > %s::bytea "
        "ORDER BY id LIMIT %s",
        (after, limit),
    )
    return [(bytes(key), make_capture(description, content)) for key, description, content in rows]


def list_aliases(session: Session) -> list[StoredAlias]:
    """All that lead to a story, by alias."""
    rows = session.rows("SELECT alias, a.story FROM aliases a JOIN stories s ON s.id = a.story ORDER BY alias")
    return [StoredAlias(alias=to_text(alias), story=to_text(story)) for alias, story in rows]


def list_editions(session: Session, after: int, limit: int) -> list[Edition]:
    """The next editions by number."""
    rows = session.rows(
        f"SELECT {EDITION} FROM editions e WHERE e.number > %s ORDER BY e.number LIMIT %s", (after, limit)
    )
    return [
        Edition(
            story=to_text(story), key=to_text(key), made=to_text(made), dossier=unpack(Dossier, payload), number=number
        )
        for story, key, made, payload, number in rows
    ]


def restore(work: Work, restored: Sequence[Restored], number: int) -> None:
    """Keep all as it is given; runs of one kind together."""
    work.put = True
    work.raise_numbers(number)
    run: list[Restored] = []
    for one in restored:
        if run and type(run[-1]) is not type(one):
            _restore_run(work, run)
            run = []
        run.append(one)
    if run:
        _restore_run(work, run)


def _restore_run(work: Work, run: Sequence[Restored]) -> None:
    for numbered in run:
        if not isinstance(numbered, StoredStory | StoredAlias):
            work.raise_numbers(numbered.number)
    _restore_articles(work, [one for one in run if isinstance(one, StoredArticle)])
    _restore_stories(work, [one for one in run if isinstance(one, StoredStory)])
    for one in run:
        if isinstance(one, Edition):
            _restore_edition(work, one)
    _restore_lines(work, run)


def _restore_articles(work: Work, articles: Sequence[StoredArticle]) -> None:
    if articles:
        copy_articles(work, [(one.number, to_bytes(one.article.id), one, one.current) for one in articles])
    current = sum(one.current for one in articles)
    work.added.update(articles=current, revisions=len(articles) - current)


def _restore_stories(work: Work, stories: Sequence[StoredStory]) -> None:
    if not stories:
        return
    put_stories(work, [one.story for one in stories], ())
    work.session.run(
        "UPDATE stories s SET changed = m.changed FROM unnest(%s::bytea[], %s::bigint[]) AS m (id, changed) "
        "WHERE s.id = m.id",
        ([to_bytes(one.story.id) for one in stories], [one.changed for one in stories]),
    )


def _restore_edition(work: Work, one: Edition) -> None:
    now = resolve_story(work.session, one.story)
    if now is None:
        raise StoreBroken(f"edition {one.number} is of story {one.story}, which is not there")
    row = (one.number, to_bytes(one.story), to_bytes(one.key), to_bytes(one.made))
    keep_edition(work, now, row, PackedEdition(one.dossier))


def _restore_lines(work: Work, run: Sequence[Restored]) -> None:
    session = work.session
    aliases = [(to_bytes(one.alias), to_bytes(one.story)) for one in run if isinstance(one, StoredAlias)]
    session.run(
        "INSERT INTO aliases (alias, story) SELECT * FROM unnest(%s::bytea[], %s::bytea[]) "
        "ON CONFLICT (alias) DO UPDATE SET story = excluded.story",
        ([alias for alias, _ in aliases], [story for _, story in aliases]),
    )
    events = [
        (one.number, to_bytes(one.story), to_bytes(one.at), to_json((one.kind, one.detail)))
        for one in run
        if isinstance(one, Event)
    ]
    session.copy("events", EVENT, events)
    corrections = [
        (one.number, one.undone, to_json((type(one.override).__name__, one.override, one.made)))
        for one in run
        if isinstance(one, Correction)
    ]
    session.copy("corrections", "number, undone, payload", corrections)
    rejected = [rejected_row(one.number, one) for one in run if isinstance(one, StoredRejected)]
    session.copy("rejected", REJECTED, rejected)
    work.added["rejected"] += len(rejected)
