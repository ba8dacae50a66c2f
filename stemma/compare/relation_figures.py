"""Figures of two claims side by side."""

from stemma.compare.contrasts import Context, Found
from stemma.compare.revisions import published_order, says_revised
from stemma.compare.values import compare_figures
from stemma.model.annotation import Claim

_LASTING = frozenset({"age"})
"""What a count does not run up: a later figure corrects an earlier one at best."""


def contrast_figures(one: Claim, other: Claim, context: Context) -> Found | None:
    """What two claims' figures of one thing amount to; None where they agree or measure different things.

    ``update``: the text says that the figure was revised, or a report of a later day counts more. A figure that
    shrank from one day to another without a word on it differs.
    """
    found = compare_figures(one, other)
    if found is None or found[0] == "same":
        return None
    verdict, a, b = found
    words = (a.text, b.text)
    if verdict == "compatible":
        return Found("compatible", "quantity", words)
    if says_revised(one) or says_revised(other):
        return Found("update", "quantity", words, "revised")
    order = published_order(one, other, context)
    if order == 0 or a.of in _LASTING:
        return Found("differ", "quantity", words)
    grew = (b.quantity - a.quantity) * order > 0
    return Found("update", "quantity", words, "later") if grew else Found("differ", "quantity", words, "shrunk")
