"""What came of one capture, with the capture itself."""

from dataclasses import dataclass

from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture
from stemma.read.doubles import Again


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came of one capture, beside the capture itself; None where an input held nothing that could be opened."""

    outcome: Article | Again | Rejected
    capture: Capture | None = None
    identity: str = ""
    """That of the capture, by which ``known`` is asked; empty without one."""
    listing: int = 0
    """The number, from 0, of the input that it came of, where several were listed together."""
