"""How right ``check_claim`` is: statements of invented stories, true and changed, against the stories' pages.

    python bench/check_claim.py --part dev --stories 5

A statement that all its articles agree on is asked as it stands, then with its figure changed, denied, and with a name
of another story. Told are: of the true ones, how many are found reported, and what share of the passages counted for
them is marked as that fact; of the changed ones, how many are still found reported (each is one too many), and how many
are told as contradicted.
"""

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stemma.collection.checking import check_sentence
from stemma.compare.likeness import Embed
from stemma.evaluate.invented import read_story
from stemma.evaluate.invented_pages import write_story
from stemma.evaluate.invented_split import list_stories
from stemma.model.article import Article
from stemma.read import read_paths
from stemma.store import open_store
from stemma.web.mcp.checking import Checker

CORPUS = Path(__file__).parents[1] / "corpus"
_NUMBER = re.compile(r"\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b")
_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
_AUX = re.compile(r"\b(was|were|is|are|has|have|had|will|can|could)\b")


def change_figure(statement: str) -> str | None:
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
    found = _AUX.search(statement)
    if found is None or re.search(r"\b(?:not|no|never|nobody|none)\b", statement):
        return None
    return f"{statement[: found.end()]} not{statement[found.end() :]}"


def change_name(statement: str, names: list[list[str]], other: str) -> str | None:
    for variants in names:
        for name in sorted(variants, key=len, reverse=True):
            if name in statement:
                return statement.replace(name, other)
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("train", "dev"), default="dev")
    parser.add_argument("--stories", type=int, default=5)
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    embed = Checker(open_store("memory:"))._embed
    counts: Counter[Any] = Counter()
    for folder in list_stories(CORPUS, given.part)[: given.stories]:
        sheet = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as place:
            written = write_story(read_story(folder), Path(place), [])
            gold = json.loads((written / "gold.json").read_text(encoding="utf-8"))
            articles, _ = read_paths([written / "pages"])
        marked = list_marked(gold)
        for fact in sheet["facts"]:
            if fact["relation"] != "agree" or fact["type"] not in ("event", "quantity", "people", "place"):
                continue
            spans = marked.get(fact["id"], [])
            if not spans or len(fact["statement"].split()) < 5:
                continue
            asked = {
                "true": fact["statement"],
                "figure": change_figure(fact["statement"]),
                "denied": deny(fact["statement"]),
                "name": change_name(fact["statement"], sheet["people"] + sheet["places"], "Ostrava Velik"),
            }
            for kind, sentence in asked.items():
                if sentence is not None:
                    score(kind, sentence, articles, spans, counts, embed, given.verbose)
    for kind in ("true", "figure", "denied", "name"):
        print(f"{kind}: {counts[kind]} asked, {counts[kind, 'reported']} reported, "
              f"{counts[kind, 'contradicted']} contradicted, {counts[kind, 'nothing']} not found")  # fmt: skip
    counted = counts["right"] + counts["wrong"]
    print(f"passages counted for true statements: {counted}, of them marked as the fact: {counts['right']}")


def list_marked(gold: dict[str, Any]) -> dict[str, list[str]]:
    """Fact → the words that state it, of all articles."""
    return {one["id"]: [claim["quote"] for claim in one["claims"]] for one in gold["findings"]}


def score(
    kind: str,
    sentence: str,
    articles: Sequence[Article],
    spans: Sequence[str],
    counts: Counter[Any],
    embed: Embed,
    verbose: bool,
) -> None:
    counts[kind] += 1
    parts = check_sentence(articles, sentence, embed=embed)
    sure = [one for part in parts for one in part.bearings if one.sure]
    agreeing = [one for one in sure if one.relation == "agree"]
    against = [one for one in sure if one.relation == "differ"]
    outcome = "reported" if agreeing else "contradicted" if against else "nothing"
    counts[kind, outcome] += 1
    if kind == "true":
        for one in agreeing:
            words = set(one.claim.quote.split())
            right = any(len(words & set(quote.split())) * 2 >= min(len(words), len(quote.split())) for quote in spans)
            counts["right" if right else "wrong"] += 1
    if verbose:
        print(f"[{kind}] {sentence} -> {outcome}")
        for one in (agreeing + against)[:3]:
            print(f"      {one.relation} {one.chance} {one.claim.quote[:100]!r} {one.why}")


if __name__ == "__main__":
    main()
