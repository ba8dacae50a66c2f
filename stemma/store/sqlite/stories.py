"""Stories in an SQLite file, and what becomes of those that are gone."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from stemma.model.dossier import Dossier
from stemma.model.stored import StoredStory
from stemma.model.story import Story
from stemma.store.codec import unpack
from stemma.store.sqlite.editions import EditionTables, drop_told
from stemma.store.sqlite.handles import Handle, Row
from stemma.store.sqlite.members import KNOWN, drop_story, free_articles, read_story, write_story

_BATCH = 200


class StoryTables(EditionTables):
    """The stories of a store."""

    def put_stories(self, stories: Sequence[Story], *, gone: Iterable[str] = ()) -> None:
        given = {story.id: story for story in stories}
        with self._handles.transaction() as handle:
            sql = "SELECT id, number, changed FROM stories WHERE id IN ({})"
            leaving = {key: (number, changed) for key, number, changed in handle.rows_in(sql, gone)}
            numbers = {key: number for key, number, _ in handle.rows_in(sql, given) if key not in leaving}
            new = [key for key in given if key not in numbers]
            first = handle.take_numbers(len(new), of="lines")
            numbers |= {key: number for number, key in enumerate(new, first)}
            aliases = {alias: story.id for story in stories for alias in story.aliases}
            heirs = {key: _find_heir(handle, key, aliases, given, leaving) for key in leaving}
            changed: dict[int, int] = {}
            for key, (number, last) in leaving.items():
                heir = heirs[key]
                if heir is None:
                    _forget(handle, key, number)
                else:
                    to = numbers.get(heir) or self._number(handle, heir)
                    _inherit(handle, key, number, heir, to)
                    changed[to] = max(changed.get(to, 0), last)
            handle.add("stories", len(new) - len(leaving))
            self._place(handle, stories, numbers, set(new))
            for number, last in changed.items():
                handle.run("UPDATE stories SET changed = max(changed, ?) WHERE number = ?", (last, number))
            for number in dict.fromkeys((*changed, *numbers.values())):
                self._refresh(handle, number)
            for number in changed:
                self._catch_up(handle, number)

    def _number(self, handle: Handle, story: str) -> int:
        found = self._find(handle, story)
        assert found is not None
        return found[0]

    def _place(
        self, handle: Handle, stories: Sequence[Story], numbers: Mapping[str, int], new: Collection[str]
    ) -> None:
        """Write the stories themselves, and who is in them."""
        for story in stories:
            number = numbers[story.id]
            if story.id in new:
                write_story(handle, number, StoredStory(story=story))
                continue
            kept = read_story(handle, number)
            # Most stories that are put are as they were.
            if kept.story != story:
                write_story(handle, number, replace(kept, story=story))
            if kept.story.articles != story.articles:
                free_articles(handle, number)
                handle.run("DELETE FROM members WHERE story = ?", (number,))
        rows = [(article, numbers[story.id]) for story in stories for article in story.articles]
        handle.run_many("INSERT OR IGNORE INTO members VALUES (?, ?)", rows)
        handle.run_many(
            "UPDATE articles SET story = ?1 WHERE id = ?2 AND current AND story IS NOT ?1",
            ((number, article) for article, number in rows),
        )
        borne = ((alias, numbers[story.id]) for story in stories for alias in story.aliases)
        handle.run_many("INSERT OR REPLACE INTO aliases VALUES (?, ?)", borne)

    def _catch_up(self, handle: Handle, number: int) -> None:
        """Tell a story by its newest edition, where it inherited that."""
        found = handle.row(
            "SELECT number, body FROM editions JOIN dossiers USING (number) WHERE story = ? "
            "ORDER BY number DESC LIMIT 1",
            (number,),
        )
        if found is not None and found[0] != read_story(handle, number).edition:
            self._retell(handle, number, found[0], unpack(Dossier, found[1]))

    def resolve_story(self, story: str) -> str | None:
        with self._handles.reading() as handle:
            found = self._find(handle, story)
        return None if found is None else found[1]

    def get_story(self, story: str) -> StoredStory | None:
        sql = f"SELECT number, id, changed, body FROM stories WHERE number = {KNOWN}"
        row = self._handles.get().row(sql, (story, story))
        return None if row is None else load_story(row)

    def iter_stories(self) -> Iterator[StoredStory]:
        sql = "SELECT number, id, changed, body FROM stories WHERE id {} ? ORDER BY id LIMIT ?"
        after, beyond = "", ">="
        while rows := self._handles.get().rows(sql.format(beyond), (after, _BATCH)):
            yield from map(load_story, rows)
            after, beyond = rows[-1][1], ">"


def load_story(row: Row) -> StoredStory:
    """Number, id, ``changed`` and body as a story."""
    return replace(unpack(StoredStory, row[3]), changed=row[2])


def _find_heir(
    handle: Handle, key: str, aliases: Mapping[str, str], given: Collection[str], leaving: Collection[str]
) -> str | None:
    """The story that bears the id of one that is gone as an alias; over others that are gone too."""
    passed = {key}
    while True:
        sql = "SELECT s.id FROM aliases a JOIN stories s ON s.number = a.story WHERE alias = ?"
        row = (aliases[key],) if key in aliases else handle.row(sql, (key,))
        if row is None or row[0] in passed:
            return None
        key = row[0]
        if key in given or key not in leaving:
            return key
        passed.add(key)


def _forget(handle: Handle, key: str, number: int) -> None:
    """Nothing was ever told of this story."""
    drop_told(handle, number)
    editions = handle.rows("SELECT number FROM editions WHERE story = ?", (number,))
    handle.run_many("DELETE FROM dossiers WHERE number = ?", editions)
    handle.run_many("DELETE FROM editions WHERE number = ?", editions)
    handle.add("editions", -len(editions))
    handle.run("DELETE FROM told WHERE story = ?", (number,))
    handle.run("DELETE FROM events WHERE story = ?", (key,))
    handle.run("DELETE FROM aliases WHERE story = ?", (number,))
    drop_story(handle, number)


def _inherit(handle: Handle, key: str, number: int, heir: str, to: int) -> None:
    """What was told of a story that is gone is told of the one that it became part of."""
    newest = "SELECT max(number) FROM editions WHERE story = ?"
    (own,), (moved,) = (*handle.rows(newest, (to,)), *handle.rows(newest, (number,)))
    if moved is not None and moved > (own or 0):
        drop_told(handle, to)
        handle.run("UPDATE findings SET story = ? WHERE story = ?", (to, number))
        handle.run("UPDATE claims SET story = ? WHERE story = ?", (to, number))
    else:
        drop_told(handle, number)
    handle.run("UPDATE editions SET story = ? WHERE story = ?", (to, number))
    handle.run("DELETE FROM told WHERE story = ?", (number,))
    handle.run("UPDATE events SET story = ? WHERE story = ?", (heir, key))
    handle.run("UPDATE aliases SET story = ? WHERE story = ?", (to, number))
    handle.run("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (key, to))
    drop_story(handle, number)
