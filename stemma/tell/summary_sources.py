"""Who says it: the source put behind what is told, where its article names one and its words do not."""

import re
from collections import Counter
from collections.abc import Sequence

from stemma.model.article import Article
from stemma.model.dossier import ReportedClaim
from stemma.text.statements import DATELINE

_SAYING = (
    "said|says|say|think|believe|added|told|reported|announced|warned|claimed|stated|wrote|noted|explained|argued|"
    "confirmed|estimated"
)
_PRONOUN_SAID = re.compile(rf"\b(?P<who>[Hh]e|[Ss]he|[Tt]hey|[Ii]t) (?P<verb>{_SAYING})\b")
_LONGEST = 200_000
_SHORTEST = 3
_TOLD = re.compile(
    rf", [^,;]{{2,70}} (?:{_SAYING})\b|\b(?:{_SAYING}) (?:that\b|[^,;.]{{2,40}}[.,]?$)|\b[Aa]ccording to\b"
)
"""An attribution of some sort is there already."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def attribute_telling(words: str, claims: Sequence[ReportedClaim], article: Article, *, whole: bool) -> str | None:
    """``words`` with ", according to …" where their claims have a source that they do not name; None if it cannot be.

    A pronoun that speaks gives way to the name of the source.
    """
    bare = _QUOTED.sub(lambda found: "_" * len(found[0]), words)
    spoken = _PRONOUN_SAID.search(bare)
    sources = list(dict.fromkeys(c.said_by for c in claims if c.said_by))
    if not sources:
        return None if spoken else words
    nearest = sources[0][0]
    if nearest.casefold() in _read_dateline(article).casefold():
        # A dateline's town says nothing.
        return None
    if spoken:
        if not nearest[:1].isupper():
            return None
        if _names(bare[: spoken.start()], (nearest,)):
            return words  # whom the pronoun means is told in the sentence itself
        return words[: spoken.start()] + nearest + words[spoken.end("who") :]
    if _names(bare, sources[0]) or _TOLD.search(bare):
        return words
    if len(sources) > 1 and not whole:
        return None
    if not all(c.said_by for c in claims) and any(ch in words for ch in '“"'):
        return None
    return say_according(words, name_source(sources[0], article.text))


def _read_dateline(article: Article) -> str:
    start = article.body[0].start if article.body else 0
    found = DATELINE.match(article.text[start : start + 120])
    return f"{article.dateline or ''} {found[0] if found else ''}"


def has_attribution(words: str) -> bool:
    """Whether ``words`` ascribe what they say to somebody, outside of quotation marks."""
    return _TOLD.search(_QUOTED.sub(lambda found: "_" * len(found[0]), words)) is not None


def say_according(words: str, source: str) -> str:
    """``words``, and according to whom."""
    bare = words.rstrip(" .")
    return f"{bare} according to {source}" if bare.endswith((",", ",”", ',"')) else f"{bare}, according to {source}"


def name_source(chain: Sequence[str], text: str) -> str:
    """The nearest source of a chain, with the article that ``text`` mostly gives it ("the inspectorate")."""
    name = chain[0]
    if re.match(r"(?:the|a|an|its|his|her|their|our)\b", name, re.IGNORECASE):
        return name[:1].lower() + name[1:] if name[:4] == "The " else name
    found = re.findall(rf"\b(the |a |an |)(?<!\w){re.escape(name)}(?!\w)", text[:_LONGEST], re.IGNORECASE)
    before = Counter(article.casefold() for article in found)
    # "The mayor" and "Mayor Fenn" are both there: the article goes with the bare word.
    return min(before, key=lambda key: (-before[key], -len(key)), default="") + name


def _names(words: str, chain: Sequence[str]) -> bool:
    """Whether ``words`` name one of the sources: by the last word of its name, or a proper one."""
    folded = words.casefold()
    parts = [name.split()[-1] for name in chain if name.split()]
    parts += [word for name in chain for word in name.split() if word[0].isupper() and len(word) > _SHORTEST]
    return any(re.search(rf"(?<!\w){re.escape(part.casefold())}(?!\w)", folded) is not None for part in parts)
