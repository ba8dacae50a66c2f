"""An invented desk for the tests of watches: a store filled by hand, a clock, and channels that note what they get."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from stemma.collection.notices import Notice, Outcome, Parcel, WatchRules, parse_rules
from stemma.collection.notices.rules import Channel
from stemma.model.article import Article
from stemma.model.dossier import Dossier, Finding
from stemma.model.dossier import Story as ToldStory
from stemma.model.span import Span
from stemma.model.stored import Event, EventKind, StoredArticle
from stemma.model.story import Story
from stemma.store import Store
from stemma.store.memory import MemoryStore
from stemma.store.memory.state import State
from tests.dossiers import make_claim, make_dossier, make_finding

RULES = """
base_url = "https://desk.example"

[channel.hook]
kind = "webhook"
url = "https://hooks.example/stemma"
secret_env = "STEMMA_TEST_HOOK"

[channel.post]
kind = "email"
host = "mail.example"
from = "stemma@desk.example"
to = ["night@desk.example"]

[[rule]]
name = "Everything"
when = ["new story", "new difference", "origins >= 3", "outlets >= 2", "an article was edited silently"]
tell = ["hook", "post"]
"""


class Crash(BaseException):
    """The process dies here."""


class CrashingStore(MemoryStore):
    """A memory store whose process dies at the next but so many writes; what was kept before is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.left: int | None = None
        """Writes (and ends of transactions) until the crash; None: none comes."""

    def tick(self) -> None:
        """One moment at which a process can die."""
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise Crash

    @contextmanager
    def _writing(self) -> Iterator[State]:
        self.tick()
        with super()._writing() as state:
            yield state
        if self._working is None:
            self.tick()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with super().transaction():
            yield
        if self._working is None:
            self.tick()


class Desk:
    """A store, what happens in it, and the clock on the wall."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or CrashingStore()
        self.time = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
        self.number = 0
        self.findings: dict[str, list[Finding]] = {}

    def now(self) -> str:
        return self.time.strftime("%Y-%m-%dT%H:%M:%SZ")

    def wait(self, **span: float) -> None:
        self.time += timedelta(**span)

    def count_up(self) -> int:
        self.number += 1
        return self.number

    def write_article(self, outlet: str, text: str = "The weir was closed.", *, agency: str | None = None) -> str:
        """An article is read; its id."""
        number = self.count_up()
        key = f"a{number:04d}"
        article = Article(
            id=key,
            source=f"pages/{key}.html",
            text=text,
            outlet=outlet,
            agency=agency,
            title=f"Report {number}",
            url=f"https://{outlet.lower().replace(' ', '-')}.example/{number}",
            body=(Span(0, len(text)),),
        )
        self.store.put_articles([StoredArticle(article=article, page=article.url or key, received=self.now())])
        return key

    def put_story(
        self,
        *articles: str,
        origins: int = 1,
        title: str = "Weir closed",
        key: str | None = None,
        aliases: tuple[str, ...] = (),
        gone: tuple[str, ...] = (),
        kind: EventKind | None = "story",
        **detail: object,
    ) -> str:
        """A story is found, or found to be another; its id."""
        key = key or articles[0]
        story = Story(id=key, title=title, articles=articles, origins=origins, aliases=aliases)
        with self.store.transaction():
            self.store.put_stories([story], gone=gone)
            if kind is not None:
                self.happen(key, kind, **({"articles": list(articles)} | detail))
        return key

    def begin_story(self, *outlets: str, origins: int | None = None, title: str = "Weir closed") -> str:
        """A new story with an article of each outlet."""
        articles = [self.write_article(outlet) for outlet in outlets]
        return self.put_story(*articles, origins=origins or len(set(outlets)), title=title)

    def grow_story(self, key: str, outlet: str, *, origins: int) -> str:
        """An article comes to a story."""
        kept = self.store.get_story(key)
        assert kept is not None
        article = self.write_article(outlet)
        with self.store.transaction():
            self.store.put_stories([replace(kept.story, articles=(*kept.story.articles, article), origins=origins)])
            self.happen(kept.story.id, "articles", articles=[article])
        return article

    def join_stories(self, key: str, other: str) -> None:
        """The other story becomes part of this one."""
        one, two = self.store.get_story(key), self.store.get_story(other)
        assert one is not None
        assert two is not None
        whole = replace(
            one.story,
            articles=(*one.story.articles, *two.story.articles),
            origins=one.story.origins + two.story.origins,
            aliases=(*one.story.aliases, two.story.id, *two.story.aliases),
        )
        with self.store.transaction():
            self.store.put_stories([whole], gone=[two.story.id])
            self.happen(key, "joined", joined=[other])

    def differ(
        self, key: str, *, withheld: bool = False, relation: str = "differ", extra: str = "", changed: bool = False
    ) -> str:
        """A new edition has a new difference, or a known one another value; the id of its finding."""
        told = make_dossier()
        finding = f"f{self.count_up():04d}"
        one, two, _ = told.articles
        claims = (
            make_claim(f"{finding}-1", one, "Repairs will take six weeks", value={"text": "six weeks"}),
            make_claim(f"{finding}-2", two, "last at least two months", value={"text": "two months"}, origin="o-post"),
        )
        statement = f"Repairs will take six weeks {extra}".strip()
        found = self.findings.setdefault(key, [])
        found.append(make_finding(finding, statement, relation, "time", claims, withheld=withheld, origins=2))
        self.put_edition(key, replace(told, findings=tuple(found)), [finding], changed=[finding] if changed else [])
        return finding

    def put_edition(
        self, key: str, dossier: Dossier, differences: list[str], *, changed: list[str] | None = None
    ) -> None:
        """The story is compared."""
        title = dossier.story.title
        told = ToldStory(id=key, title=title, start=None, end=None, places=())
        with self.store.transaction():
            made = self.store.put_edition(
                key, key=f"k{self.count_up()}", made=self.now(), dossier=replace(dossier, story=told)
            )
            self.happen(key, "edition", edition=made)
            if differences:
                self.happen(key, "difference", findings=differences, changed=changed or [], edition=made)

    def happen(self, key: str, kind: EventKind, **detail: object) -> None:
        """Something is written into the log."""
        self.store.put_events([Event(story=key, kind=kind, at=self.now(), detail=dict(detail))])


class Receivers:
    """What lies behind all channels: notes what it gets, and fails when it is told to."""

    def __init__(self, store: CrashingStore | None = None) -> None:
        self.got: list[tuple[str, str, tuple[Notice, ...]]] = []
        self.failing: list[Outcome] = []
        """What the next attempts come to; then all is well."""
        self._store = store

    def __call__(self, channel: Channel, parcel: Parcel) -> Outcome:
        if self._store is not None:
            self._store.tick()
        outcome = self.failing.pop(0) if self.failing else Outcome(result="sent")
        if outcome.result == "sent":
            self.got.append((channel.name, parcel.id, parcel.notices))
        if self._store is not None:
            self._store.tick()
        return outcome


def make_rules(*, rule: str = "", text: str = RULES) -> WatchRules:
    """The rules of ``text``, ``rule`` added to its last one."""
    return parse_rules(text + rule)
