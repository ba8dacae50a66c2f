"""An encoder that is not there, or no encoder, is told in one clear error that says what to do."""

from pathlib import Path

import pytest

from stemma.compare import vectors
from stemma.errors import MissingPart


@pytest.mark.parametrize("content", [None, b"no model"])
def test_a_folder_without_a_readable_encoder_is_told(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / "aligner.onnx").write_bytes(content)
        (tmp_path / "tokenizer.json").write_bytes(content)
    monkeypatch.setenv(vectors.ENCODER, str(tmp_path))
    vectors._load.cache_clear()
    try:
        with pytest.raises(MissingPart, match="make models"):
            vectors.embed_texts(["The quay is closed"])
    finally:
        vectors._load.cache_clear()
