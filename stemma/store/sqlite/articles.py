"""Articles and their revisions in an SQLite file."""

from collections.abc import Iterable, Iterator, Sequence

from stemma.model.article import Article
from stemma.model.stored import StoredArticle
from stemma.store.codec import pack, unpack
from stemma.store.deriving import article_words, day_of, fold_value, name_outlet
from stemma.store.sqlite.handles import Handle, Row
from stemma.store.sqlite.members import Members
from stemma.store.sqlite.plain import find_there
from stemma.store.sqlite.words import drop_words, put_words

COLUMNS = "a.page, a.capture, a.received, a.replaces, a.current, s.id, a.number, b.body"
JOINED = "articles a JOIN article_bodies b USING (number) LEFT JOIN stories s ON s.number = a.story"
_BATCH = 200


class ArticleTables(Members):
    """The articles of a store."""

    def put_articles(self, articles: Sequence[StoredArticle]) -> tuple[str, ...]:
        given: dict[str, StoredArticle] = {}
        for one in articles:
            given.setdefault(one.article.id, one)
        # Packing and finding words is what is dear: it is done before others are made to wait.
        with self._handles.reading() as handle:
            kept = find_there(handle, "articles", given)
        made = {key: _make(one) for key, one in given.items() if key not in kept}
        with self._handles.transaction() as handle:
            kept = find_there(handle, "articles", given)
            new = [one for key, one in given.items() if key not in kept]
            first = handle.take_numbers(len(new))
            numbered = [(number, one, *made[one.article.id]) for number, one in enumerate(new, first)]
            handle.run_many(
                "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, 1, NULL, ?, ?, ?, ?, ?)",
                (
                    (n, one.article.id, one.page, one.capture, one.received, one.replaces, *list_article(one.article))
                    for n, one, _, _ in numbered
                ),
            )
            handle.run_many("INSERT INTO article_bodies VALUES (?, ?)", ((n, body) for n, _, body, _ in numbered))
            put_words(handle, "article_words", ((n, words) for n, _, _, words in numbered))
            replaced = handle.run_many(
                "UPDATE articles SET current = 0, story = NULL WHERE id = ? AND current AND number < ?",
                ((one.replaces, n) for n, one, _, _ in numbered if one.replaces is not None),
            )
            handle.add("articles", len(new) - replaced)
            handle.add("revisions", replaced)
        return tuple(one.article.id for one in new)

    def update_article(self, article: Article) -> None:
        with self._handles.transaction() as handle:
            found = handle.row(
                "SELECT number, body FROM articles JOIN article_bodies USING (number) WHERE id = ?", (article.id,)
            )
            if found is None:
                return
            number, body = found
            drop_words(handle, "article_words", [(number, article_words(unpack(Article, body)))])
            put_words(handle, "article_words", [(number, article_words(article))])
            handle.run("UPDATE article_bodies SET body = ? WHERE number = ?", (pack(article), number))
            handle.run(
                "UPDATE articles SET title = ?, name = ?, agency = ?, outlet = ?, day = ? WHERE number = ?",
                (*list_article(article), number),
            )
            for (story,) in handle.rows("SELECT story FROM members WHERE article = ?", (article.id,)):
                self._refresh(handle, story)

    def get_articles(self, ids: Iterable[str]) -> dict[str, StoredArticle]:
        wanted = list(ids)
        with self._handles.reading() as handle:
            found = {one.article.id: one for one in load_articles(handle, "a.id", wanted)}
        return {key: found[key] for key in wanted if key in found}

    def find_pages(self, pages: Iterable[str]) -> dict[str, str]:
        wanted = list(pages)
        sql = "SELECT page, id, max(number) FROM articles WHERE page IN ({}) AND current GROUP BY page"
        with self._handles.reading() as handle:
            found = {page: key for page, key, _ in handle.rows_in(sql, wanted)}
        return {page: found[page] for page in wanted if page in found}

    def list_revisions(self, article: str) -> tuple[StoredArticle, ...]:
        sql = (
            f"SELECT {COLUMNS} FROM {JOINED} WHERE a.page = (SELECT page FROM articles WHERE id = ?) ORDER BY a.number"
        )
        return tuple(map(read_article, self._handles.get().rows(sql, (article,))))

    def iter_articles(
        self, *, after: int = 0, grouped: bool | None = None, revisions: bool = False
    ) -> Iterator[StoredArticle]:
        which = "" if grouped is None else f"AND a.story IS {'NOT ' if grouped else ''}NULL"
        which += "" if revisions else " AND a.current"
        sql = f"SELECT {COLUMNS} FROM {JOINED} WHERE a.number > ? {which} ORDER BY a.number LIMIT {_BATCH}"
        while rows := self._handles.get().rows(sql, (after,)):
            yield from map(read_article, rows)
            after = rows[-1][6]


def load_articles(handle: Handle, column: str, values: Iterable[str | int]) -> Iterator[StoredArticle]:
    """Articles by a column, in no order."""
    yield from map(read_article, handle.rows_in(f"SELECT {COLUMNS} FROM {JOINED} WHERE {column} IN ({{}})", values))


def read_article(row: Row) -> StoredArticle:
    """What ``COLUMNS`` give."""
    page, capture, received, replaces, current, story, number, body = row
    return StoredArticle(
        article=unpack(Article, body),
        page=page,
        capture=capture,
        received=received,
        replaces=replaces,
        current=bool(current),
        story=story,
        number=number,
    )


def _make(one: StoredArticle) -> tuple[bytes, list[str]]:
    return pack(one.article), article_words(one.article)


def list_article(article: Article) -> tuple[str | None, ...]:
    """What lists and stories need of an article, so that they need not unpack it."""
    name = name_outlet(article)
    return article.title, name, article.agency, fold_value(name), day_of(article.published)
