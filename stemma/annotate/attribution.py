"""Attribution: who says what, in the words of the article.

Frames from the parse give source, cue and content; quotations in marks are then given to the cue beside them,
or carried over from the speaker before; pronouns and roles are led back to names; what is said inside what
another says gets a chain, nearest source first.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from stemma.annotate.attribution_asides import clause_bounds, propose_asides
from stemma.annotate.attribution_chain import link_chains, name_sources
from stemma.annotate.attribution_extents import Range, subtract
from stemma.annotate.attribution_figures import propose_figures
from stemma.annotate.attribution_frames import Frame, propose_frames
from stemma.annotate.attribution_headline import propose_headline_frame
from stemma.annotate.attribution_items import Item, is_telling, is_weak
from stemma.annotate.attribution_labels import propose_labels
from stemma.annotate.attribution_quotes import give_quotations
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.quotes import Quotation, mark_quotations
from stemma.annotate.source_memory import Memory
from stemma.annotate.sources import Naming
from stemma.model.annotation import Attribution, Quoted
from stemma.model.span import Span

THRESHOLD = 0.4
"""Least weight of a frame that is kept."""

_SURE = ("clause", "aside", "as", "according", "label", "headline")
"""Constructions of the parse that no frame found by words replaces."""


def find_attributions(
    passages: Sequence[ParsedPassage],
    *,
    naming: Naming | None = None,
    credit: str | None = None,
    thoughts: bool = False,
) -> tuple[Attribution, ...]:
    """Every attribution of an article, in document order.

    With ``thoughts`` also those that report no words: what a source is said to want, think or do with words
    ("endorsed the bill", "hoped to stay"), with ``quoted`` as ``none``. Such a claim is the writer's own.

    ``passages`` in document order; ``naming`` is what the story knows of the article's names; ``credit`` is the
    agency that the whole article is credited to: what "the agency" means where no other is named. Never raises on
    odd text.
    """
    quotations = mark_quotations(passages)
    by_passage: list[list[Quotation]] = [[] for _ in passages]
    for quotation in quotations:
        by_passage[quotation.passage].append(quotation)
    labels = propose_labels(passages)
    memory = Memory()
    if credit:
        memory.note_credit(credit)
    if naming:
        memory.expect(name for span in naming.spans if (name := naming.name_of(*span)))
    items: list[Item] = []
    read: list[tuple[ParsedPassage, list[Item]]] = []
    last: Item | None = None
    for number, passage in enumerate(passages):
        found = _read_passage(number, passage, by_passage[number], last, labels.get(number))
        read.append((passage, found))
        items += found
        speakers = [i for i in found if i.frame.speaker is not None and (i.direct or not is_weak(passage.doc, i))]
        if speakers and passage.doc.text.rstrip().endswith(":"):
            last = next((i for i in reversed(speakers) if not i.content and not i.direct), None)
        elif speakers:
            last = next((i for i in reversed(speakers) if i.direct), speakers[-1])
        elif last is not None and number - last.passage > 1 and not by_passage[number]:
            last = None
    # A headline's "minister" is named in the text below it.
    for passage, found in sorted(read, key=lambda r: r[0].part in ("headline", "deck")):
        name_sources(passage, found, memory, naming)
        link_chains(passage.doc, passage.start, found)
    if not thoughts:
        for item in items:
            _widen(passages[item.passage], item)
    finished = [_finish(passages[i.passage], i, by_passage) for i in items]
    return tuple(a for a in finished if a is not None and (thoughts or a.quoted != "none"))


def _read_passage(
    number: int, passage: ParsedPassage, quotations: list[Quotation], last: Item | None, label: Frame | None
) -> list[Item]:
    doc = passage.doc
    speech = [q for q in quotations if q.kind == "speech"]
    inside = tokens_inside(passage, speech)
    frames: dict[int, Frame] = {}
    if passage.part in ("headline", "deck"):
        headline = propose_headline_frame(doc)
        if headline is not None:
            frames[headline.verb] = headline
    if label is not None:
        frames[label.verb] = label
    for frame in propose_frames(doc):
        held = bool(frame.content) or frame.construction == "according"
        if inside[frame.verb] < 0 and held and frame.weight >= THRESHOLD:
            known = frames.get(frame.verb)
            if known is None or frame.weight > known.weight:
                frames[frame.verb] = frame
    for frame in propose_figures(doc):
        known = frames.get(frame.verb)
        if inside[frame.verb] < 0 and (known is None or not known.construction.startswith(_SURE)):
            frames[frame.verb] = frame
    for frame in propose_asides(doc):
        if inside[frame.verb] < 0 and _stands_in(frames.get(frame.verb)):
            frames[frame.verb] = frame
    items = {
        verb: Item(passage=number, frame=frame, content=_spans(passage, frame.content))
        for verb, frame in sorted(frames.items())
    }
    _round_out(passage, items)
    give_quotations(passage, number, speech, inside, items, last)
    return [items[verb] for verb in sorted(items)]


def _round_out(passage: ParsedPassage, items: dict[int, Item]) -> None:
    """Give an aside what follows it in its sentence: ", said Lee, although the norm allows it."

    A parser hangs such a clause on the verb of saying, as if it told when or how it was said.
    """
    doc = passage.doc
    for verb, item in items.items():
        frame = item.frame
        if frame.construction not in ("aside", "clause") or frame.source is None or not frame.content:
            continue
        start = max(verb + 1, frame.source[1])
        low, high = clause_bounds(doc[verb].sent, min(verb, frame.source[0]), start)
        after = next((t.i for t in doc[start:high] if t.text == ","), high)
        others = [i for v, i in items.items() if v != verb and low <= v < high and not is_weak(doc, i)]
        sure = [i for i in others if i.frame.verb < after or i.frame.construction.startswith(_SURE)]
        if frame.content[-1][1] > verb or after >= high - 2 or sure:
            continue
        content = tuple(subtract(doc, [*frame.content, (after, high)], [frame.source, *frame.cue]))
        item.frame = replace(frame, content=content)
        item.content = _spans(passage, content)


def _stands_in(known: Frame | None) -> bool:
    """Whether an aside found by its words replaces what the parse gave for its verb."""
    if known is None or known.speaker is None:
        return True
    return not known.construction.startswith(_SURE)


def tokens_inside(passage: ParsedPassage, speech: list[Quotation]) -> list[int]:
    """For each token of the passage the number of the quotation it stands in, or -1."""
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


def _widen(passage: ParsedPassage, item: Item) -> None:
    """What is told by a deed is told by the whole clause: "the union announced a strike"."""
    frame = item.frame
    if item.content and frame.source and frame.source[1] <= frame.verb and is_telling(passage.doc, item):
        start = Span(*passage.offset(passage.doc[frame.source[0] : frame.source[1]])).start
        item.content = [Span(min(start, item.content[0].start), item.content[-1].end)]


def _finish(passage: ParsedPassage, item: Item, by_passage: list[list[Quotation]]) -> Attribution | None:
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


def _quoted(doc: Doc, spans: list[Span], item: Item, by_passage: list[list[Quotation]]) -> Quoted:
    marked = [q for q in by_passage[item.passage] if q.kind != "title"] + [
        q for q in item.quotes if q.passage != item.passage
    ]
    total = sum(s.end - s.start for s in spans)
    both = sum(max(0, min(s.end, q.end) - max(s.start, q.start)) for s in spans for q in marked)
    if not both or (both < 20 and is_weak(doc, item)):
        return "none" if is_weak(doc, item) else "indirect"
    return "direct" if both >= 0.95 * total - 2 else "mixed"
