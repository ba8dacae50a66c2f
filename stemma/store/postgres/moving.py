"""A whole store told, and taken back as another one told it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from stemma.errors import StoreBroken
from stemma.model.capture import Capture
from stemma.model.dossier import Dossier
from stemma.model.stored import Correction, Edition, Event, StoredAlias, StoredArticle, StoredRejected, StoredStory
from stemma.store.codec import unpack
from stemma.store.postgres.articles import list_columns, list_words
from stemma.store.postgres.columns import day_bytes, digest, to_bytes, to_bytes_or_none, to_json, to_text
from stemma.store.postgres.connections import Session
from stemma.store.postgres.editions import PackedEdition, keep_edition
from stemma.store.postgres.named import make_capture
from stemma.store.postgres.stories import put_aliases, refresh_stories, upsert_stories
from stemma.store.postgres.words import index_words
from stemma.store.postgres.work import Work
from stemma.store.protocol import Restored
from stemma.store.searching import search_words


def list_kinds(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of blobs and of records."""
    blobs, records = (
        tuple(to_text(kind) for (kind,) in session.rows(f"SELECT DISTINCT kind FROM {table} ORDER BY kind"))
        for table in ("blobs", "records")
    )
    return blobs, records


def list_captures(session: Session, after: str, limit: int) -> list[tuple[str, Capture]]:
    """The next captures by id."""
    rows = session.rows(
        "SELECT id, description, content FROM captures JOIN contents USING (digest) WHERE id > %s::bytea "
        "ORDER BY id LIMIT %s",
        (to_bytes(after), limit),
    )
    return [(to_text(key), make_capture(description, content)) for key, description, content in rows]


def list_aliases(session: Session) -> Iterator[StoredAlias]:
    """All, by alias."""
    rows = session.rows(
        "SELECT alias, story FROM aliases a WHERE NOT EXISTS (SELECT FROM stories s WHERE s.id = a.alias) "
        "AND EXISTS (SELECT FROM stories s WHERE s.id = a.story) ORDER BY alias"
    )
    return (StoredAlias(alias=to_text(alias), story=to_text(story)) for alias, story in rows)


def list_editions_after(session: Session, after: int, limit: int) -> list[Edition]:
    """The next editions by number."""
    rows = session.rows(
        "SELECT number, story, key, made, payload FROM editions WHERE number > %s ORDER BY number LIMIT %s",
        (after, limit),
    )
    return [
        Edition(
            story=to_text(story), key=to_text(key), made=to_text(made), dossier=unpack(Dossier, payload), number=number
        )
        for number, story, key, made, payload in rows
    ]


def restore(work: Work, restored: Sequence[Restored], number: int) -> None:
    """Keep these as they are given."""
    last = max((one.number for one in restored if not isinstance(one, StoredStory | StoredAlias)), default=0)
    work.raise_numbers(max(last, number))
    work.put = True
    for kind, some in groupby(restored, type):
        if kind is StoredArticle:
            _restore_articles(work, [one for one in some if isinstance(one, StoredArticle)])
        elif kind is StoredStory:
            _restore_stories(work, [one for one in some if isinstance(one, StoredStory)])
        elif kind is StoredAlias:
            put_aliases(
                work.session,
                {to_bytes(one.alias): to_bytes(one.story) for one in some if isinstance(one, StoredAlias)},
            )
        else:
            for one in some:
                _restore_one(work, one)


def _restore_articles(work: Work, articles: Sequence[StoredArticle]) -> None:
    columns = "number, id, current, story, page_key, page, capture, received, replaces"
    work.session.copy(
        "articles",
        f"{columns}, outlet_key, day, outlet, agency, title, payload",
        (
            (
                one.number,
                to_bytes(one.article.id),
                one.current,
                to_bytes_or_none(one.story),
                digest(one.page),
                to_bytes(one.page),
                to_bytes_or_none(one.capture),
                to_bytes_or_none(one.received),
                to_bytes_or_none(one.replaces),
                *list_columns(one.article),
            )
            for one in articles
        ),
    )
    work.session.copy(
        "article_words", "number, found, words", ((one.number, *list_words(one.article)) for one in articles)
    )
    current = sum(one.current for one in articles)
    work.added.update(articles=current, revisions=len(articles) - current)


def _restore_stories(work: Work, stories: Sequence[StoredStory]) -> None:
    given = {to_bytes(one.story.id): one.story for one in stories}
    upsert_stories(work, given)
    work.session.run(
        "UPDATE stories s SET changed = m.changed FROM unnest(%s::bytea[], %s::bigint[]) AS m (story, changed) "
        "WHERE s.id = m.story",
        (list(given), [one.changed for one in stories]),
    )
    refresh_stories(work, given)


def _restore_one(work: Work, one: Restored) -> None:
    session = work.session
    if isinstance(one, Edition):
        story = to_bytes(one.story)
        if session.row("SELECT 1 FROM stories WHERE id = %s::bytea", (story,)) is None:
            raise StoreBroken(f"edition {one.number} is of story {one.story}, which is not there")
        keep_edition(work, story, one.number, one.key, one.made, PackedEdition(one.dossier))
    elif isinstance(one, Event):
        event = (one.number, to_bytes(one.story), to_bytes(one.at), to_json((one.kind, one.detail)))
        session.copy("events", "number, story, at, payload", [event])
    elif isinstance(one, Correction):
        kept = to_json((type(one.override).__name__, one.override, one.made))
        session.copy("corrections", "number, undone, payload", [(one.number, one.undone, kept)])
    elif isinstance(one, StoredRejected):
        found, words = index_words(search_words(f"{one.item}\n{one.reason}"))
        bare = StoredRejected(item=one.item, stage=one.stage, reason=one.reason, at=one.at)
        key = digest(one.item, one.stage, one.reason)
        rejected = (one.number, key, to_bytes(one.at), day_bytes(one.at), to_json(bare), found, words)
        session.copy("rejected", "number, digest, at, day, payload, found, words", [rejected])
        work.added["rejected"] += 1
