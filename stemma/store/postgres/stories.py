"""Stories: what they are, under which ids they are known, and what is gathered from their articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from stemma.model.stored import StoredStory
from stemma.model.story import Story
from stemma.store.codec import pack, unpack
from stemma.store.deriving import day_of, head_words
from stemma.store.postgres.columns import from_json, list_bytes, to_bytes, to_bytes_or_none, to_json, to_text
from stemma.store.postgres.connections import Row, Session
from stemma.store.postgres.facets import KINDS, OF_ARTICLES, Facets, set_facets
from stemma.store.postgres.inheriting import find_heirs, forget_stories, inherit_stories
from stemma.store.postgres.words import index_words, unpack_words
from stemma.store.postgres.work import Work

BATCH = 2000
STORY = "s.payload, s.changed, s.edition, s.findings, s.differences, s.places, s.outlets"
"""The columns of which ``make_story`` makes a story."""
NOW = "coalesce((SELECT id FROM stories WHERE id = %s::bytea), (SELECT story FROM aliases WHERE alias = %s::bytea))"
"""The id now of a story known by an id, which is given twice."""
NAMES = (
    "(SELECT %s::bytea UNION ALL SELECT a.alias FROM aliases a WHERE a.story = %s::bytea "
    "AND NOT EXISTS (SELECT FROM stories o WHERE o.id = a.alias))"
)
"""The names of a story by its id now, which is given twice: that and its aliases, but those that are another story's
own id. Editions and events are put under one of these."""


def make_story(row: tuple[Any, ...]) -> StoredStory:
    """A stored story of its columns."""
    payload, changed, edition, findings, differences, places, outlets = row
    return StoredStory(
        story=unpack(Story, payload),
        changed=changed,
        edition=edition,
        findings=findings,
        differences=differences,
        places=tuple(from_json(list, places)),
        outlets=tuple(from_json(list, outlets)),
    )


def resolve_story(session: Session, story: str) -> bytes | None:
    """The id now."""
    known = to_bytes(story)
    row = session.row(f"SELECT {NOW}", (known, known))
    return None if row is None else row[0]


def put_stories(work: Work, stories: Sequence[Story], gone: Iterable[str]) -> list[bytes]:
    """Keep stories; those gone are no more. The stories between which a name went, and with it what was told."""
    session = work.session
    given = {to_bytes(story.id): story for story in stories}
    borne = {to_bytes(alias): to_bytes(story.id) for story in stories for alias in story.aliases}
    asked = [key for key in dict.fromkeys(list_bytes(gone)) if key not in given]
    rows = session.rows("SELECT id, changed FROM stories WHERE id = ANY(%s::bytea[]) ORDER BY id", (asked,))
    left: dict[bytes, int] = dict(rows)
    heirs = find_heirs(session, list(left), borne, set(given))
    parted = _find_parted(session, given, borne, left=left, heirs=heirs)
    forget_stories(work, [key for key in left if key not in heirs])
    _move_articles(session, given, list(left))
    for batch in _cut(given):
        _upsert(work, batch)
    _put_aliases(session, borne)
    inherit_stories(work, heirs)
    _change(session, heirs, left)
    set_facets(work, {key: set() for key in left}, KINDS)
    for table, column in (("stories", "id"), ("story_words", "story")):
        session.run(f"DELETE FROM {table} WHERE {column} = ANY(%s::bytea[])", (list(left),))
    work.added["stories"] -= len(left)
    for batch in _cut(given):
        refresh_stories(work, batch)
    refresh_known(work, [heir for heir in dict.fromkeys(heirs.values()) if heir not in given])
    for key in parted:
        session.run(
            f"UPDATE stories SET changed = coalesce((SELECT max(number) FROM events WHERE story IN {NAMES}), 0) "
            "WHERE id = %s",
            (key, key, key),
        )
    work.put = True
    return parted


def _find_parted(
    session: Session,
    given: Mapping[bytes, Story],
    borne: Mapping[bytes, bytes],
    *,
    left: Mapping[bytes, int],
    heirs: Mapping[bytes, bytes],
) -> list[bytes]:
    """The stories between which a name goes: an alias becomes another's, or a story of its own again."""
    rows = session.rows(
        "SELECT alias, story, EXISTS (SELECT FROM stories s WHERE s.id = alias) FROM aliases "
        "WHERE alias = ANY(%s::bytea[])",
        (list({*given, *borne} - left.keys()),),
    )
    parted: set[bytes] = set()
    for alias, story, is_story in rows:
        to = alias if alias in given else borne[alias]
        before = heirs.get(story) if story in left else story
        if not is_story and before is not None and before != to:
            parted |= {before, to}
    return sorted(parted, key=to_text)


def _cut(stories: Mapping[bytes, Story]) -> Iterator[dict[bytes, Story]]:
    keys = list(stories)
    for start in range(0, len(keys), BATCH):
        yield {key: stories[key] for key in keys[start : start + BATCH]}


def _change(session: Session, heirs: Mapping[bytes, bytes], changed: Mapping[bytes, int]) -> None:
    """What happened to a story that is gone happened to its heir."""
    session.run(
        "UPDATE stories s SET changed = greatest(s.changed, m.changed) FROM ("
        "SELECT heir, max(changed) AS changed FROM unnest(%s::bytea[], %s::bigint[]) AS given (heir, changed) "
        "GROUP BY heir) AS m WHERE s.id = m.heir",
        (list(heirs.values()), [changed[key] for key in heirs]),
    )


