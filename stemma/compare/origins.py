"""Origins: how many independent routes stand behind a finding.

A claim's origin is the end of its source chain; without one, the agency credited for its article; without that, the
outlet itself. Then what is one route is merged: copies, agencies with what they have from others, one quotation, a
body and who speaks for it, a group and its members. ``docs/decisions/0008`` says what counts and why.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from stemma.compare.routes import Route, RouteBook, fold_outlet, outlet_name
from stemma.compare.source_words import is_void
from stemma.compare.sources import SourceBook
from stemma.model.annotation import Annotated, Claim, Entity
from stemma.model.dossier import Copy, Origin

__all__ = ["OriginBook", "Route", "list_origins", "outlet_name"]
_REPORTING = frozenset(("agency", "outlet"))
_Copied = tuple[int, int, str]


@dataclass(slots=True)
class _Routes:
    """The claims of one finding on their way to their origins."""

    claims: Sequence[Claim]
    named: list[Route | None]
    """The end of each claim's chain; None where it names no source."""
    own: list[Route]
    """Whom each claim's text is from: the agency credited, the outlet."""
    notes: list[str] = field(default_factory=list)


class OriginBook:
    """Knows the origin of each claim of a story, and which origins are one."""

    def __init__(self, annotated: Sequence[Annotated], entities: Sequence[Entity], copies: Sequence[Copy]) -> None:
        self._articles = {a.article.id: a.article for a in annotated}
        self._book = RouteBook(annotated, entities)
        self._sources = SourceBook(self._book, [a.article.text for a in annotated])
        self._copies: dict[str, list[_Copied]] = defaultdict(list)
        self._sharing: dict[tuple[str, int, int], frozenset[str]] = {}
        self._takes_from: dict[str, list[str]] = defaultdict(list)
        for copy in copies:
            if copy.kind == "quotation":
                continue
            # Whoever took it from whom: one text is one origin.
            for here, there in ((copy.to, copy.from_), (copy.from_, copy.to)):
                self._copies[here.article].append((here.start, here.end, there.article))
            self._takes_from[copy.to.article].append(copy.from_.article)
        self._resting = self._find_resting(annotated)

    def settle(self, claims: Sequence[Claim]) -> tuple[tuple[Route, ...], tuple[Route, ...], tuple[str, ...]]:
        """Each claim's origin within one finding, the origins that count, and a sentence for each that does not."""
        own = [self._book.route_article(self._articles[c.article]) for c in claims]
        found = _Routes(claims, [self._route(c) for c in claims], own)
        self._follow_headlines(found)
        self._follow_copies(found)
        self._follow_agencies(found)
        merged, notes = self._sources.merge_sources(claims, found.named)
        found.notes += notes
        if any(found.named):
            routes = [merged[n.key] if n else r for n, r in zip(found.named, found.own, strict=True)]
            sourced = {r.key: r for r, n in zip(routes, found.named, strict=True) if n}
            counted, notes = self._sources.count_sources(sourced)
            # Independence is shown, never assumed: an outlet that gives no source beside one that does has shown
            # no other way of knowing.
            outlets = {r.key: r for r in routes if r.key not in sourced}
            if outlets:
                give = "gives no source of its own" if len(outlets) == 1 else "give no source of their own"
                notes.append(f"{join_names([r.name for r in outlets.values()])} {give}")
        else:
            routes, notes = self._follow_articles(found)
            counted, rest = self._find_common(claims, routes)
            notes += rest
        found.notes += self._list_credits(claims, found)
        return tuple(routes), tuple(counted), tuple(dict.fromkeys([*found.notes, *notes]))

    def _list_credits(self, claims: Sequence[Claim], found: _Routes) -> list[str]:
        """A sentence on the articles whose claims count for the agency that they are credited to."""
        carried: dict[str, dict[str, None]] = defaultdict(dict)
        for claim, named, own in zip(claims, found.named, found.own, strict=True):
            article = self._articles[claim.article]
            if named is None and article.outlet and self._book.route_outlet(article.outlet).key != own.key:
                carried[own.name][self.label(claim)] = None
        return [
            f"{join_names(list(names))} {'credits' if len(names) == 1 else 'credit'} {agency} with the article"
            for agency, names in carried.items()
        ]

    def label(self, claim: Claim) -> str:
        """The outlet of the claim's article, as people read it."""
        return outlet_name(self._articles[claim.article])

    def _route(self, claim: Claim) -> Route | None:
        """The end of a claim's chain; None where it names no source, its own outlet or the place it was written at."""
        if not claim.said_by or is_void(claim.said_by[-1]):
            return None
        name = claim.said_by[-1]
        article = self._articles[claim.article]
        if article.dateline and fold_outlet(article.dateline).startswith(fold_outlet(name)):
            return None
        route = self._book.route_source(name)
        own = article.outlet and self._book.route_outlet(article.outlet).key == route.key
        return None if own and route.kind == "outlet" else route

    def _follow_headlines(self, found: _Routes) -> None:
        """A headline is no second witness beside its own body."""
        for index, claim in enumerate(found.claims):
            if claim.part in {"headline", "deck"} and found.named[index] is None:
                own = (n for n, c in zip(found.named, found.claims, strict=True) if n and c.article == claim.article)
                found.named[index] = next(own, None)

    def _follow_copies(self, found: _Routes) -> None:
        """A claim that another claim's text copies, or is copied from, has that one's source.

        Unless it names one itself: that another outlet or an agency told it is no source beside the one named there.
        """
        if not any(n and n.kind not in _REPORTING for n in found.named):
            return
        for index, claim in enumerate(found.claims):
            route = found.named[index]
            if route is not None and route.kind not in _REPORTING:
                continue
            others = self._copied_from(claim, found.claims)
            source = next((o for o in others if (n := found.named[o]) and n.kind not in _REPORTING), None)
            if source is not None:
                found.named[index] = found.named[source]
                found.notes.append(f"{self.label(claim)} prints the words of {self.label(found.claims[source])}")

    def _copied_from(self, claim: Claim, claims: Sequence[Claim]) -> list[int]:
        """The claims of this finding whose text this one shares, by half its length, at first or second hand."""
        by_article: defaultdict[str, list[int]] = defaultdict(list)
        for index, one in enumerate(claims):
            if one is not claim:
                by_article[one.article].append(index)
        reached: set[str] = set()
        ahead = [claim]
        while ahead:
            new = (self._list_sharing(ahead.pop()) - reached) & by_article.keys()
            reached |= new
            ahead += [claims[index] for article in new for index in by_article[article]]
        return sorted(index for article in reached for index in by_article[article])

    def _list_sharing(self, claim: Claim) -> frozenset[str]:
        """The articles that have half of a claim's text or more; asked for often where many copy it."""
        key = (claim.article, claim.start, claim.end)
        if key not in self._sharing:
            self._sharing[key] = frozenset(
                article
                for start, end, article in self._copies.get(claim.article, ())
                if (min(end, claim.end) - max(start, claim.start)) * 2 >= claim.end - claim.start
            )
        return self._sharing[key]

    def _follow_agencies(self, found: _Routes) -> None:
        """Where an agency or outlet is named and its own article stands here, its source is that article's.

        Where that gives none, its being named is no source of its own beside others.
        """
        for index, route in enumerate(found.named):
            if route is None or route.kind not in _REPORTING:
                continue
            own = set(self._book.find_articles(route))
            here = [i for i, claim in enumerate(found.claims) if claim.article in own]
            further = (n for i in here if (n := found.named[i]) and n.kind not in _REPORTING)
            source = next(further, None)
            if source is not None:
                found.notes.append(f"{route.name} has it from {source.name}")
                found.named[index] = source
            elif here and any(n and n.key != route.key for n in found.named):
                found.named[index], found.own[index] = None, route

    def _follow_articles(self, found: _Routes) -> tuple[list[Route], list[str]]:
        """Unsourced claims: an article that prints another's text has shown no other way of knowing."""
        settled = list(found.own)
        notes = []
        for index, claim in enumerate(found.claims):
            for other in (*self._copied_from(claim, found.claims), *self._taken_from(claim, found.claims)):
                if settled[other].key != settled[index].key:
                    notes.append(f"{self.label(claim)} prints the words of {self.label(found.claims[other])}")
                    dropped = settled[index].key
                    settled = [settled[other] if r.key == dropped else r for r in settled]
        return settled, notes

    def _taken_from(self, claim: Claim, claims: Sequence[Claim]) -> list[int]:
        sources = self._takes_from.get(claim.article, ())
        return [i for i, other in enumerate(claims) if other.article in sources]

    def _find_common(self, claims: Sequence[Claim], routes: Sequence[Route]) -> tuple[list[Route], list[str]]:
        """The origins of unsourced claims: one where all the articles rest on a paper."""
        counted = list({r.key: r for r in routes}.values())
        papers: dict[str, Route] = {}
        for claim, route in zip(claims, routes, strict=True):
            paper = self._resting.get(claim.article)
            if paper:
                papers.setdefault(route.key, paper)
        if len(counted) < 2 or len(papers) < len(counted):
            return counted, []
        # What such articles tell without a source they have, as far as they show, from that paper.
        return counted[:1], [f"all these articles rest on “{papers[counted[0].key].name}”"]

    def _find_resting(self, annotated: Sequence[Annotated]) -> dict[str, Route]:
        """Article id → a document (a paper, a filing) or its authors, where one of its claims names such a source."""
        found: dict[str, Route] = {}
        for article in annotated:
            for claim in article.claims:
                route = self._route(claim)
                if route and article.article.id not in found and self._sources.is_document(route):
                    found[article.article.id] = route
        return found


def join_names(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def list_origins(routes: Mapping[str, Sequence[tuple[Route, str]]]) -> tuple[tuple[Origin, ...], dict[str, str]]:
    """The story's origins from finding id → (route, article) of its claims; and route key → origin id."""
    seen: dict[str, Origin] = {}
    for finding in sorted(routes):
        for route, article in routes[finding]:
            origin = seen.get(route.key) or Origin(
                id=hashlib.sha256(route.key.encode()).hexdigest()[:12],
                name=route.name,
                kind=route.kind,
                articles=(),
                findings=(),
            )
            seen[route.key] = replace(
                origin,
                articles=tuple(sorted({*origin.articles, article})),
                findings=tuple(sorted({*origin.findings, finding})),
            )
    ordered = sorted(seen.values(), key=lambda o: (-len(o.findings), o.name.casefold(), o.id))
    return tuple(ordered), {key: o.id for key, o in seen.items()}
