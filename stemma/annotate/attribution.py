"""Attribution: who says what, in the words of the article.

Frames from the parse give source, cue and content; quotations in marks are then given to the cue beside them,
or carried over from the speaker before; pronouns and roles are led back to names; what is said inside what
another says gets a chain, nearest source first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from stemma.annotate.attribution_frames import Frame, Range, find_subject, propose_frames
from stemma.annotate.attribution_headline import propose_headline_frame
from stemma.annotate.cues import NAMING, SHOWING, TELLING, weigh_cue
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.quotes import Quotation, mark_quotations
from stemma.annotate.sources import (
    BODY_ROLES,
    PERSON_ROLES,
    PRONOUNS,
    Memory,
    name_source,
)
from stemma.model.annotation import Attribution, Quoted
from stemma.model.span import Span

THRESHOLD = 0.4
"""Least weight of a frame that is kept."""
_MAX_CHAIN = 4


@dataclass(slots=True)
class _Item:
    """An attribution in the making."""

    passage: int
    frame: Frame
    content: list[Span]
    chain: tuple[str, ...] = ()
    resolved: bool = True
    sort: str = "other"
    direct: int = 0
    """Characters of content in quotation marks."""
    quotes: list[Quotation] = field(default_factory=list)


def find_attributions(
    passages: Sequence[ParsedPassage],
    *,
    name_of: Callable[[int, int], str | None] | None = None,
    credit: str | None = None,
) -> tuple[Attribution, ...]:
    """Every attribution of an article, in document order.

    ``quoted`` is ``none`` where the source is said to think, want or do something with words ("endorsed the bill",
    "hopes to stay") and no words of its own are reported: such a claim is the writer's.

    ``passages`` in document order; ``name_of(start, end)`` gives the canonical full name of the mention at that
    span of the article, or None; ``credit`` is the agency that the whole article is credited to: what "the
    agency" means where no other is named. Never raises on odd text.
    """
    quotations = mark_quotations(passages)
    by_passage: list[list[Quotation]] = [[] for _ in passages]
    for quotation in quotations:
        by_passage[quotation.passage].append(quotation)
    memory = Memory()
    if credit:
        memory.note_credit(credit)
    items: list[_Item] = []
    last: _Item | None = None
    for number, passage in enumerate(passages):
        found = _read_passage(number, passage, by_passage[number], last)
        _name_sources(passage, found, memory, name_of)
        _link_chains(passage.doc, passage.start, found)
        items += found
        speakers = [i for i in found if i.frame.speaker is not None and (i.direct or not _is_weak(passage.doc, i))]
        if speakers and passage.doc.text.rstrip().endswith(":"):
            last = next((i for i in reversed(speakers) if not i.content and not i.direct), None)
        elif speakers:
            last = next((i for i in reversed(speakers) if i.direct), speakers[-1])
        elif last is not None and number - last.passage > 1 and not by_passage[number]:
            last = None
    return tuple(a for i in items if (a := _finish(passages[i.passage], i, by_passage)) is not None)


def _read_passage(number: int, passage: ParsedPassage, quotations: list[Quotation], last: _Item | None) -> list[_Item]:
    doc = passage.doc
    speech = [q for q in quotations if q.kind == "speech"]
    inside = _tokens_inside(passage, speech)
    frames: dict[int, Frame] = {}
    if passage.part in ("headline", "deck"):
        headline = propose_headline_frame(doc)
        if headline is not None:
            frames[headline.verb] = headline
    for frame in propose_frames(doc):
        held = bool(frame.content) or frame.construction == "according"
        if inside[frame.verb] < 0 and held and frame.weight >= THRESHOLD:
            known = frames.get(frame.verb)
            if known is None or frame.weight > known.weight:
                frames[frame.verb] = frame
    items = {
        verb: _Item(passage=number, frame=frame, content=_spans(passage, frame.content))
        for verb, frame in sorted(frames.items())
    }
    carried = last
    pending = _cue_before_colon(doc, inside)
    if pending is not None and pending not in items:
        items[pending] = _Item(passage=number, frame=_bare_frame(doc, pending, inside), content=[])
    for at, quotation in enumerate(speech):
        host = _find_host(doc, passage, number, at, speech, inside, items)
        if host is None and _carries(passage, quotation, carried, number):
            host = carried
        if host is not None:
            host.quotes.append(quotation)
            host.direct += quotation.end - quotation.start
            carried = host
    return [items[verb] for verb in sorted(items)]


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


def _tokens_inside(passage: ParsedPassage, speech: list[Quotation]) -> list[int]:
    """For each token the number of the quotation it stands in, or -1."""
    out = [-1] * len(passage.doc)
    at = 0
    for token in passage.doc:
        place = passage.start + token.idx
        while at < len(speech) and speech[at].end <= place:
            at += 1
        if at < len(speech) and speech[at].start <= place:
            out[token.i] = at
    return out


def _spans(passage: ParsedPassage, ranges: Sequence[Range]) -> list[Span]:
    return [Span(*passage.offset(passage.doc[a:b])) for a, b in ranges if a < b]


def _find_host(
    doc: Doc,
    passage: ParsedPassage,
    number: int,
    at: int,
    speech: list[Quotation],
    inside: list[int],
    items: dict[int, _Item],
) -> _Item | None:
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
        held = items[nearest[1]] = _Item(passage=number, frame=_bare_frame(doc, nearest[1], inside), content=[])
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


def _carries(passage: ParsedPassage, quotation: Quotation, carried: _Item | None, number: int) -> bool:
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


def _name_sources(
    passage: ParsedPassage,
    items: list[_Item],
    memory: Memory,
    name_of: Callable[[int, int], str | None] | None,
) -> None:
    """Fill the chains of one passage's items with names, remembering every name on the way."""
    doc = passage.doc
    events: list[tuple[int, int, int]] = []
    events += [(entity.start, 0, n) for n, entity in enumerate(doc.ents)]
    events += [(i.frame.speaker, 1, n) for n, i in enumerate(items) if i.frame.speaker is not None]
    events += [(sentence.start, -1, 0) for sentence in doc.sents]
    entities = doc.ents
    for place, what, n in sorted(events):
        if what < 0:
            memory.next_sentence()
        elif what == 0:
            entity = entities[n]
            if entity.label_ in ("PERSON", "ORG", "GPE"):
                head = entity.root
                name, sort, _ = name_source(passage, head, name_of)
                memory.note(name, sort, head=head, weight=float(head.dep_ in ("nsubj", "nsubjpass")))
        else:
            _name_item(passage, items[n], doc[place].i, memory, name_of)


