"""Furniture across pages: what one outlet prints under one article and under another is not part of either.

A passage of the body that stands word for word on other pages of the same outlet is looked at: where it stands
(between paragraphs, or at an end), whether it speaks of what the article speaks of, whether those pages are of the same
story (two reports on one event share paragraphs of background) and whether they credit an agency (whose text any page
may print).
What stands on one page alone is never touched, and a page alone of its outlet neither.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from stemma.model.article import Article
from stemma.model.span import Furniture, Span
from stemma.read.addresses import host_of
from stemma.read.dump_features import split_content
from stemma.read.furniture_phrases import UNKNOWN, find_phrase
from stemma.read.lines import ends_sentence, split_lines
from stemma.read.span_moves import drop_spans, relabel_furniture
from stemma.text.words import fold_text

REASON = "stands on other pages of this outlet"
_LOOKED_AT = 8
"""Other pages that a passage is looked at on, at most: the cost of a page does not grow with its outlet."""
_SAME_STORY = 0.17
"""Share of the rarer words of two bodies, of those of the smaller, above which they tell of one event."""
_RARER = 4
"""Letters beyond which a word tells what a text is about."""
_SAME_TEXT = 0.5
"""Share of a body that stands on the other page too, above which the one is a version of the other."""
_EDGE = 2
_MANY = 3
_ABOUT = 0.35
"""Share of a passage's rarer words that the rest of its article uses, above which it speaks of the same."""
_SHORT = 60
_MOST_GONE = 0.5
_LONGEST = 6000


@dataclass(slots=True, kw_only=True)
class _Page:
    """An article with what is asked of it again and again."""

    article: Article
    groups: tuple[str, ...]
    passages: Mapping[Span, str]
    """The paragraphs of its body, folded."""
    everything: frozenset[str]
    """Its lines and the paragraphs of its body, folded."""
    words: Mapping[Span, set[str]] = field(default_factory=dict)

    def words_but(self, shared: Set[Span]) -> set[str]:
        """The rarer words of its body, the passages ``shared`` left out."""
        if not self.words:
            self.words = {span: split_content(text.split(), longer=_RARER) for span, text in self.passages.items()}
        return set().union(*(words for span, words in self.words.items() if span not in shared))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A paragraph of a body that other pages of the outlet have too."""

    raw: str
    elsewhere: int
    """On how many pages of other stories, of those looked at."""
    beside: int
    """On how many pages of the same story that are no version of this one."""
    wired: bool
    """One of them credits the agency that this one credits."""
    at_edge: bool
    """One paragraph of the page's own at most stands above it, or below."""
    apart: bool
    """The page's own paragraphs do not use its words."""


def move_recurring(articles: Sequence[Article]) -> tuple[Article, ...]:
    """``articles``, in their order, with what recurs over pages of one outlet made furniture."""
    pages: dict[str, _Page] = {}
    for article in sorted(articles, key=lambda one: (one.id, one.source)):
        groups = _list_groups(article)
        if groups and article.body and article.id not in pages:
            pages[article.id] = _open_page(article, groups)
    holders = _find_holders(pages)
    kin: dict[tuple[str, str], str] = {}
    moved = {key: _move_page(page, pages, holders, kin) for key, page in pages.items()}
    return tuple(
        moved[article.id] if article.id in moved and pages[article.id].article == article else article
        for article in articles
    )


def _list_groups(article: Article) -> tuple[str, ...]:
    """The outlet by its name and by its host: pages that share either are of one outlet."""
    host = host_of(article.url or "")
    name = fold_text(article.outlet or "")
    return tuple(filter(None, (f"name {name}" if name else "", f"host {host}" if host else "")))


def _open_page(article: Article, groups: tuple[str, ...]) -> _Page:
    passages = {span: fold_text(article.text[span.start : span.end][:_LONGEST]) for span in article.body}
    lines = (fold_text(line.text[:_LONGEST]) for line in split_lines(article.text))
    return _Page(
        article=article,
        groups=groups,
        passages={span: text for span, text in passages.items() if text},
        everything=frozenset(filter(None, lines)) | frozenset(filter(None, passages.values())),
    )


def _find_holders(pages: Mapping[str, _Page]) -> dict[tuple[str, str], list[str]]:
    """Of each group and text that two or more of its pages hold, their ids in order."""
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, page in pages.items():
        for group in page.groups:
            for text in page.everything:
                holders[group, text].append(key)
    return {asked: keys for asked, keys in holders.items() if len(keys) > 1}


