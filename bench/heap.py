"""Heaps of invented articles of any size with known stories and copies, recombined from real text.

    python bench/heap.py --size 1000 [--data ../shared] [--seed 8]     prints them as JSON lines

How one is made (every choice follows from ``seed``):

- A story takes the first three sentences of one real article and ten of others that stand near it in their
  collection (so of like subjects, mostly); every third word, where it is an ordinary one, becomes another of the
  language, common ones oftener. Its names (words written with a capital inside a sentence) and figures are renamed,
  each the same way through the whole story: four in ten names stay, so that stories share countries and capitals as
  real ones do; four in ten become another real name, common ones oftener; the rest become a name put together from
  halves of two real ones, so that the vocabulary grows with the number of stories and does not end. Two stories that
  took from one real article are what yesterday's similar event is to today's.
- Each outlet's article opens with one of the story's first three sentences, takes a sample of the others, mostly in
  order, changes every twelfth word in the same way, and has a headline of its own making.
- One later article of a story in five is a copy of an earlier one: word for word, or cut at the end, or with a few
  words changed.
- Four articles in ten tell a story alone. The others' stories have two articles or more, their sizes falling off as
  a power (most have two or three, the largest five hundred).
- Stories begin evenly over eight weeks; their articles follow within days. One in twenty has no date.

Articles come in order of publication, one by one: memory is that of the real texts and of the stories now told.
"""

import argparse
import hashlib
import json
import random
import re
from bisect import bisect
from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from heap_texts import Base, read_bases

from stemma.model.article import Article
from stemma.model.span import Span

SINGLES = 0.4
LARGEST = 500
COPIES = 0.2
UNDATED = 0.05
WEEKS = 8
BEGIN = datetime(2031, 3, 1, tzinfo=UTC)
NEIGHBOURS = 400
STORIES_KEPT = 8192
_TOKEN = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d+")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-zA-Z]{2,}")
_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticArticle:
    """An article and what is known of it."""

    article: Article
    story: int
    copy_of: str | None
    """The id of the article that it copies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where an article stands before it is written."""

    moment: float
    """Days after the first."""
    story: int
    turn: int
    """Which of its story's articles it is, from 0."""


@dataclass(slots=True)
class Pool:
    """Words to choose from, oftener the more frequent they are."""

    words: list[str]
    sums: list[int]

    @classmethod
    def count(cls, counted: Counter[str]) -> "Pool":
        """The pool of ``counted``, in a fixed order."""
        ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        return cls([word for word, _ in ordered], list(accumulate(n for _, n in ordered)))

    def choose(self, chance: random.Random) -> str:
        """One of them."""
        return self.words[bisect(self.sums, chance.random() * self.sums[-1])]


def make_heap(size: int, seed: int, data: Path) -> Iterator[SyntheticArticle]:
    """``size`` articles in order of publication; the same for the same ``seed`` and data. See above how."""
    writer = Writer(read_bases(data), seed)
    for slot in plan_heap(size, seed):
        yield writer.write(slot)


def plan_heap(size: int, seed: int) -> list[Slot]:
    """Which story tells when, in order of time."""
    chance = random.Random(f"{seed}/plan")
    slots: list[Slot] = []
    story = 0
    while len(slots) < size:
        # Stories are drawn, not articles: for SINGLES of the articles to be alone, more of the stories must be.
        alone = chance.random() < 0.74
        articles = 1 if alone else min(int(2 * chance.random() ** (-1 / 1.4)), LARGEST)
        moment = chance.random() * 7 * WEEKS
        for turn in range(min(articles, size - len(slots))):
            slots.append(Slot(moment=moment, story=story, turn=turn))
            moment += chance.expovariate(max(articles, 3) / 3)
        story += 1
    return sorted(slots, key=lambda s: (s.moment, s.story, s.turn))


