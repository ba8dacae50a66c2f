"""Links between claims that need no likeness: one copied run holds both, or both quote the same words."""

from bisect import bisect_left
from collections.abc import Sequence

from stemma.compare.quotations import pair_same_quotations, quoted_words
from stemma.model.annotation import Claim
from stemma.model.dossier import Copy, CopyEnd


def find_certain_links(claims: Sequence[Claim], copies: Sequence[Copy]) -> list[tuple[int, int]]:
    """Pairs of claims, by index, in order; claims are looked up by their place, so that many copies stay cheap."""
    held = _HeldClaims(claims)
    words = [frozenset(c.quote.casefold().split()) for c in claims]
    links = {
        (i, j)
        for copy in copies
        for i in held.list_within(copy.from_)
        for j in held.list_within(copy.to)
        if _share_half(words[i], words[j])
    }
    quotes = [(i, q) for i, c in enumerate(claims) if (q := quoted_words(c))]
    for one, other in pair_same_quotations([q for _, q in quotes]):
        i, j = quotes[one][0], quotes[other][0]
        if claims[i].article != claims[j].article:
            links.add((i, j))
    return sorted(links)


class _HeldClaims:
    """The claims of each article in order of their place."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._by_article: dict[str, list[int]] = {}
        for index in sorted(range(len(claims)), key=lambda i: (claims[i].start, i)):
            self._by_article.setdefault(claims[index].article, []).append(index)
        self._starts = {article: [claims[i].start for i in own] for article, own in self._by_article.items()}

    def list_within(self, run: CopyEnd) -> list[int]:
        """The claims of which a copied run holds two thirds or more."""
        starts = self._starts.get(run.article, [])
        # What begins a run's length before it would have to be longer than the run can hold two thirds of.
        first = bisect_left(starts, run.start - (run.end - run.start))
        own = self._by_article.get(run.article, [])[first : bisect_left(starts, run.end)]
        return [i for i in own if self._is_held(run, self._claims[i])]

    @staticmethod
    def _is_held(run: CopyEnd, claim: Claim) -> bool:
        return (min(run.end, claim.end) - max(run.start, claim.start)) * 3 >= 2 * (claim.end - claim.start)


def _share_half(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) * 2 >= max(len(one), len(other))
