"""The stemma itself as a drawing: independent origins on the left, the articles that report them on the right."""

from collections import Counter
from dataclasses import dataclass

from stemma.model.dossier import Dossier
from stemma.tell.wording import clean_line, shorten

_ROW = 30
_TOP = 40
_LEFT, _RIGHT = 350, 610
_SHOWN = 16
_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An origin or an article in the drawing."""

    name: str
    note: str
    y: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line from an origin to an article, as wide as what the article has from it."""

    path: str
    width: float
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The drawing's parts, in units of its view box."""

    width: int
    height: float
    left: int
    right: int
    origins: tuple[Node, ...]
    articles: tuple[Node, ...]
    edges: tuple[Edge, ...]
    hidden: int
    """How many origins with the fewest claims are left out of the drawing."""


def draw_tree(dossier: Dossier, names: dict[str, str]) -> Tree:
    """The tree of ``dossier``: the origins with the most articles and claims first."""
    weights: Counter[tuple[str, str]] = Counter()
    for origin in dossier.origins:
        for article in origin.articles:
            weights[origin.id, article] += 0
    for finding in dossier.findings:
        for claim in finding.claims:
            weights[claim.origin, claim.article] += 1
    totals: Counter[str] = Counter()
    reach: Counter[str] = Counter()
    for (key, _), claims in weights.items():
        totals[key] += claims
        reach[key] += 1
    ordered = sorted(dossier.origins, key=lambda origin: (-reach[origin.id], -totals[origin.id]))
    shown = ordered[:_SHOWN]
    rows = max(len(shown), len(dossier.articles), 1)
    heights = {origin.id: _place(index, len(shown), rows) for index, origin in enumerate(shown)}
    places = {article.id: _place(index, len(dossier.articles), rows) for index, article in enumerate(dossier.articles)}
    most = max(totals.values(), default=1) or 1
    edges = [
        Edge(path=_curve(heights[key], places[article]), width=round(1 + 7 * claims / most, 2), claims=claims)
        for (key, article), claims in weights.items()
        if key in heights and article in places
    ]
    edges.sort(key=lambda edge: -edge.width)
    return Tree(
        width=960,
        height=_TOP + rows * _ROW + 10,
        left=_LEFT,
        right=_RIGHT,
        origins=tuple(
            Node(
                name=shorten(clean_line(origin.name), _NAME),
                note=origin.kind,
                y=heights[origin.id],
                radius=round(3 + 5 * (totals[origin.id] / most) ** 0.5, 2),
            )
            for origin in shown
        ),
        articles=tuple(
            Node(name=shorten(names[article.id], _NAME), note=str(number), y=places[article.id], radius=4)
            for number, article in enumerate(dossier.articles, start=1)
        ),
        edges=tuple(edges),
        hidden=len(ordered) - len(shown),
    )


def _place(index: int, count: int, rows: int) -> float:
    """The height of row ``index`` of ``count``, spread evenly over the drawing's ``rows``."""
    return round(_TOP + (index + 0.5) * rows / count * _ROW, 1)


def _curve(left: float, right: float) -> str:
    middle = (_LEFT + _RIGHT) / 2
    return f"M{_LEFT},{left} C{middle},{left} {middle},{right} {_RIGHT},{right}"
