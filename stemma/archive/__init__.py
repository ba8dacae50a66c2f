"""Archives: a million pages read, grouped and told by many workers, into tables."""

from stemma.archive.options import ArchiveOptions, ArchivePlan

__all__ = ["ArchiveOptions", "ArchivePlan"]
