"""The drawing of a timeline: marks on an axis whose long gaps are short, words above, reports below."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stemma.model.article import Article
from stemma.model.dossier import Dossier, Finding
from stemma.tell.arrangement import list_articles
from stemma.tell.drawn_text import measure_text
from stemma.tell.time_scale import Period, Scale, list_leaves, make_scale, read_period, say_gap
from stemma.tell.wording import clean_line, say_date, shorten
from stemma.text.days import MONTHS

_COARSE = {"month", "quarter", "year", "decade", "week"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something dated, drawn on the axis: a dot for a day, a diamond for an hour, a bar for what is longer."""

    shape: str
    """``dot``, ``hour`` or ``bar``."""
    grain: str
    x: float
    y: float
    width: float
    """Of a bar; the radius of the others."""
    finding: str
    """The id of the most widely reported of its findings."""
    title: str
    ahead: bool
    """Whether it lies after the last report: what is announced, not what has happened."""
    shared: bool
    """Whether two articles or more report any of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The words of a finding at its date, with the line that leads to it."""

    text: str
    x: float
    y: float
    anchor: str
    leader: str
    finding: str
    differ: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A day or period named below the axis."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """When an article was published."""

    article: str
    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The drawing, in units of its view box."""

    width: int
    height: int
    axis: float
    """The height of the axis."""
    spans: tuple[tuple[float, float], ...]
    """The stretches of the axis between the breaks."""
    breaks: tuple[tuple[float, str], ...]
    """Where a gap is drawn shorter than it is, and how long it is."""
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    ticks: tuple[Tick, ...]
    publications: tuple[Publication, ...]
    lane: float
    """The height at which the reports begin."""
    left_out: int
    """How many dates have no room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The measures of a drawing."""

    width: int
    left: float
    letters: int
    letter: float
    room: int
    labels: int
    rows: int
    row: float


WIDE = Plan(width=960, left=14, letters=44, letter=6.9, room=36, labels=10, rows=9, row=20)
NARROW = Plan(width=340, left=8, letters=34, letter=7.2, room=11, labels=6, rows=7, row=18)


@dataclass(slots=True, kw_only=True)
class Dated:
    """What falls on one period."""

    period: Period
    words: str
    findings: list[Finding]

    @property
    def breadth(self) -> tuple[int, int]:
        """How many articles have the most widely reported of its findings, and how many findings there are."""
        return max(len(list_articles(f)) for f in self.findings), len(self.findings)


def gather_dates(dossier: Dossier, known: Mapping[str, Finding]) -> list[Dated]:
    """What has a date of the calendar, one entry a period."""
    found: dict[tuple[float, float, str], Dated] = {}
    for moment in dossier.timeline:
        period = read_period(moment.date, moment.precision)
        findings = [known[key] for key in moment.findings if key in known]
        if period is None or not findings:
            continue
        entry = found.setdefault(
            (period.start, -period.end, period.grain),
            Dated(period=period, words=say_date(moment.date), findings=[]),
        )
        entry.findings += [f for f in findings if f not in entry.findings]
    return [found[key] for key in sorted(found)]


def draw_chart(dated: Sequence[Dated], articles: Sequence[Article], plan: Plan) -> Chart | None:
    """The chart of ``dated`` and of when ``articles`` were published; None where nothing has a date to draw."""
    published = [(a, p) for a in articles if (p := read_period(a.published)) is not None]
    chosen = _choose(dated, [p for _, p in published], plan.room)
    shown_reports = published if _fits([*(d.period for d in chosen), *(p for _, p in published)], plan.room) else []
    if not chosen:
        return None
    scale = make_scale([*(d.period for d in chosen), *(p for _, p in shown_reports)], plan.left, plan.width - plan.left)
    last = max((p.end for _, p in published), default=0.0)
    labels, rows = _place_labels(chosen, scale, plan)
    bars, lanes = _place_bars(chosen, scale, last)
    top = 8 + rows * plan.row
    axis = top + 14 + lanes * 12
    dots = _place_dots(chosen, scale, axis, last)
    marks = [*_shift(bars, top + 8), *dots]
    ends = {bar.finding: top + 8 + 12 * bar.y for bar in bars} | {d.finding: axis - d.width for d in dots}
    labels = [_raise(label, top, ends.get(label.finding, axis), plan.row) for label in labels]
    lane = axis + 44
    publications, bottom = _place_reports(shown_reports, scale, lane + 22)
    return Chart(
        width=plan.width,
        height=round(bottom if publications else axis + 30),
        axis=axis,
        spans=_list_spans(scale, plan),
        breaks=tuple((b.x, f"{say_gap(b.days)} left out") for b in scale.breaks if b.days > 0),
        marks=tuple(marks),
        labels=tuple(labels),
        ticks=_place_ticks(chosen, shown_reports, scale, axis + 20, plan),
        publications=publications,
        lane=lane,
        left_out=len(dated) - len(chosen),
    )


def _fits(periods: Sequence[Period], room: int) -> bool:
    return len(list_leaves(periods)) <= room


