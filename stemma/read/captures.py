"""The files that the paths given name: folders walked, each file once, named for people."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stemma.model.article import Rejected
from stemma.model.overrides import OVERRIDES_FILE
from stemma.read.portions import Portion
from stemma.read.readers.protocol import reject
from stemma.read.readers.registry import PAGES, ending_of

_COMPANION = tuple(
    "_files .files _file -Dateien _fichiers _archivos _ficheiros _arquivos _bestanden _pliki _soubory _elemei -filer "
    "_tiedostot _dosyalar _fisiere _fajlovi _datoteke _failid _fails _bylos _fitxers -файлы _файлы _文件 _檔案".split()
)
"""What browsers put after a page's name for the folder with its pictures, scripts and frames."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An input to read: a file; standard input, where ``path`` is None; an address to fetch, where ``url`` is set."""

    source: str
    path: Path | None
    url: str | None = None
    portion: Portion | None = None
    """What of a file is read; None for all."""


STDIN = "stdin"
"""What standard input is called."""


def is_address(given: str) -> bool:
    """Whether it is an address on the web, no path."""
    return given.lower().startswith(("http://", "https://"))


def list_inputs(paths: Sequence[str | Path], apart: Sequence[Path] = ()) -> tuple[list[Listing], list[Rejected]]:
    """Every file that ``paths`` name, each once, ordered by source; folders are walked, links to folders are not.

    Files that are ``apart`` are left out, however they are named.
    """
    found: list[tuple[Path, int]] = []
    rejected: list[Rejected] = []
    listings: list[Listing] = []
    for given in paths:
        if str(given) == "-":
            if not any(listing.source == STDIN for listing in listings):
                listings.append(Listing(source=STDIN, path=None))
            continue
        if is_address(str(given)):
            listings.append(Listing(source=str(given), path=None, url=str(given)))
            continue
        path = Path(given)
        if path.name == OVERRIDES_FILE:
            continue  # no page: the corrections, which "pages/*" names too
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            rejected.append(reject(name_printable(str(given)), explain_failure(error)))
            continue
        if stat.S_ISDIR(mode):
            _walk_folder(path, found, rejected)
        else:
            found.append((path, 1))
    listings += _name_sources([one for one in found if not any(_is_same(one[0], path) for path in apart)])
    return sorted(listings, key=lambda listing: listing.source), rejected


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _walk_folder(folder: Path, found: list[tuple[Path, int]], rejected: list[Rejected]) -> None:
    def note(error: OSError) -> None:
        where = Path(os.fsdecode(error.filename or folder))
        name = where.relative_to(folder).as_posix() if where != folder else folder.name
        rejected.append(reject(name_printable(name), explain_failure(error)))

    found += ((path, len(path.relative_to(folder).parts)) for path in walk_pages(folder, note))


def walk_pages(folder: Path, note: Callable[[OSError], None]) -> Iterator[Path]:
    """The files in ``folder`` that may be pages, at any depth; links to folders are not followed.

    Not what is hidden, or in a hidden folder, nor the corrections, nor what browsers save beside a page. ``note`` is
    called with why a folder cannot be listed.
    """
    for parent, folders, files in os.walk(folder, onerror=note, followlinks=False):
        companions = _companion_folders(files)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in companions)
        for name in sorted(files):
            if not name.startswith(".") and name != OVERRIDES_FILE:
                yield Path(parent, name)


def _companion_folders(files: Sequence[str]) -> frozenset[str]:
    """The folders that browsers save beside these pages: parts of the pages, no articles of their own."""
    stems = [name.rpartition(".")[0] for name in files if ending_of(name) in PAGES["text/html"]]
    return frozenset(stem + tail for stem in stems for tail in _COMPANION)


def _name_sources(found: list[tuple[Path, int]]) -> list[Listing]:
    """Name each file by its last parts: as many as the folder given leaves, more where two would be the same."""
    parts: dict[tuple[str, ...], int] = {}
    for path, depth in found:
        whole = Path(os.path.abspath(path)).parts
        parts[whole] = max(depth, parts.get(whole, 0))
    while True:
        named: dict[str, list[tuple[str, ...]]] = {}
        for whole, depth in parts.items():
            named.setdefault(name_printable("/".join(whole[-depth:])), []).append(whole)
        clashes = [whole for same in named.values() if len(same) > 1 for whole in same if parts[whole] < len(whole) - 1]
        if not clashes:
            break
        for whole in clashes:
            parts[whole] += 1
    return [Listing(source=name, path=Path(*whole)) for name, same in named.items() for whole in same]


def explain_failure(error: Exception) -> str:
    """What the system has against a path, in one sentence."""
    if isinstance(error, FileNotFoundError):
        return "There is no such file or folder."
    if isinstance(error, PermissionError):
        return "There is no permission to read it."
    if isinstance(error, OSError) and error.strerror:
        return f"It cannot be read: {error.strerror.lower()}."
    return "Its path cannot be read."


def name_printable(name: str) -> str:
    """A path as text that can be written as UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace") if _has_surrogates(name) else name


def _has_surrogates(name: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in name)
