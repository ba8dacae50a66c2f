"""Quotations given to their speakers: the cue beside a quotation, or the speaker before who goes on."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from stemma.annotate.attribution_frames import Frame
from stemma.annotate.attribution_items import Item, is_weak
from stemma.annotate.attribution_subjects import find_subject
from stemma.annotate.cues import weigh_cue
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.quotes import Quotation
from stemma.annotate.sources import HE, PERSON_ROLES, SHE

_LONGEST_NAME = 4


def give_quotations(
    passage: ParsedPassage,
    number: int,
    speech: list[Quotation],
    inside: list[int],
    items: dict[int, Item],
    last: Item | None,
) -> None:
    """Add each quotation of a passage to the item that speaks it, making the item where the parse gave none.

    ``inside`` holds for each token the number of its quotation or -1; ``items`` are by their cue's token;
    ``last`` is the speaker of the passages before.
    """
    doc = passage.doc
    carried = last
    pending = _cue_before_colon(doc, inside)
    if pending is not None and pending not in items:
        items[pending] = Item(passage=number, frame=_bare_frame(doc, pending, inside), content=[])
    for at, quotation in enumerate(speech):
        host = _find_host(doc, passage, number, at, speech, inside, items)
        if host is None:
            host = _open_by_colon(passage, number, quotation, inside, items)
        if host is None:
            host = _latest_before(passage, items, quotation) or carried
            if not _carries(passage, quotation, host, number):
                host = None
        if host is not None:
            host.quotes.append(quotation)
            host.direct += quotation.end - quotation.start
            carried = host


def _cue_before_colon(doc: Doc, inside: list[int]) -> int | None:
    """The cue of a passage that ends in a colon: it speaks in the next passage."""
    end = len(doc)
    while end > 0 and doc[end - 1].is_space:
        end -= 1
    if end < 2 or doc[end - 1].text != ":":
        return None
    for place in range(end - 2, max(-1, end - 40), -1):
        token = doc[place]
        if inside[place] < 0 and token.pos_ == "VERB" and weigh_cue(token.lemma_.lower(), "clause", "who") >= 0.6:
            return place
        if token.is_sent_start:
            break
    return None


def _open_by_colon(
    passage: ParsedPassage, number: int, quotation: Quotation, inside: list[int], items: dict[int, Item]
) -> Item | None:
    """ "The coach was blunt: “...”": with no verb of saying, the person whom the clause before the colon is about."""
    doc = passage.doc
    before = doc.char_span(0, quotation.start - passage.start, alignment_mode="contract")
    if before is None or not before.text.rstrip().endswith(":"):
        return None
    colon = next(t.i for t in reversed(before) if not t.is_space)
    first = doc[max(0, colon - 1)].sent.start
    clause = [t for t in doc[first:colon] if inside[t.i] < 0]
    verb = next((t for t in clause if t.pos_ in ("VERB", "AUX") and t.dep_ in ("ROOT", "ccomp", "conj")), None)
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None) if verb is not None else None
    if verb is None and 0 < len(clause) <= _LONGEST_NAME and clause[-1].pos_ == "PROPN":
        verb = subject = clause[-1]  # "Simon Keller: “...”"
    if verb is None or subject is None or verb.i in items or not _is_person(subject):
        return None
    frame = replace(_bare_frame(doc, verb.i, inside), source=(subject.left_edge.i, subject.i + 1), speaker=subject.i)
    items[verb.i] = Item(passage=number, frame=frame, content=[])
    return items[verb.i]


def _is_person(token: Token) -> bool:
    named = token.ent_type_ == "PERSON" or token.lower_ in HE or token.lower_ in SHE
    return named or token.lemma_.lower() in PERSON_ROLES


def _find_host(
    doc: Doc,
    passage: ParsedPassage,
    number: int,
    at: int,
    speech: list[Quotation],
    inside: list[int],
    items: dict[int, Item],
) -> Item | None:
    """The attribution whose cue stands beside quotation ``at``, made where the parse gave none."""
    quotation = speech[at]
    tokens = doc.char_span(quotation.start - passage.start, quotation.end - passage.start, alignment_mode="expand")
    if tokens is None:
        return None
    nearest: tuple[float, int] | None = None
    for place, distance in _places_beside(doc, tokens.start, tokens.end, inside, at):
        token = doc[place]
        if token.pos_ not in ("VERB", "AUX") and place not in items:
            continue
        held = items.get(place)
        covers = held is not None and any(s.start < quotation.end and s.end > quotation.start for s in held.content)
        if covers and held is not None:
            return held
        weight = weigh_cue(token.lemma_.lower(), "clause", "who") if token.pos_ == "VERB" else 0.0
        if weight >= 0.6 and (nearest is None or distance < nearest[0]):
            nearest = (distance, place)
    if nearest is None:
        return None
    held = items.get(nearest[1])
    if held is None:
        held = items[nearest[1]] = Item(passage=number, frame=_bare_frame(doc, nearest[1], inside), content=[])
    return held


def _places_beside(doc: Doc, start: int, end: int, inside: list[int], at: int) -> list[tuple[int, float]]:
    """Tokens outside quotations in the sentences that quotation touches, with their distance from it."""
    out: list[tuple[int, float]] = []
    stop = doc[min(end, len(doc)) - 1].sent.end
    if (stop == end and end < len(doc) and doc[end - 1].text not in ".!?" and not doc[end].is_title) or (
        stop == end and end < len(doc) and _opens_with_cue(doc, end)
    ):
        stop = doc[end].sent.end
    for place in range(end, min(stop, end + 40)):
        if inside[place] >= 0:
            break
        out.append((place, place - end))
    first = doc[start].sent.start
    if first == start and start > 0 and doc[start - 1].text in (":", ","):
        first = doc[start - 1].sent.start
    for place in range(start - 1, max(first, start - 40) - 1, -1):
        if inside[place] >= 0:
            break
        out.append((place, start - place + 2.5))
    return out


def _opens_with_cue(doc: Doc, end: int) -> bool:
    """After a quotation that the parser took for a whole sentence: "said Lee", "Ann Lee said", "she added"."""
    before = doc[end - 2].text if end >= 2 else ""
    if before not in (",", "?", "!", "—", "–"):
        return False
    return any(t.pos_ == "VERB" and weigh_cue(t.lemma_.lower(), "clause", "who") >= 0.6 for t in doc[end : end + 8])


def _bare_frame(doc: Doc, place: int, inside: list[int]) -> Frame:
    verb = doc[place]
    source, speaker = find_subject(verb)
    if speaker is not None and inside[speaker] >= 0:
        source, speaker = None, None
    if speaker is None:
        for step in (1, -1):
            beside = place + step
            if 0 <= beside < len(doc) and inside[beside] < 0 and doc[beside].pos_ in ("PROPN", "PRON", "DET", "NOUN"):
                noun = doc[beside]
                while (
                    noun.head.i != noun.i and noun.dep_ in ("compound", "det", "amod", "poss") and noun.head.i != place
                ):
                    noun = noun.head
                if inside[noun.i] < 0:
                    low, high = min(noun.left_edge.i, noun.i), noun.i + 1
                    source, speaker = (low, high), noun.i
                break
    return Frame(
        verb=place,
        cue=((place, place + 1),),
        source=source,
        speaker=speaker,
        content=(),
        construction="quotation",
        subject="who",
        weight=1.0,
    )


def _latest_before(passage: ParsedPassage, items: dict[int, Item], quotation: Quotation) -> Item | None:
    """The last that speaks in this passage before a quotation."""
    doc = passage.doc
    speaking = [
        (verb, item)
        for verb, item in items.items()
        if passage.start + doc[verb].idx < quotation.start
        and item.frame.speaker is not None
        and (item.direct or not is_weak(doc, item))
    ]
    latest: Item | None = None
    for verb, item in sorted(speaking, key=lambda pair: pair[0]):
        # What is said inside another's words ("Lee said Rome refused") gives no speaker for what follows.
        if latest is None or not any(a <= verb < b for a, b in latest.frame.content):
            latest = item
    return latest


def _carries(passage: ParsedPassage, quotation: Quotation, carried: Item | None, number: int) -> bool:
    """Whether a quotation with no cue beside it goes on with the speaker before."""
    if carried is None or carried.frame.speaker is None:
        return False
    text = passage.doc.text
    if carried.passage == number or (carried.quotes and carried.quotes[-1].passage == number):
        before = text[: quotation.start - passage.start].rstrip()
        return not before or before[-1] in ".!?:”\"’'…—–,"
    latest = carried.quotes[-1].passage if carried.quotes else carried.passage
    whole = not text[: quotation.start - passage.start].strip()
    return whole and number - latest <= 1