def _move_page(
    page: _Page,
    pages: Mapping[str, _Page],
    holders: Mapping[tuple[str, str], list[str]],
    kin: dict[tuple[str, str], str],
) -> Article:
    held = {span: others for span, text in page.passages.items() if (others := _list_others(page, text, holders))}
    own = [span for span in page.passages if span not in held]
    rest = page.words_but(held.keys()) if held else set()
    gone = []
    for span, others in held.items():
        near = [pages[other] for other in others[:_LOOKED_AT]]
        if _is_furniture(_look_at(page, span, own, rest, near, kin)):
            gone.append(span)
    letters = sum(span.end - span.start for span in page.article.body)
    if sum(span.end - span.start for span in gone) > _MOST_GONE * letters:
        gone = []
    article = drop_spans(page.article, dict.fromkeys(gone, REASON))
    return relabel_furniture(article, _name_unnamed(article, page, holders))


def _look_at(
    page: _Page,
    span: Span,
    own: Sequence[Span],
    rest: Set[str],
    near: Sequence[_Page],
    kin: dict[tuple[str, str], str],
) -> _Passage:
    """``own``: the page's paragraphs that no other page has, in order; ``rest``: their rarer words."""
    kinds = [_tell_kin(page, other, kin) for other in near]
    above, words = bisect_left(own, span), page.words[span]
    return _Passage(
        raw=page.article.text[span.start : span.end],
        elsewhere=kinds.count("other story"),
        beside=kinds.count("same story"),
        wired=any(_shares_agency(page.article, other.article) for other in near),
        at_edge=min(above, len(own) - above) < _EDGE,
        apart=len(words) <= 2 or len(words & rest) < _ABOUT * len(words),
    )


def _list_others(page: _Page, text: str, holders: Mapping[tuple[str, str], list[str]]) -> list[str]:
    found = {key for group in page.groups for key in holders.get((group, text), ())[: 2 * _LOOKED_AT]}
    return sorted(found - {page.article.id})


def _tell_kin(page: _Page, other: _Page, kin: dict[tuple[str, str], str]) -> str:
    """``version`` (one text, printed twice), ``same story`` or ``other story``."""
    first, second = sorted((page.article.id, other.article.id))
    if (first, second) not in kin:
        shared = [{s for s, text in one.passages.items() if text in two.everything} for one, two in _both(page, other)]
        sizes = [
            sum(s.end - s.start for s in spans) / max(1, sum(s.end - s.start for s in one.passages))
            for spans, one in zip(shared, (page, other), strict=True)
        ]
        mine, theirs = page.words_but(shared[0]), other.words_but(shared[1])
        alike = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
        told = "version" if max(sizes) > _SAME_TEXT else "same story" if alike >= _SAME_STORY else "other story"
        kin[first, second] = told
    return kin[first, second]


def _both(page: _Page, other: _Page) -> tuple[tuple[_Page, _Page], tuple[_Page, _Page]]:
    return (page, other), (other, page)


def _shares_agency(one: Article, other: Article) -> bool:
    return one.agency is not None and one.agency == other.agency


def _is_furniture(seen: _Passage) -> bool:
    if seen.elsewhere + seen.beside and find_phrase(seen.raw):
        return True
    if seen.wired and not (seen.elsewhere >= _MANY and seen.at_edge):
        return False
    brief = len(seen.raw) <= _SHORT and not ends_sentence(seen.raw)
    if seen.elsewhere >= _MANY:
        # between paragraphs a line that is no sentence and stands on many pages points elsewhere ("Read also")
        return seen.at_edge or seen.apart or brief
    if seen.elsewhere:
        return seen.at_edge and seen.apart
    return seen.beside > 0 and seen.at_edge and seen.apart and brief


def _name_unnamed(article: Article, page: _Page, holders: Mapping[tuple[str, str], list[str]]) -> dict[Furniture, str]:
    """Stretches left out for no reason but their place whose every line stands on other pages too."""
    named = {}
    for stretch in article.furniture:
        if stretch.reason == UNKNOWN:
            lines = [fold_text(line.text[:_LONGEST]) for line in split_lines(article.text[stretch.start : stretch.end])]
            if all(not line or _list_others(page, line, holders) for line in lines) and any(lines):
                named[stretch] = REASON
    return named
