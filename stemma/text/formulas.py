"""Formulas: words that reports share because such things are always put so, with the names and figures changed.

Company results, bond issues, weekly statistics, results of matches. A copy keeps its names and figures; a formula is
words around other names and other figures.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from stemma.text.shared_text import LEAST_WORDS, Stretch
from stemma.text.word_places import Words

_LONG = 30
"""Words; hardly a formula is this long."""
_EDGES = 0.5
"""The share of runs that end where names or figures change, from which they are a formula."""
_CHANGED_FIGURES = 3
"""Fewer, where all else is the same, are what an update of the same text changes."""
_ALIKE = 2 / 3
"""Articles on one event share this part of the names and figures of the one that has fewer, or more."""
_ALIKE_NAMES = 0.5
_FEW_NAMES = 3
_SERIES = 3
"""Days between two articles from which other figures make the later one the next number of a series (a weekly
report, a daily table), not an update of the first."""
_OTHER = 4
"""For so many figures that both have, one that only one of them has is enough of a change."""


def is_formula(one: Words, other: Words, stretches: Sequence[Stretch]) -> bool:
    """Whether the runs among all that two texts share are a formula, filled in differently by each."""
    runs = [s for s in stretches if s.same]
    if not runs or any(s.words >= _LONG for s in runs):
        return False
    here = _specifics_around(one, ((s.start, s.end) for s in runs))
    there = _specifics_around(other, ((s.other_start, s.other_end) for s in runs))
    figures, names = _count_changes(here, there)
    if _speak_of_other_things(one, other, figures):
        return True
    if any(_holds_named_sentence(one, s) for s in runs):
        return False
    changing = sum(_ends_in_change(one, other, s) for s in runs)
    return changing >= _EDGES * len(runs) and (names >= 1 or figures >= _CHANGED_FIGURES)


def _speak_of_other_things(one: Words, other: Words, figures: int) -> bool:
    """Whether two whole texts share few names and figures; ``figures``: how many change in what they share."""
    here, there = one.specifics, other.specifics
    if len(here & there) >= _ALIKE * min(len(here), len(there)):
        return False
    names, others = (frozenset(w for w in words if not _is_figure(w)) for words in (here, there))
    fewer = min(len(names), len(others))
    return figures >= 2 or (fewer >= _FEW_NAMES and len(names & others) <= _ALIKE_NAMES * fewer)


def is_other_matter(one: Words, other: Words, stretch: Stretch) -> bool:
    """Whether two nearly equal sentences speak of other names and figures more than of the same."""
    here = _specifics_around(one, [(stretch.start, stretch.end)])
    there = _specifics_around(other, [(stretch.other_start, stretch.other_end)])
    changed = sum(_count_changes(here, there))
    return changed >= 2 and changed > len(here & there)


def is_next_of_series(
    one: Words, other: Words, stretches: Sequence[Stretch], day: date | None, other_day: date | None
) -> bool:
    """Whether two texts published three days apart or more share words around figures that change.

    More than a fifth of all figures there stand in one of the two alone, and no run is longer than a formula's.
    """
    if day is None or other_day is None or abs((other_day - day).days) < _SERIES:
        return False
    if any(s.same and s.words >= _LONG for s in stretches):
        return False
    here = _specifics_around(one, ((s.start, s.end) for s in stretches))
    there = _specifics_around(other, ((s.other_start, s.other_end) for s in stretches))
    return _OTHER * sum(map(_is_figure, here ^ there)) > sum(map(_is_figure, here & there))


def is_name_alone(one: Words, stretch: Stretch) -> bool:
    """Whether a short run is mostly a name with its titles, or figures: anyone writes these so."""
    specific = sum(one.specific[stretch.start : stretch.end])
    return stretch.words < 2 * LEAST_WORDS and 2 * specific > stretch.words


def _holds_named_sentence(text: Words, run: Stretch) -> bool:
    """Whether the run holds a whole sentence that names somebody or something."""
    for number in range(text.sentence[run.start], text.sentence[run.end - 1] + 1):
        first, end = text.bounds[number]
        if (
            run.start <= first
            and end <= run.end
            and end - first >= LEAST_WORDS
            and any(text.specific[at] and not _is_figure(text.words[at]) for at in range(first, end))
        ):
            return True
    return False


def _ends_in_change(one: Words, other: Words, run: Stretch) -> bool:
    """Whether a name or figure stands before the run in both texts, or after it; the run ends there, so they differ."""
    before = _is_specific(one, run.start, run.start - 1) and _is_specific(other, run.other_start, run.other_start - 1)
    after = _is_specific(one, run.end - 1, run.end) and _is_specific(other, run.other_end - 1, run.other_end)
    return before or after


def _is_specific(text: Words, at: int, beside: int) -> bool:
    within = 0 <= beside < len(text.words) and text.sentence[beside] == text.sentence[at]
    return within and text.specific[beside]


def _specifics_around(text: Words, places: Iterable[tuple[int, int]]) -> frozenset[str]:
    """The names and figures of the sentences that hold the places."""
    numbers = {n for start, end in places for n in range(text.sentence[start], text.sentence[end - 1] + 1)}
    return frozenset(text.words[at] for n in numbers for at in range(*text.bounds[n]) if text.specific[at])


def _count_changes(here: frozenset[str], there: frozenset[str]) -> tuple[int, int]:
    """How many figures, and how many words of names, one has in place of the other's."""
    (figures, names), (others, other_names) = _part(here - there), _part(there - here)
    return min(figures, others), min(names, other_names)


def _part(words: frozenset[str]) -> tuple[int, int]:
    figures = sum(_is_figure(word) for word in words)
    return figures, len(words) - figures


def _is_figure(word: str) -> bool:
    return any(map(str.isdigit, word))
