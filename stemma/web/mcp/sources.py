"""The tool ``find_sources``: who is behind a story or a finding."""

from collections.abc import Iterator

from stemma.model.dossier import Copy, Dossier, Finding, Origin
from stemma.store import Store
from stemma.web.mcp.answers import Cited, CopyLine, OriginLine, SourcesAnswer
from stemma.web.mcp.shaping import (
    LONGEST_QUOTE,
    Citing,
    NotThere,
    Refused,
    clip,
    fill_page,
    load_edition,
    load_story,
    split_cursor,
)

_COPIES, _OUTLETS = 8, 12
NOTE = (
    "Origins are independent routes by which information came: an agency's text printed by many outlets is one. "
    "Independence is shown, never assumed."
)


def find_sources(
    store: Store, story: str, *, finding: str | None = None, cursor: str | None = None, limit: int = 15
) -> SourcesAnswer:
    """The origins and copies of a story, or, of one finding, the chain of each of its claims too.

    Raises:
        Refused: the story has no finding whose id begins so, or several.
    """
    number, offset = split_cursor(cursor)
    stored = load_story(store, story)
    edition = load_edition(store, stored, number)
    dossier = edition.dossier
    citing = Citing(dossier)
    told = _find_finding(dossier, finding) if finding else None
    if told is None:
        origins, more = fill_page(_iter_origins(dossier.origins[offset:], citing), limit=limit)
        chains: list[Cited] = []
        shown = len(origins)
    else:
        own = {claim.origin for claim in told.claims} | set(told.counted)
        origins = [
            _describe_origin(one, citing, counted=one.id in told.counted) for one in dossier.origins if one.id in own
        ]
        chains, more = fill_page((citing.cite(one) for one in told.claims[offset:]), limit=limit)
        shown = len(chains)
    return SourcesAnswer(
        story=stored.story.id,
        title=clip(stored.story.title),
        edition=edition.number,
        note=NOTE,
        statement=clip(told.statement, LONGEST_QUOTE) if told else None,
        origins_counted=told.origins if told else None,
        origins=origins[:50],
        chains=chains,
        copies=_list_copies(dossier, told, citing) if offset == 0 else [],
        next=f"{edition.number}.{offset + shown}" if more else None,
    )


def _find_finding(dossier: Dossier, given: str) -> Finding:
    found = [one for one in dossier.findings if one.id.startswith(given)]
    if len(found) == 1:
        return found[0]
    told = f"{len(found) or 'no'} findings of this story have an id that begins so; get_story gives each finding's id"
    raise Refused(told) if found else NotThere(told)


def _iter_origins(origins: tuple[Origin, ...], citing: Citing) -> Iterator[OriginLine]:
    for one in origins:
        yield _describe_origin(one, citing)


def _describe_origin(origin: Origin, citing: Citing, *, counted: bool | None = None) -> OriginLine:
    outlets = dict.fromkeys(citing.outlet(one) for one in origin.articles if one in citing.articles)
    return OriginLine(
        id=origin.id,
        name=clip(origin.name),
        kind=origin.kind,
        outlets=list(outlets)[:_OUTLETS],
        findings=len(origin.findings),
        counted=counted,
    )


def _list_copies(dossier: Dossier, finding: Finding | None, citing: Citing) -> list[CopyLine]:
    own = {claim.article for claim in finding.claims} if finding else None
    copies = [one for one in dossier.copies if own is None or {one.from_.article, one.to.article} <= own]
    copies.sort(key=lambda one: (-one.words, one.from_.article, one.from_.start, one.to.article))
    return [_describe_copy(one, citing) for one in copies[:_COPIES]]


def _describe_copy(copy: Copy, citing: Citing) -> CopyLine:
    return CopyLine(
        from_outlet=citing.outlet(copy.from_.article),
        to_outlet=citing.outlet(copy.to.article),
        from_article=copy.from_.article,
        to_article=copy.to.article,
        words=copy.words,
        kind=copy.kind,
        direction=copy.direction,
    )
