"""The words of a finding in place: each sentence once, with all that is claimed in it marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from stemma.model.dossier import ReportedClaim
from stemma.tell.marks import Mark, mark_words
from stemma.tell.page_index import PageIndex, ShownClaim
from stemma.tell.surroundings import find_shown
from stemma.tell.wording import clean_line, say_source

_AROUND = 220
_PARTS = {"headline": "headline", "deck": "standfirst", "caption": "caption"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of one article, cut at its sentence, with the claims of one finding marked in it."""

    number: int
    """Its article's number."""
    name: str
    html: Markup
    source: str
    """``citing the ministry``; empty where the article names nobody."""
    part: str
    """``headline``, ``standfirst``, ``caption``; empty for the body."""
    anchor: str
    """The HTML id of its first claim."""
    mark: str | None
    """Where the words stand in the article's text."""


def cut_passages(index: PageIndex, claims: Sequence[ShownClaim]) -> tuple[Passage, ...]:
    """The passages that hold ``claims``, in the order of articles and of their texts; every claim in one of them."""
    groups: list[tuple[str, int, int, list[ShownClaim]]] = []
    lost: list[ShownClaim] = []
    for shown in sorted(claims, key=lambda one: (index.number(one.claim.article), one.claim.start, -one.claim.end)):
        reach = _find_reach(shown.claim, index.texts.get(shown.claim.article, ""))
        if reach is None:
            lost.append(shown)
            continue
        start, end = reach
        last = groups[-1] if groups else None
        if last and last[0] == shown.claim.article and start < last[2]:
            groups[-1] = (last[0], min(last[1], start), max(last[2], end), [*last[3], shown])
        else:
            groups.append((shown.claim.article, start, end, [shown]))
    return (
        *(_draw_passage(index, start, end, inside) for _, start, end, inside in groups),
        *(_draw_lost(index, shown) for shown in lost),
    )


def _find_reach(claim: ReportedClaim, text: str) -> tuple[int, int] | None:
    """The claim's sentence, or as much of it around the claim as there is room for; None where it stands nowhere."""
    span = find_shown(claim, text)
    if span is None:
        return None
    start, end = span
    if claim.context and 0 <= claim.context.start <= start and end <= claim.context.end <= len(text):
        start = _step_in(text, max(claim.context.start, start - _AROUND), start, claim.context.start)
        end = _step_back(text, min(claim.context.end, end + _AROUND), end, claim.context.end)
    return start, end


def _step_in(text: str, start: int, stop: int, first: int) -> int:
    """The next beginning of a word from ``start`` on, unless it is ``first``."""
    if start == first:
        return start
    space = text.find(" ", start, stop)
    return stop if space < 0 else space + 1


def _step_back(text: str, end: int, stop: int, last: int) -> int:
    if end == last:
        return end
    space = text.rfind(" ", stop, end)
    return stop if space < 0 else space


def _draw_passage(index: PageIndex, start: int, end: int, inside: Sequence[ShownClaim]) -> Passage:
    first = inside[0]
    text = index.texts[first.claim.article]
    marks: list[Mark] = []
    for shown in inside:
        span = find_shown(shown.claim, text)
        if span:
            marks.append(Mark(start=span[0], end=span[1], id=shown.anchor, back="", number=0, tone="words"))
    marks.sort(key=lambda mark: (mark.start, -mark.end, mark.id))
    html = mark_words(text, start, end, marks)
    context = first.claim.context
    if context and start > context.start:
        html = Markup("… ") + html
    if context and end < context.end:
        html += Markup(" …")
    return _name_passage(index, inside, html)


def _draw_lost(index: PageIndex, shown: ShownClaim) -> Passage:
    """A claim whose article does not hold it: its words as they are given, and no link."""
    drawn = Markup('<mark id="{}" class="words">{}</mark>').format(shown.anchor, escape(clean_line(shown.claim.quote)))
    return _name_passage(index, (shown,), drawn)


def _name_passage(index: PageIndex, inside: Sequence[ShownClaim], html: Markup) -> Passage:
    first = inside[0]
    sources = dict.fromkeys(filter(None, (say_source(shown.claim) for shown in inside)))
    return Passage(
        number=index.number(first.claim.article),
        name=index.name(first.claim.article),
        html=html,
        source="; ".join(sources),
        part=_PARTS.get(first.claim.part, ""),
        anchor=first.anchor,
        mark=first.mark,
    )
