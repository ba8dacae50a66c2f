"""Stories found in a heap against the stories that people saw there."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from stemma.evaluate.coreference import Chain, score_b3
from stemma.evaluate.grouping_rivals import group_by_tfidf, has_rival
from stemma.evaluate.grouping_texts import (
    Told,
    forget_date,
    read_clusters,
    read_invented,
    read_noise,
    read_unified,
)
from stemma.evaluate.intervals import Sums, score_items
from stemma.evaluate.online import score_online
from stemma.group.grouping import group_collection
from stemma.model.article import Article

Figures = dict[str, float | Mapping[str, float]]
Group = Callable[[Sequence[Article]], list[tuple[str, ...]]]
"""Articles in, the ids of each story's out."""

REPORTS = 5000
"""How many of Reuters' reports stand among the noise."""


def evaluate_grouping(data: Path, labels: Path, corpus: Path, limit: int | None = None) -> Figures:
    """B-cubed of stories, and whole clusters among noise.

    ``b3_*``: ``unified-stories``, all pooled, no dates used; by part the same run, scored over the part's articles.
    ``dated``: with dates where known. ``invented``: the test part of the invented stories, pooled, with dates.
    ``whole_clusters``: of ``clusters-html`` amid BBC's and Reuters' articles, how many were found whole, with
    nothing foreign in. ``online``: the same articles, taken one by one (``stemma.evaluate.online``).
    ``data`` holds the sets, ``labels`` the project's own, ``limit`` cuts each set.
    """
    unified = read_unified(data / "unified-stories")[:limit]
    told = [forget_date(one) for one in unified]
    found = group_stories([one.article for one in told])
    undated = score_parts(told, lambda _: found)
    pooled, parts = undated.pop("pooled"), undated
    figures: Figures = {**pooled, **bootstrap_stories(told, found)}
    dated = score_parts(unified, group_stories)
    figures["dated"] = dated["pooled"]
    figures |= parts
    figures |= {f"{part}_dated": score for part, score in dated.items() if part != "pooled" and part != "ecbplus"}
    if (data / "clusters-html").exists() and (data / "scale-bbc-2225").exists():
        figures |= find_clusters(data, labels / "neighbours.jsonl", limit)
    stories = {one.article.id: one.story for one in unified if one.story}
    figures["online"] = score_online([forget_date(one).article for one in unified], stories)
    figures["invented"] = score_parts(read_invented(corpus, "test")[:limit], group_stories)["pooled"]
    return figures


def measure_rivals(data: Path, limit: int | None = None) -> Figures:
    """``tfidf_pooled`` and each part, undated, at the threshold that suits the pool best; empty where not installed."""
    if not has_rival():
        return {}
    told = [forget_date(one) for one in read_unified(data / "unified-stories")[:limit]]
    runs = group_by_tfidf(told).values()
    best = max(runs, key=lambda found: score_stories(told, found)["b3_f1"])
    scores = score_parts(told, lambda _: best)
    ends = {f"tfidf_pooled_{end}": values for end, values in bootstrap_stories(told, best).items()}
    return {**{f"tfidf_{part}": score for part, score in scores.items()}, **ends}


def group_stories(articles: Sequence[Article]) -> list[tuple[str, ...]]:
    """The stories of the program itself."""
    return [story.articles for story in group_collection(articles).stories]


def find_clusters(data: Path, neighbours: Path, limit: int | None = None) -> dict[str, float]:
    """How many clusters amid the noise are one story with nothing else in it, of how many."""
    clusters = read_clusters(data / "clusters-html", neighbours)
    noise = list(read_noise(data, REPORTS))[:limit]
    found = group_stories([one.article for one in (*clusters, *noise)])
    gold = defaultdict(set)
    for one in clusters:
        gold[one.story].add(one.article.id)
    events = {story: members for story, members in gold.items() if story and "/" not in story}
    whole = sum(frozenset(members) in {frozenset(story) for story in found} for members in events.values())
    return {"whole_clusters": float(whole), "clusters": float(len(events)), "heap": float(len(clusters) + len(noise))}


def score_parts(told: Sequence[Told], group: Group) -> dict[str, dict[str, float]]:
    """B-cubed over all (``pooled``) and over each part's articles, of one grouping of all."""
    found = group([one.article for one in told])
    scores = {"pooled": score_stories(told, found)}
    for part in sorted({one.part for one in told}):
        scores[part] = score_stories([one for one in told if one.part == part], found)
    return scores


def bootstrap_stories(told: Sequence[Told], found: Sequence[tuple[str, ...]]) -> dict[str, Mapping[str, float]]:
    """The intervals around B-cubed when labelled stories are drawn anew, each with all its articles."""
    story_of = {one.article.id: one.story for one in told}
    size = Counter(story_of.values())
    sums: dict[str | None, Counter[str]] = defaultdict(Counter)
    for group in found:
        shares = Counter(story_of[name] for name in group if name in story_of)
        for story, count in shares.items():
            # Each of the ``count`` articles has that many of its own story with it.
            sums[story].update(articles=count)
            sums[story]["precision"] += count * count / shares.total()  # type: ignore[assignment]
            sums[story]["recall"] += count * count / size[story]  # type: ignore[assignment]

    def score(total: Sums) -> dict[str, float]:
        precision, recall = total["precision"] / total["articles"], total["recall"] / total["articles"]
        return {"b3_f1": 2 * precision * recall / (precision + recall), "b3_precision": precision, "b3_recall": recall}

    return score_items([dict(one) for _, one in sorted(sums.items(), key=lambda pair: str(pair[0]))], score)[1]


def score_stories(told: Sequence[Told], found: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """``b3_f1``, ``b3_precision``, ``b3_recall`` over the articles told, whatever else ``found`` holds."""
    key: dict[str | None, set[str]] = defaultdict(set)
    for one in told:
        key[one.story].add(one.article.id)
    own = {one.article.id for one in told}
    response = [Chain(own.intersection(story)) for story in found]
    score = score_b3([Chain(chain) for chain in key.values()], [chain for chain in response if chain])
    return {"b3_f1": score.f1, "b3_precision": score.precision, "b3_recall": score.recall}
