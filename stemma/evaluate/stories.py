"""A dossier's figures against a hand-made gold file of the same story: the task ``stories``.

The rules are those of the scoring script that the labelled stories come with; a test holds the two
together. B-cubed: Bagga and Baldwin 1998.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from stemma.evaluate.comparison import Comparison, Json, f_score, share
from stemma.text.words import count_shingles, fold_text

RELATIONS = ("single", "agree", "compatible", "update", "differ")
CONTRASTS = frozenset({"compatible", "update", "differ"})
TYPED = frozenset({"quantity", "time", "place", "wording"})
METADATA = ("title", "published", "byline", "outlet", "agency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The figures of one dossier, each 0..1 and better when higher, but for ``density``."""

    body: float
    """F1 of the body's characters (text dumps) or 4-word shingles (HTML), mean over articles."""
    metadata: float
    """Share of title, published, byline, outlet and agency that are right; null must be null."""
    citations: float
    """Share of cited spans whose quote is exactly ``text[start:end]``."""
    coverage: float
    """Share of gold claims that some claim covers by half or more."""
    said_by: float
    """F1 of the sources named for the gold claims."""
    findings: float
    """B-cubed F1 over the gold claims."""
    findings_precision: float
    findings_recall: float
    links: float
    """F1 of pairs of gold claims of different articles that are in one finding: the headline figure."""
    shared: float
    """Share of the findings of several articles that join two claims which the gold joins too."""
    relation: float
    """Macro F1 of the five relations over the gold findings."""
    conflicts: float
    """F1 of the findings marked differ, compatible or update."""
    conflicts_typed: float
    """Share of the gold's contrasts of quantity, time, place or wording that were found."""
    origins: float
    """Share of the gold's counts of independent origins that are met exactly."""
    dates: float
    """Share of gold dates found on the matching finding."""
    names: float
    """Share of gold name groups that are whole in one entity, and alone there."""
    density: float
    """Claims in the dossier for one gold claim; far above 1.5 is clutter."""

    def figures(self) -> dict[str, float]:
        """Name to figure, in the order of the fields."""
        return asdict(self)


def score_dossier(dossier: Mapping[str, Any], gold: Mapping[str, Any], folder: Path) -> Scores:
    """Score a dossier (as its JSON) against its gold file (as its JSON), which lies in ``folder``.

    Raises:
        KeyError: either lacks a field of its contract.
        OSError: a gold text that the gold file names is not in ``folder``.
    """
    laid = Comparison(dossier, gold)
    precision, recall = score_bcubed(laid)
    return Scores(
        body=score_bodies(laid, folder),
        metadata=score_metadata(laid),
        citations=score_citations(laid),
        coverage=share((cover for cover in laid.covers if cover), len(laid.claims)),
        said_by=score_sources(laid),
        findings=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        findings_precision=precision,
        findings_recall=recall,
        links=score_links(laid),
        shared=score_shared(laid),
        relation=score_relations(laid),
        conflicts=score_conflicts(laid),
        conflicts_typed=score_typed_conflicts(laid),
        origins=score_origins(laid),
        dates=score_dates(laid),
        names=score_names(laid),
        density=len(cited_claims(dossier)) / len(laid.claims) if laid.claims else 0.0,
    )


