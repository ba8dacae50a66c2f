"""Articles made of plain text, for tests of the stages after reading."""

import hashlib

from stemma.model.article import Article
from stemma.model.span import Span


def make_article(
    text: str, *, outlet: str = "The Gazette", published: str | None = None, agency: str | None = None
) -> Article:
    """An article whose every line is a paragraph of its body."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Article(
        id=hashlib.sha256(f"{outlet}{text}".encode()).hexdigest()[:16],
        source=f"{outlet.lower().replace(' ', '-')}.txt",
        text=text,
        outlet=outlet,
        agency=agency,
        published=published,
        language="en",
        body=tuple(spans),
        confidence=1.0,
    )
