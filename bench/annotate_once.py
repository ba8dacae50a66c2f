"""What forty prints of one wire text cost to annotate, against one print of it and against forty texts of their own.

    python bench/annotate_once.py [PRINTS]      default: 40

Invented: one report of some 400 words; each print has other furniture and one paragraph of its own. CPU time in one
process, told as ratios: with nothing shared, forty prints would cost what forty texts do.
"""

import sys
from time import process_time

from stemma.annotate.annotators import ANNOTATORS, Draft
from stemma.annotate.parse import load_model, parse_articles
from stemma.model.article import Article
from stemma.model.span import Span

PLACES = ("Ostrava Bay", "Port Ellis", "Hallow Point", "Kestrel Sound", "Marrow Head", "Fenwick", "Aldermouth")
TOLD = (
    "The ferry {name} ran aground near {place} on Tuesday, and {n} passengers were taken off by boats, police said.",
    "Its captain, Oren {surname}, told reporters in {place} that the light at the harbour mouth had failed at dusk.",
    "According to the {name} line, {n} of its engines' parts had been renewed in March at a cost of {m} million euros.",
    "“We shall not sail again before the {place} beacon is lit,” said Ana {surname}, who leads the seamen's union.",
    "The ministry in {place} had warned in a report on May {day} that {n} ships a year pass within {m} kilometres.",
)
PARAGRAPHS = 20


def make_report(number: int) -> list[str]:
    """The paragraphs of a report of its own; the same number gives the same."""
    made = []
    for at in range(PARAGRAPHS):
        seed = 31 * number + 7 * at
        made.append(
            TOLD[at % len(TOLD)].format(
                name=f"Halda {number} of {at}",
                place=PLACES[seed % len(PLACES)],
                surname=f"Vale{chr(97 + seed % 26)}{chr(97 + number % 26)}",
                n=100 + seed,
                m=2 + seed % 90,
                day=1 + seed % 28,
            )
        )
    return made


def print_report(paragraphs: list[str], number: int) -> Article:
    """One outlet's page with the report, a paragraph of its own, and furniture around them."""
    own = (
        f"Outlet {number} will report on the {number}th inquiry as soon as it opens in its own town of Lower {number}."
    )
    lines = [f"Menu {number}", *paragraphs, own, f"Most read on {number}: the weather"]
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    text = "\n".join(lines)
    return Article(id=f"a{number:03}", source=f"a{number:03}", text=text, body=tuple(spans[1:-1]), language="en")


def measure(articles: list[Article]) -> tuple[float, float]:
    """CPU seconds of the parse, and of all annotating."""
    with load_model().memory_zone():
        began = process_time()
        parse_articles(articles)
        parsed = process_time() - began
    draft = Draft(articles=tuple(articles))
    with load_model().memory_zone():
        began = process_time()
        for annotator in ANNOTATORS:
            annotator.run(draft)
        whole = process_time() - began
        draft.passages.clear()
    return parsed, whole


def main() -> None:
    """Measure and print."""
    prints = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    wire = make_report(0)
    measure([print_report(wire, 0)])  # loads models and tables
    one = measure([print_report(wire, 0)])
    copies = measure([print_report(wire, n) for n in range(prints)])
    apart = measure([print_report(make_report(n), n) for n in range(prints)])
    print(f"{prints} prints of one text against one print, and {prints} texts of their own against one; CPU time")
    for name, at in (("parse", 0), ("all annotating", 1)):
        print(
            f"  {name:15} prints x {copies[at] / one[at]:5.1f}   own texts x {apart[at] / one[at]:5.1f}   "
            f"prints / own texts {copies[at] / apart[at]:.2f}"
        )


if __name__ == "__main__":
    main()
