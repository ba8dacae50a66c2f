"""Copies over the whole archive, found as ``stemma.group.copies.heap`` finds them in one heap, by shuffles.

Exact copies meet by the digest of their words; of each such text the earliest article goes on. Fingerprints meet by
their hash, each leading to the eight earliest texts that hold it and no more, so that what stands in thousands of
pages does not make pairs of them. Pairs are summed where the later article lies, the best of them asked for, and the
earlier article's text is sent there and laid beside it.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.archive.rows import HOME, find_home, tabulate, unpack_articles
from stemma.engine import PART, Result, Tables
from stemma.engine.parquet import load_pyarrow, part_of
from stemma.group.copies.candidates import ENOUGH, SharedKeys, choose_best, sum_pairs
from stemma.group.copies.fingerprints import BAND_BIT, count_words, fold_body
from stemma.group.copies.laying import Laying
from stemma.group.copies.postings import HOLDERS
from stemma.group.copies.sets import are_prints
from stemma.model.article import Article
from stemma.text.shared_text import LEAST_WORDS

EXACT, KEYS, ASK, SEND, LAY = "copies-exact", "copies-keys", "copies-ask", "copies-send", "copies-lay"
CUT = "keys_cut"
"""The count of keys that more texts hold than are looked at."""
_KEPT = (("number", "int64"), ("time", "int64"), ("tie", "int64"), ("sample", "int32"), ("reach", "float32"))
_AT_HAND = 256
"""Articles that are kept unpacked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetDigests:
    """Work on wordings parted by digest: ``exact`` copies, and ``keys``, parted, of the first of each text."""

    parts: int

    def __call__(self, part: int, tables: Tables) -> Result:
        """As ``PartWork``."""
        rows = tables["wordings"]
        rows = rows.filter(np.asarray(rows.column("words")) >= LEAST_WORDS)
        number, words = np.asarray(rows.column("number")), np.asarray(rows.column("words"))
        names = rows.column("id").to_pylist()
        _, text = np.unique(_fix_width(rows.column("digest").to_pylist()), return_inverse=True)
        order = np.lexsort((*(np.asarray(rows.column(name)) for name in ("site", "tie", "time")), text))
        begins = np.flatnonzero(np.diff(text[order], prepend=-1)) if len(order) else order
        lead = np.repeat(order[begins], np.diff([*begins, len(order)])) if len(order) else order
        later = order != lead
        first = np.sort(order[begins])
        copies = tabulate_copies(
            [
                (int(number[a]), names[a], int(number[b]), int(words[b]), 1.0, "exact", True)
                for a, b in zip(lead[later].tolist(), order[later].tolist(), strict=True)
            ]
        )
        return Result(tables={"exact": copies, "keys": _spread_keys(rows.take(first), self.parts)})


def meet_keys(part: int, tables: Tables) -> Result:
    """Work on keys parted by their hash: ``pairs`` that share some, parted by where the later one lies."""
    rows = tables["keys"]
    key, number, time, tie = (np.asarray(rows.column(name)) for name in ("key", "number", "time", "tie"))
    order = np.lexsort((number, tie, time, key))
    key = key[order]
    begins = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))) if len(key) else np.empty(0, np.int64)
    sizes = np.diff([*begins, len(key)]) if len(key) else begins
    # Each text of a key is paired with the first texts that hold it and stand before it.
    within = np.arange(len(key)) - np.repeat(begins, sizes)
    much = np.minimum(within, HOLDERS)
    asked = np.repeat(np.arange(len(key)), much)
    ends = np.cumsum(much)
    other = np.repeat(np.repeat(begins, sizes), much) + np.arange(len(asked)) - np.repeat(ends - much, much)
    texts, place = np.unique(number[order], return_inverse=True)
    counts = np.repeat(sizes, sizes)[asked]
    pairs = sum_pairs(place[asked], place[other], (key[asked] & BAND_BIT) != 0, counts, max(len(texts), 1))
    at = np.zeros(len(texts), dtype=np.int64)
    at[place] = order
    one, two = at[pairs.other], at[pairs.asked]
    sample, reach = np.asarray(rows.column("sample")), np.asarray(rows.column("reach"))
    return Result(
        tables={
            "pairs": tabulate(
                {
                    "one": ("int64", number[one]),
                    "other": ("int64", number[two]),
                    "one_time": ("int64", time[one]),
                    "other_time": ("int64", time[two]),
                    "one_tie": ("int64", tie[one]),
                    "other_tie": ("int64", tie[two]),
                    "one_sample": ("int32", sample[one]),
                    "other_sample": ("int32", sample[two]),
                    "one_reach": ("float32", reach[one]),
                    "other_reach": ("float32", reach[two]),
                    "bands": ("int64", pairs.bands),
                    "shared": ("int64", pairs.shared),
                    "held": ("int64", pairs.held),
                },
                part=find_home(number[two]),
            )
        },
        counts={"keys": len(begins), CUT: int((sizes > HOLDERS).sum())},
    )


