"""Invented stories: their marked source form, read into plain text and marks.

A story is a folder with ``facts.json`` and articles ``1.txt`` ...: header lines (``outlet:``, ``headline:`` ...),
an empty line, paragraphs. ``[[f7:b@Agency>ministry|words]]`` marks the words that state fact f7 in version b,
told with that source chain, nearest first. Marks nest. ``corpus/README.md`` describes the form in full.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_OPEN = re.compile(r"\[\[(f\d+)(?::(\w+))?(?:@([^|\]]*))?\|")
_HEADER = ("outlet", "byline", "agency", "dateline", "published", "saved", "copies", "headline", "deck")
_CAPTION = "caption:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words that state a fact: ``text[start:end]`` of the piece they stand in."""

    fact: str
    version: str | None
    said_by: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A headline, deck, paragraph or caption: plain text and its marks."""

    part: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedArticle:
    """One article: its header's values (empty ones left out) and its pieces in order."""

    name: str
    header: dict[str, str]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedStory:
    """One story: its fact sheet as it stands, and its articles in order of name."""

    name: str
    sheet: dict[str, Any]
    articles: tuple[InventedArticle, ...]


def read_story(folder: Path) -> InventedStory:
    """The story in ``folder``. Raises ValueError naming the file where brackets do not match."""
    sheet = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    names = sorted(folder.glob("[0-9]*.txt"))
    return InventedStory(name=folder.name, sheet=sheet, articles=tuple(_read_article(p) for p in names))


def parse_marks(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Plain text and marks of a marked text. Raises ValueError where brackets do not match."""
    plain: list[str] = []
    length = 0
    opened: list[tuple[str, str | None, tuple[str, ...], int]] = []
    marks = []
    at = 0
    while at < len(marked):
        match = _OPEN.match(marked, at)
        if match:
            chain = tuple(s.strip() for s in (match[3] or "").split(">") if s.strip())
            opened.append((match[1], match[2], chain, length))
            at = match.end()
        elif marked.startswith("]]", at) and opened:
            fact, version, chain, start = opened.pop()
            marks.append(Mark(fact=fact, version=version, said_by=chain, start=start, end=length))
            at += 2
        else:
            plain.append(marked[at])
            length += 1
            at += 1
    text = "".join(plain)
    if opened or "[[" in text or "]]" in text:
        raise ValueError(f"marks do not match: {text[:60]!r}")
    return text, tuple(sorted(marks, key=lambda m: (m.start, -m.end)))


def _read_article(path: Path) -> InventedArticle:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    header = {}
    for line in head.splitlines():
        key, _, value = line.partition(":")
        if key.strip() not in _HEADER:
            raise ValueError(f"{path}: unknown header {key.strip()!r}")
        if value.strip():
            header[key.strip()] = value.strip()
    pieces = [_make_piece(key, header.pop(key)) for key in ("headline", "deck") if key in header]
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        words = " ".join(paragraph.split())
        part = "caption" if words.startswith(_CAPTION) else "body"
        pieces.append(_make_piece(part, words.removeprefix(_CAPTION).strip()))
    return InventedArticle(name=path.stem, header=header, pieces=tuple(pieces))


def _make_piece(part: str, marked: str) -> Piece:
    text, marks = parse_marks(marked)
    return Piece(part=part, text=text, marks=marks)
