"""Frames: where a parse says that someone says something — source, cue and content by their tokens.

A frame is a proposal; ``weight`` says how likely it is a report of speech or thought.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from stemma.annotate.attribution_extents import (
    Range,
    extend_adjective,
    extend_noun,
    extend_verb,
    merge,
    subtract,
)
from stemma.annotate.attribution_subjects import (
    SUBJECT_ROLES,
    find_noun_phrase,
    find_outer,
    find_subject,
    has_complementiser,
    sort_subject,
)
from stemma.annotate.cues import SPEAKING, weigh_cue

_ARGUMENT_PREPOSITIONS = frozenset(
    ["for", "of", "to", "on", "about", "against", "as", "with", "from", "into", "over", "at", "by", "upon", "in"]
)
_HEARD = frozenset(("tell", "inform", "assure", "warn", "remind", "notify", "advise"))
"""Verbs whose object is who hears."""
_TAIL = frozenset(("say", "report", "add", "write", "announce", "note", "state"))
_NOMINAL = frozenset(("PROPN", "NOUN", "ADJ", "DET", "PRON", "PART"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One proposal. Ranges are of tokens of one document."""

    verb: int
    cue: tuple[Range, ...]
    source: Range | None
    speaker: int | None
    """The source's head word; the antecedent where the source is a relative pronoun."""
    content: tuple[Range, ...]
    construction: str
    subject: str
    weight: float


def propose_frames(doc: Doc) -> Iterator[Frame]:
    """Every place of ``doc`` where a cue governs content, in order; several frames may share a cue."""
    for token in doc:
        if token.lower_ == "according":
            yield from _according(token)
        elif token.lower_ == "words" and token.i >= 2 and token.nbor(-1).lower_ == "the":
            yield from _in_the_words_of(token)
        elif token.lower_ == "reportedly" or (token.lower_ == "allegedly" and token.dep_ == "advmod"):
            yield from _adverb(token)
        elif token.pos_ == "VERB" or (token.pos_ in ("AUX", "NOUN") and token.lemma_ in SPEAKING and _governs(token)):
            yield from _verb_frames(token)
        elif token.pos_ in ("NOUN", "ADJ"):
            yield from _noun_frames(token)


def _governs(token: Token) -> bool:
    return any(c.dep_ in ("ccomp", "nsubj") for c in token.children) or token.dep_ == "parataxis"


def _own_range(clause: Token) -> list[Range]:
    """The words of what is said, without what its speaker is then said to say."""
    start, end = _range(clause)
    for child in clause.rights:
        if child.dep_ == "conj" and find_outer(child) is not None:
            joint = next((c.i for c in reversed(list(clause.rights)) if c.dep_ == "cc" and c.i < child.i), child.i)
            return [(start, joint)]
    return [(start, end)]


def _verb_frames(verb: Token) -> Iterator[Frame]:
    doc = verb.doc
    source, speaker = find_subject(verb)
    subject = sort_subject(doc, speaker)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    lemma = verb.lemma_.lower()
    cue = [extend_verb(verb)]

    def frame(construction: str, content: list[Range], more: list[Range] | None = None) -> Frame:
        kind = f"{construction}!" if passive else construction
        taken = [*cue, *(more or []), *([source] if source else [])]
        return Frame(
            verb=verb.i,
            cue=tuple(merge([*cue, *(more or [])])),
            source=source,
            speaker=speaker,
            content=tuple(subtract(doc, content, taken)),
            construction=kind,
            subject=subject,
            weight=0.9 if more and construction in ("as", "aside") else weigh_cue(lemma, kind, subject),
        )

    clauses = [c for c in verb.children if c.dep_ == "ccomp"] or _find_strayed(verb)
    if clauses:
        yield frame("clause", [r for c in clauses for r in _own_range(c)])
    elif verb.dep_ == "parataxis" or (verb.dep_ in ("ccomp", "advcl") and _parenthetical(verb)):
        outer = [(verb.head.left_edge.i, verb.head.right_edge.i + 1)]
        own = (verb.left_edge.i, verb.right_edge.i + 1)
        construction = "as" if any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children) else "aside"
        yield frame(construction, subtract(doc, outer, [own]), _put_it(verb))
    yield from _tail_frame(verb, cue)
    rights = [c for c in verb.rights if c.dep_ in ("dobj", "xcomp", "oprd", "prep", "dative", "attr", "acomp", "agent")]
    if not clauses:
        yield from _object_frames(verb, rights, frame)
        if passive:
            patient = [c for c in verb.children if c.dep_ == "nsubjpass"]
            if patient:
                yield frame("patient", [_range(patient[0])])


