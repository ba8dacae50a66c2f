"""Which sentences a summary tells, and in which order."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from stemma.model.article import Article
from stemma.model.dossier import Finding
from stemma.tell.summary_sentences import Telling, is_shared
from stemma.text.days import read_day
from stemma.text.words import fold_text

_REPEATED = 0.42
"""A sentence most of whose words stand in one that is told adds too little."""
_SUBJECT = re.compile(r"The [a-zà-þ][\w’'-]*(?: [a-zà-þ][\w’'-]*)?")
_UNNAMED = 0.6
_FRONT = 250
"""Characters in which a report says what happened."""
_FIRST = (0.3, 1.0, 4.0, 1.0)
_LATER = (0.5, 1.5, 1.0, 0.5)
"""What counts for the sentence that opens and for the others: the weight of findings not yet told, how far its words
are those of all articles, how much of what headlines and first lines share it says, how early it stands. Chosen by eye
on invented stories, and not against any gold."""
_PAST_DAYS = 21
_COMMON = frozenset(
    """
    a about after again against all also although among an and any are as at be because been before being between both
    but by can could did do does during each few for from further had has have he her here him his how i if in into is
    it its just may might more most much must near no nor not now of off on once one only or other our out over own said
    same say says she should since so some still such than that the their them then there these they this those three
    through to too two under until up very was we were what when where whether which while who whom whose why will with
    within without would year years you your
    """.split()
)


class Choice:
    """The sentences that may be told, and what each adds to those that are."""

    def __init__(self, tellings: Sequence[Telling], findings: Sequence[Finding], articles: Sequence[Article]) -> None:
        self._left = list(tellings)
        count = max(1, len(articles))
        self.articles = count
        self._weights = {f.id: _weigh(f) / count for f in findings if is_shared(f)}
        self._words = {(t.article, t.start, t.end): find_words(t.text) for t in tellings}
        texts = [find_words(a.text) for a in articles]
        self._spread = Counter(word for words in texts for word in words)
        self._titles = Counter(w for a in articles for w in find_words(a.title or ""))
        fronts = self._titles + Counter(w for a in articles for w in find_words(_read_front(a)))
        self._fronts = {w: n - 1 for w, n in fronts.items() if n > 1} or dict(fronts)

    def words_of(self, telling: Telling) -> frozenset[str]:
        """The words of a telling that mean something."""
        return self._words[telling.article, telling.start, telling.end]

    def drop(self, telling: Telling) -> None:
        """Offer ``telling`` no more, nor any other cut of its sentence."""
        self._left = [t for t in self._left if (t.article, t.start) != (telling.article, telling.start)]

    def leave_out(self, findings: Collection[str]) -> None:
        """Offer no sentence of which a disputed finding is one of ``findings``: they are told otherwise."""
        self._left = [t for t in self._left if not any(key in findings for key in t.disputed)]

    def reject(self, telling: Telling) -> None:
        """Offer ``telling`` no more."""
        self._left = [t for t in self._left if t is not telling]

    def pick(self, chosen: Sequence[Telling], *, shared: bool | None, room: int) -> Telling | None:
        """The sentence that adds most to ``chosen`` in at most ``room`` words; None where none is left.

        ``shared``: True: only of what several articles carry; False: only of what one says; None: of either.
        """
        told = {finding for telling in chosen for finding in telling.shared}
        best: tuple[float, str, str, int, int] | None = None
        found = None
        for telling in self._left:
            if shared is not None and telling.is_shared is not shared:
                continue
            if chosen and len(telling.text.split()) > room:
                continue
            gain = self._rate(telling, told, chosen)
            key = (-round(gain, 6), telling.text, telling.article, telling.start, telling.end)
            if gain > 0 and (best is None or key < best):
                best, found = key, telling
        return found

    def _rate(self, telling: Telling, told: set[str], chosen: Sequence[Telling]) -> float:
        words = self.words_of(telling)
        if not words:
            return 0.0
        fresh = sum(self._weights.get(f, 0.0) for f in telling.shared if f not in told)
        if chosen and telling.shared and not fresh:
            return 0.0
        overlap = max((self.measure_overlap(telling, other) for other in chosen), default=0.0)
        if overlap >= _REPEATED:
            return 0.0
        central = sum(self._spread[w] - 1 for w in words) / len(words) / max(1, self.articles - 1)
        fronted = self.rate_front(telling.text)
        early = 1 / (1 + telling.order)
        weights = _LATER if chosen else _FIRST
        value = sum(w * v for w, v in zip(weights, (min(2.0, fresh), central, fronted, early), strict=True))
        value *= self._rate_subject(telling, chosen)
        return value * telling.worth * (0.5 + 0.5 * telling.share) * (1 - overlap)

    def _rate_subject(self, telling: Telling, chosen: Sequence[Telling]) -> float:
        """Less for a subject with "the" that neither a headline nor a sentence before it has named."""
        subject = _SUBJECT.match(telling.text)
        if subject is None:
            return 1.0
        known = {word for other in chosen for word in self.words_of(other)} | set(self._titles)
        return 1.0 if find_words(subject[0]) & known else _UNNAMED

    def rate_titles(self, text: str) -> int:
        """How often headlines have the words of ``text``."""
        return sum(self._titles[w] for w in find_words(text))

    def rate_front(self, text: str) -> float:
        """How much of what headlines and first lines share ``text`` says, 0..1."""
        return sum(self._fronts.get(w, 0) for w in find_words(text)) / max(1, sum(self._fronts.values()))

    def measure_overlap(self, one: Telling, other: Telling) -> float:
        """The share of the shorter's words that the other has too."""
        a, b = self.words_of(one), self.words_of(other)
        return len(a & b) / max(1, min(len(a), len(b)))


