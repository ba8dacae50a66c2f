"""How a dossier shows itself in a notebook, without the model knowing what draws it.

Jupyter and its like ask a value for ``_repr_html_``. Drawing belongs to telling, which stands above the model:
``stemma`` itself says here what draws, and what that needs is loaded when something is drawn first.
"""

from collections.abc import Callable
from typing import Any

Drawing = Callable[[Any], str]
"""Takes one of the model's values and gives HTML."""
_drawings: list[Drawing] = []


def draw_by(drawing: Drawing) -> None:
    """Let ``drawing`` draw what is shown in a notebook from now on."""
    _drawings[:] = [drawing]


class Shown:
    """A value that a notebook shows as HTML; as its plain ``repr`` where nothing draws."""

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        return _drawings[0](self) if _drawings else None
