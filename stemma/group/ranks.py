"""How many independent origins stand behind a story, and which story comes first: forty prints of one text are one."""

from collections.abc import Collection, Iterable, Sequence

from stemma.group.links import Links
from stemma.group.profile import fold_outlet
from stemma.model.article import Article
from stemma.model.story import Story
from stemma.text.agencies import find_agency
from stemma.text.words import fold_text


def count_origins(articles: Sequence[Article], prints: Iterable[Sequence[str]] = ()) -> int:
    """How many independent origins the articles of one story have; ``articles`` in order of publication.

    Copies of one text are one, articles that credit one agency as a whole are one (its own article among them), and
    what one outlet wrote itself is one, however many articles it made of it. At least one where there is an article.
    ``prints``: ids of articles that print one text, each set once.
    """
    links = Links(len(articles))
    index = {article.id: number for number, article in enumerate(articles)}
    for one in prints:
        for other in one[1:]:
            links.join(index[one[0]], index[other])
    suppliers = find_suppliers(articles)
    first: dict[str, int] = {}
    for number, article in enumerate(articles):
        if article.id in suppliers:
            links.join(number, first.setdefault(suppliers[article.id], number))
    origins = set()
    for text in links.list_groups():
        supplied = sorted({suppliers[articles[n].id] for n in text if articles[n].id in suppliers})
        origins.add(("agency", supplied[0]) if supplied else ("outlet", name_outlet(articles[text[0]])))
    return len(origins)


def find_suppliers(articles: Iterable[Article]) -> dict[str, str]:
    """Article id → the agency that it is from as a whole, folded: the one it credits, or its own outlet if that is one.

    An outlet that another article credits is an agency, whether the world knows it or not.
    """
    articles = tuple(articles)
    credited = {a.id: _fold_agency(a.agency) for a in articles if a.agency and _fold_agency(a.agency)}
    agencies = set(credited.values())
    for article in articles:
        own = _fold_agency(article.outlet or "")
        if article.id not in credited and own and (own in agencies or find_agency(article.outlet or "")):
            credited[article.id] = own
    return credited


def count_outlets(articles: Iterable[Article]) -> int:
    """How many outlets; an article that names none counts for itself."""
    return len({name_outlet(article) for article in articles})


def name_outlet(article: Article) -> str:
    """What tells an article's outlet from others: its name folded, else the article's id."""
    return fold_outlet(article) or f"article {article.id}"


def rank_stories(stories: Iterable[Story], last: Collection[str] = frozenset()) -> tuple[Story, ...]:
    """The stories, most independent origins first, then most outlets, then the newest (undated last), then by id.

    Those whose ids are in ``last`` come after all others.
    """
    ordered = sorted(stories, key=lambda s: s.id)
    ordered.sort(key=lambda s: s.end or "", reverse=True)
    return tuple(sorted(ordered, key=lambda s: (s.id in last, -s.origins, -s.outlets)))


def _fold_agency(name: str) -> str:
    return fold_text(find_agency(name) or name).removeprefix("the ")
