"""The articles whole, to be read one by one or side by side: cited and copied words marked, furniture counted."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from stemma.model.article import Article
from stemma.model.dossier import Copy, CopyEnd
from stemma.tell.marks import BlockRun, Mark, cut_article
from stemma.tell.page_index import PageIndex
from stemma.tell.surroundings import find_shown
from stemma.tell.wording import clean_line, count_words, say_date, shorten

_URL = re.compile(r"https?://[^\s/]", re.I)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_COPY_SHOWN = 320
_FACTS = 420
_DATES = 20
_ZONE = re.compile(r"T[\d:.]+(?:Z|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d))$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An article, ready to show."""

    anchor: str
    number: int
    name: str
    language: str | None
    url: str | None
    facts: str
    """Who wrote it, when, whom it credits, in which file it is."""
    sure: str
    """How sure it is which part of the page is the article."""
    title: str
    """Its headline, where that does not stand in its text."""
    left_out: str
    """``9 blocks left out: menu 4, plea 2``; empty where nothing is."""
    cited: int
    """How many claims are marked in it."""
    copied: int
    """How many stretches of it stand in other articles too."""
    truncated: bool
    dates: tuple[tuple[str, str, str, str], ...]
    """Every date that the page gives for itself: kind, day, where it stands, why it was chosen (empty: it was not)."""
    found: tuple[tuple[str, str], ...]
    """The captures, where there are several: where each was found, why it is the same article."""
    runs: tuple[BlockRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedWords:
    """A stretch that two articles share."""

    words: int
    kind: str
    text: str
    ends: tuple[tuple[int, str], ...]
    """The two articles, number and name; the one that was first stands first where that is known."""
    directed: bool


def make_columns(index: PageIndex) -> tuple[Column, ...]:
    """The articles in the order of the dossier."""
    marks: dict[str, list[Mark]] = {article.id: [] for article in index.dossier.articles}
    cited: Counter[str] = Counter()
    for finding in index.order:
        tone = "unsure" if finding.withheld and finding.relation != "single" else finding.relation
        for shown in index.claims[finding.id]:
            span = find_shown(shown.claim, index.texts.get(shown.claim.article, ""))
            if span is None or shown.mark is None:
                continue
            cited[shown.claim.article] += 1
            marks[shown.claim.article].append(
                Mark(
                    start=span[0],
                    end=span[1],
                    id=shown.mark,
                    back=shown.anchor,
                    number=index.finding_numbers[finding.id],
                    tone=tone,
                )
            )
    copied: Counter[str] = Counter()
    for copy in index.dossier.copies:
        for here, there in ((copy.from_, copy.to), (copy.to, copy.from_)):
            if here.article in marks:
                copied[here.article] += 1
                marks[here.article].append(_mark_copied(index, copy, here, there))
    return tuple(
        _make_column(index, article, marks[article.id], cited[article.id], copied[article.id])
        for article in index.dossier.articles
    )


def _mark_copied(index: PageIndex, copy: Copy, here: CopyEnd, there: CopyEnd) -> Mark:
    other = index.number(there.article)
    said = f"{count_words(copy.words, 'word')}, {copy.kind}, also in {index.name(there.article)}"
    return Mark(start=here.start, end=here.end, id="", back="", number=other, tone="copied", copied=True, title=said)


def _make_column(index: PageIndex, article: Article, marks: list[Mark], cited: int, copied: int) -> Column:
    runs = cut_article(article, marks)
    reasons = Counter(clean_line(block.reason) for run in runs if run.folded for block in run.blocks)
    counts = ", ".join(
        f"{reason} {count}" for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    )
    facts = (
        clean_line(article.byline or ""),
        say_date(article.published) or "undated",
        f"credits {clean_line(article.agency)}" if article.agency else "",
        clean_line(article.source),
    )
    return Column(
        anchor=f"a{index.number(article.id)}",
        number=index.number(article.id),
        name=index.name(article.id),
        language=article.language if _LANGUAGE.fullmatch(article.language or "") else None,
        url=article.url if _URL.match(article.url or "") else None,
        facts=shorten(" · ".join(filter(None, facts)), _FACTS),
        sure=f"{article.confidence:.0%}",
        title="" if article.title_span else clean_line(article.title or ""),
        left_out=f"{count_words(reasons.total(), 'block')} left out: {shorten(counts, 300)}" if reasons else "",
        cited=cited,
        copied=copied,
        truncated=article.truncated,
        dates=tuple(_list_dates(article)),
        found=tuple(
            (shorten(clean_line(seen.url or seen.source), 200), clean_line(seen.why or "the one that was read"))
            for seen in (article.captures if len(article.captures) > 1 else ())
        ),
        runs=runs,
    )


def _list_dates(article: Article) -> Iterator[tuple[str, str, str, str]]:
    for seen in article.dates[:_DATES]:
        yield (
            seen.kind,
            say_date(seen.value) + _say_zone(seen.value),
            clean_line(seen.where),
            clean_line(seen.why or ""),
        )


def _say_zone(iso: str) -> str:
    """`` UTC+9``, `` UTC``: two hours that differ may be one moment; empty where the date tells no zone."""
    zone = _ZONE.search(iso)
    if zone is None:
        return ""
    sign, hours, minutes = zone["sign"] or "", int(zone["hours"] or 0), zone["minutes"] or "00"
    shift = f"{sign}{hours}" + (f":{minutes}" if minutes != "00" else "")
    return " UTC" if not hours and minutes == "00" else f" UTC{shift.replace('-', '−')}"


def list_copied(index: PageIndex) -> tuple[CopiedWords, ...]:
    """The copied stretches, longest first."""
    return tuple(
        CopiedWords(
            words=copy.words,
            kind=copy.kind,
            text=shorten(
                clean_line(index.texts.get(copy.from_.article, "")[copy.from_.start : copy.from_.end]), _COPY_SHOWN
            ),
            ends=tuple((index.number(end.article), index.name(end.article)) for end in (copy.from_, copy.to)),
            directed=copy.direction is not None,
        )
        for copy in sorted(index.dossier.copies, key=lambda copy: -copy.words)
    )
