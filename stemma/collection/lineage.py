"""What became of stories that were grouped anew: which goes on as which, by the articles that they are named by."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from stemma.model.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Stories as they are now, and how they came of those before."""

    changed: tuple[Story, ...]
    """Those that are not as they were, with all ids under which they were known; by id."""
    gone: tuple[str, ...]
    """Ids of stories that are no more; where one goes on in another, that bears the id as an alias."""
    moved: frozenset[str]
    """Ids of those of ``changed`` that are new or have other articles than before."""
    parents: Mapping[str, tuple[str, ...]]
    """By story: the ids of the stories before that go on in it."""
    heads: Mapping[str, str]
    """By story: of its parents the one that it goes on from, itself where it was there."""
    home: Mapping[str, str]
    """By article: its story now."""
    known: frozenset[str]
    """The articles that the stories before had."""
    before: Mapping[str, frozenset[str]]
    """By story: the articles that its parents had."""

    @property
    def joined(self) -> tuple[str, ...]:
        """Ids of stories that are no more and became part of another, which goes on from itself or from a third."""
        absorbed = {key for story, some in self.parents.items() for key in some if key != self.heads[story]}
        return tuple(sorted(absorbed.intersection(self.gone)))

    def left(self, story: str, *, but: Set[str]) -> list[str]:
        """The articles that its parents had and that are in another story, or in none."""
        had = self.before.get(story, frozenset())
        return sorted(article for article in had - but if self.home.get(article) != story)


def trace_stories(old: Sequence[Story], new: Sequence[Story], newest: Mapping[str, str]) -> Lineage:
    """Lay the stories before beside those now, which hold the same articles and those that came.

    An id leads to the story that has the article it is the id of; where that was replaced (``newest``: an article to
    its newest version), to the one that has the newest; else to the one that took most of its story's articles.
    """
    ids = {story.id for story in new}
    home = {article: story.id for story in new for article in story.articles}
    led = {story.id: _find_heir(story.id, story, home, newest) for story in old}
    parents: dict[str, list[str]] = {}
    aliases: dict[str, set[str]] = {}
    for story in old:
        heir = led[story.id]
        if heir is not None:
            parents.setdefault(heir, []).append(story.id)
        for name in (story.id, *story.aliases):
            to = _find_heir(name, story, home, newest)
            if to is not None and name not in ids:
                aliases.setdefault(to, set()).add(name)
    was = {story.id: story for story in old}
    now = [replace(story, aliases=tuple(sorted(aliases.get(story.id, ())))) for story in new]
    changed = [story for story in sorted(now, key=lambda one: one.id) if was.get(story.id) != story]
    return Lineage(
        changed=tuple(changed),
        gone=tuple(sorted(was.keys() - ids)),
        moved=frozenset(s.id for s in changed if s.id not in was or was[s.id].articles != s.articles),
        parents={heir: tuple(sorted(some)) for heir, some in parents.items()},
        heads={heir: heir if heir in some else _choose_head(some, was) for heir, some in parents.items()},
        home=home,
        known=frozenset(article for story in old for article in story.articles),
        before={heir: frozenset(a for key in some for a in was[key].articles) for heir, some in parents.items()},
    )


def _find_heir(name: str, story: Story, home: Mapping[str, str], newest: Mapping[str, str]) -> str | None:
    for article in (name, newest.get(name, name)):
        if article in home:
            return home[article]
    return _most(home.get(newest.get(article, article)) for article in story.articles)


def _most(stories: Iterable[str | None]) -> str | None:
    counted = Counter(story for story in stories if story is not None)
    return min(counted, key=lambda story: (-counted[story], story), default=None)


def _choose_head(stories: Sequence[str], was: Mapping[str, Story]) -> str:
    return min(stories, key=lambda key: (-len(was[key].articles), key))
