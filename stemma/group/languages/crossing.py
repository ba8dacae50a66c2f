"""How alike two articles of different languages are, by what they say that needs no translation."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from stemma.group.languages.facts import Facts, Name
from stemma.text.romanisation import measure_spelling

PSEUDO_ARTICLES = 50
"""Articles imagined beside the given ones, so that in a small input a fact that most share still counts."""
SPELLING, SPELLING_LATIN = 0.62, 0.8
"""How near (``measure_spelling``) two names of one skeleton must be written to be one; where neither was transcribed
("Polizei" is not "policía")."""
WINDOW = 7
"""Days that two articles' publications may lie apart."""

_NAME, _TOWN, _COUNTRY, _FIGURE, _DAY, _ISSUE = 1.0, 1.0, 0.4, 0.8, 0.25, 0.25
_HEADLINE = 1.5
"""How much more a name counts that both headlines have."""
_SECOND_NAME = 0.5
"""How much the further words of one full name count: "Donald" and "Trump" are one person, not two agreements."""
_OTHER_DAYS, _OTHER_TOWNS = 0.8, 0.75
_LATER = 0.9
"""What is left of it for each day more than one between the publications."""
_FULL = 1.6
_FEW_FIGURES = 8
_SMALL_FIGURES = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """What two articles share across languages, and how much that is."""

    strength: float = 0.0
    """0..1, how much the shared facts weigh together."""
    enough: bool = False
    """Whether two facts agree that do not hang together, three where one of the two has no date of publication. One
    name, two words of one full name, one town on one day may be chance."""
    names: tuple[str, ...] = ()
    """As the first of the two writes them in Latin letters."""
    places: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    days: tuple[date, ...] = ()

    @property
    def likeness(self) -> float:
        """``strength`` where it is ``enough``, else 0: what facts say alone, without vectors."""
        return self.strength if self.enough else 0.0


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
    keys = [f"n:{name.key}" for name in facts.names]
    keys += [f"p:{key}" for key in sorted(facts.places)]
    keys += [f"f:{figure}" for figure in sorted(facts.figures) if _weigh_figure(figure)]
    keys += [f"d:{day.isoformat()}" for day in sorted(facts.days)]
    return list(dict.fromkeys(keys))


def tell_languages_apart(one: str | None, other: str | None) -> bool:
    """Whether two languages are known and not the same."""
    return bool(one and other and one != other)


def are_near(one: Facts, other: Facts) -> bool:
    """Whether the two were published within ``WINDOW`` days; also where one of them does not say when it was."""
    return not one.published or not other.published or abs((one.published - other.published).days) <= WINDOW


def measure_crossing(one: Facts, other: Facts, rarity: Rarity) -> Crossing:
    """What the two share and how much that is; ``strength`` and ``enough`` are the same both ways."""
    matched = _match_names(one.names, other.names)
    names, people = _weigh_names(matched, rarity)
    places = tuple(sorted(one.places & other.places))
    towns = sum(key.isdigit() for key in places)
    figures = tuple(sorted(f for f in one.figures & other.figures if _weigh_figure(f)))
    days = tuple(sorted(one.days & other.days))
    total = names + sum((_TOWN if key.isdigit() else _COUNTRY) * rarity.weigh(f"p:{key}") for key in places)
    total += _FIGURE * _weigh_figures(figures, max(len(one.figures), len(other.figures)), rarity)
    total += _DAY * sum(rarity.weigh(f"d:{day.isoformat()}") for day in days[:2])
    if any(a.headline and b.headline for a, b in matched) and _same_issue(one, other):
        total += _ISSUE
    if tell_other_days(one, other):
        total *= _OTHER_DAYS
    if not towns and _has_town(one) and _has_town(other):
        total *= _OTHER_TOWNS
    total *= _LATER ** count_days_between(one, other)
    figured = sum(len(figure) > 2 for figure in figures)
    # Much happens in one town on one day, and a country only says once more where its town lies.
    beside = people + len(figures) > 0 and (bool(days) or len(places) > towns)
    # Without both dates nothing else says that the two are of one week.
    needed = 2 if one.published and other.published else 3
    return Crossing(
        strength=1 - math.exp(-total / _FULL),
        enough=people + towns + min(2, figured) + beside >= needed,
        names=tuple(a.roman for a, _ in matched),
        places=places,
        figures=figures,
        days=days,
    )


