"""A whole store told, and taken back as another one told it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from stemma.errors import StoreBroken
from stemma.model.capture import Capture
from stemma.model.dossier import Dossier
from stemma.model.stored import Correction, Edition, Event, StoredAlias, StoredArticle, StoredRejected, StoredStory
from stemma.store.codec import dump, pack, unpack
from stemma.store.deriving import article_words
from stemma.store.protocol import Restored
from stemma.store.sqlite.articles import list_columns
from stemma.store.sqlite.editions import EditionTables, drop_told, put_told
from stemma.store.sqlite.handles import Handle
from stemma.store.sqlite.log import rejected_words
from stemma.store.sqlite.members import write_story
from stemma.store.sqlite.plain import read_capture
from stemma.store.sqlite.words import put_words

_BATCH, _FEW = 200, 16
_WAITING = "CREATE TEMP TABLE IF NOT EXISTS waiting (story TEXT, number INTEGER, PRIMARY KEY (story, number))"
"""Articles whose story is still to come."""


class MovingTables(EditionTables):
    """What moving a whole collection asks of a store."""

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._handles.reading() as handle:
            handle.row("SELECT value FROM meta")  # the state is that of the first read
            yield

    def last_number(self) -> int:
        found = self._handles.get().row("SELECT value FROM meta WHERE name = 'numbers'")
        return int(found[0]) if found else 0

    def list_kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        with self._handles.reading() as handle:
            blobs, records = (
                tuple(kind for (kind,) in handle.rows(f"SELECT DISTINCT kind FROM {table} ORDER BY kind"))
                for table in ("blobs", "records")
            )
        return blobs, records

    def iter_captures(self) -> Iterator[tuple[str, Capture]]:
        sql = "SELECT id, described, content FROM captures JOIN contents USING (hash) WHERE id > ? ORDER BY id LIMIT ?"
        after = ""
        while rows := self._handles.get().rows(sql, (after, _FEW)):
            for key, described, content in rows:
                yield key, read_capture(described, content)
            after = rows[-1][0]

    def iter_aliases(self) -> Iterator[StoredAlias]:
        sql = (
            "SELECT alias, s.id FROM aliases a JOIN stories s ON s.number = a.story "
            "WHERE alias {} ? AND NOT EXISTS (SELECT 1 FROM stories WHERE id = alias) ORDER BY alias LIMIT ?"
        )
        after, beyond = "", ">="
        while rows := self._handles.get().rows(sql.format(beyond), (after, _BATCH)):
            yield from (StoredAlias(alias=alias, story=story) for alias, story in rows)
            after, beyond = rows[-1][0], ">"

    def iter_editions(self, *, after: int = 0) -> Iterator[Edition]:
        sql = (
            "SELECT e.number, s.id, e.key, e.made, d.body FROM editions e JOIN stories s ON s.number = e.story "
            "JOIN dossiers d ON d.number = e.number WHERE e.number > ? ORDER BY e.number LIMIT ?"
        )
        while rows := self._handles.get().rows(sql, (after, _FEW)):
            for number, story, key, made, body in rows:
                yield Edition(story=story, key=key, made=made, dossier=unpack(Dossier, body), number=number)
            after = rows[-1][0]

    def restore(self, restored: Sequence[Restored], *, number: int = 0) -> None:
        last = max((one.number for one in restored if not isinstance(one, StoredStory | StoredAlias)), default=0)
        with self._handles.transaction() as handle:
            handle.run("UPDATE meta SET value = max(value, ?) WHERE name = 'numbers'", (max(last, number),))
            for kind, some in groupby(restored, type):
                if kind is StoredArticle:
                    _restore_articles(handle, [one for one in some if isinstance(one, StoredArticle)])
                else:
                    for one in some:
                        self._restore(handle, one)

    def _restore(self, handle: Handle, one: Restored) -> None:
        if isinstance(one, StoredStory):
            self._restore_story(handle, one)
        elif isinstance(one, StoredAlias):
            sql = "INSERT OR REPLACE INTO aliases SELECT ?, number FROM stories WHERE id = ?"
            handle.run(sql, (one.alias, one.story))
        elif isinstance(one, Edition):
            self._restore_edition(handle, one)
        elif isinstance(one, Event):
            told = (one.number, one.story, one.kind, one.at, dump(one.detail))
            handle.run("INSERT INTO events VALUES (?, ?, ?, ?, ?)", told)
        elif isinstance(one, Correction):
            override = (type(one.override).__name__, dump(one.override))
            handle.run("INSERT INTO corrections VALUES (?, ?, ?, ?, ?)", (one.number, *override, one.made, one.undone))
        elif isinstance(one, StoredRejected):
            row = (one.number, one.item, one.stage, one.reason, one.at)
            handle.run("INSERT INTO rejected VALUES (?, ?, ?, ?, ?)", row)
            put_words(handle, "rejected_words", [(one.number, rejected_words(one.item, one.reason))])
            handle.add("rejected", 1)

    def _restore_story(self, handle: Handle, one: StoredStory) -> None:
        number = handle.take_numbers(1, of="lines")
        write_story(handle, number, one)
        handle.run("UPDATE stories SET changed = ? WHERE number = ?", (one.changed, number))
        rows = [(article, number) for article in one.story.articles]
        handle.run_many("INSERT OR IGNORE INTO members VALUES (?, ?)", rows)
        handle.run(_WAITING)
        own = "SELECT number FROM waiting WHERE story = ?"
        handle.run(f"UPDATE articles SET story = ? WHERE number IN ({own})", (number, one.story.id))
        handle.run("DELETE FROM waiting WHERE story = ?", (one.story.id,))
        handle.add("stories", 1)
        self._refresh(handle, number)

    def _restore_edition(self, handle: Handle, one: Edition) -> None:
        found = handle.row("SELECT number FROM stories WHERE id = ?", (one.story,))
        if found is None:
            raise StoreBroken(f"edition {one.number} is of story {one.story}, which is not there")
        handle.run("INSERT INTO editions VALUES (?, ?, ?, ?)", (one.number, found[0], one.key, one.made))
        handle.run("INSERT INTO dossiers VALUES (?, ?)", (one.number, pack(one.dossier)))
        handle.add("editions", 1)
        drop_told(handle, found[0])
        put_told(handle, found[0], one.dossier)
        self._retell(handle, found[0], one.number, one.dossier)


def _restore_articles(handle: Handle, articles: Sequence[StoredArticle]) -> None:
    handle.run(_WAITING)
    handle.run_many(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)",
        (
            (
                one.number,
                one.article.id,
                one.page,
                one.capture,
                one.received,
                one.replaces,
                one.current,
                *list_columns(one.article),
            )
            for one in articles
        ),
    )
    handle.run_many("INSERT INTO article_bodies VALUES (?, ?)", ((one.number, pack(one.article)) for one in articles))
    put_words(handle, "article_words", ((one.number, article_words(one.article)) for one in articles))
    waiting = ((one.story, one.number) for one in articles if one.story is not None)
    handle.run_many("INSERT INTO waiting VALUES (?, ?)", waiting)
    current = sum(one.current for one in articles)
    handle.add("articles", current)
    handle.add("revisions", len(articles) - current)
