"""Sources that give a figure without a verb of saying: "the union counted 900", "police put it at 4,000".

The clause as a whole is what the source tells, since without its subject nothing is left of it.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from stemma.annotate.attribution_extents import Range, extend_verb, subtract
from stemma.annotate.attribution_frames import Frame
from stemma.annotate.attribution_subjects import find_subject
from stemma.annotate.cues import DOCUMENTS, read_words
from stemma.annotate.sources import BODY_ROLES, PERSON_ROLES, RELATIVE

_MEASURING = read_words("measuring")
_SOURCES = read_words("counting_sources")
_OBJECTS = ("dobj", "attr", "oprd", "nummod", "npadvmod", "dative")
_BODIES = frozenset(("ORG", "PERSON", "NORP", "GPE"))
_LONGEST = 30


def propose_figures(doc: Doc) -> Iterator[Frame]:
    """Every clause of ``doc`` in which a source counts, measures or values something at a figure, in order."""
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in _MEASURING:
            continue
        if verb.lemma_ == "put" and not any(c.lower_ == "at" and any(map(_counts, c.children)) for c in verb.rights):
            continue
        if any(c.dep_ in ("nsubjpass", "auxpass", "ccomp") for c in verb.children):
            continue
        source, speaker = find_subject(verb)
        if source is None or speaker is None or not _tells(doc[speaker]) or speaker > verb.i:
            continue
        end = _end_of_figure(verb)
        if end is None:
            continue
        start = max(source[0], verb.i - _LONGEST)
        yield Frame(
            verb=verb.i,
            cue=(extend_verb(verb),),
            source=source,
            speaker=speaker,
            content=tuple(subtract(doc, [(start, end)], [])),
            construction="figure",
            subject="who",
            weight=0.8,
        )


def _tells(head: Token) -> bool:
    """Whether a subject is someone or something that can be asked for its figures."""
    lemma = head.lemma_.lower()
    if head.lower_ in RELATIVE:
        return False
    known = head.ent_type_ in _BODIES or lemma in BODY_ROLES or lemma in PERSON_ROLES or lemma in DOCUMENTS
    return known or lemma in _SOURCES


def _counts(token: Token) -> bool:
    return token.ent_type_ not in ("DATE", "TIME", "ORDINAL") and (
        token.like_num or any(c.like_num for c in token.lefts)
    )


def _end_of_figure(verb: Token) -> int | None:
    """Where the object of ``verb`` ends, with what follows "at"; None where it holds no figure."""
    end, figure = verb.i + 1, False
    for child in verb.rights:
        if child.dep_ in _OBJECTS or (child.dep_ == "prep" and child.lower_ in ("at", "to", "as", "of")):
            span: Range = (child.left_edge.i, min(child.right_edge.i + 1, verb.i + _LONGEST))
            near = [t for t in verb.doc[span[0] : span[1]] if t.i - span[0] < 8]
            figure = figure or any(map(_counts, near))
            end = max(end, span[1])
    return end if figure else None