def find_candidates(articles: Sequence[Facts], most: int = 100, *, least: int = 2) -> Mapping[tuple[int, int], int]:
    """Pairs of articles of different languages, by index, that share ``least`` facts or more, and how many they share.

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
                one, other = articles[first], articles[second]
                if tell_languages_apart(one.language, other.language) and are_near(one, other):
                    shared[first, second] += 1
    return {pair: number for pair, number in sorted(shared.items()) if number >= least}


def _has_town(facts: Facts) -> bool:
    return any(key.isdigit() for key in facts.places)


def tell_other_days(one: Facts, other: Facts) -> bool:
    """Whether both speak of days and of none in common."""
    return bool(one.days and other.days) and one.days.isdisjoint(other.days)


def count_days_between(one: Facts, other: Facts) -> int:
    """How many days more than one lie between the two publications; 0 where one of them is not known."""
    if one.published is None or other.published is None:
        return 0
    return max(0, abs((one.published - other.published).days) - 1)


def _same_issue(one: Facts, other: Facts) -> bool:
    """Whether they were published on one day or the next."""
    return one.published is not None and other.published is not None and not count_days_between(one, other)


def _match_names(one: Sequence[Name], other: Sequence[Name]) -> list[tuple[Name, Name]]:
    """Pairs of names, the first of ``one``, that may be writings of one; each name at most once."""
    by_key: dict[str, list[Name]] = {}
    for name in other:
        by_key.setdefault(name.key, []).append(name)
    near = [
        (measure_spelling(mine.roman, theirs.roman), mine, theirs)
        for mine in one
        for theirs in by_key.get(mine.key, ())
    ]
    near.sort(key=_rank_match)
    pairs: dict[str, tuple[Name, Name]] = {}
    for score, mine, theirs in near:
        least = SPELLING_LATIN if mine.latin and theirs.latin else SPELLING
        # One skeleton is one name, however it is declined in one text.
        if score >= least and mine.key not in pairs:
            pairs[mine.key] = (mine, theirs)
    return sorted(pairs.values(), key=lambda pair: (pair[0].place, pair[0].roman))


def _rank_match(found: tuple[float, Name, Name]) -> tuple[float, bool, list[str]]:
    score, mine, theirs = found
    return -score, not (mine.headline and theirs.headline), sorted((mine.roman, theirs.roman))


def _weigh_names(matched: Sequence[tuple[Name, Name]], rarity: Rarity) -> tuple[float, int]:
    """What the shared names weigh, and how many different ones they are: words of one full name are one."""
    whole: list[list[tuple[Name, Name]]] = []
    for pair in matched:
        apart = [group for group in whole if not any(_stand_together(pair, other) for other in group)]
        together = [other for group in whole if group not in apart for other in group]
        whole = [*apart, [*together, pair]]
    weights = [sorted((_weigh_name(a, b, rarity) for a, b in group), reverse=True) for group in whole]
    return math.fsum(w[0] + _SECOND_NAME * math.fsum(w[1:]) for w in weights), len(whole)


def _stand_together(one: tuple[Name, Name], other: tuple[Name, Name]) -> bool:
    return any(abs(a.place - b.place) == 1 for a, b in zip(one, other, strict=True))


def _weigh_name(mine: Name, theirs: Name, rarity: Rarity) -> float:
    return _NAME * rarity.weigh(f"n:{mine.key}") * (_HEADLINE if mine.headline and theirs.headline else 1.0)


def _weigh_figures(figures: Sequence[str], listed: int, rarity: Rarity) -> float:
    """What shared figures weigh: those of two digits never much, and all less where a text is full of figures."""
    weights = {figure: _weigh_figure(figure) * rarity.weigh(f"f:{figure}") for figure in figures}
    small = sum(weight for figure, weight in weights.items() if len(figure) <= 2)
    large = sum(weight for figure, weight in weights.items() if len(figure) > 2)
    return (min(small, _SMALL_FIGURES) + large) * min(1.0, _FEW_FIGURES / max(listed, 1))


def _weigh_figure(figure: str) -> float:
    """How telling a figure is by itself: nothing below ten, most with a fraction or three digits but noughts."""
    digits = figure.replace(".", "").strip("0")
    if len(digits) >= 3 or "." in figure:
        return 1.0
    size = len(figure)
    return 0.0 if size < 2 else 0.5 if size == 2 else 0.8
