"""The tools: what each is called, what it takes, and what it says of itself to a language model."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field

from stemma.collection import Collection
from stemma.model.settings import Settings
from stemma.model.stored import Query
from stemma.store import Store
from stemma.text.days import is_day
from stemma.web.mcp.answers import CheckAnswer, CoverageAnswer, ReadAnswer, SourcesAnswer, StoryAnswer, StoryList
from stemma.web.mcp.coverage import MOST_OUTLETS, compare_coverage
from stemma.web.mcp.sources import find_sources
from stemma.web.mcp.stories import get_story, search_stories
from stemma.web.mcp.untrusted import make_key

MOST_PAGES = 5


def _check_day(day: str | None) -> str | None:
    if day is not None and not is_day(day):
        raise ValueError(f"{day[:40]} is no day; give one as YYYY-MM-DD")
    return day


Day = Annotated[str | None, AfterValidator(_check_day), Field(description="A day, YYYY-MM-DD.")]
StoryId = Annotated[
    str, Field(min_length=1, max_length=100, description="A story's id as search_stories gives it, or how it begins.")
]
Cursor = Annotated[
    str | None, Field(max_length=200, description="'next' of the answer before, to go on; none to begin.")
]
Limit = Annotated[int, Field(ge=1, le=25, description="At most so many.")]
Name = Annotated[str | None, Field(max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolOffer:
    """A tool that is offered."""

    run: Callable[..., BaseModel]
    title: str
    writes: bool = False


class Desk:
    """A store, and the tools over it; each may be called from any thread."""

    def __init__(
        self,
        store: Store,
        *,
        allow_writing: bool = False,
        allow_private: bool = False,
        settings: Settings | None = None,
        at_least: int = 2,
        key: str | None = None,
    ) -> None:
        """``settings``, ``at_least``: by which stories are told anew that pages change, as ``Collection`` takes them.

        ``key``: what page text is marked with; drawn anew where none is given.
        """
        self.store = store
        self.allow_writing = allow_writing
        self.allow_private = allow_private
        self.settings = settings
        self.at_least = at_least
        self.key = key or make_key()
        self._checker: Any = None
        self._one_at_a_time = threading.Lock()

    def search_stories(
        self,
        words: Annotated[
            str,
            Field(
                max_length=300,
                description='All of these words; "in this order", begin*, -without. Empty: the newest stories.',
            ),
        ] = "",
        outlet: Annotated[Name, Field(description="Told by this outlet, its whole name.")] = None,
        place: Annotated[Name, Field(description="Telling of this place.")] = None,
        name: Annotated[Name, Field(description="Telling of this person or body.")] = None,
        since: Day = None,
        until: Day = None,
        min_independent: Annotated[
            int, Field(ge=0, le=100, description="Of so many articles independent of each other.")
        ] = 0,
        cursor: Cursor = None,
        limit: Limit = 10,
    ) -> StoryList:
        """Find stories (events that one or more outlets report) in the collection, those that changed last first.

        Each comes with its outlets, how many articles are independent of each other, and in how many findings the
        outlets differ. Fewer words find more: all of them must be there.
        """
        return search_stories(
            self.store,
            Query(
                words=words,
                outlet=outlet,
                place=place,
                name=name,
                since=since,
                until=until,
                min_origins=min_independent,
                after=cursor,
                limit=limit,
            ),
        )

    def get_story(
        self,
        story: StoryId,
        relation: Annotated[
            Literal["single", "agree", "compatible", "update", "differ"] | None,
            Field(description="Only findings of this relation: 'differ' are those that cannot all be true."),
        ] = None,
        cursor: Cursor = None,
        limit: Limit = 10,
    ) -> StoryAnswer:
        """What the outlets report of one event: summary, and findings with each outlet's exact words and whom it has
        it from.

        Findings told by most come first. relation='differ' gives the contradictions alone.
        """
        return get_story(self.store, story, relation=relation, cursor=cursor, limit=limit)

    def compare_coverage(
        self,
        story: StoryId,
        outlets: Annotated[
            list[Annotated[str, Field(max_length=200)]],
            Field(min_length=2, max_length=MOST_OUTLETS, description="Two or more outlets, as get_story names them."),
        ],
        cursor: Cursor = None,
        limit: Limit = 10,
    ) -> CoverageAnswer:
        """Set outlets side by side on one story: what each says in its own words, what differs, what each leaves out.

        Differences come first, then what some of them leave out, then what all of them tell.
        """
        return compare_coverage(self.store, story, outlets, cursor=cursor, limit=limit)

    def find_sources(
        self,
        story: StoryId,
        finding: Annotated[
            str | None, Field(max_length=100, description="A finding's id of get_story; none: the whole story.")
        ] = None,
        cursor: Cursor = None,
        limit: Limit = 15,
    ) -> SourcesAnswer:
        """Who is behind a story or one finding: the independent origins, each claim's chain of sources, and who prints
        whose text.
        """
        return find_sources(self.store, story, finding=finding, cursor=cursor, limit=limit)

    def check_claim(
        self,
        sentence: Annotated[
            str, Field(min_length=3, max_length=600, description="One assertion as a full sentence, in English.")
        ],
        story: Annotated[
            str | None, Field(max_length=100, description="Look in this story alone; none: look for stories that fit.")
        ] = None,
        since: Day = None,
        until: Day = None,
    ) -> CheckAnswer:
        """Who in the collection reports this sentence, who contradicts it, and from how many independent origins, with
        exact quotes.

        Wording is compared by likeness; figures, places, days, names and denials are compared as such. It says
        "not found" rather than guess. It tells what is reported, never what is true.
        """
        from stemma.web.mcp.checking import Checker

        with self._one_at_a_time:
            self._checker = self._checker or Checker(self.store)
            answer: CheckAnswer = self._checker.check(sentence, story=story, since=since, until=until)
            return answer

    def read_pages(
        self,
        addresses: Annotated[
            list[Annotated[str, Field(max_length=2000)]],
            Field(min_length=1, max_length=MOST_PAGES, description="Addresses of article pages, http or https."),
        ],
    ) -> ReadAnswer:
        """Fetch pages from the web, read them into the collection, and compare their stories anew.

        Writes to the store. Takes some seconds a page. robots.txt is kept to; addresses of private networks are
        refused.
        """
        from stemma.web.mcp.pages import read_pages

        with self._one_at_a_time:
            collection = Collection(self.store, settings=self.settings, at_least=self.at_least)
            return read_pages(collection, addresses, allow_private=self.allow_private)


def list_tools(desk: Desk) -> tuple[ToolOffer, ...]:
    """The tools that a desk offers."""
    offers = (
        ToolOffer(run=desk.search_stories, title="Find stories"),
        ToolOffer(run=desk.get_story, title="Look at a story"),
        ToolOffer(run=desk.compare_coverage, title="Compare outlets on a story"),
        ToolOffer(run=desk.find_sources, title="Find who is behind it"),
        ToolOffer(run=desk.check_claim, title="Check who reports a sentence"),
        ToolOffer(run=desk.read_pages, title="Read pages into the collection", writes=True),
    )
    return tuple(one for one in offers if desk.allow_writing or not one.writes)
