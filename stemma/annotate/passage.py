"""Passages: the pieces of an article that are annotated, each with its spaCy parse.

A passage is one block (a paragraph, the headline, the deck, a caption). Line breaks inside it are
parsed as spaces of the same length, so token offsets plus ``start`` are offsets in the article.
"""

from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from stemma.model.annotation import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPassage:
    """One block of an article: ``article.text[start:end]`` and its parse (``len(doc.text) == end - start``)."""

    start: int
    end: int
    part: Part
    doc: Doc

    def offset(self, tokens: Tokens) -> tuple[int, int]:
        """Where ``tokens`` stand in the article's text."""
        return self.start + tokens.start_char, self.start + tokens.end_char
