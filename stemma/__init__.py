"""Stemma: what many outlets' reports of one event say, and how many independent origins stand behind it."""

from stemma.version import __version__

__all__ = ["__version__"]
