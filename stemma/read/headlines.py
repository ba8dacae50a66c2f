"""The headline of a page: what a reader sees at its top, held against what the page calls itself."""

import re
from collections.abc import Sequence

from stemma.read.addresses import find_url, host_of, site_of
from stemma.read.furniture_phrases import find_phrase
from stemma.read.languages import count_words
from stemma.read.lines import Line
from stemma.read.page_text import PageText
from stemma.read.structured_data import PageData
from stemma.text.words import fold_text

_FEW_WORDS = 5
_LEAST_WORDS = 2
_SHORT_WORD = 3
_ALIKE = 0.5
_LONGEST_TITLE = 250
_MOSTLY = 0.9
_LEAST_LETTERS = 4
_MOST_PROSE = 20_000


def choose_title(page: PageText, data: PageData) -> str | None:
    """The headline that a reader sees (an h1 near what the page calls itself), else the page's own data."""
    named = [str(data.article.get("headline") or ""), data.first_meta("og:title", "twitter:title") or "", data.title]
    site = {
        fold_text(name)
        for name in (
            data.first_meta("og:site_name") or "",
            *data.organisations,
            *data.names_of(data.article.get("publisher")),
        )
    }
    known = set(fold_text(" ".join(named)).split())
    best: tuple[float, int, str] | None = None
    for n, line in enumerate(page.lines):
        if line.tag != "h1":
            continue
        words = fold_text(line.text).split()
        if count_words(line.text) < _LEAST_WORDS or find_phrase(line.text) or " ".join(words) in site:
            continue
        share = sum(word in known for word in words) / len(words) if known else 1.0
        rank = (min(share, 0.95) * min(len(words), 6), -n, line.text)
        if share >= 0.4 and (best is None or rank > best):
            best = rank
    if best:
        return best[2]
    for name in named:
        if name.strip():
            return strip_site(name, data)
    return None


def prefer_near_heading(title: str | None, page: PageText, body: Sequence[bool], first: int) -> str | None:
    """``title``, or the heading right above the body where ``title`` shares nothing with it: a site's name as h1."""
    prose = " ".join(line.text[:2000] for n, line in enumerate(page.lines) if body[n] and n > first)
    told_text = fold_text(prose[:_MOST_PROSE])
    told = set(told_text.split())

    def likeness(text: str) -> float:
        words = [word for word in fold_text(text).split() if len(word) > _SHORT_WORD]
        # a word of a script without spaces is a clause: its beginning tells
        known = sum(word in told or (count_words(word) > 1 and word[:4] in told_text) for word in words)
        return known / len(words) if words else 0.0

    if title is None or likeness(title) > 0:
        return title
    for line in page.lines[max(0, first - _FEW_WORDS) : first + 1]:
        if line.tag in ("h1", "h2") and len(line.text.split()) >= _FEW_WORDS and likeness(line.text) >= _ALIKE:
            return line.text
    return title


def strip_site(title: str, data: PageData) -> str:
    """``title`` without the name of the site at its end."""
    parts = re.split(r"\s+[|–—·•»-]\s+|\s+::\s+", title)
    site = {fold_text(name) for name in (data.first_meta("og:site_name") or "", *data.organisations)}
    host = site_of(host_of(find_url(data) or "")).partition(".")[0].replace("-", "")
    while len(parts) > 1 and (
        fold_text(parts[-1]) in site
        or count_words(parts[-1]) <= 4 < count_words(parts[0])
        or is_named_by_host(parts[-1], host)
    ):
        title = title[: title.rindex(parts[-1])].rstrip(" |–—·•»-:")
        parts.pop()
    return title.strip()


def is_named_by_host(name: str, host: str) -> bool:
    """Whether ``name`` is that of the site at ``host``, its first label: "The Ferry Post" at ``ferrypost``."""
    letters = fold_text(name).replace(" ", "").removeprefix("the")
    return min(len(letters), len(host)) >= _LEAST_LETTERS and (letters in host or host in letters)


def find_title_line(lines: Sequence[Line], text: str, first: int) -> int | None:
    """The number of the line that is ``text``: a heading where there is one, the nearest to line ``first``."""
    wanted = fold_text(text)
    # folding seldom changes a text's length by much: lines of another length need not be folded
    least, most = len(text) * 0.5 - 5, len(text) * 2 + 20
    found = [n for n, line in enumerate(lines) if least <= len(line.text) <= most and fold_text(line.text) == wanted]
    found = found if wanted else []
    headings = [n for n in found if lines[n].tag == "h1"] or found
    return min(headings, key=lambda n: (abs(n - first), n), default=None)


def guess_title_line(page: PageText, data: PageData) -> int | None:
    """The line where the headline stands, for a page whose headline is no line: a heading, else a line of few words,
    that the page's own title holds."""
    names = [
        fold_text(name)
        for name in (str(data.article.get("headline") or ""), data.first_meta("og:title") or "", data.title)
    ]
    found = []
    for n, line in enumerate(page.lines):
        if len(line.text) > _LONGEST_TITLE or line.linked > _MOSTLY:
            continue
        words = fold_text(line.text)
        if count_words(words) > _LEAST_WORDS and any(words in name for name in names):
            found.append((line.tag not in ("h1", "h2", "h3"), -len(words), n))
    return min(found)[2] if found else None
