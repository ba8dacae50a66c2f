"""The front matter of a text without markup: headline, deck, byline, dateline, dates, agency, outlet, captions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stemma.read.captions import find_captions
from stemma.read.credits import is_meta, is_person, read_byline, read_dateline, read_foot
from stemma.read.dates import PrintedDate, find_dates
from stemma.read.dump_features import count_words, split_content
from stemma.read.furniture_phrases import find_phrase
from stemma.read.lines import Line, ends_sentence, runs_on
from stemma.read.outlets import find_self_naming
from stemma.read.saved_days import contradicts_text
from stemma.text.agencies import find_agency_within, find_credited
from stemma.text.words import fold_text, split_words

_CHANGED = re.compile(r"\b(?:updated|modified|last edited|revised)\b", re.I)
_SAID_SO = re.compile(r"\b(?:published|posted|first published|publication date|created)\b", re.I)
_SIGN_OFF = re.compile(r"^[\"“]((?:[A-Z][\w.]+)(?: [A-Z][\w.]+){0,3})[\"”](?:\s|$)")
_CRUMBS = re.compile(r"^[^.?!]{2,40} [›»>] ")
_TITLE_WORDS = (3, 30)
_NEAR_FOOT = 4
_LONGEST_LEAD = 450
"""Characters beyond which what stands above a date is a paragraph of the body, no caption and no deck."""
_MOST_HEADS = 3
_USUAL_TITLE = 8
_FAR_ABOVE = 20
"""Lines above the body beyond which a line further off is no less likely its headline."""
_ABOUT_AS_GOOD = 1.1
_NEAR_TITLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What was found, and the numbers of the lines it was found in."""

    title: str | None = None
    title_line: int | None = None
    deck: str | None = None
    deck_line: int | None = None
    byline: str | None = None
    dateline: str | None = None
    agency: str | None = None
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    captions: tuple[int, ...] = ()
    furniture: Mapping[int, str] = field(default_factory=dict)
    """Reasons for lines that carry front matter of another kind: a date, a byline, a credit."""


@dataclass(slots=True, kw_only=True)
class _Draft:
    """The front matter while it is gathered."""

    lines: Sequence[Line]
    body: list[bool]
    first: int = 0
    last: int = 0
    dates: dict[int, list[PrintedDate]] = field(default_factory=dict)
    title: int | None = None
    deck: int | None = None
    captions: list[int] = field(default_factory=list)
    furniture: dict[int, str] = field(default_factory=dict)
    vocabulary: frozenset[str] = frozenset()


def find_front(lines: Sequence[Line], body: Sequence[bool]) -> tuple[Front, list[bool]]:
    """The front matter that ``lines`` hold, and the body without it; ``body`` is a first guess at the body."""
    draft = _Draft(lines=lines, body=list(body))
    if not any(body):
        return Front(), draft.body
    draft.last = max(n for n, chosen in enumerate(body) if chosen)
    _settle_start(draft)
    draft.title = _find_title(draft)
    _settle_lead(draft)
    for n in find_captions(lines, draft.body, {draft.title, draft.deck}) + _leading_captions(draft):
        if n not in draft.captions:
            draft.captions.append(n)
        draft.body[n] = False
    published, modified = _find_dates(draft)
    byline = _find_byline(draft)
    dateline = read_dateline(lines[draft.first].text)
    agency = _find_agency(draft, byline, dateline[1] if dateline else None)
    taken = {draft.title, draft.deck, *draft.captions}
    outside = [
        line.text for n, line in enumerate(lines) if not draft.body[n] and n not in draft.captions and n != draft.title
    ]
    front = Front(
        title=lines[draft.title].text if draft.title is not None else None,
        title_line=draft.title,
        deck=lines[draft.deck].text if draft.deck is not None else None,
        deck_line=draft.deck,
        byline=byline,
        dateline=dateline[0] if dateline else None,
        agency=agency,
        published=published,
        modified=modified,
        outlet=find_self_naming(outside),
        captions=tuple(sorted(draft.captions)),
        furniture={n: reason for n, reason in draft.furniture.items() if n not in taken},
    )
    return front, draft.body


