"""An index of texts that takes articles one by one and tells what each shares with those it holds."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from stemma.group.copies.candidates import ENOUGH, choose_candidates, first_holders
from stemma.group.copies.fingerprints import fold_body, take_fingerprints
from stemma.group.copies.laying import Laying
from stemma.group.copies.postings import Numbers, Postings, look_up, make_postings, merge_postings
from stemma.group.copies.texts import Wording, list_samples, open_wording, tell_exact, tell_judged
from stemma.model.article import Article
from stemma.model.story import SharedText
from stemma.text.shared_text import LEAST_WORDS

_LARGEST = 1_024
"""Texts of the largest postings that come of merging: so no addition costs more than that."""


class CopyIndex:
    """Takes articles one by one, in any order, and tells which text each shares with those it holds.

    What it tells does not depend on the order in which articles came. With ``load``, which must give any article that
    was added by its id, no article is kept here: some 900 bytes for each text are.
    """

    def __init__(self, load: Callable[[str], Article] | None = None) -> None:
        self._articles: dict[str, Article] = {}
        self._kept = load is None
        self._load = load or self._articles.__getitem__
        self._laying = Laying()
        self._wordings: list[Wording] = []
        self._numbers: dict[bytes, int] = {}
        self._parts: list[Postings] = []

    def __len__(self) -> int:
        """How many texts it holds; exact copies are one."""
        return len(self._wordings)

    def add(self, article: Article) -> None:
        """Hold ``article``; one that is held already changes nothing, and a body of fewer than eight words neither."""
        prints = take_fingerprints([fold_body(article)])
        if prints.words[0] < LEAST_WORDS:
            return
        number = self._numbers.setdefault(prints.digests[0], len(self._wordings))
        wording = open_wording(article, prints, 0)
        known = number < len(self._wordings)
        if known and self._wordings[number].place <= wording.place:
            return
        if known:
            self._articles.pop(self._wordings[number].article, None)
            self._wordings[number] = wording
        else:
            self._wordings.append(wording)
        if self._kept:
            self._articles[article.id] = article
        # Where an earlier print of a known text came, its keys are put in anew, counted as none: it may now be one of
        # the first holders of a key that did not name it.
        keys = prints.of(0)
        own = np.full(len(keys), number, dtype=np.int32)
        counts = np.full(len(keys), 0 if known else 1, dtype=np.int32)
        self._parts.append(make_postings(keys, own, counts, np.zeros(number + 1, dtype=np.int32), least=0))
        while len(self._parts) > 1 and self._parts[-2].texts <= self._parts[-1].texts <= _LARGEST // 2:
            pair = self._parts[-2:]
            self._parts[-2:] = [merge_postings(pair, self._rank(np.concatenate([part.holders for part in pair])))]

    def query(self, article: Article) -> tuple[SharedText, ...]:
        """What ``article``, held or not, shares with the articles held, in their order of publication.

        An exact copy of a text is told with the earliest article that prints it, and with no other.
        """
        prints = take_fingerprints([fold_body(article)])
        if prints.words[0] < LEAST_WORDS:
            return ()
        own = open_wording(article, prints, 0)
        number = self._numbers.get(prints.digests[0], len(self._wordings))
        held = number < len(self._wordings)
        if held and self._wordings[number].article != article.id:
            return (tell_exact(self._wordings[number], own),)
        keys = prints.of(0)
        hits = look_up(self._parts, keys)
        if not held:
            hits = replace(hits, counts=hits.counts + 1)
        ranks = self._rank(hits.holders, own, number)
        samples = np.ones((len(ranks), 2))
        holders = np.unique(hits.holders)
        samples[holders] = list_samples(self._wordings[holder] for holder in holders.tolist())
        samples[number] = own.sample, own.reach
        chosen = choose_candidates(
            first_holders(hits, ranks),
            keys,
            np.full(len(keys), number, dtype=np.int32),
            ranks,
            samples,
            both_sides=True,
        )
        found = []
        near: Counter[bool] = Counter()
        for _, partner, alike, common in chosen.rows():
            beside = self._wordings[partner]
            after = beside.place > own.place
            if near[after] == ENOUGH:
                continue
            pair = [(own, article), (beside, self._load(beside.article))]
            (one, earlier), (other, later) = pair if after else pair[::-1]
            judged = self._laying.judge(earlier, later, alike=alike, common=common)
            if judged:
                near[after] += judged[2] == "near"
                found.append((beside.place, tell_judged(one, other, judged)))
        return tuple(shared for _, shared in sorted(found, key=lambda f: f[0]))

    def _rank(self, numbers: Numbers, own: Wording | None = None, at: int = 0) -> Numbers:
        """The place in time of each of ``numbers`` among them, by number; ``own``: a text with the number ``at``."""
        places = {number: self._wordings[number].place for number in np.unique(numbers).tolist()}
        if own is not None:
            places[at] = own.place
        ranks = np.zeros(max(len(self._wordings), at + 1), dtype=np.int32)
        for rank, number in enumerate(sorted(places, key=places.__getitem__)):
            ranks[number] = rank
        return ranks
