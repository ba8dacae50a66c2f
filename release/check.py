"""What is looked at before a release: ``make release-check``.

    python -m release.check [--python 3.12 ...] [--keep FOLDER]

1. The distributions: built twice, from two copies of the last commit in different places, they are the same bytes; and
   the wheel that the source distribution makes is the wheel.
2. Clean environments of each Python, with the base alone and with every extra: ``import stemma`` loads nothing else,
   ``stemma doctor`` finds all whole, ``stemma demo`` tells the same dossier to the byte in all of them.
3. Licences of all that is installed: none that binds what is built with it (GPL, AGPL), none unknown.
4. The weights that the release loads are those of the table, and each has a licence.
5. A list of what is in it (CycloneDX), written to ``dist/``.

Wants git, the network, and each Python; uses uv where there is one. Ends with 1 where anything is not as it should be.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from release.building import build_twice
from release.installing import PYTHONS, Installed, find_python, install_wheel, look_at
from release.licences import judge_licences, read_environment
from release.sbom import describe_contents

ROOT = Path(__file__).parents[1]


def check_release(pythons: list[str], folder: Path) -> Iterator[str]:
    """Do all of it, telling what was found on stdout; yields what is wrong."""
    dist = ROOT / "dist"
    wheel, wrong = build_twice(ROOT, dist, folder)
    yield from wrong
    print(f"built: {', '.join(sorted(path.name for path in dist.iterdir()))}")
    seen: dict[str, str] = {}
    last: Installed | None = None
    for number in pythons:
        python = find_python(number)
        if python is None:
            yield f"Python {number} is not to be found here: put it on the PATH, or name others with --python"
            continue
        for extras in (False, True):
            installed = install_wheel(wheel, python, folder / f"{number}-{'all' if extras else 'base'}", extras=extras)
            wrong, told = look_at(installed)
            yield from (f"Python {number}, {installed.kind}: {one}" for one in wrong)
            seen[f"{number}, {installed.kind}"] = told
            print(f"Python {number}, {installed.kind}: {installed.packages} packages, dossier {told[:16]}")
            last = installed if extras else last
    # Extras add to what can be done; what the base does, it does as before.
    ways = {told for told in seen.values() if told}
    if len(ways) > 1:
        yield f"the example story is told in {len(ways)} ways: {seen}"
    if last is not None:
        packages = read_environment(last.site)
        yield from judge_licences(packages)
        contents = describe_contents(packages, ROOT)
        (dist / "sbom.cdx.json").write_text(json.dumps(contents, indent=2) + "\n", encoding="utf-8")
        print(f"written: dist/sbom.cdx.json, {len(contents['components'])} components")


def main() -> int:
    """Run it from the command line."""
    given = argparse.ArgumentParser(description="Look at what would be released.")
    given.add_argument("--python", action="append", metavar="X.Y", help=f"Only these; default {', '.join(PYTHONS)}.")
    given.add_argument("--keep", type=Path, metavar="FOLDER", help="Keep the environments there.")
    options = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="stemma-release-") as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        wrong = list(check_release(options.python or list(PYTHONS), folder))
    for one in wrong:
        print(f"WRONG: {one}", file=sys.stderr)
    print(f"release-check: {len(wrong)} wrong" if wrong else "release-check: all as it should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
