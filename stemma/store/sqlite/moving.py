"""Telling all that an SQLite file holds, and taking back what another store told, numbers and all."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

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
from stemma.store.codec import dump, pack, unpack
from stemma.store.deriving import article_words, rejected_words
from stemma.store.protocol import Restored
from stemma.store.sqlite.articles import list_article
from stemma.store.sqlite.handles import Handle
from stemma.store.sqlite.members import write_story
from stemma.store.sqlite.plain import load_capture
from stemma.store.sqlite.stories import StoryTables
from stemma.store.sqlite.words import put_words

_BATCH = 200
_BATCH_EDITIONS = 20


class Moving(StoryTables):
    """A whole collection, out of the tables and into them."""

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._handles.reading() as handle:
            handle.row("SELECT value FROM meta LIMIT 1")  # the moment is that of the first read
            yield

    def last_number(self) -> int:
        ((number,),) = self._handles.get().rows("SELECT value FROM meta WHERE name = 'numbers'")
        return int(number)

    def list_kinds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        with self._handles.reading() as handle:
            return _list_kinds(handle, "blobs"), _list_kinds(handle, "records")

    def iter_captures(self) -> Iterator[tuple[str, Capture]]:
        sql = (
            "SELECT id, described, content FROM captures JOIN contents USING (hash) "
            f"WHERE id > ? ORDER BY id LIMIT {_BATCH}"
        )
        after = ""
        while rows := self._handles.get().rows(sql, (after,)):
            for key, described, content in rows:
                yield key, load_capture(described, content)
            after = rows[-1][0]

    def iter_aliases(self) -> Iterator[StoredAlias]:
        sql = (
            "SELECT alias, s.id FROM aliases a JOIN stories s ON s.number = a.story WHERE alias {} ? "
            f"ORDER BY alias LIMIT {_BATCH}"
        )
        after, beyond = "", ">="
        while rows := self._handles.get().rows(sql.format(beyond), (after,)):
            yield from (StoredAlias(alias=alias, story=story) for alias, story in rows)
            after, beyond = rows[-1][0], ">"

    def iter_editions(self, *, after: int = 0) -> Iterator[Edition]:
        sql = (
            "SELECT e.number, e.story, key, made, d.body FROM editions e JOIN dossiers d USING (number) "
            f"WHERE e.number > ? ORDER BY e.number LIMIT {_BATCH_EDITIONS}"
        )
        while rows := self._handles.get().rows(sql, (after,)):
            for number, story, key, made, body in rows:
                yield Edition(story=story, key=key, made=made, dossier=unpack(Dossier, body), number=number)
            after = rows[-1][0]

    def restore(self, restored: Sequence[Restored], *, number: int = 0) -> None:
        with self._handles.transaction() as handle:
            _raise_numbers(handle, number)
            for one in restored:
                if isinstance(one, StoredArticle):
                    _restore_article(handle, one)
                elif isinstance(one, StoredStory):
                    self._restore_story(handle, one)
                elif isinstance(one, StoredAlias):
                    found = self._find(handle, one.story)
                    if found is not None:
                        handle.run("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (one.alias, found[0]))
                elif isinstance(one, Edition):
                    self._restore_edition(handle, one)
                else:
                    _restore_line(handle, one)

    def _restore_story(self, handle: Handle, one: StoredStory) -> None:
        number = handle.take_numbers(1, of="lines")
        write_story(handle, number, one)
        handle.run("UPDATE stories SET changed = ? WHERE number = ?", (one.changed, number))
        handle.add("stories", 1)
        rows = [(article, number) for article in one.story.articles]
        handle.run_many("INSERT OR IGNORE INTO members VALUES (?, ?)", rows)
        handle.run_many("UPDATE articles SET story = ? WHERE id = ? AND current", ((n, article) for article, n in rows))
        self._refresh(handle, number)

    def _restore_edition(self, handle: Handle, one: Edition) -> None:
        found = self._find(handle, one.story)
        if found is None:
            raise StoreBroken(f"edition {one.number} is of story {one.story}, which is not there")
        _raise_numbers(handle, one.number)
        self._keep_edition(handle, found[0], (one.number, one.story, one.key, one.made, pack(one.dossier)), one.dossier)


def _restore_article(handle: Handle, one: StoredArticle) -> None:
    row = (one.number, one.article.id, one.page, one.capture, one.received, one.replaces, one.current)
    handle.run(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)", (*row, *list_article(one.article))
    )
    handle.run("INSERT INTO article_bodies VALUES (?, ?)", (one.number, pack(one.article)))
    put_words(handle, "article_words", [(one.number, article_words(one.article))])
    handle.add("articles" if one.current else "revisions", 1)
    _raise_numbers(handle, one.number)


def _restore_line(handle: Handle, one: Event | Correction | StoredRejected) -> None:
    if isinstance(one, Event):
        row: tuple[object, ...] = (one.number, one.story, one.kind, one.at, json.dumps(one.detail))
        handle.run("INSERT INTO events VALUES (?, ?, ?, ?, ?)", row)
    elif isinstance(one, Correction):
        row = (one.number, type(one.override).__name__, dump(one.override), one.made, one.undone)
        handle.run("INSERT INTO corrections VALUES (?, ?, ?, ?, ?)", row)
    else:
        row = (one.number, one.item, one.stage, one.reason, one.at)
        handle.run("INSERT INTO rejected VALUES (?, ?, ?, ?, ?)", row)
        put_words(handle, "rejected_words", [(one.number, rejected_words(one.item, one.reason))])
        handle.add("rejected", 1)
    _raise_numbers(handle, one.number)


def _raise_numbers(handle: Handle, number: int) -> None:
    """What is given a number from now on gets a higher one than this."""
    handle.run("UPDATE meta SET value = ? WHERE name = 'numbers' AND value < ?", (number, number))


def _list_kinds(handle: Handle, table: str) -> tuple[str, ...]:
    """The kinds of a table, one look into its index a kind."""
    kinds: list[str] = []
    found = handle.row(f"SELECT min(kind) FROM {table}")
    while found is not None and found[0] is not None:
        kinds.append(found[0])
        found = handle.row(f"SELECT min(kind) FROM {table} WHERE kind > ?", (kinds[-1],))
    return tuple(kinds)
