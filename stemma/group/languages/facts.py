"""What an article says that needs no translation: names, places, figures, days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stemma.model.article import Article
from stemma.text.days import read_day
from stemma.text.figures import find_figures, level_digits
from stemma.text.place_names import locate_places
from stemma.text.romanisation import romanise, skeleton_of
from stemma.text.spoken_days import find_days, is_calendar_word

LEAD = 900
"""Letters of the body that are read: the headline and this much say what happened, where and to whom."""
LEAD_UNSPACED = 400
"""The same in Chinese and Japanese, which say more in a letter."""
HEADLINE = 300
"""Letters of the headline that are read."""
MOST = 60
"""Names of one article that are kept, the first ones."""

_SENTENCE_ENDS = ".!?…:;—–|。！？•"
_QUOTES = "\"'‘’“”„«»‹›「」『』"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_KATAKANA = re.compile(r"[\u30a0-\u30ff]{3,}")
_ARABIC = re.compile(r"[\u0600-\u06ff]{3,}")
_ARABIC_ARTICLE = re.compile(r"^(?:و|ب|ل|ف)?ال")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_NOUNS_CAPITAL = frozenset(("de", "lb"))
_TITLE_SHARE = 0.6
_BODY = 10_000
"""Where the numbers of the body's capital words begin: far from the headline's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One word of a name."""

    roman: str
    """In small Latin letters, by ``stemma.text.romanisation``."""
    key: str
    """What two writings of it are looked up by."""
    place: int
    """Which capital word of the text it is, counted from 0: the next one of a full name has the next number."""
    headline: bool = False
    latin: bool = True
    """Written in Latin letters: nothing was transcribed, so that two writings are nearer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One article's facts; a pure function of the article, a few kilobytes at most."""

    language: str
    """ISO 639-1; empty where it is not known."""
    published: date | None
    names: tuple[Name, ...] = ()
    """In order, each once."""
    places: frozenset[str] = frozenset()
    """Keys of ``stemma.text.place_names``: countries and towns."""
    figures: frozenset[str] = frozenset()
    days: frozenset[date] = frozenset()


def gather_facts(article: Article) -> Facts:
    """The facts of ``article``'s headline and the first ``LEAD`` letters of its body."""
    lead = read_lead(article)
    title = (article.title or "")[:HEADLINE]
    language = (article.language or "").lower()
    published = read_day(article.published)
    names: dict[str, Name] = {}
    places: set[str] = set()
    for part in (title, lead):
        located = locate_places(part, language)
        places.update(key for _, _, key in located)
        for number, match, word in _list_names(part, language, headline=part is title):
            roman = romanise(word)
            if len(names) >= MOST or not _is_telling(word, roman) or any(s <= match.start() < e for s, e, _ in located):
                continue
            names.setdefault(
                roman,
                Name(
                    roman=roman,
                    key=name_key(roman),
                    place=number + (0 if part is title else _BODY),
                    headline=part is title,
                    latin=word[0] < "\u0250",
                ),
            )
    text = level_digits(f"{title}\n{lead}")
    return Facts(
        language=language,
        published=published,
        names=tuple(names.values()),
        places=frozenset(places),
        figures=find_figures(text),
        days=find_days(text, published),
    )


def _is_telling(word: str, roman: str) -> bool:
    """Whether a word is long enough for a name, or an abbreviation, and no month or day of the week."""
    return (len(roman) > 3 or (word.isupper() and len(roman) > 2)) and not is_calendar_word(word)


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
    """What two writings of a name are looked up by: the skeleton, or the word where that is too short to tell."""
    skeleton = skeleton_of(roman)
    return skeleton if len(skeleton) > 2 else roman.rstrip("aeiouy") or roman


def _list_names(text: str, language: str, *, headline: bool) -> Iterator[tuple[int, re.Match[str], str]]:
    """Words that may be names, with a number that goes up by one inside a full name, and without what clings to them.

    Words with a capital inside a sentence; in Japanese those in katakana; in Arabic, which has no capitals, all.
    """
    number = 0
    for match in _KATAKANA.finditer(text):
        yield (number := number + 2), match, match[0]
    for match in _ARABIC.finditer(text):
        bare = _ARABIC_ARTICLE.sub("", match[0])
        if len(bare) > 3:
            yield (number := number + 2), match, bare
    words = [m for m in _WORD.finditer(text) if not _UNSPACED.match(m[0]) and not _ARABIC.match(m[0])]
    capitals = [m for m in words if m[0][0].isupper()]
    if headline and language not in _NOUNS_CAPITAL and _is_title_case([m[0] for m in words if len(m[0]) > 3]):
        return
    inside = {m[0] for m in capitals if not _opens_sentence(text, m)}
    end = -1
    for place, match in enumerate(capitals):
        follows = end >= 0 and text[end : match.start()] in (" ", "-")
        number += 1 if follows else 2
        end = match.end()
        next_one = capitals[place + 1] if place + 1 < len(capitals) else None
        opens_name = next_one is not None and text[end : next_one.start()] == " "
        if match[0] in inside or opens_name:
            yield number, match, _strip_marks(match[0])


def _is_title_case(words: Sequence[str]) -> bool:
    """Whether a capital says nothing: "Blaze Guts Shops in Crowded Market"."""
    return len(words) > 4 and sum(word[0].isupper() for word in words) / len(words) > _TITLE_SHARE


def _opens_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether the word begins the text, a sentence or a speech: there a capital says nothing."""
    before = text[max(0, match.start() - 6) : match.start()]
    bare = before.rstrip(_QUOTES + " ")
    if not bare or bare.endswith("\n"):
        return True
    return bare[-1] in _SENTENCE_ENDS or (bare[-1] == "," and len(bare) < len(before.rstrip(" ")))


def _strip_marks(word: str) -> str:
    """A name without the ending after an apostrophe (Dresden's, Ankara'da) or the article before (d'Andrea)."""
    head, mark, tail = word.replace("’", "'").partition("'")
    return tail if mark and len(head) < 3 else head
