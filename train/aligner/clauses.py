"""Clauses and phrases of real news, unlabelled, by story: what a teacher's likeness is shown on.

Read from ``unified-stories`` of the evaluation data (its dev part); only trained weights leave this step, no text.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from stemma.annotate.clauses import split_clauses
from stemma.annotate.parse import load_model
from stemma.annotate.phrases import find_phrases

LONGEST_DOCUMENT = 4000
"""Characters read of one document: the later ones of a long page are seldom about its story."""


def read_batches(path: Path, *, batches: int, size: int, seed: int) -> Iterator[list[str]]:
    """``batches`` lists of up to ``size`` clauses and phrases, each list from the documents of one story."""
    stories: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        document = json.loads(line)
        if document.get("story"):
            stories[document["story"]].append(" ".join(document["text"][:LONGEST_DOCUMENT].split()))
    names = sorted(name for name, texts in stories.items() if len(texts) > 2)
    chance = random.Random(seed)
    chance.shuffle(names)
    model = load_model()
    for name in names[:batches]:
        with model.memory_zone():
            found = sorted({words for doc in model.pipe(stories[name][:6]) for words in _list_spans(doc)})
        chance.shuffle(found)
        yield found[:size]


def _list_spans(doc) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for sentence in doc.sents:
        for clause in split_clauses(sentence):
            yield doc[clause.first : clause.last + 1].text
            # One phrase in three: they are many and much alike.
            for phrase in find_phrases(clause)[::3]:
                yield doc[phrase.first : phrase.last + 1].text
