"""Whom or what a clause is about: its subject, led back to an entity of the story where that is sure.

A name in the subject is its entity. "He" and "she" are followed only where one person alone can be meant: nobody else
of that gender is named in the sentence so far and the one before it, and no "minister" without a name comes between.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from stemma.annotate.clauses import SUBJECTS, find_carried
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.source_memory import read_gender
from stemma.annotate.sources import HE, PERSON_ROLES, RELATIVE, SHE
from stemma.model.annotation import Mention


class SubjectReader:
    """Reads the subjects of one article's clauses, which must come in order of place."""

    def __init__(self, mentions: Sequence[Mention], people: Mapping[str, str]) -> None:
        """``mentions`` in order of place; ``people``: the ids of the story's people with their full names."""
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._people = people
        self._before: list[tuple[str, str]] = []
        self._passage: ParsedPassage | None = None

    def open_passage(self, passage: ParsedPassage) -> None:
        """Go on to the next passage; the people of the last one may still be meant at its head."""
        if self._passage is not None:
            self._before = self._list_people(self._passage, self._passage.start, self._passage.end)
        self._passage = passage

    def read(self, passage: ParsedPassage, sentence: Tokens, head: Token) -> str | None:
        """The id of the entity that the clause of ``head`` is about, or None."""
        own = next((c for c in head.children if c.dep_ in SUBJECTS), None)
        if own is None or own.lower_ in RELATIVE:
            own = find_carried(head) if own is None else head.head if head.dep_ in {"relcl", "acl"} else None
        if own is None:
            return None
        mention = self._find(passage.start + own.idx)
        if mention is not None:
            return mention.entity
        word = own.lower_
        if word in HE or word in SHE:
            return self._follow(passage, sentence, own, "m" if word in HE else "f")
        return None

    def _find(self, at: int) -> Mention | None:
        low = bisect_left(self._starts, at + 1) - 1
        return self._mentions[low] if low >= 0 and at < self._mentions[low].end else None

    def _follow(self, passage: ParsedPassage, sentence: Tokens, pronoun: Token, gender: str) -> str | None:
        doc = passage.doc
        before = next((s for s in reversed(list(doc.sents)) if s.end <= sentence.start), None)
        first = before.start if before is not None else sentence.start
        if self._names_by_role(passage, doc, first, pronoun.i):
            return None
        named = self._list_people(passage, passage.start + doc[first].idx, passage.start + pronoun.idx)
        if not named:
            named = self._list_people(passage, passage.start, passage.start + pronoun.idx)
        if not named and not before:
            named = self._before
        fits = {entity for entity, sort in named if sort in (gender, "?")}
        return fits.pop() if len(fits) == 1 else None

    def _list_people(self, passage: ParsedPassage, start: int, end: int) -> list[tuple[str, str]]:
        """(entity, gender) of the people named from ``start`` to ``end``."""
        found: list[tuple[str, str]] = []
        for mention in self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            words = passage.doc.char_span(
                mention.start - passage.start, mention.end - passage.start, alignment_mode="expand"
            )
            name = self._people.get(mention.entity or "")
            if name is not None and words is not None and mention.entity:
                found.append((mention.entity, read_gender(name, words.root)))
        return found

    def _names_by_role(self, passage: ParsedPassage, doc: Doc, first: int, last: int) -> bool:
        """Whether somebody is spoken of by a role alone ("the minister"), whom "he" may mean."""
        return any(
            t.pos_ == "NOUN"
            and t.lemma_.lower() in PERSON_ROLES
            and t.tag_ == "NN"
            and t.dep_ not in {"compound", "appos", "attr", "nmod"}
            and self._find(passage.start + t.idx) is None
            for t in doc[first:last]
        )
