"""Proof of a summary sentence's attributions: those it names are sources, or articles, of the claims it cites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stemma.tell.proof import Evidence, Witness, read_figures
from stemma.text.words import fold_text

_VERBS = (
    "said|says|say|reported|reports|report|told|announced|added|warned|claimed|claims|stated|wrote|confirmed|noted|"
    "estimated|estimates|explained|argued|insisted|admitted|acknowledged"
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ACCORDING = re.compile(
    r"\b(?:according to|as reported by|citing) (?P<who>[^;:.,(]+(?:[.,](?! |$)[^;:.,(]*)*)", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"\baccording to (?P<count>\d{{1,4}}|{'|'.join(_NUMBERS)})(?: (?:articles?|reports?|outlets?))?"
    r"(?: \((?P<list>(?:[^()]|\([^()]*\))+)\))?(?=$|[.,;])",
    re.IGNORECASE,
)
_OWN = re.compile(r"\w+ (?:articles?|reports?|outlets?)", re.IGNORECASE)
"""Speakers that are the articles themselves: their number is a figure, proven as such."""
_CLOSING = re.compile(rf"(?:, |[”\"’'] )(?P<who>[^,;“”\"]{{2,90}}?) (?:{_VERBS})(?=[.;,]|$)")
_OPENING = re.compile(rf"^(?P<who>[^,;“”\"]{{2,90}}?) (?:{_VERBS})(?: that)?(?=[ ,:])")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_PARTS = re.compile(r"(?:; |, (?!according )(?![^()]*\)))(?=[^;()]*\baccording to )", re.IGNORECASE)
_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "which", "i", "we", "you"})
_ARTICLE = re.compile(r"^(?:the|a|an) ")


def find_unproven_attributions(sentence: str, evidence: Evidence) -> tuple[str, ...]:
    """The attributions of ``sentence`` that no cited claim bears out, each in words; empty if all are borne out.

    Looked for are "according to", "citing", a speaker with a verb of saying before or after what is said, and the
    articles that a part of a difference is ascribed to: each of these must have a cited claim with the part's figures
    and the words it puts in marks; and where a number of articles is told, so many must they be.
    """
    unproven: list[str] = []
    for part in _split_parts(sentence):
        told = _find_articles(part, evidence.witnesses)
        if told is not None:
            unproven += _judge_articles(part, told, evidence)
        else:
            unproven += [f'the attribution to "{who}"' for who in _find_sources(part) if not _is_source(who, evidence)]
    return tuple(dict.fromkeys(unproven))


def _split_parts(sentence: str) -> Iterator[str]:
    """The parts of a difference: each up to its own attribution."""
    start = 0
    for found in _PARTS.finditer(sentence):
        if "according to " in sentence[start : found.start()].casefold():
            yield sentence[start : found.start()]
            start = found.end()
    yield sentence[start:]


@dataclass(frozen=True, slots=True)
class _Ascribed:
    """An attribution to articles."""

    words: str
    count: int | None = None
    """How many articles it tells."""
    named: tuple[Witness, ...] | None = None
    """Those it names; empty where it names others, None where it names none."""
    source: str = ""
    """Whom they all have it from."""


def _find_articles(part: str, witnesses: Sequence[Witness]) -> _Ascribed | None:
    """The attribution of ``part`` to articles; None where there is none."""
    counted = _COUNTED.search(part)
    if counted:
        words = counted["count"].casefold()
        count = _NUMBERS.index(words) if words in _NUMBERS else int(words)
        named = _read_list(counted["list"], witnesses) if counted["list"] else None
        return _Ascribed(counted[0], count, named)
    for found in reversed(list(re.finditer(r"\baccording to ", part, re.IGNORECASE))):
        rest = part[found.end() :].rstrip()
        named = _read_list(rest.removesuffix("."), witnesses) or _read_list(rest, witnesses)
        if named:
            return _Ascribed(part[found.start() :], named=named)
        inner = re.fullmatch(r"(?P<who>[^()]+) \((?P<list>.+)\)\.?", rest)
        if inner and (named := _read_list(inner["list"], witnesses)):
            return _Ascribed(part[found.start() :], named=named, source=inner["who"])
    return None


def _read_list(text: str, witnesses: Sequence[Witness]) -> tuple[Witness, ...]:
    """The articles that ``A``, ``A and B`` or ``A, B and C`` names; empty where that is no list of them.

    A name may hold a comma or an "and" itself: the longest that fits is taken.
    """
    pieces = re.split(r"(, and |, | and )", text.strip())
    names = {fold_text(name): witness for witness in reversed(witnesses) for name in witness.names}
    found: list[Witness] = []
    start = 0
    while start < len(pieces):
        for end in range(len(pieces), start, -2):
            witness = names.get(fold_text("".join(pieces[start:end])))
            if witness is not None:
                found.append(witness)
                start = end + 1
                break
        else:
            return ()
    return tuple(found)


def _judge_articles(part: str, told: _Ascribed, evidence: Evidence) -> Iterator[str]:
    holding = [w for w in evidence.witnesses if _holds(w, part.replace(told.words, " "))]
    if told.named is not None:
        if not told.named or len(set(told.named)) < len(told.named) or any(w not in holding for w in told.named):
            yield f'the attribution "{told.words.strip()}"'
        elif told.count is not None and told.count != len(told.named):
            yield f'the count in "{told.words.strip()}"'
    elif told.count is not None and told.count != len(holding):
        yield f'the count in "{told.words.strip()}"'
    if told.source and not all(_has_source(w, told.source) for w in told.named or ()):
        yield f'the attribution to "{told.source}"'


def _holds(witness: Witness, words: str) -> bool:
    """Whether the cited claims of ``witness`` have the figures of ``words``, and what these put in marks."""
    have = {value for quote in witness.quotes for _, _, value in read_figures(quote)}
    if any(value not in have for _, _, value in read_figures(words)):
        return False
    quotes = [f" {fold_text(quote)} " for quote in witness.quotes]
    marked = [fold_text(found) for found in re.findall(r"“([^”]+)”", words)]
    return all(any(f" {mark} " in quote for quote in quotes) for mark in marked if mark)


def _find_sources(part: str) -> Iterator[str]:
    bare = _QUOTED.sub(lambda found: "“" + "_" * (len(found[0]) - 2) + "”", part)
    for pattern in (_ACCORDING, _CLOSING, _OPENING):
        for found in pattern.finditer(bare):
            # A pronoun names nobody.
            if not _OWN.fullmatch(found["who"].strip()) and found["who"].strip().casefold() not in _PRONOUNS:
                yield found["who"].strip()


def _is_source(who: str, evidence: Evidence) -> bool:
    """Whether ``who`` is a source of a cited claim, or stands so in a claim's words or in the sentence around it."""
    wanted = _ARTICLE.sub("", fold_text(who))
    for witness in evidence.witnesses:
        if _has_source(witness, who) or any(wanted == _ARTICLE.sub("", fold_text(name)) for name in witness.names):
            return True
        lines = (*witness.quotes, *(witness.contexts if witness.sources else ()))
        if any(f" {wanted} " in f" {fold_text(line)} " for line in lines):
            return True
    return False


def _has_source(witness: Witness, who: str) -> bool:
    wanted = _ARTICLE.sub("", fold_text(who))
    return any(wanted == _ARTICLE.sub("", fold_text(name)) for name in witness.sources)
