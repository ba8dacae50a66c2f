"""What joining languages costs as a heap grows.

    python bench/languages_cost.py

Makes heaps of 2,000, 4,000 and 8,000 invented stories of one article each, in four languages, a quarter of them events
that all four tell, and prints seconds of CPU a story: gathering facts, and joining by them. Were all pairs compared,
joining a story would cost twice as much with each step. Where the extra is installed it gives an article's vector too.
"""

import random
from time import process_time

from stemma.group.languages.encoder import embed_articles, has_encoder
from stemma.group.languages.facts import gather_facts
from stemma.group.languages.joining import join_languages
from stemma.model.article import Article
from stemma.model.span import Span

SIZES = (2_000, 4_000, 8_000)
LANGUAGES = ("en", "de", "fr", "ru")
SYLLABLES = ("ba", "den", "kir", "lo", "mun", "ras", "tel", "vo", "zan", "gri")
TOWNS = ("Paris", "Vienna", "Lima", "Osaka", "Cairo", "Lyon", "Oslo", "Quito")
VECTORS = 200


def make_name(chance: random.Random) -> str:
    """An invented name of four syllables."""
    return "".join(chance.choice(SYLLABLES) for _ in range(4)).capitalize()


def make_articles(size: int, chance: random.Random) -> list[Article]:
    """Articles of a name, a town and a figure; a quarter of the events are told in all languages."""
    articles: list[Article] = []
    while len(articles) < size:
        name, town, figure = make_name(chance), chance.choice(TOWNS), chance.randrange(100, 100_000)
        told = LANGUAGES if chance.random() < 1 / 4 else (chance.choice(LANGUAGES),)
        day = f"2031-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        for language in told:
            text = f"In {town} {name} {figure} bal mon ter. So in {town} also {name}. " * 4
            number = f"{len(articles):06}"
            span = (Span(0, len(text)),)
            articles.append(Article(id=number, source=number, text=text, language=language, published=day, body=span))
    return articles[:size]


def main() -> None:
    """Print the table."""
    print("stories  facts ms/story  joining ms/story")
    for size in SIZES:
        articles = make_articles(size, random.Random(8))
        start = process_time()
        facts = [gather_facts(article) for article in articles]
        gathered = process_time()
        join_languages([[index] for index in range(size)], facts)
        joined = process_time()
        print(f"{size:7}  {(gathered - start) / size * 1000:14.2f}  {(joined - gathered) / size * 1000:16.2f}")
    if has_encoder():
        chosen = make_articles(VECTORS, random.Random(8))
        embed_articles(chosen[:1])
        start = process_time()
        embed_articles(chosen)
        print(f"vectors  {(process_time() - start) / VECTORS * 1000:14.2f}  ms an article")


if __name__ == "__main__":
    main()
