"""Invented prose for heaps of articles: the same seed gives the same words, other seeds hardly share a run of them."""

import random

_PARTS = ("ba", "de", "ki", "lo", "mu", "ra", "sel", "tor", "vin", "wes")
WORDS = tuple(a + b for a in _PARTS for b in ("n", "st", "rim", "la", "dor", "eck", "os", "um", "ith", "ane"))


def make_sentence(chance: random.Random) -> str:
    """A sentence of twelve to twenty invented words."""
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(12, 20))).capitalize() + "."


def make_prose(seed: int, sentences: int) -> str:
    """A paragraph of so many sentences."""
    chance = random.Random(seed)
    return " ".join(make_sentence(chance) for _ in range(sentences))
