"""What of its sentence a clause or a phrase needs around it to be read alone.

"which broke out on Friday evening" is read with the noun it explains, "spread to the engine room" with its subject,
"in two hotels" with subject and verb. Nothing is made up: all words stand in the sentence, in this order, and an
ellipsis shows where some are left out.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from stemma.annotate.clauses import CUE_LEMMAS, SUBJECTS

_SPACES = re.compile(r"\s+")
_VERBAL = frozenset({"VERB", "AUX"})
_HANGING_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
_GROUP = frozenset({"aux", "auxpass", "neg", "prt"})
_OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd", "dative"})
_BEFORE_NOUN = frozenset({"det", "compound", "amod", "poss", "nummod", "nmod", "quantmod", "predet"})
_DOUBTING = frozenset({"deny", "doubt", "dispute", "reject", "dismiss", "refute", "disprove", "disbelieve"})
"""Verbs whose complement must not stand without them."""
_EXPLAINS = frozenset({"relcl", "acl", "appos"})
_DEEPEST = 8
_WHOLE_NOUN = 6
"""A noun phrase of more words than this is cut down to its noun and what describes it."""
_KEPT_GAP = 5
"""So few words between two pieces are kept rather than left out."""
_ELLIPSIS = " … "


def find_surrounds(head: Token, first: int, last: int) -> tuple[str, str] | None:
    """The words to stand before and after tokens ``first``..``last``, which ``head`` heads; None where none are found.

    Both empty where the words have a subject of their own and hang on nothing.
    """
    if _stands(head, first, last):
        return "", ""
    kept = _gather(head, first, last)
    before = sorted(i for i in kept if i < first)
    after = sorted(i for i in kept if i > last)
    if not before and not after:
        return None
    doc = head.doc
    ahead = _render(doc, [*before, first], stop=first) if before else ""
    behind = _render(doc, [last, *after], skip=last) if after else ""
    return ahead, behind


def _stands(head: Token, first: int, last: int) -> bool:
    opening = next((t for t in head.doc[first : last + 1] if t.is_alpha), head)
    if head.dep_ == "ccomp" and head.head.lemma_.lower() in _DOUBTING:
        return False
    if opening.dep_ == "mark" or opening.tag_ in _HANGING_TAGS or head.pos_ not in _VERBAL:
        return False
    return any(first <= child.i <= last and child.tag_ not in _HANGING_TAGS for child in _subjects(head))


def _subjects(verb: Token) -> Iterator[Token]:
    return (child for child in verb.children if child.dep_ in SUBJECTS)


def _gather(head: Token, first: int, last: int) -> set[int]:
    """The words needed, going up from ``head`` to the first subject, or to the noun that is explained."""
    kept: set[int] = set()
    at = head
    if head.pos_ in _VERBAL and head.dep_ not in _EXPLAINS:
        own = next((s for s in _subjects(head) if not first <= s.i <= last), None)
        if own is not None:
            return set(_list_noun(own)) | _list_group(head, first, last)
    for _ in range(_DEEPEST):
        above = at.head
        if above.i == at.i:
            break
        inside = first <= above.i <= last
        if above.pos_ in _VERBAL:
            joined = at.dep_ == "conj"
            if above.i > last and above.lemma_.lower() in CUE_LEMMAS:
                break  # who says it is told beside it
            if not inside and not joined:
                kept |= _list_group(above, first, last)
            subject = next((s for s in _subjects(above) if s.i != at.i), None)
            if at.dep_ in SUBJECTS:
                break
            if subject is not None and subject.tag_ not in _HANGING_TAGS:
                kept |= set(_list_noun(subject))
                break
            if subject is not None and not inside:
                kept.add(subject.i)
        elif not inside and above.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} and at.dep_ != "conj":
            kept |= set(_list_noun(above))
            if at.dep_ in _EXPLAINS and above.pos_ in {"NOUN", "PROPN"}:
                break
        elif not inside and above.pos_ in {"ADP", "SCONJ"}:
            kept.add(above.i)
        at = above
    return {i for i in kept if not first <= i <= last}


def _list_group(verb: Token, first: int, last: int) -> set[int]:
    """A verb with its auxiliaries, its particle and a short object."""
    kept = {verb.i, *(c.i for c in verb.children if c.dep_ in _GROUP)}
    for child in verb.children:
        if child.dep_ in _OBJECTS and not first <= child.i <= last:
            kept |= set(_list_noun(child))
    return kept


def _list_noun(noun: Token) -> Iterator[int]:
    """A noun phrase without the clauses that explain it; a long one cut down to what stands before its noun."""
    doc = noun.doc
    end = noun.i
    for child in noun.rights:
        if child.dep_ != "prep" or child.left_edge.i != end + 1:
            break
        end = child.right_edge.i
    start = noun.left_edge.i
    if end - start < _WHOLE_NOUN and not any(t.is_space for t in doc[start : end + 1]):
        yield from range(start, end + 1)
        return
    for child in noun.lefts:
        if child.dep_ in _BEFORE_NOUN and noun.i - child.left_edge.i <= _WHOLE_NOUN:
            yield from range(child.left_edge.i, child.right_edge.i + 1)
    yield noun.i


def _render(doc: Doc, indexes: list[int], *, stop: int | None = None, skip: int | None = None) -> str:
    """The words at ``indexes`` as they stand, an ellipsis where more than a few words are left out.

    Without the word ``stop``, but with what leads up to it; and without the word ``skip``.
    """
    parts: list[str] = []
    for place, index in enumerate(indexes):
        if place:
            between = doc[indexes[place - 1] + 1 : index]
            words = sum(not t.is_punct and not t.is_space for t in between)
            quoted = any(t.is_quote for t in between)
            parts.append(between.text_with_ws if words <= _KEPT_GAP and not quoted else _ELLIPSIS)
        if index != stop and index != skip:
            parts.append(doc[index].text_with_ws)
        elif index == skip:
            parts.append(doc[index].whitespace_)
    return _SPACES.sub(" ", "".join(parts))
