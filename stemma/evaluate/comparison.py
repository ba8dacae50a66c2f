"""Where a dossier and a hand-made gold file speak of the same thing.

Gold articles are known by the stem of their file, gold claims by their quote in the dossier's text.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

Json = Mapping[str, Any]
Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim of the gold file and the index of the gold finding that it belongs to."""

    finding: int
    article: str
    said_by: tuple[str, ...]
    json: Json


@dataclass(frozen=True, slots=True)
class Cover:
    """The dossier's claim that covers a gold claim best: its finding's index, its sources, and where it is cited."""

    finding: int
    said_by: tuple[str, ...]
    claim: int = 0
    """Its number among all that the dossier's findings cite, in their order."""


class Comparison:
    """A dossier laid beside its gold file, with each gold claim's best cover."""

    def __init__(self, dossier: Json, gold: Json) -> None:
        self.dossier = dossier
        self.gold = gold
        self.texts: dict[str, str] = {article["id"]: article["text"] for article in dossier["articles"]}
        self.by_stem: dict[str, Json] = {file_stem(a["source"].split("?")[0]): a for a in dossier["articles"]}
        self.gold_stem: dict[str, str] = {a["id"]: file_stem(a.get("file", a["id"] + ".txt")) for a in gold["articles"]}
        self.claims: tuple[GoldClaim, ...] = tuple(
            GoldClaim(index, claim["article"], tuple(claim.get("said_by") or ()), claim)
            for index, finding in enumerate(gold["findings"])
            for claim in finding["claims"]
        )

    def article_of(self, gold_article: Json) -> Json | None:
        """The dossier's article for one of the gold file's; None where the dossier lacks it."""
        return self.by_stem.get(self.gold_stem[gold_article["id"]])

    @cached_property
    def spans(self) -> Mapping[str, Sequence[tuple[int, int, Cover]]]:
        """Article stem to the dossier's claims there, in the order in which its findings cite them."""
        stem_of = {article["id"]: stem for stem, article in self.by_stem.items()}
        spans: dict[str, list[tuple[int, int, Cover]]] = defaultdict(list)
        number = 0
        for index, finding in enumerate(self.dossier["findings"]):
            for claim in finding["claims"]:
                if claim["article"] in stem_of:
                    cover = Cover(index, tuple(claim.get("said_by") or ()), number)
                    spans[stem_of[claim["article"]]].append((claim["start"], claim["end"], cover))
                number += 1
        return spans

    @cached_property
    def extents(self) -> tuple[tuple[str, Extent | None], ...]:
        """For each gold claim its article's stem and where it stands in the dossier's text; None: nowhere."""
        flats: dict[str, FlatText] = {}
        found: list[tuple[str, Extent | None]] = []
        for claim in self.claims:
            stem = self.gold_stem[claim.article]
            if stem not in flats:
                flats[stem] = FlatText(self.by_stem.get(stem, {}).get("text", ""))
            found.append((stem, flats[stem].locate_claim(claim.json)))
        return tuple(found)

    @cached_property
    def covers(self) -> tuple[Cover | None, ...]:
        """For each gold claim the dossier claim that covers half of it or more and fits it best."""
        return tuple(best_cover(wanted, self.spans.get(stem, ())) if wanted else None for stem, wanted in self.extents)

    @cached_property
    def matches(self) -> tuple[Json | None, ...]:
        """For each gold finding the dossier finding that holds most of its claims."""
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for claim, cover in zip(self.claims, self.covers, strict=True):
            if cover is not None:
                votes[claim.finding][cover.finding] += 1
        return tuple(
            self.dossier["findings"][votes[index].most_common(1)[0][0]] if votes[index] else None
            for index in range(len(self.gold["findings"]))
        )


class FlatText:
    """A text with each run of white space as one space, and the way back to the original offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flat, self.places = collapse_spaces(text)

    def locate_claim(self, claim: Json) -> Extent | None:
        """Where a gold claim stands: by its own offsets where they hold, else by its quote."""
        if "start" in claim and self.text[claim["start"] : claim["end"]] == claim["quote"]:
            return claim["start"], claim["end"]
        wanted = collapse_spaces(claim["quote"])[0].strip()
        at = self.flat.find(wanted)
        return (self.places[at], self.places[at + len(wanted) - 1] + 1) if wanted and at >= 0 else None


def best_cover(wanted: Extent, spans: Sequence[tuple[int, int, Cover]]) -> Cover | None:
    """The cover with the highest ratio of overlap to union among those over half of ``wanted``."""
    best: tuple[tuple[float, int], Cover] | None = None
    for start, end, cover in spans:
        shared = max(0, min(end, wanted[1]) - max(start, wanted[0]))
        if shared * 2 < wanted[1] - wanted[0]:
            continue
        rank = (shared / (max(end, wanted[1]) - min(start, wanted[0])), -cover.finding)
        if best is None or rank > best[0]:
            best = (rank, cover)
    return best[1] if best else None


def file_stem(path: str) -> str:
    """The name of a file without its folder and last suffix."""
    return PurePosixPath(path).stem


def collapse_spaces(text: str) -> tuple[str, list[int]]:
    """The text with runs of white space as one space (none in front), and each character's place before."""
    characters: list[str] = []
    places: list[int] = []
    gap = True
    for place, character in enumerate(text):
        if not character.isspace():
            characters.append(character)
            places.append(place)
        elif not gap:
            characters.append(" ")
            places.append(place)
        gap = character.isspace()
    return "".join(characters), places


def f_score(right: float, wrong: float, missed: float) -> float:
    """F1 from counts of true positives, false positives and false negatives."""
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def share(part: Iterable[object], whole: int) -> float:
    """How many of ``whole`` are in ``part``; 1 where nothing was asked."""
    return sum(1 for _ in part) / whole if whole else 1.0
