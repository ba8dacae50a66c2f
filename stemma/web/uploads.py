"""Files that were handed in, laid out in a folder under names that can do no harm."""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from stemma.model.overrides import OVERRIDES_FILE

_ODD = re.compile(r"[^\w.\-+() ]|[\x00-\x1f]")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was handed in: what it is called, as the client says, and its bytes, open to be read."""

    name: str
    content: BinaryIO


def clean_name(name: str, number: int) -> str:
    """A name for an uploaded file: its last part alone, of harmless letters, never hidden, never empty.

    ``number`` names what has no name. What a name tells of the kind, its ending, stays.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    last = _ODD.sub("_", "".join(c for c in last if c.isprintable() and not "\ud800" <= c <= "\udfff"))
    last = last.strip(" .")
    stem, dot, ending = last.rpartition(".")
    if len(last.encode()) > 120:
        short = (stem or ending).encode()[:100].decode("utf-8", "ignore")
        last = f"{short}{dot}{ending[:16]}" if stem and len(ending.encode()) <= 16 else short
    if not last or _RESERVED.fullmatch(last) or last == OVERRIDES_FILE:
        last = f"file-{number}{dot + ending if stem and ending.isalnum() else ''}"
    return last


def lay_out(files: Sequence[Upload]) -> Path:
    """Write the files into a new folder, for this user alone; ``remove_folder`` takes it away again."""
    folder = Path(tempfile.mkdtemp(prefix="stemma-job-"))
    try:
        for number, upload in enumerate(files, start=1):
            name = clean_name(upload.name, number)
            target = folder / name
            while target.exists():
                target = folder / f"{number}-{target.name}"
            with target.open("xb") as file:  # x: never onto, or through, what is there
                shutil.copyfileobj(upload.content, file)
    except BaseException:
        remove_folder(folder)
        raise
    return folder


def remove_folder(folder: Path | None) -> None:
    """Take a folder away with all that is in it; None, and one that is gone already, are nothing to do."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
