"""Fingerprints of articles' own text: what tells, at a bounded cost, which of a heap may share text.

Bodies are folded to words, words and shingles hashed by numpy over many articles at once. Of an article is kept

- a digest of all its words: the same in exact copies alone;
- a sample of its shingles, those whose hash lies below a bound: of two articles the same shingles are sampled, so that
  their number tells how much of the shorter stands in the longer (Broder 1997 calls it containment; "mod p");
- the bands of a MinHash signature (Broder 1997; one permutation: Li, Owen and Zhang 2012; empty bins filled from their
  neighbours: Shrivastava and Li 2014): one band in common is likely for near copies and unlikely for others (LSH).

Nothing depends on the process (Python's own ``hash`` does), on the machine, or on the other articles of a batch.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemma.model.article import Article
from stemma.text.words import fold_text

Hashes = NDArray[np.uint64]

SHINGLE = 6
"""Words of a shingle."""
SAMPLED = 4
"""One shingle of so many is in the sample."""
LEAST_SAMPLE = 16
"""Shingles that a short text gives at least, where it has as many."""
MOST_SAMPLE = 4_096
"""Shingles of a text longer than a book, at most: those with the lowest hashes."""
BINS = 64
BANDS = 16
"""Of four bins each: two texts with half of all their shingles in common share a band with probability .64, with .8 of
them .9998, with a fifth of them .025."""
BAND_BIT = np.uint64(1 << 63)
"""Set in the keys of bands, not set in those of sampled shingles."""

_PIECE = 1 << 18
"""Bytes whose words are hashed at once."""
_BATCH = 1 << 21
"""Bytes of text of which fingerprints are taken at once, where a text is not longer itself."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_UNDONE = np.uint64(pow(int(_FACTOR), -1, 1 << 64))
_SHINGLE_FACTOR = np.uint64(0xD6E8FEB86659FD93)
_BORROWED = np.uint64(0xA0761D6478BD642F)
_MASK = (1 << 64) - 1
_EMPTY = np.uint64(_MASK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprints:
    """Of several articles, in the order given."""

    digests: tuple[bytes, ...]
    """Of all words of each; 16 bytes."""
    words: tuple[int, ...]
    """How many words each has."""
    keys: Hashes
    """Sampled shingles and bands of all, one article after the other; of each once, in ascending order."""
    bounds: NDArray[np.int64]
    """Where the keys of each article begin, and at last where they end."""

    def of(self, number: int) -> Hashes:
        """The keys of one article."""
        return self.keys[self.bounds[number] : self.bounds[number + 1]]


def fold_body(article: Article) -> bytes:
    """The words of the body of ``article``, folded, one space between them; UTF-8."""
    return fold_text(" ".join(article.text[start:end] for start, end in sorted(article.body))).encode(
        "utf-8", "surrogatepass"
    )


def count_words(body: bytes) -> int:
    """How many words a body has, as ``fold_body`` gives it."""
    return body.count(b" ") + 1 if body else 0


def take_fingerprints(bodies: Sequence[bytes]) -> Fingerprints:
    """The fingerprints of texts as ``fold_body`` gives them."""
    parts: list[Hashes] = []
    sizes: list[int] = []
    words: list[int] = []
    for first, end in _batch(bodies):
        batch = bodies[first:end]
        counts = np.array([count_words(body) for body in batch], dtype=np.int64)
        keys, owners = _take_keys(hash_words(b" ".join(filter(None, batch))), counts)
        parts.append(keys)
        sizes += np.bincount(owners, minlength=len(batch)).tolist()
        words += counts.tolist()
    return Fingerprints(
        digests=tuple(hashlib.blake2b(body, digest_size=16).digest() for body in bodies),
        words=tuple(words),
        keys=np.concatenate(parts) if parts else np.empty(0, dtype=np.uint64),
        bounds=np.concatenate(([0], np.cumsum(np.array(sizes, dtype=np.int64)))).astype(np.int64),
    )


def hash_words(text: bytes) -> Hashes:
    """A hash of each word of ``text``, in order; words stand between single spaces."""
    if not text:
        return np.empty(0, dtype=np.uint64)
    hashes = []
    at = 0
    while at < len(text):
        end = len(text)
        if end - at > _PIECE:
            space = text.rfind(b" ", at + 1, at + _PIECE)
            space = space if space > 0 else text.find(b" ", at + _PIECE)
            end = space if space > 0 else len(text)
        hashes.append(_hash_piece(np.frombuffer(text, dtype=np.uint8, count=end - at, offset=at)))
        at = end + (text[end : end + 1] == b" ")
    return np.concatenate(hashes)


def hash_shingles(words: Hashes, size: int) -> Hashes:
    """A hash of each run of ``size`` words, by its first word; empty where there are fewer."""
    count = len(words) - size + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    sums = words[:count].copy()
    for at in range(1, size):
        sums *= _SHINGLE_FACTOR
        sums += words[at : at + count]
    return _mix(sums)


def _mix(hashes: Hashes) -> Hashes:
    """Bits spread over the whole word (the finaliser of SplitMix64, Steele and others 2014); in place."""
    hashes ^= hashes >> np.uint64(30)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes ^= hashes >> np.uint64(27)
    hashes *= np.uint64(0x94D049BB133111EB)
    hashes ^= hashes >> np.uint64(31)
    return hashes


def _power(factor: np.uint64, length: int) -> Hashes:
    powers = np.full(length, factor, dtype=np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)


_BYTES = _mix(np.arange(1, 257, dtype=np.uint64) * _FACTOR)
_POWERS = _power(_FACTOR, _PIECE + 1)
_INVERSE = _power(_UNDONE, _PIECE + 1)


def _hash_piece(piece: NDArray[np.uint8]) -> Hashes:
    """A polynomial over the bytes of each word, as differences of one running sum over the piece."""
    spaces = np.flatnonzero(piece == 32)
    starts = np.concatenate(([0], spaces + 1))
    ends = np.concatenate((spaces, [len(piece)]))
    powers, inverse = _POWERS, _INVERSE
    if len(piece) > len(powers):  # a word longer than a piece
        powers, inverse = _power(_FACTOR, len(piece) + 1), _power(_UNDONE, len(piece) + 1)
    sums = np.zeros(len(piece) + 1, dtype=np.uint64)
    np.cumsum(_BYTES[piece] * powers[: len(piece)], out=sums[1:])
    return _mix((sums[ends] - sums[starts]) * inverse[starts])


def _batch(bodies: Sequence[bytes]) -> list[tuple[int, int]]:
    """First and one past the last of each batch; a text longer than a batch is one alone."""
    batches: list[tuple[int, int]] = []
    first = size = 0
    for number, body in enumerate(bodies):
        if number > first and size + len(body) > _BATCH:
            batches.append((first, number))
            first, size = number, 0
        size += len(body)
    return [*batches, (first, len(bodies))] if bodies else []


def _take_keys(words: Hashes, counts: NDArray[np.int64]) -> tuple[Hashes, NDArray[np.int64]]:
    """Keys of texts whose words follow one another, with the number of the text of each."""
    each = np.repeat(np.arange(len(counts)), np.maximum(counts - SHINGLE + 1, 0))
    ends = np.cumsum(counts)
    # Where the shingle before last of a text ends, the next begins: those across the border are no shingles.
    whole = np.ones(max(len(words) - SHINGLE + 1, 0), dtype=bool)
    for back in range(1, SHINGLE):
        across = ends[:-1] - back
        whole[across[(across >= 0) & (across < len(whole))]] = False
    shingles = hash_shingles(words, SHINGLE)[whole]
    sampled, owners = _sample(shingles, each, len(counts))
    bands, holders = _cut_bands(shingles, each, len(counts))
    keys = np.concatenate((sampled >> np.uint64(1), bands | BAND_BIT))
    owners = np.concatenate((owners, holders))
    order = np.lexsort((keys, owners))
    keys, owners = keys[order], owners[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    return keys[first], owners[first]


def _sample(shingles: Hashes, owners: NDArray[np.int64], texts: int) -> tuple[Hashes, NDArray[np.int64]]:
    """The sampled shingles of each text, with its number."""
    low = shingles < np.uint64(_MASK // SAMPLED)
    sizes = np.bincount(owners, minlength=texts)
    kept = np.bincount(owners[low], minlength=texts)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    few = np.flatnonzero((kept < LEAST_SAMPLE) & (sizes > kept))
    many = np.flatnonzero(kept > MOST_SAMPLE)
    for text, most in [(int(t), LEAST_SAMPLE) for t in few] + [(int(t), MOST_SAMPLE) for t in many]:
        own = shingles[starts[text] : starts[text + 1]]
        distinct = np.unique(own)
        bound = distinct[min(most, len(distinct)) - 1]
        low[starts[text] : starts[text + 1]] = own <= bound
    return shingles[low], owners[low]


def _cut_bands(shingles: Hashes, owners: NDArray[np.int64], texts: int) -> tuple[Hashes, NDArray[np.int64]]:
    """The bands of the MinHash signature of each text that has a shingle, with its number."""
    least = np.full(texts * BINS, _EMPTY, dtype=np.uint64)
    np.minimum.at(least, owners * BINS + (shingles % np.uint64(BINS)).astype(np.int64), shingles >> np.uint64(6))
    signature = least.reshape(texts, BINS)
    there = np.flatnonzero((signature != _EMPTY).any(axis=1))
    signature = signature[there]
    # An empty bin takes what the next filled one to its right has, with how far that is.
    twice = np.arange(2 * BINS)
    filled = np.where(np.tile(signature != _EMPTY, 2), twice, 2 * BINS)
    source = np.minimum.accumulate(filled[:, ::-1], axis=1)[:, ::-1][:, :BINS]
    away = (source - twice[:BINS]).astype(np.uint64)
    signature = np.take_along_axis(signature, source % BINS, axis=1) + away * _BORROWED
    rows = signature.reshape(len(there) * BANDS, BINS // BANDS)
    bands = np.tile(np.arange(1, BANDS + 1, dtype=np.uint64), len(there)) * _FACTOR
    for column in range(rows.shape[1]):
        bands = bands * _SHINGLE_FACTOR + rows[:, column]
    return _mix(bands), np.repeat(there, BANDS)
