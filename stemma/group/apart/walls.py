"""Articles that are no articles: robot checks, demands for consent or money, errors, that reading let through.

Told by what they say and, in whatever language, by where they stand: one short text under several headlines of
one site, or on pages of several sites, that tells no news.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from stemma.group.apart.day_words import DAY_WORDS
from stemma.model.article import Article
from stemma.text.wall_words import CONSENT, DENIAL, NEEDS_SCRIPT, NOT_FOUND, ROBOT_CHECK, SUBSCRIBE

MOST_WALL = 1000
"""Characters of a body from which it is no wall."""
_MOST_HEADLINE = 300
_REPORT_SENTENCE = 8
"""Words from which a sentence may tell news."""
_SAME_SITE = 2
_SITES = 3
"""Articles with one text from which it is a wall: under other headlines of its site; on several sites."""

_FACTS = 5
"""Names, days and figures from which a text on several sites is a notice that they print."""

SAYS_WALL = "It shows a robot check, a demand or an error in place of an article."
STANDS_ELSEWHERE = "Its text, which tells no news, stands word for word on other pages."

_PHRASES = (ROBOT_CHECK, DENIAL, NOT_FOUND, SUBSCRIBE, NEEDS_SCRIPT, CONSENT)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
_IDS = re.compile(
    r"\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{8,}|\b\d+\.\d+\.\d+\.\d+\b|\b\d{4}-\d\d-\d\d\b|\b\d\d:\d\d:\d\d\b",
    re.IGNORECASE,
)
"""What a server writes into an answer: its number, an address, a moment."""
_FIGURE = re.compile(r"(?<![\w#.-])\d{1,3}(?:[.,:]\d+)*(?![\w-])|\d+[年月日号人]")
_CODES = re.compile(r"\b[345]\d\d\b|[©#]\s*\d+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_READER = re.compile(
    r"\b(?:you|your|please|click|we|our|sie|ihr|ihre[nmr]?|bitte|klicken|vous|votre|vos|veuillez|cliquez|usted|tu"
    r"|por favor|haga|haz|prego|clicca|você|seu|clique|uw|jouw|klik|proszę|kliknij|twój|вы|вас|вам|ваш\w*|пожалуйста"
    r"|нажмите|будь ласка)\b|[您请請你]|ください|お客様|주세요|하세요|십시오|يرجى",
    re.IGNORECASE,
)
"""Words spoken to the reader, or by the page of itself."""


def find_walls(articles: Sequence[Article], sites: Sequence[str]) -> dict[str, str]:
    """Id to reason of the articles that are walls; ``sites`` says whose page each is (``name_site``)."""
    found: dict[str, str] = {}
    by_text: dict[str, list[int]] = defaultdict(list)
    for at, article in enumerate(articles):
        body = take_short_body(article)
        if body is None:
            continue
        headline = (article.title or "")[:_MOST_HEADLINE]
        if says_wall(headline, body):
            found[article.id] = SAYS_WALL
        by_text[" ".join(_IDS.sub("", body).casefold().split())].append(at)
    for text, holders in by_text.items():
        if text and len(holders) > 1:
            found.update(dict.fromkeys(_find_repeated(articles, sites, holders), STANDS_ELSEWHERE) | found)
    return found


def take_short_body(article: Article) -> str | None:
    """The body by lines, where it is short enough to be a wall's, and not empty."""
    if not article.body or sum(end - start for start, end in article.body) > MOST_WALL:
        return None
    return "\n".join(article.text[start:end] for start, end in article.body)


def says_wall(headline: str, body: str) -> bool:
    """Whether a short page demands, refuses or fails, and tells no news beside."""
    if tells_news(body):
        return False
    texts = [_fold(headline), *map(_fold, _SENTENCE.split(body))]
    return any(phrase.search(text) for phrase in _PHRASES for text in texts)


def tells_news(body: str) -> bool:
    """Whether a sentence, not spoken to the reader, tells of names, days or figures, or speaks at length."""
    return any(_is_report(piece) for piece in _SENTENCE.split(body))


def _is_report(sentence: str) -> bool:
    wide = len(_WIDE.findall(sentence))
    size = len(sentence.split()) + wide // 2
    if size < _REPORT_SENTENCE or _READER.search(sentence):
        return False
    facts = _count_facts(sentence)
    if facts >= 2:
        return True
    walled = any(phrase.search(_fold(sentence)) for phrase in _PHRASES)
    return not walled and (facts > 0 or size >= 2 * _REPORT_SENTENCE)


def _count_facts(text: str) -> int:
    """Figures, days and names; a line's first word is none."""
    facts = 0
    for line in text.split("\n"):
        plain = _CODES.sub(" ", line)
        words = plain.split()
        facts += len(_FIGURE.findall(plain)) + sum(word.strip(".,").casefold() in DAY_WORDS for word in words)
        facts += sum(word[0].isupper() and len(word) > 1 for word in words[1:])
    return facts


def _find_repeated(articles: Sequence[Article], sites: Sequence[str], holders: Sequence[int]) -> list[str]:
    """Which of the articles with one short text are walls: those of a site that heads it differently, or all."""
    by_site: dict[str, list[int]] = defaultdict(list)
    for at in holders:
        by_site[sites[at]].append(at)
    walls: list[str] = []
    for site, own in by_site.items():
        titles = {_IDS.sub("", _fold(articles[at].title or "")) for at in own}
        news = tells_news(take_short_body(articles[own[0]]) or "")
        if site and len(titles) >= (_SITES if news else _SAME_SITE):
            walls += [articles[at].id for at in own]
    body = take_short_body(articles[holders[0]]) or ""
    if len(holders) >= _SITES and not tells_news(body) and _count_facts(body) < _FACTS:
        walls += [articles[at].id for at in holders]
    return walls


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").split())
