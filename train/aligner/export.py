"""Write a trained encoder as an int8 ONNX file: the one that ships, or a larger one to set in its place.

    python -m train.aligner.export TRAINED_FOLDER stemma/compare/data/aligner.onnx
    python -m train.aligner.export TRAINED_FOLDER models/mpnet/aligner.onnx      # with its tokenizer.json beside it

Inputs ``input_ids``, ``attention_mask`` and, for BERT, ``token_type_ids`` (batch × tokens, int64); output
``last_hidden_state`` (batch × tokens × size). Weights are quantised per channel, activations at run time.
"""

import argparse
import hashlib
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModel


class _Hidden(torch.nn.Module):
    """The transformer, called by position and giving the last hidden state alone."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor | None = None) -> torch.Tensor:
        """Token vectors."""
        more = {} if types is None else {"token_type_ids": types}
        hidden: torch.Tensor = self.model(input_ids=ids, attention_mask=mask, **more).last_hidden_state
        return hidden


def main() -> None:
    """Export, quantise, and say size and hash."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    model = AutoModel.from_pretrained(options.trained, attn_implementation="eager").eval()
    sample = torch.ones(2, 8, dtype=torch.long)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    inputs = [sample, sample, torch.zeros_like(sample)]
    if not getattr(model.config, "type_vocab_size", 0):
        names, inputs = names[:2], inputs[:2]
    options.target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            _Hidden(model),
            tuple(inputs),
            str(plain),
            input_names=names,
            output_names=["last_hidden_state"],
            dynamic_axes={n: {0: "batch", 1: "tokens"} for n in (*names, "last_hidden_state")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(plain), str(options.target), weight_type=QuantType.QInt8, per_channel=True)
    tokenizer = options.target.with_name("tokenizer.json")
    if not tokenizer.exists():
        tokenizer.write_bytes((options.trained / "tokenizer.json").read_bytes())
    content = options.target.read_bytes()
    print(f"{options.target}: {len(content) / 1e6:.1f} MB, sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
