"""The timeline as a calendar (iCalendar, RFC 5545): an event for each dated finding. Loads icalendar, alone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from stemma.model.dossier import Dossier, Finding
from stemma.tell.arrangement import label_relation, list_articles
from stemma.tell.formats.exchange import EPOCH, date_story, keep_date, make_uuid, read_time
from stemma.tell.wording import clean_line, count_words, name_articles, quote_words, say_date, say_source

if TYPE_CHECKING:
    from icalendar import Event

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_QUOTES = 12


def render_ics(dossiers: Sequence[Dossier]) -> str:
    """A calendar of all ``dossiers``. A day is an all-day event; a month or a year is one as long, and named so.

    Findings without a date are left out and counted in the calendar's description. Times of making are those
    of the last article.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Stemma//stemma-news//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    titles = list(dict.fromkeys(clean_line(dossier.story.title) or "(no headline)" for dossier in dossiers))
    calendar.add("x-wr-calname", " / ".join(titles))
    events, undated = [], 0
    for dossier in dossiers:
        made = _list_events(dossier)
        events += made
        undated += len(dossier.findings) - len(made)
    told = f"{count_words(len(events), 'dated finding')}; left out as undated: {undated}."
    calendar.add("x-wr-caldesc", f"{told} It measures reporting, not truth.")
    calendar.add("x-stemma-undated", str(undated))
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def cover_date(iso: str, precision: str) -> tuple[date, date] | None:
    """The first day of what a date means and the day after its last; None where it is no date, or has no day after."""
    moment = read_time(iso)
    if moment is None or keep_date(iso) is None:
        return None
    shape = {4: "year", 7: "month"}.get(len(iso), "day")
    year, month, day = (int(part) for part in ((iso[:10] + "-01-01")[:10]).split("-"))
    months = _MONTHS.get(precision if precision in _MONTHS else shape)
    try:
        first = date(year, month, day)
        if months:
            index = year * 12 + month - 1 + months
            return first, date(index // 12, index % 12 + 1, 1)
        return first, first + timedelta(days=7 if precision == "week" else 1)
    except (ValueError, OverflowError):
        return None


def _list_events(dossier: Dossier) -> list["Event"]:
    findings = {finding.id: finding for finding in dossier.findings}
    names = name_articles(dossier.articles)
    stamp = max(date_story(dossier), EPOCH)
    events = []
    seen: set[str] = set()
    for moment in dossier.timeline:
        span = cover_date(moment.date, moment.precision)
        for key in moment.findings:
            finding = findings.get(key)
            if span is None or finding is None or key in seen:
                continue
            seen.add(key)
            events.append(_make_event(dossier, finding, moment.date, moment.precision, span, names, stamp))
    return events


def _make_event(
    dossier: Dossier,
    finding: Finding,
    iso: str,
    precision: str,
    span: tuple[date, date],
    names: dict[str, str],
    stamp: datetime,
) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{make_uuid('event', dossier.story.id, finding.id)}@stemma")
    event.add("dtstamp", stamp)
    words = clean_line(finding.statement) or "(no words)"
    first, after = span
    exact = datetime.fromisoformat(iso) if "T" in iso else None
    if exact is not None:
        event.add("dtstart", read_time(iso) if exact.tzinfo else exact)
    else:
        event.add("dtstart", first)
        event.add("dtend", after)
    # Only a day is certain to be that day: what is known less exactly says so in its title.
    rough = _say_rough(iso, precision) if exact is None and (after - first).days > 1 else ""
    event.add("summary", f"{rough}: {words}" if rough else words)
    event.add("description", "\n".join(_describe(finding, iso, precision, names)))
    event.add("categories", [label_relation(finding), clean_line(dossier.story.title) or "(no headline)"])
    event.add("transp", "TRANSPARENT")
    event.add("x-stemma-precision", clean_line(precision))
    return event


def _say_rough(iso: str, precision: str) -> str:
    """What a date less exact than a day is called: ``In October 2024``, ``In the quarter from October 2024``."""
    said = say_date(iso)
    if precision == "week":
        return f"In the week from {said}"
    if precision == "quarter":
        return f"In the quarter from {said}"
    return f"In the decade from {said}" if precision == "decade" else f"In {said}"


def _describe(finding: Finding, iso: str, precision: str, names: dict[str, str]) -> list[str]:
    articles = count_words(len(list_articles(finding)), "article")
    origins = count_words(finding.origins, "independent origin")
    lines = [f"{label_relation(finding)}: {articles}, {origins}. Dated {say_date(iso)} (known to the {precision})."]
    for claim in finding.claims[:_QUOTES]:
        source = say_source(claim)
        said = f" ({source})" if source else ""
        lines.append(f"{names.get(claim.article, claim.article)}: {quote_words(claim.quote)}{said}")
    if len(finding.claims) > _QUOTES:
        lines.append(f"and {len(finding.claims) - _QUOTES} more")
    return [clean_line(line) for line in lines]
