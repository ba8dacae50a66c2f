"""Stories while articles come in: each joins one or founds one in bounded work; see ``docs/grouping_online.md``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from stemma.errors import UsageError
from stemma.group.online.articles import Articles, ProfilesInOrder
from stemma.group.online.neighbours import Neighbours
from stemma.group.online.partition import SAMPLE, Partition
from stemma.group.online.state import dump_profile, load_profile, name_state
from stemma.group.profile import Profile, make_profile
from stemma.group.stories import FOUNDING, THRESHOLD, ask_likeness, label_profiles
from stemma.model.article import Article
from stemma.model.story_index import IndexedStory, Placed

Label = Callable[[Sequence[Profile]], Sequence[int]]
"""Profiles in order of their place to the story of each, named by its first."""

MERGES_TRIED = 3
"""Stories that one article may tie to the one it joins."""

NEAR = 0.7
"""Stories at this share of the threshold from a new article are grouped anew together with its own."""


class StoryIndex:
    """Takes articles one by one, in any order, and knows the story of each.

    What ``add`` makes of an article depends on what came before it; after ``consolidate`` nothing does: stories
    are those that grouping all articles at once makes. Ids that were given out stay good: ``resolve``.
    """

    def __init__(self) -> None:
        self._articles = Articles()
        self._stories = Partition()
        self._numbers: dict[str, int] = {}
        self._given: set[str] = set()
        self._heirs: dict[str, str] = {}
        self._settled = 0

    def __len__(self) -> int:
        """How many articles it holds."""
        return len(self._numbers)

    def __contains__(self, article: str) -> bool:
        return article in self._numbers

    def add(self, item: Article | Profile, *, replaces: str | None = None) -> Placed:
        """Put an article into the story it is most like, or found one; the work does not grow with the index.

        The stories near to it are grouped anew with it, so that one may part or two become one. An article that
        is there already changes nothing. ``replaces``: the id of an earlier version of it, which is taken out
        first; that id then leads to what is left of its story, or else to that of the new version.
        """
        profile = make_profile(item) if isinstance(item, Article) else item
        if replaces is not None and replaces != profile.article:
            self.remove(replaces, heir=profile.article)
        if profile.article in self._numbers:
            return self.place(profile.article)
        number = self._take_up(profile)
        self._heirs.pop(profile.article, None)
        around = Neighbours(self._articles, self._stories, number)
        ranked = around.rank_stories()
        before = {self._id(key): self._know(key) for _, key in ranked}
        home = self._settle(number, [key for likeness, key in ranked if likeness >= self._ask(key)], around)
        near = [key for likeness, key in ranked if likeness >= THRESHOLD * NEAR]
        touched = self._relink(number, dict.fromkeys([home, *near]), around)
        self._articles.list_terms(number, self._stories.homes)
        now = {self._give(key): key for key in touched}
        placed = self._describe(number, around)
        return replace(
            placed,
            came=True,
            merged=tuple(old for old in sorted(before) if old not in now and self.resolve(old) == placed.story),
            changed=tuple(s for s, key in sorted(now.items()) if s == placed.story or before.get(s) != self._know(key)),
        )

    @classmethod
    def group_all(cls, items: Iterable[Article | Profile], *, label: Label = label_profiles) -> "StoryIndex":
        """An index of many articles at once, as if each had been added, then all consolidated by ``label``."""
        index = cls()
        for item in items:
            profile = make_profile(item) if isinstance(item, Article) else item
            if profile.article not in index:
                index._take_up(profile)
        index.consolidate(label=label)
        return index

    def place(self, article: str) -> Placed:
        """Where an article stands now, and the nearest other story.

        Raises:
            UsageError: the index does not hold it.
        """
        if article not in self._numbers:
            raise UsageError(f"{article}: the index of stories holds no article with this id")
        number = self._numbers[article]
        return self._describe(number, Neighbours(self._articles, self._stories, number))

    def remove(self, article: str, *, heir: str | None = None) -> None:
        """Take an article out; its story stays whole until it is grouped anew. Nothing where it is not there.

        A story whose id it gave goes by its next article's, the old id an alias. Where it was the only one, the
        id leads to the article ``heir``, or nowhere.
        """
        number = self._numbers.pop(article, None)
        if number is None:
            return
        self._articles.unlist(number)
        left = self._stories.take_out(number)
        if left is not None:
            heir = self._give(left)
        if article in self._given:
            self._given.discard(article)
            if heir is not None:
                self._heirs[article] = heir

    def consolidate(self, *, since: date | None = None, label: Label = label_profiles) -> Mapping[str, str]:
        """Group anew, all at once; which ids changed: each that was a story's to the id of what it leads to now.

        Without ``since`` the stories are those of all articles grouped in one go, in whatever order they came, and
        what is added later goes on from there. With ``since`` only stories are linked anew that have an article
        published on that day or later, or one that came since the last consolidation: the work is that of these.
        The others are frozen: they neither split nor take in, and words are weighed by those linked anew alone.

        ``label``: what groups profiles that stand in order of ``Profile.place``. Who has the articles at hand gives
        ``label_collection`` of them, so that prints of one text, what is apart and other languages count as in a batch.
        """
        before = sorted(self._id(key) for key in self._stories)
        if since is None:
            self._rebuild(label)
        else:
            self._link_anew(self._find_open(since), label)
        for key in self._stories:
            self._give(key)
        self._settled = len(self._articles)
        now = {old: self.resolve(old) for old in before}
        return {old: new for old, new in now.items() if new is not None and new != old}

    def resolve(self, story: str) -> str | None:
        """The id now of the story that this id was given out for, or that holds this article; None: it is gone."""
        seen: set[str] = set()
        while story not in self._numbers:
            if story in seen or story not in self._heirs:
                return None
            seen.add(story)
            story = self._heirs[story]
        return self._id(self._home(self._numbers[story]))

    def stories(self) -> tuple[IndexedStory, ...]:
        """All stories in the order of their earliest articles."""
        aliases: dict[str, list[str]] = {}
        for old in sorted(self._given | self._heirs.keys()):
            now = self.resolve(old)
            if now is not None and now != old:
                aliases.setdefault(now, []).append(old)
        ordered = sorted(self._stories, key=lambda key: self._stories[key].earliest)
        return tuple(
            IndexedStory(
                id=self._id(key),
                articles=tuple(self._articles.bare(n).article for n in self._stories.in_order(key)),
                aliases=tuple(aliases.get(self._id(key), ())),
            )
            for key in ordered
        )

    def profiles(self, story: str) -> tuple[Profile, ...]:
        """The profiles of a story, in order of publication; ``story``: any id that leads to it.

        Raises:
            UsageError: the id leads to none.
        """
        now = self.resolve(story)
        if now is None:
            raise UsageError(f"{story}: the index of stories knows no story by this id")
        return tuple(map(self._articles.profile, self._stories.in_order(self._home(self._numbers[now]))))

    def to_state(self) -> dict[str, Any]:
        """All of it as plain data for JSON; ``from_state`` goes on from there as if nothing had happened."""
        numbers = range(len(self._articles))
        homes = self._stories.homes
        return {
            **name_state(),
            "articles": [dump_profile(self._articles.profile(number)) for number in numbers],
            "stories": [None if key is None else self._stories[key].earliest[1] for key in homes],
            "given": sorted(self._given),
            "heirs": dict(sorted(self._heirs.items())),
            "lists": dict(self._articles.overflown_lists()),
            "settled": self._settled,
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> "StoryIndex":
        """The index that ``to_state`` told of.

        Raises:
            UsageError: this is no such state, or that of another version.
        """
        name_state(state)
        index = cls()
        try:
            index._restore(state)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise UsageError(f"the state of an index of stories is not whole ({error!r}); group anew") from error
        return index

    def _restore(self, state: Mapping[str, Any]) -> None:
        leads = state["stories"]
        for entry, lead in zip(state["articles"], leads, strict=True):
            self._take_up(load_profile(entry), known=lead is not None)
        present = list(self._numbers.values())
        self._found_all(present, [leads[number] for number in present])
        for number in present:
            self._articles.list_terms(number, self._stories.homes)
        for term, listed in state["lists"].items():
            self._articles.set_list(term, listed)
        self._given = set(state["given"])
        self._heirs = dict(state["heirs"])
        self._settled = int(state["settled"])

    def _take_up(self, profile: Profile, *, known: bool = True) -> int:
        number = self._articles.append(profile)
        self._stories.append(profile.place)
        if known:
            self._numbers[profile.article] = number
        return number

    def _ask(self, key: int) -> float:
        """How near a story must be for an article that is in none to join it."""
        return ask_likeness(1 + len(self._stories[key].numbers))

    def _settle(self, number: int, alike: Sequence[int], around: Neighbours) -> int:
        """Put a new article into the first of the stories that are like it, with those that this makes one story."""
        if not alike:
            return self._stories.found([number])
        home = alike[0]
        self._stories.join(number, home)
        for other in alike[1 : MERGES_TRIED + 1]:
            if around.mean_between(home, other) >= THRESHOLD:
                home = self._stories.merge(home, other)
        return home

    def _relink(self, number: int, keys: Iterable[int], around: Neighbours) -> list[int]:
        """Group anew the story of a new article and those near to it; the stories that may have changed.

        Average linkage joins what is nearest first, which articles that come one by one do not: this makes up for it.
        """
        home = self._home(number)
        numbers: list[int] = []
        for key in keys:
            if key in self._stories and around.has_all(key):
                numbers += self._stories[key].numbers
        if number not in numbers or len(numbers) < 3:
            return [home]
        numbers.sort(key=lambda n: self._articles.bare(n).place)
        for key in {self._home(n) for n in numbers}:
            self._stories.dissolve(key)
        return self._found_all(numbers, around.link(numbers, THRESHOLD, FOUNDING))

    def _rebuild(self, label: Label) -> None:
        """All articles anew, as if they had come in order of publication, with the stories of the batch."""
        old = self._articles
        order = sorted(self._numbers.values(), key=lambda number: old.bare(number).place)
        labels = label(ProfilesInOrder(old, order))
        self._articles, self._stories, self._numbers = Articles(), Partition(), {}
        for number in order:
            self._take_up(old.profile(number))
        self._found_all(range(len(order)), labels)
        for number in range(len(order)):
            self._articles.list_terms(number, self._stories.homes)

    def _link_anew(self, keys: Iterable[int], label: Label = label_profiles) -> None:
        numbers = [number for key in keys for number in self._stories.dissolve(key)]
        numbers.sort(key=lambda number: self._articles.bare(number).place)
        self._found_all(numbers, label(ProfilesInOrder(self._articles, numbers)))

    def _find_open(self, since: date) -> list[int]:
        """Stories that are not frozen."""

        def is_open(number: int) -> bool:
            published = self._articles.bare(number).published
            return number >= self._settled or (published is not None and published >= since)

        return [key for key in self._stories if any(map(is_open, self._stories[key].numbers))]

    def _found_all(self, numbers: Iterable[int], labels: Iterable[int]) -> list[int]:
        """Stories of articles that are in none, those of one label together."""
        groups: dict[int, list[int]] = {}
        for number, label in zip(numbers, labels, strict=True):
            groups.setdefault(label, []).append(number)
        return [self._stories.found(members) for members in groups.values()]

    def _know(self, key: int) -> frozenset[int]:
        """A story's articles, of one that is too large to be grouped anew those that speak for it."""
        story = self._stories[key]
        return frozenset(story.numbers if len(story.numbers) <= SAMPLE + 1 else (n for _, n in story.sample))

    def _describe(self, number: int, around: Neighbours) -> Placed:
        home = self._home(number)
        others = [found for found in around.rank_stories() if found[1] != home]
        return Placed(
            article=self._articles.bare(number).article,
            story=self._id(home),
            likeness=around.mean_to_story(home),
            nearest=self._id(others[0][1]) if others else None,
            nearest_likeness=others[0][0] if others else 0.0,
            came=False,
        )

    def _home(self, number: int) -> int:
        key = self._stories.homes[number]
        assert key is not None
        return key

    def _id(self, key: int) -> str:
        return self._articles.bare(self._stories[key].earliest[1]).article

    def _give(self, key: int) -> str:
        story = self._id(key)
        self._given.add(story)
        return story
