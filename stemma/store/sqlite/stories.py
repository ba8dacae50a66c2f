"""Stories in an SQLite file, and what becomes of those that are gone."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from stemma.model.dossier import Dossier
from stemma.model.stored import StoredStory
from stemma.model.story import Story
from stemma.store.codec import unpack
from stemma.store.sqlite.editions import EditionTables, drop_told, put_told
from stemma.store.sqlite.handles import Handle, Row
from stemma.store.sqlite.members import KNOWN, NAMES_OF, drop_story, free_articles, read_story, write_story

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
            listed: dict[int, int] = {}
            for key, (number, last) in leaving.items():
                heir = heirs[key]
                if heir is None:
                    _forget(handle, key, number)
                else:
                    to = numbers.get(heir) or self._number(handle, heir)
                    _inherit(handle, key, number, to, listed)
                    changed[to] = max(changed.get(to, 0), last)
            handle.add("stories", len(new) - len(leaving))
            parted = self._place(handle, stories, numbers, set(new))
            for number, last in changed.items():
                handle.run("UPDATE stories SET changed = max(changed, ?) WHERE number = ?", (last, number))
            for number in dict.fromkeys((*changed, *parted, *numbers.values())):
                self._refresh(handle, number)
            for number in parted:
                _renew_changed(handle, number)
            for _, number in sorted((_read_id(handle, number), number) for number in {*changed, *parted}):
                self._catch_up(handle, number, listed.get(number))

    def _number(self, handle: Handle, story: str) -> int:
        found = self._find(handle, story)
        assert found is not None
        return found[0]

    def _place(
        self, handle: Handle, stories: Sequence[Story], numbers: Mapping[str, int], new: Collection[str]
    ) -> list[int]:
        """Write the stories themselves, and who is in them; the stories between which a name went."""
        returned = list(handle.rows_in("SELECT alias, story FROM aliases WHERE alias IN ({})", new))
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
        parted = {number for alias, story in returned for number in (numbers[alias], story)}
        borne = {alias: numbers[story.id] for story in stories for alias in story.aliases}
        for alias, number in borne.items():
            sql = "SELECT story FROM aliases WHERE alias = ?1 AND NOT EXISTS (SELECT 1 FROM stories WHERE id = ?1)"
            before = handle.row(sql, (alias,))
            if before is not None and before[0] != number:
                parted |= {before[0], number}
            handle.run("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (alias, number))
        there = handle.rows_in("SELECT number FROM stories WHERE number IN ({})", parted)
        return sorted(number for (number,) in there)

    def _catch_up(self, handle: Handle, number: int, listed: int | None) -> None:
        """Tell a story by its newest edition, where that is another one than before; ``listed``: the edition whose
        findings and claims it has from another."""
        known = read_story(handle, number).edition
        sql = f"{NAMES_OF} SELECT max(e.number) FROM names CROSS JOIN editions e ON e.story = name"
        ((newest,),) = handle.rows(sql, (number,))
        if newest is None:
            if known is not None:
                drop_told(handle, number)
                self._retell(handle, number, None, None)
            return
        if newest == known and listed is None:
            return
        ((body,),) = handle.rows("SELECT body FROM dossiers WHERE number = ?", (newest,))
        dossier = unpack(Dossier, body)
        if newest != (known if listed is None else listed):
            drop_told(handle, number)
            put_told(handle, number, dossier)
        self._retell(handle, number, newest, dossier)

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
    editions = handle.rows(f"{NAMES_OF} SELECT e.number FROM names CROSS JOIN editions e ON e.story = name", (number,))
    handle.run_many("DELETE FROM dossiers WHERE number = ?", editions)
    handle.run_many("DELETE FROM editions WHERE number = ?", editions)
    handle.add("editions", -len(editions))
    handle.run("DELETE FROM told WHERE story = ?", (number,))
    handle.run(f"{NAMES_OF} DELETE FROM events WHERE story IN (SELECT name FROM names)", (number,))
    handle.run("DELETE FROM aliases WHERE story = ?", (number,))
    drop_story(handle, number)


def _inherit(handle: Handle, key: str, number: int, to: int, listed: dict[int, int]) -> None:
    """What leads to a story that is gone leads to the one that it became part of, and so does what was told of it.

    ``listed``: by the number of an heir, the edition whose findings and claims it has from another.
    """
    sql = "SELECT number, edition FROM stories WHERE number IN (?, ?)"
    editions: dict[int, int | None] = dict(handle.rows(sql, (to, number)))
    moved = editions[number]
    if moved is not None and moved > max(editions.get(to) or 0, listed.get(to, 0)):
        drop_told(handle, to)
        handle.run("UPDATE findings SET story = ? WHERE story = ?", (to, number))
        handle.run("UPDATE claims SET story = ? WHERE story = ?", (to, number))
        listed[to] = moved
    else:
        drop_told(handle, number)
    handle.run("DELETE FROM told WHERE story = ?", (number,))
    handle.run("UPDATE aliases SET story = ? WHERE story = ?", (to, number))
    handle.run("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (key, to))
    drop_story(handle, number)


def _renew_changed(handle: Handle, number: int) -> None:
    """The newest event of a story whose history is another one than before."""
    sql = f"{NAMES_OF} SELECT max(e.number) FROM names CROSS JOIN events e ON e.story = name"
    ((newest,),) = handle.rows(sql, (number,))
    handle.run("UPDATE stories SET changed = ? WHERE number = ?", (newest or 0, number))


def _read_id(handle: Handle, number: int) -> str:
    ((key,),) = handle.rows("SELECT id FROM stories WHERE number = ?", (number,))
    return str(key)
