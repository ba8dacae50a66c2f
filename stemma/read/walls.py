"""Pages that stand before a page: a check for robots, a demand for consent, a refusal, a shell that wants JavaScript.

Told by what a page lacks (a report, and what an article tells machines of itself) and by what it then says instead.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from stemma.read.page_text import BLOCKS, UNSEEN, parse_page
from stemma.text.wall_words import ACCEPT, CHECK_MARKS, CONSENT, CONSENT_WORDS, DENIAL, NEEDS_SCRIPT, ROBOT_CHECK

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAVE = "open it in a browser and save it from there."
ROBOT_WALL = f"It is a check for robots that stands before the page; {_SAVE}"
CONSENT_WALL = f"It is a demand for consent that stands before the page; answer it, or {_SAVE}"
DENIED = f"It is a notice that access is denied, not the page; {_SAVE}"
SHELL = f"It shows nothing without JavaScript; {_SAVE}"

_ARTICLE_MARKS = ("newsarticle", "article:published_time", "articlebody", "datepublished")
_OG_ARTICLE = re.compile(r"""og:type["'][^>]{0,40}content=["']article|content=["']article["'][^>]{0,40}og:type""")
_LARGEST = 2_000_000
_MOST_MARKS = 3000
_MOST_BLOCKS = 3000
_MOST_BLOCK = 4000
"""Characters of a block that are looked at."""
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힯]")

_REPORT_BLOCK = 18
"""Words from which a block counts as a sentence of a report, where it says nothing that walls say."""
_REPORT = 60
"""Words in such blocks from which a page holds a report."""
_MOST_CHECK = 350
_MOST_CONSENT = 2500
_MOST_MARKED = 90
_MOST_SHELL = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLook:
    """What is looked at: a page's own words, folded (lower case, straight apostrophes), by blocks."""

    title: str
    blocks: tuple[str, ...]
    buttons: tuple[str, ...] = ()
    unscripted: str = ""
    """What ``noscript`` elements say."""
    checks: bool = False
    """Whether an element is named like one of a check for robots."""


def find_wall(markup: str) -> str | None:
    """The reason for which the page ``markup`` is no page but a wall before one; None where it is none.

    Cheap for articles: one that tells machines that it is an article is looked at no further.
    """
    if not markup or len(markup) > _LARGEST:
        return None
    lower = markup.lower()
    if any(mark in lower for mark in _ARTICLE_MARKS) or _OG_ARTICLE.search(lower):
        return None
    tree = parse_page(markup)
    blocks = _take_blocks(tree) if tree is not None else None
    return judge_look(_look_at(tree, blocks)) if tree is not None and blocks is not None else None


def judge_look(look: PageLook) -> str | None:
    """As ``find_wall``, for a page that was looked at and holds no report."""
    sizes = [_count_words(block) for block in look.blocks]
    words = sum(sizes)
    # text of noscript is there for readers without JavaScript, which we are
    texts = (look.title, *look.blocks, look.unscripted)
    if words <= _MOST_CHECK and any(ROBOT_CHECK.search(text) for text in texts):
        return ROBOT_WALL
    if words <= _MOST_CHECK and any(DENIAL.search(text) for text in texts):
        return DENIED
    if look.checks and words <= _MOST_MARKED:
        return ROBOT_WALL
    if _demands_consent(look, sizes):
        return CONSENT_WALL
    if words <= _MOST_SHELL and any(NEEDS_SCRIPT.search(text) for text in texts):
        return SHELL
    return None


def _look_at(tree: "_Element", blocks: tuple[str, ...]) -> PageLook:
    title = next(tree.iter("title"), None)
    noscripts = [_read_text(node) for node in _take(tree, "noscript", 5)]
    buttons = [_read_text(node) for tag in ("button", "a") for node in _take(tree, tag, 300)]
    buttons += [_fold(node.get("value") or "") for node in _take(tree, "input", 100)]
    marked = _take(tree, "*", _MOST_MARKS)
    return PageLook(
        title=_read_text(title) if title is not None else "",
        blocks=blocks,
        buttons=tuple(button for button in buttons if 0 < len(button) <= 60),
        unscripted=" ".join(noscripts)[:2000],
        checks=any(
            CHECK_MARKS.search((node.get(name) or "")[:300].lower())
            for node in marked
            for name in ("id", "class", "src", "action")
        ),
    )


def _take_blocks(tree: "_Element") -> tuple[str, ...] | None:
    """The blocks of a page; None as soon as they hold a report, or more than any wall does."""
    blocks: list[str] = []
    words = report = 0
    for block in _list_blocks(tree):
        blocks.append(block)
        size = _count_words(block)
        words += size
        if size >= _REPORT_BLOCK and not _says_wall(block):
            report += size
        if report >= _REPORT or words > _MOST_CONSENT or len(blocks) > _MOST_BLOCKS:
            return None
    return tuple(blocks)


def _list_blocks(tree: "_Element") -> Iterator[str]:
    """The text between the edges of block elements, folded; nothing of what is not seen."""
    from lxml import etree

    pieces: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        unseen = node.tag in UNSEEN
        if node.tag in BLOCKS:
            text = _fold("".join(pieces))
            pieces.clear()
            if text:
                yield text
        hidden += unseen if event == "start" else -unseen
        if not hidden:
            pieces.append((node.text if event == "start" else node.tail) or "")
    text = _fold("".join(pieces))
    if text:
        yield text


def _demands_consent(look: PageLook, sizes: list[int]) -> bool:
    """Whether a page asks to be answered, and speaks of little else."""
    if not any(CONSENT.search(text) for text in (look.title, *look.blocks)):
        return False
    if not any(ACCEPT.match(button) for button in look.buttons):
        return False
    about = sum(
        size
        for size, block in zip(sizes, look.blocks, strict=True)
        if CONSENT_WORDS.search(block) or ACCEPT.match(block)
    )
    return about * 2 >= sum(sizes)


def _says_wall(block: str) -> bool:
    return any(words.search(block) for words in (ROBOT_CHECK, DENIAL, CONSENT, CONSENT_WORDS, NEEDS_SCRIPT))


def _take(tree: "_Element", tag: str, most: int) -> list["_Element"]:
    return list(islice(tree.iter(tag), most))


def _read_text(node: "_Element") -> str:
    return _fold("".join(islice(map(str, node.itertext()), 200))[:2000])


def _count_words(text: str) -> int:
    """Words; in scripts that set no spaces, two characters count as one."""
    return len(text.split()) + len(_WIDE.findall(text)) // 2


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text[:_MOST_BLOCK]).lower().replace("\u2019", "'").replace("\u02bc", "'")
    return " ".join(text.split())
