"""The ``names`` task: grouping names over a topic's articles, on MEANTIME's entity chains (B-cubed)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from spacy.tokens import Doc

from stemma.annotate.entities import group_names
from stemma.annotate.names import find_mentions
from stemma.annotate.parse import load_model
from stemma.annotate.passage import ParsedPassage
from stemma.evaluate.coreference import Chain, score_b3
from stemma.model.annotation import Mention

Place = tuple[str, int]
"""A topic and its article, and where a mention starts in it."""


@dataclass(slots=True)
class _Annotated:
    """One article: its text by sentence, and gold mentions as (start, end, chain)."""

    name: str
    text: str
    sentences: list[tuple[int, int]] = field(default_factory=list)
    gold: list[tuple[int, int, str]] = field(default_factory=list)


def evaluate_names(data: Path, limit: int | None = None) -> dict[str, float]:
    """B-cubed over the named mentions of MEANTIME that a cross-document entity claims (each topic one story).

    ``data`` is the corpus folder. A gold mention (syntactic type NAM), up to its first comma
    ("Springfield, Ohio"), counts as found by the mention of ours with the same words, else by the
    longest that overlaps it; one not found is a cluster of its own, which costs recall. ``found``
    is the share of gold mentions found. ``limit`` articles of each topic.
    """
    gold: dict[str, set[Place]] = defaultdict(set)
    answer: dict[str, set[Place]] = defaultdict(set)
    found = 0
    for topic in sorted(p for p in (data / "intra_cross-doc_annotation").iterdir() if p.is_dir()):
        articles = [_read_article(path) for path in sorted(topic.glob("*.xml"))[:limit]]
        for article, ours in zip(articles, _group(articles), strict=True):
            for start, end, chain in article.gold:
                place = (f"{topic.name}/{article.name}", start)
                gold[f"{topic.name}/{chain}"].add(place)
                comma = article.text.find(",", start, end)
                hit = _match(start, comma if comma > start else end, ours)
                found += hit is not None
                answer[f"{topic.name}/{hit}" if hit else f"missed {place}"].add(place)
    score = score_b3([Chain(chain) for chain in gold.values()], [Chain(group) for group in answer.values()])
    total = sum(map(len, gold.values()))
    return {
        "b3_f1": score.f1,
        "b3_precision": score.precision,
        "b3_recall": score.recall,
        "found": found / max(1, total),
    }


def _match(start: int, end: int, mentions: Iterable[Mention]) -> str | None:
    hits = [m for m in mentions if m.start < end and start < m.end and m.entity]
    if not hits:
        return None
    best = max(hits, key=lambda m: ((m.start, m.end) == (start, end), min(m.end, end) - max(m.start, start), -m.start))
    return best.entity


def _group(articles: list[_Annotated]) -> list[tuple[Mention, ...]]:
    docs: Iterable[Doc] = load_model().pipe((a.text[s:e] for a in articles for s, e in a.sentences), batch_size=64)
    stream = iter(docs)
    found = []
    for article in articles:
        passages = [ParsedPassage(start=s, end=e, part="body", doc=next(stream)) for s, e in article.sentences]
        found.append((article.name, find_mentions(passages)))
    _, grouped = group_names(found, texts={a.name: a.text for a in articles})
    return [grouped[a.name] for a in articles]


def _read_article(path: Path) -> _Annotated:
    """The text rebuilt from the tokens (a space between, none before closing punctuation), and gold chains."""
    root = ElementTree.parse(path).getroot()
    article = _Annotated(name=path.stem, text="")
    places: dict[str, tuple[int, int]] = {}
    parts: list[str] = []
    length, sentence, start = 0, None, 0
    for token in root.iter("token"):
        word = token.text or ""
        if sentence is not None and token.get("sentence") != sentence:
            article.sentences.append((start, length))
            parts.append("\n")
            length += 1
            start = length
        elif parts and not (
            word[:1] in ",.;:!?)%" or word in {"'s", "’s", "'", "n't"} or parts[-1] in {"(", "$", "£", "€"}
        ):
            parts.append(" ")
            length += 1
        sentence = token.get("sentence")
        places[token.get("t_id") or ""] = (length, length + len(word))
        parts.append(word)
        length += len(word)
    article.sentences.append((start, length))
    article.text = "".join(parts)
    article.gold = _read_chains(root, places)
    return article


def _read_chains(root: ElementTree.Element, places: dict[str, tuple[int, int]]) -> list[tuple[int, int, str]]:
    named: dict[str, tuple[int, int]] = {}
    for mention in root.iter("ENTITY_MENTION"):
        anchors = [places[a.get("t_id") or ""] for a in mention.iter("token_anchor") if a.get("t_id") in places]
        if mention.get("syntactic_type") == "NAM" and anchors:
            named[mention.get("m_id") or ""] = (anchors[0][0], anchors[-1][1])
    chains = {e.get("m_id"): e.get("instance_id") or f"{id_of(root)}:{e.get('m_id')}" for e in root.iter("ENTITY")}
    out: dict[int, tuple[int, int, str]] = {}
    for link in root.iter("REFERS_TO"):
        target = link.find("target")
        chain = chains.get(target.get("m_id")) if target is not None else None
        for source in link.iter("source"):
            span = named.get(source.get("m_id") or "")
            if chain and span:
                out.setdefault(span[0], (*span, chain))
    return [out[start] for start in sorted(out)]


def id_of(root: ElementTree.Element) -> str:
    """The article's number."""
    return root.get("doc_id") or ""
