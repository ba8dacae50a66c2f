"""The tool ``check_claim``: who in the collection reports a sentence, and who contradicts it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from stemma.collection.checking import Bearing, CheckedPart, check_sentence
from stemma.collection.parsing import ReadParses
from stemma.compare.vectors import embed_texts
from stemma.model.article import Article
from stemma.model.stored import Query, StoredStory
from stemma.store import Store
from stemma.store.deriving import article_words
from stemma.store.searching import search_words
from stemma.tell.wording import count_words
from stemma.web.mcp.answers import CheckAnswer, PartAnswer, Weighed
from stemma.web.mcp.shaping import Refused, cite_passage, clip, describe_story, load_story

MOST_STORIES, MOST_ARTICLES = 3, 12
_FEWER = 5
"""Articles that are looked at of the second story and the third."""
_WORDS = 7
_SHOWN, _SHOWN_NEAR = 8, 3
_NEXT_BEST = 0.8
"""What share of the best story's words another one must have to be looked at too."""
_LEAST_WORDS = 0.34
"""The share of the sentence's words that a story must have."""
_KEPT = 6000
"""Vectors that are kept from one question to the next."""
_COMMON = frozenset(
    (
        "a an the of in on at to for from by with and or but as is are was were be been has have had do does did will "
        "would can could may might shall should it its he she they them his her their this that these those who whom "
        "which what when where not no said says say after before over under about into than then there so more most "
        "also all any some"
    ).split()
)
NOTE = (
    "Of what this collection reports, not of what is true. Claims are likened by wording, so another wording of the "
    "same may be missed and is then among 'near' or not found; absent is not false. Read the quotes."
)


