"""Stories: what they are, under which ids they are known, and what is gathered from their articles."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stemma.model.stored import StoredStory
from stemma.model.story import Story
from stemma.store.codec import pack, unpack
from stemma.store.deriving import day_of
from stemma.store.postgres.columns import from_json, list_bytes, to_bytes, to_bytes_or_none, to_json, to_text
from stemma.store.postgres.connections import Session
from stemma.store.postgres.facets import KINDS, OF_ARTICLES, Facets, set_facets
from stemma.store.postgres.inheriting import forget_stories, inherit_stories
from stemma.store.postgres.words import index_words, unpack_words
from stemma.store.postgres.work import Work
from stemma.store.searching import search_words

BATCH = 2000
STORY = "s.payload, s.changed, s.edition, s.findings, s.differences, s.places, s.outlets"
"""The columns of which ``make_story`` makes a story."""
NOW = (
    "coalesce((SELECT id FROM stories WHERE id = %s::bytea), (SELECT story FROM aliases WHERE alias = %s::bytea))"
)
"""The id now of a story known by an id, which is given twice."""


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


def put_stories(work: Work, stories: Sequence[Story], gone: Iterable[str]) -> None:
    """Keep stories; those gone are no more."""
    session = work.session
    given = {to_bytes(story.id): story for story in stories}
    left = [key for key in dict.fromkeys(list_bytes(gone)) if key not in given]
    heirs = {to_bytes(alias): to_bytes(story.id) for story in stories for alias in story.aliases}
    rows = session.rows("SELECT id, changed FROM stories WHERE id = ANY(%s::bytea[])", (left,))
    changed: dict[bytes, int] = {}
    inherited = {}
    for key, number in rows:
        if key in heirs:
            inherited[key] = heirs[key]
            changed[heirs[key]] = max(changed.get(heirs[key], 0), number)
    forget_stories(work, [key for key in left if key not in inherited])
    _move_articles(session, given, left)
    keys = list(given)
    for start in range(0, len(keys), BATCH):
        batch = {key: given[key] for key in keys[start : start + BATCH]}
        _upsert(work, batch, changed)
    inherit_stories(work, inherited)
    set_facets(work, {key: set() for key in left}, KINDS)
    for table, column in (("stories", "id"), ("story_words", "story")):
        session.run(f"DELETE FROM {table} WHERE {column} = ANY(%s::bytea[])", (left,))
    work.added["stories"] -= len(rows)
    _put_aliases(session, stories)
    for start in range(0, len(keys), BATCH):
        refresh_stories(work, {key: given[key] for key in keys[start : start + BATCH]})
    work.put = True


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


def _upsert(work: Work, batch: Mapping[bytes, Story], changed: Mapping[bytes, int]) -> None:
    columns = [
        (
            key,
            changed.get(key, 0),
            story.origins,
            to_bytes_or_none(day_of(story.start) or day_of(story.end)),
            to_bytes_or_none(day_of(story.end) or day_of(story.start)),
            pack(story),
        )
        for key, story in batch.items()
    ]
    before = work.session.row("SELECT count(*) FROM stories WHERE id = ANY(%s::bytea[])", (list(batch),))
    work.session.run(
        "INSERT INTO stories AS s (id, changed, origins, first_day, last_day, payload) "
        "SELECT * FROM unnest(%s::bytea[], %s::bigint[], %s::int[], %s::bytea[], %s::bytea[], %s::bytea[]) "
        "ON CONFLICT (id) DO UPDATE SET changed = greatest(s.changed, excluded.changed), origins = excluded.origins, "
        "first_day = excluded.first_day, last_day = excluded.last_day, payload = excluded.payload",
        tuple(map(list, zip(*columns, strict=True))),
    )
    work.added["stories"] += len(batch) - (before[0] if before else 0)


def _put_aliases(session: Session, stories: Sequence[Story]) -> None:
    """An alias leads to the story that bears it, but never hides a story of that id."""
    ids = list_bytes(story.id for story in stories)
    session.run("DELETE FROM aliases WHERE alias = ANY(%s::bytea[])", (ids,))
    borne = {to_bytes(alias): to_bytes(story.id) for story in stories for alias in story.aliases}
    session.run(
        "INSERT INTO aliases (alias, story) SELECT * FROM unnest(%s::bytea[], %s::bytea[]) AS given (alias, story) "
        "WHERE NOT EXISTS (SELECT FROM stories WHERE id = given.alias) "
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
        head = search_words("\n".join((story.title, *(title for title, _, _ in parts))))
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


def refresh_story(work: Work, key: bytes) -> None:
    """As ``refresh_stories``, of one that is there."""
    row = work.session.row("SELECT payload FROM stories WHERE id = %s", (key,))
    if row is not None:
        refresh_stories(work, {key: unpack(Story, row[0])})


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
