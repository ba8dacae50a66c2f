"""What the tools share: stories and quotes as they are answered, cursors, and how much one answer may hold."""

import re
from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel

from stemma.collection.naming import list_begun
from stemma.errors import NOTHING_THERE, REQUEST_UNFIT, StemmaError
from stemma.model.article import Article
from stemma.model.dossier import Dossier, Finding, ReportedClaim
from stemma.model.stored import Edition, StoredStory
from stemma.store import Store
from stemma.store.deriving import name_outlet
from stemma.web.mcp.answers import Cited, MissingLine, StoryLine

Line = TypeVar("Line", bound=BaseModel)
MOST_CHARACTERS = 12_000
"""Of the lists of one answer; what does not fit is on the next page."""
LONGEST_QUOTE = 500
LONGEST_NAME = 200
_OUTLETS, _PLACES = 12, 8
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9:.]{2,15}(?:Z|[+-][0-9:]{2,8})?)?)?)?")


class Refused(StemmaError):
    """A question that cannot be answered as it is put; the text says how to put it."""

    code = REQUEST_UNFIT

    def __init__(self, message: str, shown: Iterable[str] = ()) -> None:
        """``shown``: what there is to choose from, in words of pages."""
        super().__init__(message)
        self.shown = tuple(shown)


class NotThere(Refused):
    """A question about a story, or a part of one, that is not here, or not any more."""

    code = NOTHING_THERE


def clip(text: str, longest: int = LONGEST_NAME) -> str:
    """A name or headline, shortened where a page makes it too long to be one."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def tell_date(date: str | None) -> str | None:
    """A date or an instant, ISO 8601; None for what a page gives in its place."""
    return date if date is not None and _DATE.fullmatch(date) else None


def load_story(store: Store, story: str) -> StoredStory:
    """The story of an id, an alias, or how one begins. Raises Refused where there is none, or several."""
    begun = list_begun(store, story.strip())
    if not begun:
        raise NotThere(f"{story[:60]!r}: no story has an id that begins so; search_stories gives ids")
    if len(begun) > 1:
        titles = [f"{key} {clip(one.story.title, 80)}" for key in begun[:8] if (one := store.get_story(key))]
        raise Refused(f"{story[:60]!r} begins the ids of {len(begun)} stories; give more of it", titles)
    stored = store.get_story(begun[0])
    if stored is None:
        raise NotThere("that story has just gone; search_stories lists what there is")
    return stored


def load_edition(store: Store, stored: StoredStory, number: int | None = None) -> Edition:
    """A story's newest dossier, or that of this number. Raises Refused where there is none."""
    edition = store.get_edition(stored.story.id, number)
    if edition is not None:
        return edition
    if number is not None and stored.edition is not None:
        raise NotThere("that cursor is of a dossier that is no longer kept; ask again without a cursor")
    raise NotThere(
        f"story {stored.story.id} has no dossier yet: it has {len(stored.story.articles)} article(s), and those of two "
        "or more are compared by 'stemma compare'"
    )


def describe_story(store: Store, stored: StoredStory) -> StoryLine:
    """A story as a line of a list."""
    story = stored.story
    newest = next(iter(store.latest_events(story=story.id, limit=1)), None)
    return StoryLine(
        id=story.id,
        title=clip(story.title),
        start=tell_date(story.start),
        end=tell_date(story.end),
        outlets=[clip(one) for one in stored.outlets[:_OUTLETS]],
        articles=len(story.articles),
        independent=story.origins,
        findings=stored.findings,
        differences=stored.differences,
        places=[clip(one) for one in stored.places[:_PLACES]],
        compared=stored.edition is not None,
        changed=f"{newest.at} ({newest.kind})" if newest else None,
    )


class Citing:
    """A dossier, and its claims as they are cited."""

    def __init__(self, dossier: Dossier) -> None:
        self.articles = {one.id: one for one in dossier.articles}
        self.origins = {one.id: one for one in dossier.origins}

    def outlet(self, article: str) -> str:
        """The outlet of an article, else its source."""
        return clip(name_outlet(self.articles[article]))

    def cite(self, claim: ReportedClaim) -> Cited:
        """A claim as it is cited."""
        origin = self.origins.get(claim.origin)
        return cite_passage(
            self.articles[claim.article],
            claim.start,
            claim.end,
            said_by=claim.said_by,
            quoted=claim.quoted,
            origin=origin.name if origin else claim.origin,
        )

    def miss(self, finding: Finding) -> list[MissingLine]:
        """The articles that lack a finding."""
        return [
            MissingLine(article=one.article, outlet=self.outlet(one.article), missing=one.why)
            for one in finding.missing
            if one.article in self.articles
        ]


def cite_passage(article: Article, start: int, end: int, *, said_by: Iterable[str], quoted: str, origin: str) -> Cited:
    """A passage of an article, word for word; a very long one is cut at a word's end."""
    stop = end
    if end - start > LONGEST_QUOTE:
        space = article.text.rfind(" ", start + LONGEST_QUOTE // 2, start + LONGEST_QUOTE)
        stop = space if space > 0 else start + LONGEST_QUOTE
    return Cited.model_validate(
        {
            "article": article.id,
            "outlet": clip(name_outlet(article)),
            "quote": article.text[start:stop],
            "start": start,
            "end": stop,
            "cut": stop < end,
            "said_by": [clip(one) for one in said_by][:6],
            "quoted": quoted,
            "origin": clip(origin),
            "published": tell_date(article.published),
        }
    )


def split_cursor(cursor: str | None) -> tuple[int | None, int]:
    """The number of the dossier that a cursor is of, and how far it was told. Raises Refused."""
    if cursor is None or not cursor.strip():
        return None, 0
    edition, dot, offset = cursor.partition(".")
    if not (dot and edition.isascii() and edition.isdigit() and offset.isascii() and offset.isdigit()):
        raise Refused("no such cursor; give one as 'next' said it, or none to begin again")
    return int(edition[:15]), int(offset[:9])


def fill_page(items: Iterable[Line], *, limit: int) -> tuple[list[Line], bool]:
    """As many as ``limit`` and the bound on characters allow, one at least; whether there are more."""
    page: list[Line] = []
    used = 0
    for one in items:
        used += len(one.model_dump_json())
        if len(page) >= limit or (page and used > MOST_CHARACTERS):
            return page, True
        page.append(one)
    return page, False
