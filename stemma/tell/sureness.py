"""How sure a finding is, in words: what its chance means, and how often it has been right (docs/confidence.md)."""

from dataclasses import dataclass

from stemma.model.dossier import Finding
from stemma.model.stored import StoredFinding

_SURE, _FAIR = 0.8, 0.6
SUREST = 3
"""The highest level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """A step of the scale."""

    word: str
    """One or two words, for a line of facts."""
    meaning: str
    """A sentence that says what it is about."""
    level: int
    """3 the surest, 0 where nothing is concluded."""


_SHARED = (
    Sureness(word="unsure", meaning="These claims may not answer the same question: read them side by side.", level=0),
    Sureness(word="rather unsure", meaning="About half of the claims set together so belong together.", level=1),
    Sureness(word="fairly sure", meaning="Most of the claims set together so belong together, not all.", level=2),
    Sureness(word="sure", meaning="Claims set together so nearly always belong together.", level=3),
)
_ALONE = (
    Sureness(word="perhaps alone", meaning="Another article may say it in other words.", level=0),
    Sureness(
        word="probably alone", meaning="Others have nothing very like it, but may say it in other words.", level=1
    ),
    Sureness(word="alone, fairly sure", meaning="No other article has anything much like it.", level=2),
    Sureness(word="alone, sure", meaning="No other article has anything like it.", level=3),
)
SCALE = (*reversed(_SHARED), *reversed(_ALONE))
"""All steps, the surest first: of findings of several articles, then of those of one."""


def say_sureness(finding: Finding | StoredFinding) -> Sureness:
    """How sure ``finding`` is: of several articles, that its claims belong together; of one, that it is alone."""
    scale = _ALONE if finding.relation == "single" else _SHARED
    if finding.withheld:
        return scale[0]
    return scale[3 if finding.confidence >= _SURE else 2 if finding.confidence >= _FAIR else 1]
