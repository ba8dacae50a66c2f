"""The example story that ships with the package: six pages about an invented event."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def demo_pages() -> Traversable:
    """The folder of the six example pages; a real ``Path`` wherever the package is installed unzipped."""
    return files("stemma.demo") / "pages"
