"""Keeping the file small."""

from collections.abc import Mapping
from contextlib import suppress

from stemma.model.article import Article
from stemma.store.codec import unpack
from stemma.store.deriving import article_words, rejected_words
from stemma.store.sqlite.handles import Handle
from stemma.store.sqlite.plain import Tables
from stemma.store.sqlite.schema import WORDS
from stemma.store.sqlite.words import drop_words


class Vacuuming(Tables):
    """Dropping what is old and rested on by nothing."""

    def vacuum(self, *, before: str, dry_run: bool = False) -> Mapping[str, int]:
        if dry_run:
            return self._try(before)
        with self._handles.transaction() as handle:
            dropped = _drop(handle, before)
        self._give_back()
        return dropped

    def _try(self, before: str) -> Mapping[str, int]:
        """What would be dropped: all is dropped, counted, and taken back."""
        dropped: Mapping[str, int] = {}
        with suppress(_TakenBack), self._handles.transaction() as handle:
            dropped = _drop(handle, before)
            raise _TakenBack
        return dropped

    def _give_back(self) -> None:
        """Give the room back to the disk. Within a transaction it stays in the file, for what comes next."""
        handle = self._handles.get()
        if handle.depth or self._handles.read_only:
            return
        with self._handles.transaction() as begun:
            for table in WORDS:
                begun.run(f"INSERT INTO {table}({table}) VALUES ('optimize')")
        with self._handles.alone() as alone:
            alone.run("VACUUM")
            alone.run("PRAGMA wal_checkpoint(TRUNCATE)")


class _TakenBack(Exception):
    """Nothing went wrong: what was done is not to be kept."""


def _drop(handle: Handle, before: str) -> Mapping[str, int]:
    dropped = {
        "revisions": _drop_revisions(handle, before),
        "captures": _drop_captures(handle, before),
        "editions": _drop_editions(handle, before),
        "events": handle.run("DELETE FROM events WHERE at < ?", (before,)).rowcount,
        "rejected": _drop_rejected(handle, before),
    }
    for kind in ("revisions", "captures", "editions", "rejected"):
        handle.add(kind, -dropped[kind])
    return dropped


def _drop_revisions(handle: Handle, before: str) -> int:
    rows = handle.rows(
        "SELECT number, body FROM articles a JOIN article_bodies USING (number) WHERE NOT current "
        "AND coalesce(received, '') < ? AND NOT EXISTS (SELECT 1 FROM told WHERE told.article = a.id)",
        (before,),
    )
    drop_words(handle, "article_words", ((number, article_words(unpack(Article, body))) for number, body in rows))
    numbers = [(number,) for number, _ in rows]
    handle.run_many("DELETE FROM article_bodies WHERE number = ?", numbers)
    handle.run_many("DELETE FROM articles WHERE number = ?", numbers)
    return len(numbers)


def _drop_captures(handle: Handle, before: str) -> int:
    dropped = handle.run(
        "DELETE FROM captures WHERE coalesce(received, '') < ? "
        "AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.capture = captures.id)",
        (before,),
    ).rowcount
    handle.run("DELETE FROM contents WHERE NOT EXISTS (SELECT 1 FROM captures WHERE captures.hash = contents.hash)")
    return dropped


def _drop_editions(handle: Handle, before: str) -> int:
    numbers = handle.rows(
        "SELECT number FROM editions WHERE made < ? "
        "AND number NOT IN (SELECT edition FROM stories WHERE edition IS NOT NULL)",
        (before,),
    )
    handle.run_many("DELETE FROM dossiers WHERE number = ?", numbers)
    handle.run_many("DELETE FROM editions WHERE number = ?", numbers)
    return len(numbers)


def _drop_rejected(handle: Handle, before: str) -> int:
    rows = handle.rows("SELECT number, item, reason FROM rejected WHERE at < ?", (before,))
    drop_words(handle, "rejected_words", ((number, rejected_words(item, reason)) for number, item, reason in rows))
    handle.run_many("DELETE FROM rejected WHERE number = ?", ((number,) for number, _, _ in rows))
    return len(rows)
