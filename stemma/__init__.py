"""Stemma: what many outlets' reports of one event say, and how many independent origins stand behind it.

    from stemma import make_dossier

    dossier = make_dossier(["pages/"])
    for finding in dossier.findings:
        print(finding.relation, finding.origins, finding.statement)

Importing this package is cheap: what a name needs is loaded when the name is first used.
"""

from typing import TYPE_CHECKING, Any

from stemma.model.showing import draw_by
from stemma.version import __version__

if TYPE_CHECKING:
    from stemma.collection import Collection, open_collection
    from stemma.errors import CheckFailed, MissingPart, NothingUsable, StemmaError, UsageError
    from stemma.model.dossier import Dossier
    from stemma.model.overrides import Overrides
    from stemma.model.settings import Settings
    from stemma.pipeline import Run, make_dossier, make_dossiers

_HOMES = {
    "Collection": "stemma.collection",
    "CheckFailed": "stemma.errors",
    "Dossier": "stemma.model.dossier",
    "MissingPart": "stemma.errors",
    "NothingUsable": "stemma.errors",
    "Overrides": "stemma.model.overrides",
    "Run": "stemma.pipeline",
    "Settings": "stemma.model.settings",
    "StemmaError": "stemma.errors",
    "UsageError": "stemma.errors",
    "make_dossier": "stemma.pipeline",
    "make_dossiers": "stemma.pipeline",
    "open_collection": "stemma.collection",
}

__all__ = [
    "CheckFailed",
    "Collection",
    "Dossier",
    "MissingPart",
    "NothingUsable",
    "Overrides",
    "Run",
    "Settings",
    "StemmaError",
    "UsageError",
    "__version__",
    "make_dossier",
    "make_dossiers",
    "open_collection",
]


def _draw(shown: object) -> str:
    """What a notebook shows; loads what draws it, which needs more than the model does."""
    from stemma.tell.notebook import draw_piece

    return draw_piece(shown)


draw_by(_draw)


def __getattr__(name: str) -> Any:
    """Load a public name from its home on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'stemma' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
