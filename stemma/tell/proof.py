"""Proof of a summary sentence: its names, figures and dates, looked up in what its findings cite."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stemma.text.days import MONTHS, WEEKDAYS
from stemma.text.words import fold_text

_MONTH_OF = {
    name: number for number, month in enumerate(MONTHS, start=1) for name in (month.casefold(), month[:3].casefold())
} | {"sept": 9}
_WEEKDAYS = tuple(day.casefold() for day in WEEKDAYS)
_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mn": 1e6, "bn": 1e9, "tn": 1e12,
}  # fmt: skip
_ORDINARY = frozenset(
    """
    a about above according after against ago all almost also although among an and another any article articles as at
    because been before being below between both but by citing despite during each earlier either every everyone
    everything few following for four from had has have he her here his how however i if in instead into is it its
    just last late later least less like many meanwhile more moreover most much near nearly neither next no nobody
    none nor not nothing now of off on once only or other others our out outlets over own per reports report roughly
    same several she since so some someone something soon source sources still such than that the their them then
    there these they this those though through to today together tomorrow too toward towards two under unlike until
    up upon was we were what when where whether which while who whom whose why with within without yesterday yet you
    your
    """.split()
)
"""Words that open a sentence with a capital and name nothing."""
_COUNTED = frozenset(
    """
    article articles report reports outlet outlets source sources origin origins account accounts page pages paper
    papers newspaper newspapers
    """.split()
)
_BESIDE = 3
"""So many words on each side show where words are taken from."""
_YEAR = len("2024")
_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)
_OPENING = re.compile(r"[.!?:;…“\"‘(\[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """One article's cited claims."""

    names: tuple[str, ...]
    """What the article may be called: its outlet, its file's stem, both."""
    quotes: tuple[str, ...]
    sources: tuple[str, ...]
    """Those whom its claims are said by, as far as it names them."""
    contexts: tuple[str, ...]
    """The sentences around its claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What may prove a sentence."""

    quotes: Sequence[str]
    names: Sequence[str]
    """Outlets, and sources that their articles name: they prove names, not figures."""
    dates: Sequence[str]
    """ISO 8601, as far as known."""
    articles: int
    """How many articles the cited findings have."""
    all_articles: int
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return re.sub(r"['’]s$", "", self.text.casefold().replace("’", "'"))

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def find_unproven(sentence: str, evidence: Evidence) -> tuple[str, ...]:
    """The names, figures and dates of ``sentence`` that no evidence holds, each with its sort; empty if proven.

    What stands beside a claim in its sentence ("..., the mayor said on Monday") proves only words taken from there: a
    name, figure or date with the words on both sides of it.
    """
    tokens = [_Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(sentence)]
    dated = {index for index in range(len(tokens)) if _is_dated(tokens, index, evidence.dates)}
    lines = [f" {_fold_names(line)} " for line in (*evidence.quotes, *evidence.names)]
    figures = {value for quote in evidence.quotes for _, _, value in read_figures(quote)}
    unproven: list[tuple[int, str]] = []
    for start, end in _find_names(sentence, tokens):
        run = [index for index in range(start, end) if index not in dated]
        if run:
            unproven += _judge_name(sentence, tokens, run, lines)
    begins = [token.start for token in tokens]
    # "Channel 4" counts nothing.
    called = [
        match.span()
        for witness in evidence.witnesses
        for name in witness.names
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)
    ]
    for start, end, value in read_figures(sentence):
        inside = range(bisect_left(begins, start), bisect_left(begins, end))
        if value in figures or (inside and all(index in dated for index in inside)):
            continue
        if any(begin <= start and end <= stop for begin, stop in called):
            continue
        if not _is_count(tokens, inside, value, evidence):
            unproven.append((start, f'the figure "{sentence[start:end]}"'))
    around = [f" {fold_text(context)} " for witness in evidence.witnesses for context in witness.contexts]
    return tuple(text for place, text in sorted(unproven) if not _is_taken(tokens, begins, place, text, around))


def _is_taken(tokens: Sequence[_Token], begins: Sequence[int], place: int, text: str, around: Sequence[str]) -> bool:
    """Whether what is unproven stands, with the words beside it, in a sentence around a cited claim."""
    first = bisect_left(begins, place)
    size = len(_TOKEN.findall(text.partition('"')[2]))
    run = tokens[max(0, first - _BESIDE) : first + size + _BESIDE]
    return _stands(around, " ".join(fold_text(token.text) for token in run))


def _fold_names(text: str) -> str:
    """``text`` as the words that names are compared by: folded, possessives off."""
    return fold_text(re.sub(r"['’]s\b", "", text))


def _stands(lines: Sequence[str], words: str) -> bool:
    return any(f" {words} " in line for line in lines)


