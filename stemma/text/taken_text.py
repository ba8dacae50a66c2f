"""What texts share, told apart: taken over word for word, rewritten a little, or the words of one speaker."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from stemma.text.formulas import is_formula, is_name_alone, is_next_of_series, is_other_matter
from stemma.text.shared_text import LEAST_WORDS, Stretch, find_shared
from stemma.text.word_places import Words

Kind = Literal["verbatim", "rewritten", "quotation"]


def find_taken(texts: Sequence[Words], days: Sequence[date | None] = ()) -> Iterator[tuple[Stretch, Kind]]:
    """Each stretch of a text that an earlier one has too, with its kind; formulas filled in otherwise are left out.

    ``verbatim`` are maximal runs of at least eight words, ``rewritten`` sentences that keep most of their words in
    order, ``quotation`` what one of the two gives as somebody's direct speech. ``days``: when each text was published;
    what comes days later with other figures is no copy but the next number of a series.
    """
    between: dict[tuple[int, int], list[Stretch]] = defaultdict(list)
    for stretch in find_shared(texts):
        one, other = texts[stretch.one], texts[stretch.other]
        if _is_spoken(one, other, stretch):
            yield stretch, "quotation"
        elif not (is_name_alone(one, stretch) if stretch.same else is_other_matter(one, other, stretch)):
            between[stretch.one, stretch.other].append(stretch)
    for (one_number, other_number), stretches in between.items():
        one, other = texts[one_number], texts[other_number]
        when = (days[one_number], days[other_number]) if days else (None, None)
        if not is_formula(one, other, stretches) and not is_next_of_series(one, other, stretches, *when):
            yield from ((s, "verbatim" if s.same else "rewritten") for s in stretches)


def _is_spoken(one: Words, other: Words, stretch: Stretch) -> bool:
    """Whether it is mostly somebody's direct speech and no run of eight words of it is the articles' own.

    Marks in one of the articles are enough: the other may print a statement in full or report it indirectly, and
    the words are still the speaker's.
    """
    here = one.spoken[stretch.start : stretch.end]
    there = other.spoken[stretch.other_start : stretch.other_end]
    sides = [tuple(a or b for a, b in zip(here, there, strict=True))] if stretch.same else [here, there]
    return any(2 * sum(said) >= len(said) and len(said) - sum(said) < LEAST_WORDS for said in sides)
