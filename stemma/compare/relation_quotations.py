"""Quotations of two claims side by side."""

from stemma.compare.contrasts import Context, Found
from stemma.compare.quotations import compare_quotations
from stemma.model.annotation import Claim


def contrast_quotations(one: Claim, other: Claim, context: Context) -> Found | None:
    """Both wordings where one speaker's words do not stand alike inside the marks."""
    found = compare_quotations(one, other, context.texts)
    if found is None or found[0] in {"same", "cut"}:
        return None
    return Found("compatible", "quotation", (found[1], found[2]))