def _leading_captions(draft: _Draft) -> list[int]:
    """Lines of some length above the body that speak of what the body speaks of and are nothing else."""
    found = []
    for n in range(draft.first):
        line = draft.lines[n]
        if n in (draft.title, draft.deck) or not 8 <= len(split_words(line.text)) <= 60:
            continue
        above_title = draft.title is not None and n < draft.title
        if not (above_title or find_phrase(line.text) or is_meta(line)) and _likeness(draft, n) >= 0.5:
            found.append(n)
    return found


def _likeness(draft: _Draft, n: int) -> float:
    """The share of the longer words of line ``n`` that the body uses."""
    if not draft.vocabulary:
        draft.vocabulary = frozenset(
            word
            for m, line in enumerate(draft.lines)
            if draft.body[m]
            for word in split_content(fold_text(line.text[:2000]).split(), longer=2)
        )
    words = split_content(fold_text(draft.lines[n].text[:400]).split(), longer=2)
    return sum(word in draft.vocabulary for word in words) / len(words) if words else 0.0


def _settle_start(draft: _Draft) -> None:
    """Where the body begins: prose above a date or byline, cut off from the rest, is not its first paragraph."""
    lines, body = draft.lines, draft.body
    first = next(n for n, chosen in enumerate(body) if chosen)
    for n in range(first, min(len(lines), first + _MOST_HEADS + 1)):
        if body[n] and sum(body) > _MOST_HEADS and is_meta(lines[n]):
            body[n] = False
    draft.first = next(n for n, chosen in enumerate(body) if chosen)
    for _ in range(_MOST_HEADS):
        n = draft.first
        if sum(body) < 2 or not body[n + 1] or not _is_head(lines[n], lines[n + 1]):
            break
        body[n] = False
        draft.first = n + 1
    run = draft.first
    while run < len(lines) and body[run]:
        run += 1
    if (
        run - draft.first > 2
        or sum(body) < 4
        or any(len(line.text) > _LONGEST_LEAD for line in lines[draft.first : run])
    ):
        return
    rest = next((n for n in range(run, len(lines)) if body[n]), None)
    if rest is None or rest - run > 6 or not any(is_meta(lines[n]) for n in range(run, rest)):
        return
    for n in range(draft.first, run):
        body[n] = False
        draft.captions.append(n)
    draft.first = rest


def _is_head(line: Line, following: Line) -> bool:
    """Whether the first line of a body is rather a headline: short, and neither it nor its end is a sentence."""
    short = len(split_words(line.text)) <= _TITLE_WORDS[1] and not read_dateline(line.text)
    return short and not ends_sentence(line.text) and not runs_on(line, following)


def _find_title(draft: _Draft) -> int | None:
    """The line above the body that reads most like its headline: in the body's words, near it, above deck and date."""
    lines = draft.lines
    found: list[int] = []
    for n in range(draft.first):
        text = lines[n].text
        if not _TITLE_WORDS[0] <= count_words(text) <= _TITLE_WORDS[1] or n in draft.captions:
            continue
        if find_phrase(text) or is_meta(lines[n]) or text.endswith(".") or _CRUMBS.search(text):
            continue
        if _likeness(draft, n) >= 0.5:
            found.append(n)
    if not found:
        return None
    # a breadcrumb ends in the headline that stands below it
    whole = [
        n
        for n in found
        if any(
            m > n and len(lines[n].text) > len(lines[m].text) and lines[n].text.endswith(lines[m].text) for m in found
        )
    ]
    return _choose_title(draft, [n for n in found if n not in whole])


def _choose_title(draft: _Draft, found: Sequence[int]) -> int:
    """Of ``found`` the first that is about as good as the best.

    A line is the better the more of its words the body uses, the more words those are, and the nearer it stands.
    """
    worth = []
    for n in found:
        like, size = _likeness(draft, n), min(count_words(draft.lines[n].text), _USUAL_TITLE)
        worth.append(2 * like + size / _USUAL_TITLE - min(draft.first - n, _FAR_ABOVE) / _FAR_ABOVE)
    best = max(range(len(found)), key=lambda m: (worth[m], -m))
    good = [
        m for m in range(best + 1) if worth[m] >= worth[best] - _ABOUT_AS_GOOD and found[best] - found[m] <= _NEAR_TITLE
    ]
    return found[good[0]]


