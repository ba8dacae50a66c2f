"""How right ``check_claim`` is: statements of invented stories, true and changed, against the stories' pages.

    python bench/check_claim.py --part dev --stories 5

A statement that all its articles agree on is asked as it stands (``true``); so is the sentence by which one article
tells such a fact in its own words, with that article and those that print its text left out (``told``). Then each is
asked with its figure changed, denied, with another name, and with a noun of another story or of its own in place of its
last. Told are: of the true ones, how many are found
reported, in what share of the articles that tell the fact, and what share of the passages counted for them is marked as
that fact; of the changed ones, how many are still found reported (each is one too many), and how many are told as
contradicted.
"""

import argparse
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stemma.annotate.parse import load_model
from stemma.collection.checking import check_sentence
from stemma.evaluate.invented import InventedStory, read_story
from stemma.evaluate.invented_pages import write_story
from stemma.evaluate.invented_split import list_stories
from stemma.model.article import Article
from stemma.read import read_paths
from stemma.store import open_store
from stemma.web.mcp.checking import Checker

CORPUS = Path(__file__).parents[1] / "corpus"
_NUMBER = re.compile(r"\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b")
_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
LEAST_LETTERS = 3
LEAST_WORDS = 6
"""Words that a sentence that is asked has."""
_AUX = re.compile(r"\b(was|were|is|are|has|have|had|will|can|could)\b")


def change_figure(statement: str) -> str | None:
    """The statement with another figure; None where it has none, or its figures may be of a date."""
    found = _NUMBER.search(statement)
    if found is None or re.search(r"\b(?:19|20)\d\d\b|January|February|March|April|May|June|July|August|September|"
                                  r"October|November|December", statement):  # fmt: skip
        return None
    word = found[0].lower()
    other = (
        _WORDS[(_WORDS.index(word) + 4) % len(_WORDS)] if word in _WORDS else str(int(word.replace(",", "")) * 2 + 3)
    )
    return statement[: found.start()] + other + statement[found.end() :]


def deny(statement: str) -> str | None:
    """The statement denied; None where that takes more than a word."""
    found = _AUX.search(statement)
    if found is None or re.search(r"\b(?:not|no|never|nobody|none)\b", statement):
        return None
    return f"{statement[: found.end()]} not{statement[found.end() :]}"


def change_name(statement: str, names: list[list[str]], other: str) -> str | None:
    """The statement with ``other`` in place of a name of its story; None where it has none."""
    for variants in names:
        for name in sorted(variants, key=len, reverse=True):
            if name in statement:
                return statement.replace(name, other)
    return None


def change_noun(statement: str, others: Sequence[str]) -> str | None:
    """The statement with its last common noun replaced by one of ``others``, in the same number; None without one."""
    nouns = [word for word in load_model()(statement) if word.tag_ in ("NN", "NNS") and len(word) > LEAST_LETTERS]
    if not nouns:
        return None
    begun = {word[:4].lower() for word in statement.split()}
    for other in others:
        for word in load_model()(other):
            if word.tag_ == nouns[-1].tag_ and len(word) > LEAST_LETTERS and word.text[:4].lower() not in begun:
                end = nouns[-1].idx + len(nouns[-1])
                return statement[: nouns[-1].idx] + word.text + statement[end:]
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A true sentence: the articles it is asked of, and by article the words that tell what it tells."""

    sentence: str
    articles: tuple[Article, ...]
    marked: Mapping[str, Sequence[str]]
    names: list[list[str]]
    own: Sequence[str]
    """All statements of the story."""
    foreign: Sequence[str]
    """Statements of another story."""

    def list_versions(self) -> dict[str, str | None]:
        """The sentence as it is, and changed."""
        return {
            "true": self.sentence,
            "figure": change_figure(self.sentence),
            "denied": deny(self.sentence),
            "name": change_name(self.sentence, self.names, "Ostrava Velik"),
            "word": change_noun(self.sentence, self.foreign),
            "own word": change_noun(self.sentence, self.own),
        }


def list_statements(story: InventedStory, articles: Mapping[str, Article], foreign: Sequence[str]) -> Iterator[Asked]:
    """The sheet's own statements of what articles agree on."""
    for fact in list_agreed(story):
        marked = list_marked(story, {fact["id"]})
        if marked and len(fact["statement"].split()) >= LEAST_WORDS:
            yield Asked(
                sentence=fact["statement"],
                articles=tuple(articles.values()),
                marked=marked,
                names=story.sheet["people"] + story.sheet["places"],
                own=list_own(story),
                foreign=foreign,
            )


