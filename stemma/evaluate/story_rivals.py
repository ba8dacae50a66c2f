"""Other ways to tell a story from the same articles, as dossiers in the contract's form: the rivals of ``corpus``.

All are given the articles as Stemma reads them, so that only what is made of them is compared, and each threshold is
the one that suits these very stories best. Claims are whole sentences.

``tf-idf``: cosine of tf-idf, average linkage. ``lexrank``: LexRank's likenesses (Erkan and Radev 2004), joined through.
``vectors``: as the first, over the sentence vectors that ship with Stemma. ``news-deframe``: its claim clusters, on
those vectors, because its own larger ones would have to be fetched. All take sources by a few patterns ("..., X said");
where textacy is installed, ``tf-idf+textacy`` takes them from its direct quotations.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from stemma.evaluate.comparison import Comparison
from stemma.evaluate.intervals import HIGH, LOW
from stemma.evaluate.lexrank import compare_sentences
from stemma.evaluate.rival_sentences import Sentence, cut_articles, find_deframe_groups, name_quoted, write_dossier
from stemma.evaluate.stories import score_pairs
from stemma.evaluate.told_stories import ToldStory, list_labelled, read_gold, score_told
from stemma.model.article import Article

Groups = Sequence[Sequence[int]]
"""Places of sentences that are taken for one finding."""
_THRESHOLDS = tuple(n / 100 for n in range(10, 96, 5))


def measure_rivals(stories: Path, limit: int | None = None) -> dict[str, Mapping[str, float]]:
    """The mean figures of each rival over the labelled stories below ``stories``, with their intervals, as parts."""
    from stemma.read import read_one_story

    read = [(folder, read_one_story([folder / "pages"])) for folder in list_labelled(stories, limit)]
    cut = [(folder, articles, cut_articles(articles)) for folder, articles in read]
    figures: dict[str, Mapping[str, float]] = {}
    for name, likeness, join in (
        ("tf-idf", compare_sentences, link_averages),
        ("lexrank", compare_sentences, join_through),
        ("vectors", compare_vectors, link_averages),
    ):
        tables = [likeness([one.text for one in sentences]) for _, _, sentences in cut]
        best = choose_groups(cut, tables, join)
        figures |= _score(name, cut, best)
        if name == "tf-idf" and find_spec("textacy"):
            quoted = [(folder, articles, name_quoted(articles, sentences)) for folder, articles, sentences in cut]
            figures |= _score("tf-idf+textacy", quoted, best)
    if find_spec("news_deframe"):
        figures |= _score("news-deframe", cut, [find_deframe_groups(sentences) for _, _, sentences in cut])
    return figures


Cut = tuple[Path, Sequence[Article], Sequence[Sentence]]
"""A story's folder, its articles and their sentences."""


def choose_groups(cut: Sequence[Cut], tables: Sequence[Any], join: Callable[[Any, float], Groups]) -> Sequence[Groups]:
    """The groups of each story at the one threshold whose mean ``links`` over these stories is highest."""

    alone = [[[place] for place in range(len(sentences))] for _, _, sentences in cut]
    laid = [Comparison(story.dossier, story.gold) for story in _tell(cut, alone)]

    def rank(groups: Sequence[Groups]) -> float:
        return sum(rank_story(*pair) for pair in zip(laid, groups, strict=True))

    return max(([join(table, threshold) for table in tables] for threshold in _THRESHOLDS), key=rank)


def rank_story(alone: Comparison, groups: Groups) -> float:
    """``links`` of one story if its sentences, each a finding in ``alone``, were grouped so."""
    group_of = {place: number for number, group in enumerate(groups) for place in group}
    return score_pairs(alone, [group_of[cover.finding] if cover else None for cover in alone.covers])


def _score(name: str, cut: Sequence[Cut], groups: Sequence[Groups]) -> dict[str, Mapping[str, float]]:
    """The figures that say something of a rival: what it is given (bodies, front matter) is left out."""
    scored = score_told(_tell(cut, groups))
    parts = {name: scored.get("mean"), f"{name}_low": scored.get(LOW), f"{name}_high": scored.get(HIGH)}
    given = {"body", "metadata", "citations", "names", "dates", "quotations_precision", "quotations_recall"}
    return {
        part: {figure: value for figure, value in values.items() if figure not in given}
        for part, values in parts.items()
        if isinstance(values, Mapping)
    }


def _tell(cut: Sequence[Cut], groups: Sequence[Groups]) -> Iterable[ToldStory]:
    for (folder, articles, sentences), found in zip(cut, groups, strict=True):
        dossier = write_dossier(articles, sentences, found)
        yield ToldStory(name=folder.name, folder=folder, gold=read_gold(folder), dossier=dossier)


def compare_vectors(texts: Sequence[str]) -> Any:
    """The cosine of the sentence vectors that ship with Stemma, between all texts."""
    from stemma.compare.vectors import embed_texts

    vectors = embed_texts(list(texts))
    return vectors @ vectors.T


def link_averages(likeness: Any, threshold: float) -> Groups:
    """Average linkage: the two groups with the highest mean likeness become one while it is at least ``threshold``."""
    sums = np.array(likeness, dtype=float)
    np.fill_diagonal(sums, 0.0)
    groups = [[place] for place in range(len(sums))]
    while len(groups) > 1:
        sizes = np.array([len(group) for group in groups], dtype=float)
        means = sums / np.outer(sizes, sizes)
        np.fill_diagonal(means, -1.0)
        one, other = sorted(divmod(int(means.argmax()), len(groups)))
        if means[one, other] < threshold:
            break
        sums[one] += sums[other]
        sums[:, one] += sums[:, other]
        sums = np.delete(np.delete(sums, other, 0), other, 1)
        groups[one] += groups.pop(other)
    return groups


def join_through(likeness: Any, threshold: float) -> Groups:
    """Everything that a chain of likenesses of ``threshold`` and more joins."""
    left = dict.fromkeys(range(len(likeness)))
    groups = []
    while left:
        first = next(iter(left))
        group, waiting = [], [first]
        del left[first]
        while waiting:
            place = waiting.pop()
            group.append(place)
            for other in [o for o in left if likeness[place, o] >= threshold]:
                del left[other]
                waiting.append(other)
        groups.append(sorted(group))
    return groups
