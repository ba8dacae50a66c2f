"""Copies: text that two articles share, word for word or lightly rewritten, and which of them has it from the other."""

from collections.abc import Sequence
from typing import Literal

from stemma.compare.word_places import find_words
from stemma.model.annotation import Annotated
from stemma.model.article import Article
from stemma.model.dossier import Copy, CopyEnd
from stemma.text.agencies import find_agency
from stemma.text.days import read_day
from stemma.text.instants import compare_times
from stemma.text.shared_text import Stretch
from stemma.text.taken_text import Kind, find_taken
from stemma.text.word_places import Words


def find_copies(annotated: Sequence[Annotated]) -> tuple[Copy, ...]:
    """What articles share: maximal runs of at least eight words, and sentences that keep most of their words in order.

    The first are ``verbatim``, the second ``rewritten``; what one of the two articles gives as somebody's direct speech
    is ``quotation``.
    The article that the text comes from stands first: by credit (an agency's text), else by time of publication
    (``direction`` says which); where neither tells, by id, and ``direction`` is None. Formulas with other names and
    figures in them are left out, and so is the next number of a series, days later and with other figures. Text that
    stands in many articles is reported with the first eight that have it.
    """
    ordered = sorted(annotated, key=lambda a: (*_seniority(a.article), a.article.id))
    texts = [find_words(a) for a in ordered]
    days = [read_day(a.article.published) for a in ordered]
    copies = [_copy(ordered, texts, stretch, kind) for stretch, kind in find_taken(texts, days)]
    return tuple(sorted(copies, key=lambda c: (c.from_.article, c.from_.start, c.to.article, c.to.start, c.kind)))


def _copy(ordered: Sequence[Annotated], texts: Sequence[Words], stretch: Stretch, kind: Kind) -> Copy:
    one, other = ordered[stretch.one].article, ordered[stretch.other].article
    here = CopyEnd(
        article=one.id,
        start=texts[stretch.one].starts[stretch.start],
        end=texts[stretch.one].ends[stretch.end - 1],
    )
    there = CopyEnd(
        article=other.id,
        start=texts[stretch.other].starts[stretch.other_start],
        end=texts[stretch.other].ends[stretch.other_end - 1],
    )
    first, direction = _find_direction(one, other)
    source, taker = (here, there) if first is one else (there, here)
    return Copy(from_=source, to=taker, words=stretch.words, kind=kind, direction=direction)


def _find_direction(one: Article, other: Article) -> tuple[Article, Literal["credit", "time"] | None]:
    """The article that shared text comes from, and what tells so; the lower id where nothing does."""
    (rank, agency), (other_rank, other_agency) = _credit(one), _credit(other)
    if rank != other_rank and (not agency or not other_agency or agency == other_agency):
        return (one if rank < other_rank else other), "credit"
    order = compare_times(one.published, other.published)
    if order:
        return (one if order < 0 else other), "time"
    return min(one, other, key=lambda a: a.id), None


def _credit(article: Article) -> tuple[int, str | None]:
    """0 for an agency's own article, 1 for one that credits an agency, 2 for any other; and the agency."""
    own = find_agency(article.outlet) if article.outlet else None
    if own:
        return 0, own
    if article.agency:
        return 1, find_agency(article.agency) or article.agency
    return 2, None


def _seniority(article: Article) -> tuple[int, str]:
    return _credit(article)[0], article.published or "9999"
