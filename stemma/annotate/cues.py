"""Cues: the words of saying, and how sure a verb in a given construction is one.

``cues.json`` holds, for ``lemma|construction|kind of subject``, the share of uses that report what someone says or
thinks, counted on the training part of PolNeAR (Newell, Margolin and Ruths, LREC 2018). Words it does not know fall
back on the lists here.
"""

import json
from functools import lru_cache
from importlib.resources import files

SAYING = frozenset(
    [
        "say",
        "tell",
        "add",
        "write",
        "report",
        "announce",
        "state",
        "note",
        "claim",
        "argue",
        "explain",
        "insist",
        "declare",
        "suggest",
        "warn",
        "confirm",
        "reveal",
        "tweet",
        "acknowledge",
        "admit",
        "deny",
        "allege",
        "recall",
        "reply",
        "respond",
        "answer",
        "ask",
        "continue",
        "conclude",
        "stress",
        "emphasize",
        "emphasise",
        "reiterate",
        "repeat",
        "assert",
        "maintain",
        "contend",
        "testify",
        "predict",
        "promise",
        "vow",
        "pledge",
        "joke",
        "quip",
        "remark",
        "observe",
        "comment",
        "complain",
        "lament",
        "concede",
        "quote",
        "cite",
        "describe",
        "call",
        "urge",
        "estimate",
        "believe",
        "think",
        "hope",
        "fear",
        "expect",
        "find",
        "show",
        "indicate",
        "disclose",
        "inform",
        "notify",
        "advise",
        "assure",
        "remind",
        "post",
        "publish",
        "retort",
        "interject",
        "shout",
        "yell",
        "whisper",
        "mutter",
        "tease",
        "boast",
        "caution",
        "counter",
        "agree",
        "propose",
        "recount",
        "relate",
        "cry",
        "exclaim",
        "inquire",
        "wonder",
        "muse",
        "sigh",
        "proclaim",
        "profess",
        "speculate",
        "surmise",
        "theorize",
        "theorise",
        "brief",
        "signal",
        "hint",
        "imply",
        "opine",
        "blog",
        "text",
        "email",
        "muse",
        "clarify",
        "elaborate",
    ]
)
"""Verbs that introduce what someone says or thinks."""

SPEAKING = SAYING - frozenset(
    ["think", "hope", "fear", "expect", "find", "show", "indicate", "signal", "believe", "estimate", "publish", "imply"]
)
"""Verbs that can stand beside a quotation in marks."""

TELLING = SPEAKING | frozenset(["show", "find", "indicate", "estimate", "suggest", "accuse"])
"""Verbs that, with a clause, report what a source says, not only what it thinks or wants."""

SHOWING = frozenset(["show", "find", "reveal", "indicate", "suggest", "confirm"])
"""Verbs that report what a source says only where the source is a person, a body or a document."""

NAMING = frozenset(["accuse", "call", "describe", "label", "brand", "dub", "term", "denounce", "condemn"])
"""Verbs that report words with an object alone: "called it a mistake"."""

NEWS_AGENCIES = frozenset(
    [
        "ap",
        "associated",
        "press",
        "reuters",
        "afp",
        "agence",
        "france-presse",
        "tass",
        "ria",
        "novosti",
        "interfax",
        "kcna",
        "yonhap",
        "kyodo",
        "xinhua",
        "upi",
        "dpa",
        "ansa",
        "efe",
        "pti",
        "ani",
        "bloomberg",
        "anadolu",
        "irna",
        "antara",
        "bernama",
        "cna",
        "jiji",
        "ukrinform",
    ]
)
"""Words in the names of the world's news agencies, lower case."""

DOCUMENTS = frozenset(
    [
        "report",
        "study",
        "survey",
        "poll",
        "statement",
        "lawsuit",
        "complaint",
        "letter",
        "document",
        "paper",
        "filing",
        "indictment",
        "memo",
        "email",
        "article",
        "release",
        "analysis",
        "review",
        "audit",
        "order",
        "ruling",
        "account",
        "transcript",
        "tweet",
        "post",
        "affidavit",
        "newspaper",
        "website",
        "book",
        "note",
        "assessment",
        "bulletin",
        "dossier",
        "record",
        "editorial",
        "message",
        "headline",
        "census",
        "figure",
        "data",
        "research",
        "column",
        "story",
        "video",
        "footage",
        "photograph",
        "photo",
        "image",
        "broadcast",
        "interview",
    ]
)
"""Nouns for documents that can be a source."""

NO_SPEAKER = frozenset(
    [
        "breaking",
        "live",
        "watch",
        "video",
        "exclusive",
        "opinion",
        "analysis",
        "update",
        "updated",
        "photos",
        "listen",
        "fact",
        "review",
        "news",
        "explainer",
        "editorial",
        "column",
        "gallery",
        "podcast",
        "timeline",
        "q&a",
        "note",
        "correction",
        "developing",
        "politics",
        "world",
        "business",
        "sport",
        "sports",
        "interview",
        "alert",
    ]
)
"""Labels before a headline's colon that name no one."""


@lru_cache(maxsize=1)
def read_table() -> dict[str, float]:
    """The shares of ``cues.json``; an empty table where the file is absent."""
    try:
        table = json.loads(files("stemma.annotate").joinpath("cues.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): float(value) for key, value in table.items()}


def weigh_cue(lemma: str, construction: str, subject: str) -> float:
    """How likely a verb reports speech or thought, 0 to 1.

    ``construction``: ``clause``, ``aside``, ``object``, ``infinitive``, ``as``, ``noun`` or ``to:PREPOSITION``;
    ``subject``: ``who`` (people and bodies), ``what`` (other things) or ``none``.
    """
    table = read_table()
    for key in (f"{lemma}|{construction}|{subject}", f"{lemma}|{construction}"):
        if key in table:
            return table[key]
    if construction in ("clause", "aside"):
        base = 0.9 if lemma in SAYING else 0.3
        return base if subject != "what" else base - 0.2
    # A word unseen in the count is a rarer word, and rarer words report less.
    return 0.7 * table.get(f"*|{construction}|{subject}", 0.1)
