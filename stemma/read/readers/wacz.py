"""WACZ archives (Webrecorder): a zip file whose ``archive/`` folder holds WARC files, each read record by record."""

import io
import tempfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast
from zipfile import ZIP_STORED, BadZipFile, LargeZipFile, ZipFile

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.readers.protocol import Opening, reject
from stemma.read.readers.unpacking import DamagedInput
from stemma.read.readers.warc import READER as WARC

_FOLDER = "archive/"
_ENDINGS = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")
_IN_MEMORY = 32 << 20
_CHUNK = 1 << 20
_DAMAGE = (BadZipFile, LargeZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, ValueError, OSError)
"""What ``zipfile`` raises for zip files that are broken, encrypted or packed in a way that it does not know."""


class WaczReader:
    """The WARC files inside one WACZ file, in the order of their names."""

    name = "wacz"
    media_types = frozenset({"application/wacz", "application/x-wacz"})

    def read(self, stream: BinaryIO, opening: Opening) -> Iterator[Capture | Link | Rejected]:
        """Every page of every WARC file; records are cited as ``FILE.wacz/archive/NAME``."""
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
            file = stream if stream.seekable() else _spool(stream, cast(BinaryIO, spool))
            try:
                archive = ZipFile(file)
                names = sorted(n for n in archive.namelist() if n.startswith(_FOLDER) and n.lower().endswith(_ENDINGS))
            except _DAMAGE:
                yield reject(opening.source, "It is no zip file that can be read, which a WACZ archive is.")
                return
            if not names:
                yield reject(opening.source, "It is a zip file without WARC files in it; of zip files WACZ is read.")
            for name in names:
                yield from _read_member(archive, name, opening)


READER = WaczReader()


def _read_member(archive: ZipFile, name: str, opening: Opening) -> Iterator[Capture | Link | Rejected]:
    source = f"{opening.source}/{name}"
    try:
        with archive.open(name) as member:
            stored = archive.getinfo(name).compress_type == ZIP_STORED
            sound = io.BufferedReader(_Member(cast(BinaryIO, member), can_go_back=stored))
            yield from WARC.read(sound, Opening(source=source, media_type="application/warc"))
    except _DAMAGE as error:
        reason = str(error) if isinstance(error, DamagedInput) else "It cannot be unpacked from its zip file."
        yield reject(source, reason)


class _Member(io.RawIOBase):
    """A file of the archive, its damage told in words; what is stored as it is can be searched for the next record."""

    def __init__(self, member: BinaryIO, *, can_go_back: bool) -> None:
        self._member = member
        self._can_go_back = can_go_back  # in a packed one each step back unpacks all before it anew

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._can_go_back

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._member.seek(offset, whence)

    def tell(self) -> int:
        return self._member.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._member.read(len(buffer))
        except _DAMAGE as error:
            raise DamagedInput("Its zip file is damaged here, or is encrypted.") from error
        buffer[: len(piece)] = piece
        return len(piece)


def _spool(stream: BinaryIO, spool: BinaryIO) -> BinaryIO:
    while piece := stream.read(_CHUNK):
        spool.write(piece)
    spool.seek(0)
    return spool
