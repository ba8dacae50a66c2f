"""The summary: the findings that most origins carry, in order of time, in one article's words."""

from collections.abc import Sequence

from stemma.model.dossier import Finding, SummarySentence

_LONGEST = 5
_LEAST_WORDS = 6


def summarise(findings: Sequence[Finding]) -> tuple[SummarySentence, ...]:
    """At most five sentences, each the words of a claim and each citing its finding."""
    shared = [f for f in findings if len({c.article for c in f.claims}) > 1 and _is_whole(f)]
    chosen = sorted(shared, key=lambda f: (-f.origins, -len({c.article for c in f.claims}), f.id))[:_LONGEST]
    chosen.sort(key=lambda f: (f.date or "9999", -f.origins, f.id))
    return tuple(SummarySentence(sentence=_sentence(f.statement), findings=(f.id,)) for f in chosen)


def _is_whole(finding: Finding) -> bool:
    """Stated in the words of a claim that reads as a sentence of its own."""
    complete = any(c.complete and " ".join(c.quote.split()).startswith(finding.statement[:40]) for c in finding.claims)
    return complete and len(finding.statement.split()) >= _LEAST_WORDS


def _sentence(statement: str) -> str:
    return statement if statement.endswith((".", "!", "?", "”", '"')) else statement + "."
