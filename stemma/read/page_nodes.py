"""The elements of a page that hold its lines, and what each of them holds: letters, prose, links, main text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from lxml import etree
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

_TOKEN = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST_NAMES = 300
_SHORTEST, _LONGEST = 3, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNodes:
    """The elements above the lines of a page, numbered; the root's parent is -1."""

    elements: tuple[etree._Element, ...]
    parents: Numbers
    of_lines: Numbers
    """Of each line the number of its block element."""

    paths: Numbers
    """Of each line in turn its block element and all elements above it, up to the root."""
    starts: Numbers
    """Where in ``paths`` each line begins."""

    def climb(self, nodes: Numbers) -> Numbers:
        """The parents of ``nodes``; the root stays where it is."""
        above = self.parents[nodes]
        return np.where(above >= 0, above, nodes)

    def gather(self, values: Floats) -> Floats:
        """Of each element the sum of ``values`` (one a line) over the lines within it."""
        sizes = np.diff(self.starts, append=len(self.paths))
        sums: Floats = np.bincount(self.paths, np.repeat(values, sizes), len(self.parents)).astype(np.float64)
        return sums

    def spread(self, values: Floats, join: np.ufunc) -> Floats:
        """Of each line ``values`` (one an element) of all elements above it, joined by ``join``."""
        joined: Floats = join.reduceat(values[self.paths], self.starts)
        return joined

    def find_holder(self, shares: Floats, least: float) -> tuple[Numbers, Numbers, Numbers]:
        """Of each line the nearest element above it that holds ``least`` of the page, the child of that element on
        the way to the line (or the element itself), and the number of steps up to it; the root where none does."""
        ends = np.append(self.starts[1:], len(self.paths)) - 1
        numbers = np.arange(len(self.paths))
        holding = np.where(shares[self.paths] >= least, numbers, len(self.paths))
        first = np.minimum(np.minimum.reduceat(holding, self.starts), ends)
        return self.paths[first], self.paths[np.maximum(first - 1, self.starts)], first - self.starts


def number_nodes(elements: Sequence[etree._Element]) -> PageNodes:
    """The elements above the lines of a page, of which ``elements`` are the blocks."""
    known: dict[etree._Element, int] = {}
    listed: list[etree._Element] = []
    parents: list[int] = []
    for block in elements:
        below = -1
        element: etree._Element | None = block
        while element is not None:
            number = known.get(element)
            if number is None:
                number = known[element] = len(listed)
                listed.append(element)
                parents.append(-1)
                new = True
            else:
                new = False
            if below >= 0:
                parents[below] = number
            if not new:
                break
            below = number
            element = element.getparent()
    of_lines = [known[block] for block in elements]
    ways: dict[int, list[int]] = {}
    paths: list[int] = []
    starts: list[int] = []
    for number in of_lines:
        way = ways.get(number)
        if way is None:
            way, at = [], number
            while at >= 0:
                way.append(at)
                at = parents[at]
            ways[number] = way
        starts.append(len(paths))
        paths += way
    return PageNodes(
        elements=tuple(listed),
        parents=np.array(parents, dtype=np.int64),
        of_lines=np.array(of_lines, dtype=np.int64),
        paths=np.array(paths, dtype=np.int64),
        starts=np.array(starts, dtype=np.int64),
    )


def name_tokens(element: etree._Element) -> tuple[str, ...]:
    """The words in the tag, class, id, role and itemprop of ``element``, each once."""
    names = " ".join(element.get(name) or "" for name in ("class", "id", "role", "itemprop"))[:_LONGEST_NAMES]
    return _split_names(str(element.tag), names)


@lru_cache(maxsize=5_000)
def _split_names(tag: str, names: str) -> tuple[str, ...]:
    words = _TOKEN.findall(_CAMEL.sub(" ", names).lower()) if names.strip() else []
    words = [word for word in words if _SHORTEST <= len(word) <= _LONGEST]
    pairs = [f"{one}-{two}" for one, two in pairwise(words)]
    return tuple(dict.fromkeys([f"<{tag}>", *words, *pairs]))


def name_likeness(element: etree._Element) -> str:
    """What elements that are set alike have in common: tag and class, and those of the parent."""
    parent = element.getparent()
    above = f"{parent.tag}.{parent.get('class') or ''}" if parent is not None else ""
    return f"{element.tag}.{element.get('class') or ''}|{above}"[:_LONGEST_NAMES]
