"""The words that hedge a figure, and the operator each stands for."""

# ruff: noqa: E501  (a pattern reads best on one line)

import re

_HEDGES: tuple[tuple[str, str], ...] = (
    ("<~", r"nearly|almost|just\s+under|just\s+(?:a\s+\w+\s+)?short\s+of|slightly\s+(?:under|below|less\s+than)"
           r"|a\s+little\s+(?:under|less\s+than)|not\s+quite|close\s+to|approaching|just\s+below|just\s+shy\s+of|practically"),
    (">=", r"at\s+least|no\s+(?:fewer|less)\s+than|not\s+less\s+than|a\s+minimum\s+of|upwards?\s+of|minimum"),
    ("<=", r"up\s+to|at\s+(?:the\s+)?most|as\s+(?:many|much|high|long|far)\s+as|no\s+(?:more|greater)\s+than|not\s+more\s+than"
           r"|a\s+maximum\s+of|maximum|within"),
    (">", r"(?:(?:slightly|a\s+little|just|much|far|well)\s+)?(?:more|greater|higher|longer|larger|bigger)\s+than|(?:just|well|slightly)\s+over|over|above"
          r"|(?:well\s+)?in\s+excess\s+of|exceeding|exceeded|beyond|topping|surpassing"),
    ("<", r"(?:slightly\s+|far\s+|much\s+|well\s+)?(?:less|fewer|lower|smaller|shorter)\s+than|(?:well\s+)?(?:under|below)"),
    ("~", r"about|around|roughly|approximately|approx\.?|some|an?\s+estimated|estimated(?:\s+at)?|circa|ca?\.|something\s+like"
          r"|in\s+the\s+region\s+of|or\s+so|somewhere\s+around|~|≈|an?\s+average\s+of\s+about"),
)  # fmt: skip
_PATTERN = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<h{index}>{words})" for index, (_, words) in enumerate(_HEDGES)) + r")\s*$",
    re.I,
)
_ENDINGS = frozenset(
    """nearly almost under of than quite to below least minimum as most maximum within over above exceeding exceeded
    beyond topping surpassing about around roughly approximately approx approx. some estimated at circa c. ca. like
    so ~ ≈ practically approaching upwards""".split()
)
_SPLIT = re.compile(r"\s+")
_TAIL = re.compile(
    r"(?P<more>\s+(?:and|or)\s+(?:more|older|over|above|up|higher)\b(?!\s+(?:the|a|an|[$€£]?\d|\w+\s+(?:million|billion)))|\+(?!\w)|-plus\b|\s+plus\b(?!\s+\w)|\s+at\s+least\b)"
    r"|(?P<less>\s+(?:and|or)\s+(?:less|fewer|younger|under|below)\b(?!\s+[$€£]?\d)|\s+at\s+most\b)|(?P<so>,?\s+or\s+so\b|-odd\b|-ish\b)",
    re.I,
)
LOOSE = re.compile(
    r"(?P<loose>(?:tens|hundreds)\s+of\s+(?:thousands|millions|billions)|dozens|scores|hundreds|thousands|millions|billions"
    r"|a\s+handful(?=\s+of)|a\s+couple(?=\s+of)|a\s+score(?=\s+of))(?![\w-])"
    r"|(?P<long>(?:hour|day|week|month|year|decade)[-\s]long)(?!\w)",
    re.I,
)
"""Words that name an amount without a number."""


def read_hedge(text: str, start: int) -> tuple[str | None, int]:
    """The operator of the hedge that ends before ``start``, and where it begins; (None, start) where there is none."""
    before = text[max(0, start - 28) : start]
    words = _SPLIT.split(before.rstrip())
    if not before.strip() or words[-1].lower().lstrip("(\"'“‘") not in _ENDINGS:
        return None, start
    match = _PATTERN.search(before)
    if match is None or match.lastgroup is None:
        return None, start
    op = _HEDGES[int(match.lastgroup[1:])][0]
    if match.group(0).strip().lower() == "over" and re.search(
        r"\b(?:all|take|took|rolled|handed|turned|won)\s+$", before[: match.start()]
    ):
        return None, start
    return op, start - len(before) + match.start()


def read_tail(text: str, end: int) -> tuple[str | None, int]:
    """The operator of the hedge that follows a figure ("or more", "and older", "or so"), and where it ends."""
    match = _TAIL.match(text, end, end + 16)
    if match is None:
        return None, end
    return {"more": ">=", "less": "<=", "so": "~"}[match.lastgroup or "so"], match.end()
