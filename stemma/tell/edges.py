"""Which article has what from whom: the edges of the stemma, each with the words on the page that prove it.

Three kinds. ``credited``: byline, dateline or foot credits an agency or outlet for the article as a whole. ``copied``:
two articles share a run of their own words (what both print as somebody's speech is no copying between them).
``quoted``: a claim names its source in words; a chain gives an edge a link, and what a credited article quotes is
quoted by the agency that it credits.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from stemma.model.article import Article
from stemma.model.dossier import Copy, Dossier, Origin, ReportedClaim
from stemma.tell.arrangement import list_witnesses
from stemma.tell.edge_proofs import Proof, list_names, prove_copy, prove_credit, prove_quoting
from stemma.tell.wording import clean_line, name_articles
from stemma.text.agencies import find_agency
from stemma.text.words import fold_text

EdgeKind = Literal["credited", "copied", "quoted"]
PartyKind = Literal["agency", "official", "outlet", "group", "document", "article"]
_PROOFS = 5
_CHAIN = 6
_COPIED_WORDS = 12
"""Fewer words than these in common, over all stretches, may be chance."""
_AGENCY = re.compile(r"(?<=.) (?:state |national )?(?:news|press) agency$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody on the way of the news: a source, an agency, or one of the story's articles."""

    id: str
    """``article:ID``, ``origin:ID``, or ``name:FOLDED`` for a link of a chain that is no origin itself."""
    name: str
    kind: PartyKind
    article: str | None = None
    """The article's id, where it is one."""
    witness: bool = False
    """Whether it counts as an independent origin of what two articles or more report."""
    behind: tuple[str, ...] = ()
    """The ids of the articles that have something from it, at first or at second hand, claim by claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """``target`` has something from ``source``."""

    kind: EdgeKind
    source: str
    target: str
    """Ids of parties."""
    claims: int
    """How many claims came this way; for copied text, how many stretches."""
    direction: Literal["credit", "time"] | None = None
    """For copied text, what tells who had it first; None where nothing does and either may be the source."""
    proofs: tuple[Proof, ...]
    """The words that prove it, the best first, five at most; never empty."""
    proven: int
    """How many places prove it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """Who has it from whom, over a whole story."""

    parties: tuple[Party, ...]
    """The articles in the dossier's order, then the others by name."""
    edges: tuple[Edge, ...]
    """By source, target, kind."""


def find_edges(dossier: Dossier) -> Descent:
    """The edges of ``dossier``, each proven by words of one of its articles, and everybody they join."""
    return _Register(dossier).descend()


