"""Claims: the clauses of an article that assert, and the phrases inside them, with the slots that hang on them."""

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from stemma.annotate.claim_days import DayReader
from stemma.annotate.clauses import (
    CUE_LEMMAS,
    Clause,
    join_sentences,
    split_clauses,
    trim_edges,
    whole_clause,
)
from stemma.annotate.mood import read_modality, read_polarity
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.phrases import LEAST_WORTH, describe_phrase, find_phrases, weigh_features
from stemma.annotate.slots import Slots, within
from stemma.annotate.subjects import SubjectReader
from stemma.annotate.surrounds import find_surrounds
from stemma.model.annotation import Attribution, Claim
from stemma.model.article import Article
from stemma.model.span import Span

_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", "one"})
_LEAST_SAID = 2
"""Words that count, of a clause without a verb: "Storm!" asserts nothing that can be set against another report."""
_MUTE = frozenset(
    """tone voice face eyes smile gesture silence mood body symptom symptoms damage test tests scan scans x-ray x-rays
    weather storm flames smoke""".split()
)
"""Things that may show and cannot say."""
_CREDITS = frozenset("photo photos photograph photographs picture image images video handout courtesy".split())
"""Words of a credit: who made a picture is nothing reported."""
_MOST_SHARED = 0.2
"""How much of their joint extent two phrases may share and both stand."""
_TELLING_SOURCE = 4
"""A source named with this many words or more ("X, a planetary scientist at Y") also says who somebody is."""


