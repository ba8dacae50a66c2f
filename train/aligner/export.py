"""Write a trained encoder as the int8 ONNX file that ships with the package.

    python -m train.aligner.export TRAINED_FOLDER stemma/compare/data/aligner.onnx

Inputs ``input_ids``, ``attention_mask``, ``token_type_ids`` (batch × tokens, int64); output
``last_hidden_state`` (batch × tokens × 384). Weights are quantised per tensor, activations at run time.
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

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Token vectors."""
        hidden: torch.Tensor = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        return hidden


def main() -> None:
    """Export, quantise, and say size and hash."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    model = AutoModel.from_pretrained(options.trained, attn_implementation="eager").eval()
    sample = torch.ones(2, 8, dtype=torch.long)
    names = ("input_ids", "attention_mask", "token_type_ids")
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            _Hidden(model),
            (sample, sample, torch.zeros_like(sample)),
            str(plain),
            input_names=list(names),
            output_names=["last_hidden_state"],
            dynamic_axes={n: {0: "batch", 1: "tokens"} for n in (*names, "last_hidden_state")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(plain), str(options.target), weight_type=QuantType.QInt8)
    content = options.target.read_bytes()
    print(f"{options.target}: {len(content) / 1e6:.1f} MB, sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
