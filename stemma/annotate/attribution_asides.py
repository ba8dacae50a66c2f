"""Asides found by their words alone: ", the mayor of Porto told us.", ", the army explains,", "by the union's count".

A parser of long sentences often hangs an aside on the wrong word, or takes its verb for the sentence's own. What
stands between two marks and is no more than a noun phrase and a verb of saying is an aside all the same.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from stemma.annotate.attribution_extents import Range, subtract
from stemma.annotate.attribution_frames import Frame
from stemma.annotate.cues import SPEAKING, read_words
from stemma.annotate.sources import BODY_ROLES, PERSON_ROLES

_ASIDE_VERBS = SPEAKING | read_words("aside_verbs")
_COUNTS = read_words("count_nouns")
_FINITE = ("VBD", "VBZ", "VBP")
_NOMINAL = frozenset(("PROPN", "NOUN", "ADJ", "DET", "PRON", "PART", "NUM", "ADP"))
_AFTER = frozenset(("ADP", "ADV", "NUM", "PROPN", "NOUN", "DET", "ADJ", "PRON", "PART"))
_OPENING = frozenset((",", "—", "–", "--", "”", '"', "’", "»", "''", ";"))
_QUOTES = frozenset(("”", '"', "’", "»", "''"))
_CLOSING = frozenset((",", ".", ";", ":", "—", "–", "--", "!", "?", "…"))
_NO_SOURCE = frozenset("it this that there what which who whom whose these those i you me us".split())
_AUXILIARIES = frozenset(("has", "have", "had", "was", "were", "also", "later", "now", "further", "then", "since"))
_LONGEST_SOURCE = 12
_LONGEST_REST = 10


def propose_asides(doc: Doc) -> Iterator[Frame]:
    """Every aside of ``doc`` by its words, in order: a source and a verb of saying between two marks."""
    for sentence in doc.sents:
        for token in sentence:
            if token.lower_ in _COUNTS:
                yield from _counted(token, sentence)
            elif token.lemma_.lower() in _ASIDE_VERBS and (token.tag_ in _FINITE or _looks_finite(token)):
                yield from _aside(token, sentence)


def _looks_finite(token: Token) -> bool:
    """ "worked out, the police estimate.": a verb that the tagger takes for a noun or a participle."""
    if token.lower_.endswith("ed"):
        return token.pos_ == "VERB"
    if token.tag_ not in ("NN", "VB") or token.i < 2 or token.i + 1 >= len(token.doc):
        return False
    before = token.nbor(-1)
    plural = before.tag_ == "NNS" or before.lower_ == "police" or token.nbor(-2).like_num
    return plural and token.nbor(1).text in _CLOSING


def _aside(verb: Token, sentence: Tokens) -> Iterator[Frame]:
    found = _subject_before(verb, sentence) or _subject_after(verb, sentence)
    if found is None:
        return
    source, (start, end) = found
    speaker = _head_of(verb.doc, source)
    if speaker is None or (start == verb.i and not _may_follow(verb, speaker)):
        return
    bounds = clause_bounds(sentence, start, end)
    content = subtract(verb.doc, [bounds], [(start, end)])
    if sum(b - a for a, b in content) < 2:
        return
    yield _frame(verb, source, speaker, content, "aside")


def _subject_before(verb: Token, sentence: Tokens) -> tuple[Range, Range] | None:
    """ ", the agency has said on Sunday," as (source, whole aside), or None."""
    doc = verb.doc
    stop = verb.i
    while stop > sentence.start and doc[stop - 1].lower_ in _AUXILIARIES:
        stop -= 1
    if stop - 1 > sentence.start and doc[stop - 1].text == ",":
        return _apposed_before(verb, stop, sentence)
    start = _first_nominal(doc, stop, sentence.start)
    if start == stop or start - 1 <= sentence.start or doc[start - 1].text not in _OPENING:
        return None
    end = _end_of_rest(verb, sentence)
    if end is None:
        return None
    return (_with_role(doc, start, stop, sentence.start), stop), (_with_role(doc, start, stop, sentence.start), end)


def _apposed_before(verb: Token, stop: int, sentence: Tokens) -> tuple[Range, Range] | None:
    """ ", the commissioner for health, Ann Lee, said": a name and a role before a comma, in either order."""
    doc = verb.doc
    second = _first_nominal(doc, stop - 1, sentence.start)
    if second in (stop - 1, sentence.start) or doc[second - 1].text != ",":
        return None
    first = _first_nominal(doc, second - 1, sentence.start)
    if first == second - 1 or first - 1 <= sentence.start or doc[first - 1].text not in _OPENING:
        return None
    words = doc[first : stop - 1]
    named = any(t.pos_ == "PROPN" for t in words)
    end = _end_of_rest(verb, sentence)
    if end is None or not named or not any(t.lemma_.lower() in PERSON_ROLES or t.like_num for t in words):
        return None
    return (first, stop - 1), (first, end)


def _may_follow(verb: Token, speaker: int) -> bool:
    """Whether what stands after a verb is who speaks: ", reported a loss," is no inversion."""
    before = verb.nbor(-1).text
    return verb.tag_ in _FINITE and (verb.lemma_ == "say" or before in _QUOTES or _is_known(verb.doc[speaker]))


def _is_known(token: Token) -> bool:
    lemma = token.lemma_.lower()
    named = token.ent_type_ in ("PERSON", "ORG", "NORP") or token.pos_ == "PRON"
    return named or lemma in PERSON_ROLES or lemma in BODY_ROLES


def _with_role(doc: Doc, start: int, stop: int, first: int) -> int:
    """Where ", the commissioner for health, Ann Lee said" begins: the role before the name's comma is the source's."""
    if doc[start].ent_type_ != "PERSON" or stop - start > 5:
        return start
    earlier = _first_nominal(doc, start - 1, first)
    role = any(t.lemma_.lower() in PERSON_ROLES for t in doc[earlier : start - 1])
    opened = earlier - 1 > first and doc[earlier - 1].text in _OPENING
    return earlier if role and opened else start


def _first_nominal(doc: Doc, stop: int, first: int) -> int:
    start = stop
    while start > first and stop - start < _LONGEST_SOURCE and doc[start - 1].pos_ in _NOMINAL:
        start -= 1
    return start


def _end_of_rest(verb: Token, sentence: Tokens) -> int | None:
    """Where an aside ends that has only a time, a place or a hearer after its verb; None where more follows."""
    doc, end = verb.doc, verb.i + 1
    if end + 1 < len(doc) and doc[end].lower_ == "as" and doc[end + 1].lower_ in ("saying", "writing"):
        end += 2
    limit = min(sentence.end, end + _LONGEST_REST)
    while end < limit and doc[end].pos_ in _AFTER and doc[end].lower_ != "that":
        if doc[end].dep_ in ("nsubj", "nsubjpass"):
            return None
        end += 1
    if end >= sentence.end or doc[end].text in _CLOSING:
        return end
    return None


def _subject_after(verb: Token, sentence: Tokens) -> tuple[Range, Range] | None:
    """ ", says the mayor of Porto, ..." as (source, whole aside), or None."""
    doc = verb.doc
    if verb.i - 1 <= sentence.start or doc[verb.i - 1].text not in _OPENING or verb.tag_ == "VBP":
        return None
    start = end = verb.i + 1
    if start < sentence.end and doc[start].is_lower and doc[start].pos_ == "VERB":
        end += 1  # "said saw filer Ann Lee": a trade that the tagger takes for a verb
    while end < sentence.end and end - start < _LONGEST_SOURCE and doc[end].pos_ in _NOMINAL:
        end += 1
    closed = end >= sentence.end or doc[end].text in _CLOSING or doc[end].tag_ in ("WP", "WDT")
    named = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in doc[start:end])
    if not named or not closed or doc[start].pos_ == "ADP":
        return None
    return (start, end), (verb.i, end)


def _head_of(doc: Doc, source: Range) -> int | None:
    """The head word of a source, None where nothing in it can speak."""
    words = doc[source[0] : source[1]]
    if words[0].lower_ in _NO_SOURCE or words[0].pos_ == "ADP":
        return None
    person = next((t for t in reversed(words) if t.ent_type_ == "PERSON"), None)
    if person is not None and words[-1].ent_type_ == "PERSON":
        return int(person.i)
    before = next((t.i for t in words if t.pos_ == "ADP" and t.i > source[0]), source[1])
    nouns = [t for t in doc[source[0] : before] if t.pos_ in ("PROPN", "NOUN", "PRON") and t.lower_ not in ("'s", "’s")]
    if not nouns or nouns[-1].ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"):
        return None
    return int(nouns[-1].i)


def clause_bounds(sentence: Tokens, start: int, end: int) -> Range:
    """The part of the sentence that an aside belongs to: semicolons part what different sources say."""
    doc = sentence.doc
    low, high = sentence.start, sentence.end
    for place in range(start - 1, low, -1):
        if doc[place].text == ";":
            low = place + 1
            break
    for place in range(end, high):
        if doc[place].text == ";":
            high = place
            break
    return low, high


def _counted(noun: Token, sentence: Tokens) -> Iterator[Frame]:
    """ "by the ministry's count", "in the mayor's view": a source that a sentence rests on."""
    doc = noun.doc
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is None or (owner.left_edge.i == sentence.start and noun.dep_ != "pobj"):
        return
    first = owner.left_edge.i - 1
    if first < sentence.start or doc[first].lower_ not in ("by", "in", "on"):
        return
    head = doc[first].head
    while head.dep_ in ("prep", "pobj", "dobj", "attr", "advmod", "npadvmod", "amod", "compound", "appos", "nummod"):
        head = head.head
    outer = (head.left_edge.i, head.right_edge.i + 1) if head.i != first else (sentence.start, sentence.end)
    content = subtract(doc, [outer], [(first, noun.i + 1)])
    if content:
        yield _frame(noun, (owner.left_edge.i, owner.i + 1), owner.i, content, "according")


def _frame(cue: Token, source: Range, speaker: int, content: list[Range], construction: str) -> Frame:
    token = cue.doc[speaker]
    who = _is_known(token) or token.pos_ == "PROPN"
    return Frame(
        verb=cue.i,
        cue=((cue.i, cue.i + 1),),
        source=source,
        speaker=speaker,
        content=tuple(content),
        construction=construction,
        subject="who" if who else "many" if token.tag_ == "NNS" else "what",
        weight=0.9,
    )
