"""The licences of what is installed: read from each package's metadata, judged, none taken on trust."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

FREE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0", "PSF-2.0",
    "Unlicense", "Zlib",
}  # fmt: skip
"""Ask for no more than that they are named."""
WEAK = {"LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-1.1", "MPL-2.0"}
"""Bind changes to the package itself, not what uses it: told, not refused."""
EXTRAS_ALONE = {"psycopg", "psycopg-binary"}
"""Under the LGPL, and in no one's way but theirs who ask for the extra ``postgres``."""
_TOOLS = {"pip", "setuptools", "wheel"}
_SAID = {
    "apache 2.0": "Apache-2.0", "apache license 2.0": "Apache-2.0", "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0", "apache-2.0": "Apache-2.0", "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause", "3-clause bsd license": "BSD-3-Clause", "bsd 3-clause license": "BSD-3-Clause",
    "bsd 2-clause license": "BSD-2-Clause", "bsd-2-clause license": "BSD-2-Clause",
    "the bsd 2-clause license": "BSD-2-Clause", "isc license": "ISC", "isc license (iscl)": "ISC",
    "mit license": "MIT", "the mit license": "MIT", "psfl": "PSF-2.0", "psf": "PSF-2.0",
    "python software foundation license": "PSF-2.0", "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "the unlicense (unlicense)": "Unlicense",
}  # fmt: skip
"""What packages say in words of their own, as SPDX has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An installed package."""

    name: str
    version: str
    licence: str
    """An SPDX expression; what the package says in its own words where it can be read as none; empty: nothing."""
    summary: str


def read_environment(site: Path) -> tuple[Package, ...]:
    """The packages of an environment, by name, without what installs them."""
    found = {
        one.name.lower(): Package(
            name=one.name, version=one.version, licence=read_licence(one), summary=str(one.metadata["Summary"] or "")
        )
        for one in distributions(path=[str(site)])
    }
    return tuple(found[name] for name in sorted(found) if name not in _TOOLS)


def read_licence(package: Distribution) -> str:
    """The licence as an SPDX expression, from the field for it, then from the older ones."""
    metadata = package.metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    said = str(metadata.get("License") or "").strip()
    classes = [line.rpartition("::")[2].strip() for line in metadata.get_all("Classifier") or () if "License" in line]
    for words in (said, *classes):
        if words and "\n" not in words and (known := _name_licence(words)):
            return known
    return said.partition("\n")[0][:60] or ", ".join(classes)


def judge_licence(expression: str) -> str:
    """``free``, ``weak`` or ``refused``: the best of those to choose from, the worst of those that hold together."""
    order = ("free", "weak", "refused")
    choices = []
    for choice in re.split(r"\s+OR\s+", expression.strip("() ")):
        parts = [part.strip("() ") for part in re.split(r"\s+AND\s+|\s+WITH\s+", choice)]
        choices.append(max((_judge_one(part) for part in parts), key=order.index))
    return min(choices, key=order.index)


def judge_licences(packages: Sequence[Package]) -> list[str]:
    """What is wrong with the licences; prints those that bind their own package."""
    wrong, weak = [], []
    for one in packages:
        judged = judge_licence(one.licence)
        if judged == "refused":
            wrong.append(f"{one.name} {one.version}: licence {one.licence or 'not told'}")
        elif judged == "weak":
            weak.append(f"{one.name} ({one.licence})")
            if one.licence.startswith("LGPL") and one.name.lower() not in EXTRAS_ALONE:
                wrong.append(f"{one.name} {one.version}: {one.licence}, and not of the extra postgres alone")
    print(f"licences: {len(packages)} packages; binding their own changes: {', '.join(weak) or 'none'}")
    return wrong


def _judge_one(licence: str) -> str:
    return "free" if licence in FREE else "weak" if licence in WEAK else "refused"


def _name_licence(words: str) -> str | None:
    known = _SAID.get(words.lower(), words)
    return known if judge_licence(known) != "refused" else None
