"""Cues: the words of saying, and how sure a verb in a given construction is one.

``cues.json`` holds, for ``lemma|construction|kind of subject``, the share of uses that report what someone says or
thinks, counted by ``train/make_cue_table.py`` on the training part of PolNeAR (Newell, Margolin and Ruths, LREC 2018).
No licence is stated for that annotation: only these shares are here, no text of the corpus. Words it does not know
fall back on the lists here.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _read_lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = json.loads(
        files("stemma.annotate").joinpath("data", "cues_words.json").read_text(encoding="utf-8")
    )
    return lists


def read_words(name: str) -> frozenset[str]:
    """One of the word lists of ``cues_words.json``."""
    return frozenset(" ".join(_read_lists()[name]).split())


SAYING = read_words("saying")
"""Verbs that introduce what someone says or thinks."""

SPEAKING = SAYING - read_words("not_speaking")
"""Verbs that can stand beside a quotation in marks."""

SHOWING = read_words("showing")
"""Verbs that report what a source says only where the source is a person, a body or a document."""

THINKING = frozenset("think believe assume know feel suspect hope fear expect wonder realise realize want see".split())
"""Verbs of the mind: in the past tense they tell a story, in the present they report a view."""

NAMING = read_words("naming")
"""Verbs that report words with an object alone: "called it a mistake"."""

TELLING_ACTS = read_words("telling_acts")
"""Verbs of making known by doing: "announced a strike"; with an object alone they report what their subject tells."""

CLAIM_NOUNS = read_words("claim_nouns")
"""Nouns of saying: "his claim that ..."."""

NEWS_AGENCIES = read_words("news_agencies")
"""Words in the names of the world's news agencies, lower case."""

DOCUMENTS = read_words("documents")
"""Nouns for documents that can be a source."""

NO_SPEAKER = read_words("no_speaker")
"""Labels before a headline's colon that name no one."""


SPEECH_ACTS = read_words("speech_acts")
"""Verbs of judging, asking and arguing that are too rare to have been counted."""


@lru_cache(maxsize=1)
def read_table() -> dict[str, float]:
    """The shares of ``cues.json`` by key: the file holds, by construction, the lemmas of each share in hundredths."""
    table = json.loads(files("stemma.annotate").joinpath("data", "cues.json").read_text(encoding="utf-8"))
    return {
        f"{lemma}|{construction}" if construction else lemma: int(share) / 100
        for construction, shares in table.items()
        for share, lemmas in shares.items()
        for lemma in lemmas.split()
    }


def weigh_cue(lemma: str, construction: str, subject: str) -> float:
    """How likely a verb reports speech or thought, 0 to 1.

    ``construction``: ``clause``, ``aside``, ``object``, ``infinitive``, ``as``, ``noun`` or ``to:PREPOSITION``;
    ``subject``: ``who`` (people and bodies), ``what`` (other things) or ``none``.
    """
    return weigh_by_table(read_table(), lemma, construction, subject)


def weigh_by_table(table: Mapping[str, float], lemma: str, construction: str, subject: str) -> float:
    """As ``weigh_cue``, by the shares of ``table``: the nearest key that it holds."""
    for key in (f"{lemma}|{construction}|{subject}", f"{lemma}|{construction}"):
        if key in table:
            return table[key]
    general = table.get(f"*|{construction}|{subject}", 0.1)
    if lemma in table:
        return float((table[lemma] * general) ** 0.5)
    if lemma in SPEECH_ACTS:
        return float((0.8 * general) ** 0.5)
    if construction in ("clause", "aside"):
        base = 0.9 if lemma in SAYING else 0.3
        return base if subject != "what" else base - 0.2
    # A word unseen in the count is a rarer word, and rarer words report less.
    return 0.7 * general
