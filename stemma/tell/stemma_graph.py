"""The stemma as a drawing: sources on the left, agencies between, the reports on the right.

Layers, then the order within each by barycentres (Sugiyama, Tagawa and Toda 1981), the order with the fewest crossings
kept; then heights near those of the neighbours, no two nearer than a row (isotonic regression). Nothing is random.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemma.model.dossier import Dossier
from stemma.tell.arrangement import list_witnesses
from stemma.tell.edges import Descent, Edge, Party, find_edges
from stemma.tell.layering import fold_parties, order_layers, spread_heights
from stemma.tell.wording import count_words, shorten, spell_count, spell_number

_RADIUS = 9.0
_BADGE = 22.0
_MAIN = 3
_MORE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A source, agency or report in the drawing, in units of its view box."""

    id: str
    name: str
    """Shortened to the room there is."""
    title: str
    """The whole name, and what it is."""
    kind: str
    """``agency``, ``official``, ``outlet``, ``group``, ``document``, ``article`` or ``more``."""
    x: float
    y: float
    radius: float
    number: str
    """A report's number on the page; empty for others."""
    article: str | None
    witness: bool
    main: bool
    """Whether it is one of those that stand behind the most reports."""
    label_x: float
    label_y: float
    anchor: str
    """SVG ``text-anchor``: ``start``, ``middle`` or ``end``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An edge in the drawing."""

    kind: str
    main: bool
    """Whether it leads on from one of those that stand behind the most reports."""
    path: str
    width: float
    title: str
    arrow: str
    """The path of its arrowhead; empty without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a column is headed with."""

    text: str
    x: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing's parts, in units of its view box, what is to lie at the bottom first."""

    width: int
    height: int
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """For the words beside the drawing: a source and those that have something from it."""

    party: Party
    edges: tuple[Edge, ...]
    reach: int
    """How many reports it stands behind, by whatever ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StemmaView:
    """What the page shows of who has it from whom."""

    sentence: str
    """What the drawing comes to, in a line or two."""
    wide: Drawing
    narrow: Drawing
    """The same for a phone: numbers instead of the reports' names."""
    sources: tuple[Source, ...]
    """All of them, those behind the most reports first."""
    names: dict[str, str]
    """Party's id → its name."""
    articles: dict[str, str]
    """Party's id → article's id, for those that are articles."""
    own: tuple[str, ...]
    """The articles (ids) that count as an independent origin by what they report themselves."""
    folded: int
    """How many sources the drawing takes together as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """The measures of a drawing."""

    width: int
    columns: tuple[float, float, float]
    rows: tuple[float, float, float]
    """The least distance of two nodes, by column."""
    letters: tuple[int, int, int]
    """The room for names, by column."""
    most: tuple[int, int, int]
    """How many nodes are drawn, by column."""
    top: float
    narrow: bool


_WIDE = _Plan(
    width=960, columns=(296, 520, 724), rows=(25, 44, 38), letters=(36, 24, 25), most=(15, 10, 40), top=52, narrow=False
)
_NARROW = _Plan(
    width=340, columns=(10, 222, 324), rows=(30, 40, 34), letters=(19, 17, 0), most=(12, 8, 40), top=46, narrow=True
)
_HEADS = (("Sources", "Sources"), ("Agencies and go-betweens", "Agencies"), ("Reports", "Reports"))


def view_stemma(dossier: Dossier) -> StemmaView | None:
    """The stemma of ``dossier`` for the page; None where no article has anything from anybody."""
    descent = find_edges(dossier)
    if not descent.edges:
        return None
    sources = _list_sources(descent)
    numbers = {article.id: number for number, article in enumerate(dossier.articles, start=1)}
    wide, folded = _draw(descent, numbers, _WIDE)
    narrow, _ = _draw(descent, numbers, _NARROW)
    return StemmaView(
        sentence=_say_stemma(dossier, sources),
        wide=wide,
        narrow=narrow,
        sources=sources,
        names={party.id: party.name for party in descent.parties},
        articles={party.id: party.article for party in descent.parties if party.article},
        own=tuple(party.article for party in descent.parties if party.article and party.witness),
        folded=folded,
    )


def _list_sources(descent: Descent) -> tuple[Source, ...]:
    leaving: dict[str, list[Edge]] = defaultdict(list)
    for edge in descent.edges:
        leaving[edge.source].append(edge)
    sources = [
        Source(party=party, edges=tuple(sorted(leaving[party.id], key=lambda e: (-e.claims, e.target, e.kind))),
               reach=len(party.behind))
        for party in descent.parties
        if party.id in leaving
    ]  # fmt: skip
    sources.sort(key=lambda s: (-s.reach, -sum(e.claims for e in s.edges), s.party.name, s.party.id))
    return tuple(sources)


def _say_stemma(dossier: Dossier, sources: Sequence[Source]) -> str:
    reports, witnesses = len(dossier.articles), len(list_witnesses(dossier))
    first = f"{spell_count(reports, 'report')}, {spell_count(witnesses, 'independent origin')}."
    words = [first[0].upper() + first[1:]]
    main = _choose_main(source.party for source in sources)
    named = [shorten(source.party.name, 60) for source in sources if source.party.id in main]
    if named:
        joined = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
        reach = max(source.reach for source in sources if source.party.id in main)
        number = "all" if reach == reports else spell_number(reach)
        words.append(f"{joined} {'stands' if len(named) == 1 else 'each stand'} behind {number} of them.")
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in words)


def _choose_main(parties: Iterable[Party]) -> frozenset[str]:
    """The ids of those that stand behind the most reports, where that is more than one; none where many tie."""
    others = [party for party in parties if not party.article]
    reach = max((len(party.behind) for party in others), default=0)
    main = frozenset(party.id for party in others if len(party.behind) == reach)
    return main if reach > 1 and len(main) <= _MAIN else frozenset()


def _draw(descent: Descent, numbers: dict[str, int], plan: _Plan) -> tuple[Drawing, int]:
    """One drawing, and how many sources it takes together."""
    reach = {party.id: len(party.behind) for party in descent.parties}
    weights = Counter[str]()
    for edge in descent.edges:
        weights[edge.source] += edge.claims
        weights[edge.target] += edge.claims
    layers, names, folded = fold_parties(descent, plan.most, reach, weights)
    joined: dict[tuple[str, str, str], list[Edge]] = defaultdict(list)
    for edge in descent.edges:
        joined[names[edge.source], names[edge.target], edge.kind].append(edge)
    pairs = {(a, b): float(sum(e.claims for e in edges)) for (a, b, _), edges in joined.items() if a != b}
    layers = order_layers(layers, pairs)
    heights, bottom = spread_heights(layers, pairs, plan.rows, plan.top)
    parties = {party.id: party for party in descent.parties}
    main = _choose_main(descent.parties)
    counts = Counter(names.values())
    place = {key: (column, heights[key]) for column, layer in enumerate(layers) for key in layer}
    most = max(weights.values(), default=1) or 1
    nodes = tuple(
        _make_node(key, parties.get(key), counts[key], weights[key] / most, place[key], numbers, plan, key in main)
        for layer in layers
        for key in layer
    )
    lines = _draw_lines(joined, {node.id: node for node in nodes}, place, plan)
    present = [column for column, layer in enumerate(layers) if layer]
    heads = tuple(
        Head(
            text=_HEADS[column][plan.narrow],
            x=plan.columns[column] if not plan.narrow else (0, plan.columns[1], plan.width)[column],
            anchor=("end", "middle", "start")[column] if not plan.narrow else ("start", "middle", "end")[column],
        )
        for column in present
    )
    return Drawing(width=plan.width, height=round(bottom), heads=heads, lines=lines, nodes=nodes), folded


def _make_node(
    key: str,
    party: Party | None,
    count: int,
    share: float,
    place: tuple[int, float],
    numbers: dict[str, int],
    plan: _Plan,
    main: bool,
) -> Node:
    column, y = place
    x = plan.columns[column]
    noun = ("more source", "more agency", "more report")[column]
    plural = ("more sources", "more agencies", "more reports")[column]
    name = party.name if party else count_words(count, noun, plural)
    radius = _BADGE / 2 if column == 2 else round(3.5 + (_RADIUS - 3.5) * min(1.0, share) ** 0.5, 1) if party else _MORE
    if plan.narrow:
        label = (x + radius + 5, y - 6, "start") if column == 0 else (x, y - radius - 5, "middle")
    else:
        label = ((x - radius - 7, y + 4.5, "end"), (x, y - radius - 7, "middle"), (x + _BADGE / 2 + 9, y + 5, "start"))[
            column
        ]
    kind = party.kind if party else "more"
    return Node(
        id=key,
        name=shorten(name, plan.letters[column]) if plan.letters[column] else "",
        title=name if kind in {"article", "more"} else f"{name} ({kind})",
        kind=kind,
        x=x,
        y=y,
        radius=radius,
        number=str(numbers.get(party.article or "", "?")) if party and party.article else "+" if column == 2 else "",
        article=party.article if party else None,
        witness=bool(party and party.witness),
        main=main,
        label_x=round(label[0], 1),
        label_y=round(label[1], 1),
        anchor=label[2],
    )


def _draw_lines(
    joined: dict[tuple[str, str, str], list[Edge]],
    nodes: dict[str, Node],
    place: dict[str, tuple[int, float]],
    plan: _Plan,
) -> tuple[Line, ...]:
    """The edges, the widest first so that narrow ones lie on top; copied ones last."""
    keys = [key for key in sorted(joined) if key[0] != key[1]]
    total = {key: sum(edge.claims for edge in joined[key]) for key in keys}
    most = max(total.values(), default=1)
    ports = _spread_ports(keys, nodes, place)
    lines = []
    for key in keys:
        source, target, kind = key
        start, end = nodes[source], nodes[target]
        width = round(1.2 + 7.3 * (total[key] / most) ** 0.5, 1) if kind != "copied" else 2.0
        y1, y2 = start.y + ports[key][0], end.y + ports[key][1]
        directed = any(edge.direction for edge in joined[key])
        arrow = ""
        if place[source][0] == place[target][0]:
            side = -1 if place[source][0] == 2 else 1
            x1, x2 = start.x + side * start.radius, end.x + side * end.radius
            bulge = side * min(30 + abs(y2 - y1) * 0.28, 66 if not plan.narrow else 40)
            tip = x2 + side * (6 if directed else 0)
            path = f"M{x1:g},{y1:g} C{x1 + bulge:g},{y1:g} {tip + bulge:g},{y2:g} {tip:g},{y2:g}"
        else:
            x1, x2 = start.x + start.radius, end.x - end.radius
            tip = x2 - (6 if kind == "copied" and directed else 0)
            middle = (x1 + tip) / 2
            path = f"M{x1:g},{y1:g} C{middle:g},{y1:g} {middle:g},{y2:g} {tip:g},{y2:g}"
        if kind == "copied" and directed:
            arrow = f"M{x2:g},{y2:g} L{2 * tip - x2:g},{y2 - 4.5:g} L{2 * tip - x2:g},{y2 + 4.5:g} Z"
        lines.append(
            Line(
                kind=kind,
                main=start.main,
                path=path,
                width=width,
                arrow=arrow,
                title=_say_edge(key, total[key], nodes, directed),
            )
        )
    lines.sort(key=lambda line: (line.kind == "copied", line.main, -line.width, line.path))
    return tuple(lines)


def _say_edge(key: tuple[str, str, str], claims: int, nodes: dict[str, Node], directed: bool) -> str:
    source, target, kind = key
    giver, taker = (shorten(nodes[end].title, 80) for end in (source, target))
    if kind == "copied":
        stretches = count_words(claims, "stretch", "stretches")
        return f"{taker} copied {stretches} from {giver}" if directed else f"{giver} and {taker} share {stretches}"
    return f"{taker} {'quotes' if kind == 'quoted' else 'credits'} {giver}: {count_words(claims, 'claim')}"


def _spread_ports(
    keys: Sequence[tuple[str, str, str]], nodes: dict[str, Node], place: dict[str, tuple[int, float]]
) -> dict[tuple[str, str, str], tuple[float, float]]:
    """How far above or below a node's middle each edge leaves and arrives, so that they do not all meet in a point."""
    ends: dict[tuple[str, int], list[tuple[float, tuple[str, str, str]]]] = defaultdict(list)
    for key in keys:
        ends[key[0], 0].append((place[key[1]][1], key))
        ends[key[1], 1].append((place[key[0]][1], key))
    ports: dict[tuple[str, str, str], list[float]] = {key: [0.0, 0.0] for key in keys}
    for (node, side), entries in sorted(ends.items()):
        room = min(2 * nodes[node].radius - 4, 3.0 * (len(entries) - 1))
        for index, (_, key) in enumerate(sorted(entries)):
            share = index / (len(entries) - 1) - 0.5 if len(entries) > 1 else 0.0
            ports[key][side] = round(share * max(room, 0.0), 1)
    return {key: (first, last) for key, (first, last) in ports.items()}
