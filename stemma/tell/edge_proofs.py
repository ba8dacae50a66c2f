"""The words that prove an edge of the stemma: where an article credits, copies or quotes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.model.annotation import Entity
from stemma.model.article import Article
from stemma.model.dossier import Copy, ReportedClaim
from stemma.text.agencies import find_agency, find_introduced
from stemma.text.name_table import fold_name, load_table

_HEAD = 200
_LINE = 160
_LONGEST = 420
_DASH = re.compile(r"[ \t]*[)\]]?[ \t]*(?:[—–:-])")
_CREDITING = re.compile(
    r"(?:source|credit|agency|via|with reporting by|reporting by|text by|from|by|©|copyright)s?\b|©", re.IGNORECASE
)
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told|tells?|report(?:ed|s|ing)|according|cit(?:ed|es|ing)|quot(?:ed|es|ing)|announc(?:ed|es)|"
    r"state[ds]|confirm(?:ed|s)|add(?:ed|s)|wr(?:ote|ites)|put|warn(?:ed|s)|claim(?:ed|s)|den(?:ied|ies))\b",
    re.IGNORECASE,
)

_STOP_BEFORE = re.compile(r"[.!?][”’\"']?\s+")
_STOP_AFTER = re.compile(r"[.!?][”’\"']?(?=\s|$)")
_SEARCHED = 200_000
_MENTIONS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Words of an article: ``text[start:end] == quote``."""

    article: str
    start: int
    end: int
    quote: str
    named: bool
    """Whether the words themselves name the source; where not, it is named elsewhere in the article."""
    rank: tuple[int, int, str, int]
    """To order by, the best first."""


def list_names(name: str, entities: Iterable[Entity]) -> tuple[str, ...]:
    """What ``name`` may be called in a text, longest first: its variants, an agency's other names, a surname."""
    plain = name.removeprefix("the ").removeprefix("The ").strip()
    found = {name.strip(), plain}
    folded = fold_name(plain)
    for entity in entities:
        if folded in {fold_name(form) for form in (entity.name, *entity.variants)}:
            found.update(entity.variants)
    agency = find_agency(plain)
    if agency:
        found.update(next((row for row in load_table().rows["agency"] if row[0] == agency), ()))
    return tuple(sorted((form for form in found if len(form) > 1), key=lambda form: (-len(form), form)))


def prove_credit(article: Article, names: Sequence[str], *, whole: bool) -> Proof | None:
    """Where byline, dateline or foot credits one of ``names``; None where no such line does.

    ``whole``: reading took the article for the source's own, so that any mention will do where no such line is found.
    """
    introduced = _find_introduced(article.text[:_SEARCHED])
    folded = {fold_name(name) for name in names}
    forms = (*names, *(written for written, own in introduced.items() if fold_name(own) in folded))
    best: Proof | None = None
    for start, end in _find_forms(article.text[:_SEARCHED], forms)[:_MENTIONS]:
        found = _rank_credit(article, start, end, whole)
        proof = _make_proof(article, found[1], found[2], named=True, rank=found[0]) if found else None
        if proof and (best is None or proof.rank < best.rank):
            best = proof
    return best


def _rank_credit(article: Article, start: int, end: int, whole: bool) -> tuple[int, int, int] | None:
    """How good a credit the name at ``start`` is, 0 the best, and the words that show it; None where it is none.

    The dateline comes first, then the byline, then a line that opens with a word of crediting; a line of the name
    alone will do only where reading found the credit, for a menu may have such a line too.
    """
    text = article.text
    line_start, line_end = _cut_line(text, start, end)
    line = " ".join(text[line_start:line_end].split())
    first = article.body[0] if article.body else None
    after = _DASH.match(text, end)
    near = first is not None and 0 <= start - first.start < _HEAD and "\n" not in text[first.start : start]
    if first and near and after and (whole or text[start - 1 : start] in {"(", "["}):
        return 0, first.start, after.end()
    byline = " ".join((article.byline or "").split())
    short = len(line) <= _LINE
    outside = any(f.start <= start < f.end for f in article.furniture)
    if short and byline and (line in byline or byline in line):
        return 1, line_start, line_end
    if short and _CREDITING.match(line.lstrip(" (")) and (whole or not outside):
        return 2, line_start, line_end
    if not whole:
        return None
    if len(line.split()) <= len(text[start:end].split()) + 2:
        return 3, line_start, line_end
    return 4, *_cut_sentence(text, start, end)