def _choose(dated: Sequence[Dated], published: Sequence[Period], room: int) -> list[Dated]:
    """Those that have room, the most widely reported first chosen; in order of time."""
    chosen: list[Dated] = []
    days = list(published) if _fits(published, room // 2) else []
    for entry in sorted(dated, key=lambda d: (-d.breadth[0], -d.breadth[1], d.period.start, d.period.end)):
        if _fits([*days, *(d.period for d in chosen), entry.period], room):
            chosen.append(entry)
    return sorted(chosen, key=lambda d: (d.period.start, -d.period.end, d.period.grain))


def _describe(entry: Dated) -> tuple[Finding, str]:
    best = min(entry.findings, key=lambda f: (-len(list_articles(f)), f.statement.startswith("…"), f.id))
    more = len(entry.findings) - 1
    return best, f"{entry.words}: {shorten(clean_line(best.statement), 120)}" + (f" (and {more} more)" if more else "")


def _place_dots(dated: Sequence[Dated], scale: Scale, axis: float, last: float) -> list[Mark]:
    marks = []
    most = max((len(d.findings) for d in dated), default=1)
    for entry in dated:
        if entry.period.grain in _COARSE:
            continue
        hour = entry.period.grain == "hour"
        at = entry.period.start if hour else (entry.period.start + entry.period.end) / 2
        best, title = _describe(entry)
        marks.append(
            Mark(
                shape="hour" if hour else "dot",
                grain=entry.period.grain,
                x=round(scale.place(at), 1),
                y=axis,
                width=5.0 if hour else round(4.5 + 5.5 * (len(entry.findings) / most) ** 0.5, 1),
                finding=best.id,
                title=title,
                ahead=bool(last) and entry.period.start >= last,
                shared=entry.breadth[0] > 1,
            )
        )
    return marks


def _place_bars(dated: Sequence[Dated], scale: Scale, last: float) -> tuple[list[Mark], int]:
    """Bars for months and years, in lanes that do not overlap; their ``y`` is the lane's number."""
    coarse = [d for d in dated if d.period.grain in _COARSE]
    lanes: list[list[tuple[float, float]]] = []
    marks = []
    for entry in sorted(coarse, key=lambda d: (d.period.start - d.period.end, d.period.start)):
        inside = [s for s in scale.slots if s.end > entry.period.start and s.start < entry.period.end]
        if not inside:
            continue
        x0 = scale.place(max(entry.period.start, inside[0].start))
        x1 = max(scale.place(min(entry.period.end, inside[-1].end)), x0 + 6)
        lane = next((n for n, taken in enumerate(lanes) if all(x1 + 3 < a or b + 3 < x0 for a, b in taken)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((x0, x1))
        best, title = _describe(entry)
        marks.append(
            Mark(
                shape="bar", grain=entry.period.grain, x=round(x0, 1), y=float(lane), width=round(x1 - x0, 1),
                finding=best.id, title=title, ahead=bool(last) and entry.period.start >= last,
                shared=entry.breadth[0] > 1,
            )
        )  # fmt: skip
    return marks, len(lanes)


def _shift(bars: Sequence[Mark], top: float) -> list[Mark]:
    return [replace(bar, y=top + 12 * bar.y) for bar in bars]


def _place_labels(dated: Sequence[Dated], scale: Scale, plan: Plan) -> tuple[list[Label], int]:
    """Words for the most widely reported, none over another nor over its leader; their ``y`` is the row's number.

    Several orders of placing are tried; that which tells most with the fewest lines behind words is taken.
    """
    chosen = sorted(dated, key=lambda d: (-d.breadth[0], -d.breadth[1], d.period.start))
    shared = [d for d in chosen if d.breadth[0] > 1]
    chosen = (shared if len(shared) >= plan.labels // 2 else chosen)[: plan.labels]
    by_time = sorted(chosen, key=lambda d: (_find_middle(d, scale), d.period.start))
    best: list[Label] = []
    most = 0
    for order in (chosen, by_time[::-1], by_time):
        labels, told = _place_in_order(order, scale, plan)
        if told > most:
            best, most = labels, told
    return best, int(max((label.y for label in best), default=-1)) + 1


def _place_in_order(order: Sequence[Dated], scale: Scale, plan: Plan) -> tuple[list[Label], int]:
    """The labels that find room, one after the other, each in the lowest row it can; and how well that is done.

    A leader may pass behind words where there is no other way.
    """
    boxes: list[tuple[int, float, float]] = []
    leaders: list[tuple[float, int]] = []
    labels: list[Label] = []
    told = 0
    for entry in order:
        best, _ = _describe(entry)
        if best.statement.startswith("…"):
            # Half a sentence says little without the rest.
            continue
        text = shorten(clean_line(best.statement), plan.letters)
        x, width = _find_middle(entry, scale), measure_text(text, plan.letter)
        slid = max(0.0, min(x - 3, plan.width - width))
        spots = []
        for row, a in ((row, a) for row in range(plan.rows) for a in dict.fromkeys((x - 3, x + 3 - width, slid))):
            b = a + width
            if a < 0 or b > plan.width + 1 or any(r == row and a < d + 8 and c < b + 8 for r, c, d in boxes):
                continue
            behind = sum(1 for at, top in leaders if a - 4 < at < b + 4 and top >= row)
            behind += sum(1 for r, c, d in boxes if r < row and c - 4 < x < d + 4)
            spots.append((behind, row, a))
        if spots:
            behind, row, a = min(spots, key=lambda spot: (spot[0], spot[1]))
            boxes.append((row, a, a + width))
            leaders.append((x, row))
            told += 20 + 10 * entry.breadth[0] - 4 * behind - row
            labels.append(
                Label(text=text, x=round(a, 1), y=float(row), anchor="start", leader=f"{x:.1f}",
                      finding=best.id, differ=best.relation == "differ" and not best.withheld)
            )  # fmt: skip
    return labels, told


def _find_middle(entry: Dated, scale: Scale) -> float:
    if entry.period.grain in _COARSE:
        inside = [s for s in scale.slots if s.end > entry.period.start and s.start < entry.period.end]
        if inside:
            start = scale.place(max(entry.period.start, inside[0].start))
            return start + min(6.0, (scale.place(min(entry.period.end, inside[-1].end)) - start) / 2)
    return scale.place((entry.period.start + entry.period.end) / 2)


def _raise(label: Label, top: float, end: float, row: float) -> Label:
    """A label with its row made a height: row 0 is the lowest."""
    y = top - row * label.y - 6
    return replace(label, y=round(y, 1), leader=f"M{label.leader},{y + 4:.1f}V{end:.1f}")


def _place_reports(
    published: Sequence[tuple[Article, Period]], scale: Scale, top: float
) -> tuple[tuple[Publication, ...], float]:
    """A square for each article at its time; those that would overlap stand below each other."""
    taken: list[list[float]] = []
    found = []
    for article, period in published:
        x = scale.place((period.start + period.end) / 2)
        row = next((n for n, xs in enumerate(taken) if all(abs(x - other) >= 24 for other in xs)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append(x)
        found.append(
            Publication(article=article.id, x=round(x, 1), y=top + 24 * row, title=say_date(article.published))
        )
    return tuple(found), top + 24 * len(taken) + 4


def _list_spans(scale: Scale, plan: Plan) -> tuple[tuple[float, float], ...]:
    cuts = [b.x for b in scale.breaks]
    ends = [plan.left - 6, *cuts, plan.width - plan.left + 6]
    return tuple((round(a + (4 if n else 0), 1), round(b - (4 if n < len(cuts) else 0), 1))
                 for n, (a, b) in enumerate(itertools.pairwise(ends)))  # fmt: skip


def _place_ticks(
    dated: Sequence[Dated], published: Sequence[tuple[Article, Period]], scale: Scale, y: float, plan: Plan
) -> tuple[Tick, ...]:
    """Names of days and periods below the axis, as many as do not overlap; days with findings come first."""
    wanted: list[tuple[tuple[int, ...], float, str]] = []
    years = {date.fromordinal(int(s.start)).year for s in scale.slots if s.end - s.start <= 40}
    for entry in dated:
        words = _name_period(entry.period, years)
        middle = (entry.period.start + entry.period.end) / 2
        fine = entry.period.grain not in _COARSE
        slot = next((s for s in scale.slots if s.start == entry.period.start and s.end == entry.period.end), None)
        if fine:
            wanted.append(((0, -entry.breadth[0], int(entry.period.start)), scale.place(int(middle) + 0.5), words))
        elif slot:
            wanted.append(((1, -entry.breadth[0], int(entry.period.start)), (slot.x0 + slot.x1) / 2, words))
    for _, period in published:
        at = int(period.start)
        day = Period(start=at, end=at + 1, grain="day")
        if period.grain in {"day", "hour"}:
            wanted.append(((2, 0, at), scale.place(at + 0.5), _name_period(day, years)))
    ticks: list[Tick] = []
    boxes: list[tuple[float, float]] = []
    for _, x, words in sorted(wanted):
        half = measure_text(words, 6.2) / 2
        middle = min(max(x, half + 1), plan.width - half - 1)
        if abs(middle - x) > 24:
            continue
        if all(middle + half + 5 < a or b + 5 < middle - half for a, b in boxes):
            boxes.append((middle - half, middle + half))
            ticks.append(Tick(text=words, x=round(middle, 1), y=y))
    return tuple(sorted(ticks, key=lambda tick: tick.x))


def _name_period(period: Period, years: set[int]) -> str:
    first = date.fromordinal(int(period.start))
    if period.grain in {"year", "decade"}:
        return f"{first.year}s" if period.grain == "decade" else str(first.year)
    month = MONTHS[first.month - 1][:3]
    year = f" {first.year}" if len(years) != 1 or first.year not in years else ""
    return (
        f"{month}{year or f' {first.year}'}" if period.grain in {"month", "quarter"} else f"{first.day} {month}{year}"
    )