def make_claims(
    article: Article,
    passages: Sequence[ParsedPassage],
    slots: Slots,
    names: Mapping[str, str],
    *,
    people: Mapping[str, str] | None = None,
    weigh: Callable[[Sequence[str]], float] = weigh_features,
) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The claims of one article and the phrases inside them, each in order of place.

    ``names``: entity id → the short form to align by; ``people``: of a person → the full name.
    ``weigh`` gives a phrase's worth from its features.
    """
    claims: list[Claim] = []
    phrases: list[Claim] = []
    reader = _Reader(article, slots, names, weigh, SubjectReader(slots.mentions, people or {}))
    for passage in passages:
        reader.open_passage(passage)
        for sentence, mended in join_sentences(passage.doc):
            # A caption is one bare statement, and a mended sentence has no parse of its own: both stay whole.
            whole = mended or passage.part == "caption"
            clauses = (whole_clause(sentence),) if whole else split_clauses(sentence)
            for clause in clauses:
                claim = reader.read(passage, sentence, clause) if clause else None
                if clause and claim:
                    claims.append(claim)
                    phrases += reader.read_phrases(passage, clause, claim)
    return tuple(claims), tuple(phrases)


def choose_phrases(phrases: Sequence[Claim]) -> tuple[Claim, ...]:
    """Of phrases of one claim that overlap much, the one of most worth; in order of place."""
    chosen: list[Claim] = []
    by_claim: dict[str | None, list[Claim]] = {}
    for phrase in sorted(phrases, key=lambda p: (-p.worth, p.start, p.end)):
        beside = by_claim.setdefault(phrase.within, [])
        if all(_share_extent(phrase, other) <= _MOST_SHARED for other in beside):
            beside.append(phrase)
            chosen.append(phrase)
    return tuple(sorted(chosen, key=lambda p: (p.start, p.end)))


def _share_extent(one: Claim, other: Claim) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


class _Reader:
    """Reads clauses of one article into claims."""

    def __init__(
        self,
        article: Article,
        slots: Slots,
        names: Mapping[str, str],
        weigh: Callable[[Sequence[str]], float],
        subjects: SubjectReader,
    ) -> None:
        self._article = article
        self._slots = slots
        self._names = names
        self._weigh = weigh
        self._subjects = subjects
        self._days = DayReader(slots.times)
        self._when = [(t.start, t.end) for t in slots.times]
        self._named = [(m.start, m.end) for m in slots.mentions if m.kind != "place"]
        # What only says who says it: sources and cues are no part of what is said.
        spans = [s for a in slots.attributions for s in (a.source, a.cue) if s is not None and not _holds(a.content, s)]
        self._saying = sorted(s for s in spans if len(article.text[s.start : s.end].split()) < _TELLING_SOURCE)

    def open_passage(self, passage: ParsedPassage) -> None:
        self._days.open_passage()
        self._subjects.open_passage(passage)

    def read(self, passage: ParsedPassage, sentence: Tokens, clause: Clause) -> Claim | None:
        doc = passage.doc
        # "..., according to the coastguard" at either end is no part of what is said.
        words = trim_edges(sentence, [i for i in clause.own if not self._is_saying(passage.start + doc[i].idx)])
        if not words or self._only_reports(passage, clause):
            return None
        start = passage.start + doc[words[0]].idx
        end = passage.start + doc[words[-1]].idx + len(doc[words[-1]])
        said = [i for i in self._said(passage, doc, clause) if _counts(doc, i)]
        if not said or self._only_names(passage, doc, clause, said):
            return None
        attribution = self._attribution(start, end)
        times = within(self._slots.times, start, end)
        own = [doc[i] for i in clause.own]
        date, precision = self._days.read(passage, sentence, clause, times, attribution)
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
            said_by=_known(attribution) if attribution else (),
            quoted=attribution.quoted if attribution else "none",
            wording=self._wording(start, end),
            mentions=within(self._slots.mentions, start, end),
            times=times,
            quantities=within(self._slots.quantities, start, end),
            date=date,
            date_precision=precision,
            polarity=read_polarity(own),
            modality=read_modality(clause.head, own),
            subject=clause.subject,
            about=self._subjects.read(passage, sentence, clause.head),
            complete=self._is_complete(passage, sentence, words[0], words[-1]),
            surrounds=find_surrounds(clause.head, words[0], words[-1]),
        )

    def read_phrases(self, passage: ParsedPassage, clause: Clause, claim: Claim) -> Iterator[Claim]:
        """The phrases of a claim, as claims that hang on it: said, dated and meant as it is."""
        doc = passage.doc
        for phrase in find_phrases(clause):
            start = passage.start + doc[phrase.first].idx
            end = passage.start + doc[phrase.last].idx + len(doc[phrase.last])
            if not claim.start <= start < end <= claim.end or (start, end) == (claim.start, claim.end):
                continue
            inside = [*self._slot_kinds(start, end)]
            beside = [*self._slot_kinds(claim.start, start), *self._slot_kinds(end, claim.end)]
            worth = self._weigh([f"part={claim.part}", *describe_phrase(phrase, clause, inside, beside)])
            if worth >= LEAST_WORTH:
                around = find_surrounds(phrase.head, phrase.first, phrase.last)
                yield replace(self._hang(claim, start, end, worth), surrounds=around)

    def _slot_kinds(self, start: int, end: int) -> Iterator[str]:
        """What slots a stretch holds, one word each."""
        if within(self._slots.quantities, start, end):
            yield "figure"
        for time in within(self._slots.times, start, end):
            yield "day" if time.date else "time"
        for mention in within(self._slots.mentions, start, end):
            yield mention.kind

    def _hang(self, claim: Claim, start: int, end: int, worth: float) -> Claim:
        times = within(self._slots.times, start, end)
        dated = next((t for t in times if t.date and t.kind in {"DATE", "TIME"}), None)
        return replace(
            claim,
            id=_claim_id(claim.article, start, end),
            start=start,
            end=end,
            quote=self._article.text[start:end],
            within=claim.id,
            worth=worth,
            wording=self._wording(start, end),
            mentions=within(self._slots.mentions, start, end),
            times=times,
            quantities=within(self._slots.quantities, start, end),
            date=dated.date if dated else claim.date,
            date_precision=dated.precision if dated else claim.date_precision,
            subject=None,
            about=None,
            complete=False,
        )

    def _said(self, passage: ParsedPassage, doc: Doc, clause: Clause) -> list[int]:
        """The clause's own tokens that do not merely name the source, the saying or its time."""
        said = [i for i in clause.own if not self._is_saying(passage.start + doc[i].idx)]
        # The subject of a passive is what is said, not who says it.
        passive = any(c.dep_ == "nsubjpass" for c in clause.head.children)
        if passive or clause.head.lemma_.lower() not in CUE_LEMMAS:
            return said
        # "RIA reported on Sunday": who and when, and nothing said.
        who = {t.i for c in clause.head.children if c.dep_ in {"nsubj", "agent"} for t in c.subtree}
        return [
            i
            for i in said
            if i != clause.head.i and i not in who and not _inside(passage.start + doc[i].idx, self._when)
        ]

    def _only_reports(self, passage: ParsedPassage, clause: Clause) -> bool:
        """ "the minister told reporters on the quay": the verb is a cue, and what is said stands outside the clause."""
        at = passage.start + clause.head.idx
        if clause.head.lemma_.lower() == "cite" and clause.head.tag_ == "VBG" and not _holds_clause(clause):
            return True
        said = [a.content for a in self._slots.attributions if a.cue is not None and a.cue.start <= at < a.cue.end]
        own = [passage.start + passage.doc[i].idx for i in clause.own]
        return bool(said) and not any(span.start <= i < span.end for content in said for span in content for i in own)

    def _only_names(self, passage: ParsedPassage, doc: Doc, clause: Clause, said: Sequence[int]) -> bool:
        """ "Anna Brun (@abrun)", "9 March 2031", an address, one word: no verb, and nothing but names and dates."""
        if any(doc[i].pos_ in {"VERB", "AUX"} and not _is_address(doc[i]) for i in clause.own):
            return False
        taken = self._named, self._when
        rest = [i for i in said if not _is_address(doc[i]) and doc[i].lower_ not in _CREDITS]
        telling = [i for i in rest if not any(_inside(passage.start + doc[i].idx, spans) for spans in taken)]
        return not telling or len(rest) < _LEAST_SAID

    def _is_saying(self, at: int) -> bool:
        low = bisect_left(self._saying, (at + 1,))
        return any(s.start <= at < s.end for s in self._saying[max(0, low - 3) : low])

    def _is_complete(self, passage: ParsedPassage, sentence: Tokens, first: int, last: int) -> bool:
        """Opens its sentence and ends where a mark ends it, so that it can be read alone."""
        if any(t.is_alpha for t in passage.doc[sentence.start : first]):
            return False
        rest = (t for t in passage.doc[last + 1 : sentence.end] if not self._is_saying(passage.start + t.idx))
        after = next(rest, None)
        return after is None or bool(after.is_punct)

    def _attribution(self, start: int, end: int) -> Attribution | None:
        """The narrowest attribution that holds at least half of the span."""
        best: tuple[int, int, Attribution] | None = None
        for order, attribution in enumerate(self._slots.attributions):
            inside = sum(_overlap(s, start, end) for s in attribution.content)
            # Who says it and that it is said are no part of what is said.
            saying = sum(_overlap(s, start, end) for s in (attribution.source, attribution.cue) if s is not None)
            if not inside or inside * 2 < end - start - saying:
                continue
            size = sum(s.end - s.start for s in attribution.content)
            if best is None or (size, order) < best[:2]:
                best = (size, order, attribution)
        return best[2] if best else None

    def _wording(self, start: int, end: int) -> str:
        """The words of the claim, each name as the story's short form of it, on one line."""
        parts: list[str] = []
        at = start
        for mention in within(self._slots.mentions, start, end):
            name = self._names.get(mention.entity or "")
            if name and mention.start >= at:
                parts += [self._article.text[at : mention.start], name]
                at = mention.end
        return " ".join("".join([*parts, self._article.text[at:end]]).split())


