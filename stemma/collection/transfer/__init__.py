"""A whole collection as one file, and back: any store to any store, nothing lost, nothing half taken in."""

from stemma.collection.transfer.exporting import export_collection
from stemma.collection.transfer.importing import Header, check_file, import_collection, is_empty, read_header
from stemma.collection.transfer.lines import FORMAT_VERSION

__all__ = [
    "FORMAT_VERSION",
    "Header",
    "check_file",
    "export_collection",
    "import_collection",
    "is_empty",
    "read_header",
]
