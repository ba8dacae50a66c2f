"""Headlines that name their source by a colon: "Kremlin: no deal", "No deal: Kremlin"."""

from spacy.tokens import Doc, Token

from stemma.annotate.attribution_extents import Range
from stemma.annotate.attribution_frames import Frame, subtract
from stemma.annotate.cues import DOCUMENTS, NO_SPEAKER
from stemma.annotate.sources import BODY_ROLES, PERSON_ROLES


def propose_headline_frame(doc: Doc) -> Frame | None:
    """The frame of a headline's colon, or None where neither side names a source."""
    colon = next((t.i for t in doc[:30] if t.text == ":"), None)
    if colon is None or colon == 0 or colon >= len(doc) - 1:
        return None
    before: Range = (0, colon)
    after: Range = (colon + 1, len(doc))
    if _names_source(doc, before) and after[1] - after[0] >= 2:
        return _frame(doc, colon, before, after)
    end = len(doc) - 1 if doc[len(doc) - 1].is_punct else len(doc)
    tail: Range = (colon + 1, end)
    if _names_source(doc, tail) and colon >= 3 and tail[1] - tail[0] <= 4 and doc[tail[0]].pos_ == "PROPN":
        return _frame(doc, colon, tail, before)
    return None


def _names_source(doc: Doc, words: Range) -> bool:
    tokens = doc[words[0] : words[1]]
    if not 1 <= len(tokens) <= 6 or tokens[0].lower_ in NO_SPEAKER:
        return False
    if any(t.pos_ in ("VERB", "NUM") or t.is_punct or t.lower_ in ("in", "on", "how", "why", "what") for t in tokens):
        return False
    return any(_is_speaker(t) for t in tokens)


def _is_speaker(token: Token) -> bool:
    if token.ent_type_ in ("PERSON", "ORG", "NORP"):
        return True
    lemma = token.lemma_.lower()
    return lemma in PERSON_ROLES or lemma in BODY_ROLES or lemma in DOCUMENTS


def _frame(doc: Doc, colon: int, source: Range, content: Range) -> Frame:
    return Frame(
        verb=colon,
        cue=((colon, colon + 1),),
        source=source,
        speaker=source[1] - 1,
        content=tuple(subtract(doc, [content], [])),
        construction="headline",
        subject="who",
        weight=0.9,
    )
