"""Layers of a drawing from left to right: who stands in which, in what order, and how high."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from stemma.tell.edges import Descent, Party

_SWEEPS = 12
_RELAXING = 8
_MANY = 400
_SPREAD = 0.55


def fold_parties(
    descent: Descent, most: tuple[int, int, int], reach: Mapping[str, int], weights: Mapping[str, int]
) -> tuple[list[list[str]], dict[str, str], int]:
    """The parties by layer, at most so many each; those left over of a layer are one node ``more:LAYER``.

    Gives the layers, for each party the node that stands for it, and how many sources are left over. Who is behind
    the most articles stays, then who counts as an independent origin, then who gave the most claims.
    """
    taking = {edge.target for edge in descent.edges}
    layers: list[list[Party]] = [[], [], []]
    for party in descent.parties:
        between = party.kind in {"agency", "outlet"} or party.id in taking
        layers[2 if party.article else 1 if between else 0].append(party)
    names: dict[str, str] = {}
    kept_layers: list[list[str]] = []
    folded = 0
    for number, layer in enumerate(layers):
        ranked = sorted(layer, key=lambda p: (-reach.get(p.id, 0), not p.witness, -weights[p.id], p.name, p.id))
        if number == 2:
            ranked.sort(key=lambda p: -weights[p.id])
        keep = ranked if len(ranked) <= most[number] else ranked[: most[number] - 1]
        chosen = {party.id for party in keep}
        names.update({p.id: p.id if p.id in chosen else f"more:{number}" for p in layer})
        kept = [party.id for party in layer if party.id in chosen]
        if len(keep) < len(ranked):
            kept.append(f"more:{number}")
            folded += len(ranked) - len(keep) if number < 2 else 0
        kept_layers.append(kept)
    return kept_layers, names, folded


def order_layers(layers: Sequence[Sequence[str]], pairs: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """Each layer reordered so that few lines cross; a left-over node stays last."""
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (source, target), weight in sorted(pairs.items()):
        near[source].append((target, weight))
        near[target].append((source, weight))
    column = {key: number for number, layer in enumerate(layers) for key in layer}
    current = [list(layer) for layer in layers]
    best, least = [list(layer) for layer in current], _count_crossings(current, pairs)
    for sweep in range(_SWEEPS if len(pairs) < _MANY else _SWEEPS // 4):
        for number in (0, 1, 2) if sweep % 2 == 0 else (2, 1, 0):
            place = {key: (index + 0.5) / len(layer) for layer in current for index, key in enumerate(layer)}

            def find_middle(key: str, place: dict[str, float] = place, number: int = number) -> tuple[bool, float]:
                others = [(place[other], weight) for other, weight in near[key] if column[other] != number]
                total = sum(weight for _, weight in others)
                middle = sum(at * weight for at, weight in others) / total if total else place[key]
                return key.startswith("more:"), round(middle, 9)

            current[number] = sorted(current[number], key=find_middle)
        crossings = _count_crossings(current, pairs)
        if crossings < least:
            best, least = [list(layer) for layer in current], crossings
    return best


def _count_crossings(layers: Sequence[Sequence[str]], pairs: Mapping[tuple[str, str], float]) -> int:
    """How many pairs of lines between two and the same layers cross."""
    place = {key: (number, index) for number, layer in enumerate(layers) for index, key in enumerate(layer)}
    spans: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for source, target in pairs:
        (left, one), (right, other) = place[source], place[target]
        if left != right:
            spans[left, right].append((one, other))
    return sum(
        1
        for lines in spans.values()
        for index, (a, b) in enumerate(lines)
        for c, d in lines[index + 1 :]
        if (a - c) * (b - d) < 0
    )


def spread_heights(
    layers: Sequence[Sequence[str]],
    pairs: Mapping[tuple[str, str], float],
    rows: tuple[float, float, float],
    top: float,
) -> tuple[dict[str, float], float]:
    """The height of each node, near the middle of its neighbours', and the height of the whole."""
    room = max((len(layer) * rows[number] for number, layer in enumerate(layers)), default=rows[0])
    heights = {key: top + (index + 0.5) * room / len(layer) for layer in layers for index, key in enumerate(layer)}
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (source, target), weight in sorted(pairs.items()):
        near[source].append((target, weight**0.5))
        near[target].append((source, weight**0.5))
    for _ in range(_RELAXING):
        for number in (0, 2, 1):
            layer = layers[number]
            wanted = []
            for key in layer:
                total = sum(weight for _, weight in near[key])
                middle = sum(heights[other] * weight for other, weight in near[key]) / total if total else heights[key]
                wanted.append(middle)
            # A few nodes among many rows are spread, so that their lines do not all run through one spot.
            share = room / max(1, len(layer))
            gap = min(max(rows[number], _SPREAD * share), share)
            half = rows[number] / 2
            placed = keep_apart(wanted, gap, top + half, top + room - half)
            heights.update(zip(layer, placed, strict=True))
    return {key: round(height, 1) for key, height in heights.items()}, top + room + 8


def keep_apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The heights nearest to ``wanted``, in its order, ``gap`` apart at least, between ``low`` and ``high``.

    By isotonic regression (pool adjacent violators); where the room is too small for the gap, they overlap evenly.
    """
    count = len(wanted)
    if count > 1 and low + gap * (count - 1) > high:
        gap = max(0.0, (high - low) / (count - 1))
    blocks: list[tuple[float, int]] = []
    for index, height in enumerate(wanted):
        total, size = height - index * gap, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / size:
            before, members = blocks.pop()
            total, size = total + before, size + members
        blocks.append((total, size))
    last = max(low, high - gap * (count - 1))
    flat = [min(max(total / size, low), last) for total, size in blocks for _ in range(size)]
    return [height + index * gap for index, height in enumerate(flat)]
