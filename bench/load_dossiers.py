"""Dossiers like told ones, over other articles: for ``bench/load_store.py``, which says what is real in them."""

import re
from collections import Counter
from dataclasses import replace
from hashlib import blake2b

from stemma.model.article import Article
from stemma.model.dossier import Copy, CopyEnd, Dossier, Finding, Quotation, ReportedClaim, SummarySentence
from stemma.model.dossier import Story as ToldStory
from stemma.model.span import Span
from stemma.model.story import Story

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-zA-Z]{2,}(?: [A-Z][a-zA-Z]{2,})?")


class Recombiner:
    """Lays what was told of some stories over others."""

    def __init__(self, told: list[Dossier]) -> None:
        self._by_size: dict[int, list[Dossier]] = {}
        for dossier in told:
            self._by_size.setdefault(len(dossier.articles), []).append(dossier)
        self._taken = 0

    def make(self, story: Story, articles: list[Article]) -> Dossier:
        """A dossier of ``story``: the same for the same stories in the same order."""
        size = min(self._by_size, key=lambda one: (abs(one - len(articles)), one))
        self._taken += 1
        pattern = self._by_size[size][self._taken % len(self._by_size[size])]
        if {one.id for one in pattern.articles} == {one.id for one in articles}:
            return pattern
        return _Laid(pattern, story, articles).make()


class _Laid:
    def __init__(self, pattern: Dossier, story: Story, articles: list[Article]) -> None:
        self.pattern, self.story, self.articles = pattern, story, articles
        self.to = {one.id: articles[n % len(articles)] for n, one in enumerate(pattern.articles)}
        self.long = {one.id: max(1, len(one.text)) for one in pattern.articles}
        self.sentences = {one.id: _list_sentences(one) for one in articles}

    def make(self) -> Dossier:
        pattern, story = self.pattern, self.story
        findings = tuple(self.lay_finding(one) for one in pattern.findings)
        names = Counter(name for one in self.articles for name in _NAME.findall(one.text)).most_common()
        entities = tuple(
            replace(one, id=self.key(one.id), name=name, variants=(name.split()[-1],), mentions=count)
            for one, (name, count) in zip(pattern.entities, names, strict=False)
        )
        return replace(
            pattern,
            story=ToldStory(
                id=story.id, title=story.title, start=story.start, end=story.end, places=pattern.story.places
            ),
            articles=tuple(self.articles),
            findings=findings,
            origins=tuple(
                replace(
                    one,
                    id=self.key(one.id),
                    articles=tuple(dict.fromkeys(self.to[key].id for key in one.articles if key in self.to)),
                    findings=tuple(map(self.key, one.findings)),
                )
                for one in pattern.origins
            ),
            copies=tuple(self.lay_copy(one) for one in pattern.copies),
            entities=entities,
            timeline=tuple(replace(one, findings=tuple(map(self.key, one.findings))) for one in pattern.timeline),
            quotations=tuple(self.lay_quotation(one) for one in pattern.quotations),
            summary=tuple(
                SummarySentence(sentence=one.statement, findings=(one.id,)) for one in findings[: len(pattern.summary)]
            ),
            overrides=(),
        )

    def key(self, old: str) -> str:
        """An id of this story's own."""
        return blake2b(f"{self.story.id}/{old}".encode(), digest_size=8).hexdigest()

    def lay_span(self, article: str, start: int) -> tuple[Article, Span]:
        """The sentence of the other article about as far down."""
        target = self.to[article]
        sentences = self.sentences[target.id]
        return target, sentences[min(len(sentences) - 1, start * len(sentences) // self.long[article])]

    def lay_finding(self, one: Finding) -> Finding:
        claims = tuple(self.lay_claim(claim) for claim in one.claims)
        return replace(
            one,
            id=self.key(one.id),
            statement=claims[0].quote if claims else one.statement,
            claims=claims,
            missing=tuple(replace(gap, article=self.to[gap.article].id) for gap in one.missing),
            settles=(),
        )

    def lay_claim(self, one: ReportedClaim) -> ReportedClaim:
        article, span = self.lay_span(one.article, one.start)
        return replace(
            one,
            id=self.key(one.id),
            article=article.id,
            start=span.start,
            end=span.end,
            quote=article.text[span.start : span.end],
            part="body",
            context=None,
            origin=self.key(one.origin),
        )

    def lay_copy(self, one: Copy) -> Copy:
        source, span = self.lay_span(one.from_.article, one.from_.start)
        target, other = self.lay_span(one.to.article, one.to.start)
        return replace(
            one,
            from_=CopyEnd(article=source.id, start=span.start, end=span.end),
            to=CopyEnd(article=target.id, start=other.start, end=other.end),
        )

    def lay_quotation(self, one: Quotation) -> Quotation:
        variants = []
        for variant in one.variants:
            article, span = self.lay_span(variant.article, variant.start)
            quote = article.text[span.start : span.end]
            variants.append(replace(variant, article=article.id, start=span.start, end=span.end, quote=quote))
        return replace(one, id=self.key(one.id), variants=tuple(variants))


def _list_sentences(article: Article) -> list[Span]:
    """The sentences of the body, stripped; the headline where there is none."""
    found = []
    for start, end in article.body or (Span(0, len(article.text)),):
        for match in _SENTENCE.finditer(article.text, start, end):
            text = match[0]
            if text.strip():
                begin = match.start() + len(text) - len(text.lstrip())
                found.append(Span(begin, begin + len(text.strip())))
    return found or [Span(0, len(article.text))]
