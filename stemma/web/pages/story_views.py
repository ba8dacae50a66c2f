"""What each view of a story shows: as in the dossier's file, but one at a time, so that a page is light and quick."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from typing import Any

from stemma.tell.arrangement import list_articles
from stemma.tell.chronology import view_timeline
from stemma.tell.columns import list_copied, make_columns
from stemma.tell.making import tell_making
from stemma.tell.map import view_map
from stemma.tell.matrix import STATE_WORDS, make_matrix
from stemma.tell.minute import choose_differences, tell_minute
from stemma.tell.page_index import PageIndex
from stemma.tell.people import tell_people
from stemma.tell.stemma_graph import view_stemma
from stemma.tell.wording import MISSING_WORDS, WORKING

_WEIGHTS = {"differ": 1000, "compatible": 100, "update": 100}


def prepare_view(view: str, index: PageIndex) -> dict[str, Any]:
    """The names that the template of ``view`` wants, and no more of the dossier than it shows."""
    return {"dossier": index.dossier, "page": index, "told": index.told, **_PREPARING[view](index)}


def _prepare_minute(index: PageIndex) -> dict[str, Any]:
    matrix = make_matrix(index, {finding.id for finding in choose_differences(index.told)})
    return {"matrix": matrix, "minute": tell_minute(index, matrix), "making": tell_making(index)}


def _prepare_findings(index: PageIndex) -> dict[str, Any]:
    matrix = make_matrix(index)
    return {
        "matrix": matrix,
        "minute": tell_minute(index, matrix),
        "state_words": STATE_WORDS,
        "missing_words": MISSING_WORDS,
        "working": WORKING,
    }


def _prepare_people(index: PageIndex) -> dict[str, Any]:
    worded = {finding.id for finding in index.order if finding.kind == "wording"}
    shown = worded | {finding.id for finding in choose_differences(index.told)}
    matrix = make_matrix(index, shown)
    return {"people": tell_people(index, matrix), "minute": tell_minute(index, matrix), "copies": list_copied(index)}


def _prepare_side(index: PageIndex) -> dict[str, Any]:
    return {"columns": make_columns(index), "pair": _choose_pair(index)}


def _choose_pair(index: PageIndex) -> str:
    """The numbers of the two articles that have most to say to each other: most that differs, then most shared."""
    scores: Counter[tuple[int, int]] = Counter()
    for finding in index.order:
        numbers = sorted({index.number(key) for key in list_articles(finding)})
        weight = 1 if finding.withheld else _WEIGHTS.get(finding.relation, 1)
        scores.update(dict.fromkeys(combinations(numbers, 2), weight))
    best = min(scores, key=lambda pair: (-scores[pair], pair), default=None)
    return f"{best[0]},{best[1]}" if best else ""


_PREPARING: dict[str, Callable[[PageIndex], dict[str, Any]]] = {
    "minute": _prepare_minute,
    "findings": _prepare_findings,
    "stemma": lambda index: {"stemma_view": view_stemma(index.dossier)},
    "timeline": lambda index: {"timeline_view": view_timeline(index.dossier)},
    "map": lambda index: {"map_view": view_map(index.dossier)},
    "people": _prepare_people,
    "side": _prepare_side,
    "made": lambda index: {"making": tell_making(index)},
}
