"""What one worker reads at a time: small inputs together, a large one in portions. The tables show neither."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stemma.archive.inputs import Input, weigh_input
from stemma.archive.options import ArchiveOptions
from stemma.archive.rows import tabulate
from stemma.engine import Dataset, Engine, Result, Shard
from stemma.engine.parquet import read_table
from stemma.engine.tasks import list_rejected, tabulate_rejected
from stemma.model.article import Rejected
from stemma.read.portions import Portion, cut_file
from stemma.read.rejoining import rejoin_rejects

CUT, REJOIN = "read-cut", "read-rejoin"
TOLD = "told"
"""The dataset of what portions could not use, before it is told once."""
MOST_TOGETHER = 100
"""Inputs that are read together, at the most: one that ends its worker takes the others along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Inputs that are read one after the other, or a portion of one."""

    inputs: tuple[Input, ...]
    portion: Portion | None = None

    @property
    def name(self) -> str:
        """What it is called in what people read."""
        first, more = self.inputs[0].name, len(self.inputs) - 1
        if self.portion is not None:
            return f"{first}, bytes {self.portion.start:,} to {self.portion.stop:,}"
        return f"{first}, and {more:,} after it" if more else first


@dataclass(frozen=True, slots=True, kw_only=True)
class CutInput:
    """Work on a shard that is a large input: where it is cut, as a table of portions, one row each."""

    most: int
    """Bytes of a portion, about."""

    def __call__(self, shard: Shard) -> Result:
        """As ``ShardWork``. An input that cannot be read is not cut; whoever reads it says why."""
        given: Input = shard.given
        try:
            portions = cut_file(Path(given.name), self.most)
        except OSError:
            portions = ()
        columns = {
            "media_type": ("string", [one.media_type for one in portions]),
            **{name: ("int64", [getattr(one, name) for one in portions]) for name in ("start", "stop", "number")},
        }
        return Result(tables={"cuts": tabulate(columns)}, counts={"portions": len(portions)})


def plan_pieces(engine: Engine, inputs: Sequence[Input], options: ArchiveOptions) -> list[Shard]:
    """The inputs as shards of work, in their order. Large ones are looked through for where they can be cut."""
    large = [one for one in inputs if "://" not in one.name and (one.size or 0) > options.portion]
    cuts: dict[Input, list[Portion]] = {}
    if large:
        shards = [Shard(name=f"large-{n:06d}", given=one) for n, one in enumerate(large)]
        found = engine.map_shards(CUT, CutInput(most=options.portion), shards).get_dataset("cuts")
        by_shard = {shard.name: shard.given for shard in shards}
        for name, file in zip(found.shards, found.list_files(), strict=True):
            cuts[by_shard[name]] = [Portion(**row) for row in read_table(file).to_pylist()]
    pieces = [
        piece
        for together in gather_small(inputs, options.together)
        for piece in (
            [Piece(inputs=together, portion=one) for one in cuts.get(together[0], ())] or [Piece(inputs=together)]
        )
    ]
    return [Shard(name=f"input-{n:06d}", given=piece) for n, piece in enumerate(pieces)]


def gather_small(inputs: Sequence[Input], most: float) -> Iterator[tuple[Input, ...]]:
    """The inputs in their order, those put together that follow each other and weigh ``most`` bytes at the most."""
    together: list[Input] = []
    weight = 0.0
    for one in inputs:
        more = weigh_input(one)
        if together and (weight + more > most or len(together) == MOST_TOGETHER):
            yield tuple(together)
            together, weight = [], 0.0
        together.append(one)
        weight += more
    if together:
        yield tuple(together)


def rejoin_portions(engine: Engine, shards: Sequence[Shard], told: Dataset) -> None:
    """Tell once what the portions of each input could not use: the stage ``REJOIN``."""
    files: dict[str, list[Path]] = {}
    kinds: dict[str, str] = {}
    by_shard: Mapping[str, Piece] = {shard.name: shard.given for shard in shards}
    for name, file in zip(told.shards, told.list_files(), strict=True):
        piece = by_shard[name]
        assert piece.portion is not None
        files.setdefault(piece.inputs[0].name, []).append(file)
        kinds[piece.inputs[0].name] = piece.portion.media_type
    work = [
        Shard(name=f"large-{n:06d}", given=(source, kinds[source], tuple(found)))
        for n, (source, found) in enumerate(sorted(files.items()))
    ]
    engine.map_shards(REJOIN, rejoin_input, work)


def rejoin_input(shard: Shard) -> Result:
    """Work on what the portions of one input could not use."""
    source, media_type, files = shard.given
    return Result(rejected=rejoin_rejects(source, media_type, (_read_told(file) for file in files)))


def tabulate_told(told: Sequence[tuple[Rejected, bool]]) -> Any:
    """What a portion could not use, each with whether it is a page."""
    table = tabulate_rejected([one for one, _ in told])
    return table.append_column("page", tabulate({"page": ("bool_", [is_page for _, is_page in told])}).column("page"))


def _read_told(file: Path) -> list[tuple[Rejected, bool]]:
    table = read_table(file)
    return list(zip(list_rejected(table.drop_columns(["page"])), table.column("page").to_pylist(), strict=True))
