"""Origins: how many independent routes stand behind a finding.

A claim's origin is the end of its source chain; without one, the agency credited for its article;
without that, the outlet itself. Then what is one route is merged: a text copied from another has
that text's origin, and a group ("Russian news agencies") adds none beside one of its members.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from stemma.model.annotation import Annotated, Claim, Entity
from stemma.model.article import Article
from stemma.model.dossier import Copy, Origin
from stemma.text.agencies import find_agency

OriginKind = Literal["agency", "official", "outlet", "group", "document"]
_GROUP_HEADS = frozenset(
    """media agencies outlets newspapers officials authorities sources witnesses experts analysts
    critics scientists researchers residents observers lawmakers reporters journalists people users doctors
    campaigners activists diplomats investigators prosecutors supporters opponents reports""".split()
)
_DOCUMENT_HEADS = frozenset(
    """report study paper statement lawsuit complaint indictment filing document memo letter survey poll review
    audit article book ruling website tweet post dispatch newsletter""".split()
)
_LEADING = re.compile(r"^(?:the|a|an|its|his|her|their|our|state|official|mr|mrs|ms|dr)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a claim comes from. ``key`` is equal for one and the same origin."""

    key: str
    name: str
    kind: OriginKind


class OriginBook:
    """Knows the origin of each claim of a story, and which origins are one."""

    def __init__(self, annotated: Sequence[Annotated], entities: Sequence[Entity], copies: Sequence[Copy]) -> None:
        self._articles = {a.article.id: a.article for a in annotated}
        self._by_variant = {
            v.casefold(): e for e in sorted(entities, key=lambda e: e.id) for v in (*e.variants, e.name)
        }
        self._copies: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for copy in copies:
            if copy.kind == "verbatim":
                self._copies[copy.to.article].append((copy.to.start, copy.to.end, copy.from_.article))

    def settle(self, claims: Sequence[Claim]) -> tuple[tuple[Route, ...], tuple[Route, ...], tuple[str, ...]]:
        """Each claim's origin within one finding, the origins that count, and a sentence for each that does not."""
        routes, notes = self._follow_copies(claims)
        distinct = {r.key: r for r in routes}
        named = [r for r in distinct.values() if r.kind in {"agency", "official", "document"}]
        counted = []
        for route in distinct.values():
            if not named or route in named:
                counted.append(route)
            elif route.kind == "group":
                notes.append(f"“{route.name}” is counted with {named[0].name}")
            else:
                # Independence is shown, never assumed: an outlet that gives no source beside one
                # that does has shown no other way of knowing.
                notes.append(f"{route.name} gives no source of its own")
        return tuple(routes), tuple(counted), tuple(dict.fromkeys(notes))

    def _follow_copies(self, claims: Sequence[Claim]) -> tuple[list[Route], list[str]]:
        """Each claim's own origin, or that of the text it was taken from."""
        named = [self._named(c.said_by) for c in claims]
        for index, claim in enumerate(claims):
            if claim.part in {"headline", "deck"} and named[index] is None:
                # A headline is no second witness beside its own body.
                own = (n for n, c in zip(named, claims, strict=True) if n and c.article == claim.article)
                named[index] = next(own, None)
        routes = [n or self._of_article(self._articles[c.article]) for n, c in zip(named, claims, strict=True)]
        notes: list[str] = []
        for index, claim in enumerate(claims):
            source = self._copied_from(claim, claims)
            if source is not None and routes[source] != routes[index] and named[index] is None:
                notes.append(f"{self.label(claim)} prints the words of {self.label(claims[source])}")
                routes[index] = routes[source]
        return routes, notes

    def _copied_from(self, claim: Claim, claims: Sequence[Claim]) -> int | None:
        """The claim of this finding whose text this one copies over at least half its length."""
        for start, end, article in self._copies.get(claim.article, ()):
            if (min(end, claim.end) - max(start, claim.start)) * 2 < claim.end - claim.start:
                continue
            for index, other in enumerate(claims):
                if other.article == article:
                    return index
        return None

    def label(self, claim: Claim) -> str:
        """The outlet of the claim's article, as people read it."""
        return outlet_name(self._articles[claim.article])

    def _of_article(self, article: Article) -> Route:
        if article.agency:
            return self._of_name(article.agency)
        name = outlet_name(article)
        return Route(
            key=f"outlet:{name.casefold()}" if article.outlet else f"article:{article.id}", name=name, kind="outlet"
        )

    def _named(self, said_by: Sequence[str]) -> Route | None:
        """The end of the chain; None where there is none."""
        return self._of_name(said_by[-1]) if said_by else None

    def _of_name(self, name: str) -> Route:
        agency = find_agency(name)
        if agency:
            return Route(key=f"agency:{agency.casefold()}", name=agency, kind="agency")
        entity = self._by_variant.get(name.casefold())
        if entity:
            agency = find_agency(entity.name)
            if agency:
                return Route(key=f"agency:{agency.casefold()}", name=agency, kind="agency")
            return Route(key=f"entity:{entity.id}", name=entity.name, kind="official")
        plain = _LEADING.sub("", name.strip())
        words = re.findall(r"\w+", plain.casefold())
        kind: OriginKind = "official"
        if words and (words[-1] in _GROUP_HEADS or words[0] in _GROUP_HEADS):
            kind = "group"
        elif words and words[-1] in _DOCUMENT_HEADS:
            kind = "document"
        return Route(key=f"name:{' '.join(words)}", name=name, kind=kind)


def outlet_name(article: Article) -> str:
    """The outlet, or the stem of the file where the page does not name it."""
    if article.outlet:
        return article.outlet
    return article.source.rsplit("/", 1)[-1].split(".", 1)[0]


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
