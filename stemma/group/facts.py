"""What an article says that needs no translation: names, places, figures, days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stemma.group.profile import read_day
from stemma.model.article import Article
from stemma.text.figures import find_figures
from stemma.text.place_names import find_places
from stemma.text.romanisation import romanise, skeleton_of
from stemma.text.spoken_days import find_days

LEAD = 900
"""Letters of the body that are read: the headline and this much say what happened, where and to whom."""
LEAD_UNSPACED = 400
"""The same in Chinese and Japanese, which say more in a letter."""
MOST = 60
"""Names of one article that are kept, the first ones."""

_SENTENCE_END = re.compile(r"[.!?…:»«\"“”„—–|。！？\n]\s*$")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_KATAKANA = re.compile(r"[\u30a0-\u30ff]{3,}")
_ARABIC = re.compile(r"[\u0600-\u06ff]{3,}")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_NOUNS_CAPITAL = frozenset(("de", "lb"))
_TITLE_SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One article's facts; a pure function of the article, a few kilobytes at most."""

    language: str
    """ISO 639-1; empty where it is not known."""
    published: date | None
    names: tuple[tuple[str, str], ...] = ()
    """Each word of a name in Latin letters, with the skeleton by which it is found; in order, each once."""
    places: frozenset[str] = frozenset()
    """Keys of ``stemma.text.place_names``: countries and towns."""
    figures: frozenset[str] = frozenset()
    days: frozenset[date] = frozenset()


def gather_facts(article: Article) -> Facts:
    """The facts of ``article``'s headline and the first ``LEAD`` letters of its body."""
    lead = read_lead(article)
    language = (article.language or "").lower()
    published = read_day(article.published)
    text = f"{article.title or ''}\n{lead}"
    names: dict[str, str] = {}
    for part in (article.title or "", lead):
        for word in _list_names(part, language):
            roman = romanise(word)
            if len(roman) > 2 and len(names) < MOST and not find_places(word, language):
                names.setdefault(roman, name_key(roman))
    return Facts(
        language=language,
        published=published,
        names=tuple(names.items()),
        places=find_places(text, language),
        figures=find_figures(text),
        days=find_days(text, published),
    )


def read_lead(article: Article) -> str:
    """The first ``LEAD`` letters of the body, its paragraphs on lines of their own."""
    parts: list[str] = []
    left = LEAD
    for start, end in article.body:
        part = article.text[start : min(end, start + left)]
        if _UNSPACED.search(part[:50]):
            left = min(left, LEAD_UNSPACED)
        parts.append(part[:left])
        left -= len(part)
        if left <= 0:
            break
    return "\n".join(parts)


def name_key(roman: str) -> str:
    """What two writings of a name are looked up by: the skeleton, or the word itself where that is too short to tell."""
    skeleton = skeleton_of(roman)
    return skeleton if len(skeleton) > 2 else roman.rstrip("aeiouy") or roman


def _list_names(text: str, language: str) -> Iterator[str]:
    """Words that may be names: with a capital inside a sentence; in Japanese those in katakana; in Arabic all."""
    yield from _KATAKANA.findall(text)
    for word in _ARABIC.findall(text):
        bare = re.sub(r"^(?:و|ب|ل|ف)?ال", "", word)
        if len(bare) > 3:
            yield bare
    words = [m for m in _WORD.finditer(text) if not _UNSPACED.match(m[0]) and not _ARABIC.match(m[0])]
    capitals = [m for m in words if m[0][0].isupper()]
    long = [m for m in words if len(m[0]) > 3]
    if long and language not in _NOUNS_CAPITAL:
        title_case = sum(m[0][0].isupper() for m in long) / len(long) > _TITLE_SHARE
        if title_case and len(long) > 4:
            return  # "Blaze Guts Shops": a capital says nothing
    inside = {m[0] for m in capitals if not _opens_sentence(text, m)}
    for number, match in enumerate(capitals):
        follower = capitals[number + 1] if number + 1 < len(capitals) else None
        full_name = follower is not None and text[match.end() : follower.start()] == " "
        if match[0] in inside or full_name:
            yield _strip_marks(match[0])


def _opens_sentence(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 4) : match.start()]
    return not before.strip() or _SENTENCE_END.search(before) is not None


def _strip_marks(word: str) -> str:
    """A name without the ending after an apostrophe (Dresden's, Ankara'da) or the article before (d'Andrea)."""
    head, mark, tail = word.replace("’", "'").partition("'")
    return tail if mark and len(head) < 3 else head