def _weigh(finding: Finding) -> float:
    """How many articles carry a finding: more where it is sure, and where several origins stand behind it."""
    several = 1 + 0.25 * min(2, finding.origins - 1)
    return len({c.article for c in finding.claims}) * (0.5 + 0.5 * finding.confidence) * several


def _read_front(article: Article) -> str:
    """The first lines of an article's body."""
    start = article.body[0].start if article.body else 0
    return article.text[start : start + _FRONT]


def order_tellings(chosen: Sequence[Telling], published: str) -> tuple[list[Telling], list[Telling]]:
    """The chosen, the first of them first, the rest in order of time; apart from them, those of what is long past.

    What bears no date stands where its article has it, on the day of the first; ``published`` (ISO 8601, may be empty)
    is the day of a first that bears none.
    """
    if not chosen:
        return [], []
    lead = chosen[0]
    day = _choose_day(lead) or published[:10]
    past = [t for t in chosen[1:] if _is_past(_choose_day(t), day)]
    recent = [t for t in chosen[1:] if t not in past]

    def key(telling: Telling) -> tuple[str, float, str]:
        own = _choose_day(telling)
        return (own if len(own) >= 10 else day or "9999", telling.place, telling.text)

    return [lead, *sorted(recent, key=key)], sorted(past, key=key)


def _choose_day(telling: Telling) -> str:
    """The date that most of its findings bear, the more precise on a tie, then the earlier; empty without one."""
    counts = Counter(telling.dates)
    return min(counts, key=lambda d: (-counts[d], -len(d), d), default="")


def _is_past(one: str, day: str) -> bool:
    if not one or not day:
        return False
    if len(one) < 10 or len(day) < 10:
        return one[: len(day)] < day[: len(one)]
    then, now = read_day(one), read_day(day)
    return then is not None and now is not None and (now - then).days > _PAST_DAYS


def find_words(text: str) -> frozenset[str]:
    """The words of ``text`` that mean something, folded."""
    return frozenset(w for w in fold_text(text).split() if w not in _COMMON and len(w) > 1)
