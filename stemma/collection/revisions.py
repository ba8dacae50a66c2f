"""Whether a page that came is one that the store has: the same once more, newer words of it, or older ones."""

from collections.abc import Mapping
from typing import Literal

from stemma.model.article import Article
from stemma.model.capture import Capture
from stemma.model.stored import StoredArticle
from stemma.read import identify_page, is_one_page
from stemma.tell.editions import describe_edit, join_editions
from stemma.text.instants import read_instant
from stemma.text.words import fold_text

REPLACED = "replaced"
"""The kind of records that name, by an article replaced since stories were last found, what replaced it (``by``) and
the ``story`` that it was in."""
OLDER = "an older version of the page, which came later"
SAME_WORDS = "the same address and words"
Standing = Literal["other", "again", "newer", "older"]
_ASIDE = frozenset({"modified"})
"""Many programs of outlets set it at every visit."""


def name_pages(article: Article, capture: Capture | None) -> tuple[str, ...]:
    """What all revisions of the article's page may share, surest first: its own address, the one it came from, its
    source. The last is of this article alone, for where another page has all of these.
    """
    urls = dict.fromkeys((article.url, capture.url if capture else None))
    found = (*map(identify_page, urls), article.source)
    own = f"{article.source}#{article.id}"
    return tuple(dict.fromkeys((*filter(None, found), own)))


def judge_page(stored: StoredArticle, article: Article, *, page: str, received: str) -> Standing:
    """How ``article``, which would be of ``page`` too, stands to the current article of that page.

    One page under an address is told by headline or words: addresses that a site gives to many pages do not make one
    page of them. Of files without an address more is asked, because two folders may both hold a ``1.txt``. Of two
    versions the one that says it was modified later is the newer, else the one that was ``received`` later.
    """
    known = stored.article
    if not _may_be_one(known, article, by_file=page == article.source) or not is_one_page(known, article):
        return "other"
    edit = describe_edit(join_editions(known, article), "")
    if edit is None or (edit.kind == "metadata" and all(field in _ASIDE for field, _, _ in edit.fields)):
        return "again"
    return "older" if _is_older(article, known, received, stored.received) else "newer"


def follow_revisions(replaced: Mapping[str, str]) -> dict[str, str]:
    """From each article that was replaced to the newest that came of it."""
    found = {}
    for old in replaced:
        newest, steps = old, 0
        while newest in replaced and steps <= len(replaced):
            newest, steps = replaced[newest], steps + 1
        found[old] = newest
    return found


def is_silent(old: Article, new: Article) -> bool:
    """Whether the later words are other ones and nothing new on the page says so."""
    edit = describe_edit(join_editions(old, new), "")
    return edit is not None and edit.kind == "silent"


def _may_be_one(one: Article, other: Article, *, by_file: bool) -> bool:
    if not by_file:
        return True
    told = identify_page(one.url), identify_page(other.url)
    return one.source == other.source and told[0] == told[1] and _fold(one.outlet) == _fold(other.outlet)


def _fold(outlet: str | None) -> str:
    return fold_text(outlet or "")


def _is_older(new: Article, old: Article, received: str, before: str | None) -> bool:
    for one, other in ((new.modified, old.modified), (received, before)):
        first, second = read_instant(one), read_instant(other)
        if first is not None and second is not None and first != second:
            return first < second
    return False