def ask_texts(part: int, tables: Tables) -> Result:
    """Work on pairs parted by where the later lies: the best of each, ``asked``, parted by where the earlier lies."""
    rows = tables["pairs"]
    one, other = (np.asarray(rows.column(name)) for name in ("one", "other"))
    texts, place = np.unique(np.concatenate((one, other)), return_inverse=True)
    size = max(len(texts), 1)
    time, tie, sample = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64), np.ones((size, 2))
    for at, side in enumerate(("one", "other")):
        own = place[at * len(one) : (at + 1) * len(one)]
        time[own] = np.asarray(rows.column(f"{side}_time"))
        tie[own] = np.asarray(rows.column(f"{side}_tie"))
        sample[own, 0] = np.asarray(rows.column(f"{side}_sample"))
        sample[own, 1] = np.asarray(rows.column(f"{side}_reach"))
    ranks = np.empty(size, dtype=np.int64)
    ranks[np.lexsort((np.arange(size), tie, time))] = np.arange(size)
    best = choose_best(_sum_anew(rows, place, size), ranks, sample)
    chosen = {
        "one": ("int64", texts[best.other] if len(texts) else texts),
        "other": ("int64", texts[best.asked] if len(texts) else texts),
        "turn": ("int64", np.arange(len(best.asked))),
        "alike": ("float64", best.alike),
        "common": ("bool_", best.common),
    }
    return Result(
        tables={"asked": tabulate(chosen, part=find_home(chosen["one"][1]))}, counts={"pairs": len(best.asked)}
    )


def send_texts(part: int, tables: Tables) -> Result:
    """Work on what is asked of the articles of a part: ``pairs`` and ``texts``, parted by where the later lies."""
    asked = tables.get("asked")
    if asked is None or not len(asked) or "articles" not in tables:
        return Result()
    target = find_home(np.asarray(asked.column("other")))
    one = np.asarray(asked.column("one"))
    wanted, each = np.unique(np.stack((target.astype(np.int64), one)), axis=1, return_index=True)
    articles = tables["articles"]
    rows = wanted[1] - (np.int64(part) << HOME)
    return Result(
        tables={
            "pairs": asked.drop_columns([PART]).append_column(PART, [target]),
            "texts": tabulate(
                {
                    "number": ("int64", wanted[1]),
                    "payload": ("large_binary", articles.column("payload").take(rows)),
                },
                part=wanted[0],
            ),
        },
        counts={"texts": len(each)},
    )


def lay_texts(part: int, tables: Tables) -> Result:
    """Work on pairs where the later lies, with the earlier's texts: ``near`` copies, and partial ones."""
    pairs = tables.get("pairs")
    if pairs is None or not len(pairs):
        return Result()
    found = list(_lay_all(part, pairs, tables["articles"], tables["texts"]))
    return Result(tables={"near": tabulate_copies(found)}, counts={"laid": len(pairs), "copies": len(found)})