def _find_strayed(verb: Token) -> list[Token]:
    """The clause of "said in a statement that ...", "told reporters that ...", which parsers hang on the noun."""
    if verb.lemma_ not in SPEAKING:
        return []
    for child in verb.rights:
        if child.dep_ not in ("prep", "dobj", "dative", "npadvmod"):
            continue
        if child.dep_ == "dobj" and verb.lemma_ not in _HEARD:
            continue  # "repeated her claim that": the noun's own
        for noun in child.rights if child.dep_ == "prep" else (child,):
            for clause in noun.rights if noun.i - verb.i <= 8 and noun.pos_ in ("NOUN", "PROPN") else ():
                first = clause.left_edge
                marked = first.lower_ == "that" and first.dep_ == "mark" and first.head.i == clause.i
                if marked and clause.dep_ in ("acl", "relcl", "ccomp"):
                    return [clause]
    return []


def _put_it(verb: Token) -> list[Range]:
    """The "it" of "as she put it": with it the verb is one of saying."""
    after = verb.i + 1
    told = verb.lemma_ == "put" and after < len(verb.doc) and verb.doc[after].lower_ in ("it", "this", "that")
    return [(after, after + 1)] if told else []


def _tail_frame(verb: Token, cue: list[Range]) -> Iterator[Frame]:
    """ ", the agency reported on Sunday." at a sentence's end, which parsers of long sentences often miss."""
    doc, sentence = verb.doc, verb.sent
    if verb.lemma_ not in _TAIL or verb.tag_ not in ("VBD", "VBN", "VBZ", "VBP"):
        return
    stop = verb.i + 1
    while stop < sentence.end and stop - verb.i < 7 and doc[stop].pos_ in ("ADP", "ADV", "NUM", "PROPN"):
        stop += 1
    if stop < sentence.end and not doc[stop].is_punct:
        return
    end = cue[0][0]
    start = end
    while start > sentence.start and end - start < 9 and doc[start - 1].pos_ in _NOMINAL:
        start -= 1
    if (
        start == end
        or start - 1 <= sentence.start + 2
        or doc[start - 1].text != ","
        or doc[start].tag_ in ("WP", "WDT")
    ):
        return
    yield Frame(
        verb=verb.i,
        cue=tuple(cue),
        source=(start, end),
        speaker=end - 1,
        content=tuple(subtract(doc, [(sentence.start, start), (stop, sentence.end)], [])),
        construction="aside",
        subject="who",
        weight=1.0,
    )


def _object_frames(verb: Token, rights: list[Token], frame: Callable[..., Frame]) -> Iterator[Frame]:
    infinitives = [c for c in rights if c.dep_ == "xcomp"]
    if infinitives:
        yield frame("infinitive", [_range(c) for c in infinitives])
        return
    objects = [c for c in rights if c.dep_ in ("dobj", "oprd", "attr", "acomp")]
    prepositions = [c for c in rights if c.dep_ == "prep" and c.lower_ in _ARGUMENT_PREPOSITIONS]
    if objects:
        tail = [c for c in prepositions if c.lower_ in ("for", "of", "as", "against", "about", "to", "over", "from")]
        yield frame("object", [_range(c) for c in [*objects, *tail] if c.ent_type_ not in ("DATE", "TIME")])
        return
    for preposition in prepositions:
        inner = [c for c in preposition.children if c.dep_ in ("pobj", "pcomp", "prep")]
        if inner and not any(c.ent_type_ in ("DATE", "TIME") for c in inner):
            near = preposition.i - verb.i <= 3
            at = [(preposition.i, preposition.i + 1)] if near else []
            yield frame(f"to:{preposition.lower_}", [_range(c) for c in inner], at)


