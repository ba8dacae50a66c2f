"""A job over an archive, from files to tables: the one place that knows the order of its stages."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from stemma.archive.blocks import Blocks, plan_blocks, sum_hours
from stemma.archive.copying import ASK, EXACT, KEYS, LAY, SEND, MeetDigests, ask_texts, lay_texts, meet_keys, send_texts
from stemma.archive.grouping import BLOCKS, GRAPH, ROUTE, RouteArticles, group_block
from stemma.archive.options import ArchivePlan
from stemma.archive.reading import STAGE as READ
from stemma.archive.reading import ReadInput
from stemma.archive.refining import STAGE as REFINE
from stemma.archive.refining import TOGETHER, RefineSites, SiteKey
from stemma.archive.rows import find_home
from stemma.archive.stories import ASSIGN, STORIES, AssignStories, make_stories
from stemma.archive.telling import STAGE as TELL
from stemma.archive.telling import TellStories
from stemma.engine import Dataset, Engine, Shard, Stage
from stemma.engine.parquet import read_table

BIG = 20 * TOGETHER
"""Pages of a site from which it goes to several parts."""
SITES = "by-site"
TABLES = ("articles", "copies", "stories", "claims", "findings", "origins", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRun:
    """What came of a job."""

    stages: tuple[Stage, ...]
    """In order; those of the components are not among them."""
    blocks: Blocks


def run_archive(plan: ArchivePlan, engine: Engine) -> ArchiveRun:
    """Carry the job out, going on from what is done of it. Raises EngineError."""
    job = _Job(plan, engine)
    job.read()
    if "articles" in job.held:
        job.find_copies()
        job.group()
        job.tell()
        job.write()
    return ArchiveRun(stages=tuple(job.stages), blocks=job.blocks)


class _Job:
    """The stages, and the datasets by what is in them; a later stage's dataset takes the place of an earlier one's."""

    def __init__(self, plan: ArchivePlan, engine: Engine) -> None:
        self.plan = plan
        self.engine = engine
        self.stages: list[Stage] = []
        self.held: dict[str, Dataset] = {}
        self.blocks = Blocks(blocks=())

    def read(self) -> None:
        """Inputs to articles, by site, refined and numbered."""
        inputs = [Shard(name=f"input-{n:06d}", given=name) for n, name in enumerate(self.plan.inputs)]
        read = self._keep(self.engine.map_shards(READ, ReadInput(options=self.plan.options), inputs))
        found = self.held.pop("articles", None)
        if found is not None:
            self._keep(self.engine.shuffle_by(SITES, found, SiteKey(pieces=count_pieces(read.datasets["sites"]))))
            self._apply(REFINE, RefineSites(parts=self.engine.parts), rows="rows")

    def find_copies(self) -> None:
        """Copies over the whole archive; each lies with the later of its articles."""
        self._apply(EXACT, MeetDigests(parts=self.engine.parts), wordings="wordings")
        self._apply(KEYS, meet_keys, keys="keys")
        self._apply(ASK, ask_texts, pairs="pairs")
        self.held.pop("pairs", None)
        self._apply(SEND, send_texts, asked="asked", articles="articles")
        self._apply(LAY, lay_texts, pairs="pairs", texts="texts", articles="articles")

    def group(self) -> None:
        """Articles to stories: by blocks of time, then over all of them."""
        hours, counts = _read_hours(self.held["hours"])
        self.blocks = plan_blocks(hours, counts, self.plan.options)
        copies = {"exact": "exact", "near": "near"}
        self._apply(ROUTE, RouteArticles(blocks=self.blocks), articles="articles", **copies)
        routed = {name: self.held.pop(name) for name in ("routed", "copies") if name in self.held}
        self._apply(BLOCKS, group_block, **routed)
        if "edges" in self.held:
            found = self.engine.components(GRAPH, self.held["edges"])
            self.held.pop("rows")
            self._keep(self.engine.shuffle_by(f"{GRAPH}-home", found, find_node_home))
        else:
            self.held.pop("rows")
        self._apply(ASSIGN, AssignStories(self.engine.parts), articles="articles", nodes="rows", **copies)
        self._apply(STORIES, make_stories, assigned="assigned", copies="copies")

    def tell(self) -> None:
        """Some stories, or all, annotated and compared."""
        if self.plan.options.tell > 0:
            self._apply(TELL, TellStories(options=self.plan.options), assigned="assigned")

    def write(self) -> None:
        """The tables that are read by others."""
        for name in ("pages", "stories", "links", "claims", "findings", "origins"):
            if name in self.held:
                table = {"pages": "articles", "links": "copies"}.get(name, name)
                self._keep(self.engine.write(f"write-{table}", self.held[name], self.plan.out / "tables" / table))

    def _apply(self, stage: str, work: Any, **sources: "str | Dataset") -> None:
        """Work on parts of datasets, by their names or themselves; what is not there is left out."""
        found = {name: self.held.get(one) if isinstance(one, str) else one for name, one in sources.items()}
        self._keep(self.engine.group_apply(stage, work, {name: one for name, one in found.items() if one is not None}))

    def _keep(self, stage: Stage) -> Stage:
        self.stages.append(stage)
        self.held.update({name: one for name, one in stage.datasets.items() if name != "rejected"})
        return stage


def count_pieces(sites: Dataset) -> dict[str, int]:
    """How many parts each large site goes to."""
    counted: Counter[str] = Counter()
    for file in sites.list_files():
        rows = read_table(file)
        for site, pages in zip(rows.column("site").to_pylist(), rows.column("pages").to_pylist(), strict=True):
            counted[site] += pages
    return {site: -(-pages // BIG) for site, pages in sorted(counted.items()) if pages > BIG}


def find_node_home(rows: Any, parts: int) -> Any:
    """Where the article lies that a node of the graph is."""
    return find_home(np.asarray(rows.column("node")))


def _read_hours(hours: Dataset) -> tuple[Any, Any]:
    tables = [read_table(file) for file in hours.list_files()]
    columns = ([np.asarray(table.column(name)) for table in tables] for name in ("hour", "articles"))
    return sum_hours(next(columns), next(columns))
