"""Collections for tests: the example story in a store, and a store that holds one of everything."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from stemma.collection import Collection
from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture, Hints, Record
from stemma.model.dossier import Dossier
from stemma.model.overrides import ClaimRef, JoinFindings, SetOrigin, SplitFinding
from stemma.model.stored import Event, Query, StoredArticle
from stemma.model.story import Story
from stemma.store import Store, open_store

DEMO = Path(__file__).parents[1] / "stemma" / "demo" / "pages"


def run_demo(url: str = "memory:") -> Collection:
    """A collection that holds the example story; about five seconds."""
    collection = Collection(open_store(url), now=lambda: "2026-03-04T05:06:07Z")
    collection.run([DEMO])
    return collection


@cache
def demo_collection() -> Collection:
    """The example story in a memory store, made once; only to be looked at."""
    return run_demo()


def demo_dossier() -> Dossier:
    """Its dossier."""
    store = demo_collection().store
    (story,) = store.list_stories(Query()).items
    edition = store.get_edition(story.story.id)
    assert edition is not None
    return edition.dossier


def make_article(key: str, text: str = "A bridge fell.", **given: object) -> Article:
    """A short article whose id is ``key``."""
    return replace(Article(id=key, source=f"{key}.html", text=text), **given)  # type: ignore[arg-type]


def fill_store(store: Store) -> None:
    """Put one of everything that a store can hold, the odd ones among them."""
    dossier = demo_dossier()
    captures = (
        Capture(source="a.html", content="<p>grüße</p>".encode(), media_type="text/html", url="https://velm.example/a"),
        Capture(
            source="b.bin", content=bytes(range(256)), media_type="application/pdf", received="2026-03-01T00:00:00Z"
        ),
        Capture(
            source="c.warc",
            content=b"",
            media_type="text/plain",
            record=Record(container="c.warc", offset=7, id="<urn:x>"),
            hints=Hints(title="\ud800 odd", authors=("A", "B")),
        ),
    )
    ids = store.put_captures(captures)
    held = [
        StoredArticle(article=one, page=one.source, capture=ids[0], received="2026-03-01T00:00:00Z")
        for one in dossier.articles
    ]
    store.put_articles(held)
    first, second = dossier.articles[0], dossier.articles[1]
    whole = tuple(one.id for one in dossier.articles)
    store.put_stories([Story(id=first.id, title="A ferry", articles=whole[:3], origins=2, aliases=("old-alias",))])
    store.put_stories([Story(id=second.id, title="The ferry", articles=whole[3:], origins=1)])
    number = store.put_edition(first.id, key="k1", made="2026-03-01T00:00:01Z", dossier=replace(dossier, findings=()))
    store.put_events(
        [
            Event(story=first.id, kind="story", at="2026-03-01T00:00:00Z", detail={"articles": list(whole[:3])}),
            Event(story=first.id, kind="edition", at="2026-03-01T00:00:01Z", detail={"edition": number}),
            Event(story=second.id, kind="story", at="2026-03-01T00:00:02Z", detail={"articles": [], "silent": False}),
        ]
    )
    store.put_edition(second.id, key="s1", made="2026-03-01T00:00:02Z", dossier=replace(dossier, findings=()))
    joined = Story(id=first.id, title="A ferry", articles=whole, origins=3, aliases=("old-alias", second.id))
    store.put_stories([joined], gone=[second.id])
    store.put_events([Event(story=first.id, kind="joined", at="2026-03-02T00:00:00Z", detail={"joined": [second.id]})])
    last = store.put_edition(first.id, key="k2", made="2026-03-02T00:00:01Z", dossier=dossier)
    store.put_events([Event(story=first.id, kind="edition", at="2026-03-02T00:00:01Z", detail={"edition": last})])
    newer = make_article("rev2", "The ferry burned for ten hours.", outlet=first.outlet)
    store.put_articles(
        [StoredArticle(article=newer, page=first.source, replaces=first.id, received="2026-03-03T00:00:00Z")]
    )
    store.put_articles([StoredArticle(article=make_article("alone"), page="alone.html")])
    split = SplitFinding(claims=(ClaimRef(article="a", words="ten hours"),), note="two hours")
    joining = JoinFindings(claims=(ClaimRef(claim="x"), ClaimRef(claim="y")))
    for override in (split, joining, SetOrigin(claim=ClaimRef(words="x"), origin="the port")):
        correction = store.put_correction(override, made="2026-03-03T00:00:00Z")
    store.undo_correction(correction)
    store.put_rejected(
        [Rejected(item=f"{n}.html", stage="read", reason="holds no text") for n in range(3)],
        at="2026-03-03T00:00:00Z",
    )
    store.put_blobs("parse", {"p1": b"\x00\xff\x28", "p2": b"text", "": b""})
    store.put_blobs("vectors", {"v": bytes(1000)})
    store.put_records("feed", {"https://velm.example/feed": {"etag": '"x"', "seen": [1, 2.5, None, True]}})
    store.put_records("watch", {"": {"after": store.last_number()}, "w\ud800": {"after": 3}})
