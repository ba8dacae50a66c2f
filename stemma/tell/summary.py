"""The summary: what most articles say, in one article's words."""

from collections.abc import Sequence

from stemma.model.dossier import Finding, ReportedClaim, SummarySentence
from stemma.text.statements import is_hanging, list_words, stands_alone

_LONGEST = 5
_LEAST_WORDS = 6
_REPEATED = 0.6
_PARTS = {"body", "deck"}
"""Headlines and captions are written in a manner of their own."""


def summarise(findings: Sequence[Finding]) -> tuple[SummarySentence, ...]:
    """At most five sentences, each the words of a claim and each citing its finding.

    What most articles say opens; the rest stands in order of time. Nothing on which they differ is told as reported.
    """
    told = [f for f in findings if _spread(f) > 1 and f.relation != "differ" and _is_whole(f)]
    # Better a sentence that points back than no summary at all.
    shared = [f for f in told if stands_alone(f.statement)] or told
    chosen: list[Finding] = []
    for finding in sorted(shared, key=lambda f: (-_spread(f), -f.origins, f.id)):
        if len(chosen) < _LONGEST and not any(_repeats(finding, other) for other in chosen):
            chosen.append(finding)
    ordered = chosen[:1] + sorted(chosen[1:], key=lambda f: (f.date or "9999", -f.origins, f.id))
    return tuple(SummarySentence(sentence=_sentence(f.statement), findings=(f.id,)) for f in ordered)


def _spread(finding: Finding) -> int:
    return len({c.article for c in finding.claims})


def _repeats(one: Finding, other: Finding) -> bool:
    """Most words of the shorter statement stand in the other."""
    a, b = set(list_words(one.statement)), set(list_words(other.statement))
    return len(a & b) >= _REPEATED * min(len(a), len(b))


def _is_whole(finding: Finding) -> bool:
    """Stated in the words of a claim that reads as a sentence of its own."""
    head = " ".join(list_words(finding.statement)[:_LEAST_WORDS])
    complete = any(_fills_sentence(c) and head in " ".join(list_words(c.quote)) for c in finding.claims)
    return complete and not is_hanging(finding.statement) and len(finding.statement.split()) >= _LEAST_WORDS


def _fills_sentence(claim: ReportedClaim) -> bool:
    """Opens its sentence and is the most of it."""
    size = claim.context.end - claim.context.start if claim.context else 0
    return claim.complete and claim.part in _PARTS and (claim.end - claim.start) * 2 >= size


def _sentence(statement: str) -> str:
    return statement if statement.rstrip("”\"’'")[-1:] in {".", "!", "?", "…"} else statement + "."
