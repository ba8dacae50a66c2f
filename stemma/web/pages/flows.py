"""Who has it from whom, over many stories: taken from their editions, each looked at once. Nothing is rated."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from stemma.model.dossier import Dossier
from stemma.model.stored import StoredStory
from stemma.store import Store
from stemma.store.deriving import fold_value, name_outlet
from stemma.tell.wording import clean_line, shorten
from stemma.web.pages.keeping import PageMemory

Way = Literal["credits", "copies", "shares", "agency", "cites"]
"""An article credits an agency for its text; has copied words that were another's first; has words in common with
another, and nothing tells whose they were; cites an agency for single claims; cites somebody else."""
_TEXT: frozenset[Way] = frozenset({"credits", "copies", "agency"})
"""The ways that are followed over time: who is cited changes with every story, whose text comes in does not."""
_NAME = 80


@dataclass(frozen=True, slots=True)
class Flow:
    """In one story, one outlet has something from one source in one way."""

    outlet: str
    source: str
    way: Way
    month: str
    """``YYYY-MM`` of the outlet's article; empty where it is undated."""
    words: int = 0
    """Words copied or shared."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What is taken from one edition."""

    outlets: tuple[str, ...]
    flows: tuple[Flow, ...]


def extract_flows(dossier: Dossier) -> Extract:
    """The flows of one story, each outlet, source and way once."""
    names = {article.id: _name(name_outlet(article)) for article in dossier.articles}
    months = {article.id: _month(article.published) for article in dossier.articles}
    origins = {origin.id: origin for origin in dossier.origins}
    found: dict[tuple[str, str, Way], Flow] = {}

    def add(article: str, source: str, way: Way, words: int = 0) -> None:
        outlet, source = names.get(article, ""), _name(source)
        if not outlet or not source or fold_value(outlet) == fold_value(source):
            return
        key = (outlet, source, way)
        before = found.get(key)
        month = min(filter(None, (months.get(article, ""), before.month if before else "")), default="")
        found[key] = Flow(outlet, source, way, month, words + (before.words if before else 0))

    for article in dossier.articles:
        add(article.id, article.agency or "", "credits")
    for copy in dossier.copies:
        giver, taker = copy.from_.article, copy.to.article
        if copy.kind == "quotation":
            continue
        if copy.direction is not None:
            add(taker, names.get(giver, ""), "copies", copy.words)
        else:
            add(taker, names.get(giver, ""), "shares", copy.words)
            add(giver, names.get(taker, ""), "shares", copy.words)
    for finding in dossier.findings:
        for claim in finding.claims:
            origin = origins.get(claim.origin)
            if origin is not None and origin.kind != "outlet":
                add(claim.article, origin.name, "agency" if origin.kind == "agency" else "cites")
    return Extract(outlets=tuple(sorted(set(names.values()))), flows=tuple(found.values()))


def gather_flows(store: Store, memory: PageMemory, stories: Sequence[StoredStory]) -> list[tuple[StoredStory, Extract]]:
    """These stories with the extracts of their newest editions; those that have none are left out."""
    found = []
    for stored in stories:
        if stored.edition is None:
            continue
        key = (stored.story.id, stored.edition)
        held = memory.extracts.get(key)
        if held is None:
            edition = store.get_edition(stored.story.id, stored.edition)
            if edition is None:
                continue
            held = memory.extracts.put(key, extract_flows(edition.dossier))
        found.append((stored, held))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A source (or a taker) and in how many stories, with how many words in all."""

    name: str
    stories: int
    words: int


def tally_flows(extracts: Iterable[Extract], way: Way, *, outlet: str = "", source: str = "") -> list[Tally]:
    """Of an outlet: its sources of this way; of a source: its takers. Most stories first, then most words, then by
    name."""
    stories: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for extract in extracts:
        for flow in extract.flows:
            here, there = (flow.outlet, flow.source) if outlet else (flow.source, flow.outlet)
            if flow.way == way and fold_value(here) == fold_value(outlet or source):
                stories[there] += 1
                words[there] += flow.words
    tallies = [Tally(name=name, stories=count, words=words[name]) for name, count in stories.items()]
    return sorted(tallies, key=lambda one: (-one.stories, -one.words, one.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Counts of stories, rows by columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    most: int


def grid_by_month(extracts: Iterable[Extract], outlet: str, *, months: int = 12, sources: int = 8) -> Grid:
    """The agencies and outlets that an outlet has text from, by month; the newest months that have any."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for extract in extracts:
        told = {
            (flow.source, flow.month)
            for flow in extract.flows
            if flow.month and flow.way in _TEXT and fold_value(flow.outlet) == fold_value(outlet)
        }
        for source, month in told:
            counts[source][month] += 1
    columns = sorted({month for counter in counts.values() for month in counter})[-months:]
    order = sorted(counts, key=lambda name: (-sum(counts[name][month] for month in columns), name))[:sources]
    rows = tuple((name, tuple(counts[name][month] for month in columns)) for name in order)
    rows = tuple(row for row in rows if any(row[1]))
    return Grid(columns=tuple(columns), rows=rows, most=max((max(row) for _, row in rows), default=0))


def grid_of_all(extracts: Sequence[Extract], *, outlets: int = 14, sources: int = 8) -> Grid:
    """Outlets by the sources whose text they print (agencies credited, words copied): in how many stories."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for extract in extracts:
        for outlet, source in {(f.outlet, f.source) for f in extract.flows if f.way in {"credits", "copies"}}:
            counts[outlet][source] += 1
            total[source] += 1
    columns = sorted(total, key=lambda name: (-total[name], name))[:sources]
    order = sorted(counts, key=lambda name: (-counts[name].total(), name))[:outlets]
    rows = tuple((name, tuple(counts[name][column] for column in columns)) for name in order)
    rows = tuple(row for row in rows if any(row[1]))
    return Grid(columns=tuple(columns), rows=rows, most=max((max(row) for _, row in rows), default=0))


def _name(words: str) -> str:
    return shorten(clean_line(words), _NAME)


def _month(date: str | None) -> str:
    known = (date or "")[:7]
    return known if len(known) == 7 and known[:4].isdigit() and known[4] == "-" and known[5:].isdigit() else ""
