"""Who speaks, by the parse: the subject of a verb of saying, its own or one that it shares, and its noun phrase."""

from spacy.tokens import Doc, Token

from stemma.annotate.attribution_extents import LONGEST_DATELINE, Range, end_of_dateline
from stemma.annotate.cues import SPEAKING
from stemma.annotate.sources import BODY_ROLES, PERSON_ROLES, PRONOUNS

SUBJECT_ROLES = ("nsubj", "nsubjpass")
_PEOPLE = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_NOT_IT = frozenset(("what", "it", "this", "that", "which", "there"))


def find_subject(verb: Token) -> tuple[Range | None, int | None]:
    """The subject of ``verb``, its own or shared with the verb it hangs on: (tokens, head word)."""
    current = find_outer(verb) or verb
    for _ in range(6):
        passive = any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in current.children)
        relayed = current.lemma_ in ("quote", "cite")
        agent = _agent(current) if passive else None
        if relayed and agent is None and any(c.lower_ == "as" for c in current.children):
            passive = False  # "the ministry was quoted as saying": the one quoted speaks
        if passive and (current is verb or (agent is not None and not relayed)):
            return find_noun_phrase(agent) if agent is not None else (None, None)
        for child in current.children:
            if child.dep_ in SUBJECT_ROLES:
                return _subject_of(child, current)
        if current.dep_ in ("acl", "relcl"):
            (start, end), head = find_noun_phrase(current.head)
            # The clause that asks for its subject is no part of it.
            return (start, max(head + 1, min(end, current.left_edge.i))), head
        if current.dep_ in ("conj", "xcomp", "advcl", "pcomp", "prep", "dep", "aux"):
            current = current.head
            continue
        break
    return None, None


def find_outer(verb: Token) -> Token | None:
    """Of "Lee confirmed that it was opened and said that ...", "confirmed" for "said", hung on "opened"."""
    head = verb.head
    outer = head.head
    hung = verb.dep_ == "conj" and head.dep_ == "ccomp" and verb.lemma_ in SPEAKING and head.lemma_ not in SPEAKING
    if not hung or outer.lemma_ not in SPEAKING or verb.tag_ != outer.tag_:
        return None
    if any(c.dep_ in SUBJECT_ROLES for c in verb.children) or not any(has_complementiser(c) for c in verb.rights):
        return None
    subject = next((c for c in head.children if c.dep_ in SUBJECT_ROLES), None)
    return outer if subject is not None and sort_subject(verb.doc, subject.i) != "who" else None


def _subject_of(child: Token, verb: Token) -> tuple[Range | None, int | None]:
    if child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return (child.i, child.i + 1), verb.head.i
    if child.tag_ == "EX" or child.dep_ == "expl":
        return None, None
    return find_noun_phrase(child)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def find_noun_phrase(head: Token) -> tuple[Range, int]:
    """The noun phrase of ``head``; a long relative clause or apposition after a comma is kept, as readers do."""
    after = end_of_dateline(head.doc) if head.i < LONGEST_DATELINE else 0
    if head.i < after:
        # A parser of "BERN — The council said" takes the place for the subject, and who speaks for its apposition.
        head = next((c for c in head.rights if c.i >= after and c.dep_ in ("appos", "nmod", "conj")), head)
    start, end = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in ("ccomp", "parataxis", "advcl", "punct") and child.text in "–—-":
            end = child.left_edge.i
            break
        if child.dep_ in ("acl", "relcl") and child.right_edge.i - head.i > 25:
            end = child.left_edge.i
            break
    doc = head.doc
    for place in range(head.i - 1, start, -1):
        if doc[place].text in ("-", "–", "—", "--") and doc[place - 1].whitespace_:
            start = place + 1  # a dateline stands before the dash
            break
    return (max(start, min(after, head.i)), max(end, head.i + 1)), head.i


def sort_subject(doc: Doc, speaker: int | None) -> str:
    """What kind of thing speaks: ``who`` (people and bodies), ``many`` or ``what`` (other things), ``none``."""
    if speaker is None:
        return "none"
    token = doc[speaker]
    if token.ent_type_ in _PEOPLE or token.pos_ == "PROPN":
        return "who"
    if token.lower_ in PRONOUNS and token.lower_ not in _NOT_IT:
        return "who"
    if token.lemma_.lower() in PERSON_ROLES or token.lemma_.lower() in BODY_ROLES:
        return "who"
    return "what" if token.tag_ != "NNS" else "many"


def has_complementiser(verb: Token) -> bool:
    """Whether a clause opens with "that", "whether", "to" or a word of asking."""
    return any(c.dep_ == "mark" or c.tag_ in ("WRB", "WP") or c.tag_ == "TO" for c in verb.lefts)
