"""Vectors of claims, mean-pooled and of length one, by the encoder that ships with the package.

all-MiniLM-L6-v2 (Reimers & Gurevych 2019, "Sentence-BERT"), taught on invented stories to put claims of
one fact nearer to each other; int8, ONNX. ``docs/aligner.md`` is its model card.
"""

import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from stemma.errors import MissingPart
from stemma.text.weights import ENCODER as SHIPPED
from stemma.text.weights import check_weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ENCODER = "STEMMA_ENCODER"
"""Names a folder with another encoder, ``aligner.onnx`` beside its ``tokenizer.json``; ``make models`` makes one."""
_LONGEST = 128
_BATCH = 32


def name_encoder() -> dict[str, str]:
    """The folder's name of another encoder, to stand among a dossier's settings; empty with the one that ships."""
    chosen = os.environ.get(ENCODER)
    return {"encoder": Path(chosen).name} if chosen else {}


@lru_cache(maxsize=1)
def _load() -> "tuple[Tokenizer, Any]":
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingPart(
            f"Sentence vectors need the package '{error.name}'. Install it with: "
            "pip install onnxruntime tokenizers, or run with --no-vectors."
        ) from error
    chosen = os.environ.get(ENCODER)
    data = Path(chosen) if chosen else files("stemma.compare") / "data"
    if not chosen:
        check_weights(SHIPPED, Path(str(data)), "pip install --force-reinstall --no-deps --no-cache-dir stemma-news")
    elif not (data / "aligner.onnx").is_file() or not (data / "tokenizer.json").is_file():
        raise MissingPart(
            f"{ENCODER} is set to '{chosen}', where there is no aligner.onnx beside a tokenizer.json. "
            "Make one with 'make models', or unset it to use the encoder that ships."
        )
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    try:
        tokenizer = Tokenizer.from_str((data / "tokenizer.json").read_text("utf-8"))
        model = (data / "aligner.onnx").read_bytes()
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # both libraries raise bare exceptions of their own for files that they cannot read
        raise MissingPart(
            f"The encoder in '{chosen or 'the package'}' cannot be read ({str(error)[:120]}). "
            "Make it anew with 'make models', or unset STEMMA_ENCODER; --no-vectors does without one."
        ) from error
    tokenizer.enable_truncation(_LONGEST)
    tokenizer.enable_padding()
    return tokenizer, session


def embed_texts(texts: Sequence[str]) -> NDArray[np.float64]:
    """One row a text, shape (len(texts), size of the encoder: 384), each of length one. Raises MissingPart."""
    if not texts:
        return np.zeros((0, 0))
    tokenizer, session = _load()
    inputs = {i.name for i in session.get_inputs()}
    rows = np.zeros((len(texts), session.get_outputs()[0].shape[-1]))
    # Batches of like length waste no work on padding; the order is fixed by the texts themselves.
    order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), texts[i], i))
    for low in range(0, len(order), _BATCH):
        batch = order[low : low + _BATCH]
        encoded = tokenizer.encode_batch([texts[i] for i in batch])
        ids = np.array([e.ids for e in encoded], dtype=np.int64)
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(None, {name: value for name, value in given.items() if name in inputs})[0]
        pooled = (hidden * mask[:, :, None]).sum(axis=1) / np.maximum(mask.sum(axis=1, keepdims=True), 1)
        rows[batch] = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)
    return rows
