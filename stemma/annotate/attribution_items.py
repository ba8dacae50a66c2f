"""Attributions in the making."""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from stemma.annotate.attribution_frames import Frame
from stemma.annotate.cues import CLAIM_NOUNS, DOCUMENTS, NAMING, SHOWING, TELLING_ACTS, THINKING
from stemma.annotate.quotes import Quotation
from stemma.model.span import Span

LEAST_TOLD = 0.3
"""Least weight of a frame whose deed tells something."""


@dataclass(slots=True)
class Item:
    """An attribution in the making."""

    passage: int
    frame: Frame
    content: list[Span]
    chain: tuple[str, ...] = ()
    resolved: bool = True
    sort: str = "other"
    direct: int = 0
    """Characters of content in quotation marks."""
    quotes: list[Quotation] = field(default_factory=list)


def is_weak(doc: Doc, item: Item) -> bool:
    """Whether an attribution tells what its source thinks, wants or does, and not what it says."""
    frame = item.frame
    lemma = doc[frame.verb].lemma_.lower()
    if frame.construction in ("figure", "according", "headline", "label", "quotation", "adverb", "aside", "as"):
        return False
    if frame.construction.startswith("clause"):
        if lemma in THINKING and doc[frame.verb].tag_ == "VBD":
            return True
        return item.sort == "other" and frame.subject == "what" and lemma in SHOWING
    if frame.construction == "noun-clause" and lemma in CLAIM_NOUNS:
        return frame.speaker is None or item.sort == "other"
    if lemma == "show" and frame.speaker is not None and doc[frame.speaker].lemma_.lower() in DOCUMENTS:
        return item.sort == "document"  # "a video published by X showed ...": X reports it
    if is_telling(doc, item):
        return False
    if frame.construction == "noun-to":
        return True  # "put in a call to the league"
    return lemma not in NAMING


def is_telling(doc: Doc, item: Item) -> bool:
    """Whether someone makes something known by the deed itself: "announced a strike", "spoke of sixty dead"."""
    frame = item.frame
    if frame.subject == "what" or frame.speaker is None or frame.construction.endswith("!"):
        return False
    lemma = doc[frame.verb].lemma_.lower()
    held = frame.construction in ("object", "infinitive", "to:for") or (
        lemma in ("speak", "warn") and frame.construction == "to:of"
    )
    return held and lemma in TELLING_ACTS and frame.weight >= LEAST_TOLD
