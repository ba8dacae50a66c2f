"""What a story tells of its articles and of its newest edition, kept beside it."""

from collections.abc import Iterable
from dataclasses import replace

from stemma.model.dossier import Dossier
from stemma.model.stored import StoredStory
from stemma.store.codec import pack, pack_bytes, unpack, unpack_bytes
from stemma.store.deriving import count_differences, day_of, fold_value, head_words, list_facets, told_words
from stemma.store.sqlite.handles import Handle
from stemma.store.sqlite.plain import Tables
from stemma.store.sqlite.words import drop_words, put_words

Facets = set[tuple[str, str]]
# One statement each: between two, a thread that serves hands over to the others, and must wait for its turn again.
KNOWN = "coalesce((SELECT number FROM stories WHERE id = ?), (SELECT story FROM aliases WHERE alias = ?))"
"""The number of a story by id or alias, which is given twice."""
_NAMES = (
    "names (name) AS (SELECT s.id FROM stories s JOIN known USING (number) UNION ALL "
    "SELECT a.alias FROM known JOIN aliases a ON a.story = known.number "
    "WHERE NOT EXISTS (SELECT 1 FROM stories o WHERE o.id = a.alias))"
)
NAMES_OF = f"WITH known (number) AS (SELECT ?), {_NAMES}"
"""Begins a statement that has ``names``: those of the story of a number, its id and its aliases but those that are
another story's own id. Editions and events are put under one of these."""
NAMES_KNOWN = f"WITH known (number) AS (SELECT {KNOWN}), {_NAMES}"
"""The same, of a story by id or alias, which is given twice."""


class Members(Tables):
    """How a story is kept in step with what it is made of."""

    def _find(self, handle: Handle, story: str) -> tuple[int, str] | None:
        """Number and id of a story, by id or alias."""
        found = handle.row(f"SELECT number, id FROM stories WHERE number = {KNOWN}", (story, story))
        return None if found is None else (found[0], found[1])

    def _refresh(self, handle: Handle, number: int) -> None:
        """After its title or its articles changed."""
        stored = read_story(handle, number)
        wanted = stored.story.articles
        sql = "SELECT id, title, name, agency FROM articles WHERE id IN ({})"
        found = {key: rest for key, *rest in handle.rows_in(sql, wanted)}
        held = [found[key] for key in wanted if key in found]
        outlets = {name for _, name, _ in held}
        facets = {("outlet", name) for name in outlets} | {("agency", agency) for _, _, agency in held if agency}
        set_facets(handle, number, ("outlet", "agency"), facets)
        set_texts(handle, number, head=head_words(stored.story.title, (title for title, _, _ in held)))
        if stored.outlets != tuple(sorted(outlets)):
            write_story(handle, number, replace(stored, outlets=tuple(sorted(outlets))))

    def _retell(self, handle: Handle, number: int, edition: int | None, dossier: Dossier | None) -> None:
        """After its newest edition changed; None: it has none any more."""
        stored = replace(
            read_story(handle, number),
            edition=edition,
            findings=len(dossier.findings) if dossier else 0,
            differences=count_differences(dossier) if dossier else 0,
            places=tuple(place.name for place in dossier.places) if dossier else (),
        )
        set_facets(handle, number, ("place", "name"), set(list_facets(dossier)) if dossier else set())
        set_texts(handle, number, told=told_words(dossier) if dossier else ())
        write_story(handle, number, stored)
        handle.run("DELETE FROM told WHERE story = ?", (number,))
        rows = ((article.id, number) for article in (dossier.articles if dossier else ()))
        handle.run_many("INSERT OR IGNORE INTO told VALUES (?, ?)", rows)


def read_story(handle: Handle, number: int) -> StoredStory:
    """A story that is there."""
    found = handle.row("SELECT body FROM stories WHERE number = ?", (number,))
    assert found is not None
    return unpack(StoredStory, found[0])


def write_story(handle: Handle, number: int, stored: StoredStory) -> None:
    """Keep a story, but for ``changed``."""
    story = stored.story
    first, last = _span(story.start, story.end)
    handle.run(
        "INSERT INTO stories VALUES (?, ?, 0, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET "
        "edition = excluded.edition, origins = excluded.origins, first = excluded.first, last = excluded.last, "
        "body = excluded.body",
        (number, story.id, stored.edition, story.origins, first, last, pack(replace(stored, changed=0))),
    )


def set_facets(handle: Handle, story: int, kinds: tuple[str, str], facets: Facets) -> None:
    """Let a story have these facets of these kinds, and no other."""
    sql = "SELECT kind, value FROM facets WHERE story = ? AND kind IN (?, ?)"
    before = {(kind, value) for kind, value in handle.rows(sql, (story, *kinds))}
    new, gone = sorted(facets - before), sorted(before - facets)
    handle.run_many("INSERT INTO facets VALUES (?, ?, ?, ?)", ((k, fold_value(v), story, v) for k, v in new))
    handle.run_many(
        "DELETE FROM facets WHERE kind = ? AND folded = ? AND story = ? AND value = ?",
        ((k, fold_value(v), story, v) for k, v in gone),
    )
    handle.run_many(
        "INSERT INTO facet_counts VALUES (?, ?, 1) ON CONFLICT (kind, value) DO UPDATE SET stories = stories + 1", new
    )
    handle.run_many("UPDATE facet_counts SET stories = stories - 1 WHERE kind = ? AND value = ?", gone)
    handle.run_many("DELETE FROM facet_counts WHERE kind = ? AND value = ? AND stories = 0", gone)


def set_texts(
    handle: Handle, story: int, *, head: Iterable[str] | None = None, told: Iterable[str] | None = None
) -> None:
    """Let a story be found by these words; None: as before."""
    kept = _read_texts(handle, story)
    new = tuple(list(now) if now is not None else old for now, old in zip((head, told), kept, strict=True))
    if new == kept:
        return
    if any(kept):
        drop_words(handle, "story_words", [(story, [*kept[0], *kept[1]])])
    put_words(handle, "story_words", [(story, [*new[0], *new[1]])])
    packed = (pack_bytes(" ".join(part).encode()) for part in new)
    handle.run("INSERT OR REPLACE INTO story_texts VALUES (?, ?, ?)", (story, *packed))


def drop_story(handle: Handle, number: int) -> None:
    """Take a story out, but for its editions and events."""
    set_facets(handle, number, ("outlet", "agency"), set())
    set_facets(handle, number, ("place", "name"), set())
    head, told = _read_texts(handle, number)
    if head or told:
        drop_words(handle, "story_words", [(number, [*head, *told])])
    handle.run("DELETE FROM story_texts WHERE number = ?", (number,))
    handle.run("DELETE FROM members WHERE story = ?", (number,))
    handle.run("DELETE FROM stories WHERE number = ?", (number,))
    free_articles(handle, number)


def free_articles(handle: Handle, number: int) -> None:
    """No article is in this story any more."""
    handle.run("UPDATE articles SET story = NULL WHERE story = ? AND current", (number,))


def _read_texts(handle: Handle, story: int) -> tuple[list[str], list[str]]:
    found = handle.row("SELECT head, told FROM story_texts WHERE number = ?", (story,))
    if found is None:
        return [], []
    head, told = (unpack_bytes(part).decode().split() for part in found)
    return head, told


def _span(start: str | None, end: str | None) -> tuple[str | None, str | None]:
    first, last = day_of(start), day_of(end)
    return first or last, last or first