def _known(attribution: Attribution) -> tuple[str, ...]:
    """The chain without what names nobody: a pronoun that was left open, a thing that shows what nobody says."""
    return tuple(n for n in attribution.chain if n.casefold() not in _PRONOUNS and not _is_mute(n))


def _is_mute(name: str) -> bool:
    """ "His scolding tone", "such damage", "blood tests": what they suggest is the article's own reading."""
    words = name.casefold().split()
    return bool(words) and words[-1] in _MUTE and (len(words) > 1 or name.islower())


def _holds(content: Sequence[Span], span: Span) -> bool:
    """Whether who tells it is itself part of what is told ("the union announced a strike")."""
    return any(c.start <= span.start and span.end <= c.end for c in content)


def _overlap(span: Span, start: int, end: int) -> int:
    return max(0, min(end, span.end) - max(start, span.start))


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    low = bisect_left(spans, (at + 1,))
    return any(start <= at < end for start, end in spans[max(0, low - 3) : low])


def _holds_clause(clause: Clause) -> bool:
    return any(child.dep_ in {"ccomp", "advcl", "conj"} for child in clause.head.children)


def _counts(doc: Doc, index: int) -> bool:
    token = doc[index]
    return not (token.is_punct or token.is_space or token.is_stop) or token.like_num


def _is_address(token: Token) -> bool:
    """An address of the web, a handle or a tag."""
    return bool(token.like_url or token.like_email or token.text[:1] in {"@", "#"} or "://" in token.text)


def _claim_id(article: str, start: int, end: int) -> str:
    return hashlib.sha256(f"{article}:{start}:{end}".encode()).hexdigest()[:12]
