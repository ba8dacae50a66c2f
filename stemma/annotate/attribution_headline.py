"""Headlines that name their source by a mark: "Kremlin: no deal", "No deal: Kremlin", "Toll rises - police"."""

from spacy.tokens import Doc, Token

from stemma.annotate.attribution_extents import Range, subtract
from stemma.annotate.attribution_frames import Frame
from stemma.annotate.cues import DOCUMENTS, NEWS_AGENCIES, NO_SPEAKER, read_words
from stemma.annotate.sources import BODY_ROLES, PERSON_ROLES

_DASHES = ("-", "–", "—", "--")
_OUTLETS = read_words("outlet_words")


def propose_headline_frame(doc: Doc) -> Frame | None:
    """The frame of a headline's first colon, else of its last dash; None where what stands beside it is no source."""
    colon = next((t.i for t in doc[:30] if t.text == ":"), None)
    if colon is None:
        return _propose_tail(doc)
    if colon == 0 or colon >= len(doc) - 1:
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


def _propose_tail(doc: Doc) -> Frame | None:
    """The frame of "Toll rises to 19 - police": a role or a body after the last dash, or None."""
    dash = next((t.i for t in reversed(doc[-6:]) if t.text in _DASHES and t.i and doc[t.i - 1].whitespace_), None)
    if dash is None or dash < 3 or not doc[dash].whitespace_:
        return None
    tail: Range = (dash + 1, len(doc))
    words = {t.lower_ for t in doc[tail[0] : tail[1]]}
    # An outlet's own name after the dash is the page's, not the story's.
    if words & (NEWS_AGENCIES | _OUTLETS) or not _names_role(doc[len(doc) - 1]):
        return None
    return _frame(doc, dash, tail, (0, dash)) if _names_source(doc, tail) else None


def _names_role(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return lemma in PERSON_ROLES or lemma in BODY_ROLES or lemma in DOCUMENTS or token.lower_ in ("sources", "media")


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
    return _names_role(token)


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
