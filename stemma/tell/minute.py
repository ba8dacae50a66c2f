"""The story in a minute: what happened, how many reports, how many witnesses, where the reports part."""

from collections.abc import Sequence
from dataclasses import dataclass

from stemma.model.article import Article
from stemma.model.dossier import Finding
from stemma.tell.arrangement import Arrangement
from stemma.tell.matrix import Matrix, Row
from stemma.tell.page_index import PageIndex
from stemma.tell.sureness import SUREST, say_sureness
from stemma.tell.wording import clean_line, count_words, say_date, say_period, spell_count

_MAIN_DIFFERENCES = 3
_LONG_HEADLINE = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article in the list of those that are compared."""

    number: int
    name: str
    agency: str
    title: str
    published: str
    has: int
    """How many of the findings that at least two others report it has."""
    of: int
    share: float
    """``has`` of ``of`` in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """A sentence of the summary, with the findings it stands on: anchor and number."""

    sentence: str
    cited: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """The first view."""

    headline: str
    long_headline: bool
    period: str
    places: str
    witnesses: str
    """``6 reports, 4 witnesses``."""
    meaning: str
    """One sentence on what the number of origins means."""
    summary: tuple[SummaryLine, ...]
    differences: tuple[Row, ...]
    contrasts: int
    """How many findings hold values that are not the same."""
    differing: str
    """What is said of the number of those that differ."""
    reports: tuple[Report, ...]


def tell_minute(index: PageIndex, matrix: Matrix) -> Minute:
    """The first view of the dossier that ``index`` speaks of."""
    story, told = index.dossier.story, index.told
    rows = {row.anchor: row for group in matrix.groups for row in group.rows}
    lacking = {omission.article: omission for omission in told.omissions}
    return Minute(
        headline=clean_line(story.title) or "A story without a headline",
        long_headline=len(story.title) > _LONG_HEADLINE,
        period=say_period(story.start, story.end),
        places=", ".join(filter(None, map(clean_line, story.places))),
        witnesses=_say_witnesses(len(index.dossier.articles), told.origins),
        meaning=_say_meaning(len(index.dossier.articles), told.origins),
        summary=tuple(
            SummaryLine(
                sentence=clean_line(line.sentence),
                cited=tuple((index.anchors[f.id], index.finding_numbers[f.id]) for f in index.find(line.findings)),
            )
            for line in index.dossier.summary
        ),
        differences=tuple(rows[index.anchors[finding.id]] for finding in choose_differences(told)),
        contrasts=len(told.contrasts),
        differing=say_differing(told.differing),
        reports=tuple(
            _list_report(index, article, lacking[article.id].shared, len(lacking[article.id].findings))
            for article in index.dossier.articles
        ),
    )


def choose_differences(told: Arrangement) -> tuple[Finding, ...]:
    """The three that the first view shows: what cannot all be true first, of it the surest, then what was brought up
    to date, then what can all be true."""
    differing = sorted(told.differing, key=lambda f: -say_sureness(f).level)
    others = sorted((f for f in told.contrasts if f not in differing), key=lambda f: f.relation != "update")
    return (*differing, *others)[:_MAIN_DIFFERENCES]


def say_differing(differing: Sequence[Finding]) -> str:
    """What the count of them says: no surer than each of them is."""
    sure = all(say_sureness(finding).level == SUREST for finding in differing)
    return "cannot all be true" if sure else "differ or seem to"


def _list_report(index: PageIndex, article: Article, shared: int, lacks: int) -> Report:
    return Report(
        number=index.number(article.id),
        name=index.name(article.id),
        agency=clean_line(article.agency or ""),
        title=clean_line(article.title or "") or "–",
        published=say_date(article.published) or "undated",
        has=shared - lacks,
        of=shared,
        share=round(100 * (shared - lacks) / max(1, shared), 1),
    )


def _say_witnesses(articles: int, origins: int) -> str:
    return f"{count_words(articles, 'report')}, {count_words(origins, 'witness', 'witnesses')}"


def _say_meaning(articles: int, origins: int) -> str:
    """What the number of origins says beside the number of articles."""
    if articles == 1:
        return f"One report names {spell_count(origins, 'independent origin')}: there is no other to hold it against."
    if origins < articles:
        return (
            f"{spell_count(articles, 'report').capitalize()} rest on {spell_count(origins, 'independent origin')}: "
            "those that repeat one source are one witness."
        )
    return (
        f"{spell_count(articles, 'report').capitalize()} name {spell_count(origins, 'independent origin')} for what "
        "two or more of them say. However many repeat a source, it counts once."
    )
