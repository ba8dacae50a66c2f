"""A job over an archive on a Slurm cluster: workers come as jobs of their own, by dask-jobqueue.

    pip install 'stemma-news[dask]' 'dask-jobqueue==0.9.0'
    sbatch deploy/slurm/archive.sbatch /data/warc /data/march          # or, on a login node:
    python deploy/slurm/archive.py /data/warc --out /data/march --jobs 40

Folders must lie on a file system that all machines have under one name. A worker that is at the end of its time leaves,
and another takes its place; a shard that it had begun is begun anew. Run the same again where the whole job was ended:
it goes on from what is done.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CORES = 1
"""A worker is one process of one thread; more jobs, not larger ones, make it faster."""


def read_arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What the job is told; what it does not know goes on to ``stemma archive``."""
    parser = argparse.ArgumentParser(description="Run stemma archive on a Slurm cluster.")
    parser.add_argument("inputs", nargs="+", help="WARC files, or folders of them")
    parser.add_argument("--out", required=True, type=Path, help="the folder of the job, on the shared file system")
    parser.add_argument("--jobs", type=int, default=16, help="how many workers")
    parser.add_argument("--memory", default="4GB", help="of each worker")
    parser.add_argument("--walltime", default="04:00:00", help="of each worker")
    parser.add_argument("--partition", help="of Slurm, where it is not the default")
    parser.add_argument("--account", help="of Slurm, where it wants one")
    parser.add_argument("--interface", help="of the network between the machines, such as ib0")
    known, more = parser.parse_known_args(given)
    known.more = more
    return known


def describe_workers(told: argparse.Namespace) -> dict[str, Any]:
    """The options of ``dask_jobqueue.SLURMCluster``."""
    return {
        "cores": CORES,
        "processes": CORES,
        "memory": told.memory,
        "walltime": told.walltime,
        "queue": told.partition,
        "account": told.account,
        "interface": told.interface,
        "job_name": "stemma-worker",
        "log_directory": str(told.out / "logs"),
        "local_directory": "/tmp",
        "python": sys.executable,
        "death_timeout": 300,
        # Some minutes before Slurm ends it, a worker leaves by itself, and not all at once.
        "worker_extra_args": ["--lifetime", f"{count_minutes(told.walltime)}m", "--lifetime-stagger", "3m"],
        "job_script_prologue": ["export OMP_NUM_THREADS=1"],
    }


def count_minutes(walltime: str) -> int:
    """The minutes that a worker may live: ten less than Slurm's ``HH:MM:SS``, and half of it at least."""
    hours, minutes, _ = (int(part) for part in walltime.split(":"))
    whole = hours * 60 + minutes
    return max(whole - 10, whole // 2)


def make_command(told: argparse.Namespace, scheduler: str) -> list[str]:
    """The command that does the job on the cluster whose scheduler is at ``scheduler``, ``tcp://host:port``."""
    engine = f"dask://{scheduler.removeprefix('tcp://')}"
    program = [sys.executable, "-m", "stemma.cli.main", "archive"]
    return [*program, *told.inputs, "--out", str(told.out), "--engine", engine, "--resume", *told.more]


def main(given: Sequence[str] | None = None) -> int:
    """Start the workers, do the job, let them go. Returns the exit code of ``stemma archive``."""
    told = read_arguments(given)
    try:
        from dask_jobqueue import SLURMCluster
    except ImportError:
        sys.stderr.write("dask-jobqueue is not installed. Install it with: pip install 'dask-jobqueue==0.9.0'\n")
        return 2
    (told.out / "logs").mkdir(parents=True, exist_ok=True)
    with SLURMCluster(**describe_workers(told)) as cluster:
        # Slurm ends workers; as many are kept as were asked for.
        cluster.adapt(minimum_jobs=told.jobs, maximum_jobs=told.jobs)
        return subprocess.run(make_command(told, cluster.scheduler_address), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
