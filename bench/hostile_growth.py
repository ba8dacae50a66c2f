"""Whether hostile text costs more than its length.

    python bench/hostile_growth.py

Times each case at one size and at twice that size in one run, and prints the ratio of CPU seconds: 2 is linear,
4 quadratic. No test asserts seconds, because they say more of the machine than of the code; this is where to look.
"""

from collections.abc import Callable
from datetime import date
from time import process_time

from stemma.annotate.anchors import Anchor
from stemma.annotate.attribution import find_attributions
from stemma.annotate.parse import load_model
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.quantities import find_quantities
from stemma.annotate.quotes import match_marks
from stemma.annotate.times import find_article_times
from stemma.compare.copies import find_copies
from stemma.model.annotation import Annotated
from stemma.model.article import Article
from stemma.model.span import Span
from stemma.text.word_alignment import align_words

ANCHOR = Anchor(date=date(2021, 3, 14), precision="day")


def attribute(text: str) -> None:
    """Who says what in ``text``."""
    find_attributions([ParsedPassage(start=0, end=len(text), part="body", doc=load_model()(text))])


def copy_thrice(text: str) -> None:
    """Copies among three articles of the same ``text``."""
    find_copies(
        [
            Annotated(article=Article(id=f"a{n}", source=f"a{n}", text=text, body=(Span(0, len(text)),)))
            for n in range(3)
        ]
    )


CASES: tuple[tuple[str, Callable[[str], object], str, int], ...] = (
    ("attribution, one sentence", attribute, "Ann Lee said that ", 400),
    ("attribution, many quotations", attribute, "“We stay here now,” he said. ", 350),
    ("quotation marks", match_marks, "‘a ", 20_000),
    ("times", lambda text: find_article_times([(0, text)], anchor=ANCHOR), "May ", 10_000),
    ("quantities", find_quantities, "about 5 ", 5_000),
    ("copies of one sentence", copy_thrice, "The boat came in late and the men went home. ", 1_000),
    ("word alignment", lambda text: align_words(text.split(), text.split()[::-1]), "one two three ", 10_000),
)


def main() -> None:
    """Print a line a case."""
    load_model()("Warm.")
    print(f"{'case':32} {'size':>8} {'seconds':>8} {'twice':>8} {'ratio':>6}")
    for name, run, piece, size in CASES:
        seconds = []
        for times in (size, 2 * size):
            began = process_time()
            run(piece * times)
            seconds.append(process_time() - began)
        ratio = seconds[1] / max(seconds[0], 1e-4)
        print(f"{name:32} {size:8,} {seconds[0]:8.2f} {seconds[1]:8.2f} {ratio:6.1f}")


if __name__ == "__main__":
    main()
