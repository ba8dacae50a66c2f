"""Makes ``stemma/read/data/block_model.json``: the trees that tell the body of a page from its furniture.

    pip install lightgbm==4.7.0                                     # for training alone; reading needs numpy
    python train/make_block_model.py --data ../shared               # train, write, print figures
    python train/make_block_model.py --data ../shared --cache FILE  # keep what was measured of the pages in FILE

Data: ``text-scrapinghub``, ``text-fundus``, ``text-wcxb``, ``clusters-html`` (bodies copied out by people) and
``text-trafilatura`` (snippets, in many languages) of ``bench/data`` in the folder given. Only sites of one half are
trained on (``Page.unseen`` is false), so that the other half measures pages of sites never seen. Left out besides:
whatever doubles a page of the labelled stories in ``clusters``. The words in the names of elements are weighed, for a
page that is trained on, without the pages of its own site. How sure a page is (``sureness``) is fitted on scores
of trees that saw nothing of the page's site.
Boosting is seeded, on one thread and in sorted order: the same data give the same file.
"""

import argparse
import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import log
from pathlib import Path
from typing import Any

import numpy as np

from stemma.evaluate import texts_pages
from stemma.evaluate.texts_pages import Page
from stemma.evaluate.texts_scores import measure_f1
from stemma.read.block_choice import decode_scores, find_headline, measure_sureness
from stemma.read.block_features import NAMED, NAMES, measure_blocks, measure_names
from stemma.read.block_model import BlockModel, unpack_model
from stemma.read.html_body import locate_body
from stemma.read.lines import Line
from stemma.read.page_nodes import Floats, PageNodes, name_tokens, number_nodes
from stemma.read.page_text import parse_page, prune_hidden
from stemma.read.structured_data import read_page_data
from stemma.text.words import fold_text
from train.page_samples import DOUBLE, is_gold, list_shingles