class _Register:
    """Leads the names of a story to its parties, and gathers what joins them."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.names = name_articles(dossier.articles)
        self.articles = {article.id: article for article in dossier.articles}
        self.origins = {origin.id: origin for origin in dossier.origins}
        self.witnesses = list_witnesses(dossier)
        self.parties: dict[str, Party] = {}
        self.weights: Counter[tuple[str, str, EdgeKind]] = Counter()
        self.proofs: dict[tuple[str, str, EdgeKind], set[Proof]] = defaultdict(set)
        self.directions: dict[tuple[str, str], Literal["credit", "time"] | None] = {}
        self.behind: dict[str, set[str]] = defaultdict(set)
        self._outlets = _index_outlets(dossier.articles)
        self._known = _index_names(dossier)
        self._forms: dict[str, tuple[str, ...]] = {}
        own = _find_own(dossier, self.names)
        for article in dossier.articles:
            self.parties[f"article:{article.id}"] = Party(
                id=f"article:{article.id}",
                name=self.names[article.id],
                kind="article",
                article=article.id,
                witness=own.get(article.id) in self.witnesses,
            )
        self._own = own
        self._own_origins = frozenset(own.values())
        self._credits = {article.id: self._find_credit(article) for article in dossier.articles}

    def descend(self) -> Descent:
        """Everything put together, in a fixed order."""
        for article in self.dossier.articles:
            self._add_credit(article)
        for finding in self.dossier.findings:
            for claim in finding.claims:
                if claim.article in self.articles:
                    self._add_claim(claim)
        between: Counter[tuple[str, str]] = Counter()
        for copy in self.dossier.copies:
            between[copy.from_.article, copy.to.article] += copy.words if copy.kind != "quotation" else 0
        for copy in self.dossier.copies:
            if between[copy.from_.article, copy.to.article] >= _COPIED_WORDS:
                self._add_copy(copy)
        edges = [self._make_edge(key) for key in sorted(self.proofs)]
        joined = {end for edge in edges for end in (edge.source, edge.target)}
        order = [article.id for article in self.dossier.articles]
        everybody = [
            replace(party, behind=tuple(key for key in order if key in self.behind[party.id] and key != party.article))
            for party in self.parties.values()
        ]
        articles = [party for party in everybody if party.article is not None]
        others = [party for party in everybody if party.article is None and party.id in joined]
        others.sort(key=lambda party: (party.name.casefold(), party.name, party.id))
        return Descent(parties=(*articles, *others), edges=tuple(edges))

    def _make_edge(self, key: tuple[str, str, EdgeKind]) -> Edge:
        source, target, kind = key
        proofs = sorted(self.proofs[key], key=lambda proof: proof.rank)
        return Edge(
            kind=kind,
            source=source,
            target=target,
            claims=max(1, self.weights[key]),
            direction=self.directions.get((source, target)) if kind == "copied" else None,
            proofs=tuple(proofs[:_PROOFS]),
            proven=len(proofs),
        )

    def _find_credit(self, article: Article) -> tuple[str, Proof] | None:
        """Whom the article as a whole is credited to, and where it says so."""
        own = fold_text(article.outlet or "")
        names = [article.agency] if article.agency else []
        names += [
            origin.name
            for origin in self.dossier.origins
            if article.id in origin.articles and origin.kind in {"agency", "outlet"}
        ]
        for name in names:
            if fold_text(name) == own or (
                article.outlet and find_agency(name) == find_agency(article.outlet) is not None
            ):
                continue
            proof = prove_credit(article, self._list_names(name), whole=name == article.agency)
            if proof:
                party = self._lead(name, article.id)
                if party and party != f"article:{article.id}":
                    return party, proof
        return None

    def _add_credit(self, article: Article) -> None:
        found = self._credits[article.id]
        if found:
            self.proofs[found[0], f"article:{article.id}", "credited"].add(found[1])
            self.behind[found[0]].add(article.id)

    def _add_claim(self, claim: ReportedClaim) -> None:
        """An edge a link of its chain, from the article outwards."""
        article = self.articles[claim.article]
        taker = f"article:{article.id}"
        credit = self._credits[article.id]
        chain = [name for name in claim.said_by[:_CHAIN] if clean_line(name)]
        ways: list[tuple[str, str]] = []
        for number, name in enumerate(chain):
            last = number == len(chain) - 1
            party = self._lead(name, article.id, claim.origin if last else None)
            if party is None or party == taker or any(party == giver for _, giver in ways):
                continue
            ways.append((name, party))
        if credit and not any(party == credit[0] for _, party in ways):
            self.weights[credit[0], taker, "credited"] += 1
            taker = credit[0]
        for name, party in ways:
            self.behind[party].add(article.id)
            if credit and party == credit[0] and taker == f"article:{article.id}":
                self.weights[party, taker, "credited"] += 1
            else:
                key: tuple[str, str, EdgeKind] = (party, taker, "quoted")
                self.weights[key] += 1
                self.proofs[key].add(prove_quoting(claim, article, self._list_names(name)))
            taker = party

    def _add_copy(self, copy: Copy) -> None:
        if copy.kind == "quotation" or not {copy.from_.article, copy.to.article} <= set(self.articles):
            return
        giver, taker = f"article:{copy.from_.article}", f"article:{copy.to.article}"
        credit = self._credits[copy.from_.article]
        if copy.direction == "credit" and credit:
            # The text is the agency's that the first article credits, not that article's own.
            giver = credit[0]
        proof = prove_copy(copy, self.articles[copy.to.article])
        if giver == taker or proof is None:
            return
        self.weights[giver, taker, "copied"] += 1
        if copy.direction:
            self.behind[giver].add(copy.to.article)
        self.proofs[giver, taker, "copied"].add(proof)
        known = self.directions.get((giver, taker))
        self.directions[giver, taker] = known or copy.direction

    def _list_names(self, name: str) -> tuple[str, ...]:
        if name not in self._forms:
            self._forms[name] = list_names(name, self.dossier.entities)
        return self._forms[name]

    def _lead(self, name: str, article: str, origin: str | None = None) -> str | None:
        """The party that ``name`` means in an article; ``origin`` is what comparing took it for."""
        folded = _fold(name)
        if not folded:
            return None
        outlets = self._outlets.get(folded, ())
        if article in outlets:
            return f"article:{article}"
        if len(outlets) == 1:
            return f"article:{outlets[0]}"
        agency = find_agency(name)
        known = self._known.get(_fold(agency) if agency else folded)
        found = self.origins.get(origin or "")
        if found is None or found.kind == "outlet" or found.id in self._own_origins:
            found = self.origins.get(known or "")
        if found is not None and found.id in self._own_origins:
            holders = [key for key, own in self._own.items() if own == found.id]
            return f"article:{holders[0]}" if len(holders) == 1 else self._enter(found)
        if found is not None:
            return self._enter(found)
        key = f"name:{_fold(agency or name)}"
        kind: PartyKind = "agency" if agency else "outlet" if outlets else "official"
        self.parties.setdefault(key, Party(id=key, name=clean_line(agency or name), kind=kind))
        return key

    def _enter(self, origin: Origin) -> str:
        key = f"origin:{origin.id}"
        self.parties.setdefault(
            key,
            Party(id=key, name=clean_line(origin.name) or "?", kind=origin.kind, witness=origin.id in self.witnesses),
        )
        return key


def _fold(name: str) -> str:
    """A name to compare by: "the Meridian news agency" and "Meridian" are one."""
    return _AGENCY.sub("", fold_text(name).removeprefix("the "))


def _index_outlets(articles: Iterable[Article]) -> dict[str, tuple[str, ...]]:
    """Outlet's name, folded → the ids of its articles."""
    found: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        if article.outlet and _fold(article.outlet):
            found[_fold(article.outlet)].append(article.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _index_names(dossier: Dossier) -> dict[str, str]:
    """A source's name, folded → the id of its origin: as the origins are called, then as most claims were led."""
    known: dict[str, str] = {}
    for origin in dossier.origins:
        known.setdefault(_fold(origin.name), origin.id)
    led: dict[str, Counter[str]] = defaultdict(Counter)
    outlets = {origin.id for origin in dossier.origins if origin.kind == "outlet"}
    for finding in dossier.findings:
        for claim in finding.claims:
            # What comparing took for the outlet's own word is still somebody's in the text.
            if claim.said_by and claim.origin not in outlets:
                led[_fold(claim.said_by[-1])][claim.origin] += 1
    for name, origins in sorted(led.items()):
        known.setdefault(name, min(origins, key=lambda key: (-origins[key], key)))
    return known


def _find_own(dossier: Dossier, names: dict[str, str]) -> dict[str, str]:
    """Article id → the id of the origin that is its own outlet's reporting, where there is one."""
    own: dict[str, str] = {}
    for origin in dossier.origins:
        if origin.kind not in {"outlet", "agency"}:
            continue
        for article in dossier.articles:
            agency = find_agency(article.outlet or "")
            stem = article.source.rsplit("/", 1)[-1].split(".", 1)[0]
            if article.id in origin.articles and _fold(origin.name) in {
                _fold(article.outlet or stem), _fold(names[article.id]), *([_fold(agency)] if agency else []),
            }:  # fmt: skip
                own.setdefault(article.id, origin.id)
    return own
