"""Words of a passage with what telling names needs: their place, their shape, what the parser thinks of them."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from stemma.annotate.names_lexicon import (
    CALENDAR,
    DEMONYM_PREFIXES,
    DEMONYMS,
    FIRST_NAMES,
    FUNCTION,
    LEADS,
    NUMBERS,
    TITLES,
)
from stemma.annotate.names_roles import NATIONALITIES, ROLE_PREFIXES, ROLES
from stemma.annotate.transliteration import fold_word
from stemma.model.annotation import EntityKind

_PIECE = re.compile(r"[^\s—–…|/]+")
_OPENING = re.compile(r"^[^\w$#@&]*(?:[DRI]-(?=[A-Z][a-z.]))?")
_CLOSING = re.compile(r"[^\w&]+$")
_POSSESSIVE = re.compile(
    r"(?:['’ʼ]s|(?<=s)['’ʼ]|-(?:based|sized|led|backed|bound|born|style|run|owned|made|area|wide))$", re.IGNORECASE
)
_CONTRACTED = re.compile(r"['’ʼ](?:m|re|ve|ll|d|t)$", re.IGNORECASE)
_PREFIXED = re.compile(r"(?:al|el|ul|ad|an|ar|as|at|az|ash|bin|ben|ibn|de|d|l|t|s|ter)[-'’‘][A-ZÀ-Þ]")
# Months and days that are also given names or begin a place's ("Jan Novak", "June Hill", "Mar del Sur").
_CALENDAR_NAMES = frozenset("jan mar sun june april may august summer".split())
_INITIALS = re.compile(r"^(?:[A-Z]\.-?)+$|^(?:[A-Z]\.)+[A-Z]$|^[A-Z]\.[A-Z]\.\w*\.?$")
_ABBREVIATED = re.compile(
    r"^(?:Jr|Sr|St|Ft|Mt|Inc|Corp|Co|Ltd|Bros|Gov|Sen|Rep|Gen|Lt|Col|Capt|Sgt|Dr|Mr|Mrs|Ms|Prof|Rev|Ala|Ariz|Ark|"
    r"Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|"
    r"Wash|Wis|Wyo|Dept|Univ)\.$"
)
_LABELS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "PRODUCT": "other",
    "EVENT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
}


@dataclass(slots=True, kw_only=True)
class Word:
    """A word without its quotation marks, commas and possessive ending; offsets in the passage."""

    start: int
    end: int
    text: str
    low: str
    """Lower case without full stops."""
    starts_sentence: bool
    breaks_before: bool
    """A name cannot run from the word before into this one."""
    breaks_after: bool
    proper: bool
    """The tagger takes it for a proper noun."""
    kind: EntityKind | None = None
    """What the recogniser takes the name for that it belongs to; None outside names."""
    entity: int = -1
    """The number of that name in the passage."""

    @property
    def capital(self) -> bool:
        """Starts with a capital letter, or has one inside ("iPhone", "al-Masri")."""
        if self.text[:1].isupper():
            return True
        if self.text.islower():
            return False
        return any(c.isupper() for c in self.text[1:3]) or bool(_PREFIXED.match(self.text))

    @property
    def nameless(self) -> bool:
        """A word that alone is no name: a function word, a day, a number, a title, a demonym."""
        return self.ordinary or self.low in TITLES or is_demonym(self.low)

    @property
    def ordinary(self) -> bool:
        """A word that neither is nor begins a name, however it is spelt."""
        if self.low in {"us", "it", "who", "may", "march", "august"} and self.text.isupper() and len(self.text) < 5:
            return False
        if self.low in _CALENDAR_NAMES and self.kind is not None and "." not in self.text:
            return False
        if (self.starts_sentence and self.low in LEADS) or self.text[:1] in "#@" or _CONTRACTED.search(self.text):
            return True
        return (
            self.low in FUNCTION or self.low in CALENDAR or self.low in NUMBERS or not any(map(str.isalpha, self.text))
        )


def is_demonym(low: str) -> bool:
    """Whether a word in lower case names a nationality, a faith or a party's people."""
    if low in DEMONYMS or low in NATIONALITIES:
        return True
    parts = low.split("-")
    return len(parts) > 1 and all(p in DEMONYMS or p in DEMONYM_PREFIXES or p == "born" for p in parts)


@lru_cache(maxsize=8192)
def is_given(low: str) -> bool:
    """Whether a word in lower case is a usual given name somewhere, accents aside; of "jean-loup" the first part."""
    return low in FIRST_NAMES or fold_word(low) in FIRST_NAMES or ("-" in low and is_given(low.split("-")[0]))


def is_role(low: str) -> bool:
    """Whether a word in lower case is a trade or post that stands before a name ("seismologist", "vice-rector")."""
    if low in ROLES:
        return True
    prefix, _, noun = low.partition("-")
    return prefix in ROLE_PREFIXES and (noun in ROLES or noun in TITLES)


def _bare_word(piece: str) -> tuple[int, str, str]:
    """How many marks open a piece of text, the piece without them, and its word without what closes it."""
    if piece.isalpha():
        return 0, piece, piece
    opening = _OPENING.match(piece)
    opened = opening.end() if opening else 0
    core = piece[opened:]
    kept = core
    if not (_INITIALS.match(core) or _ABBREVIATED.match(core)):
        stripped = core.rstrip(",;:!?\"'”’)]»")
        kept = stripped if _INITIALS.match(stripped) or _ABBREVIATED.match(stripped) else _CLOSING.sub("", core)
    return opened, core, _POSSESSIVE.sub("", kept)


def split_words(doc: Doc) -> list[Word]:
    """The words of a parsed passage, in order."""
    text = doc.text
    marks = _mark_names(doc)
    # One array for all tokens: making a Token object for each costs more than all the rest.
    rows = doc.to_array(["IDX", "SENT_START", "POS"]).astype("int64").tolist()
    proper_noun = doc.vocab.strings["PROPN"]
    starts = [row[0] for row in rows]
    entities = doc.ents  # made anew at each call: once is enough
    words: list[Word] = []
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        opened, core, bare = _bare_word(piece.group())
        if not bare:
            continue
        start += opened
        end = start + len(bare)
        number = max(0, bisect_right(starts, start) - 1)
        (_, opens, part), inside = rows[number], marks[number]
        words.append(
            Word(
                start=start,
                end=end,
                text=bare[:300],
                low=bare[:300].casefold().replace(".", ""),
                starts_sentence=opens == 1
                or number == 0
                or not words
                or text[max(0, piece.start() - 9) : piece.start()].rstrip()[-1:] in '"“”:',
                breaks_before=bool(opened) or _joint_breaks(text, words, piece.start()),
                breaks_after=len(bare) < len(core),
                proper=part == proper_noun,
                kind=_LABELS.get(entities[inside].label_) if inside >= 0 else None,
                entity=inside,
            )
        )
    return words


def _joint_breaks(text: str, words: list[Word], start: int) -> bool:
    """Whether more than white space (or a line's end) stands between the last word and this one."""
    if not words:
        return True
    if words[-1].low == "washington" and text[start : start + 3] in ("D.C", "DC", "DC."):
        return False
    return words[-1].breaks_after or bool(text[words[-1].end : start].strip()) or "\n" in text[words[-1].end : start]


def _mark_names(doc: Doc) -> list[int]:
    """For every token the number of the recognised name it is in, or -1."""
    marks = [-1] * len(doc)
    for number, name in enumerate(doc.ents):
        if name.label_ in _LABELS:
            for place in range(name.start, name.end):
                marks[place] = number
    return marks
