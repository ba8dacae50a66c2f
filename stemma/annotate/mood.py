"""Polarity and modality of a clause, from its own words."""

from collections.abc import Iterable

from spacy.tokens import Token

from stemma.model.annotation import Modality, Polarity

_NEGATIVE = frozenset({"no", "none", "neither", "nor", "never", "nobody", "nothing", "without"})
_POSSIBLE = frozenset({"may", "might", "could", "possible", "possibly", "perhaps", "likely", "probably", "potential"})
_PLANNED = frozenset({"will", "'ll", "’ll", "shall", "plan", "intend", "expect", "schedule", "aim", "due"})
_FEARED = frozenset({"fear", "worry", "concern", "threat", "threaten"})
_ALLEGED = frozenset({"alleged", "allegedly", "accuse", "suspect", "suspected", "reportedly"})
_WISHED = frozenset({"hope", "wish", "want", "urge", "should", "must"})


def read_polarity(tokens: Iterable[Token]) -> Polarity:
    """``denied`` where the clause's own words negate its verb or deny what it says."""
    for token in tokens:
        if token.dep_ == "neg" or token.lower_ in _NEGATIVE:
            return "denied"
        if token.lemma_.lower() == "deny":
            return "denied"
    return "affirmed"


def read_modality(head: Token, tokens: Iterable[Token]) -> Modality:
    """How the clause holds what it says: done, possible, planned, feared, asked ..."""
    if head.sent.text.rstrip().endswith("?"):
        return "asked"
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in head.children):
        return "conditional"
    words = {t.lower_ for t in tokens} | {t.lemma_.lower() for t in tokens}
    order: tuple[tuple[frozenset[str], Modality], ...] = (
        (_ALLEGED, "alleged"),
        (_FEARED, "feared"),
        (_POSSIBLE, "possible"),
        (_WISHED, "wished"),
        (_PLANNED, "planned"),
    )
    for signs, modality in order:
        if words & signs:
            return modality
    return "asserted"