def gather_copies(tables: Tables) -> Any:
    """All copies of a part, exact and others; None where there are none."""
    found = [tables[name] for name in ("exact", "near") if name in tables]
    return load_pyarrow().concat_tables(found) if found else None


def tabulate_copies(copies: Any) -> Any:
    """Copies as a table, parted by where the later article lies; ``prints``: whether they print one text."""
    kinds = ("int64", "string", "int64", "int32", "float64", "string", "bool_")
    names = ("one", "one_id", "other", "words", "share", "kind", "prints")
    columns = list(zip(*copies, strict=True)) or [()] * len(names)
    return tabulate(
        {name: (kind, list(values)) for name, kind, values in zip(names, kinds, columns, strict=True)},
        part=find_home(np.array(columns[2], dtype=np.int64)),
    )


def _lay_all(part: int, pairs: Any, own: Any, texts: Any) -> Iterator[tuple[Any, ...]]:
    """As ``stemma.group.copies.heap`` lays them: the best first, until enough near copies are found."""
    laying = Laying()
    near: Counter[int] = Counter()
    here, there = own.column("payload"), texts.column("payload")
    sent = {number: row for row, number in enumerate(texts.column("number").to_pylist())}
    pairs = pairs.sort_by([("turn", "ascending")])
    columns = (pairs.column(name).to_pylist() for name in ("one", "other", "alike", "common"))
    earlier: OrderedDict[int, Article] = OrderedDict()
    later: OrderedDict[int, Article] = OrderedDict()
    for one, other, alike, common in zip(*columns, strict=True):
        if near[other] == ENOUGH:
            continue
        first = _open(earlier, one, lambda number: there[sent[number]].as_py())
        second = _open(later, other, lambda number: here[number - (part << HOME)].as_py())
        judged = laying.judge(first, second, alike=alike, common=common)
        if judged:
            words, share, kind = judged
            near[other] += kind == "near"
            lengths = (count_words(fold_body(article)) for article in (first, second))
            yield one, first.id, other, words, share, kind, are_prints(words, share, lengths)


def _open(held: "OrderedDict[int, Article]", number: int, load: Callable[[int], bytes]) -> Article:
    if number not in held:
        (held[number],) = unpack_articles([load(number)])
        if len(held) > _AT_HAND:
            held.popitem(last=False)
    return held[number]


def _sum_anew(rows: Any, place: NDArray[np.intp], size: int) -> SharedKeys:
    """Pairs that several parts of the keys told of, each once."""
    half = len(place) // 2
    pair = place[half:].astype(np.int64) * size + place[:half]
    unique, at = np.unique(pair, return_inverse=True)
    bands, shared = np.zeros(len(unique), dtype=np.int64), np.zeros(len(unique), dtype=np.int64)
    np.add.at(bands, at, np.asarray(rows.column("bands")))
    np.add.at(shared, at, np.asarray(rows.column("shared")))
    held = np.full(len(unique), np.iinfo(np.int32).max, dtype=np.int64)
    np.minimum.at(held, at, np.asarray(rows.column("held")))
    asked, other = np.divmod(unique, size)
    return SharedKeys(asked=asked, other=other, bands=bands, shared=shared, held=held)


def _spread_keys(rows: Any, parts: int) -> Any:
    keys = rows.column("keys").combine_chunks()
    lengths = np.diff(np.asarray(keys.offsets)) if len(keys) else np.empty(0, np.int64)
    every = np.asarray(keys.flatten())
    return tabulate(
        {
            "key": ("uint64", every),
            **{name: (kind, np.repeat(np.asarray(rows.column(name)), lengths)) for name, kind in _KEPT},
        },
        part=part_of(every.view(np.int64), parts),
    )


def _fix_width(digests: list[bytes]) -> NDArray[Any]:
    return np.array([digest.hex() for digest in digests], dtype="U32")
