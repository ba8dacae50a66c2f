"""Copies across the heap: which articles share text, found by fingerprints, proven by laying them beside each other.

The cost of an article does not grow with the heap: a fingerprint leads to the first few texts that hold it, a text is
laid beside the few that share most with it, and exact copies are one text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from stemma.group.copies.candidates import ENOUGH, choose_candidates
from stemma.group.copies.fingerprints import Hashes, fold_body, take_fingerprints
from stemma.group.copies.laying import Laying
from stemma.group.copies.postings import look_up, make_postings
from stemma.group.copies.texts import Wording, list_samples, open_wording, tell_exact, tell_judged
from stemma.group.copies.verdicts import Verdicts
from stemma.model.article import Article
from stemma.model.story import SharedText
from stemma.text.article_order import Place, place_article
from stemma.text.shared_text import LEAST_WORDS

_AT_ONCE = 2_048
"""Texts that are looked up together."""


def find_shared_texts(articles: Iterable[Article], verdicts: Verdicts | None = None) -> tuple[SharedText, ...]:
    """The text that any two of ``articles`` share, in order of publication; the order given does not show.

    Articles whose words are all the same are ``exact`` copies: each is told with the earliest of them, not with each
    other one, and only that one is told with others. ``near`` and ``partial`` copies are told with the few earlier
    articles that share most with them: what stands in hundreds is told with its original and those that took it first.
    Bodies of fewer than eight words share nothing, and articles of one id are one. The same as a ``CopyIndex`` that
    holds all of them tells of each article and those before it. ``verdicts``: what was judged of pairs before; they
    change nothing but the time, and take what is judged now.
    """
    by_id: dict[str, Article] = {}
    for article in sorted(articles, key=place_article):
        by_id.setdefault(article.id, article)
    ordered = list(by_id.values())
    wordings: list[Wording] = []
    number_of: dict[bytes, int] = {}
    keys: list[Hashes] = []
    found: list[tuple[Place, Place, SharedText]] = []
    for first in range(0, len(ordered), _AT_ONCE):
        batch = ordered[first : first + _AT_ONCE]
        prints = take_fingerprints([fold_body(article) for article in batch])
        for at, article in enumerate(batch):
            if prints.words[at] < LEAST_WORDS:
                continue
            wording = open_wording(article, prints, at)
            number = number_of.setdefault(prints.digests[at], len(wordings))
            if number < len(wordings):
                known = wordings[number]
                found.append((known.place, wording.place, tell_exact(known, wording)))
            else:
                wordings.append(wording)
                keys.append(prints.of(at))
    found += _lay_all(wordings, keys, by_id, verdicts)
    return tuple(shared for _, _, shared in sorted(found, key=lambda f: f[:2]))


def _lay_all(
    wordings: Sequence[Wording], keys: Sequence[Hashes], by_id: Mapping[str, Article], verdicts: Verdicts | None
) -> Iterator[tuple[Place, Place, SharedText]]:
    """Every text with the earlier ones that it shares text with; ``wordings`` stand in order of their places."""
    if not wordings:
        return
    laying = Laying(verdicts)
    ranks = np.arange(len(wordings), dtype=np.int32)
    samples = list_samples(wordings)
    sizes = np.array([len(own) for own in keys])
    ends = np.concatenate(([0], np.cumsum(sizes)))
    every = np.concatenate(keys)
    owners = np.repeat(ranks, sizes)
    postings = make_postings(every, owners, np.ones(len(owners), dtype=np.int32), ranks, least=2)
    for first in range(0, len(wordings), _AT_ONCE):
        part = slice(ends[first], ends[min(first + _AT_ONCE, len(wordings))])
        hits = look_up([postings], every[part])
        chosen = choose_candidates(hits, every[part], owners[part], ranks, samples, both_sides=False)
        near: Counter[int] = Counter()
        for at, before, alike, common in chosen.rows():
            if near[at] == ENOUGH:
                continue
            one, other = wordings[before], wordings[at]
            judged = laying.judge(by_id[one.article], by_id[other.article], alike=alike, common=common)
            if judged:
                near[at] += judged[2] == "near"
                yield one.place, other.place, tell_judged(one, other, judged)
