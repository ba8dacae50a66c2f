"""What a language model of the user's choice is asked, where one is asked at all."""

from dataclasses import dataclass
from typing import Literal

Answer = Literal["same", "different", "unsure"]
"""Whether two claims answer the same question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A sentence to be put in other words, and the cited words that must prove the result."""

    id: str
    sentence: str
    quotes: tuple[str, ...]
