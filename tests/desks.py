"""Collections that the tests of the served pages look at: put together from handmade dossiers, nothing is read."""

from dataclasses import replace
from functools import cache

from stemma.collection import Collection
from stemma.model.article import Article, Rejected
from stemma.model.dossier import Dossier
from stemma.model.overrides import SetOrigin, SplitStory
from stemma.model.settings import Settings
from stemma.model.span import Span
from stemma.model.stored import Event, StoredArticle
from stemma.model.story import Story
from stemma.store import Store, open_store
from tests.dossiers import POST, make_dossier, make_hostile_dossier
from tests.large_story import make_large_story

BRIDGE = "a-echo"
"""The id of the story of the bridge: two editions, one article edited in between, an alias."""
ALIAS = "was-bridge"
ALONE = "lonely"
"""The id of a story of one article, which is not compared."""
EARLIER = "a-post-0"
"""The id of the edited article's first revision."""


def put_story(store: Store, dossier: Dossier, *, key: str = "k", at: str, aliases: tuple[str, ...] = ()) -> str:
    """A dossier's articles, story and edition, with the events that the stages would log; the story's id."""
    articles = dossier.articles
    store.put_articles(
        [StoredArticle(article=one, page=one.url or one.source, received="2026-03-01T08:00:00Z") for one in articles]
    )
    story = Story(
        id=articles[0].id,
        title=dossier.story.title,
        articles=tuple(one.id for one in articles),
        origins=max(1, len(articles) - 1),
        outlets=len(articles),
        start=dossier.story.start,
        end=dossier.story.end,
        aliases=aliases,
    )
    known = store.get_story(story.id)
    store.put_stories([story])
    if known is None:
        store.put_events([Event(story=story.id, kind="story", at=at, detail={"articles": list(story.articles)})])
    number = store.put_edition(story.id, key=key, made=at, dossier=dossier)
    store.put_events([Event(story=story.id, kind="edition", at=at, detail={"edition": number})])
    return story.id


def put_bridge(store: Store) -> None:
    """The story of the bridge in two editions: the second paper took a sentence back without a word."""
    dossier = make_dossier()
    echo, post, stub = dossier.articles
    url = "https://post.example/bridge"
    text = POST.replace("at least two months", "at least three months")
    earlier = replace(
        post, id=EARLIER, text=text, url=url,
        body=tuple(Span(text.index(block), text.index(block) + len(block)) for block in text.strip().split("\n\n")[1:]),
    )  # fmt: skip
    kept = tuple(
        replace(
            finding,
            claims=tuple(claim for claim in finding.claims if claim.article != post.id),
            settles=(),
            missing=tuple(one for one in finding.missing if one.article != post.id),
        )
        for finding in dossier.findings
    )
    first = replace(
        dossier,
        articles=(echo, earlier, stub),
        findings=tuple(finding for finding in kept if finding.claims),
        copies=(),
        quotations=(),
        timeline=(),
        summary=(),
    )
    put_story(store, first, key="first", at="2026-03-01T09:00:00Z")
    now = replace(post, url=url)
    store.put_articles([StoredArticle(article=now, page=url, replaces=EARLIER, received="2026-03-02T08:00:00Z")])
    second = replace(dossier, articles=(echo, now, stub))
    store.put_stories([Story(id=echo.id, title="?", articles=(echo.id, now.id, stub.id), origins=2)])
    store.put_events(
        [Event(story=echo.id, kind="edited", at="2026-03-02T09:00:00Z", detail={"articles": [now.id], "silent": True})]
    )
    put_story(store, second, key="second", at="2026-03-02T10:00:00Z", aliases=(ALIAS,))
    store.put_events(
        [Event(story=echo.id, kind="difference", at="2026-03-02T10:00:00Z", detail={"findings": ["f-repairs"]})]
    )


