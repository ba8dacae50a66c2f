"""How a sentence of an article reads to somebody who has seen nothing else of it."""

import re

from stemma.text.statements import stands_alone

_LEAST_WORDS = 6
_MOST_WORDS = 54
_LONG = 38
_VERY_LONG = 45
_SHORT = 9
_NEAR = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening|week|month|year)|last night|"
    r"(?:last|next) (?:week|month|year)|earlier|here|above|below)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|their|its|him|them)\b", re.IGNORECASE)
_PLEA = re.compile(
    r"\b(?:subscribe|newsletter|sign up|click|read more|follow us|cookies?|advertis\w+|support our|donat\w+|"
    r"copyright|all rights reserved|photo:|related:)",
    re.IGNORECASE,
)
_BEFORE = r"(?:In|On|At|After|For|Under|By|With|From|Before|During|Until|Since|About|Around)"
_DANGLING = re.compile(
    r"Of [A-Z]|(?:One|Another|Others?|Both|Neither|Either|Most|Some|Many|Few|All|Two|Three|Four|Several) "
    r"(?:is|was|are|were|had|has|have|will|would|can|could|may|might|did|do|does|said|say|of (?:them|these|those)"
    r"|[a-z]+ed)\b"
    rf"|{_BEFORE}\b[^,]*(?:,[^,]*)?, (?:it|he|she|they)\b"
    r"|(?:At|By) (?:that|the) (?:time|point)\b|(?:Then|There|Here|Later|Earlier|Afterwards?|Thus|Hence|Similarly)\b"
    r"|(?:On |In )?[Tt]he (?:previous|next|following|same|preceding) \w+\b"
    r"|(?:The|A|Some|Two|Three) \w+ (?:earlier|later)\b"
    r"|\w+ (?:those|these|this|such)\b"
    r"|The (?:former|latter|second|third|other|others|two|three|same)\b"
)
"""Openings that lean on a sentence before."""
_BROKEN = re.compile(r"[@*_|#<>{}\\]|\b[A-Z][a-z]+\. \(|\b[Yy]ou(?:r|rs|rself)?\b")
"""Marks of a page's make-up, a title whose name is gone ("Gov. (R)"), and words to the reader."""
_FORWARD = re.compile(rf"{_BEFORE} (?:his|her|its|their) [^,]{{3,60}}, (?=(?:then-)?[A-Z])")
"""Points forward to the name that follows, not back."""
_POINTING = re.compile(
    r"\b(?:those|these|this|such|the same"
    r"|that (?:month|year|day|week|night|evening|morning|spring|summer|autumn|winter))\b"
    r"|\bthere\b(?! (?:is|was|are|were|will|would|has|have|had|may|could|can|might|must)\b)"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_BARE_SUBJECT = re.compile(r"The [a-zà-þ]")
_BROKEN_UP = re.compile(r"[:(]| [–—] ")


def reads_alone(words: str) -> bool:
    """Whether ``words`` can be told by themselves: a sentence of fit length that leans on none before it."""
    if not _LEAST_WORDS <= len(words.split()) <= _MOST_WORDS or words.startswith("…") or words.isupper():
        return False
    forward = _FORWARD.match(words)
    if not stands_alone(words) and (forward is None or not stands_alone(words[forward.end() :])):
        return False
    return not (_DANGLING.match(words) or _PLEA.search(words) or _BROKEN.search(_QUOTED.sub(" ", words)))


def rate_reading(words: str) -> float:
    """How well ``words`` read, 0..1: less with each thing that points outside, with quotations, with length."""
    worth = 0.75 if _NEAR.search(words) else 1.0
    worth *= 0.9 ** min(3, len(_PRONOUN.findall(words)))
    quoted = sum(len(found) for found in _QUOTED.findall(words))
    worth *= 0.6 if quoted > len(words) / 2 else 0.85 if quoted > len(words) / 4 else 1.0
    count = len(words.split())
    worth *= 0.7 if count > _VERY_LONG else 0.85 if count > _LONG or count < _SHORT else 1.0
    # "The doctor": somebody must have been named before.
    worth *= 0.85 if _BARE_SUBJECT.match(words) else 1.0
    worth *= 0.6 if _POINTING.search(words) else 1.0
    return worth * (0.8 if _BROKEN_UP.search(words) else 1.0)
