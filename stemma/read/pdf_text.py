"""The text of a PDF, its lines joined to paragraphs, and what the file says of itself.

The dates in a PDF are those of its making and saving; neither is a day of publication, and neither is read.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from stemma.model.capture import Hints
from stemma.read.lines import ends_sentence

_MOST_PAGES = 300
_MOST_LETTERS = 3_000_000
_LEAST_LETTERS = 40
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_MADE_BY = re.compile(
    r"(?i)^(?:microsoft|untitled|adobe|document\d*$|print|slide|https?:)|\.(?:docx?|indd|pdf|qxd|html?|rtf|odt)$"
)
_FULL = 0.8
"""The share of the usual width that a line of running text fills."""
_RUNNING = 3
"""On so many pages at least a line stands at the edge that is a running head or foot."""
_SCANNED = "It holds no text: its pages are pictures (a scan); run text recognition (OCR) over it first."
_LOCKED = "It is locked with a password; save it without one."
_DAMAGED = "It is a damaged PDF: it cannot be read."


def read_pdf(content: bytes) -> tuple[str, Hints] | str:
    """The text of all pages and the file's own title and author; or a sentence that says why there is none."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            return _LOCKED
        count = len(document.pages)
        if count > _MOST_PAGES:
            return f"It has more than {_MOST_PAGES} pages, which no article has."
        pages = [_read_page(document, number) for number in range(count)]
        hints = _read_hints(document)
    except pypdf.errors.DependencyError:
        return _LOCKED
    except Exception:  # pypdf raises whatever a broken file makes it stumble over
        return _DAMAGED
    text = "\n\n".join(join_lines(drop_running_lines(pages)))
    if sum(c.isalpha() for c in text[:_MOST_LETTERS]) < _LEAST_LETTERS:
        return _SCANNED
    return text, hints


def _read_page(document: Any, number: int) -> list[str]:
    text = str(document.pages[number].extract_text())[:_MOST_LETTERS]
    text = re.sub("[\ud800-\udfff]", "�", text).replace("\0", "")
    return [" ".join(line.split()) for line in text.split("\n")]


def _read_hints(document: Any) -> Hints:
    told = document.metadata or {}

    def read(name: str) -> str | None:
        value = " ".join(str(told.get(name) or "").split())[:300]
        value = re.sub("[\ud800-\udfff]", "�", value)
        return value if value and not _MADE_BY.search(value) else None

    title, author = read("/Title"), read("/Author")
    return Hints(title=title if title and " " in title else None, authors=(author,) if author and " " in author else ())


def drop_running_lines(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages' lines without heads and feet that run over many pages; the first of each stays."""
    edges = Counter(key for page in pages for key in {_shape(line) for line in _edges(page)})
    running = {key for key, times in edges.items() if key and times >= max(_RUNNING, len(pages) // 2)}
    kept: list[list[str]] = []
    seen: set[str] = set()
    for page in pages:
        at_edge = set(_edges(page))
        lines = []
        for line in page:
            key = _shape(line) if line in at_edge else ""
            if key in running and key in seen:
                continue
            if key in running:
                seen.add(key)
            lines.append(line)
        kept.append(lines)
    return kept


def _edges(page: Sequence[str]) -> list[str]:
    lines = [line for line in page if line]
    return [*lines[:2], *lines[-2:]]


def _shape(line: str) -> str:
    """A line with its figures made alike: "Page 3 of 9"."""
    return re.sub(r"\d+", "0", line) if len(line) <= 120 else ""


def join_lines(pages: Sequence[Sequence[str]]) -> list[str]:
    """The lines of all pages as paragraphs; a word broken at a line's end is one word again."""
    lines = [line for page in pages for line in page]
    widths = sorted(len(line) for line in lines if line)
    width = widths[len(widths) * 3 // 4] if widths else 0
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(lines).lower()))
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        if not line:
            # a blank line ends a paragraph, unless a page turned in mid-sentence
            before = before if before and not ends_sentence(before) and len(before) >= _FULL * width else ""
            continue
        if before and _goes_on(before, line, width):
            paragraphs[-1] = _join(paragraphs[-1], line, words)
        else:
            paragraphs.append(line)
        before = line
    return paragraphs


def _goes_on(before: str, line: str, width: int) -> bool:
    if _BROKEN_WORD.search(before) and line[0].islower():
        return True
    if len(before) >= _FULL * width:
        return not (ends_sentence(before) and len(before) < 0.95 * width) or line[0].islower()
    return line[0].islower() and not ends_sentence(before)


def _join(text: str, line: str, words: Counter[str]) -> str:
    broken = _BROKEN_WORD.search(text)
    first = re.match(r"[^\W\d_]+", line)
    if not broken or not first or not line[0].islower():
        return f"{text} {line}"
    whole, hyphened = (f"{broken[1]}{mark}{first[0]}".lower() for mark in ("", "-"))
    keeps = text[-1] != "\u00ad" and words[hyphened] > words[whole]
    return (text if keeps else text[:-1]) + line
