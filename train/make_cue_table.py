"""Makes ``stemma/annotate/data/cues.json`` by counting on the training part of PolNeAR.

PolNeAR is the corpus of Newell, Margolin and Ruths (LREC 2018). No licence is stated for its annotation, and the
text is its publishers'; what is written here are statistics alone: shares of lemmas and constructions.
Run:  python train/make_cue_table.py --data ../shared/bench/data/quotes-polnear

Counted: each frame that ``propose_frames`` gives outside of quotation marks, by lemma, construction and kind of
subject; it is a hit where its word stands in a labelled cue. Frames inside a labelled content are left out unless
they hit, since the corpus labels no attribution inside another. Shares are smoothed by ``SMOOTHING`` uses at the
next coarser share; rare keys and those that tell nothing new are dropped. The same
data and parser give the same file: nothing is drawn at random. A logistic model of the words around (source, tense,
head of the content, auxiliaries) was tried on top of the shares and gained nothing on articles held out.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
from stemma.annotate.attribution import tokens_inside
from stemma.annotate.attribution_frames import propose_frames
from stemma.annotate.cues import weigh_by_table
from stemma.annotate.parse import load_model
from stemma.annotate.quotes import mark_quotations
from stemma.evaluate.attribution import LabelledArticle, Parse, make_passages, read_articles

TARGET = Path(__file__).parents[1] / "stemma" / "annotate" / "data" / "cues.json"
SMOOTHING = 2.0
LEAST_LEMMA = 4
LEAST_USES = 3


class Use(NamedTuple):
    """One proposed frame: its article's number, keys and whether it is labelled."""

    article: int
    lemma: str
    construction: str
    subject: str
    hit: bool


def find_uses(articles: Sequence[LabelledArticle], parse: Parse) -> Iterator[Use]:
    """The uses of all articles, in order."""
    for number, article in enumerate(articles):
        cues = {i for a in article.attributions for s, e in a.cue for i in range(s, e)}
        contents = {i for a in article.attributions for s, e in a.content for i in range(s, e)}
        passages = make_passages(article.text, parse)
        quotations = mark_quotations(passages)
        for place, passage in enumerate(passages):
            speech = [q for q in quotations if q.passage == place and q.kind == "speech"]
            inside = tokens_inside(passage, speech)
            for frame in propose_frames(passage.doc):
                token = passage.doc[frame.verb]
                at = passage.start + token.idx
                hit = at in cues
                if inside[frame.verb] >= 0 or not frame.content or (not hit and at in contents):
                    continue
                lemma = token.lemma_.lower()
                yield Use(number, lemma, frame.construction, frame.subject, hit)


def count_uses(uses: Sequence[Use]) -> tuple[Counter[str], Counter[str]]:
    """Hits and uses by key: ``lemma``, ``lemma|construction``, ``lemma|construction|subject``, ``*|...``."""
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for use in uses:
        for key in keys_of(use):
            total[key] += 1
            hits[key] += use.hit
    return hits, total


def keys_of(use: Use) -> tuple[str, ...]:
    """The keys under which a use is counted."""
    pair = f"{use.lemma}|{use.construction}"
    return use.lemma, pair, f"{pair}|{use.subject}", f"*|{use.construction}", f"*|{use.construction}|{use.subject}"


class Shares(Mapping[str, float]):
    """Smoothed shares, computed as they are asked for."""

    def __init__(self, hits: Counter[str], total: Counter[str]) -> None:
        self._hits, self._total = hits, total

    def __getitem__(self, key: str) -> float:
        hits, total = self._hits[key], self._total[key]
        parts = key.split("|")
        if parts[0] == "*":
            if not total:
                raise KeyError(key)
            return (hits + 0.2) / (total + 1)
        if total < (LEAST_LEMMA if len(parts) == 1 else LEAST_USES):
            raise KeyError(key)
        return (hits + SMOOTHING * self._expect(parts)) / (total + SMOOTHING)

    def _expect(self, parts: list[str]) -> float:
        """The next coarser share."""
        if len(parts) == 1:
            return 0.25
        if len(parts) == 3 and "|".join(parts[:2]) in self:
            return self["|".join(parts[:2])]
        general = self.get("|".join(["*", *parts[1:]]), 0.1)
        return float((self[parts[0]] * general) ** 0.5) if parts[0] in self else 0.7 * general

    def __contains__(self, key: object) -> bool:
        try:
            self[str(key)]
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[str]:
        return (key for key in sorted(self._total) if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def make_shares(shares: Shares) -> dict[str, float]:
    """The table to ship: coarse keys first, finer ones only where they say something else."""
    out: dict[str, float] = {}
    for key in sorted(shares, key=lambda k: (k.count("|"), k)):
        parts, share = key.split("|"), shares[key]
        if len(parts) > 1 and parts[0] != "*":
            near = weigh_by_table(out, parts[0], parts[1], parts[2] if len(parts) == 3 else "who")
            if (len(parts) == 3 and abs(near - share) < 0.08) or (near < 0.2 and share < 0.2):
                continue
        if parts[0] == "*" and len(parts) == 2:
            continue
        out[key] = round(share, 2)
    return out


def main() -> None:
    """Count, fit and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds train/")
    parser.add_argument("--target", type=Path, default=TARGET)
    chosen = parser.parse_args()
    nlp = load_model()
    uses = list(find_uses(read_articles(chosen.data, "train"), lambda texts: nlp.pipe(texts, batch_size=64)))
    write_table(uses, chosen.target)


def write_table(uses: Sequence[Use], target: Path) -> None:
    """Count ``uses`` and write the table, sorted."""
    table = make_shares(Shares(*count_uses(uses)))
    target.write_text(json.dumps(group_keys(table), indent=0, sort_keys=True) + "\n", encoding="utf-8")


def group_keys(table: Mapping[str, float]) -> dict[str, dict[str, str]]:
    """The file's layout: construction (and subject) -> share in steps of five hundredths -> lemmas."""
    grouped: dict[str, dict[str, list[str]]] = {}
    for key, share in sorted(table.items()):
        lemma, _, construction = key.partition("|")
        if lemma == "*" or lemma.replace("-", "").isalpha():
            grouped.setdefault(construction, {}).setdefault(str(5 * round(share * 20)), []).append(lemma)
    return {name: {share: " ".join(words) for share, words in shares.items()} for name, shares in grouped.items()}


if __name__ == "__main__":
    main()
