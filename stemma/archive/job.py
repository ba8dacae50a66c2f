"""A job over an archive, from files to tables: the one place that knows the order of its stages."""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from stemma.archive.blocks import Blocks, plan_blocks, sum_hours
from stemma.archive.copying import ASK, EXACT, KEYS, LAY, SEND, MeetDigests, ask_texts, lay_texts, meet_keys, send_texts
from stemma.archive.families import GATHER, NAME, PRINTS, TWINS, GatherFamilies, find_twins, link_prints, name_families
from stemma.archive.families import GRAPH as KIN
from stemma.archive.grouping import BLOCKS, ROUTE, RouteArticles, group_block
from stemma.archive.inputs import Input
from stemma.archive.joining import GRAPH, JOIN, MEET, SETTLE, MeetStories, join_stories, settle_stories
from stemma.archive.options import ArchivePlan
from stemma.archive.pieces import TOLD, plan_pieces, rejoin_portions
from stemma.archive.reading import STAGE as READ
from stemma.archive.reading import ReadInput
from stemma.archive.refining import STAGE as REFINE
from stemma.archive.refining import TOGETHER, RefineSites, SiteKey
from stemma.archive.rejects import STAGE as WRITE_REJECTED
from stemma.archive.rejects import WriteRejects, list_rejects, name_shard
from stemma.archive.rows import find_home
from stemma.archive.schemas import MONTH, make_schema
from stemma.archive.stories import ASSIGN, STORIES, AssignStories, make_stories
from stemma.archive.telling import STAGE as TELL
from stemma.archive.telling import TellStories
from stemma.engine import Dataset, Engine, Progress, Stage
from stemma.engine.parquet import read_table
from stemma.errors import UsageError
from stemma.model.article import Rejected

STEPS = ("read", "copies", "group", "stories", "tell", "write")
"""What a job does, in order; a step is some stages."""
BIG = 20 * TOGETHER
"""Pages of a site from which it goes to several parts."""
SITES = "by-site"
TABLES = ("articles", "copies", "stories", "claims", "findings", "origins", "rejected")
_KNOWN = {name: name for name in ("articles", "named", "twins", "exact", "near")}
"""What is known of articles before they are grouped, by the names of the datasets."""
_SCRATCH = "fetched"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRun:
    """What came of a job."""

    stages: tuple[Stage, ...]
    """In order, the rounds of the components among them."""
    steps: Mapping[str, str]
    """The step that each stage is of, by the stage's name."""
    inputs: tuple[Input, ...]
    """Those that were read."""
    pieces: tuple[str, ...]
    """What was read at a time, named for people, in order."""
    blocks: Blocks
    whole: bool
    """Whether the last step was done."""

    @property
    def quarantined(self) -> tuple[Rejected, ...]:
        """Shards without which the job went on, named for people."""
        return tuple(
            Rejected(item=name_shard(stage.name, one.shard, self.pieces), stage=stage.name, reason=one.reason)
            for stage in self.stages
            for one in stage.quarantined
        )

    @property
    def rejected(self) -> int:
        """How many items could not be used."""
        return sum(sum(one.rejected.values()) for stage in self.stages for one in stage.done)

    @property
    def articles(self) -> int:
        """How many there are, once all steps that put captures of a page together are done."""
        return self.count(REFINE, "articles")

    def count(self, stage: str, name: str) -> int:
        """One of a stage's counts; 0 where there is no such stage."""
        return sum(one.count(name) for one in self.stages if one.name == stage)


def run_archive(
    plan: ArchivePlan, engine: Engine, *, only: str | None = None, tell: Callable[[str], None] | None = None
) -> ArchiveRun:
    """Carry the job out, going on from what is done of it; ``tell`` is called with each step as it begins.

    ``only``: the step that is done and no other. Raises EngineError; UsageError where a step before it is not done.
    """
    job = _Job(plan, engine, only)
    try:
        for step in STEPS:
            if job.begin(step):
                if tell is not None:
                    tell(step)
                getattr(job, step)()
            if step == only:
                break
    finally:
        job.only = None  # the engine goes on telling it of what another job does there
        engine.retries = True
    return ArchiveRun(
        stages=tuple(engine.stages[job.before :]),
        steps=dict(job.steps),
        inputs=job.inputs,
        pieces=job.pieces,
        blocks=job.blocks,
        whole=only in (None, STEPS[-1]),
    )


