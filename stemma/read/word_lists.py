"""The lists of general knowledge that ship with the package, read once from ``data``."""

from functools import cache
from importlib.resources import files


@cache
def load_lines(name: str) -> tuple[str, ...]:
    """The lines of ``data/<name>`` that are neither blank nor comments."""
    text = files("stemma.read").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("# "))


@cache
def load_sections(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sections of ``data/<name>``: what stands in brackets over each, and its lines."""
    sections: list[tuple[str, list[str]]] = []
    for line in load_lines(name):
        if line.startswith("[") and line.endswith("]") and " | " in line:
            sections.append((line[1:-1], []))
        else:
            sections[-1][1].append(line)
    return tuple((head, tuple(lines)) for head, lines in sections)