def list_told(story: InventedStory, articles: Mapping[str, Article], foreign: Sequence[str]) -> Iterator[Asked]:
    """One article's own sentence for each such fact, where others tell it in words of their own."""
    for fact in list_agreed(story):
        for article in story.articles:
            found = find_sentence(article, fact["id"])
            if found is None:
                continue
            sentence, facts = found
            copies = {a.name for a in story.articles if any(sentence in piece.text for piece in a.pieces)}
            others = {name: one for name, one in articles.items() if name not in copies}
            marked = {name: quotes for name, quotes in list_marked(story, facts).items() if name in others}
            if any(name in others for name in list_marked(story, {fact["id"]})):
                yield Asked(
                    sentence=sentence.rstrip(".") + ".",
                    articles=tuple(others.values()),
                    marked=marked,
                    names=story.sheet["people"] + story.sheet["places"],
                    own=list_own(story),
                    foreign=foreign,
                )
                break


def list_own(story: InventedStory) -> list[str]:
    """All statements of a story."""
    return [fact["statement"] for fact in story.sheet["facts"]]


def list_agreed(story: InventedStory) -> list[dict[str, Any]]:
    """Facts that all their articles agree on, of kinds that a sentence can tell."""
    kinds = ("event", "quantity", "people", "place")
    return [f for f in story.sheet["facts"] if f["relation"] == "agree" and f["type"] in kinds]


def find_sentence(article: Any, fact: str) -> tuple[str, set[str]] | None:
    """The words from the beginning of a sentence on by which an article tells a fact, and all facts that they tell."""
    for piece in article.pieces:
        for mark in piece.marks if piece.part == "body" else ():
            words = piece.text[mark.start : mark.end]
            begins = words[:1].isupper() and piece.text[: mark.start].rstrip()[-1:] in ("", ".", "?", "!")
            ends = piece.text[mark.end : mark.end + 1] in (".", ",", "")
            if mark.fact == fact and begins and ends and len(words.split()) >= LEAST_WORDS:
                return words, {m.fact for m in piece.marks if m.start < mark.end and mark.start < m.end}
    return None


def list_marked(story: InventedStory, facts: set[str]) -> dict[str, list[str]]:
    """Article → the words in it that state one of the facts."""
    found: dict[str, list[str]] = {}
    for article in story.articles:
        for piece in article.pieces:
            for mark in piece.marks:
                if mark.fact in facts:
                    found.setdefault(article.name, []).append(piece.text[mark.start : mark.end])
    return found


