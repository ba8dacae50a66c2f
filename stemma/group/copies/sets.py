"""Sets of articles that print one text: what counts once among independent texts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stemma.group.copies.fingerprints import count_words, fold_body
from stemma.model.article import Article
from stemma.model.story import SharedText
from stemma.text.agencies import find_agency
from stemma.text.article_order import place_article

CONTAINED = 0.8
"""The part of the shorter article that two prints of one text have in common."""
MOST = 0.5
"""They share more than this part of the longer one: so no two of a set, which all hold most of its first article, can
have nothing in common, and what holds bits of many texts is a print of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySet:
    """Articles that print one text."""

    articles: tuple[str, ...]
    """Ids, two at least, in order of publication."""
    original: str
    """The id of the article that the text counts as: the agency's own, else the earliest."""
    agency: str | None = None
    """Whose text it is: the agency among the outlets, else the one that most of them credit; None where none is."""


def group_copies(articles: Iterable[Article], shared: Iterable[SharedText]) -> tuple[CopySet, ...]:
    """The sets of ``articles`` that print one text, in order of their first; an article is in one set at most.

    ``shared``: what ``find_shared_texts`` gives for them. Articles are taken in order of publication: each joins the
    set with whose first article it shares most, where the two are prints of one text, else founds its own. Joining by
    the first article alone keeps sets from growing along a chain whose ends have nothing in common.
    """
    by_id: dict[str, Article] = {}
    for article in sorted(articles, key=place_article):
        by_id.setdefault(article.id, article)
    before: dict[str, list[SharedText]] = defaultdict(list)
    for pair in shared:
        if pair.one in by_id and pair.other in by_id:
            before[pair.other].append(pair)
    length: dict[str, int] = {}
    first: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for name in by_id:
        first[name] = _choose_first(name, before.get(name, ()), first, by_id, length)
        members.setdefault(first[name], []).append(name)
    return tuple(_make_set([by_id[name] for name in names]) for names in members.values() if len(names) > 1)


def _choose_first(
    name: str,
    pairs: Sequence[SharedText],
    first: Mapping[str, str],
    by_id: Mapping[str, Article],
    length: dict[str, int],
) -> str:
    """The first article of the set that ``name`` joins; itself where it founds one."""
    joined = []
    for pair in pairs:
        if pair.kind == "exact":
            return first[pair.one]
        if first[pair.one] != pair.one:
            continue
        lengths = (_count_words(by_id[end], length) for end in (pair.one, pair.other))
        if are_prints(pair.words, pair.share, lengths):
            joined.append((-pair.words, place_article(by_id[pair.one]), pair.one))
    return min(joined)[2] if joined else name


def _count_words(article: Article, known: dict[str, int]) -> int:
    if article.id not in known:
        known[article.id] = count_words(fold_body(article))
    return known[article.id]


def are_prints(words: int, share: float, lengths: Iterable[int]) -> bool:
    """Whether two articles print one text, which have so many ``words`` in common, that ``share`` of the shorter.

    ``lengths``: how many words each has; asked only where the shorter is contained in the longer.
    """
    return share >= CONTAINED and words > MOST * max(lengths)


def _make_set(articles: Sequence[Article]) -> CopySet:
    return CopySet(
        articles=tuple(article.id for article in articles),
        original=next((article.id for article in articles if find_agency(article.outlet or "")), articles[0].id),
        agency=tell_agency([(article.outlet, article.agency) for article in articles]),
    )


def tell_agency(prints: Sequence[tuple[str | None, str | None]]) -> str | None:
    """Whose text it is that these outlets print, each with the agency that it credits; in order of publication.

    The first agency among the outlets, else the one that most of them credit; None where none is.
    """
    for outlet, _ in prints:
        own = find_agency(outlet or "")
        if own:
            return own
    credits = Counter(find_agency(credit) or credit for _, credit in prints if credit)
    return min(credits, key=lambda name: (-credits[name], name)) if credits else None
