"""What the tests of stores put: small invented articles, stories and dossiers, each field as the test says."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from stemma.model.annotation import Entity
from stemma.model.article import Article
from stemma.model.dossier import SCHEMA, Dossier, Finding, Origin, Place, ReportedClaim
from stemma.model.dossier import Story as ToldStory
from stemma.model.span import Span
from stemma.model.stored import Item, Page, Query, StoredArticle
from stemma.model.story import Story
from stemma.store import Store

MADE = "2024-10-12T09:00:00Z"


def make_article(key: str, body: str = "The bridge was closed.", title: str | None = None, **fields: Any) -> Article:
    """An article whose body is all of its text, below its headline where it has one."""
    text = f"{title}\n\n{body}" if title is not None else body
    start = len(text) - len(body)
    given: dict[str, Any] = {"source": f"pages/{key}.html", "outlet": "The Alder Echo", "language": "en"} | fields
    return Article(id=key, text=text, title=title, body=(Span(start, len(text)),), **given)


def make_stored(
    key: str, *given: str, page: str | None = None, replaces: str | None = None, **fields: Any
) -> StoredArticle:
    """An article as it is put; ``given``: body and headline."""
    kept = {name: fields.pop(name) for name in ("capture", "received") if name in fields}
    return StoredArticle(
        article=make_article(key, *given, **fields), page=page or f"page:{key}", replaces=replaces, **kept
    )


def make_story(key: str, articles: Iterable[str] = (), title: str = "A bridge is closed", **fields: Any) -> Story:
    """A story of these articles."""
    given: dict[str, Any] = {"articles": tuple(articles), "origins": 1} | fields
    return Story(id=key, title=title, **given)


def make_claim(key: str, article: Article, quote: str | None = None, **fields: Any) -> ReportedClaim:
    """A claim whose words are ``quote``, else all of the article's text."""
    words = article.text if quote is None else quote
    start = article.text.index(words)
    given: dict[str, Any] = {"said_by": (), "quoted": "none", "value": {}, "origin": "o1", "part": "body"} | fields
    return ReportedClaim(id=key, article=article.id, start=start, end=start + len(words), quote=words, **given)


def make_finding(
    key: str, claims: Iterable[ReportedClaim], statement: str = "The bridge was closed", **fields: Any
) -> Finding:
    """A finding of these claims."""
    given: dict[str, Any] = {
        "relation": "single",
        "kind": "event",
        "date": None,
        "date_precision": None,
        "origins": 1,
        "why": "Their words are alike.",
        "confidence": 0.5,
        "missing": (),
    } | fields
    return Finding(id=key, statement=statement, claims=tuple(claims), **given)


def make_dossier(
    articles: Iterable[Article],
    findings: Iterable[Finding] = (),
    *,
    places: Iterable[tuple[str, ...]] = (),
    names: Iterable[tuple[str, ...]] = (),
    title: str = "A bridge is closed",
) -> Dossier:
    """A dossier; each place and name is given with its variants, the first is what it goes by."""
    held = tuple(articles)
    return Dossier(
        schema=SCHEMA,
        story=ToldStory(id="told", title=title, start=None, end=None, places=()),
        articles=held,
        findings=tuple(findings),
        origins=(Origin(id="o1", name="the ministry", kind="official", articles=(), findings=()),),
        copies=(),
        entities=tuple(
            Entity(id=f"e{n}", name=one[0], kind="person", variants=one, mentions=1) for n, one in enumerate(names)
        ),
        places=tuple(Place(name=one[0], lat=None, lon=None, geonames=None, variants=one) for one in places),
        timeline=(),
        quotations=(),
        summary=(),
        rejected=(),
        stemma_version="0.1.0",
        settings={"vectors": False},
    )


def tell(store: Store, story: str, articles: Iterable[StoredArticle], *, key: str = "k1", **told: Any) -> Dossier:
    """Put a story of these articles, and an edition with one finding and claim an article; the dossier."""
    held = [one.article for one in articles]
    store.put_articles(list(articles))
    store.put_stories([make_story(story, [one.id for one in held])])
    findings = [
        make_finding(f"{story}-f{n}", [make_claim(f"{story}-c{n}", one)], f"Told by {one.id}")
        for n, one in enumerate(held)
    ]
    dossier = make_dossier(held, told.pop("findings", findings), **told)
    store.put_edition(story, key=key, made=MADE, dossier=dossier)
    return dossier


def list_ids(page: Page[Any]) -> list[str]:
    """The ids of what a page lists."""
    return [identify(one) for one in page.items]


def identify(item: Any) -> str:
    """The id of an article, story, claim, finding or rejected item."""
    inner = getattr(item, "article", None)
    if isinstance(inner, Article):
        return inner.id
    if hasattr(item, "story") and isinstance(item.story, Story):
        return item.story.id
    return str(getattr(item, "id", None) or item.item)


def find(ask: Any, words: str = "", **asked: Any) -> list[str]:
    """The ids that a list of a store gives."""
    return list_ids(ask(Query(words=words, **asked)))


def walk(ask: Any, **asked: Any) -> list[Item]:
    """All of a list, page by page."""
    found: list[Any] = []
    after = None
    while True:
        page = ask(Query(after=after, **asked))
        found += page.items
        if page.next is None:
            return found
        after = page.next


def unnumbered(value: Any) -> Any:
    """A value without the numbers that each store gives in its own way."""
    if is_dataclass(value) and not isinstance(value, type):
        names = {field.name for field in fields(value)}
        zero = {name: 0 for name in ("number", "changed") if name in names}
        if hasattr(value, "edition"):
            zero["edition"] = 0
        return replace(value, **zero)
    return value