class _Job:
    """The stages, and the datasets by what is in them; a later stage's dataset takes the place of an earlier one's."""

    def __init__(self, plan: ArchivePlan, engine: Engine, only: str | None) -> None:
        self.plan = plan
        self.engine = engine
        self.only = only
        self.inputs = plan.choose_inputs()
        self.pieces: tuple[str, ...] = ()
        self.before = len(engine.stages)
        self.step = ""
        self.steps: dict[str, str] = {}
        self.held: dict[str, Dataset] = {}
        self.blocks = Blocks(blocks=())
        engine.listen(self._watch)

    def begin(self, step: str) -> bool:
        """Whether there is anything to do in a step, which is the one that is done from now on."""
        self.step = step
        # What a step before the only one lacks is not its business.
        self.engine.retries = self.only in (None, step)
        return step in ("read", "write") or "articles" in self.held

    def read(self) -> None:
        """Inputs to articles, by site, refined and numbered."""
        shards = plan_pieces(self.engine, self.inputs, self.plan.options)
        self.pieces = tuple(shard.given.name for shard in shards)
        scratch = self.plan.work / _SCRATCH
        read = self._keep(self.engine.map_shards(READ, ReadInput(options=self.plan.options, scratch=scratch), shards))
        # What a worker was fetching that was killed.
        shutil.rmtree(scratch, ignore_errors=True)
        if TOLD in self.held:
            rejoin_portions(self.engine, shards, self.held.pop(TOLD))
        found = self.held.pop("articles", None)
        if found is not None:
            key = SiteKey(pieces=count_pieces(read.get_dataset("sites")))
            sites = self.engine.shuffle_by(SITES, found, key)
            self._apply(REFINE, RefineSites(parts=self.engine.parts), rows=sites.datasets["rows"])

    def copies(self) -> None:
        """Copies over the whole archive, each with the later of its articles; families of what prints one text."""
        self._apply(TWINS, find_twins, names="names")
        self._apply(EXACT, MeetDigests(parts=self.engine.parts), wordings="wordings")
        self._apply(KEYS, meet_keys, keys="keys")
        self._apply(ASK, ask_texts, pairs="pairs")
        self.held.pop("pairs", None)
        self._apply(SEND, send_texts, asked="asked", articles="articles")
        self._apply(LAY, lay_texts, pairs="pairs", texts="texts", articles="articles")
        self._apply(PRINTS, link_prints, exact="exact", near="near", twins="twins")
        if "links" in self.held:
            nodes = self.engine.components(KIN, self.held.pop("links"))
            home = self._keep(self.engine.shuffle_by(f"{KIN}-home", nodes, find_node_home)).datasets.get("rows")
            work = GatherFamilies(parts=self.engine.parts)
            self._apply(GATHER, work, heads="heads", nodes=home or nodes, twins="twins")
            self._apply(NAME, name_families, kin="kin")

    def group(self) -> None:
        """Articles to groups: by blocks of time, then over all of them."""
        hours, counts = _read_hours(self.held["hours"])
        self.blocks = plan_blocks(hours, counts, self.plan.options)
        self._apply(ROUTE, RouteArticles(blocks=self.blocks), **_KNOWN)
        routed = {name: self.held.pop(name) for name in ("routed", "copies") if name in self.held}
        self._apply(BLOCKS, group_block, **routed)
        self._apply(MEET, MeetStories(parts=self.engine.parts), places="places")
        self._apply(JOIN, join_stories, met="met")
        nodes = self.engine.components(GRAPH, self.held.pop("edges")) if "edges" in self.held else None
        self._apply(SETTLE, settle_stories, core="core", nodes=nodes)

    def stories(self) -> None:
        """Groups to stories: titles, days, independent texts."""
        self._apply(ASSIGN, AssignStories(parts=self.engine.parts), settled="settled", **_KNOWN)
        self._apply(STORIES, make_stories, assigned="assigned", copies="copies")

    def tell(self) -> None:
        """Some stories, or all, annotated and compared."""
        if self.plan.options.tell > 0:
            self._apply(TELL, TellStories(options=self.plan.options), assigned="assigned")

    def write(self) -> None:
        """The tables that are read by others."""
        none = Dataset(folder=self.plan.work, shards=())
        for name in ("pages", "stories", "links", "claims", "findings", "origins"):
            table = {"pages": "articles", "links": "copies"}.get(name, name)
            target, schema = self.plan.tables / table, make_schema(table)
            self.engine.write(f"write-{table}", self.held.get(name, none), target, schema=schema, by=MONTH)
        shards = list_rejects(self.engine.stages[self.before :], self.pieces)
        target = self.plan.tables / "rejected"
        self.engine.map_shards(WRITE_REJECTED, WriteRejects(target=target), shards, target=target)
        self.engine.sweep()

    def _watch(self, progress: Progress) -> None:
        self.steps[progress.stage] = self.step
        if self.only not in (None, self.step) and progress.done < progress.of:
            raise UsageError(
                f"--only-stage {self.only}: the step before it, {self.step}, is not done ({progress.stage}: "
                f"{progress.done:,} of {progress.of:,} shards): do it first, with --resume --only-stage {self.step}"
            )

    def _apply(self, stage: str, work: Any, **sources: "str | Dataset | None") -> None:
        """Work on parts of datasets, by their names or themselves; what is not there is left out."""
        found = {name: self.held.get(one) if isinstance(one, str) else one for name, one in sources.items()}
        self._keep(self.engine.group_apply(stage, work, {name: one for name, one in found.items() if one is not None}))

    def _keep(self, stage: Stage) -> Stage:
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