class Writer:
    """Writes articles of a plan from real ones."""

    def __init__(self, bases: list[Base], seed: int) -> None:
        self.bases = bases
        self.seed = seed
        names: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for base in bases:
            for sentence in base.sentences:
                names.update(_NAME.findall(sentence))
                words.update(word for word in sentence.split() if word.isalpha() and word.islower())
        self.names = Pool.count(names)
        self.words = Pool.count(words)
        self.told: OrderedDict[int, tuple[str, list[str]]] = OrderedDict()

    def write(self, slot: Slot) -> SyntheticArticle:
        """The article of one slot."""
        original = self.choose_original(slot.story, slot.turn)
        title, sentences = self.tell(slot.story, slot.turn if original is None else original)
        chance = self.draw(slot, "own")
        if original is not None:
            title, sentences = copy_loosely(title, sentences, chance)
        paragraphs = [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)]
        spans, at = [], len(title) + 2
        for paragraph in paragraphs:
            spans.append(Span(at, at + len(paragraph)))
            at += len(paragraph) + 2
        name = self.name(slot.story, slot.turn)
        moment = (BEGIN + timedelta(days=slot.moment)).isoformat(timespec="minutes")
        article = Article(
            id=name,
            source=f"{name}.html",
            text="\n\n".join([title, *paragraphs]),
            outlet=f"Outlet {int(300 * chance.random() ** 2)}",
            title=title,
            title_span=Span(0, len(title)),
            body=tuple(spans),
            published=None if chance.random() < UNDATED else moment,
            language="en",
        )
        copied = None if original is None else self.name(slot.story, original)
        return SyntheticArticle(article=article, story=slot.story, copy_of=copied)

    def name(self, story: int, turn: int) -> str:
        """The id of an article."""
        return hashlib.sha256(f"{self.seed}/{story}/{turn}".encode()).hexdigest()[:16]

    def draw(self, slot: Slot, purpose: str) -> random.Random:
        """Chance of its own for each article and purpose, whatever was written before."""
        return random.Random(f"{self.seed}/{slot.story}/{slot.turn}/{purpose}")

    def choose_original(self, story: int, turn: int) -> int | None:
        """Which article of its story this one copies, if any."""
        chance = random.Random(f"{self.seed}/{story}/{turn}/copy")
        if turn == 0 or chance.random() >= COPIES:
            return None
        original = chance.randrange(turn)
        while original and self.choose_original(story, original) is not None:
            original -= 1
        return original

    def tell(self, story: int, turn: int) -> tuple[str, list[str]]:
        """Headline and sentences as an outlet writes them that copies nobody."""
        title, pool = self.found(story)
        chance = random.Random(f"{self.seed}/{story}/{turn}/tell")
        first = chance.randrange(min(3, len(pool)))
        share = chance.uniform(0.4, 0.8)
        taken = [n for n in range(len(pool)) if n != first and chance.random() < share]
        for _ in range(len(taken) // 6):
            a, b = chance.randrange(len(taken)), chance.randrange(len(taken))
            taken[a], taken[b] = taken[b], taken[a]
        sentences = [self.reword(pool[n], chance) for n in (first, *taken)]
        heading = self.reword(title, chance).split()
        while len(heading) > 4 and chance.random() < 0.6:
            heading.pop(chance.randrange(len(heading)))
        if chance.random() < 0.3:
            heading = sentences[0].rstrip(".").split()[: chance.randint(6, 11)]
        return " ".join(heading), sentences

    def reword(self, sentence: str, chance: random.Random, step: int = 12) -> str:
        """``sentence`` with every ``step``th word, where it is an ordinary one, changed for another."""
        words = sentence.split(" ")
        for n in range(int(chance.random() * step), len(words), step):
            if words[n].isalpha() and words[n].islower():
                words[n] = self.words.choose(chance)
        return " ".join(words)

    def found(self, story: int) -> tuple[str, list[str]]:
        """Headline and sentences that a story's articles choose from; the last stories asked for are kept."""
        if story in self.told:
            self.told.move_to_end(story)
            return self.told[story]
        chance = random.Random(f"{self.seed}/{story}/found")
        main = chance.randrange(len(self.bases))
        sentences = list(self.bases[main].sentences[:3])
        for _ in range(10):
            near = self.bases[(main + chance.randrange(-NEIGHBOURS, NEIGHBOURS)) % len(self.bases)]
            sentences.append(near.sentences[chance.randrange(len(near.sentences))])
        sentences = [self.reword(sentence, chance, 3) for sentence in sentences]
        given: dict[str, str] = {}
        known = set(_NAME.findall(" ".join(sentences))) - _CALENDAR
        title, *renamed = (self.rename(text, known, given, chance) for text in (self.bases[main].title, *sentences))
        self.told[story] = title, renamed
        if len(self.told) > STORIES_KEPT:
            self.told.popitem(last=False)
        return title, renamed

    def rename(self, text: str, known: set[str], given: dict[str, str], chance: random.Random) -> str:
        """``text`` with names and figures as this story has them; ``given`` grows."""

        def replace(found: re.Match[str]) -> str:
            word = found[0]
            if word.isdigit():
                if word not in given:
                    given[word] = str(chance.randrange(10 ** (len(word) - 1), 10 ** len(word)))
                return given[word]
            if word not in known:
                return word
            if word not in given:
                lot = chance.random()
                given[word] = word if lot < 0.4 else self.names.choose(chance) if lot < 0.8 else self.coin(chance)
            return given[word]

        return _TOKEN.sub(replace, text)

    def coin(self, chance: random.Random) -> str:
        """A name that may never have been before."""
        front, back = (self.names.words[chance.randrange(len(self.names.words))] for _ in range(2))
        return front[: (len(front) + 1) // 2] + back[len(back) // 2 :].lower()


def copy_loosely(title: str, sentences: list[str], chance: random.Random) -> tuple[str, list[str]]:
    """A copy: word for word, or cut at the end, or with a sentence left out and the headline shortened."""
    lot = chance.random()
    if lot < 0.4:
        return title, sentences
    if lot < 0.7:
        return title, sentences[: max(3, len(sentences) * 2 // 3)]
    left_out = chance.randrange(len(sentences))
    kept = [s for n, s in enumerate(sentences) if n != left_out] or sentences
    return " ".join(title.split()[:6]), kept


def main() -> None:
    """Print a heap as JSON lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    for one in make_heap(options.size, options.seed, options.data):
        told = {
            "id": one.article.id,
            "story": one.story,
            "copy_of": one.copy_of,
            "outlet": one.article.outlet,
            "published": one.article.published,
            "title": one.article.title,
            "body": one.article.body,
            "text": one.article.text,
        }
        print(json.dumps(told))


if __name__ == "__main__":
    main()