def _judge_name(
    sentence: str, tokens: Sequence[_Token], run: Sequence[int], lines: Sequence[str]
) -> list[tuple[int, str]]:
    first, last = tokens[run[0]], tokens[run[-1]]
    whole = sentence[first.start : last.end]
    if _stands(lines, _fold_names(whole)):
        return []
    sort = "date" if any(_is_calendar(tokens[index]) for index in run) else "name"
    return [(first.start, f'the {sort} "{whole}"')]


def _find_names(sentence: str, tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words with nothing but a space, a hyphen or an initial's full stop between them."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        gap = sentence[tokens[index - 1].end : token.start] if index else "."
        opens = _OPENING.search(gap) is not None
        figure = token.folded in _ONES or token.folded in _TENS or token.folded in _SCALES
        if not token.is_capital or token.folded == "i" or (opens and (token.folded in _ORDINARY or figure)):
            index += 1
            continue
        end = index + 1
        while end < len(tokens) and tokens[end].is_capital and _are_joined(sentence, tokens[end - 1], tokens[end]):
            end += 1
        yield index, end
        index = end


def _are_joined(sentence: str, left: _Token, right: _Token) -> bool:
    gap = sentence[left.end : right.start]
    return gap in {" ", "-", "\u00a0", "‑", "–"} or (gap in {".", ". "} and len(left.text) == 1)


def _is_calendar(token: _Token) -> bool:
    return token.folded in _WEEKDAYS or token.folded in _MONTH_OF


def _is_dated(tokens: Sequence[_Token], index: int, dates: Sequence[str]) -> bool:
    """Whether the token is part of a date that is one of ``dates``: its weekday, its month, its day, its year."""
    token = tokens[index]
    if token.folded in _WEEKDAYS:
        return any(_read_weekday(iso) == _WEEKDAYS.index(token.folded) for iso in dates)
    if token.folded in _MONTH_OF and token.is_capital:
        return any(_read_parts(iso)[1:2] == (_MONTH_OF[token.folded],) for iso in dates)
    if not token.text.isdigit() or len(token.text) > _YEAR:
        return False
    value = int(token.text)
    if len(token.text) == _YEAR:
        return any(_read_parts(iso)[:1] == (value,) for iso in dates)
    beside = [tokens[near] for near in (index - 1, index + 1) if 0 <= near < len(tokens)]
    months = [_MONTH_OF[near.folded] for near in beside if near.folded in _MONTH_OF and near.is_capital]
    return any(_read_parts(iso)[1:3] == (month, value) for iso in dates for month in months)


def _read_parts(iso: str) -> tuple[int, ...]:
    """Year, month and day of an ISO 8601 date, as far as they are given."""
    match = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])", iso)
    return tuple(int(part) for part in match.groups() if part) if match else ()


def _read_weekday(iso: str) -> int | None:
    parts = _read_parts(iso)
    if len(parts) < 3:
        return None
    try:
        return date(*parts).weekday()
    except ValueError:
        return None


def _is_count(tokens: Sequence[_Token], inside: Sequence[int], value: float, evidence: Evidence) -> bool:
    """Whether the figure counts the articles themselves ("according to three", "two outlets") and may."""
    if not inside:
        return False
    before = [token.folded for token in tokens[max(0, inside[0] - 2) : inside[0]]]
    after = [token.folded for token in tokens[inside[-1] + 1 : inside[-1] + 3]]
    counts = before == ["according", "to"] or any(word in _COUNTED for word in after)
    return counts and (1 <= value <= evidence.articles or value == evidence.all_articles)


def read_figures(text: str) -> list[tuple[int, int, float]]:
    """The numbers in ``text`` in digits, in words or both ("3.4 million", "forty-five"), with where they stand."""
    found: list[tuple[int, int, float]] = []
    previous = ""
    for match in _TOKEN.finditer(text):
        word = match[0].casefold()
        gap = text[found[-1][1] : match.start()] if found else ""
        joined = bool(found) and gap in {" ", "-", "\u00a0", "‑"}
        if word[0].isdigit():
            try:
                found.append((match.start(), match.end(), float(word.replace(",", ""))))
            except ValueError:
                continue
        elif word in _SCALES:
            if joined:
                start, _, value = found[-1]
                found[-1] = (start, match.end(), value * _SCALES[word])
            else:
                found.append((match.start(), match.end(), _SCALES[word]))
        elif word in _TENS:
            found.append((match.start(), match.end(), float(_TENS[word])))
        elif word in _ONES:
            if joined and previous in _TENS and _ONES[word] < 10:
                start, _, value = found[-1]
                found[-1] = (start, match.end(), value + _ONES[word])
            else:
                found.append((match.start(), match.end(), float(_ONES[word])))
        previous = word
    return found
