"""Polarity and modality of a clause, from its own words and from the verb that it hangs on."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from stemma.model.annotation import Modality, Polarity

_NEGATIVE = frozenset({"no", "none", "neither", "nor", "never", "nobody", "nothing"})
_POSSIBLE = frozenset({"possible", "possibly", "perhaps", "likely", "probably", "potential", "potentially"})
_POSSIBLY = frozenset({"may", "might", "could"})
_PLANNED = frozenset({"plan", "intend", "expect", "schedule", "aim", "due", "prepare"})
_WILL = frozenset({"will", "'ll", "’ll", "shall"})
_FEARED = frozenset({"fear", "worry", "concern", "threaten"})
_ALLEGED = frozenset({"alleged", "allegedly", "allege", "accuse", "suspect", "suspected", "reportedly"})
_WISHED = frozenset({"hope", "hopes", "hoped", "hoping", "wish", "want", "urge", "demand"})
_OUGHT = frozenset({"should", "must", "ought"})


def read_polarity(tokens: Iterable[Token]) -> Polarity:
    """``denied`` where the clause's own words negate its verb, count nothing or deny what it says."""
    for token in tokens:
        if token.dep_ == "neg" or (token.lower_ in _NEGATIVE and token.dep_ != "preconj"):
            return "denied"
        if token.lemma_.lower() == "deny":
            return "denied"
        if token.lemma_.lower() == "rule" and any(c.dep_ == "prt" and c.lower_ == "out" for c in token.children):
            return "denied"
    return "affirmed"


def read_modality(head: Token, tokens: Sequence[Token]) -> Modality:
    """How the clause holds what it says: done, possible, planned, feared, asked ...

    What hangs on "fears that", "hopes to", "accused of" is held as that verb holds it.
    """
    closing = next((t for t in reversed(head.sent) if not t.is_space), None)
    if closing is not None and closing.text.endswith("?"):
        return "asked"
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in head.children):
        return "conditional"
    verbs = {t.lower_ for t in tokens if t.tag_ == "MD"}
    words = {t.lemma_.lower() for t in tokens if t.tag_ != "MD"} | {t.lower_ for t in tokens if t.tag_ != "MD"}
    above = _governor(head)
    tests: tuple[tuple[bool, Modality], ...] = (
        (bool(words & _ALLEGED) or above in _ALLEGED, "alleged"),
        (bool(words & _FEARED) or above in _FEARED, "feared"),
        (bool(verbs & _POSSIBLY or words & _POSSIBLE), "possible"),
        (bool(verbs & _OUGHT or words & _WISHED) or above in _WISHED, "wished"),
        (bool(verbs & _WILL or words & _PLANNED) or above in _PLANNED, "planned"),
    )
    return next((modality for holds, modality in tests if holds), "asserted")


def _governor(head: Token) -> str:
    """The lemma of the verb or noun whose complement the clause is; empty where it is none's."""
    return head.head.lemma_.lower() if head.dep_ in {"ccomp", "xcomp", "pcomp", "acl"} else ""