TARGET = Path(__file__).resolve().parents[1] / "stemma" / "read" / "data" / "block_model.json"
ROUNDS = 120
FOLDS = 4
LEAST_SITES = 12
"""Sites on which a word must name elements before it counts: a word of one outlet's own says nothing of others."""
LEAST_SAYS, MOST_SAYS = 0.7, 4.0
PAGE_WEIGHT = 60.0
"""Every page weighs the same, however long; within it a line weighs by its words."""
SNIPPET_WEIGHT = 4.0
KNOTS = 14
TREES = {
    "objective": "binary", "num_leaves": 24, "learning_rate": 0.08, "min_data_in_leaf": 60, "feature_fraction": 0.4,
    "lambda_l2": 5.0, "max_depth": 8, "num_threads": 1, "deterministic": True, "force_col_wise": True, "seed": 1,
    "verbose": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A page, what was measured of its lines, and what people say of them (not a number: nothing)."""

    page: Page
    lines: tuple[Line, ...]
    covers: tuple[float, ...]
    rows: Floats
    labels: Floats
    nodes: PageNodes
    tokens: tuple[tuple[str, ...], ...]

    @property
    def snippets(self) -> bool:
        """Whether only some of its lines are labelled."""
        return not self.page.body


def list_pages(bench: Path) -> Iterator[Page]:
    """Every page of the benchmarks, in sorted order."""
    return chain(
        texts_pages.list_scrapinghub(bench / "ext-scrapinghub"),
        texts_pages.list_fundus(bench / "ext-fundus-evaluation"),
        texts_pages.list_wcxb(bench / "ext-wcxb"),
        texts_pages.list_trafilatura(bench / "ext-trafilatura"),
        texts_pages.list_clusters(bench / "clusters-html"),
    )


def drop_stories(pages: Iterator[Page], stories: Path) -> Iterator[Page]:
    """The pages whose text is not that of an article of the labelled stories."""
    texts = [path.read_text("utf-8") for path in sorted(stories.glob("*/gold/*.txt"))]
    known = [list_shingles(text) for text in texts]
    names = {folder.name for folder in stories.iterdir()}
    folded = [fold_text(text) for text in texts]
    for page in pages:
        own = list_shingles(" ".join(page.body))
        doubled = bool(page.body) and any(len(own & other) >= DOUBLE * len(own) for other in known)
        quoted = any(len(snippet) > 30 and fold_text(snippet) in text for snippet in page.wanted for text in folded)
        if not doubled and not quoted and not set(page.name.split("/")) & names:
            yield page


def measure_page(page: Page) -> Measured | None:
    """``page`` with its lines measured and told by its gold; None where it has no text."""
    tree = parse_page(page.markup)
    if tree is None:
        return None
    data = read_page_data(tree)
    prune_hidden(tree)
    text, covers, found = locate_body(tree)
    if not text.lines:
        return None
    nodes = number_nodes(text.elements)
    rows = measure_blocks(text, covers=covers, found=found, title_line=find_headline(text, data), names={}, nodes=nodes)
    bare = replace(nodes, elements=())
    tokens = tuple(name_tokens(element) for element in nodes.elements)
    labels = label_lines(page, text.lines)
    return Measured(page=page, lines=text.lines, covers=covers, rows=rows, labels=labels, nodes=bare, tokens=tokens)


def label_lines(page: Page, lines: Sequence[Line]) -> Floats:
    """Of each line 1 where people say that it is body, 0 where not, not a number where they do not say."""
    if page.body:
        gold = "\n".join(part.strip("[]") for part in page.body)
        runs, folded = list_shingles(gold), f" {fold_text(gold)} "
        return np.array([is_gold(line.text, runs, folded) for line in lines], dtype=float)
    labels = np.full(len(lines), np.nan)
    for n, line in enumerate(lines):
        if any(snippet in line.text for snippet in page.wanted):
            labels[n] = 1.0
        if any(snippet in line.text for snippet in page.unwanted):
            labels[n] = 0.0
    return labels


Counts = Mapping[str, Mapping[str, tuple[float, float]]]
Totals = Mapping[str, tuple[float, float]]


def count_tokens(pages: Sequence[Measured]) -> Counts:
    """By word and site: how much body and how much furniture stands within elements that the word names."""
    counts: dict[str, dict[str, tuple[float, float]]] = {}
    for page in pages:
        if page.snippets or not page.labels.sum():
            continue
        letters = np.array([len(line.text) for line in page.lines], dtype=float)
        shares = (page.labels * letters, (1 - page.labels) * letters)
        parts = [page.nodes.gather(part / max(1.0, part.sum())) for part in shares]
        own: dict[str, tuple[float, float]] = {}
        for tokens, body, rest in zip(page.tokens, *parts, strict=True):
            for token in tokens:
                before = own.get(token, (0.0, 0.0))
                own[token] = (min(1.0, before[0] + body), min(1.0, before[1] + rest))
        for token, (body, rest) in own.items():
            sites = counts.setdefault(token, {})
            before = sites.get(page.page.host, (0.0, 0.0))
            sites[page.page.host] = (before[0] + body, before[1] + rest)
    return {token: sites for token, sites in sorted(counts.items()) if len(sites) >= LEAST_SITES}


def weigh_tokens(counts: Counts, totals: Totals, without: str | None = None) -> dict[str, float]:
    """What each word of ``counts`` says for the body, in log-odds; the site ``without`` left out."""
    weights = {}
    for token, (body, rest) in totals.items():
        own = counts[token].get(without or "")
        if len(counts[token]) - (own is not None) >= LEAST_SITES:
            own = own or (0.0, 0.0)
            says = log((max(0.0, body - own[0]) + 0.5) / (max(0.0, rest - own[1]) + 0.5))
            if abs(says) >= LEAST_SAYS:
                weights[token] = round(max(-MOST_SAYS, min(MOST_SAYS, says)), 2)
    return weights


def add_names(page: Measured, names: Mapping[str, float]) -> Floats:
    """The rows of ``page`` with what ``names`` say in them."""
    rows = page.rows.copy()
    rows[:, NAMED] = np.column_stack(measure_names(page.nodes, page.tokens, names))
    return rows


def weigh_lines(page: Measured) -> Floats:
    """How much each line of ``page`` counts."""
    if page.snippets:
        return np.full(len(page.lines), SNIPPET_WEIGHT)
    weights = np.array([min(60, max(2, len(line.text.split()))) ** 0.7 for line in page.lines])
    shares: Floats = weights / weights.sum() * PAGE_WEIGHT
    return shares


def fit_model(pages: Sequence[Measured]) -> dict[str, Any]:
    """The trees and the words, fitted on ``pages``; the content of the file."""
    import lightgbm

    counts = count_tokens(pages)
    totals = {token: (sum(b for b, _ in of.values()), sum(r for _, r in of.values())) for token, of in counts.items()}
    names = weigh_tokens(counts, totals)
    rows, labels, weights = [], [], []
    for page in pages:
        told = ~np.isnan(page.labels)
        if told.any() and (page.snippets or page.labels.sum()):
            rows.append(add_names(page, weigh_tokens(counts, totals, page.page.host))[told])
            labels.append(page.labels[told])
            weights.append(weigh_lines(page)[told])
    data = lightgbm.Dataset(np.vstack(rows), np.concatenate(labels), weight=np.concatenate(weights))
    booster = lightgbm.train(TREES, data, ROUNDS)
    return {
        "names": names,
        "trees": [pack_tree(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]],
    }


def pack_tree(tree: Mapping[str, Any]) -> Any:
    """``tree`` as the file holds it: a leaf is its value, a fork a list of feature, limit, lower and higher."""
    if "leaf_value" in tree:
        return round(tree["leaf_value"], 4)
    if not (tree["decision_type"] == "<=" and tree["missing_type"] == "None"):
        raise ValueError(f"a fork that the reader cannot follow: {tree['decision_type']}, {tree['missing_type']}")
    limit = float(f"{tree['threshold']:.5g}")
    return [NAMES[tree["split_feature"]], limit, pack_tree(tree["left_child"]), pack_tree(tree["right_child"])]


def write_choice(page: Measured, scores: Floats) -> tuple[str, list[bool]]:
    """The text of the lines of ``page`` that are taken for body, captions left out."""
    chosen = decode_scores(page.lines, scores)
    kept = [line.text for line, body in zip(page.lines, chosen, strict=True) if body and line.zone != "caption"]
    return "\n".join(kept), chosen


def score_choice(page: Measured, model: BlockModel) -> tuple[float, float]:
    """The raw sureness of ``page`` and the F1 (runs of four words) of the body found."""
    scores = model.forest.score(add_names(page, model.names))
    text, chosen = write_choice(page, scores)
    gold = "\n".join(part.strip("[]") for part in page.page.body)
    return measure_sureness(page.lines, scores, page.covers, chosen), measure_f1(text, gold)


def fit_sureness(pages: Sequence[Measured]) -> tuple[list[float], list[float]]:
    """The raw sureness and the F1 to expect of it, by pages that the trees did not see (isotonic, few knots)."""
    sites = sorted({page.page.host for page in pages})
    pairs: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        held = set(sites[fold::FOLDS])
        model = unpack_model(fit_model([page for page in pages if page.page.host not in held]))
        pairs += [score_choice(page, model) for page in pages if page.page.host in held and not page.snippets]
    pairs.sort()
    raw, f1 = np.array(pairs).T
    print(f"sureness against F1 over {len(pairs)} pages in {FOLDS} folds: rank correlation {rank(raw, f1):.2f}")
    groups = [(part, f1[part].mean(), len(part)) for part in np.array_split(np.arange(len(pairs)), KNOTS)]
    blocks: list[list[float]] = []
    for part, mean, size in groups:
        blocks.append([float(raw[part].mean()), float(mean), float(size)])
        while len(blocks) > 1 and blocks[-2][1] > blocks[-1][1]:
            after, before = blocks.pop(), blocks.pop()
            whole = before[2] + after[2]
            blocks.append([(before[n] * before[2] + after[n] * after[2]) / whole for n in (0, 1)] + [whole])
    knots = [(0.0, 0.0)] if blocks[0][0] > 0 else []
    knots += [(round(block[0], 4), round(block[1], 4)) for block in blocks]
    return [knot[0] for knot in knots], [knot[1] for knot in knots]


def rank(one: Floats, other: Floats) -> float:
    """Spearman's correlation."""
    first, second = (
        np.argsort(np.argsort(values, kind="stable"), kind="stable").astype(float) for values in (one, other)
    )
    return float(np.corrcoef(first, second)[0, 1])


def print_figures(pages: Sequence[Measured], model: BlockModel, what: str) -> None:
    """The mean F1 (runs of four words) over the pages with a body, and how sureness and F1 go together."""
    full = [page for page in pages if not page.snippets]
    raw, f1 = np.array([score_choice(page, model) for page in full]).T
    print(f"{what}: body F1 {f1.mean():.4f} on {len(full)} pages; rank correlation with sureness {rank(raw, f1):.2f}")
    found = wanted = wrong = 0
    for page in pages:
        if page.snippets:
            text = write_choice(page, model.forest.score(add_names(page, model.names)))[0]
            found += sum(snippet in text for snippet in page.page.wanted)
            wanted += len(page.page.wanted)
            wrong += sum(snippet in text for snippet in page.page.unwanted)
    print(f"{what}: snippets F1 {2 * found / max(1, found + wrong + wanted):.4f}")


def write_table(table: Mapping[str, Any]) -> str:
    """``table`` as JSON, one tree a line."""
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in table["trees"])
    head = json.dumps({"names": table["names"], "sureness": table["sureness"]}, separators=(",", ":"), sort_keys=True)
    return f'{head[:-1]},"trees":[\n{trees}\n]}}\n'


