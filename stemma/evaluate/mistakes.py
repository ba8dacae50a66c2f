"""The worst mistakes in told stories, as readable text: what the gold has, what was told, and what went wrong.

The text quotes the stories' words, so it goes to a terminal; of the labelled real stories none of it may be kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stemma.evaluate.comparison import Comparison
from stemma.evaluate.stories import CONTRASTS, count_sources
from stemma.evaluate.told_stories import ToldStory

_SHOWN = 4
"""Claims of one mistake that are quoted."""
_LONGEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake; ``cost`` is how many labelled decisions (pairs of claims, claims, names) it gets wrong."""

    story: str
    kind: str
    """``apart``, ``mixed``, ``relation``, ``missed``, ``source`` or ``origins``."""
    cost: int
    about: str
    lines: tuple[str, ...]


def find_mistakes(story: ToldStory) -> Iterator[Mistake]:
    """Every mistake of a told story, in no order of weight."""
    laid = Comparison(story.dossier, story.gold)
    yield from _find_apart(story, laid)
    yield from _find_mixed(story, laid)
    yield from _find_relations(story, laid)
    yield from _find_missed(story, laid)
    yield from _find_sources(story, laid)
    yield from _find_origins(story, laid)


def choose_worst(stories: Iterable[ToldStory], count: int) -> tuple[Mistake, ...]:
    """The dearest mistakes; of equal ones, in order of story, kind and what they are about."""
    found = [mistake for story in stories for mistake in find_mistakes(story)]
    return tuple(sorted(found, key=lambda m: (-m.cost, m.story, m.kind, m.about))[:count])


def write_mistakes(mistakes: Iterable[Mistake]) -> str:
    """The mistakes as text, one after the other, each with the words that it is about."""
    blocks = []
    for number, one in enumerate(mistakes, 1):
        head = f"{number}. {one.story}: {one.kind} ({one.cost} wrong): {one.about}"
        blocks.append("\n".join([head, *(f"   {line}" for line in one.lines)]))
    return "\n\n".join(blocks)


def _find_apart(story: ToldStory, laid: Comparison) -> Iterator[Mistake]:
    """Claims of one labelled finding that were told in several."""
    for index, gold in enumerate(story.gold["findings"]):
        held = [
            (claim, cover)
            for claim, cover in zip(laid.claims, laid.covers, strict=True)
            if claim.finding == index and cover
        ]
        pairs = [
            (one, other)
            for place, one in enumerate(held)
            for other in held[place + 1 :]
            if one[0].article != other[0].article and one[1].finding != other[1].finding
        ]
        if pairs:
            told = sorted({cover.finding for _, cover in held})
            yield Mistake(
                story=story.name,
                kind="apart",
                cost=len(pairs),
                about=f"one labelled finding was told in {len(told)}: {_cut(gold['statement'])}",
                lines=_shorten(
                    f"told in finding {told.index(cover.finding) + 1}: [{claim.article}] {_cut(claim.json['quote'])}"
                    for claim, cover in sorted(held, key=lambda pair: pair[1].finding)
                ),
            )


def _find_mixed(story: ToldStory, laid: Comparison) -> Iterator[Mistake]:
    """Claims of several labelled findings that were told in one."""
    groups = defaultdict(list)
    for claim, cover in zip(laid.claims, laid.covers, strict=True):
        if cover:
            groups[cover.finding].append(claim)
    for index, claims in sorted(groups.items()):
        cost = sum(
            one.article != other.article and one.finding != other.finding
            for place, one in enumerate(claims)
            for other in claims[place + 1 :]
        )
        if cost:
            statement = story.dossier["findings"][index].get("statement") or ""
            yield Mistake(
                story=story.name,
                kind="mixed",
                cost=cost,
                about=f"one finding was told of {len({c.finding for c in claims})} labelled ones: {_cut(statement)}",
                lines=_shorten(
                    f"labelled '{_cut(story.gold['findings'][c.finding]['statement'], 60)}': "
                    f"[{c.article}] {_cut(c.json['quote'])}"
                    for c in claims
                ),
            )


def _find_relations(story: ToldStory, laid: Comparison) -> Iterator[Mistake]:
    """Contrasts that were told as agreement, and the reverse; what stands apart is told as that, not here."""
    for gold, match in zip(story.gold["findings"], laid.matches, strict=True):
        told = match["relation"] if match else None
        articles = {claim["article"] for claim in gold["claims"]}
        if told in (None, "single") or len(articles) < 2 or (told in CONTRASTS) == (gold["relation"] in CONTRASTS):
            continue
        assert match is not None
        yield Mistake(
            story=story.name,
            kind="relation",
            cost=len(articles) * (len(articles) - 1) // 2,
            about=f"labelled {gold['relation']}, told as {told}: {_cut(gold['statement'])}",
            lines=_shorten(f"[{claim['article']}] {_cut(claim['quote'])}" for claim in gold["claims"]),
        )


def _find_missed(story: ToldStory, laid: Comparison) -> Iterator[Mistake]:
    """Labelled claims that no claim covers by half."""
    missed = defaultdict(list)
    for claim, cover in zip(laid.claims, laid.covers, strict=True):
        if cover is None:
            missed[claim.finding].append(claim)
    for index, claims in sorted(missed.items()):
        yield Mistake(
            story=story.name,
            kind="missed",
            cost=len(claims),
            about=f"no claim was told of: {_cut(story.gold['findings'][index]['statement'])}",
            lines=_shorten(f"[{c.article}] {_cut(c.json['quote'])}" for c in claims),
        )


def _find_sources(story: ToldStory, laid: Comparison) -> Iterator[Mistake]:
    """Sources missed or given wrongly, over the claims of one labelled finding."""
    wrong = defaultdict(list)
    cost: Counter[int] = Counter()
    for claim, cover in zip(laid.claims, laid.covers, strict=True):
        if cover is None:
            continue
        _, off, missed = count_sources(claim.said_by, cover.said_by)
        if off or missed:
            cost[claim.finding] += off + missed
            labelled, told = (", ".join(names) or "nobody" for names in (claim.said_by, cover.said_by))
            wrong[claim.finding].append(
                f"[{claim.article}] labelled {labelled}; told {told}: {_cut(claim.json['quote'], 80)}"
            )
    for index, lines in sorted(wrong.items()):
        about = _cut(story.gold["findings"][index]["statement"])
        yield Mistake(story=story.name, kind="source", cost=cost[index], about=about, lines=_shorten(lines))


def _find_origins(story: ToldStory, laid: Comparison) -> Iterator[Mistake]:
    """Counts of independent origins that are off."""
    for gold, match in zip(story.gold["findings"], laid.matches, strict=True):
        if not gold.get("origins") or match is None or len({c["article"] for c in gold["claims"]}) < 2:
            continue
        if off := abs(gold["origins"] - (match.get("origins") or 0)):
            yield Mistake(
                story=story.name,
                kind="origins",
                cost=off,
                about=f"labelled {gold['origins']}, told {match.get('origins')}: {_cut(gold['statement'])}",
                lines=(_cut(match.get("why") or ""),),
            )


def _cut(words: str, longest: int = _LONGEST) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def _shorten(lines: Iterable[str]) -> tuple[str, ...]:
    every = list(lines)
    more = [f"... and {len(every) - _SHOWN} more"] if len(every) > _SHOWN else []
    return (*every[:_SHOWN], *more)
