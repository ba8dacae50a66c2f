"""Speaker labels at the head of a paragraph, as in transcripts and interviews: "LEE:", "Q:", "Reporter:"."""

import re
from collections import Counter
from collections.abc import Sequence

from stemma.annotate.attribution_frames import Frame, subtract
from stemma.annotate.cues import NO_SPEAKER
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.sources import PERSON_ROLES

_LABEL = re.compile(
    r"\s{0,8}((?:[A-Z][\w.'’-]{0,20}|de|van|von|bin|al)(?: (?:[A-Z][\w.'’-]{0,20}|de|van|von|bin|al)){0,3}):\s"
)
_TURNS = frozenset(("Q", "A"))
_QUOTATION = tuple("“\"„«'‘")


def propose_labels(passages: Sequence[ParsedPassage]) -> dict[int, Frame]:
    """By the passage's number, the frame of its speaker label.

    A label counts where it comes back in the article, where question and answer take turns, or where a person's
    name or role stands before a quotation mark; "Photo:", "Note:" or a town before a colon are none.
    """
    found = {n: match[1] for n, p in enumerate(passages) if p.part == "body" and (match := _LABEL.match(p.doc.text))}
    found = {n: label for n, label in found.items() if label.casefold() not in NO_SPEAKER}
    times = Counter(found.values())
    out: dict[int, Frame] = {}
    for number, label in found.items():
        passage = passages[number]
        turns = label in _TURNS and all(times[turn] for turn in _TURNS)
        if turns or (label not in _TURNS and _names_someone(passage, label, times[label])):
            frame = _frame(passage, label)
            if frame is not None:
                out[number] = frame
    return out


def _names_someone(passage: ParsedPassage, label: str, times: int) -> bool:
    words = label.split()
    if words[-1].casefold() in PERSON_ROLES:
        return times > 1 or _opens_quotation(passage, label)
    tokens = passage.doc[: 2 * len(words) + 2]
    kinds = {t.ent_type_ for t in tokens if t.text in words and t.ent_type_}
    if kinds and kinds <= {"GPE", "LOC", "DATE", "TIME", "CARDINAL", "NORP", "FAC"} and not label.isupper():
        return False
    named = "PERSON" in kinds or (label.isupper() and len(label) > 2)
    return named and (times > 1 or _opens_quotation(passage, label))


def _opens_quotation(passage: ParsedPassage, label: str) -> bool:
    return passage.doc.text.lstrip()[len(label) + 1 :].lstrip().startswith(_QUOTATION)


def _frame(passage: ParsedPassage, label: str) -> Frame | None:
    doc = passage.doc
    colon = next((t.i for t in doc[: 3 * len(label.split()) + 4] if t.text == ":"), None)
    first = next((t.i for t in doc[:8] if not t.is_space), None)
    if not colon or first is None or first >= colon:
        return None
    return Frame(
        verb=colon,
        cue=((colon, colon + 1),),
        source=(first, colon),
        speaker=colon - 1,
        content=tuple(subtract(doc, [(colon + 1, len(doc))], [])),
        construction="label",
        subject="who",
        weight=1.0,
    )
