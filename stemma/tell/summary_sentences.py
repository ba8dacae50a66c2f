"""Sentences that a summary could tell: those of the articles, whole or up to the end of a clause."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stemma.model.article import Article
from stemma.model.dossier import Finding, ReportedClaim
from stemma.model.span import Span
from stemma.tell.summary_reading import rate_reading, reads_alone
from stemma.tell.summary_sources import attribute_telling
from stemma.text.statements import drop_dateline, shape_statement

_SHARED_PART = 0.5
_PARTS = {"body", "deck"}
"""Headlines and captions are written in a manner of their own."""
_DECK = 0.6
"""A deck is often no sentence."""
_JOINED = re.compile(
    r"(?:But|And|So|Yet|Still|However|Meanwhile|Also|Moreover|Instead|Nevertheless|Now|Then|In fact|Of course),? (?=\w)"
)
BREAK = re.compile(
    r"\s*(?:;|[—–] |,? (?:but|while|which|when|where|although|though|because|whereas)\b"
    r"|, (?:and (?:he|she|it|they)|who|after|as)\b"
    r"|, [^,;]{2,60} (?:said|says|reported|announced|told \w+)\b|,? according to\b|\.?$)"
)
"""What may follow a clause that is told without the rest of its sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A sentence that could be told."""

    article: str
    start: int
    end: int
    """Where its words stand in the article; an attribution of ours may follow them."""
    text: str
    findings: tuple[str, ...]
    """All findings that have a claim in it: what it cites."""
    shared: tuple[str, ...]
    """Those of them that several articles carry, and surely."""
    disputed: tuple[str, ...]
    """Those on which the articles differ: with one of these it is what its article says, not what all say."""
    share: float
    """How much of what it claims is so carried, 0..1."""
    worth: float
    """How well it reads by itself, 0..1."""
    dates: tuple[str, ...]
    """The dates of the shared findings."""
    place: float
    """Where in its article it stands, 0 at the start, 1 at the end."""
    order: int
    """How many sentences with claims stand before it there."""

    @property
    def is_shared(self) -> bool:
        """Whether half and more of what it claims is what several articles carry, and nothing what they differ on."""
        return bool(self.shared) and self.share >= _SHARED_PART and not self.disputed


def is_shared(finding: Finding) -> bool:
    """Whether several articles surely say so, and alike: what may be told as reported."""
    several = len({claim.article for claim in finding.claims}) > 1
    return several and not finding.withheld and finding.relation in {"agree", "compatible"}


def is_disputed(finding: Finding) -> bool:
    """Whether it may not be told in the words of one side."""
    return finding.relation in {"differ", "update"} and not finding.withheld


def list_tellings(findings: Sequence[Finding], articles: Sequence[Article]) -> tuple[Telling, ...]:
    """The sentences of all articles that could be told, each whole and cut short, in the order of articles' ids."""
    texts = {article.id: article for article in articles}
    inside: dict[tuple[str, Span], list[tuple[ReportedClaim, Finding]]] = defaultdict(list)
    for finding in findings:
        for claim in finding.claims:
            if claim.context is not None and claim.part in _PARTS and claim.article in texts:
                inside[claim.article, claim.context].append((claim, finding))
    tellings: list[Telling] = []
    orders: Counter[str] = Counter()
    for article, context in sorted(inside, key=lambda key: (key[0], tuple(key[1]))):
        tellings += _tell_sentence(texts[article], context, inside[article, context], orders[article])
        orders[article] += 1
    return tuple(tellings)


def _tell_sentence(
    article: Article, context: Span, held: Sequence[tuple[ReportedClaim, Finding]], order: int
) -> Iterator[Telling]:
    held = sorted(held, key=lambda item: (item[0].start, -item[0].end, item[0].id))
    # A sentence that runs over an end of line is two, or a heading run into one.
    if "\n\n" in article.text[context.start : context.end]:
        return
    ends = sorted({claim.end for claim, _ in held})
    for end in [context.end, *reversed(ends)]:
        rest = article.text[end : context.end]
        if end != context.end and (not rest.strip(" .”\"'’") or not BREAK.match(rest)):
            continue
        told = [(c, f) for c, f in held if c.start < end]
        # Cut short, a sentence keeps its first clause whole: one that is made to open it.
        if end != context.end and not any(c.complete and c.end == end for c, _ in told):
            continue
        if not told or any(c.end > end for c, _ in told):
            continue
        telling = _make_telling(article, context, end, told, order)
        if telling is not None:
            yield telling


def _make_telling(
    article: Article, context: Span, end: int, told: Sequence[tuple[ReportedClaim, Finding]], order: int
) -> Telling | None:
    raw = " ".join(article.text[context.start : end].split())
    words = _JOINED.sub("", drop_dateline(raw), count=1)
    whole = end == context.end
    if not words or not (whole or told[0][0].complete):
        return None
    words = shape_statement(words.rstrip(" .") if not words.endswith(("...", "…")) else words, opens=True)
    if not reads_alone(words):
        return None
    text = attribute_telling(words, [c for c, _ in told], article, whole=whole)
    if text is None:
        return None
    size = sum(c.end - c.start for c, _ in told)
    shared = [(c, f) for c, f in told if is_shared(f)]
    return Telling(
        article=article.id,
        start=context.start,
        end=end,
        text=_close(text),
        findings=tuple(dict.fromkeys(f.id for _, f in told)),
        shared=tuple(dict.fromkeys(f.id for _, f in shared)),
        disputed=tuple(dict.fromkeys(f.id for _, f in told if is_disputed(f))),
        share=sum(c.end - c.start for c, _ in shared) / max(1, size),
        worth=rate_reading(words) * (1.0 if told[0][0].part == "body" else _DECK),
        dates=tuple(f.date for _, f in shared or told if f.date),
        order=order,
        place=_find_place(article, context.start),
    )


def _find_place(article: Article, start: int) -> float:
    first = article.body[0].start if article.body else 0
    last = article.body[-1].end if article.body else len(article.text)
    return min(1.0, max(0.0, (start - first) / max(1, last - first)))


def _close(text: str) -> str:
    return text if text.rstrip("”\"’'")[-1:] in {".", "!", "?", "…"} else text + "."
