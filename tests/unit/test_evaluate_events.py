"""Findings become event chains over the tokens of a corpus, one mention a claim, at its head."""

import json
from pathlib import Path

import pytest

from stemma.evaluate.events import Word, evaluate_events, find_head, join_tokens, match_mentions, score_mentions


def test_every_token_stands_where_its_place_says() -> None:
    tokens = ["The", "ferry", "(", "built", "1987", ")", "did", "n't", "sink", ",", "``", "she", "said", ".", "A b"]
    text = join_tokens("d", tokens)
    assert text.text == "The ferry (built 1987) didn't sink, ``she said. A b"
    assert [text.text[s : s + len(t)] for s, t in zip(text.starts, tokens, strict=True)] == tokens
    assert [text.token_at(s) for s in text.starts] == list(range(len(tokens)))
    assert text.token_at(text.text.index("erry")) == 1


def words(*heads: tuple[str, int]) -> list[Word]:
    """Words of three letters: the kind (v a verb, . a mark, else neither) and the number of the governing word."""
    return [Word(place=4 * i, head=head, verb=kind == "v", counts=kind != ".") for i, (kind, head) in enumerate(heads)]


def test_the_head_of_a_claim_is_the_verb_that_nothing_in_it_governs() -> None:
    # "crews say the ferry sank ."
    sentence = words(("n", 1), ("v", 1), ("d", 3), ("n", 4), ("v", 1), (".", 1))
    assert find_head(sentence, 0, 24) == sentence[1]
    assert find_head(sentence, 8, 24) == sentence[4]
    assert find_head(sentence, 8, 16) == sentence[3]
    assert find_head(sentence, 20, 24) is None


def test_a_verb_is_preferred_to_a_noun_before_it() -> None:
    # Two pieces that hang on words outside the claim.
    sentence = words(("n", 3), ("d", 0), ("v", 3), ("v", 3))
    assert find_head(sentence, 0, 12) == sentence[2]


def test_a_mention_matches_the_gold_one_that_holds_its_head_once_only() -> None:
    marked = {("d", 4): "m1", ("d", 5): "m1", ("e", 2): "m2"}
    found = match_mentions([[("d", 5), ("e", 2)], [("d", 4), ("e", 9)], [("e", 2)]], marked)
    # d4 comes first and takes m1; d5 is of nobody; e2 was in a chain before.
    assert found == [frozenset({("d", 5), "m2"}), frozenset({"m1", ("e", 9)})]


def test_mentions_are_counted_whatever_their_chain() -> None:
    figures = score_mentions([frozenset({"m1", "m2", "m3"})], [frozenset({"m1"}), frozenset({"m2", ("d", 1)})])
    assert figures == pytest.approx({"mention_f1": 2 / 3, "mention_precision": 2 / 3, "mention_recall": 2 / 3})


def write_corpus(folder: Path) -> None:
    texts = {
        "1_a": ("1", "A ferry sank off Orlen on Monday . Nobody came ."),
        "1_b": ("1", "The ferry sank off Orlen on Monday , police said ."),
        "2_a": ("2", "The council elected Ada Moss as mayor of Tamsk ."),
    }
    docs = [
        {"doc_id": name, "topic": topic, "subtopic": f"{topic}x", "split": "dev", "tokens": text.split()}
        for name, (topic, text) in texts.items()
    ]
    docs.append({**docs[0], "doc_id": "9_a", "topic": "9", "split": "train"})
    marked = [("1_a", 2, "sink"), ("1_b", 2, "sink"), ("2_a", 2, "elect"), ("9_a", 2, "sink")]
    mentions = [
        {"mention_id": f"{d}_{n}", "doc_id": d, "tokens_number": [n], "coref_chain": chain} for d, n, chain in marked
    ]
    for name, rows in (("docs", docs), ("mentions", mentions)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_tiny_corpus_is_told_and_scored(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    figures = evaluate_events(tmp_path)
    # "Nobody came" stands in a sentence without a marked event, so it is held against nobody.
    assert figures["mention_precision"] == figures["mention_recall"] == 1.0
    assert figures["conll_f1"] == 1.0
    assert figures["singletons-kept"] == pytest.approx({"conll_f1": 1.0, "muc_f1": 1.0, "b3_f1": 1.0, "ceafe_f1": 1.0})


def test_a_limit_takes_the_first_topics(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    assert evaluate_events(tmp_path, limit=1)["mention_recall"] == 1.0
