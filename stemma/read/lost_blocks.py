"""Body lost and found again: a passage that reading left out, and that the other articles of the story report too.

A passage comes back where it is prose (a sentence's length and end; no link, no plea, no teaser of what the body says
already), stands among the paragraphs of the body or next to them, and shares its rarer words with the bodies of others
about as much as the paragraphs of its own body do. The other way round, a last paragraph of whose words neither the
rest nor any other article uses enough is furniture.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemma.model.article import Article
from stemma.model.span import Span
from stemma.read.captions import is_caption
from stemma.read.dump_features import count_words, split_content
from stemma.read.furniture_phrases import find_phrase
from stemma.read.line_shapes import is_prose_like
from stemma.read.lines import Line, split_lines, unwrap_lines
from stemma.read.recurring import REASON as RECURS
from stemma.read.span_moves import drop_spans, restore_spans
from stemma.text.words import count_shingles, fold_text

FAR = "speaks of nothing that this or another article of the story tells"
_LEAST_WORDS = 12
_LEAST_PIECES = 6
_BESIDE = 2
"""Lines beyond the ends of the body within which a passage may come back."""
_AS_BODY = 0.6
"""Of the likeness of the body's own paragraphs (their median), what a passage must have between them; beyond its ends,
all of it."""
_LEAST_LIKENESS = 0.3
_FAR = 0.2
"""Of the likeness of the body's own paragraphs, less than which the last of them is none of the story's."""
_LEAST_USUAL = 0.4
"""Likeness of the body's own paragraphs below which the others (in another language?) say nothing of it."""
_LEAST_BODY = 4
_LEAST_OTHERS = 2
_SAID_ALREADY = 0.5
_KEPT = frozenset({"comments", "advertisement", "newsletter", "plea for money", "paywall", "about the author", RECURS})
"""Reasons that say more than a place: what they name stays out."""


@dataclass(slots=True, kw_only=True)
class _Light:
    """What an article is seen in: how many articles of the story use a word, and how many of its own paragraphs."""

    used: Mapping[str, int]
    own: Mapping[str, int]
    usual: float = 0.0
    """How like the others its own paragraphs are: their median."""

    def measure(self, text: str, *, inside: bool) -> float | None:
        """How much of ``text`` is in others' words, and half as much in the rest of its own article's; 0..1.

        Long words weigh more. None where there are too few. ``inside``: it is a paragraph of the body.
        """
        pieces = split_content(fold_text(text).split())
        if len(pieces) < _LEAST_PIECES:
            return None
        heard = 0.0
        for piece in pieces:
            if self.used.get(piece, 0) > (piece in self.own):
                heard += _weigh(piece)
            elif self.own.get(piece, 0) > inside:
                heard += _weigh(piece) / 2
        return heard / sum(map(_weigh, pieces))


def _weigh(piece: str) -> float:
    return 3.0 if len(piece) <= 2 else min(8.0, len(piece) - 2.0)


def settle_blocks(articles: Sequence[Article]) -> tuple[Article, ...]:
    """``articles`` of one story, in their order, with what was lost of their bodies, without what is far from all."""
    if len(articles) < 2:
        return tuple(articles)
    counts = [_count_uses(article) for article in articles]
    used = Counter(word for own in counts for word in own)
    settled = []
    for article, own in zip(articles, counts, strict=True):
        light = _Light(used=used, own=own)
        words = (article.text[start:end] for start, end in article.body)
        likes = sorted(like for text in words if (like := light.measure(text, inside=True)) is not None)
        light.usual = likes[len(likes) // 2] if likes else 1.0
        if likes:
            far = _find_far(article, light) if len(articles) > _LEAST_OTHERS else []
            article = drop_spans(restore_spans(article, _find_lost(article, light)), dict.fromkeys(far, FAR))
        settled.append(article)
    return tuple(settled)


def _count_uses(article: Article) -> Counter[str]:
    """How many paragraphs of the body use each of the rarer words."""
    counts: Counter[str] = Counter()
    for start, end in article.body:
        counts.update(split_content(fold_text(article.text[start:end]).split()))
    return counts


def _find_far(article: Article, light: _Light) -> list[Span]:
    """The last paragraph, where it is far from all that the story tells; the first, which is its news, never is."""
    last = article.body[-1]
    like = light.measure(article.text[last.start : last.end], inside=True)
    sure = len(article.body) >= _LEAST_BODY and light.usual >= _LEAST_USUAL
    return [last] if sure and like is not None and like < _FAR * light.usual else []


def _find_lost(article: Article, light: _Light) -> list[Span]:
    lines = split_lines(article.text)
    lines = lines if article.markup else unwrap_lines(lines, article.text)
    first, last = article.body[0].start, article.body[-1].end
    near = _list_near(lines, first, last)
    told = count_shingles(fold_text(" ".join(article.text[a:b] for a, b in article.body)).split())
    lost = []
    for line in lines:
        place = near.get(line.start)
        names_author = any(line.text.startswith(name) for name in _list_names(article))
        if place is None or names_author or not _is_free(article, line) or not _is_passage(line.text):
            continue
        like = light.measure(line.text, inside=False)
        needed = max(_LEAST_LIKENESS, light.usual * (_AS_BODY if place == 0 else 1.0))
        if like is None or like < needed:
            continue
        own = count_shingles(fold_text(line.text).split())
        if sum(run in told for run in own) < _SAID_ALREADY * len(own):
            lost.append(Span(line.start, line.end))
            told.update(own)
    return lost


def _list_names(article: Article) -> list[str]:
    """Who wrote the article: a passage that begins with the name is on the author."""
    return [name for name in (*article.authors, article.byline or "") if " " in name]


def _list_near(lines: Sequence[Line], first: int, last: int) -> dict[int, int]:
    """The starts of the lines within the body's bounds and next to them, with how many lines outside they stand."""
    before = [line.start for line in lines if line.end <= first]
    after = [line.start for line in lines if line.start >= last]
    near = {line.start: 0 for line in lines if first <= line.start < last}
    near.update({start: n for n, start in enumerate(reversed(before[-_BESIDE:]), start=1)})
    near.update({start: n for n, start in enumerate(after[:_BESIDE], start=1)})
    return near


def _is_free(article: Article, line: Line) -> bool:
    """Whether ``line`` was left out, and for no reason that says what it is."""
    return any(f.start <= line.start and line.end <= f.end and f.reason not in _KEPT for f in article.furniture)


def _is_passage(text: str) -> bool:
    prose = is_prose_like(text) and count_words(text) >= _LEAST_WORDS
    return prose and not text.endswith((":", "…", "...")) and not find_phrase(text) and not is_caption(text)
