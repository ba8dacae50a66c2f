"""What is missing: the articles of a story that lack a finding, and why."""

from collections.abc import Sequence
from datetime import date

from stemma.model.annotation import Annotated, Claim
from stemma.model.dossier import Missing
from stemma.text.days import read_day
from stemma.text.instants import compare_times

_DAY = len("2031-03-04")


def list_missing(own: Sequence[Claim], annotated: Sequence[Annotated]) -> tuple[Missing, ...]:
    """The articles of the story without the finding that ``own`` make up, in the order of ``annotated``.

    ``earlier``: last brought up to date before any article that has it, or before the day on which it happened.
    ``truncated``: the page ends in a paywall or a "read more", so that the rest may have it. ``silent``: neither.
    """
    having = {c.article for c in own}
    first = sorted({a.article.published for a in annotated if a.article.id in having and a.article.published})
    happened = _agreed_day(own)
    found = []
    # Many articles of a large story bear one day, and each of its findings asks of all.
    earlier: dict[str | None, bool] = {}
    for article in (a.article for a in annotated if a.article.id not in having):
        latest = max((t for t in (article.published, article.modified) if t), default=None)
        if latest not in earlier:
            earlier[latest] = _is_earlier(latest, first, happened)
        if earlier[latest]:
            found.append(Missing(article=article.id, why="earlier"))
        else:
            found.append(Missing(article=article.id, why="truncated" if article.truncated else "silent"))
    return tuple(found)


def _is_earlier(latest: str | None, first: Sequence[str], happened: date | None) -> bool:
    if latest is None:
        return False
    day = read_day(latest)
    if happened and day and day < happened:
        return True
    return bool(first) and all(compare_times(latest, known) < 0 for known in first)


def _agreed_day(own: Sequence[Claim]) -> date | None:
    """The day on which it happened, where all claims that date it to the day in their own words agree; None else."""
    days = {c.date for c in own if c.date and len(c.date) >= _DAY and any(t.date == c.date for t in c.times)}
    planned = any(c.modality == "planned" for c in own)
    return read_day(min(days)) if len(days) == 1 and not planned else None