def main() -> None:
    """Measure, train, print what was used and how well it does, write the model."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds bench/data and clusters")
    parser.add_argument("--cache", type=Path, help="a file for what was measured of the pages, made where absent")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    asked = parser.parse_args()
    if asked.cache and asked.cache.exists():
        measured: list[Measured] = pickle.loads(asked.cache.read_bytes())
    else:
        pages = drop_stories(list_pages(asked.data / "bench/data"), asked.data / "clusters")
        measured = [done for page in pages if (done := measure_page(page)) is not None]
        if asked.cache:
            asked.cache.write_bytes(pickle.dumps(measured))
    seen = [page for page in measured if not page.page.unseen]
    lines = sum(len(page.lines) for page in seen)
    print(f"trained on {len(seen)} pages of {len({page.page.host for page in seen})} sites, {lines} lines")
    table = fit_model(seen)
    table["sureness"] = fit_sureness(seen)
    model = unpack_model(table)
    print(f"{len(table['trees'])} trees of {len(model.forest.limit)} nodes, {len(table['names'])} words")
    print_figures(seen, model, "sites trained on")
    print_figures([page for page in measured if page.page.unseen], model, "sites never seen")
    if not asked.dry_run:
        TARGET.write_text(write_table(table), encoding="utf-8")


if __name__ == "__main__":
    main()
