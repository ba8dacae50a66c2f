"""What a caller may choose; written into every dossier, because it is part of what made it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices of one run."""

    one_story: bool = False
    """All articles are one story; False: stories are found."""
    vectors: bool = True
    """Sentence vectors help to align claims; False: character n-grams alone, without onnxruntime."""
