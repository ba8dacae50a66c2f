"""Extents of cues: which words around a verb, noun or adjective of saying belong to it.

The corpus PolNeAR takes in auxiliaries, adverbs and particles, the verb that a cue hangs on ("began to say",
"declined to say"), and for a noun its article, adjectives and verb ("made the bold claim").
"""

from spacy.tokens import Doc, Token

Range = tuple[int, int]
"""Tokens from the first to before the second."""

_LEADING = ("aux", "auxpass", "neg", "advmod")
_MODIFIERS = ("det", "amod", "compound", "advmod", "neg", "nummod", "npadvmod")
_MEDIA = frozenset(
    ["statement", "interview", "email", "e-mail", "tweet", "letter", "post", "speech", "message", "briefing", "memo"]
)
"""What follows "said in a": part of the cue."""
_FARTHEST = 6


_DASHES = ("-", "–", "—", "--")
LONGEST_DATELINE = 14
"""Tokens within which a dateline ends."""


def end_of_dateline(doc: Doc) -> int:
    """The first token after a dateline that opens ``doc`` ("BERN (Agency) — "), 0 where there is none.

    A place is in capitals, or it stands alone before the dash and a new sentence begins after it.
    """
    for place in range(1, min(LONGEST_DATELINE, len(doc) - 1)):
        if doc[place].text in _DASHES and (doc[place - 1].whitespace_ or doc[place].whitespace_):
            words = [t for t in doc[:place] if t.is_alpha]
            first = next((t.text for t in doc if not t.is_space), "")
            capitals = first.isupper() and len(first) > 2
            alone = len(words) <= 3 and all(t.is_title or t.lower_ in ("de", "di", "da", "la", "of") for t in words)
            opens = doc[place + 1].text[:1].isupper() or doc[place + 1].text in ("“", '"')
            return place + 1 if words and opens and (capitals or (alone and not _may_speak(words[-1]))) else 0
        if doc[place].text in ('"', "“", "?", "!", ";") or doc[place].pos_ in ("VERB", "AUX"):
            return 0
    return 0


def _may_speak(word: Token) -> bool:
    return word.ent_type_ == "PERSON" or word.pos_ != "PROPN"


def extend_verb(verb: Token) -> Range:
    """The verb with the auxiliaries, negation and adverbs that touch it, its particle and the verb it hangs on."""
    start, end = _first_leading(verb), verb.i + 1
    doc = verb.doc
    head = verb.head
    steps = 0
    while verb.dep_ == "xcomp" and head.pos_ in ("VERB", "AUX") and 0 < start - head.i <= 2 and steps < 3:
        if any(t.dep_ in ("dobj", "nsubj", "punct") for t in doc[head.i + 1 : start]):
            break
        start = _first_leading(head)
        verb, head, steps = head, head.head, steps + 1
    verb = doc[end - 1]
    for child in verb.rights:
        if child.dep_ == "prt" and child.i == end:
            end += 1
        elif child.i == end and (medium := _find_medium(child)) is not None:
            end = medium.i + 1
    if end < len(doc) and doc[end].text == ":":
        end += 1
    return start, end


def _first_leading(verb: Token) -> int:
    start = verb.i
    doc = verb.doc
    while start > 0 and doc[start - 1].head == verb and doc[start - 1].dep_ in _LEADING:
        start -= 1
    return start


def _find_medium(preposition: Token) -> Token | None:
    """The noun of "in a statement", "in an interview": part of the cue."""
    if preposition.dep_ != "prep" or preposition.lower_ != "in":
        return None
    return next((c for c in preposition.rights if c.lemma_.lower() in _MEDIA and c.i - preposition.i <= 3), None)


def extend_noun(noun: Token, *, light: bool) -> int:
    """Where the cue of a noun begins: its article and adjectives, and with ``light`` the verb that governs it."""
    start = _first_modifier(noun)
    head = noun.head
    if light and head.i < start and noun.i - head.i <= _FARTHEST and noun.doc[start - 1].head.i in (noun.i, head.i):
        between = noun.doc[head.i + 1 : start]
        if all(t.dep_ in ("poss", "prt", "advmod", "neg", "dative") for t in between):
            return _first_leading(head)
    return start


def extend_adjective(adjective: Token, *, light: bool) -> int:
    """Where the cue of an adjective begins: its adverbs, and with ``light`` the verb before it ("is not sure")."""
    start = _first_modifier(adjective)
    head = adjective.head
    if light and head.i < start and start - head.i <= 3:
        return _first_leading(head)
    return start


def _first_modifier(word: Token) -> int:
    start = word.i
    while start > 0 and word.i - start < _FARTHEST:
        before = word.doc[start - 1]
        if before.dep_ not in _MODIFIERS or not (before.head.i == word.i or start <= before.head.i < word.i):
            break
        start -= 1
    return start


def merge(ranges: list[Range]) -> list[Range]:
    """``ranges`` in order, those that touch as one."""
    out: list[Range] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def subtract(doc: Doc, ranges: list[Range], taken: list[Range]) -> list[Range]:
    """``ranges`` without the tokens of ``taken``, trimmed of spaces, commas and a leading complementiser."""
    pieces = merge(ranges)
    for low, high in taken:
        cut: list[Range] = []
        for start, end in pieces:
            if high <= start or low >= end:
                cut.append((start, end))
                continue
            cut += [(start, low)] if start < low else []
            cut += [(high, end)] if high < end else []
        pieces = cut
    trimmed: list[Range] = []
    for start, end in pieces:
        while start < end and (doc[start].is_space or doc[start].text in ",;:.–—-)"):
            start += 1
        if start + 1 < end and doc[start].lower_ == "that" and doc[start].dep_ == "mark":
            start += 1
        while end > start and (doc[end - 1].is_space or doc[end - 1].text in ",;:.–—-("):
            end -= 1
        if start < end:
            trimmed.append((start, end))
    return trimmed
