"""The words of its sentence around a claim, so that a phrase can be read for what it says."""

from stemma.model.dossier import ReportedClaim
from stemma.tell.wording import clean_line, shorten

_CLOSING = tuple(".,;:!?)]}”’…'\"")
_ELLIPSIS = "…"


def cut_surroundings(claim: ReportedClaim, text: str, room: int) -> tuple[str, str]:
    """What its sentence says before and after a claim, each of at most ``room`` characters, cut at a word.

    ``text`` is its article's. Empty where the claim reads as a sentence of its own, or its sentence is not known
    or does not hold it. The second begins with a space unless it begins with a mark that clings to the claim.
    """
    if claim.complete or claim.context is None:
        return "", ""
    start, end = claim.context
    if not 0 <= start <= claim.start < claim.end <= end <= len(text):
        return "", ""
    before = _shorten_left(clean_line(text[start : claim.start]), room)
    after = clean_line(text[claim.end : end])
    if not any(char.isalnum() for char in after):
        after = ""
    after = shorten(after, room)
    if not any(char.isalnum() for char in before):
        before = ""
    return before, after if not after or after.startswith(_CLOSING) else f" {after}"


def _shorten_left(text: str, length: int) -> str:
    """``text`` in at most ``length`` characters: its end, from a word on, behind an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[len(text) - max(1, length - 1) :]
    _, space, rest = cut.partition(" ")
    return _ELLIPSIS + (rest if space and len(rest) > length // 2 else cut)


def find_shown(claim: ReportedClaim, text: str) -> tuple[int, int] | None:
    """Where a claim's words stand in its article's ``text``, white space at its ends off; None where they do not."""
    if not 0 <= claim.start < claim.end <= len(text):
        return None
    words = text[claim.start : claim.end]
    start, end = claim.start + len(words) - len(words.lstrip()), claim.start + len(words.rstrip())
    return (start, end) if start < end else None
