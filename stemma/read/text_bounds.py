"""How much a text without markup may hold to be looked at, and how little of it is no article."""

from stemma.read.lines import split_lines

LEAST_BODY = 80
"""Characters of a body; one of fewer is no article's."""
NO_PROSE = "There is no article in it: no paragraph of prose was found."
_MOST_LETTERS = 3_000_000
_MOST_LINES = 50_000


def refuse_size(text: str) -> str | None:
    """Why ``text`` is too large to be an article, in one sentence; None where it is not."""
    if len(text) > _MOST_LETTERS:
        return f"It is longer than {_MOST_LETTERS:,} characters, which no article is."
    ends = text.count("\n")
    # blank lines aside, but a text of that many line ends is not split to see how many are blank
    if ends > 4 * _MOST_LINES or (ends >= _MOST_LINES and len(split_lines(text)) > _MOST_LINES):
        return f"It has more than {_MOST_LINES:,} lines, which no article has."
    return None
