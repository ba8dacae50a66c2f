"""The scorers of coreference: MUC, B-cubed, CEAF-e and their mean, the CoNLL F1.

By the definitions of the reference scorer, version 8 (Pradhan and others 2014, "Scoring coreference
partitions of predicted mentions"), which takes predicted mentions as they are: one that the key lacks
costs precision, one that the response lacks costs recall, and none is added or taken away to even them out.
MUC: Vilain and others 1995. B-cubed: Bagga and Baldwin 1998. CEAF: Luo 2005, with his phi-4.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

Chain = frozenset[Hashable]
"""The mentions of one event or entity."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Precision and recall, each 0..1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score_conll(key: Iterable[Chain], response: Iterable[Chain]) -> dict[str, float]:
    """``conll_f1``, the mean of ``muc_f1``, ``b3_f1`` and ``ceafe_f1``, and these three.

    In the key, and in the response, no two chains may share a mention.
    """
    key, response = list(key), list(response)
    parts = {
        "muc_f1": score_muc(key, response).f1,
        "b3_f1": score_b3(key, response).f1,
        "ceafe_f1": score_ceafe(key, response).f1,
    }
    return {"conll_f1": sum(parts.values()) / len(parts), **parts}


def drop_singletons(chains: Iterable[Chain]) -> list[Chain]:
    """The chains of two mentions and more."""
    return [chain for chain in chains if len(chain) > 1]


def score_muc(key: Sequence[Chain], response: Sequence[Chain]) -> Ratio:
    """Links: of the least number that hold a side's chains together, the share that the other side keeps.

    A singleton has no link, so it counts on neither side; 0 where a side has none at all.
    """
    return Ratio(_kept_links(response, key), _kept_links(key, response))


def score_b3(key: Sequence[Chain], response: Sequence[Chain]) -> Ratio:
    """Mentions: of those in one chain with a mention, the share that the other side has there, mean over mentions.

    A mention that the other side lacks scores 0.
    """
    shared = _overlaps(key, response)
    return Ratio(
        sum(n * n / len(response[j]) for (_, j), n in shared.items()) / max(1, sum(map(len, response))),
        sum(n * n / len(key[i]) for (i, _), n in shared.items()) / max(1, sum(map(len, key))),
    )


def score_ceafe(key: Sequence[Chain], response: Sequence[Chain]) -> Ratio:
    """Chains: matched one to one so that the sum of their likeness is highest, over how many chains there are.

    The likeness of two chains is phi-4, twice what they share over the sum of their sizes.
    """
    weights = {(i, j): 2 * n / (len(key[i]) + len(response[j])) for (i, j), n in _overlaps(key, response).items()}
    total = sum(match_best(part) for part in _components(weights))
    return Ratio(total / max(1, len(response)), total / max(1, len(key)))


def match_best(weights: dict[tuple[int, int], float]) -> float:
    """The highest sum of weights of pairs (row, column) that share no row and no column; what is absent weighs 0.

    The Hungarian method by shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987), rows²·columns steps.
    """
    rows, columns = sorted({i for i, _ in weights}), sorted({j for _, j in weights})
    if len(rows) > len(columns):
        return match_best({(j, i): weight for (i, j), weight in weights.items()})
    cost = [[-weights.get((i, j), 0.0) for j in columns] for i in rows]
    owner = _assign_rows(cost)
    return -sum(cost[row][column] for column, row in enumerate(owner) if row is not None)


def _assign_rows(cost: Sequence[Sequence[float]]) -> list[int | None]:
    """For each column the row that it goes to at the least cost in all; every row, no more than columns, gets one."""
    width = len(cost[0]) if cost else 0
    owner: list[int | None] = [None] * width
    row_price, column_price = [0.0] * len(cost), [0.0] * width
    for start in range(len(cost)):
        slack, before, done = [float("inf")] * width, [-1] * width, [False] * width
        row, last = start, -1
        while True:
            open_columns = [j for j in range(width) if not done[j]]
            for j in open_columns:
                reduced = cost[row][j] - row_price[row] - column_price[j]
                if reduced < slack[j]:
                    slack[j], before[j] = reduced, last
            column = min(open_columns, key=lambda j: (slack[j], j))
            step = slack[column]
            row_price[start] += step
            for j in range(width):
                if done[j]:
                    column_price[j] -= step
                    row_price[_held(owner, j)] += step
                else:
                    slack[j] -= step
            done[column], last = True, column
            if owner[column] is None:
                break
            row = _held(owner, column)
        while last >= 0:
            owner[last] = owner[before[last]] if before[last] >= 0 else start
            last = before[last]
    return owner


def _held(owner: Sequence[int | None], column: int) -> int:
    row = owner[column]
    assert row is not None
    return row


def _kept_links(chains: Sequence[Chain], others: Sequence[Chain]) -> float:
    """The share of the links of ``chains`` that ``others`` keep."""
    home = {mention: number for number, chain in enumerate(others) for mention in chain}
    links = kept = 0
    for chain in chains:
        parts = {home[mention] for mention in chain if mention in home}
        alone = sum(mention not in home for mention in chain)
        links += len(chain) - 1
        kept += len(chain) - len(parts) - alone
    return kept / links if links else 0.0


def _overlaps(key: Sequence[Chain], response: Sequence[Chain]) -> Counter[tuple[int, int]]:
    """How many mentions each pair of chains (by index) shares; only pairs that share some."""
    home = {mention: j for j, chain in enumerate(response) for mention in chain}
    return Counter((i, home[mention]) for i, chain in enumerate(key) for mention in chain if mention in home)


def _components(weights: dict[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """The weights in parts that have no row or column in common: each can be matched alone."""
    of_row: dict[int, list[int]] = defaultdict(list)
    of_column: dict[int, list[int]] = defaultdict(list)
    for i, j in sorted(weights):
        of_row[i].append(j)
        of_column[j].append(i)
    parts, seen = [], set[int]()
    for first in of_row:
        if first in seen:
            continue
        seen.add(first)
        waiting, part = [first], {}
        while waiting:
            i = waiting.pop()
            for j in of_row[i]:
                part[i, j] = weights[i, j]
                fresh = [other for other in of_column[j] if other not in seen]
                seen.update(fresh)
                waiting += fresh
        parts.append(part)
    return parts
