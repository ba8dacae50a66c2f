"""The ``events`` task: findings as event chains, on ECB+ (Cybulska and Vossen 2014), from the bare text.

All documents of a topic are told as one story, as is usual for systems that start from the text: a topic
holds two kindred but different events (its sub-topics), so that joining them is punished. Each claim of
a finding is one event mention, at its head token; the finding is the chain. ECB+ marks events in few
sentences of a document, so that only claims in sentences with a marked event count. (Which sentences were
read and held none, the data does not say.)
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from stemma.annotate.parse import load_model, parse_articles
from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.evaluate.comparison import f_score
from stemma.evaluate.coreference import Chain, drop_singletons, score_conll
from stemma.evaluate.samples import read_json_lines
from stemma.model.article import Article
from stemma.model.span import Span

Level = Literal["topic", "subtopic"]
Place = tuple[str, int]
"""A document's id and the number of a token in it."""
Shown = frozenset[tuple[str, int]]
"""Sentences: a document's id and the number of a sentence in it."""

_CLOSING = frozenset(". , ; : ! ? ) ] } % ' ’ ” ''".split())
_CLITIC = ("'", "’", "n't", "n’t")
_OPENING = frozenset("( [ { $ # “ ``".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention:
    """An event that ECB+ marks: its document's tokens, by number, and its chain."""

    id: str
    document: str
    tokens: tuple[int, ...]
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as the parser sees it."""

    place: int
    """Where it starts in the text."""
    head: int
    """The number of the word that governs it; its own where none does."""
    verb: bool
    counts: bool = True
    """It is no punctuation and no white space."""
    sentence: int = 0


@dataclass(frozen=True, kw_only=True)
class TokenText:
    """A document as running text, with the place of each of its tokens."""

    id: str
    text: str
    starts: tuple[int, ...]

    def token_at(self, place: int) -> int:
        """The number of the token that holds the character at ``place``, or stands before it."""
        return bisect_right(self.starts, place) - 1

    @cached_property
    def article(self) -> Article:
        """The document as an article that is nothing but body."""
        body = (Span(0, len(self.text)),)
        return Article(id=self.id, source=self.id, text=self.text, language="en", body=body, confidence=1.0)


def evaluate_events(data: Path, limit: int | None = None) -> dict[str, float | dict[str, float]]:
    """Event coreference on ECB+'s development part, with predicted mentions, across documents.

    ``data`` is the folder of ``docs.jsonl`` and ``mentions.jsonl``; ``limit``: so many topics. The figures
    leave chains of one mention out of key and response, as end-to-end systems are scored (Cattan and others
    2021: with them in, the figure mostly tells which mentions were found); ``mention_f1`` and its parts count
    every mention. ``singletons-kept``: the same with all chains. ``by-subtopic``: each sub-topic a story of its
    own, the easier setting, singletons out. A mention of ours matches a gold one whose tokens hold its
    head; where several do, the first of them counts, the others are wrong.
    """
    documents = [d for d in read_json_lines(data / "docs.jsonl") if d["split"] == "dev"]
    topics = sorted({d["topic"] for d in documents}, key=lambda t: (len(t), t))[:limit]
    documents = [d for d in documents if d["topic"] in topics]
    known = {d["doc_id"] for d in documents}
    gold = [_read_mention(m) for m in read_json_lines(data / "mentions.jsonl") if m["doc_id"] in known]
    key = list_chains((m.chain, m.id) for m in gold)
    chains = find_chains(documents, gold)
    response, easier = chains["topic"], chains["subtopic"]
    return {
        **score_conll(drop_singletons(key), drop_singletons(response)),
        **score_mentions(key, response),
        "singletons-kept": score_conll(key, response),
        "by-subtopic": score_conll(drop_singletons(key), drop_singletons(easier)),
    }


def find_chains(documents: Sequence[Mapping[str, Any]], gold: Sequence[GoldMention]) -> dict[Level, list[Chain]]:
    """The chains that our findings make, one story for each topic, and one for each sub-topic.

    A mention that matches a gold one bears its id, any other its own place.
    """
    texts = {d["doc_id"]: join_tokens(d["doc_id"], d["tokens"]) for d in documents}
    marked = {(m.document, token): m.id for m in reversed(gold) for token in m.tokens}
    words = read_words([text.article for text in texts.values()])
    shown = _show_sentences(texts.values(), words, marked)
    chains: dict[Level, list[Chain]] = {"topic": [], "subtopic": []}
    for level, found in chains.items():
        stories: dict[str, list[TokenText]] = defaultdict(list)
        for document in documents:
            stories[document[level]].append(texts[document["doc_id"]])
        for story in stories.values():
            found += match_mentions(_find_events(story, words, shown), marked)
    return chains


def match_mentions(chains: Iterable[Iterable[Place]], marked: Mapping[Place, str]) -> list[Chain]:
    """The chains with each place under the id of the gold mention that holds it; of several, the first one only.

    A place that was seen before is left out.
    """
    places = [list(chain) for chain in chains]
    first: dict[str, Place] = {}
    for place in sorted({p for chain in places for p in chain}):
        if place in marked:
            first.setdefault(marked[place], place)
    seen: set[Place] = set()
    matched: list[Chain] = []
    for chain in places:
        fresh = sorted(set(chain) - seen)
        seen.update(fresh)
        if fresh:
            matched.append(frozenset(marked[p] if p in marked and first[marked[p]] == p else p for p in fresh))
    return matched


def score_mentions(key: Iterable[Chain], response: Iterable[Chain]) -> dict[str, float]:
    """How well mentions are found, whatever chain they are in."""
    wanted, got = {m for chain in key for m in chain}, {m for chain in response for m in chain}
    right = len(wanted & got)
    return {
        "mention_f1": f_score(right, len(got) - right, len(wanted) - right),
        "mention_precision": right / len(got) if got else 0.0,
        "mention_recall": right / len(wanted) if wanted else 0.0,
    }


def list_chains(mentions: Iterable[tuple[str, str]]) -> list[Chain]:
    """The chains of (chain, mention) pairs."""
    chains: dict[str, set[str]] = defaultdict(set)
    for chain, mention in mentions:
        chains[chain].add(mention)
    return [frozenset(found) for found in chains.values()]


def join_tokens(document: str, tokens: Sequence[str]) -> TokenText:
    """Tokens as running text: a space between them, but not before what closes or after what opens."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    glued = True
    for raw in tokens:
        # Inside a token, white space would stand for a line of its own.
        token = "".join(" " if c.isspace() else c for c in raw)
        if not (glued or token in _CLOSING or token.casefold().startswith(_CLITIC)):
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(token)
        length += len(token)
        glued = token in _OPENING
    return TokenText(id=document, text="".join(pieces), starts=tuple(starts))


def read_words(articles: Sequence[Article]) -> dict[str, tuple[Word, ...]]:
    """Article id to its words as the parser of the annotators reads them."""
    words: dict[str, tuple[Word, ...]] = {}
    with load_model().memory_zone():
        for article, passages in zip(articles, parse_articles(articles), strict=True):
            found: list[Word] = []
            for passage in passages:
                first = len(found)
                for number, sentence in enumerate(passage.doc.sents, found[-1].sentence + 1 if found else 0):
                    found += [
                        Word(
                            place=passage.start + token.idx,
                            head=first + token.head.i,
                            verb=token.pos_ in {"VERB", "AUX"},
                            counts=not (token.is_space or token.is_punct),
                            sentence=number,
                        )
                        for token in sentence
                    ]
            words[article.id] = tuple(found)
    return words


def find_head(words: Sequence[Word], start: int, end: int) -> Word | None:
    """The word that heads ``start``..``end``: of those that no other word there governs, a verb if any, the first.

    None where no word starts there.
    """
    low, high = (bisect_left(words, place, key=lambda w: w.place) for place in (start, end))
    tops = [
        words[i]
        for i in range(low, high)
        if words[i].counts and (words[i].head == i or not (low <= words[i].head < high and words[words[i].head].counts))
    ]
    return min(tops, key=lambda w: (not w.verb, w.place), default=None)


def _find_events(texts: Sequence[TokenText], words: Mapping[str, Sequence[Word]], shown: Shown) -> list[list[Place]]:
    """For each finding of one story, the head tokens of its claims that stand in sentences with a marked event."""
    story = annotate_story([text.article for text in texts])
    findings = compare_story(story.articles, story.entities, vectors=True).findings
    by_id = {text.id: text for text in texts}
    chains = []
    for finding in findings:
        heads = [(c.article, find_head(words[c.article], c.start, c.end)) for c in finding.claims]
        chains.append([(id, by_id[id].token_at(h.place)) for id, h in heads if h and (id, h.sentence) in shown])
    return chains


def _show_sentences(
    texts: Iterable[TokenText], words: Mapping[str, Sequence[Word]], marked: Mapping[Place, str]
) -> Shown:
    """The sentences that hold a marked event."""
    starts = {text.id: text.starts for text in texts}
    shown = set()
    for document, token in marked:
        at = bisect_right(words[document], starts[document][token], key=lambda w: w.place) - 1
        shown.add((document, words[document][max(0, at)].sentence))
    return frozenset(shown)


def _read_mention(mention: Mapping[str, Any]) -> GoldMention:
    return GoldMention(
        id=mention["mention_id"],
        document=mention["doc_id"],
        tokens=tuple(mention["tokens_number"]),
        chain=mention["coref_chain"],
    )