def _move_articles(session: Session, given: Mapping[bytes, Story], left: list[bytes]) -> None:
    """The articles of each story are in it, and in no other; articles of those that are gone are in none."""
    members = {to_bytes(article): key for key, story in given.items() for article in story.articles}
    session.run(
        "UPDATE articles SET story = NULL WHERE story = ANY(%s::bytea[]) AND id <> ALL(%s::bytea[])",
        ([*given, *left], list(members)),
    )
    session.run(
        "UPDATE articles a SET story = m.story FROM unnest(%s::bytea[], %s::bytea[]) AS m (id, story) "
        "WHERE a.id = m.id AND a.current AND a.story IS DISTINCT FROM m.story",
        (list(members), list(members.values())),
    )


def _upsert(work: Work, batch: Mapping[bytes, Story]) -> None:
    session = work.session
    rows = session.rows("SELECT id FROM stories WHERE id = ANY(%s::bytea[])", (list(batch),))
    known = {key for (key,) in rows}
    made = {
        key: (
            story.origins,
            to_bytes_or_none(day_of(story.start) or day_of(story.end)),
            to_bytes_or_none(day_of(story.end) or day_of(story.start)),
            list_bytes(story.articles),
            pack(story),
        )
        for key, story in batch.items()
    }
    columns = "origins, first_day, last_day, articles, payload"
    session.copy("stories", f"id, {columns}", ((key, *row) for key, row in made.items() if key not in known))
    if known:
        session.run("CREATE TEMP TABLE IF NOT EXISTS given_stories (LIKE stories) ON COMMIT DELETE ROWS")
        session.run("TRUNCATE given_stories")
        given: list[Row] = [(key, *made[key], 0, 0, 0, b"", b"", []) for key in known]
        session.copy("given_stories", f"id, {columns}, changed, findings, differences, places, outlets, told", given)
        assigned = ", ".join(f"{name} = g.{name}" for name in columns.split(", "))
        session.run(f"UPDATE stories s SET {assigned} FROM given_stories g WHERE s.id = g.id")
    work.added["stories"] += len(batch) - len(known)


def _put_aliases(session: Session, borne: Mapping[bytes, bytes]) -> None:
    session.run(
        "INSERT INTO aliases (alias, story) SELECT * FROM unnest(%s::bytea[], %s::bytea[]) "
        "ON CONFLICT (alias) DO UPDATE SET story = excluded.story",
        (list(borne), list(borne.values())),
    )


def refresh_stories(work: Work, stories: Mapping[bytes, Story]) -> None:
    """Gather anew what stories tell of their articles: outlets, agencies, and the words they are found by."""
    session = work.session
    wanted = list({to_bytes(article) for story in stories.values() for article in story.articles})
    rows = session.rows("SELECT id, title, outlet, agency FROM articles WHERE id = ANY(%s::bytea[])", (wanted,))
    held = {key: (to_text(t), to_text(o), None if a is None else to_text(a)) for key, t, o, a in rows}
    rows = session.rows("SELECT story, told FROM story_words WHERE story = ANY(%s::bytea[])", (list(stories),))
    told = {key: unpack_words(words) for key, words in rows if words is not None}
    outlets: list[bytes] = []
    facets: dict[bytes, Facets] = {}
    indexed: list[tuple[str, bytes | None]] = []
    for key, story in stories.items():
        parts = [held[article] for article in list_bytes(story.articles) if article in held]
        names = sorted({outlet for _, outlet, _ in parts})
        outlets.append(to_json(names))
        facets[key] = {("outlet", name) for name in names} | {("agency", one) for _, _, one in parts if one}
        head = head_words(story.title, (title for title, _, _ in parts))
        indexed.append(index_words(head + told.get(key, [])))
    session.run(
        "UPDATE stories s SET outlets = m.outlets FROM unnest(%s::bytea[], %s::bytea[]) AS m (id, outlets) "
        "WHERE s.id = m.id AND s.outlets <> m.outlets",
        (list(stories), outlets),
    )
    session.run(
        "INSERT INTO story_words AS w (story, found, words) "
        "SELECT k, f::tsvector, o FROM unnest(%s::bytea[], %s::text[], %s::bytea[]) AS given (k, f, o) "
        "ON CONFLICT (story) DO UPDATE SET found = excluded.found, words = excluded.words "
        "WHERE w.found <> excluded.found OR w.words IS DISTINCT FROM excluded.words",
        (list(stories), [found for found, _ in indexed], [words for _, words in indexed]),
    )
    set_facets(work, facets, OF_ARTICLES)


def refresh_known(work: Work, keys: list[bytes]) -> None:
    """As ``refresh_stories``, of those that are there."""
    rows = work.session.rows("SELECT id, payload FROM stories WHERE id = ANY(%s::bytea[])", (keys,))
    if rows:
        refresh_stories(work, {key: unpack(Story, payload) for key, payload in rows})


def refresh_holding(work: Work, article: str) -> None:
    """As ``refresh_stories``, of each that lists this article."""
    rows = work.session.rows("SELECT id FROM stories WHERE articles @> ARRAY[%s::bytea]", (to_bytes(article),))
    refresh_known(work, [key for (key,) in rows])


def get_story(session: Session, story: str) -> StoredStory | None:
    """By id or alias."""
    known = to_bytes(story)
    row = session.row(f"SELECT {STORY} FROM stories s WHERE id = {NOW}", (known, known))
    return None if row is None else make_story(row)


def list_after(session: Session, after: bytes | None, limit: int) -> list[StoredStory]:
    """The next stories by id."""
    beyond = "" if after is None else "WHERE id > %s "
    rows = session.rows(
        f"SELECT {STORY} FROM stories s {beyond}ORDER BY id LIMIT %s", (*(() if after is None else (after,)), limit)
    )
    return list(map(make_story, rows))
