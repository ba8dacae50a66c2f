"""How the cost of looking for recurring furniture, and of reading text dumps, grows.

    python bench/collection_cost.py [PAGES]      default: 500, and four times as many

Invented pages of one outlet, each with ten paragraphs of its own and five that all share. Told as ratios in one run:
how much longer four times as many pages take (4.0 is linear), and the same for one dump of four times as many lines.
"""

import hashlib
import sys
from time import process_time

from stemma.model.article import Article
from stemma.model.span import Span
from stemma.read import refine_collection
from stemma.read.text_article import read_text

SHARED = tuple(
    f"This is line {n} of what our newsroom prints below everything that it tells its readers." for n in range(5)
)
TIMES = 4


def make_page(number: int) -> Article:
    """A page whose every line is taken for body, as by a reader that knows no other page."""
    own = [" ".join(f"word{number}x{n}x{m}" for m in range(25)) + "." for n in range(10)]
    lines = [*own, *SHARED]
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    text = "\n".join(lines)
    identity = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Article(id=identity, source=f"{number}.txt", text=text, outlet="Gazette", body=tuple(spans))


def time_pages(count: int) -> float:
    """Seconds of the processor for ``count`` pages of one outlet."""
    pages = [make_page(n) for n in range(count)]
    began = process_time()
    moved = refine_collection(pages)
    taken = process_time() - began
    assert all(len(page.body) == 10 for page in moved), "what the pages share should be furniture"
    return taken


def time_dump(lines: int) -> float:
    """Seconds of the processor for a dump of ``lines`` lines, a tenth of them prose."""
    text = "\n".join(
        f"The council said in its report number {n} that the harbour will close." if n % 10 == 0 else f"menu {n}"
        for n in range(lines)
    )
    began = process_time()
    read_text(text, source="dump.txt", identity="dump")
    return process_time() - began


def main() -> None:
    """Measure and print."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    time_dump(100)
    for name, measure, size in (("pages of one outlet", time_pages, pages), ("lines of one dump", time_dump, 2000)):
        few, many = measure(size), measure(TIMES * size)
        each = many / TIMES / size * 1e3
        print(f"{TIMES * size:,} {name}: {many / few:.1f} times as long as {size:,}; {each:.3f} ms each")


if __name__ == "__main__":
    main()
