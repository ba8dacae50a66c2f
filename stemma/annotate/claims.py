"""Claims: the clauses of an article that assert, with the slots that hang on them."""

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from stemma.annotate.clauses import Clause, split_clauses
from stemma.annotate.mood import read_modality, read_polarity
from stemma.annotate.passage import ParsedPassage
from stemma.model.annotation import Attribution, Claim, Mention, Quantity, TimeExpression
from stemma.model.article import Article
from stemma.model.span import Span


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Spanned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What the other annotators found in one article, each in order of place."""

    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()


def make_claims(
    article: Article, passages: Sequence[ParsedPassage], slots: Slots, names: Mapping[str, str]
) -> tuple[Claim, ...]:
    """The claims of one article, in order of place. ``names``: entity id → its full name."""
    claims = []
    reader = _Reader(article, slots, names)
    for passage in passages:
        for sentence in passage.doc.sents:
            claims += [c for clause in split_clauses(sentence) if (c := reader.read(passage, sentence, clause))]
    return tuple(claims)


def within(items: Sequence[S], start: int, end: int, *, key: Callable[[S], int] = lambda i: i.start) -> tuple[S, ...]:
    """The items that lie inside ``start``..``end``; ``items`` are in order of their start."""
    low = bisect_left(items, start, key=key)
    found = []
    for item in items[low:]:
        if item.start >= end:
            break
        if item.end <= end:
            found.append(item)
    return tuple(found)


class _Reader:
    """Reads clauses of one article into claims."""

    def __init__(self, article: Article, slots: Slots, names: Mapping[str, str]) -> None:
        self._article = article
        self._slots = slots
        self._names = names
        # What only says who says it: sources and cues are no part of what is said.
        self._saying = sorted(
            s for a in slots.attributions for s in (a.source, a.cue) if s is not None
        )

    def read(self, passage: ParsedPassage, sentence: Tokens, clause: Clause) -> Claim | None:
        doc = passage.doc
        start = passage.start + doc[clause.first].idx
        end = passage.start + doc[clause.last].idx + len(doc[clause.last])
        said = self._said(passage, doc, clause)
        if not any(_counts(doc, i) for i in said):
            return None
        attribution = self._attribution(start, end)
        times = within(self._slots.times, start, end)
        own = [doc[i] for i in clause.own]
        date, precision = self._date(passage, sentence, times)
        quote = self._article.text[start:end]
        sentence_span = Span(*passage.offset(sentence))
        return Claim(
            id=_claim_id(self._article.id, start, end),
            article=self._article.id,
            start=start,
            end=end,
            quote=quote,
            part=passage.part,
            sentence=sentence_span,
            said_by=attribution.chain if attribution else (),
            quoted=attribution.quoted if attribution else "none",
            wording=self._wording(passage, doc, clause, said),
            mentions=within(self._slots.mentions, start, end),
            times=times,
            quantities=within(self._slots.quantities, start, end),
            date=date,
            date_precision=precision,
            polarity=read_polarity(own),
            modality=read_modality(clause.head, own),
        )

    def _said(self, passage: ParsedPassage, doc: Doc, clause: Clause) -> list[int]:
        """The clause's own tokens that do not merely name the source or the saying."""
        return [i for i in clause.own if not self._is_saying(passage.start + doc[i].idx)]

    def _is_saying(self, at: int) -> bool:
        low = bisect_left(self._saying, (at + 1,))
        return any(s.start <= at < s.end for s in self._saying[max(0, low - 3) : low])

    def _attribution(self, start: int, end: int) -> Attribution | None:
        """The narrowest attribution that holds at least half of the span."""
        best: tuple[int, int, Attribution] | None = None
        for order, attribution in enumerate(self._slots.attributions):
            inside = sum(max(0, min(end, s.end) - max(start, s.start)) for s in attribution.content)
            if inside * 2 < end - start:
                continue
            size = sum(s.end - s.start for s in attribution.content)
            if best is None or (size, order) < best[:2]:
                best = (size, order, attribution)
        return best[2] if best else None

    def _date(
        self, passage: ParsedPassage, sentence: Tokens, times: Sequence[TimeExpression]
    ) -> tuple[str | None, str | None]:
        """The first date in the clause, else the first in its sentence."""
        start, end = passage.offset(sentence)
        for time in (*times, *within(self._slots.times, start, end)):
            if time.date and time.kind in {"DATE", "TIME"}:
                return time.date, time.precision
        return None, None

    def _wording(self, passage: ParsedPassage, doc: Doc, clause: Clause, said: Sequence[int]) -> str:
        """What is said, names in full, the subject carried over in front."""
        words: list[str] = [clause.subject] if clause.subject else []
        covered = -1
        mentions = {m.start: m for m in self._slots.mentions if passage.start <= m.start < passage.end}
        for index in said:
            at = passage.start + doc[index].idx
            if at < covered:
                continue
            mention = mentions.get(at)
            if mention is not None and mention.entity in self._names:
                words.append(self._names[mention.entity])
                covered = mention.end
            else:
                words.append(doc[index].text)
        return " ".join(words)


def _counts(doc: Doc, index: int) -> bool:
    token = doc[index]
    return not (token.is_punct or token.is_space or token.is_stop) or token.like_num


def _claim_id(article: str, start: int, end: int) -> str:
    return hashlib.sha256(f"{article}:{start}:{end}".encode()).hexdigest()[:12]
