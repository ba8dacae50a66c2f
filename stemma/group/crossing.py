"""How alike two articles of different languages are, by what they say that needs no translation."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from stemma.group.facts import Facts
from stemma.text.romanisation import measure_spelling

PSEUDO_ARTICLES = 50
"""Articles imagined beside the given ones, so that in a small input a fact that most share still counts."""
SPELLING = 0.62
"""How near (``measure_spelling``) two names of one skeleton must be written to be one."""
WINDOW = 7
"""Days that two articles' publications may lie apart."""

_NAME, _TOWN, _COUNTRY, _FIGURE, _DAY = 1.0, 1.0, 0.4, 0.8, 0.25
_OTHER_DAYS, _OTHER_TOWNS = 0.75, 0.7
_FULL = 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """What two articles share across languages, and how much that is."""

    likeness: float
    """0..1; 0 where too little agrees to say anything."""
    names: tuple[str, ...] = ()
    """As the first of the two writes them in Latin letters."""
    places: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


@dataclass(slots=True)
class Rarity:
    """How many articles hold each fact. The order in which they are added does not show."""

    articles: int = 0
    holders: Counter[str] = field(default_factory=Counter)

    def add(self, facts: Facts) -> None:
        """Count one article's facts."""
        self.articles += 1
        self.holders.update(set(list_keys(facts)))

    def weigh(self, key: str) -> float:
        """1 for a fact that one article holds, down to 0 for one that all hold."""
        whole = self.articles + PSEUDO_ARTICLES
        return max(0.0, math.log(whole / (self.holders[key] + 1)) / math.log(whole / 2))


def count_facts(articles: Iterable[Facts]) -> Rarity:
    """The rarity of the facts of ``articles``."""
    rarity = Rarity()
    for facts in articles:
        rarity.add(facts)
    return rarity


def list_keys(facts: Facts) -> list[str]:
    """The facts as keys of one index, each kind with a mark of its own; in order, each once."""
    keys = [f"n:{key}" for _, key in facts.names]
    keys += [f"p:{key}" for key in sorted(facts.places)]
    keys += [f"f:{figure}" for figure in sorted(facts.figures) if _weigh_figure(figure)]
    keys += [f"d:{day.isoformat()}" for day in sorted(facts.days)]
    return list(dict.fromkeys(keys))


def are_near(one: Facts, other: Facts) -> bool:
    """Whether the two were published within ``WINDOW`` days; also where one of them does not say when it was."""
    return not one.published or not other.published or abs((one.published - other.published).days) <= WINDOW


def measure_crossing(one: Facts, other: Facts, rarity: Rarity) -> Crossing:
    """What the two share and how much that is. Symmetric in ``likeness``.

    At least two facts other than days and countries must agree, or one and a country or day: one name alone is chance.
    """
    names = _match_names(one.names, other.names)
    places = tuple(sorted(one.places & other.places))
    towns = [key for key in places if key.isdigit()]
    figures = tuple(sorted(f for f in one.figures & other.figures if _weigh_figure(f)))
    days = tuple(sorted(one.days & other.days))
    telling = len(names) + len(towns) + len(figures)
    agree = telling + len(places) - len(towns) + len(days)
    if not telling or agree < 2:
        return Crossing(likeness=0.0, names=tuple(names), places=places, figures=figures, days=days)
    total = (
        _NAME * sum(rarity.weigh(f"n:{key}") * names[roman] for roman, key in one.names if roman in names)
        + sum((_TOWN if key.isdigit() else _COUNTRY) * rarity.weigh(f"p:{key}") for key in places)
        + _FIGURE * sum(_weigh_figure(f) * rarity.weigh(f"f:{f}") for f in figures)
        + _DAY * sum(rarity.weigh(f"d:{day.isoformat()}") for day in days[:2])
    )
    if one.days and other.days and not days:
        total *= _OTHER_DAYS
    if not towns and _has_town(one) and _has_town(other):
        total *= _OTHER_TOWNS
    likeness = 1 - math.exp(-total / _FULL)
    return Crossing(likeness=likeness, names=tuple(names), places=places, figures=figures, days=days)


def find_candidates(articles: Sequence[Facts], most: int = 100) -> Mapping[tuple[int, int], int]:
    """Pairs of articles of different languages, by index, that share two facts at least, and how many they share.

    A fact that more than ``most`` articles hold finds nobody: work is bounded by ``most`` times the number of facts.
    """
    holders: dict[str, list[int]] = {}
    for index, facts in enumerate(articles):
        for key in list_keys(facts):
            holders.setdefault(key, []).append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for found in holders.values():
        if len(found) > most:
            continue
        for place, first in enumerate(found):
            for second in found[place + 1 :]:
                if articles[first].language != articles[second].language and are_near(
                    articles[first], articles[second]
                ):
                    shared[first, second] += 1
    return {pair: number for pair, number in sorted(shared.items()) if number > 1}


def _has_town(facts: Facts) -> bool:
    return any(key.isdigit() for key in facts.places)


def _match_names(one: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...]) -> dict[str, float]:
    """The names of ``one`` that ``other`` holds too, as ``one`` writes them, with how near the writings are."""
    by_key: dict[str, list[str]] = {}
    for roman, key in other:
        by_key.setdefault(key, []).append(roman)
    found: dict[str, float] = {}
    taken: set[str] = set()
    for roman, key in one:
        near = max((measure_spelling(roman, their) for their in by_key.get(key, ())), default=0.0)
        if near >= SPELLING and key not in taken:
            taken.add(key)
            found[roman] = near
    return found


def _weigh_figure(figure: str) -> float:
    """How telling a figure is by itself: nothing below ten, most with a fraction or three digits that are no noughts."""
    digits = figure.replace(".", "").strip("0")
    if len(digits) >= 3 or "." in figure:
        return 1.0
    size = len(figure)
    return 0.0 if size < 2 else 0.5 if size == 2 else 0.8
