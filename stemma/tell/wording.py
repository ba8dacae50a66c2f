"""Plain words for what a dossier holds: dates, sources, values, relations. Shared by all renderers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from stemma.model.article import Article
from stemma.model.dossier import ReportedClaim
from stemma.text.days import MONTHS, WEEKDAYS
from stemma.text.words import fold_text

RELATION_WORDS = {
    "differ": "They differ",
    "compatible": "Both can be true",
    "update": "Updated",
    "agree": "They agree",
    "single": "Only one says so",
}
"""A short label for each relation."""
SEEMING_WORDS = {
    "differ": "They seem to differ",
    "compatible": "Both may be true",
    "update": "Seems updated",
    "agree": "They seem to agree",
}
"""The labels where it is likely and not sure that the claims belong together."""
UNSURE_WORDS = "Perhaps the same"
"""The label of a finding whose relation is withheld."""
RELATION_MEANINGS = {
    "differ": "The values cannot all be true, or the wording changes the meaning.",
    "compatible": "The values differ, and can all be true.",
    "update": "A later report gives a newer figure of the same thing.",
    "agree": "They say the same.",
    "single": "One article alone says it.",
}
MISSING_WORDS = {
    "silent": "does not say",
    "earlier": "was published before it was known",
    "truncated": "is cut off before its end",
}
NO_VALUE = "without a value of their own"
"""What stands for the value of those claims of a difference that give none."""
CORRECTION_WORDS = {"applied": "applied", "unused": "not used"}
"""What became of a correction by hand."""
WORKING = "Stemma’s own working"
"""How what bears on a difference is marked: it stands on no page."""
LIMITS = (
    "It measures reporting, not truth: that many articles say a thing does not make it so.",
    "It rates no outlet. That an article leaves something out is not a fault in itself.",
    "Absent is not false: where an article is silent, nothing follows about the thing.",
    "Independence is judged from the pages alone: an origin that no page credits is not seen.",
)
"""What Stemma does not claim."""
_HEDGES = {"=": "", "~": "about ", ">": "over ", ">=": "at least ", "<": "under ", "<=": "up to ", "<~": "nearly "}
_KEPT_FORMAT = {"\u200c", "\u200d"}  # joiners: Persian and Indic spelling needs them
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def clean_line(text: str) -> str:
    """``text`` on one line, without what can move a cursor or turn the direction of what follows."""
    if text.isprintable():  # holds nothing of that kind, and no space but the plain one
        return " ".join(text.split())
    kept = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or char in _KEPT_FORMAT or unicodedata.category(char) not in {"Cc", "Cf"}
    )
    return " ".join(replace_surrogates(kept).split())


def replace_surrogates(text: str) -> str:
    """``text`` as UTF-8 can hold it: a lone surrogate becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def shorten(text: str, length: int) -> str:
    """``text`` in at most ``length`` characters, cut at a word where there is one, with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: max(1, length - 1)]
    head, space, _ = cut.rpartition(" ")
    whole = text[len(cut)].isspace()
    return (head if space and not whole and len(head) > length // 2 else cut).rstrip(" ,;:–—-") + "…"


def count_words(count: int, singular: str, plural: str | None = None) -> str:
    """``3 articles``, ``1 article``: the count in digits and its noun."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def spell_count(count: int, singular: str, plural: str | None = None) -> str:
    """``three articles``, ``one article``, ``40 articles``: for running text."""
    return f"{spell_number(count)} {singular if count == 1 else plural or singular + 's'}"


def spell_number(count: int) -> str:
    """``three``, ``no``, ``40``: in words up to twelve."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def name_articles(articles: Sequence[Article]) -> dict[str, str]:
    """A name for each article, by id: its outlet, or its file's stem; several of one outlet get the stem too."""
    stems = {article.id: clean_line(find_stem(article.source)) or article.id for article in articles}
    names = {article.id: clean_line(article.outlet or "") or stems[article.id] for article in articles}
    shared = Counter(names.values())
    return {
        key: f"{name} ({stems[key]})" if shared[name] > 1 and name != stems[key] else name
        for key, name in names.items()
    }


def find_stem(source: str) -> str:
    """The file's name without its ending: under which an article without an outlet is shown."""
    name = source.rstrip("/").rpartition("/")[2] or source
    if name.lower().endswith(".gz"):
        name = name[:-3]
    suffix = PurePosixPath(name).suffix
    return name[: -len(suffix)] if suffix.lower() in {".txt", ".html", ".htm"} else name


def say_date(iso: str | None) -> str:
    """``Friday 11 October 2024``, ``October 2024``, ``2024``; what is no ISO date as it stands; empty for None."""
    if not iso:
        return ""
    match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2}))?", iso)
    if match is None:
        return clean_line(iso)
    year, month, day, clock = match.groups()
    if month is None or not 1 <= int(month) <= 12:
        return clean_line(iso)
    words = f"{MONTHS[int(month) - 1]} {year}"
    if day is None:
        return words
    try:
        weekday = WEEKDAYS[date(int(year), int(month), int(day)).weekday()]
    except ValueError:
        return clean_line(iso)
    return f"{weekday} {int(day)} {words}" + (f", {clock}" if clock else "")


def say_period(start: str | None, end: str | None) -> str:
    """``Friday 11 October 2024 to Monday 14 October 2024``; one date where they are the same; empty without."""
    first, last = say_date(start), say_date(end)
    return f"{first} to {last}" if first and last and first != last else first or last


def say_source(claim: ReportedClaim) -> str:
    """The source chain in words: ``citing TASS, which cites the governor``; empty where it names none."""
    chain = [clean_line(name) for name in claim.said_by if clean_line(name)]
    if not chain:
        return ""
    verb = "quoting" if claim.quoted == "direct" and len(chain) == 1 else "citing"
    return f"{verb} {chain[0]}" + "".join(f", which cites {name}" for name in chain[1:])


def say_value(value: Mapping[str, Any]) -> str:
    """The value of a claim as the article words it, else from its parts (``over 200 km``); empty without one."""
    text = value.get("text")
    if isinstance(text, str) and text.strip():
        return clean_line(text)
    amount = value.get("quantity")
    if isinstance(amount, int | float) and not isinstance(amount, bool):
        unit = value.get("unit") or value.get("of") or ""
        return clean_line(f"{_HEDGES.get(str(value.get('op')), '')}{amount:,g} {unit}")
    date_value = value.get("date")
    return say_date(date_value) if isinstance(date_value, str) else ""


def key_value(value: Mapping[str, Any]) -> str:
    """What two claims share if they give the same value; empty without a value."""
    amount = value.get("quantity")
    if isinstance(amount, int | float) and not isinstance(amount, bool):
        return "\0".join(str(value.get(name)) for name in ("op", "quantity", "high", "unit"))
    for name in ("date", "value", "entity", "norm"):
        if isinstance(value.get(name), str) and value[name]:
            return str(value[name]).casefold()
    return fold_text(say_value(value))


def quote_words(quote: str, before: str = "") -> str:
    """The words in quotation marks, single ones where double marks stand inside or around; never doubled.

    ``before`` is what is shown before them: a double mark that it leaves open stands around.
    """
    words = clean_line(quote)
    if len(words) > 2 and words[0] in '“"' and words[-1] in '”"' and not set(words[1:-1]) & set('“”"'):
        words = words[1:-1]
    around = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return f"‘{words}’" if around or set(words) & set('“”"') else f"“{words}”"