class KeptParses:
    """Parses, kept in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get_parses(self, model: str, wordings: Sequence[str]) -> Mapping[str, bytes]:
        """Those that are there."""
        return {one: self._kept[one] for one in wordings if one in self._kept}

    def put_parses(self, model: str, parses: Mapping[str, bytes]) -> None:
        """Keep them."""
        self._kept.update(parses)


@dataclass(slots=True)
class Tally:
    """What came of the questions of one kind."""

    counts: Counter[Any] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def tell(self, name: str) -> str:
        """The lines to print."""
        lines = []
        for kind in ("true", "figure", "denied", "name", "word", "own word"):
            told = [f"{self.counts[kind, what]} {what}" for what in ("reported", "contradicted", "not found")]
            lines.append(f"{name} {kind}: {self.counts[kind]} asked, {', '.join(told)}")
        counted = self.counts["right"] + self.counts["wrong"]
        lines.append(
            f"{name}: passages counted for true ones {counted}, of them marked as the fact {self.counts['right']}; "
            f"articles that tell it {self.counts['marked']}, of them found {self.counts['met']}"
        )
        if self.seconds:
            ordered = sorted(self.seconds)
            lines.append(f"{name}: {ordered[len(ordered) // 2]:.2f} s a question (median), {ordered[-1]:.2f} at most")
        return "\n".join(lines)


def main() -> None:
    """Ask, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("train", "dev"), default="dev")
    parser.add_argument("--stories", type=int, default=5)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    asking = Asking(given.verbose)
    tallies = {"statement": Tally(), "told": Tally()}
    folders = list_stories(CORPUS, given.part)
    for at, folder in list(enumerate(folders))[given.skip : given.skip + given.stories]:
        story, foreign = read_story(folder), list_own(read_story(folders[at - 1]))
        with tempfile.TemporaryDirectory() as place:
            read, _ = read_paths([write_story(story, Path(place), []) / "pages"])
        # Pages are numbered in the order of the articles that they print.
        stems = {int(Path(article.source).name.split(".")[0]): article for article in read}
        articles = {one.name: stems[number] for number, one in enumerate(story.articles, 1) if number in stems}
        for name, listed in (("statement", list_statements), ("told", list_told)):
            for asked in listed(story, articles, foreign):
                asking.ask(asked, {one.id: name for name, one in articles.items()}, tallies[name])
    for name, tally in tallies.items():
        print(tally.tell(name))


class Asking:
    """Asks, with vectors and parses kept from one question to the next."""

    def __init__(self, verbose: bool) -> None:
        self._verbose = verbose
        self._embed = Checker(open_store("memory:"))._embed
        self._parses = KeptParses()

    def ask(self, asked: Asked, names: Mapping[str, str], tally: Tally) -> None:
        """Ask all versions of a sentence and count what came of it."""
        counts = tally.counts
        for kind, sentence in asked.list_versions().items():
            if sentence is None:
                continue
            began = time.perf_counter()
            parts = check_sentence(asked.articles, sentence, embed=self._embed, parses=self._parses)
            tally.seconds.append(time.perf_counter() - began)
            sure = [one for part in parts for one in part.bearings if one.sure]
            agreeing = [one for one in sure if one.relation == "agree"]
            against = [one for one in sure if one.relation == "differ"]
            outcome = "reported" if agreeing else "contradicted" if against else "not found"
            counts[kind] += 1
            counts[kind, outcome] += 1
            if kind == "true":
                met = set()
                for one in agreeing:
                    right = is_marked(one.claim.quote, asked.marked.get(names[one.claim.article], ()))
                    counts["right" if right else "wrong"] += 1
                    met |= {names[one.claim.article]} if right else set()
                counts["marked"] += len(asked.marked)
                counts["met"] += len(met)
            if self._verbose:
                print(f"[{kind}] {sentence} -> {outcome}")
                for part in parts:
                    for one in [b for b in part.bearings if b.sure or kind == "true"][:6]:
                        marked = is_marked(one.claim.quote, asked.marked.get(names[one.claim.article], ()))
                        print(f"   {'+' if one.sure else '-'} {'M' if marked else ' '} {one.relation} {one.chance} "
                              f"{one.claim.quote[:140]!r} {one.why}")  # fmt: skip
                if kind == "true":
                    for name, quotes in asked.marked.items():
                        print(f"      marked {name}: {quotes}")


def is_marked(quote: str, spans: Sequence[str]) -> bool:
    """Whether half of the words of the quote, or of a span, stand in the other."""
    words = set(quote.split())
    return any(len(words & set(span.split())) * 2 >= min(len(words), len(set(span.split()))) for span in spans)


if __name__ == "__main__":
    main()