def mean_scores(scores: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each figure over the stories."""
    return {name: sum(one[name] for one in scores) / len(scores) for name in scores[0]} if scores else {}


def cited_claims(dossier: Json) -> list[Json]:
    """Every claim that a dossier's findings cite."""
    return [claim for finding in dossier["findings"] for claim in finding["claims"]]


def score_bodies(laid: Comparison, folder: Path) -> float:
    """How well body and furniture were told apart, mean over the gold's articles."""
    scores = [
        score_body(article, gold, folder) if (article := laid.article_of(gold)) else 0.0
        for gold in laid.gold["articles"]
    ]
    return sum(scores) / len(scores) if scores else 1.0


def score_body(article: Json, gold: Json, folder: Path) -> float:
    """F1 of shingles against a gold text, or of characters against gold spans (captions and decks neutral)."""
    text = article["text"]
    if "text_file" in gold:
        wanted = count_shingles(fold_text((folder / gold["text_file"]).read_text(encoding="utf-8")).split())
        got = count_shingles(fold_text(" ".join(text[start:end] for start, end in article.get("body", ()))).split())
        both = (wanted & got).total()
        return f_score(both, got.total() - both, wanted.total() - both)
    neutral = visible_places(text, [*gold.get("caption", ()), *gold.get("deck", ())])
    wanted_places = visible_places(text, gold["body"]) - neutral
    got_places = visible_places(text, article.get("body", ())) - neutral
    return f_score(len(wanted_places & got_places), len(got_places - wanted_places), len(wanted_places - got_places))


def visible_places(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    """The offsets inside ``spans`` that hold no white space."""
    return {place for start, end in spans for place in range(start, min(end, len(text))) if not text[place].isspace()}


def score_metadata(laid: Comparison) -> float:
    """Share of the gold's metadata that is right."""
    asked = [
        (laid.article_of(gold), name, gold[name]) for gold in laid.gold["articles"] for name in METADATA if name in gold
    ]
    return share(
        (1 for article, name, wanted in asked if article and is_right(article.get(name), name, wanted)), len(asked)
    )


def is_right(got: Any, name: str, wanted: str | None) -> bool:
    """Null for null, a date by its day, else either name within the other."""
    if isinstance(got, list):
        got = ", ".join(got)
    if wanted is None:
        return not got
    if not got:
        return False
    if name == "published":
        return is_same_date(got, wanted[:10])
    ours, theirs = fold_text(got), fold_text(wanted)
    return theirs in ours or ours in theirs


def is_same_date(got: str | None, wanted: str) -> bool:
    """As precise as the gold date, or more."""
    return bool(got) and str(got)[: len(wanted)] == wanted


def score_citations(laid: Comparison) -> float:
    """Share of cited spans that are exact; 0 where nothing is cited."""
    cited = cited_claims(laid.dossier)
    exact = sum(
        claim["end"] > claim["start"]
        and laid.texts.get(claim["article"], "")[claim["start"] : claim["end"]] == claim["quote"]
        for claim in cited
    )
    return exact / len(cited) if cited else 0.0


def score_sources(laid: Comparison) -> float:
    """F1 of the sources of the gold claims; a name counts where it holds the other."""
    counts = [
        count_sources(claim.said_by, cover.said_by if cover else ())
        for claim, cover in zip(laid.claims, laid.covers, strict=True)
    ]
    right, wrong, missed = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    return f_score(right, wrong, missed)


def count_sources(labelled: Sequence[str], told: Sequence[str]) -> tuple[int, int, int]:
    """Of the sources of one claim how many are right, wrong and missed."""
    wanted, got = ({fold_text(name) for name in names} for names in (labelled, told))
    hits = sum(any(a and b and (a in b or b in a) for b in got) for a in wanted)
    return hits, max(0, len(got) - hits), len(wanted) - hits


def score_bcubed(laid: Comparison) -> tuple[float, float]:
    """B-cubed precision (over the covered gold claims) and recall (over all)."""
    pairs = [(claim.finding, cover.finding) for claim, cover in zip(laid.claims, laid.covers, strict=True) if cover]
    both, ours = Counter(pairs), Counter(mine for _, mine in pairs)
    theirs = Counter(claim.finding for claim in laid.claims)
    precision = sum(both[pair] / ours[pair[1]] for pair in pairs) / max(1, len(pairs))
    recall = sum(both[pair] / theirs[pair[0]] for pair in pairs) / max(1, len(laid.claims))
    return precision, recall


def score_links(laid: Comparison) -> float:
    """F1 of pairs across articles."""
    return score_pairs(laid, [cover.finding if cover else None for cover in laid.covers])


def score_pairs(laid: Comparison, groups: Sequence[int | None]) -> float:
    """F1 of the pairs across articles that ``groups``, one for each gold claim, join; None joins nothing."""
    right = wrong = missed = 0
    for (one, first), (other, second) in combinations(zip(laid.claims, groups, strict=True), 2):
        if one.article == other.article:
            continue
        joined = first is not None and first == second
        wanted = one.finding == other.finding
        right += joined and wanted
        wrong += joined and not wanted
        missed += wanted and not joined
    return f_score(right, wrong, missed)


def score_shared(laid: Comparison) -> float:
    """Of the findings that join gold claims of several articles, the share that joins a pair the gold joins."""
    held: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for claim, cover in zip(laid.claims, laid.covers, strict=True):
        if cover:
            held[cover.finding].append((claim.article, claim.finding))
    joint = [members for members in held.values() if len({article for article, _ in members}) > 1]
    good = [members for members in joint if any(a[0] != b[0] and a[1] == b[1] for a, b in combinations(members, 2))]
    return len(good) / len(joint) if joint else 0.0


def score_relations(laid: Comparison) -> float:
    """``score_told_relations`` of the gold findings and those that match them."""
    both = zip(laid.gold["findings"], laid.matches, strict=True)
    return score_told_relations([(gold["relation"], match["relation"] if match else None) for gold, match in both])


def score_told_relations(pairs: Sequence[tuple[str, str | None]]) -> float:
    """Macro F1 over the relations that the gold uses, of pairs: the gold's, and ours where there is one."""
    scores = []
    for relation in RELATIONS:
        right = sum(wanted == got == relation for wanted, got in pairs)
        asked = sum(wanted == relation for wanted, _ in pairs)
        given = sum(got == relation for _, got in pairs)
        if asked:
            scores.append(f_score(right, given - right, asked - right))
    return sum(scores) / len(scores) if scores else 1.0


def find_contrasts(laid: Comparison) -> list[tuple[Json, Json | None]]:
    """The gold's contrasts, each with the dossier's finding that matches it."""
    both = zip(laid.gold["findings"], laid.matches, strict=True)
    return [(gold, match) for gold, match in both if gold["relation"] in CONTRASTS]


def is_contrast(match: Json | None) -> bool:
    """The dossier sets values side by side there."""
    return match is not None and match["relation"] in CONTRASTS


def score_conflicts(laid: Comparison) -> float:
    """F1 of the findings set side by side."""
    contrasts = find_contrasts(laid)
    flagged = {finding["id"] for finding in laid.dossier["findings"] if is_contrast(finding)}
    if not contrasts:
        return float(not flagged)
    found = sum(is_contrast(match) for _, match in contrasts)
    wanted = {match["id"] for _, match in contrasts if match}
    return f_score(found, len(flagged - wanted), len(contrasts) - found)


def score_typed_conflicts(laid: Comparison) -> float:
    """Share of the contrasts of typed values that were found."""
    typed = [match for gold, match in find_contrasts(laid) if gold.get("kind") in TYPED]
    return share((match for match in typed if is_contrast(match)), len(typed))


def score_origins(laid: Comparison) -> float:
    """Share of the gold's counts of origins, over findings of several articles, that are met."""
    counted = [
        (gold["origins"], match)
        for gold, match in zip(laid.gold["findings"], laid.matches, strict=True)
        if gold.get("origins") and len({claim["article"] for claim in gold["claims"]}) > 1
    ]
    return share((1 for wanted, match in counted if match and match.get("origins") == wanted), len(counted))


def score_dates(laid: Comparison) -> float:
    """Share of the gold's dates that the matching finding bears."""
    dated = [
        (gold["date"], match)
        for gold, match in zip(laid.gold["findings"], laid.matches, strict=True)
        if gold.get("date")
    ]
    return share((1 for wanted, match in dated if match and is_same_date(match.get("date"), wanted)), len(dated))


def score_names(laid: Comparison) -> float:
    """Share of the gold's groups of names, as far as the pages bear them, that one entity holds whole and unmixed."""
    pages = " " + " ".join(fold_text(text) for text in laid.texts.values()) + " "
    named = [*laid.gold.get("people", ()), *laid.gold.get("places", ())]
    groups = [{word for name in group if f" {(word := fold_text(name))} " in pages} for group in named]
    groups = [group for group in groups if group]
    entities = [
        {fold_text(name) for name in (entity["name"], *entity.get("variants", ()))}
        for entity in laid.dossier.get("entities", ())
    ]
    whole = 0
    for group in groups:
        others = {name for other in groups if other is not group for name in other} - group
        whole += any(group <= entity and not entity & others for entity in entities)
    return whole / len(groups) if groups else 1.0
