"""Tables of words that ship beside this package, a row a line."""

from functools import cache
from importlib.resources import files


@cache
def load_rows(name: str) -> tuple[str, ...]:
    """The lines of ``data/<name>`` that are neither blank nor comments."""
    text = files("stemma.text").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("# "))