def _parenthetical(verb: Token) -> bool:
    if verb.dep_ == "advcl":
        return any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    before = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i else None
    return before is not None and before.is_punct and any(c.dep_ in SUBJECT_ROLES for c in verb.children)


def _according(token: Token) -> Iterator[Frame]:
    doc = token.doc
    prep = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "to"), None)
    if prep is None and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
        prep = doc[token.i + 1]
    noun = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep is not None else None
    if prep is None or noun is None:
        return
    source, speaker = find_noun_phrase(noun)
    whole = (min(token.left_edge.i, token.i), max(prep.right_edge.i, noun.right_edge.i) + 1)
    head = token.head
    while head.dep_ in ("prep", "pobj", "dobj", "attr", "advmod", "npadvmod", "amod", "compound", "appos", "nummod"):
        head = head.head
    sentence = token.sent
    outer = (head.left_edge.i, head.right_edge.i + 1) if head.i != token.i else (sentence.start, sentence.end)
    yield Frame(
        verb=token.i,
        cue=((token.i, prep.i + 1),),
        source=source,
        speaker=speaker,
        content=tuple(subtract(doc, [outer], [whole])),
        construction="according",
        subject="who",
        weight=0.97,
    )


def _in_the_words_of(token: Token) -> Iterator[Frame]:
    doc = token.doc
    noun = next((n for c in token.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj"), None)
    if noun is None or doc[token.i - 2].lower_ != "in":
        return
    source, speaker = find_noun_phrase(noun)
    cue = (token.i - 2, token.i + 2)
    rest = (token.sent.start, token.sent.end)
    yield Frame(
        verb=token.i,
        cue=(cue,),
        source=source,
        speaker=speaker,
        content=tuple(subtract(doc, [rest], [(cue[0], source[1])])),
        construction="according",
        subject="who",
        weight=0.8,
    )


def _adverb(token: Token) -> Iterator[Frame]:
    head = token.head
    content = subtract(token.doc, [(head.left_edge.i, head.right_edge.i + 1)], [(token.i, token.i + 1)])
    yield Frame(
        verb=token.i,
        cue=((token.i, token.i + 1),),
        source=None,
        speaker=None,
        content=tuple(content),
        construction="adverb",
        subject="none",
        weight=0.6,
    )


def _noun_frames(noun: Token) -> Iterator[Frame]:
    clauses = [c for c in noun.rights if c.dep_ in ("ccomp", "acl", "xcomp") and has_complementiser(c)]
    if not clauses and noun.pos_ == "NOUN":
        clauses = [c for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("for", "of", "to", "about", "against")]
        construction = f"noun-{clauses[0].lower_}" if clauses else ""
    else:
        construction = "noun-clause" if noun.pos_ == "NOUN" else "adjective"
    if not clauses:
        return
    source: Range | None = None
    speaker: int | None = None
    governed = noun.dep_ in ("acomp", "dobj", "attr") and noun.head.pos_ in ("AUX", "VERB")
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    light = governed and (owner is None or owner.pos_ == "PRON")
    if light:
        source, speaker = find_subject(noun.head)
    elif owner is not None:
        source, speaker = (owner.left_edge.i, owner.i + 1), owner.i
    subject = sort_subject(noun.doc, speaker)
    reach = clauses[0].i + 1 if construction.startswith("noun-") and clauses[0].dep_ == "prep" else noun.i + 1
    extend = extend_noun if noun.pos_ == "NOUN" else extend_adjective
    cue = [(extend(noun, light=light), reach)]
    yield Frame(
        verb=noun.i,
        cue=tuple(cue),
        source=source,
        speaker=speaker,
        content=tuple(subtract(noun.doc, [_range(c) for c in clauses[:1]], cue)),
        construction=construction,
        subject=subject,
        weight=weigh_cue(noun.lemma_.lower(), construction, subject),
    )


def _range(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1
