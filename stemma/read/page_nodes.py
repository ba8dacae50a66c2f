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

    def climb(self, nodes: Numbers) -> Numbers:
        """The parents of ``nodes``; the root stays where it is."""
        above = self.parents[nodes]
        return np.where(above >= 0, above, nodes)

    def gather(self, values: Floats) -> Floats:
        """Of each element the sum of ``values`` (one a line) over the lines within it."""
        sums = np.zeros(len(self.parents))
        at = self.of_lines
        left = np.ones(len(at), dtype=bool)
        while left.any():
            np.add.at(sums, at[left], values[left])
            left = left & (self.parents[at] >= 0)
            at = self.climb(at)
        return sums

    def spread(self, values: Floats, join: np.ufunc) -> Floats:
        """Of each line ``values`` (one an element) of all elements above it, joined by ``join``."""
        at = self.of_lines
        joined: Floats = values[at]
        while (self.parents[at] >= 0).any():
            at = self.climb(at)
            joined = join(joined, values[at])
        return joined

    def find_holder(self, shares: Floats, least: float) -> tuple[Numbers, Numbers, Numbers]:
        """Of each line the nearest element above it that holds ``least`` of the page, the child of that element on
        the way to the line (or the element itself), and the number of steps up to it."""
        at = self.of_lines
        child = at
        steps = np.zeros(len(at), dtype=np.int64)
        left = (shares[at] < least) & (self.parents[at] >= 0)
        while left.any():
            child = np.where(left, at, child)
            at = np.where(left, self.climb(at), at)
            steps = steps + left
            left = (shares[at] < least) & (self.parents[at] >= 0)
        return at, child, steps


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
    return PageNodes(
        elements=tuple(listed),
        parents=np.array(parents, dtype=np.int64),
        of_lines=np.array([known[block] for block in elements], dtype=np.int64),
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
