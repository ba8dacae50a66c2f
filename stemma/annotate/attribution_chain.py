"""Chains: the names of the sources, nearest first, with pronouns and roles led back to names."""

from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from stemma.annotate.attribution_extents import Range, end_of_dateline
from stemma.annotate.attribution_frames import Frame
from stemma.annotate.attribution_items import Item, is_weak
from stemma.annotate.attribution_labels import TURNS
from stemma.annotate.cues import DOCUMENTS, NEWS_AGENCIES, read_words
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.source_memory import Memory
from stemma.annotate.sources import PRONOUNS, ROLES, Naming, name_source

_MAX_CHAIN = 4
_OUTLET_WORDS = NEWS_AGENCIES | read_words("outlet_words")
_MEDIA = frozenset(("statement", "letter", "report", "memo", "post", "bulletin", "note"))
_RELAYING = frozenset(("cite", "quote"))


def name_sources(
    passage: ParsedPassage,
    items: list[Item],
    memory: Memory,
    naming: Naming | None,
) -> None:
    """Fill the chains of one passage's items with names, remembering every name on the way."""
    doc = passage.doc
    events: list[tuple[int, int, int]] = []
    heads = _find_named(passage, naming)
    after = end_of_dateline(doc) if passage.part == "body" else 0
    events += [(start, 0, n) for n, (start, _) in enumerate(heads) if start >= after]
    events += [(i.frame.speaker, 1, n) for n, i in enumerate(items) if i.frame.speaker is not None]
    events += [(sentence.start, -1, 0) for sentence in doc.sents]
    for place, what, n in sorted(events):
        if what < 0:
            memory.next_sentence()
        elif what == 0:
            head = heads[n][1]
            name, sort, _ = name_source(passage, head, naming)
            memory.note(name, sort, head=head, weight=float(head.dep_ in ("nsubj", "nsubjpass")))
        else:
            _name_item(passage, items[n], doc[place].i, memory, naming)


def _find_named(passage: ParsedPassage, naming: Naming | None) -> list[tuple[int, Token]]:
    """Where each name of a passage begins, and its head word: what the tagger found and what the story knows."""
    doc = passage.doc
    found = {e.root.i: (e.start, e.root) for e in doc.ents if e.label_ in ("PERSON", "ORG", "GPE")}
    for start, end in naming.within(passage.start, passage.end) if naming else ():
        words = doc.char_span(start - passage.start, end - passage.start)
        if words is not None and not any(words.start <= head < words.end for head in found):
            found[words.root.i] = (words.start, words.root)
    return sorted(found.values(), key=lambda one: one[0])


def _name_item(
    passage: ParsedPassage,
    item: Item,
    place: int,
    memory: Memory,
    naming: Naming | None,
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
    name, sort, proper = name_source(passage, head, naming)
    if item.frame.construction == "label":
        sort = "person"
        if name in TURNS:
            item.chain, item.resolved = (name,), False
            return
    heading = passage.part in ("headline", "deck")
    bare_role = heading and head.lower_ in ROLES and not head.ent_type_
    if bare_role or (not proper and any(c.lower_ in ("the", "this", "his", "her", "its") for c in head.lefts)):
        lemma = head.lemma_.lower()
        if lemma in ROLES or lemma in DOCUMENTS or (head.tag_ == "NN" and memory.knows_role(lemma)):
            known = memory.resolve_role(head) if head.tag_ in ("NN", "NNP") and len(name.split()) <= 2 else None
            if known is not None:
                item.chain = (known.name,)
                memory.note(known.name, known.sort, head=head, weight=weight)
                return
            item.resolved = head.tag_ != "NN" or len(name.split()) > 2 or lemma in DOCUMENTS
    if not name:
        item.resolved = False
        return
    name = memory.full_name(name, sort) if naming is None else name
    memory.note(name, sort, head=head, weight=weight, proper=proper)
    if passage.doc[item.frame.verb].lemma_ == "report" and sort != "group":
        memory.add_role(name, sort, "report")
    for noun in _MEDIA & {t.lemma_.lower() for a, b in item.frame.cue for t in passage.doc[a:b]}:
        memory.add_role(name, sort, noun)
    item.sort = sort
    before, after = _find_relays(passage, item, naming)
    item.chain = tuple(dict.fromkeys(n for n in (*before, name, *after) if n))


def _find_relays(passage: ParsedPassage, item: Item, naming: Naming | None) -> tuple[list[str], list[str]]:
    """Who passed on the words before the source ("told AP", "quoted by AP") and whom it has them from ("citing")."""
    verb = passage.doc[item.frame.verb]
    after: list[str] = []

    def name(token: Token) -> str:
        return name_source(passage, token, naming)[0]

    hearers = [c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.lemma_ == "tell"]
    before = [name(hearer) for hearer in hearers if _is_outlet(hearer)]
    if verb.lemma_ not in _RELAYING:
        after += [name(noun) for noun in _find_cited(verb)]
    current = verb
    for _ in range(3):
        if current.lemma_ in _RELAYING and current is not verb:
            agents = [c for c in current.children if c.dep_ in ("agent", "prep") and c.lower_ == "by"]
            before += [name(noun) for agent in agents for noun in agent.children if noun.dep_ == "pobj"]
            break
        current = current.head
    return before, after


def _find_cited(verb: Token) -> list[Token]:
    """The nouns after "citing" or "quoting" in the words that follow ``verb``, unless another verb's."""
    doc = verb.doc
    for place in range(verb.i + 1, min(verb.sent.end, verb.i + 30)):
        token = doc[place]
        if token.lower_ in ("citing", "quoting"):
            return [c for c in token.rights if c.dep_ in ("dobj", "pobj")][:1]
        if token.pos_ == "VERB" and token.dep_ in ("ROOT", "conj", "ccomp") and token.head.i != verb.i:
            break
    return []


def _is_outlet(token: Token) -> bool:
    words = {token.lower_, *(c.lower_ for c in token.lefts)}
    return token.pos_ == "PROPN" and bool(words & _OUTLET_WORDS)


def link_chains(doc: Doc, offset: int, items: list[Item]) -> None:
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
            if link == n or not is_weak(doc, items[link]):
                names += [name for name in own[link] if name not in names]
        item.chain = tuple(names)


def _break_cycles(items: list[Item]) -> None:
    """Of two that hold each other's cue ("..., Lee said, AP reported") the later cue is the outer one."""
    for first, second in pairwise(items):
        inner = _range_holding(first.frame, second.frame.verb)
        if inner is None or _range_holding(second.frame, first.frame.verb) is None:
            continue
        kept = tuple(r for r in first.frame.content if r != inner)
        place = first.frame.content.index(inner)
        first.frame = replace(first.frame, content=kept)
        if place < len(first.content):
            del first.content[place]


def _range_holding(frame: Frame, token: int) -> Range | None:
    return next((r for r in frame.content if r[0] <= token < r[1]), None)
