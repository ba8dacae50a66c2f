"""What else an outlet published in the week of an article: by it, furniture that recurs is known.

A whole collection cannot be laid beside each of its articles, and what came last must not decide. So a week of an
outlet is told by a sample of its pages, those with the lowest hashes of their ids: the same in whatever order they
came. Where the sample changes, the stories that have an article of this outlet and week are looked at anew.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from heapq import nsmallest

from stemma.model.article import Article
from stemma.model.stored import Query
from stemma.read import refine_collection
from stemma.store import Store
from stemma.store.deriving import fold_value
from stemma.store.paging import walk_pages
from stemma.text.days import read_day

SAMPLE = 12
"""Pages that speak for an outlet's week; what recurs is looked for on eight others at most."""
BESIDE = "beside"
"""The kind of records that hold the sample of each week, as it was when stories were last looked at."""
_WEEKS_HELD = 400
_PAGE = 500
_FIRST, _LAST = date(1, 1, 8), date(9999, 12, 20)
"""Days between these have a whole week around them."""

Week = tuple[str, str]
"""An outlet, folded, and the Monday."""


class Surroundings:
    """The samples of one store; each is looked up once a run."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: OrderedDict[Week, tuple[Article, ...]] = OrderedDict()

    def refine(self, articles: Sequence[Article]) -> tuple[Article, ...]:
        """The articles of a story, in their order, with what recurs on their outlets' other pages made furniture."""
        own = {article.id for article in articles}
        beside: dict[str, Article] = {}
        for week in list_weeks(articles):
            beside.update({a.id: a for a in self.find_sample(week) if a.id not in own})
        return refine_collection([*articles, *(beside[key] for key in sorted(beside))])[: len(articles)]

    def find_sample(self, week: Week) -> tuple[Article, ...]:
        """The pages that speak for a week."""
        if week in self._held:
            self._held.move_to_end(week)
            return self._held[week]
        pages = (one.article for one in walk_pages(self._store.list_articles, _ask(week)))
        found = nsmallest(SAMPLE, pages, key=lambda a: blake2b(a.id.encode(), digest_size=8).digest())
        self._held[week] = tuple(found)
        if len(self._held) > _WEEKS_HELD:
            self._held.popitem(last=False)
        return self._held[week]

    def find_changed(self, articles: Iterable[Article]) -> dict[str, tuple[Week, list[str]]]:
        """The weeks of these articles whose sample is not what it was, as it is now, by the key of their records."""
        changed = {}
        for week in list_weeks(articles):
            now = sorted(article.id for article in self.find_sample(week))
            before = self._store.get_record(BESIDE, name_week(week))
            if before is None or before["articles"] != now:
                changed[name_week(week)] = (week, now)
        return changed

    def list_stories(self, week: Week) -> list[str]:
        """Ids of the stories that have an article of this outlet and may have one of this week."""
        return [one.story.id for one in walk_pages(self._store.list_stories, _ask(week))]


def list_weeks(articles: Iterable[Article]) -> tuple[Week, ...]:
    """The weeks of articles that name an outlet and a day, in order."""
    found = set()
    for article in articles:
        day = read_day(article.published)
        if article.outlet and day and _FIRST < day < _LAST:
            found.add((fold_value(article.outlet), (day - timedelta(days=day.weekday())).isoformat()))
    return tuple(sorted(found))


def _ask(week: Week) -> Query:
    outlet, monday = week
    return Query(
        outlet=outlet,
        since=monday,
        until=(date.fromisoformat(monday) + timedelta(days=6)).isoformat(),
        limit=_PAGE,
    )


def name_week(week: Week) -> str:
    """The key of a week's record."""
    return f"{week[1]} {blake2b(week[0].encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
