"""Quotations across articles: the same words, cut, altered inside the marks, or given in other words."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from stemma.model.annotation import Claim
from stemma.model.dossier import Quotation, QuotationVariant
from stemma.model.span import Span

Fit = Literal["same", "cut", "altered", "reworded"]
"""How two quotations of one speaker's same words stand to each other. ``cut``: one is part of the other.
``altered``: most words stand in both, in order, and some do not; ``reworded``: few do (two translations)."""

_MARKED = re.compile(r"[“\"«„]([^”\"»“]{3,600})(?:[”\"»]|$)")
_IN_TEXT = re.compile(
    r"“([^”\n]{3,900})(?:”|(?=\n))|«([^»\n]{3,900})»|(?<![\w\"])\"(?=\S)([^\"\n]{2,899}\S)(?:\"(?!\w)|(?=\n))"
)
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_ELLIPSIS = re.compile(r"\[[^\]]{0,60}\]|…|\.\.\.")
_LEAST_WORDS = 3
_LEAST_SAME = 5
"""Words of a quotation that no two speakers are likely to have by chance."""
_ALIKE = 0.5
_COMPLETED = re.compile(r"(?<=\w)\[(\w+)\]|\[(\w+)\](?=\w)")
_FIGURES = {
    word: str(number)
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
"""A figure or its word is a matter of house style."""
_CONTRACTIONS = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"), ("it's", "it is"),
                 ("that's", "that is"), ("there's", "there is"))  # fmt: skip
_APART = 0.5
"""As ``_TRANSLATED``, where nothing else puts the two side by side."""
_MOST_HOLDERS, _MOST_RIVALS = 60, 8
"""Quotations that a word may stand in and still tell one from others; quotations that one is compared with."""
_LONGEST_WORDS = 200
_MUCH_LONGER = 2.5
_SPELT = 0.85
_SAID_BY_ONE = 0.2
"""As ``_TRANSLATED``, where both name the speaker."""
_TRANSLATED = 0.3
"""The share of longer words that two translations of one statement have in common at least."""


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


def whole_quotation(claim: Claim, texts: Mapping[str, str]) -> str | None:
    """The words between the marks that hold most of a claim, beyond its ends; None where it quotes too little."""
    best = _marked_span(claim, texts)
    if best is None and claim.article in texts and not _MARKED.search(claim.quote):
        # What was taken for speech stands in no marks: nobody vouches for its words.
        return None
    if best is None or best.end - best.start > _MUCH_LONGER * len(claim.quote):
        # Of a long quotation the claim is one statement: what differs elsewhere is no matter of this one.
        return quoted_words(claim)
    return texts[claim.article][best.start : best.end]


def _marked_span(claim: Claim, texts: Mapping[str, str]) -> Span | None:
    text = texts.get(claim.article)
    if text is None or claim.quoted not in {"direct", "mixed"}:
        return None
    shared = [
        (min(s.end, claim.end) - max(s.start, claim.start), -s.start, s)
        for s in _find_marked(text)
        if s.start < claim.end and claim.start < s.end
    ]
    best = max(shared, default=None)
    if best is None or len(_WORD.findall(text[best[2].start : best[2].end])) < _LEAST_WORDS:
        return None
    return best[2]


@lru_cache(maxsize=512)
def _find_marked(text: str) -> tuple[Span, ...]:
    """The insides of quotation marks in a text, paragraph by paragraph."""
    return tuple(Span(*m.span(m.lastindex or 0)) for m in _IN_TEXT.finditer(text))


def is_same_quotation(one: str, other: str) -> bool:
    """Whether one holds the other's words, in order, letter case and marks aside."""
    a, b = sorted((_words(one), _words(other)), key=len)
    return len(a) >= _LEAST_SAME and f" {' '.join(a)} " in f" {' '.join(b)} "


