"""Articles and their revisions."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from stemma.model.article import Article
from stemma.model.stored import StoredArticle
from stemma.store.codec import pack
from stemma.store.deriving import article_words, name_outlet
from stemma.store.postgres.columns import (
    ARTICLE,
    day_bytes,
    digest,
    list_bytes,
    make_article,
    outlet_key,
    to_bytes,
    to_bytes_or_none,
    to_text,
)
from stemma.store.postgres.connections import Row, Session
from stemma.store.postgres.words import index_words
from stemma.store.postgres.work import Work

_SAME = "outlet_key, day, outlet, agency, title, payload"
"""What follows from the article alone."""
_COLUMNS = f"number, id, current, page_key, page, capture, received, replaces, {_SAME}"
_TYPES = ("int8", "bytea", "bool", *["bytea"] * 11)
_WORDS = "number, found, words"
MANY = 50
"""From so many articles at once the server indexes their words when they are committed, beside what comes next
(``WaitingWords``); reads meanwhile look through what waits."""
_MOST_WAITING = "16MB"
"""Where the server does not come to it, whoever puts more indexes what waits."""


def _derive(article: Article) -> tuple[Any, ...]:
    return (
        outlet_key(article),
        day_bytes(article.published),
        to_bytes(name_outlet(article)),
        to_bytes_or_none(article.agency),
        to_bytes(article.title or ""),
        pack(article),
    )


def put_articles(work: Work, articles: Sequence[StoredArticle]) -> tuple[str, ...]:
    """Keep those that are not there; their ids."""
    session = work.session
    ids = [to_bytes(one.article.id) for one in articles]
    known = session.rows("SELECT id FROM articles WHERE id = ANY(%s::bytea[])", (ids,))
    seen = {key for (key,) in known}
    new: dict[bytes, tuple[int, StoredArticle]] = {}
    replaced: set[bytes] = set()
    old: set[bytes] = set()
    """Of the new ones, those that another new one replaces."""
    for key, one in zip(ids, articles, strict=True):
        if key in seen:
            continue
        seen.add(key)
        before = to_bytes(one.replaces) if one.replaces is not None else None
        if before in new:
            old.add(before)
        elif before is not None:
            replaced.add(before)
        new[key] = (work.count_up(), one)
    if not new:
        return ()
    work.put = True
    if replaced:
        _replace(work, sorted(replaced))
    copy_articles(work, [(number, key, one, key not in old) for key, (number, one) in new.items()])
    work.added.update(articles=len(new) - len(old), revisions=len(old))
    return tuple(one.article.id for _, one in new.values())


def copy_articles(work: Work, made: Sequence[tuple[int, bytes, StoredArticle, bool]]) -> None:
    """Put articles that are not there: each with its number and id, and whether it is current.

    Words go first: they are most of what the server has to do, and while it does so the other rows are made.
    """
    if len(made) >= MANY:
        work.waits = True
        work.session.run(f"SET LOCAL gin_pending_list_limit = '{_MOST_WAITING}'")
    words = ((number, *_index_article(one.article)) for number, _, one, _ in made)
    with work.session.copying("article_words", _WORDS, words):
        rows = [_article_row(*one) for one in made]
    work.session.copy("articles", _COLUMNS, rows, types=_TYPES)


def _article_row(number: int, key: bytes, given: StoredArticle, current: bool) -> Row:
    return (
        number,
        key,
        current,
        digest(given.page),
        to_bytes(given.page),
        to_bytes_or_none(given.capture),
        to_bytes_or_none(given.received),
        to_bytes_or_none(given.replaces),
        *_derive(given.article),
    )


def _index_article(article: Article) -> tuple[str, bytes | None]:
    return index_words(article_words(article))


def _replace(work: Work, ids: list[bytes]) -> None:
    gone = work.session.run(
        "UPDATE articles SET current = false, story = NULL WHERE id = ANY(%s::bytea[]) AND current", (ids,)
    )
    work.added.update(articles=-gone, revisions=gone)


def update_article(work: Work, article: Article) -> bool:
    """Replace the article of this id; whether it is there."""
    assigned = ", ".join(f"{name} = %s" for name in _SAME.split(", "))
    given = (*_derive(article), to_bytes(article.id))
    row = work.session.rows(f"UPDATE articles SET {assigned} WHERE id = %s RETURNING number", given)
    work.put = True
    if row:
        work.session.run(
            "UPDATE article_words SET found = %s::tsvector, words = %s WHERE number = %s",
            (*_index_article(article), row[0][0]),
        )
    return bool(row)


def get_articles(session: Session, ids: Iterable[str]) -> dict[str, StoredArticle]:
    """Those that are there, in the order asked."""
    asked = list(ids)
    rows = session.rows(f"SELECT {ARTICLE} FROM articles a WHERE id = ANY(%s::bytea[])", (list_bytes(asked),))
    found = {one.article.id: one for one in map(make_article, rows)}
    return {key: found[key] for key in asked if key in found}


def find_pages(session: Session, pages: Iterable[str]) -> dict[str, str]:
    """Page → its current article."""
    asked = list(pages)
    rows = session.rows(
        "SELECT page, id FROM articles WHERE page_key = ANY(%s::bytea[]) AND current ORDER BY number",
        ([digest(page) for page in asked],),
    )
    found = {to_text(page): to_text(key) for page, key in rows}
    return {page: found[page] for page in asked if page in found}


def list_revisions(session: Session, article: str) -> tuple[StoredArticle, ...]:
    """All of its page, oldest first."""
    rows = session.rows(
        f"SELECT {ARTICLE} FROM articles a JOIN articles known ON known.page_key = a.page_key "
        "WHERE known.id = %s::bytea ORDER BY a.number",
        (to_bytes(article),),
    )
    return tuple(map(make_article, rows))


def list_after(
    session: Session, after: int, grouped: bool | None, limit: int, *, revisions: bool = False
) -> Iterator[StoredArticle]:
    """The next articles by number."""
    which = "" if revisions else " AND a.current"
    asked = which if grouped is None else which + f" AND a.story IS {'NOT ' if grouped else ''}NULL"
    rows = session.rows(
        f"SELECT {ARTICLE} FROM articles a WHERE a.number > %s{asked} ORDER BY a.number LIMIT %s",
        (after, limit),
    )
    return map(make_article, rows)