def _name_item(
    passage: ParsedPassage,
    item: _Item,
    place: int,
    memory: Memory,
    name_of: Callable[[int, int], str | None] | None,
) -> None:
    head = passage.doc[place]
    weight = 1.5 if passage.doc[item.frame.verb].dep_ in ("ROOT", "conj", "parataxis") else 1.2
    if head.lower_ in PRONOUNS:
        known = memory.resolve_pronoun(head.lower_)
        item.chain, item.resolved = ((known.name,), True) if known else ((head.text,), False)
        if known is not None:
            memory.note(known.name, known.sort, head=head, weight=weight, proper=known.proper)
            item.sort = known.sort
        return
    name, sort, proper = name_source(passage, head, name_of)
    if not proper and any(c.lower_ in ("the", "this", "his", "her", "its") for c in head.lefts):
        lemma = head.lemma_.lower()
        if lemma in PERSON_ROLES or lemma in BODY_ROLES:
            known = memory.resolve_role(head) if head.tag_ == "NN" and len(name.split()) <= 2 else None
            if known is not None:
                item.chain = (known.name,)
                memory.note(known.name, known.sort, head=head, weight=weight)
                return
            item.resolved = head.tag_ != "NN" or len(name.split()) > 2
    if not name:
        item.resolved = False
        return
    name = memory.full_name(name, sort) if name_of is None else name
    memory.note(name, sort, head=head, weight=weight, proper=proper)
    item.sort = sort
    item.chain = (name,)


