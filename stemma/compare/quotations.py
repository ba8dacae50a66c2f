"""Quotations across articles: the same words, cut, or altered inside the marks."""

import hashlib
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from stemma.model.annotation import Claim
from stemma.model.dossier import Quotation, QuotationVariant

_MARKED = re.compile(r"[“\"«„]([^”\"»“]{3,600})(?:[”\"»]|$)")
_WORD = re.compile(r"\w+")
_LEAST_WORDS = 3
_ALIKE = 0.5


def quoted_words(claim: Claim) -> str | None:
    """The longest stretch in quotation marks of a claim that quotes somebody; None where there is none."""
    if claim.quoted not in {"direct", "mixed"}:
        return None
    found = _MARKED.findall(claim.quote)
    if found:
        longest: str = max(found, key=len)
        return longest if len(_WORD.findall(longest)) >= _LEAST_WORDS else None
    bare = claim.quote.strip('“”"«»„ ')
    whole = claim.quoted == "direct" and len(_WORD.findall(bare)) >= _LEAST_WORDS
    return bare if whole else None


def is_same_quotation(one: str, other: str) -> bool:
    """Whether one holds the other's words, in order, letter case and marks aside."""
    a, b = sorted((_words(one), _words(other)), key=len)
    return len(a) >= 5 and f" {' '.join(a)} " in f" {' '.join(b)} "


def compare_quotations(one: Claim, other: Claim) -> tuple[str, str] | None:
    """Both wordings where two claims quote one speaker in words that were altered inside the marks."""
    first, second = quoted_words(one), quoted_words(other)
    if not first or not second or not _same_speaker(one, other):
        return None
    a, b = _words(first), _words(second)
    short, long = sorted((a, b), key=len)
    if f" {' '.join(short)} " in f" {' '.join(long)} ":
        return None
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    if sum(block.size for block in blocks) < _ALIKE * len(short):
        return None
    return first, second


def collect_quotations(groups: Sequence[Sequence[Claim]]) -> tuple[Quotation, ...]:
    """A quotation for each group in which two articles quote one speaker directly."""
    found = []
    for claims in groups:
        quoting = [c for c in claims if quoted_words(c)]
        if len({c.article for c in quoting}) < 2:
            continue
        plain = max(quoting, key=lambda c: (len(quoted_words(c) or ""), c.id))
        variants = tuple(
            QuotationVariant(
                article=c.article,
                start=c.start,
                end=c.end,
                quote=c.quote,
                altered=c is not plain and compare_quotations(c, plain) is not None,
            )
            for c in quoting
        )
        speakers = sorted({c.said_by[-1] for c in quoting if c.said_by}, key=lambda s: (-len(s), s))
        key = "|".join(c.id for c in quoting)
        found.append(
            Quotation(
                id=hashlib.sha256(key.encode()).hexdigest()[:12],
                speaker=speakers[0] if speakers else None,
                variants=variants,
            )
        )
    return tuple(found)


def _same_speaker(one: Claim, other: Claim) -> bool:
    if not one.said_by or not other.said_by:
        return False
    return bool(set(map(str.casefold, one.said_by)) & set(map(str.casefold, other.said_by)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
