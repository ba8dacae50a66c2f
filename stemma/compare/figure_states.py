"""What befell those whom a figure counts: killed, hurt, missing, held ...; two states are never one figure."""

import re
from functools import lru_cache

from stemma.model.annotation import Claim, Quantity

_STATES = {
    "dead": "kill|dead|die[sd]?\\b|dying|death|fatal|perish|drown|toll|bod(?:y|ies)\\b|corpse|slain|murder|"
    "lives\\b|executed",
    "hurt": "injur|wound|hurt\\b|hospitali[sz]|treated|maim",
    "missing": "missing|unaccounted|disappear",
    "held": "arrest|detain|held\\b|in custody|captur|jailed|imprison|charged|indict",
    "moved": "displac|evacuat|homeless|fled\\b|flee",
    "saved": "rescu|saved\\b|surviv|pulled (?:out )?alive|freed|releas",
    "ill": "infect|sick|fall(?:en)? ill|fell ill|ill\\b|cases?\\b|diagnos",
    "left": "resign|laid off|layoff|dismiss|job cut|redundan",
}
_STATE = re.compile("|".join(rf"(?P<{name}>\b(?:{words}))" for name, words in _STATES.items()), re.IGNORECASE)
_CASUALTIES = re.compile(r"\b(?:casualt|victims)", re.IGNORECASE)
_BEFALL = frozenset({"dead", "hurt", "missing", "held", "ill"})
_BREAK = re.compile(r"[;:]|[,.]\s|\b(?:and|but|while|with|including)\b")
_AFTER, _BEFORE = 60, 40


def find_state(claim: Claim, quantity: Quantity) -> str | None:
    """The state that the claim's words put a counted figure in, the nearest in its clause; None where none is told."""
    start, end = quantity.start - claim.start, quantity.end - claim.start
    after = _BREAK.split(claim.quote[end : end + _AFTER])[0]
    match = _STATE.search(after)
    if match:
        return match.lastgroup
    before = _BREAK.split(claim.quote[max(0, start - _BEFORE) : start])[-1]
    told = [m.lastgroup for m in _STATE.finditer(before)]
    return told[-1] if told else None


@lru_cache(maxsize=8192)
def find_states(words: str) -> frozenset[str]:
    """Every state that befalls people which the words tell; "casualties" are dead or hurt."""
    found = {m.lastgroup for m in _STATE.finditer(words) if m.lastgroup}
    if _CASUALTIES.search(words):
        found |= {"dead", "hurt"}
    return frozenset(found & _BEFALL)