def _link_chains(doc: Doc, offset: int, items: list[_Item]) -> None:
    """Put before each source those inside whose words it speaks: ("RIA", "the ministry")."""
    _break_cycles(items)
    owner = [-1] * len(doc)
    sizes = [(sum(b - a for a, b in i.frame.content), n) for n, i in enumerate(items)]
    for _, n in sorted(sizes, reverse=True):
        for a, b in items[n].frame.content:
            owner[a:b] = [n] * (b - a)
    own = [i.chain for i in items]
    outer = [owner[i.frame.verb] for i in items]
    for n, item in enumerate(items):
        seen = [n]
        at = outer[n]
        while at >= 0 and at not in seen and len(seen) <= _MAX_CHAIN:
            seen.append(at)
            at = outer[at]
        names: list[str] = []
        for link in reversed(seen):
            names += [name for name in own[link] if name not in names]
        item.chain = tuple(names)


def _break_cycles(items: list[_Item]) -> None:
    """Of two that hold each other's cue ("..., Lee said, AP reported") the later cue is the outer one."""
    for first, second in zip(items, items[1:], strict=False):
        inner = _range_holding(first.frame, second.frame.verb)
        if inner is None or _range_holding(second.frame, first.frame.verb) is None:
            continue
        kept = tuple(r for r in first.frame.content if r != inner)
        place = first.frame.content.index(inner)
        first.frame = replace(first.frame, content=kept)
        if place < len(first.content):
            del first.content[place]


def _is_weak(doc: Doc, item: _Item) -> bool:
    """Whether an attribution tells what its source thinks, wants or does, and not what it says."""
    frame = item.frame
    lemma = doc[frame.verb].lemma_.lower()
    if frame.construction in ("according", "headline", "quotation", "adverb", "aside", "as"):
        return False
    if frame.construction.startswith("clause"):
        return lemma not in TELLING or (item.sort == "other" and frame.subject == "what" and lemma in SHOWING)
    return lemma not in NAMING


def _range_holding(frame: Frame, token: int) -> Range | None:
    return next((r for r in frame.content if r[0] <= token < r[1]), None)


def _finish(passage: ParsedPassage, item: _Item, by_passage: list[list[Quotation]]) -> Attribution | None:
    frame = item.frame
    spans = _union([*item.content, *(Span(q.start, q.end) for q in item.quotes)])
    if not spans:
        return None
    cue = Span(*passage.offset(passage.doc[frame.cue[0][0] : frame.cue[-1][1]])) if frame.cue else None
    source = Span(*passage.offset(passage.doc[frame.source[0] : frame.source[1]])) if frame.source else None
    return Attribution(
        content=tuple(spans),
        chain=item.chain,
        quoted=_quoted(passage.doc, spans, item, by_passage),
        source=source,
        cue=cue,
        resolved=item.resolved and bool(item.chain),
    )


def _union(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _quoted(doc: Doc, spans: list[Span], item: _Item, by_passage: list[list[Quotation]]) -> Quoted:
    marked = [q for q in by_passage[item.passage] if q.kind != "title"] + [
        q for q in item.quotes if q.passage != item.passage
    ]
    total = sum(s.end - s.start for s in spans)
    both = sum(max(0, min(s.end, q.end) - max(s.start, q.start)) for s in spans for q in marked)
    if not both or (both < 20 and _is_weak(doc, item)):
        return "none" if _is_weak(doc, item) else "indirect"
    return "direct" if both >= 0.95 * total - 2 else "mixed"
