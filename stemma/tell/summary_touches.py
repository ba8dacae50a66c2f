"""The last touches to a summary's sentences: people in full at first mention, weekdays with their date."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from stemma.model.annotation import Entity
from stemma.model.dossier import Finding
from stemma.text.days import MONTHS, WEEKDAYS, read_day

_WEEKDAY = re.compile(
    rf"\b(?P<day>{'|'.join(WEEKDAYS)})(?: (?:night|morning|evening|afternoon))?\b"
    rf"(?![’'-]|, \d| \d|,? (?:{'|'.join(MONTHS)}))"
)
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b")
_WEEK = 7
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def date_weekday(text: str, findings: Iterable[Finding], published: str | None, dated: set[str]) -> str:
    """``text`` with the date in brackets behind its weekday, where a finding it cites bears one, and but one, such day.

    Only a day within a week of when its article was ``published``: farther off, a bare weekday is another day. A day
    that ``dated`` has is not given again.
    """
    bare = _QUOTED.sub(lambda found: "_" * len(found[0]), text)
    if _MONTH.search(bare) or len(found := list(_WEEKDAY.finditer(bare))) != 1:
        return text
    days = {f.date[:10] for f in findings if f.date and len(f.date) >= 10 and _is_near(f.date[:10], published)}
    fitting = sorted(day for day in days if _read_weekday(day) == found[0]["day"])
    if len(fitting) != 1 or fitting[0] in dated:
        return text
    dated.add(fitting[0])
    day = date.fromisoformat(fitting[0])
    return f"{text[: found[0].end()]} ({day.day} {MONTHS[day.month - 1]}){text[found[0].end() :]}"


def _is_near(iso: str, published: str | None) -> bool:
    day, reported = read_day(iso), read_day(published)
    return day is not None and reported is not None and abs((day - reported).days) <= _WEEK


def _read_weekday(iso: str) -> str:
    day = read_day(iso)
    return WEEKDAYS[day.weekday()] if day else ""


def name_in_full(text: str, people: Sequence[Entity], introduced: set[str]) -> str:
    """``text`` with the full name of each person at the first mention; ``introduced`` takes those it names."""
    for person in people:
        if person.id in introduced:
            continue
        if person.name in text:
            introduced.add(person.id)
            continue
        last = _choose_short(person, people)
        if not last:
            continue
        bare = _QUOTED.sub(lambda found: "_" * len(found[0]), text)
        lone = re.search(
            rf"(?<![\w’'-])(?<![A-Z]\w )(?:(?:Mr|Mrs|Ms|Miss)\.? )?{re.escape(last)}(?![\w-])(?! [A-Z])(?!['’](?!s\b))",
            bare,
        )
        if lone is None:
            continue
        before = bare[: lone.start()].split()
        # "The cyclone Honorine" is named already.
        if before and before[-1].casefold() in person.name.casefold().split():
            continue
        # "Senator Fenn" has more than a name before it; what opens the sentence is capital anyway.
        if before and before[-1][:1].isupper() and len(before) > 1 and before[-1][-1:] not in ".,;:":
            introduced.add(person.id)
            continue
        text = text[: lone.start()] + person.name + text[lone.end() :]
        introduced.add(person.id)
    return text


def _choose_short(person: Entity, people: Sequence[Entity]) -> str:
    """The one word by which texts call a person; empty where it is another's too, or no variant."""
    words = person.name.split()
    if (
        person.kind != "person"
        or len(words) < 2
        or not all(w[0].isupper() and w[-1].isalpha() for w in (words[0], words[-1]))
    ):
        return ""
    short = [v for v in person.variants if v in (words[0], words[-1])]
    alone = [v for v in short if not any(v in p.name.split() for p in people if p.id != person.id)]
    return alone[0] if len(alone) == 1 else ""
