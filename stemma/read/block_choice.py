"""Body or furniture on a page with markup: the scores of its lines, made one labelling; and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stemma.read.block_features import measure_blocks
from stemma.read.block_model import load_model
from stemma.read.body_choice import choose_body
from stemma.read.furniture_phrases import find_heading
from stemma.read.lines import Line, runs_on
from stemma.read.page_nodes import Floats
from stemma.read.page_text import PageText
from stemma.read.structured_data import PageData
from stemma.text.words import fold_text

_CHANGE = 1.0
_MOST = 5.0
_LEAST, _LONG, _USUAL = 0.6, 360, 120
"""What the shortest line weighs; letters beyond which a line weighs no more; letters that add 1 to the weight."""
_AGREED = 0.3
_KNOWN = 0.7
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockChoice:
    """Which lines are body, and the F1 to expect of that (0..1)."""

    chosen: tuple[bool, ...]
    sure: float


def choose_blocks(page: PageText, data: PageData, *, covers: Sequence[float], found: float) -> BlockChoice:
    """The lines of ``page`` that are body, by the model of blocks that ships with the package.

    ``covers``: the share of each line that the extractor chose; ``found``: the share of its text that is on the page.
    """
    model = load_model()
    headline = find_headline(page, data)
    rows = measure_blocks(page, covers=covers, found=found, title_line=headline, names=model.names)
    scores = model.forest.score(rows)
    chosen = decode_scores(page.lines, scores)
    return BlockChoice(chosen=tuple(chosen), sure=model.expect_f1(measure_sureness(page.lines, scores, covers, chosen)))


def decode_scores(lines: Sequence[Line], scores: Floats) -> list[bool]:
    """The likeliest labelling: a change between body and furniture has its price."""
    best = [max(-_MOST, min(_MOST, float(score))) for score in scores]
    for n in range(1, len(lines)):
        # the parts of a sentence that a link broke go together
        if runs_on(lines[n - 1], lines[n]) and not find_heading(lines[n].text) and not find_heading(lines[n - 1].text):
            best[n - 1] = best[n] = max(best[n - 1], best[n])
    # a long paragraph says more than a short line
    weighed = [score * (_LEAST + min(_LONG, len(line.text)) / _USUAL) for line, score in zip(lines, best, strict=True)]
    return choose_body(weighed, change=_CHANGE)


def measure_sureness(lines: Sequence[Line], scores: Floats, covers: Sequence[float], chosen: Sequence[bool]) -> float:
    """How sure the labelling is, not yet calibrated: the F1 that the scores themselves expect, and how far the
    extractor agrees with it (the F1 of the one against the other), both over letters."""
    letters = np.array([len(line.text) for line in lines], dtype=float)
    chances = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    kept, covered = np.array(chosen, dtype=float), np.array(covers, dtype=float)
    expected = 2 * float((letters * chances * kept).sum()) / max(1.0, float((letters * (chances + kept)).sum()))
    agreed = 2 * float((letters * covered * kept).sum()) / max(1.0, float((letters * (covered + kept)).sum()))
    return min(1.0, (1 - _AGREED) * expected + _AGREED * agreed)


def find_headline(page: PageText, data: PageData) -> int | None:
    """The line that has most of what the page calls itself, headings first; else the first h1; else None."""
    names = (data.title, data.first_meta("og:title", "twitter:title") or "", str(data.article.get("headline") or ""))
    known = set(fold_text(" ".join(names)[:1000]).split())
    best: tuple[float, int] | None = None
    for n, line in enumerate(page.lines):
        if len(line.text) > _LONGEST_TITLE or line.tag == "li" or (line.linked and line.tag not in ("h1", "h2")):
            continue
        words = fold_text(line.text).split()
        if len(words) < 2 or sum(word in known for word in words) < _KNOWN * len(words):
            continue
        rank = min(len(words), 8) * {"h1": 2.0, "h2": 1.2}.get(line.tag, 1.0)
        if best is None or rank > best[0]:
            best = (rank, n)
    return best[1] if best else next((n for n, line in enumerate(page.lines) if line.tag == "h1"), None)