def _settle_lead(draft: _Draft) -> None:
    """What stands between headline and body: the deck, and prose that belongs to neither."""
    if draft.title is None:
        return
    lines, body = draft.lines, draft.body
    between = [
        n for n in range(draft.title + 1, draft.first) if not find_phrase(lines[n].text) and not is_meta(lines[n])
    ]
    candidates = [n for n in draft.captions if n > draft.title] + [
        n for n in between if len(split_words(lines[n].text)) >= 5 and n not in draft.captions
    ]
    first = draft.first
    if not candidates and sum(body) >= 4 and _is_deck(draft, first):
        body[first] = False
        draft.first = next(n for n in range(first, len(lines)) if body[n])
        candidates = [first]
    if candidates and min(candidates) <= draft.title + 2:
        draft.deck = min(candidates)
        draft.captions = [n for n in draft.captions if n != draft.deck]


def _is_deck(draft: _Draft, n: int) -> bool:
    """Whether the first paragraph is a deck: it does not end as a sentence does, or the body says it again."""
    lines = draft.lines
    if n + 1 < len(lines) and runs_on(lines[n], lines[n + 1]):
        return False
    if len(lines[n].text) > 400 or read_dateline(lines[n].text):
        return False
    words = fold_text(lines[n].text).split()
    opening = " ".join(words[:10])
    again = len(words) >= 8 and any(
        opening in fold_text(lines[m].text[:2000]) for m in range(n + 1, len(lines)) if draft.body[m]
    )
    return again or not ends_sentence(lines[n].text)


def _find_dates(draft: _Draft) -> tuple[str | None, str | None]:
    """When the article was published and changed, by the lines above the body, else by those right below it."""
    lines = draft.lines
    body = " ".join(line.text for n, line in enumerate(lines) if draft.body[n])[:20_000]
    published: str | None = None
    modified: str | None = None
    near = [*range(draft.first), *range(draft.last + 1, min(len(lines), draft.last + 1 + _NEAR_FOOT))]
    for n in near:
        text = lines[n].text
        if len(text) > 140 or n in draft.captions or n in (draft.title, draft.deck):
            continue
        for found in find_dates(text):
            draft.furniture[n] = "date"
            said_so = bool(_SAID_SO.search(text))
            if contradicts_text(found.day, body):
                continue
            if _CHANGED.search(text[: found.start][-25:]):
                modified = modified or found.iso
            elif published is None and (said_so or n > draft.last or not _is_day_saved(draft, n)):
                published = found.iso
    return published, modified


def _is_day_saved(draft: _Draft, n: int) -> bool:
    """Whether the date in line ``n`` is the clock of the site: above its menu, not beside the article."""
    if draft.title is None or n > draft.title:
        return False
    between = draft.lines[n + 1 : draft.title]
    return not all(is_meta(line) for line in between)


def _find_byline(draft: _Draft) -> str | None:
    lines = draft.lines
    for n in range(draft.first):
        byline = read_byline(lines[n].text)
        if byline and n != draft.title:
            draft.furniture.setdefault(n, "byline")
            return byline
    beside = [m for n in range(draft.first) if n in draft.furniture for m in (n - 1, n + 1) if 0 <= m < draft.first]
    for n in beside:
        if is_person(lines[n].text) and n not in (draft.title, draft.deck) and not find_phrase(lines[n].text):
            draft.furniture.setdefault(n, "byline")
            return lines[n].text
    after = draft.last + 1
    if after < len(lines):
        match = _SIGN_OFF.match(lines[after].text)
        if match:
            return match[1]
        return read_byline(lines[after].text)
    return None


def _find_agency(draft: _Draft, byline: str | None, credit: str | None) -> str | None:
    """From the dateline's brackets, the byline, the lines above the body, or a credit below it."""
    lines = draft.lines
    told = "\n".join(line.text for n, line in enumerate(lines) if draft.body[n])
    for text in (credit, byline):
        agency = find_credited(text, told) if text else None
        if agency:
            return agency
    for n in range(draft.last + 1, min(len(lines), draft.last + 1 + _NEAR_FOOT)):
        agency = read_foot(lines[n].text, told)
        if agency:
            draft.furniture.setdefault(n, "credit")
            return agency
    for n in range(draft.first):
        if n in (draft.title, draft.deck) or n in draft.captions or len(lines[n].text) > 60:
            continue
        agency = find_agency_within(lines[n].text)
        if agency and (
            fold_text(lines[n].text) == fold_text(agency) or read_foot(lines[n].text) or n in draft.furniture
        ):
            draft.furniture.setdefault(n, "credit")
            return agency
    return None
