"""Articles that are in no story with others, whatever they look like: empty ones, walls, daily forms."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stemma.group.apart.sketches import make_sketch, name_site
from stemma.group.apart.templates import Issue, find_issues
from stemma.group.apart.walls import find_walls
from stemma.group.days import trust_days
from stemma.model.article import Article
from stemma.model.story import Apart
from stemma.text.article_order import place_article
from stemma.text.days import read_day

LEAST_WORDS = 3
"""Different words of two letters or more, in headline and text, below which there is nothing to compare."""
_LOOKED_AT = 400
_WORD = re.compile(r"[^\W\d_]{2,}")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")

EMPTY = "There is nothing to read in its headline and text."
TEMPLATE = "It is one issue of a form that is filled in anew each time; {issues} issues of it are here."


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is kept apart, and which articles are issues of which form."""

    apart: tuple[Apart, ...]
    """In order of the articles' ids. Articles of one issue may still be one story: copies of the same forecast."""
    issues: Mapping[str, Issue]
    """By article id; two issues of one form are never one story."""


def judge_standing(articles: Sequence[Article]) -> Standing:
    """What of ``articles`` is in no story with others, and why; the order given does not show."""
    ordered = sorted(articles, key=place_article)
    days = trust_days([read_day(a.published) for a in ordered])
    reasons: dict[str, Apart] = {}
    for article in ordered:
        if is_empty(article):
            reasons[article.id] = Apart(article=article.id, why="empty", reason=EMPTY)
    walls = find_walls(ordered, [name_site(a) for a in ordered])
    for identity, reason in walls.items():
        reasons.setdefault(identity, Apart(article=identity, why="wall", reason=reason))
    sketches = [make_sketch(a, day) for a, day in zip(ordered, days, strict=True) if a.id not in reasons]
    issues = find_issues(sketches)
    numbers: dict[str, set[str]] = {}
    for issue in issues.values():
        numbers.setdefault(issue.form, set()).add(issue.issue)
    for identity, issue in issues.items():
        if issue.daily:
            reason = TEMPLATE.format(issues=len(numbers[issue.form]))
            reasons[identity] = Apart(article=identity, why="template", reason=reason)
    return Standing(apart=tuple(reasons[one] for one in sorted(reasons)), issues=issues)


def part_by_standing(
    articles: Sequence[Article], standing: Standing
) -> tuple[tuple[Article, ...], tuple[tuple[Article, ...], ...]]:
    """The articles left to group, and the stories of those that are not: each alone, copies of one issue together.

    Both in order of publication, those without a date last; the order given does not show.
    """
    why = {one.article: one.why for one in standing.apart}
    left: list[Article] = []
    stories: dict[tuple[str, str], list[Article]] = {}
    for article in sorted(articles, key=place_article):
        if article.id not in why:
            left.append(article)
        elif why[article.id] == "template":
            stories.setdefault(("", standing.issues[article.id].issue), []).append(article)
        else:
            stories.setdefault((article.id, article.source), []).append(article)
    return tuple(left), tuple(tuple(story) for story in stories.values())


def is_empty(article: Article) -> bool:
    """Whether headline and text have too few words for any likeness."""
    words: set[str] = set()
    wide = 0
    for piece in _list_pieces(article):
        for found in _WORD.finditer(piece):
            words.add(found[0].casefold())
            if len(words) >= LEAST_WORDS:
                return False
        wide += len(_WIDE.findall(piece))
    return wide < 2 * LEAST_WORDS


def _list_pieces(article: Article) -> Iterator[str]:
    yield (article.title or "")[:_LOOKED_AT]
    left = _LOOKED_AT
    for start, end in article.body:
        piece = article.text[start : min(end, start + left)]
        yield piece
        left -= max(len(piece), 1)
        if left <= 0:
            return
