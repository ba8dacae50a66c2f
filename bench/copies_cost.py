"""What finding copies costs as a story grows.

    python bench/copies_cost.py

Makes stories of 25, 50, 100 and 200 invented articles, in which each article takes a third of its sentences from
others, word for word or lightly changed, and prints seconds of CPU and seconds per word. Were all pairs compared,
the cost of a word would double with each step; in a folder of nothing but copies of one text it must not either.
"""

import random
from time import process_time

from stemma.compare.copies import find_copies
from stemma.model.annotation import Annotated
from stemma.model.article import Article
from stemma.model.span import Span

SIZES = (25, 50, 100, 200)
SENTENCES = 30
WORDS = tuple(
    a + b + c for a in ("ba", "de", "ki", "lo", "mu", "ra") for b in ("n", "st", "r", "l") for c in ("a", "en", "is")
)


def make_sentence(chance: random.Random) -> list[str]:
    """A sentence of invented words, common ones oftener."""
    return [WORDS[min(int(chance.expovariate(0.05)), len(WORDS) - 1)] for _ in range(chance.randint(12, 28))]


def make_texts(articles: int, chance: random.Random) -> list[str]:
    """Texts that take a third of their sentences from earlier ones, half of those with a word changed."""
    pool: list[list[str]] = []
    texts = []
    for _ in range(articles):
        own = []
        for _ in range(SENTENCES):
            if pool and chance.random() < 1 / 3:
                sentence = list(chance.choice(pool))
                if chance.random() < 1 / 2:
                    sentence[chance.randrange(len(sentence))] = chance.choice(WORDS)
            else:
                sentence = make_sentence(chance)
            own.append(sentence)
        pool += own
        texts.append(" ".join(" ".join(s).capitalize() + "." for s in own))
    return texts


def annotate(texts: list[str]) -> list[Annotated]:
    """The texts as articles whose body is all of them."""
    return [
        Annotated(article=Article(id=f"a{n:04}", source=f"a{n:04}", text=text, body=(Span(0, len(text)),)))
        for n, text in enumerate(texts)
    ]


def measure(name: str, stories: list[list[str]]) -> None:
    """Print a line for each story and the growth from one to the next."""
    last = None
    print(name)
    for texts in stories:
        annotated = annotate(texts)
        words = sum(len(text.split()) for text in texts)
        began = process_time()
        copies = find_copies(annotated)
        spent = process_time() - began
        growth = f"  x {spent / last:.2f}" if last else ""
        print(
            f"  {len(texts):4} articles {words:7} words {len(copies):6} copies {spent:7.2f} s "
            f"{1e6 * spent / words:6.1f} us a word{growth}"
        )
        last = spent


def main() -> None:
    """Measure and print."""
    chance = random.Random(5)
    measure("articles that take sentences from one another", [make_texts(n, chance) for n in SIZES])
    one = make_texts(1, chance)
    measure("copies of one text", [one * n for n in SIZES])


if __name__ == "__main__":
    main()
