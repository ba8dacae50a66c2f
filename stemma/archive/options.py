"""What a job over an archive is told."""

from dataclasses import dataclass
from pathlib import Path

from stemma.archive.inputs import Input, choose_inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveOptions:
    """How an archive is read, grouped and told: all of it stands in the manifest, and makes another run another."""

    fast: bool = True
    """Pages of which the fast path is sure are decided by it alone."""
    page_limit: float | None = 20.0
    """Seconds of a processor that a page may take."""
    sample: float = 1.0
    """The share of the inputs that is read."""
    tell: float = 1.0
    """The share of the stories that are annotated and compared."""
    at_least: int = 2
    """Articles that a story must have to be told."""
    vectors: bool = False
    """Whether sentence vectors help to compare."""
    parts: int = 16
    """In how many parts datasets are parted."""
    portion: int = 256 << 20
    """Bytes of an input from which it is read in portions, of as many at the most, where it can be cut."""
    together: int = 4 << 20
    """Bytes of small inputs that are read together, as if they were packed."""
    block: int = 20_000
    """Articles that are grouped together, besides those of the days before."""
    margin: int = 10_000
    """Articles of the days before that are grouped with a block, at most."""
    margin_days: int = 4
    """Days before a block whose articles are grouped with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePlan:
    """The inputs and the folder of a job."""

    inputs: tuple[Input, ...]
    """All there are, in order of their names; how many of them are read, ``options.sample`` says."""
    out: Path
    options: ArchiveOptions

    @property
    def work(self) -> Path:
        """Where the stages lie: what a job goes on from."""
        return self.out / "work"

    @property
    def tables(self) -> Path:
        """Where the tables lie, a folder each."""
        return self.out / "tables"

    def choose_inputs(self) -> tuple[Input, ...]:
        """Those that are read."""
        return choose_inputs(self.inputs, self.options.sample)
