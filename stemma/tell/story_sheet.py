"""Stories in the terminal: by rank, each with its articles, what is copied, and, where asked, why."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from stemma.model.article import Article
from stemma.model.overrides import Override
from stemma.model.story import Grouping, Membership, Story
from stemma.tell.story_words import say_spread
from stemma.tell.terminal import make_text
from stemma.tell.wording import CORRECTION_WORDS, clean_line, count_words, name_articles, say_date, shorten

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_NAME, _NARROW = 32, 72
"""The widest name in its column; a console narrower than the second has each part under the other."""
_BEGINNING = 90
_COPY_WORDS = {
    "exact": "same text as {}",
    "near": "nearly the same text as {}",
    "partial": "mostly the text of {}",
}


def render_stories(
    grouping: Grouping,
    articles: Sequence[Article],
    console: "Console",
    *,
    overrides: Sequence[Override] = (),
    explain: bool = False,
) -> None:
    """Print the stories to ``console``; what comes from a page is shown as text, never as markup or escapes.

    ``overrides``: what became of the corrections by hand. ``explain`` adds why each article is where it is.
    """
    _Sheet(grouping, articles, console, explain=explain).print(overrides)


class _Sheet:
    """One grouping on one console."""

    def __init__(self, grouping: Grouping, articles: Sequence[Article], console: "Console", *, explain: bool) -> None:
        self.grouping = grouping
        self.console = console
        self.explain = explain
        self.articles = {article.id: article for article in articles}
        self.membership = {one.article: one for one in grouping.memberships}
        self.rank = {story.id: rank for rank, story in enumerate(grouping.stories, start=1)}
        self.title = {story.id: story.title for story in grouping.stories}
        self.apart = {one.article: one for one in grouping.apart}

    def print(self, overrides: Sequence[Override]) -> None:
        several = [story for story in self.grouping.stories if len(story.articles) > 1]
        alone = [s for s in self.grouping.stories if len(s.articles) == 1 and s.articles[0] not in self.apart]
        self.print_head(len(several), len(alone))
        for story in several:
            self.print_story(story)
        if alone:
            self.heading(f"Told by one article alone ({len(alone)})")
            self.print_alone(alone)
        if self.apart:
            self.heading(f"Kept apart, in no story ({len(self.apart)})")
            self.print_apart()
        if overrides:
            self.heading(f"Corrections by hand ({len(overrides)})")
            self.print_overrides(overrides)

    def text(self, words: str, style: str = "") -> "Text":
        return make_text(words, style, isolates=self.console.is_terminal)

    def heading(self, words: str) -> None:
        from rich.rule import Rule

        self.console.print()
        self.console.print(Rule(self.text(words, "bold"), align="left", characters="─", style="dim"))

    def print_head(self, several: int, alone: int) -> None:
        parts = [
            count_words(len(self.articles), "article"),
            f"{count_words(several, 'story', 'stories')} told by several",
            f"{alone} told by one alone" if alone else "",
            f"{len(self.apart)} kept apart" if self.apart else "",
        ]
        self.console.print(self.text(" · ".join(part for part in parts if part), "bold"))

    def print_story(self, story: Story) -> None:
        self.console.print()
        facts = [
            say_spread(articles=len(story.articles), outlets=story.outlets, independent=story.origins),
            _say_days(story),
        ]
        rows = [self.text(story.title, "bold"), self.text(" · ".join(facts), "cyan")]
        rows += [self.text(f"Goes on from {self.say_story(key)}", "magenta") for key in story.follows]
        self.print_row(self.text(f"{self.rank[story.id]}."), rows)
        self.print_table([self.articles[key] for key in story.articles], self.list_notes)

    def print_alone(self, stories: Sequence[Story]) -> None:
        articles = [self.articles[story.articles[0]] for story in stories]
        names = name_articles(articles)
        for story, article in zip(stories, articles, strict=True):
            rows = [self.headline(article)]
            facts = [
                shorten(names[article.id], 60),
                _say_day(article),
                article.agency and f"{article.agency} credited",
            ]
            rows.append(self.text(" · ".join(fact for fact in facts if fact), "dim"))
            place = self.membership[article.id]
            rows += [self.text(place.own.reason, "yellow")] if place.why == "hand" else []
            rows += self.list_nearest(place)
            self.print_row(self.text(f"{self.rank[story.id]}."), rows)

    def print_apart(self) -> None:
        self.print_table(
            [self.articles[one.article] for one in self.grouping.apart],
            lambda article, names: iter([self.text(self.apart[article.id].reason, "dim")]),
        )

    def print_overrides(self, overrides: Sequence[Override]) -> None:
        from rich.text import Text

        for one in overrides:
            status = self.text(CORRECTION_WORDS[one.status], "yellow" if one.status == "unused" else "dim")
            parts = [status, self.text(f"{one.what}: {one.reason}")]
            parts += [self.text(f"({one.note})", "dim")] if one.note else []
            self.console.print(Text(" ").join(parts))

    def list_notes(self, article: Article, names: dict[str, str]) -> Iterator["Text"]:
        """What is said under a headline: copied from whom, credited to whom, moved by hand, and why it is here."""
        place = self.membership[article.id]
        notes = []
        if place.copy_of is not None:
            original = place.copy_of.one if place.copy_of.one != article.id else place.copy_of.other
            notes.append(_COPY_WORDS[place.copy_of.kind].format(names.get(original, original)))
        if article.agency:
            notes.append(f"{article.agency} credited")
        if notes:
            yield self.text("; ".join(notes), "green")
        if place.why == "hand":
            yield self.text(place.own.reason, "yellow")
        elif self.explain and place.why != "copy":
            yield self.text(place.own.reason, "dim")
        yield from self.list_nearest(place)

    def list_nearest(self, place: Membership) -> list["Text"]:
        """Which other story is nearest, and why that was not enough."""
        if not self.explain:
            return []
        if place.nearest is None:
            return [self.text("No other story is near.", "dim")]
        return [self.text(f"Nearest other: {self.say_story(place.nearest.story)}. {place.nearest.reason}", "dim")]

    def say_story(self, key: str) -> str:
        if key not in self.rank:
            return f"story {key}"
        return f"{self.rank[key]}. “{shorten(self.title[key], 60)}”"

    def headline(self, article: Article) -> "Text":
        if article.title and article.title.strip():
            return self.text(article.title)
        start, end = article.body[0] if article.body else (0, 0)
        words = shorten(clean_line(article.text[start : min(end, start + 400)]), _BEGINNING)
        return self.text(f"(no headline) {words}", "dim")

    def print_row(self, marker: "Text", rows: Sequence["Text"]) -> None:
        """Lines that stand under the first word after a marker."""
        from rich.console import Group
        from rich.table import Table

        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True, justify="right", min_width=3)
        grid.add_column(overflow="fold")
        grid.add_row(marker, Group(*rows))
        self.console.print(grid)

    def print_table(
        self, articles: Sequence[Article], list_notes: "Callable[[Article, dict[str, str]], Iterator[Text]]"
    ) -> None:
        """Names, dates and headlines in columns where there is room; under each what ``list_notes`` says of it."""
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        names = name_articles(articles)
        shown = {article.id: self.text(shorten(names[article.id], _NAME), "bold") for article in articles}
        widest = max(name.cell_len for name in shown.values())
        dates = max(len(_say_day(article)) for article in articles)
        for article in articles:
            cells = [shown[article.id], self.text(_say_day(article), "dim"), self.headline(article)]
            if self.console.width < _NARROW:
                self.console.print(Padding(Text("  ").join(cells[:2]), (0, 0, 0, 4), expand=False))
                self.console.print(Padding(cells[2], (0, 0, 0, 6), expand=False))
            else:
                grid = Table.grid(padding=(0, 2, 0, 0))
                grid.add_column(no_wrap=True, min_width=widest)
                grid.add_column(no_wrap=True, min_width=dates)
                grid.add_column(overflow="fold")
                grid.add_row(*cells)
                self.console.print(Padding(grid, (0, 0, 0, 4), expand=False))
            for note in list_notes(article, names):
                self.console.print(Padding(note, (0, 0, 0, 8), expand=False))


def _say_day(article: Article) -> str:
    """``2031-03-04 18:05``, as precise as the page is and in its own zone."""
    return clean_line(article.published or "undated")[: len("2031-03-04T18:05")].replace("T", " ")


def _say_days(story: Story) -> str:
    """``11 October 2024 to 14 October 2024``."""
    days = [re.sub(r"^\w+day ", "", say_date(day)) for day in (story.start, story.end)]
    return " to ".join(dict.fromkeys(day for day in days if day)) or "undated"