def pair_same_quotations(quotes: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs (by index) that ``is_same_quotation`` holds for: looked up by words, not pair by pair."""
    words = [_words(q) for q in quotes]
    holders: dict[tuple[str, ...], list[int]] = {}
    for index, own in enumerate(words):
        for shingle in dict.fromkeys(tuple(own[at : at + _LEAST_SAME]) for at in range(len(own) - _LEAST_SAME + 1)):
            holders.setdefault(shingle, []).append(index)
    plain = [f" {' '.join(own)} " for own in words]
    for index, own in enumerate(words):
        # Who holds all its words holds the first of them.
        for other in holders.get(tuple(own[:_LEAST_SAME]), ()):
            longer = len(words[other]) > len(own) or (len(words[other]) == len(own) and other > index)
            if longer and plain[index] in plain[other]:
                yield min(index, other), max(index, other)


@lru_cache(maxsize=4096)
def classify_quotations(one: str, other: str) -> Fit | None:
    """How two quotations stand to each other; None where they may be two statements.

    Letter case, marks and spelling make no difference, nor does where each begins and stops: words are altered where
    the two differ between words that both have, or where both go on differently.
    """
    one, other = _join_completed(one), _join_completed(other)
    a, b = _words(_ELLIPSIS.sub(" ", one)), _words(_ELLIPSIS.sub(" ", other))
    short, long = sorted((a, b), key=len)
    if short == long:
        return "same"
    if f" {' '.join(short)} " in f" {' '.join(long)} " or _cut_apart(one, other):
        return "cut"
    short, long = short[:_LONGEST_WORDS], long[:_LONGEST_WORDS]
    matcher = SequenceMatcher(None, short, long, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    if kept >= _ALIKE * len(short) and kept >= _LEAST_WORDS:
        return "altered" if _is_changed(matcher, short, long) else "cut"
    return "reworded" if share_content(short, long) >= _TRANSLATED else None


def _join_completed(quotation: str) -> str:
    """A word that an editor completed in brackets ("min[ute]") is that word."""
    return _COMPLETED.sub(r"\1\2", quotation)


def _is_changed(matcher: "SequenceMatcher[str]", short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether words were put for others, or put in or left out between words that both have."""
    steps = matcher.get_opcodes()
    for place, (step, start, end, start_, end_) in enumerate(steps):
        edge = place in {0, len(steps) - 1}
        if step == "equal" or (edge and step != "replace"):
            continue
        if step != "replace" or not _spell_alike("".join(short[start:end]), "".join(long[start_:end_])):
            return True
    return False


def _spell_alike(one: str, other: str) -> bool:
    """Whether two words are one in two spellings ("honour", "honor"; "co-operate", "cooperate")."""
    return min(len(one), len(other)) >= 4 and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SPELT


def share_content(short: Sequence[str], long: Sequence[str]) -> float:
    """The share of the longer words of the poorer quotation that stand in the other, inflection aside."""
    first, second = ({w[:5] for w in words if len(w) >= 4} for words in (short, long))
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _cut_apart(one: str, other: str) -> bool:
    """Whether each stretch between marks of omission stands in the other quotation."""
    for cut, whole in ((one, other), (other, one)):
        parts = [" ".join(_words(part)) for part in _ELLIPSIS.split(cut)]
        parts = [part for part in parts if part]
        if len(parts) > 1 and all(f" {part} " in f" {' '.join(_words(whole))} " for part in parts):
            return True
    return False


def compare_quotations(one: Claim, other: Claim, texts: Mapping[str, str]) -> tuple[Fit, str, str] | None:
    """How two claims quote one speaker, with both wordings; None where they do not quote the same statement.

    Where two named speakers have nothing in common, only words that mostly match are one statement.
    """
    first, second = whole_quotation(one, texts), whole_quotation(other, texts)
    if not first or not second:
        return None
    fit = classify_quotations(first, second)
    direct = "direct" in {one.quoted, other.quoted}
    if fit is None and direct and name_one_speaker(one, other):
        fit = "reworded" if share_content(_words(first), _words(second)) >= _SAID_BY_ONE else None
    if fit is None or (fit == "reworded" and not (direct and can_share_speaker(one, other))):
        return None
    return fit, first, second


def collect_quotations(groups: Sequence[Sequence[Claim]], texts: Mapping[str, str]) -> tuple[Quotation, ...]:
    """A quotation for each group in which two articles quote one speaker directly, and for what lies apart.

    The groups answer one question each; words of one statement that were changed may have come into two of them.
    """
    found = []
    for claims in (*groups, *pair_apart(groups, texts)):
        quoting = _list_widest(claims, texts)
        if len({c.article for c in quoting}) < 2:
            continue
        plain = _plainest(quoting, texts)
        variants = tuple(
            QuotationVariant(
                article=c.article,
                start=c.start,
                end=c.end,
                quote=c.quote,
                altered=c is not plain and is_altered(c, plain, texts) and not _is_repeated(c, plain, texts),
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


def pair_apart(groups: Sequence[Sequence[Claim]], texts: Mapping[str, str]) -> Iterator[tuple[Claim, ...]]:
    """Claims of different groups that quote one statement in changed words, put together, each wording once an article.

    Only claims of groups that quote nobody else in another article are looked at: the rest have their quotation.
    """
    alone = [
        (number, claim, words)
        for number, claims in enumerate(groups)
        if len({c.article for c in claims if whole_quotation(c, texts)}) == 1
        for claim in claims
        if (words := whole_quotation(claim, texts))
    ]
    every = [(n, c, w) for n, claims in enumerate(groups) for c in claims if (w := whole_quotation(c, texts))]
    holders: dict[str, list[int]] = {}
    for index, (_, _, words) in enumerate(every):
        for stem in {w[:5] for w in _words(words) if len(w) >= 4}:
            holders.setdefault(stem, []).append(index)
    given: set[frozenset[tuple[str, str]]] = set()
    for number, claim, words in alone:
        shared = Counter(
            i
            for stem in {w[:5] for w in _words(words) if len(w) >= 4}
            if len(holders[stem]) <= _MOST_HOLDERS
            for i in holders[stem]
            if every[i][0] != number and every[i][1].article != claim.article
        )
        own = set(_words(claim.quote))
        likely = sorted(
            (i for i, n in shared.items() if n >= 2),
            # Of the pieces of one long quotation the one that stands nearest.
            key=lambda i: (-shared[i], -len(own & set(_words(every[i][1].quote))), every[i][1].id),
        )
        linked = [every[i][1] for i in likely[:_MOST_RIVALS] if _is_changed_wording(claim, every[i][1], texts)]
        if linked:
            first = {c.article: c for c in reversed(linked)}
            told = frozenset((c.article, whole_quotation(c, texts) or "") for c in (claim, *first.values()))
            if told not in given:
                yield (claim, *sorted(first.values(), key=lambda c: (c.article, c.start)))
            given.add(told)


def _is_changed_wording(one: Claim, other: Claim, texts: Mapping[str, str]) -> bool:
    found = compare_quotations(one, other, texts)
    if found is None or found[0] not in {"altered", "reworded"}:
        return False
    words, words_ = _words(found[1]), _words(found[2])
    if min(len(words), len(words_)) < _LEAST_SAME or not can_share_speaker(one, other):
        return False
    return share_content(words, words_) >= _APART


def is_altered(claim: Claim, plain: Claim, texts: Mapping[str, str]) -> bool:
    """Whether a claim gives the words of ``plain`` in marks, but not all of them as they stand there."""
    found = compare_quotations(claim, plain, texts)
    return found is not None and found[0] in {"altered", "reworded"}


def _list_widest(claims: Sequence[Claim], texts: Mapping[str, str]) -> list[Claim]:
    """The claims that quote; of pieces of one that stands here too, that one alone."""
    quoting = [c for c in claims if whole_quotation(c, texts)]
    return [
        c
        for c in quoting
        if not any(
            o.article == c.article and o.start <= c.start and c.end <= o.end and o.end - o.start > c.end - c.start
            for o in quoting
        )
    ]


def _is_repeated(claim: Claim, plain: Claim, texts: Mapping[str, str]) -> bool:
    """Whether the claim's own words stand in the other quotation as they are: what was changed stands elsewhere."""
    own, whole = " ".join(_words(claim.quote)), " ".join(_words(whole_quotation(plain, texts) or ""))
    return f" {own} " in f" {whole} "


def _plainest(quoting: Sequence[Claim], texts: Mapping[str, str]) -> Claim:
    """The version that most others repeat word for word or cut; then the longest."""
    words = {c.id: whole_quotation(c, texts) or "" for c in quoting}

    def rank(claim: Claim) -> tuple[int, int, str]:
        like = [c for c in quoting[:100] if classify_quotations(words[c.id], words[claim.id]) in {"same", "cut"}]
        return (len({c.article for c in like}), len(words[claim.id]), claim.id)

    return max(quoting, key=rank)


def can_share_speaker(one: Claim, other: Claim) -> bool:
    """Whether one speaker can stand behind both: a name in common, or a role or nobody on one side."""
    first, second = _name_parts(one), _name_parts(other)
    return not first or not second or bool(first & second)


def name_one_speaker(one: Claim, other: Claim) -> bool:
    """Whether the sources of both have a name in common."""
    return bool(_name_parts(one) & _name_parts(other))


def _name_parts(claim: Claim) -> set[str]:
    """The capitalised words of a claim's sources, without accents."""
    words = [w for name in claim.said_by for w in _WORD.findall(name) if w[0].isupper() and len(w) > 1]
    plain = (unicodedata.normalize("NFKD", word) for word in words)
    return {"".join(c for c in word if not unicodedata.combining(c)).casefold() for word in plain}


def _words(text: str) -> list[str]:
    """The words without case, contractions written out: "can't" and "cannot" are one wording."""
    plain = (
        text.casefold()
        .replace("’", "'")
        .replace("cannot", "can not")
        .replace("won't", "will not")
        .replace("can't", "can not")
    )
    for short, whole in _CONTRACTIONS:
        plain = plain.replace(short, whole)
    return [_FIGURES.get(word, word) for word in _WORD.findall(plain)]
