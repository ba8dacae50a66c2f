"""An invented collection of any size, the same for the same number: articles, stories, dossiers with claims."""

import random
from collections.abc import Iterator
from itertools import accumulate, islice

from stemma.model.annotation import Entity
from stemma.model.article import Article
from stemma.model.dossier import SCHEMA, Dossier, Finding, Origin, Place, ReportedClaim
from stemma.model.dossier import Story as ToldStory
from stemma.model.span import Span
from stemma.model.stored import StoredArticle
from stemma.model.story import Story

_SYLLABLES = (
    "ba co du fe gi ha jo ku la me ni po qua ra se ti va wo xe yo za bri stra clo dre fla gru pli sno tra ver".split()
)
_PLACES = "Alder Wexcombe Corran Fenn Northgate Sarn Tolm Brae".split()
_KINDS = "Echo Post Herald Times Star Courier Mail Record Voice Argus".split()
_OUTLETS = [f"The {place} {kind}" for place in _PLACES for kind in _KINDS]
WORDS_AN_ARTICLE = 600
"""About 5 KB."""


class Words:
    """Words by Zipf's law: the n-th is met 1/n as often as the first."""

    def __init__(self, many: int = 60_000) -> None:
        chosen = random.Random(1)
        made: dict[str, None] = {}
        while len(made) < many:
            made["".join(chosen.choices(_SYLLABLES, k=chosen.randint(1, 4)))] = None
        self.words = list(made)
        self._weights = list(accumulate(1 / (n + 3) for n in range(many)))

    def draw(self, chosen: random.Random, many: int) -> list[str]:
        """So many words."""
        return chosen.choices(self.words, cum_weights=self._weights, k=many)


def make_articles(many: int, *, first: int = 0, words: Words | None = None) -> Iterator[StoredArticle]:
    """Articles of about 5 KB in paragraphs of 40 words, by 80 outlets, over two years."""
    drawn = words or Words()
    for number in range(first, first + many):
        yield _make_article(number, drawn)


def _make_article(number: int, words: Words) -> StoredArticle:
    chosen = random.Random(number)
    drawn = words.draw(chosen, WORDS_AN_ARTICLE)
    title = " ".join(drawn[:8]).capitalize()
    parts = [title, *(" ".join(drawn[at : at + 40]).capitalize() + "." for at in range(8, len(drawn), 40))]
    body, at = [], len(title) + 2
    for part in parts[1:]:
        body.append(Span(at, at + len(part)))
        at += len(part) + 2
    day = 1 + number * 700 // 100_000
    published = f"{2023 + day // 365}-{1 + day % 365 * 12 // 366:02}-{1 + day % 28:02}T08:30:00Z"
    url = f"https://outlet{number % 80}.example/{number}"
    outlet = _OUTLETS[min(int(chosen.paretovariate(0.7)), 80) - 1]
    article = Article(
        id=f"{number:016x}", source=url, text="\n\n".join(parts), outlet=outlet,
        agency="Corran News" if number % 5 == 0 else None, title=title, published=published, language="en", url=url,
        title_span=Span(0, len(title)), body=tuple(body), confidence=0.9,
    )  # fmt: skip
    return StoredArticle(article=article, page=url, received=published)


def make_story(number: int, articles: list[Article]) -> Story:
    """The story of these articles."""
    return Story(
        id=articles[0].id, title=articles[0].title or "", articles=tuple(one.id for one in articles),
        origins=1 + number % 4, outlets=len({one.outlet for one in articles}),
        start=(articles[0].published or "")[:10], end=(articles[-1].published or "")[:10],
    )  # fmt: skip


def make_dossier(number: int, articles: list[Article], *, claims: int, words: Words) -> Dossier:
    """A dossier with so many claims, four a finding, of words of its articles; five places and ten names."""
    chosen = random.Random(-number)
    made = []
    for n in range(claims):
        article = articles[n % len(articles)]
        start = article.body[n % len(article.body)].start
        end = article.text.index(" ", min(start + 90, len(article.text) - 60))
        made.append(
            ReportedClaim(
                id=f"{number:x}-{n}",
                article=article.id,
                start=start,
                end=end,
                quote=article.text[start:end],
                part="body",
                said_by=("the ministry",) if n % 3 == 0 else (),
                quoted="indirect",
                value={},
                origin="o1",
            )
        )
    relations = ("single", "agree", "compatible", "update", "differ")
    findings = tuple(
        Finding(
            id=f"{number:x}f{at}",
            statement=" ".join(words.draw(chosen, 12)),
            relation=relations[at // 4 % 5],
            kind="event",
            date=None,
            date_precision=None,
            origins=1 + at // 4 % 3,
            why="Alike.",
            confidence=0.8,
            claims=tuple(islice(made, at, at + 4)),
            missing=(),
        )
        for at in range(0, claims, 4)
    )
    names = words.draw(chosen, 25)
    return Dossier(
        schema=SCHEMA,
        story=ToldStory(id=articles[0].id, title=articles[0].title or "", start=None, end=None, places=()),
        articles=tuple(articles), findings=findings,
        origins=(Origin(id="o1", name="the ministry", kind="official", articles=(), findings=()),),
        copies=(),
        entities=tuple(
            Entity(id=f"e{n}", name=f"{a.title()} {b.title()}", kind="person", variants=(b.title(),), mentions=1)
            for n, (a, b) in enumerate(zip(names[5:15], names[15:25], strict=True))
        ),
        places=tuple(Place(name=one.title(), lat=None, lon=None, geonames=None, variants=()) for one in names[:5]),
        timeline=(), quotations=(), summary=(), rejected=(), stemma_version="bench", settings={},
    )  # fmt: skip