class Checker:
    """Checks sentences against a store; vectors are kept between questions."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._vectors: dict[str, NDArray[np.float64]] = {}
        self._parses = ReadParses(store)

    def check(
        self, sentence: str, *, story: str | None = None, since: str | None = None, until: str | None = None
    ) -> CheckAnswer:
        """What the collection has on a sentence, in one story or in those that fit best.

        Raises:
            Refused: the sentence makes no assertion that could be looked for.
        """
        text = " ".join(sentence.split())
        words = list_words(text)
        if not words:
            raise Refused("the sentence has no words to look for; give one assertion as a full sentence, in English")
        if story is not None:
            stories = [load_story(self._store, story)]
        else:
            stories = find_stories(self._store, words, since=since, until=until)
        looked = 0
        checked: list[tuple[StoredStory, Article, CheckedPart, Bearing]] = []
        parts: dict[tuple[int, int], list[CheckedPart]] = {}
        for number, stored in enumerate(stories):
            articles = self._choose_articles(stored, words, MOST_ARTICLES if number == 0 else _FEWER)
            looked += len(articles)
            by_id = {one.id: one for one in articles}
            for part in check_sentence(articles, text, embed=self._embed, parses=self._parses):
                parts.setdefault((part.start, part.end), []).append(part)
                checked += [(stored, by_id[one.claim.article], part, one) for one in part.bearings]
        if stories and not parts:
            raise Refused(
                "the sentence makes no assertion that could be looked for (is it a question, or not in English?); give "
                "one as a full sentence, such as: The bridge was closed on Monday."
            )
        answers = [
            _answer_part(same, [c for c in checked if any(c[2] is one for one in same)])
            for _, same in sorted(parts.items(), key=lambda one: one[0])
        ]
        if not answers:
            answers = [_say_nothing(text)]
        return CheckAnswer(
            sentence=text,
            found=any(one.verdict != "not found" for one in answers),
            note=NOTE,
            parts=answers,
            stories=[describe_story(self._store, one) for one in stories],
            articles_looked_at=looked,
        )

    def _choose_articles(self, stored: StoredStory, words: Sequence[str], most: int) -> list[Article]:
        """The current articles of a story; of many, those that have most of the words."""
        held = self._store.get_articles(stored.story.articles)
        articles = [held[key].article for key in stored.story.articles if key in held]
        if len(articles) <= most:
            return articles
        ranked = sorted(articles, key=lambda one: (-_count_shared(words, article_words(one)), one.id))
        return ranked[:most]

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float64]:
        if len(self._vectors) > _KEPT:
            self._vectors.clear()
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        # A page may hold lone surrogates; a tokenizer takes none.
        rows = embed_texts([text.encode("utf-8", "replace").decode() for text in new])
        self._vectors.update(zip(new, rows, strict=True))
        return np.array([self._vectors[text] for text in texts])


def list_words(sentence: str) -> list[str]:
    """The words to look for, those that tell most (figures and long words) first."""
    words = [one for one in dict.fromkeys(search_words(sentence)) if one not in _COMMON and len(one) > 1]
    return sorted(words, key=lambda one: (not one.isdigit(), -len(one), one))


def find_stories(store: Store, words: Sequence[str], *, since: str | None, until: str | None) -> list[StoredStory]:
    """The stories whose articles and claims have most of the words; few, the best first."""
    best: defaultdict[str, int] = defaultdict(int)
    for chosen in _iter_searches(words):
        query = Query(words=" ".join(_begin(one) for one in chosen), since=since, until=until, limit=50)
        for claim in store.list_claims(query).items:
            shared = _count_shared(words, search_words(claim.quote))
            best[claim.story] = max(best[claim.story], shared)
        for article in store.list_articles(query).items:
            if article.story is not None:
                # A whole article has many words: of its story it tells less than a claim does.
                shared = _count_shared(words, article_words(article.article))
                best[article.story] = max(best[article.story], (shared + 1) // 2)
        if len(chosen) > 2 and best and max(best.values()) >= len(words) - 1:
            break
    if not best:
        return []
    most = max(best.values())
    kept = [
        key
        for key, count in sorted(best.items(), key=lambda one: (-one[1], one[0]))
        if count >= max(_LEAST_WORDS * len(words), _NEXT_BEST * most)
    ]
    found = [store.get_story(key) for key in kept[:MOST_STORIES]]
    return [one for one in found if one is not None]


def _iter_searches(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """All of the words, then fewer, then pairs of those that tell most; each alone where there is only one."""
    yield words
    for count in (6, 5, 4, 3):
        if count < len(words):
            yield words[:count]
    if len(words) > 2:
        yield from combinations(words[:_WORDS], 2)


def _begin(word: str) -> str:
    """The word in any of its forms, as far as its beginning tells: ``burn*`` for burned, burns, burning."""
    return f"{word[: max(4, len(word) - 3)]}*" if len(word) > 4 and not word.isdigit() else word


def _count_shared(words: Sequence[str], others: Iterable[str]) -> int:
    stems = {one[:5] for one in others}
    return sum(one[:5] in stems for one in words)


def _answer_part(
    parts: Sequence[CheckedPart], checked: Sequence[tuple[StoredStory, Article, CheckedPart, Bearing]]
) -> PartAnswer:
    told = [(_weigh(stored, article, bearing), bearing) for stored, article, _, bearing in checked]
    told.sort(key=lambda one: (-one[1].chance, one[0].article, one[0].start))
    by_relation: defaultdict[str, list[Weighed]] = defaultdict(list)
    for weighed, bearing in told:
        by_relation[_place(bearing)].append(weighed)
    origins_for = len({route.key for part in parts for route in part.origins_for})
    origins_against = len({route.key for part in parts for route in part.origins_against})
    verdict, says = _judge(by_relation, origins_for, origins_against)
    return PartAnswer.model_validate(
        {
            "part": parts[0].quote,
            "verdict": verdict,
            "says": says,
            "origins_for": origins_for,
            "origins_against": origins_against,
            "reported_by": by_relation["agree"][:_SHOWN],
            "contradicted_by": by_relation["differ"][:_SHOWN],
            "compatible": by_relation["compatible"][:_SHOWN],
            "near": by_relation["near"][:_SHOWN_NEAR],
        }
    )


def _place(bearing: Bearing) -> str:
    if not bearing.sure:
        return "near"
    return "compatible" if bearing.relation == "update" else bearing.relation


def _judge(told: defaultdict[str, list[Weighed]], origins_for: int, origins_against: int) -> tuple[str, str]:
    reported = f"{_count_outlets(told['agree'], origins_for)} report it"
    against = f"{_count_outlets(told['differ'], origins_against)} report otherwise"
    if told["agree"] and told["differ"]:
        return "disputed", f"{reported}; {against}."
    if told["agree"]:
        return "reported", f"{reported}; none found that reports otherwise."
    if told["differ"]:
        return "contradicted", f"Found reported by none; {against}."
    if told["compatible"]:
        return "compatible", "Found reported so by none; there are other values that can be true beside it."
    return "not found", "Not found in this collection. That is no denial."


def _count_outlets(told: Sequence[Weighed], origins: int) -> str:
    outlets = count_words(len({one.outlet for one in told}), "outlet")
    return f"{outlets} of {count_words(origins, 'independent origin')}"


def _weigh(stored: StoredStory, article: Article, bearing: Bearing) -> Weighed:
    claim = bearing.claim
    cited = cite_passage(
        article,
        claim.start,
        claim.end,
        said_by=claim.said_by,
        quoted=claim.quoted,
        origin=bearing.origin.name if bearing.origin else "",
    )
    why = bearing.why
    if bearing.words and max(map(len, bearing.words)) <= 60:
        why = f"{why + ': ' if why else ''}“{bearing.words[0]}” asked, “{bearing.words[1]}” there"
    return Weighed(**cited.model_dump(), story=stored.story.id, why=clip(why) or None, likeness=bearing.chance)


def _say_nothing(sentence: str) -> PartAnswer:
    verdict, says = _judge(defaultdict(list), 0, 0)
    return PartAnswer.model_validate(
        {
            "part": sentence,
            "verdict": verdict,
            "says": says,
            "origins_for": 0,
            "origins_against": 0,
            "reported_by": [],
            "contradicted_by": [],
            "compatible": [],
            "near": [],
        }
    )