def prove_quoting(claim: ReportedClaim, article: Article, names: Sequence[str]) -> Proof:
    """The sentence in which ``claim`` stands, where it names the source; else the claim's own words."""
    text = article.text
    span = claim.context if claim.context and claim.context.start <= claim.start < claim.context.end else None
    start, end = (span.start, span.end) if span else _cut_sentence(text, claim.start, claim.end)
    held = next(iter(_find_forms(text[start:end], names)), None)
    if held is None:
        folded = text[start:end].casefold()
        last = names[0].split()[-1] if names and names[0].split() else ""
        at = folded.find(last.casefold()) if len(last) > 3 else -1
        held = (at, at + len(last)) if at >= 0 else None
    if held is not None:
        saying = bool(_SAYING.search(text[start:end]))
        proof = _make_proof(article, start, end, named=True, rank=0 if saying else 1)
        if proof:
            return proof
    own = _make_proof(article, claim.start, claim.end, named=False, rank=3)
    return own or Proof(
        article=article.id, start=claim.start, end=claim.end, quote=text[claim.start : claim.end],
        named=False, rank=(9, 0, article.id, claim.start),
    )  # fmt: skip


def prove_copy(copy: Copy, article: Article) -> Proof | None:
    """The shared words as they stand in the article that took them; the longest stretch ranks first."""
    return _make_proof(article, copy.to.start, copy.to.end, named=False, rank=max(0, 1000 - copy.words), cut=False)


def _make_proof(
    article: Article, start: int, end: int, *, named: bool, rank: int, cut: bool = True
) -> Proof | None:  # fmt: skip
    text = article.text
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    if cut and end - start > _LONGEST:
        end = text.rfind(" ", start, start + _LONGEST)
        end = end if end > start else start + _LONGEST
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    return Proof(
        article=article.id,
        start=start,
        end=end,
        quote=text[start:end],
        named=named,
        rank=(rank, end - start, article.id, start),
    )


def _find_forms(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Where any of ``names`` stands in ``text`` as whole words; short ones and abbreviations with their case."""
    pattern = _compile(tuple(names))
    return [found.span() for found in pattern.finditer(text)] if pattern else []


@lru_cache(maxsize=512)
def _compile(names: tuple[str, ...]) -> re.Pattern[str] | None:
    kept = [name for name in names if name.strip()]
    if not kept:
        return None
    parts = [
        re.escape(name) if len(name) <= 5 and name.isupper() else f"(?i:{re.escape(name)})"
        for name in kept
    ]  # fmt: skip
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")


@lru_cache(maxsize=64)
def _find_introduced(text: str) -> dict[str, str]:
    return find_introduced(text)


def _cut_line(text: str, start: int, end: int) -> tuple[int, int]:
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, last if last >= 0 else len(text)


def _cut_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The words around, out to the nearest full stop or line end on both sides, as far as that is not far."""
    low, high = max(0, start - _LONGEST // 2), min(len(text), end + _LONGEST)
    first = text.rfind("\n", low, start) + 1 or low
    line_end = text.find("\n", end, high)
    last = line_end if line_end >= 0 else high
    stops = [found.end() for found in _STOP_BEFORE.finditer(text, first, start)]
    stop = _STOP_AFTER.search(text, end, last)
    return (stops[-1] if stops else first), (stop.end() if stop else last)