def put_alone(store: Store) -> None:
    """A story of one article."""
    article = Article(
        id=ALONE,
        source="pages/lonely.html",
        text="A heron stood on the weir. Nobody else wrote of it.",
        title="Heron on the weir",
        outlet="Weir Gazette",
        published="2026-02-03",
        language="en",
        url="ftp://weir.example/heron",
        body=(Span(0, 51),),
    )
    store.put_articles([StoredArticle(article=article, page=article.source, received="2026-03-01T07:00:00Z")])
    store.put_stories([Story(id=ALONE, title="Heron on the weir", articles=(ALONE,), origins=1, start="2026-02-03")])
    store.put_events([Event(story=ALONE, kind="story", at="2026-03-01T07:00:00Z", detail={"articles": [ALONE]})])


def make_desk(*, logged: bool = True) -> Collection:
    """The bridge, a story of one article, what was rejected; ``logged``: two corrections, one of them undone."""
    store = open_store("memory:")
    put_alone(store)
    put_bridge(store)
    store.put_rejected(
        [Rejected(item="https://ash.example/a", stage="read", reason="The page holds no article.")],
        at="2026-03-01T06:00:00Z",
    )
    collection = Collection(store, settings=Settings(vectors=False), now=lambda: "2026-03-03T05:06:07Z")
    if logged:
        collection.correct(
            SetOrigin(origin="a ministry", article="https://echo.example/bridge", note="They say so.")
        )
        collection.undo(collection.correct(SplitStory(articles=("a-stub",), note="A mistake.")))
    return collection


@cache
def quiet_desk() -> Collection:
    """One such for all tests that only read."""
    return make_desk()


def make_hostile_desk(words: str) -> Collection:
    """A store with ``words`` wherever a page, its maker or a user can put some."""
    store = open_store("memory:")
    dossier = make_hostile_dossier(words)
    put_story(store, dossier, at="2026-03-01T09:00:00Z")
    edited = replace(dossier.articles[0], id="edited", text=words + "\n\nand so on", furniture=())
    store.put_articles(
        [
            StoredArticle(article=edited, page=words, replaces=dossier.articles[0].id, received=words),
            StoredArticle(article=replace(edited, id="loose", url=f"javascript:{words}"), page="loose"),
        ]
    )
    store.put_rejected([Rejected(item=words, stage=words, reason=words)], at="2026-03-01T06:00:00Z")
    store.put_records("feed", {words: {"url": words, "error": words, "polled": words}})
    collection = Collection(store, settings=Settings(vectors=False), now=lambda: "2026-03-03T05:06:07Z")
    collection.correct(SetOrigin(origin=words, article=words, note=words))
    return collection


@cache
def large_desk() -> Collection:
    """A story of 40 articles and 600 findings, and 45 small ones."""
    store = open_store("memory:")
    put_story(store, make_large_story(40, 600), at="2026-03-01T09:00:00Z")
    dossier = make_dossier()
    for number in range(45):
        names = {article.id: f"n{number}-{article.id}" for article in dossier.articles}
        copied = replace(
            dossier,
            story=replace(dossier.story, title=f"Bridge number {number} closes"),
            articles=tuple(
                replace(one, id=names[one.id], url=None, source=f"{number}/{one.source}") for one in dossier.articles
            ),
            findings=tuple(
                replace(
                    finding,
                    claims=tuple(replace(claim, article=names[claim.article]) for claim in finding.claims),
                    missing=tuple(replace(one, article=names[one.article]) for one in finding.missing),
                )
                for finding in dossier.findings
            ),
            origins=tuple(replace(one, articles=tuple(names[key] for key in one.articles)) for one in dossier.origins),
            copies=(),
            quotations=(),
        )  # fmt: skip
        put_story(store, copied, key=f"k{number}", at=f"2026-03-02T09:00:{number:02d}Z")
    return Collection(store, settings=Settings(vectors=False), now=lambda: "2026-03-03T05:06:07Z")
