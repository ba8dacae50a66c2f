"""Copies across a whole heap against the labelled pairs: all texts that those come from are looked through at once."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from stemma.evaluate.copies import WIRE, LabelledPair, read_all_texts, read_days, read_pairs, read_whole, take_whole
from stemma.group.copies.heap import find_shared_texts
from stemma.model.story import SharedText


def evaluate_heap(labels: Path, pairs: Path, limit: int | None = None) -> dict[str, Mapping[str, float]]:
    """Precision and recall of pairs that the heap finder tells, as ``heap`` and ``heap_…`` for each part of them.

    A pair counts as told where its two articles, or the earliest of the exact copies of each, are told together.
    ``reported`` is how many pairs were told in the whole heap. With a ``limit``, the heap is the articles of the first
    pairs alone. Wire stories are all body; other texts are read as the pipeline does.
    """
    labelled = list(read_pairs(labels))[:limit]
    wanted = {name for pair in labelled for name in (pair.a, pair.b)}
    articles = []
    for name, text in read_all_texts(pairs.parent):
        if limit is None or name in wanted:
            articles.append((take_whole if name.startswith(WIRE) else read_whole)(name, text))
    days = read_days(pairs.parent)
    articles = [replace(article, published=days.get(article.id, article.published)) for article in articles]
    shared = find_shared_texts(articles)
    told = list(zip(labelled, tell_pairs(labelled, shared), strict=True))
    return {
        "heap": {**score_told(told), "reported": float(len(shared))},
        "heap_dev": score_told((p, t) for p, t in told if p.part == "dev"),
        "heap_test": score_told((p, t) for p, t in told if p.part == "test"),
        "heap_without_reuters": score_told((p, t) for p, t in told if not p.is_wire),
        "heap_first_draw": score_told((p, t) for p, t in told if p.draw == 1),
    }


def tell_pairs(labelled: Iterable[LabelledPair], shared: Iterable[SharedText]) -> list[bool]:
    """Whether each pair is told; exact copies stand for one another."""
    pairs = list(shared)
    first = {pair.other: pair.one for pair in pairs if pair.kind == "exact"}
    known = {frozenset((pair.one, pair.other)) for pair in pairs}
    ends = [{first.get(pair.a, pair.a), first.get(pair.b, pair.b)} for pair in labelled]
    return [len(both) == 1 or frozenset(both) in known for both in ends]


def score_told(told: Iterable[tuple[LabelledPair, bool]]) -> dict[str, float]:
    """``precision``, ``recall`` and how many pairs there were; 1 where there was nothing to find."""
    rows = list(told)
    right = sum(was for pair, was in rows if pair.taken)
    reported = sum(was for _, was in rows)
    taken = sum(pair.taken for pair, _ in rows)
    return {
        "precision": right / reported if reported else 1.0,
        "recall": right / taken if taken else 1.0,
        "pairs": float(len(rows)),
    }
