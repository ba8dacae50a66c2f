"""What adding an article to an index of stories costs as the index grows.

    python bench/group_online.py [SIZE...]

Makes an index of 25,000 and one of 100,000 invented profiles (stories of one to thirty articles, each with rare
words of its own, words of its subject and common words; two years of publication), adds some hundred articles to each,
half to stories that are there, and prints CPU milliseconds for each addition, the worst of them, and the growth from
one size to the next. Then the same where most of the index is one page ten thousand times over, and what reading
the index from its state and consolidating its last week costs.
"""

import random
import sys
from datetime import date, timedelta
from resource import RUSAGE_SELF, getrusage
from time import process_time

from stemma.group.online.index import StoryIndex
from stemma.group.online.state import STATE, dump_profile
from stemma.group.profile import Profile

SIZES = (25_000, 100_000)
ADDED = 400
FIRST_DAY = date(2031, 1, 1)
DAYS = 730
COMMON = [f"common{n}" for n in range(4_000)]
SUBJECTS = [[f"subject{s}word{n}" for n in range(150)] for s in range(60)]


class Newsroom:
    """Invented profiles: ``write`` gives the next article of a story, ``start`` a new story."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._stories = 0
        self._articles = 0

    def start(self, day: int) -> tuple[list[str], list[str], int]:
        """A story's own words, the words of its subject, its day."""
        self._stories += 1
        return [f"own{self._stories}word{n}" for n in range(20)], self._chance.choice(SUBJECTS), day

    def write(self, story: tuple[list[str], list[str], int]) -> Profile:
        """Some ninety terms of a story: own ones, those of its subject, common ones."""
        own, subject, day = story
        chance = self._chance
        common = [COMMON[min(int(chance.paretovariate(0.6)) - 1, len(COMMON) - 1)] for _ in range(70)]
        words = [*chance.sample(own, 12), *chance.choices(subject, k=25), *common]
        self._articles += 1
        return make_profile(f"a{self._articles}", FIRST_DAY + timedelta(days=day + chance.randrange(3)), words)

    def draw_size(self) -> int:
        """How many articles a story has: most have one, few have many."""
        return min(30, int(self._chance.paretovariate(1.1)))


def make_profile(article: str, published: date, words: list[str]) -> Profile:
    """A profile that says each word as often as it is given."""
    place = (False, published.isoformat(), article, article)
    counts = {word: float(words.count(word)) for word in dict.fromkeys(words)}
    return Profile(article=article, place=place, published=published, words=counts)


def fill_index(size: int, newsroom: Newsroom) -> tuple[StoryIndex, list[tuple[list[str], list[str], int]]]:
    """An index of this many articles in the stories that they were made for, and the last of these stories."""
    articles: list[dict[str, object]] = []
    leads: list[int] = []
    told = []
    while len(articles) < size:
        story = newsroom.start(DAYS * len(articles) // size)
        told.append(story)
        lead = len(articles)
        for _ in range(min(newsroom.draw_size(), size - len(articles))):
            articles.append(dump_profile(newsroom.write(story)))
            leads.append(lead)
    state = {
        "state": STATE, "articles": articles, "stories": leads, "given": [], "heirs": {}, "lists": {}, "settled": size,
    }  # fmt: skip
    return StoryIndex.from_state(state), told[-ADDED:]


def time_additions(index: StoryIndex, profiles: list[Profile]) -> tuple[float, float]:
    """CPU milliseconds of an addition: mean and worst."""
    spent = []
    for profile in profiles:
        began = process_time()
        index.add(profile)
        spent.append(1000 * (process_time() - began))
    return sum(spent) / len(spent), max(spent)


def measure_sizes(sizes: list[int]) -> None:
    """Additions to indexes of growing size, and what else grows with them."""
    last = None
    for size in sizes:
        newsroom = Newsroom(5)
        index, told = fill_index(size, newsroom)
        fresh = [newsroom.start(DAYS) for _ in range(ADDED // 2)]
        mean, worst = time_additions(index, [newsroom.write(story) for story in told[: ADDED // 2] + fresh])
        growth = f"  x {mean / last:.2f}" if last else ""
        last = mean
        print(f"{size:7} articles: an addition {mean:5.2f} ms, the worst {worst:5.1f} ms{growth}")
        began = process_time()
        index.consolidate(since=FIRST_DAY + timedelta(days=DAYS - 7))
        print(f"        the last week consolidated in {process_time() - began:.2f} s", end="; ")
        began = process_time()
        state = index.to_state()
        written = process_time()
        StoryIndex.from_state(state)
        print(f"state made in {written - began:.1f} s, read in {process_time() - written:.1f} s", end="; ")
        print(f"{getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at the most so far, two indexes and a state")


def measure_copies(copies: int) -> None:
    """Additions of one page over and over, and of other pages among them."""
    newsroom = Newsroom(6)
    page = newsroom.write(newsroom.start(0))
    index = StoryIndex()
    for part in range(4):
        numbers = range(part * copies // 4, (part + 1) * copies // 4)
        same = [make_profile(f"copy{n}", FIRST_DAY, list(page.words)) for n in numbers]
        mean, worst = time_additions(index, same)
        print(
            f"{(part + 1) * copies // 4:7} copies of one page: a further one {mean:5.2f} ms, the worst {worst:5.1f} ms"
        )
    mean, worst = time_additions(index, [newsroom.write(newsroom.start(0)) for _ in range(ADDED)])
    print(f"        another page among them {mean:5.2f} ms, the worst {worst:5.1f} ms")


def main() -> None:
    """Measure and print."""
    measure_copies(10_000)
    measure_sizes([int(size) for size in sys.argv[1:]] or list(SIZES))


if __name__ == "__main__":
    main()
