"""A dossier, a finding or a stored story as a notebook shows it: a piece of HTML, compact, without script.

What comes from a page is escaped and isolated (``<bdi>``), so that no quotation is read as markup or turns the
direction of what stands beside it. No colour is set: the piece takes the notebook's own, light or dark.
"""

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from stemma.model.dossier import Dossier, Finding
from stemma.model.stored import StoredStory
from stemma.tell.arrangement import (
    arrange_dossier,
    label_relation,
    list_articles,
    list_distinct,
    split_versions,
)
from stemma.tell.templating import load_template
from stemma.tell.wording import (
    NO_VALUE,
    WORKING,
    clean_line,
    count_words,
    quote_words,
    say_date,
    say_period,
    say_source,
    shorten,
)

SHOWN = 12
"""Findings of several articles that a dossier shows; how many more there are is said."""
_QUOTES = 8
"""Quotations that a finding shows of each of its values."""
_LONGEST = 400
"""Characters of whatever a page says, so that none can fill the notebook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quoted:
    """The words of one claim and whose they are."""

    name: str
    words: str
    source: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A finding in the words in which it is shown."""

    statement: str
    facts: str
    why: str
    versions: tuple[tuple[str, tuple[_Quoted, ...], int], ...]
    """Each value, the quotations that give it, and how many more there are."""
    settles: tuple[str, ...]


@singledispatch
def draw_piece(shown: object) -> str:
    """``shown`` as a piece of HTML; raises TypeError for what is not drawn."""
    raise TypeError(f"{type(shown).__name__} is not drawn in notebooks")


@draw_piece.register
def _draw_dossier(dossier: Dossier) -> str:
    told = arrange_dossier(dossier)
    shared = (*told.contrasts, *told.agreed, *told.unsure)
    story = dossier.story
    facts = (
        say_period(story.start, story.end),
        count_words(len(dossier.articles), "article"),
        count_words(told.origins, "independent origin"),
        count_words(len(dossier.findings), "finding"),
        f"{len(told.differing)} on which they differ",
    )
    return _render(
        title=story.title or "No headline",
        facts=" · ".join(fact for fact in facts if fact),
        summary=[item.sentence for item in dossier.summary],
        findings=[_tell_finding(finding, told.names) for finding in shared[:SHOWN]],
        more=len(shared) - len(shared[:SHOWN]),
        alone=sum(len(findings) for _, findings in told.single),
        notes=dossier.notes,
        rejected=len(dossier.rejected),
    )


@draw_piece.register
def _draw_finding(finding: Finding) -> str:
    return _render(findings=[_tell_finding(finding, {})])


@draw_piece.register
def _draw_story(stored: StoredStory) -> str:
    story = stored.story
    facts = (
        count_words(len(stored.outlets), "outlet"),
        count_words(stored.findings, "finding"),
        f"{stored.differences} on which they differ",
    )
    return _render(
        title=story.title or "No headline",
        facts=" · ".join(facts) if stored.edition is not None else f"{facts[0]} · not told yet",
        summary=[", ".join(stored.outlets)] if stored.outlets else [],
    )


def _render(**given: Any) -> str:
    """The template with ``given``, and nothing for what is not given."""
    absent = {"title": None, "facts": "", "summary": (), "findings": (), "more": 0, "alone": 0, "notes": ()}
    return load_template("notebook.html.j2").render(absent | {"rejected": 0, "longest": _LONGEST} | given)


def _tell_finding(finding: Finding, names: dict[str, str]) -> _Told:
    """``names``: article id → the name it is shown under; an article without one is shown by its id."""
    versions = split_versions(finding)
    facts = (
        label_relation(finding),
        count_words(len(list_articles(finding)), "article"),
        count_words(finding.origins, "origin"),
        say_date(finding.date),
    )
    told = []
    for version in versions:
        claims = list_distinct(version.claims)
        quoted = tuple(
            _Quoted(
                name=names.get(claim.article, claim.article),
                words=quote_words(shorten(clean_line(claim.quote), _LONGEST)),
                source=say_source(claim),
                place=f"{claim.start}–{claim.end}",
            )
            for claim in claims[:_QUOTES]
        )
        value = (version.value or NO_VALUE) if len(versions) > 1 else ""
        told.append((value, quoted, len(claims) - len(quoted)))
    return _Told(
        statement=finding.statement,
        facts=" · ".join(fact for fact in facts if fact),
        why=finding.why,
        versions=tuple(told),
        settles=tuple(f"{WORKING}: {one.sentence}" for one in finding.settles),
    )
