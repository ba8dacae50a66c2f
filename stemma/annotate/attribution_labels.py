"""Speaker labels at the head of a paragraph, as in transcripts and interviews: "LEE:", "Q:", "Reporter:"."""

import re
from collections import Counter
from collections.abc import Sequence

from stemma.annotate.attribution_extents import subtract
from stemma.annotate.attribution_frames import Frame
from stemma.annotate.cues import NO_SPEAKER
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.sources import PERSON_ROLES

_LABEL = re.compile(
    r"\s{0,8}((?:[A-Z][\w.'’-]{0,20}|de|van|von|bin|al)(?: (?:[A-Z][\w.'’-]{0,20}|de|van|von|bin|al)){0,3}):\s"
)
TURNS = frozenset(("Q", "A"))
"""Labels that name no one: who asks and who answers is left open."""
_QUOTATION = tuple("“\"„«'‘")


def propose_labels(passages: Sequence[ParsedPassage]) -> dict[int, Frame]:
    """By the passage's number, the frame of its speaker label.

    A label counts where it comes back in the article, where question and answer take turns, or where a person's
    name or role stands before a quotation mark; "Photo:", "Note:" or a town before a colon are none.
    """
    found = {n: match[1] for n, p in enumerate(passages) if p.part == "body" and (match := _LABEL.match(p.doc.text))}
    found = {n: label for n, label in found.items() if label.casefold() not in NO_SPEAKER}
    times = Counter(found.values())
    sure = {n for n, label in found.items() if _is_sure(passages[n], label, times)}
    # Among speakers who come back, one who speaks once is a speaker too.
    transcript = any(times[found[n]] > 1 for n in sure) and len(times) > 1
    out: dict[int, Frame] = {}
    for number, label in found.items():
        if number in sure or (transcript and _may_name(passages[number], label, alternating=True)):
            frame = _frame(passages[number], label)
            if frame is not None:
                out[number] = frame
    return out


def _is_sure(passage: ParsedPassage, label: str, times: Counter[str]) -> bool:
    if label in TURNS:
        return all(times[turn] for turn in TURNS)
    if times[label] < 2 and not _opens_quotation(passage, label):
        return False
    return label.split()[-1].casefold() in PERSON_ROLES or _may_name(passage, label, alternating=len(times) > 1)


def _may_name(passage: ParsedPassage, label: str, *, alternating: bool) -> bool:
    """Whether the tagger has a label for a person's name, or it stands in capitals as a name or among other labels."""
    words = label.split()
    tokens = [t for t in passage.doc[: 2 * len(words) + 2] if t.text in words]
    kinds = {t.ent_type_ for t in tokens if t.ent_type_}
    if label.isupper() and len(label) > 2 and (alternating or all(t.pos_ == "PROPN" for t in tokens)):
        return not kinds & {"DATE", "TIME", "CARDINAL", "FAC"}
    return "PERSON" in kinds


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
