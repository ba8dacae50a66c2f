"""The distributions, built so that anybody who builds them gets the same bytes."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path


def build_twice(root: Path, dist: Path, folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Build the last commit of ``root`` into ``dist``; the wheel, and what is not the same the second time.

    The second copy lies elsewhere, deeper, with other times and rights of files: none of it may show.
    """
    stamp = _run("git", "log", "-1", "--format=%ct", folder=root)
    copies = (folder / "one", folder / "two" / "a-deeper-place")
    outputs = (folder / "built-one", folder / "built-two")
    for copy, output, mask in zip(copies, outputs, (0o022, 0o077), strict=True):
        _export(root, copy, mask)
        _build(copy, output, stamp)
    wrong = [
        f"{name}: not the same bytes when it is built again"
        for name in sorted({path.name for output in outputs for path in output.iterdir()})
        if len({_hash(output / name) for output in outputs}) > 1
    ]
    (wheel,) = outputs[0].glob("*.whl")
    (source,) = outputs[0].glob("*.tar.gz")
    wrong += _rebuild(source, wheel, folder, stamp)
    dist.mkdir(exist_ok=True)
    for old in (*dist.glob("*.whl"), *dist.glob("*.tar.gz")):
        old.unlink()
    for path in (wheel, source):
        shutil.copy(path, dist)
    return dist / wheel.name, tuple(wrong)


def _rebuild(source: Path, wheel: Path, folder: Path, stamp: str) -> list[str]:
    """What is wrong with the wheel that the source distribution makes."""
    with tarfile.open(source) as packed:
        packed.extractall(folder / "unpacked", filter="data")
    (tree,) = (folder / "unpacked").iterdir()
    _build(tree, folder / "built-three", stamp, "--target", "wheel")
    same = _hash(folder / "built-three" / wheel.name) == _hash(wheel)
    return [] if same else [f"{wheel.name}: the source distribution makes another"]


def _export(root: Path, copy: Path, mask: int) -> None:
    copy.mkdir(parents=True)
    packed = copy.with_suffix(".tar")
    _run("git", "archive", "--format=tar", f"--output={packed}", "HEAD", folder=root)
    with tarfile.open(packed) as tar:
        tar.extractall(copy, filter="data")
    packed.unlink()
    for path in copy.rglob("*"):
        path.chmod((0o777 if path.is_dir() else 0o666) & ~mask)
        os.utime(path, (mask, mask))


def _build(tree: Path, output: Path, stamp: str, *more: str) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": stamp}
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(output), *more]
    subprocess.run(command, cwd=tree, env=environment, check=True, stdout=subprocess.DEVNULL)


def _run(*command: str, folder: Path) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def _hash(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None
