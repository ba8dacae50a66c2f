"""``stemma.toml``: what a desk sets once for all its verbs; the command line wins over it, it over the defaults.

Read strictly: what is not known, or of another kind, is an error that names file, key and what is allowed. What lifts a
protection (private networks, ``robots.txt``, writing over MCP) cannot be set here: a file may lie in any folder.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from stemma.cli.streams import LogForm
from stemma.errors import SettingsRefused

FILE_NAME = "stemma.toml"
"""What is looked for in the working folder where ``--settings`` names no file."""
MAX_BYTES = 1 << 20
_SHOWN = 60

Place = Callable[[str, Path], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One thing that can be set."""

    fits: Callable[[Any], bool]
    """Whether a value is of the right kind and within bounds."""
    wanted: str
    """What is allowed, to follow "give"."""
    verbs: tuple[str, ...]
    """The verbs that ask it; each has an option or argument called like the key."""
    place: Place | None = None
    """What makes a path of the file, which is relative to the file's folder, one of the working folder's."""


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_text(one) for one in value)


def _whole(least: int, most: float = math.inf) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _seconds(least: float, most: float = math.inf) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        right = isinstance(value, int | float) and not isinstance(value, bool)
        return right and math.isfinite(value) and least <= value <= most

    return fits


def _is_log_form(value: Any) -> bool:
    return isinstance(value, str) and value in list(LogForm)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _place_file(given: str, folder: Path) -> str:
    return str(folder / given)


def _place_store(given: str, folder: Path) -> str:
    scheme, mark, rest = given.partition(":///")
    if mark and scheme == "sqlite":
        return f"sqlite:///{folder / rest}" if rest else given
    if "://" in given or given.startswith(("memory:", "sqlite:", "postgres:", "postgresql:")):
        return given
    return str(folder / given)


def _place_feed(given: str, folder: Path) -> str:
    return given if "://" in given else str(folder / given)


_STORING = ("run", "annotate", "compare", "watch", "serve", "mcp")
_LOOKING = ("stories", "show", "search", "corrections", "export", "import", "vacuum")
_FETCHING = ("tell", "read", "group", "run", "watch")

KEYS: Mapping[str, Mapping[str, Key]] = {
    "settings": {
        "store": Key(
            fits=_is_text,
            wanted='the address of a store, as "sqlite:///desk.db" or "postgresql://HOST/NAME"',
            verbs=_STORING + _LOOKING,
            place=_place_store,
        ),
        "at_least": Key(fits=_whole(1), wanted="a whole number, 1 or more", verbs=_STORING),
        "vectors": Key(
            fits=_is_flag,
            wanted="true or false",
            verbs=("tell", "group", "run", "compare", "watch", "serve", "mcp"),
        ),
        "one_story": Key(fits=_is_flag, wanted="true or false", verbs=("tell",)),
        "user_agent": Key(
            fits=_is_text, wanted='a name to ask sites under, as "NAME/1.0 (+https://...)"', verbs=_FETCHING
        ),
        "delay": Key(fits=_seconds(0, 3600), wanted="a number of seconds, 0 to 3600", verbs=_FETCHING),
    },
    "watch": {
        "feeds": Key(
            fits=_are_texts,
            wanted='a list of files and addresses, as ["feeds.opml"]',
            verbs=("watch",),
            place=_place_feed,
        ),
        "every": Key(fits=_seconds(10), wanted="a number of seconds, 10 or more", verbs=("watch",)),
        "rules": Key(fits=_is_text, wanted='a rule file, as "stemma.watch.toml"', verbs=("watch",), place=_place_file),
        "max_pages": Key(fits=_whole(1), wanted="a whole number, 1 or more", verbs=("watch",)),
        "log": Key(fits=_is_log_form, wanted='"lines" or "json"', verbs=("watch",)),
    },
    "serve": {
        "host": Key(fits=_is_text, wanted='an address to listen on, as "127.0.0.1"', verbs=("serve",)),
        "port": Key(fits=_whole(0, 65535), wanted="a whole number, 0 to 65535", verbs=("serve",)),
        "host_name": Key(fits=_are_texts, wanted='a list of names, as ["desk.example"]', verbs=("serve",)),
        "token_file": Key(fits=_is_text, wanted="the name of a file", verbs=("serve",), place=_place_file),
        "log": Key(fits=_is_log_form, wanted='"lines" or "json"', verbs=("serve",)),
    },
}
"""Table → key → what it may be."""


def read_settings_file(path: Path) -> dict[str, dict[str, Any]]:
    """What the file at ``path`` sets: verb → name of its option → value.

    Raises SettingsRefused, naming file and key: it cannot be read, is no TOML, or holds what is not allowed.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SettingsRefused(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(raw) > MAX_BYTES:
        raise SettingsRefused(f"{path}: is larger than {MAX_BYTES >> 20} MB; settings are a few lines")
    try:
        tables = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsRefused(f"{path}: is not UTF-8; save it as UTF-8") from None
    except (ValueError, RecursionError) as error:  # tomllib lets the ValueError of numbers and days that are none pass
        raise SettingsRefused(f"{path}: is not TOML: {error or 'nested too deeply'}") from None
    return _sort_by_verb(path, tables)


def _sort_by_verb(path: Path, tables: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for table, values in tables.items():
        if table not in KEYS:
            raise SettingsRefused(f"{path}: {_show(table)}: {_tell_unknown_table(table)}")
        if not isinstance(values, dict):
            raise SettingsRefused(f"{path}: {table}: write it as a table, under [{table}]")
        for name, value in values.items():
            key = KEYS[table].get(name)
            if key is None:
                raise SettingsRefused(
                    f"{path}: [{table}] {_show(name)}: there is no such key; there are {', '.join(KEYS[table])}"
                )
            if not key.fits(value):
                raise SettingsRefused(f"{path}: [{table}] {name}: is {_show(value)}; give {key.wanted}")
            for verb in key.verbs:
                found.setdefault(verb, {})[name] = _place(key, value, path.parent)
    return found


def _place(key: Key, value: Any, folder: Path) -> Any:
    if key.place is None:
        return value
    return [key.place(one, folder) for one in value] if isinstance(value, list) else key.place(value, folder)


def _tell_unknown_table(given: str) -> str:
    named = [table for table, keys in KEYS.items() if given in keys]
    if named:
        return f"stands in no table; write it under {' or '.join(f'[{table}]' for table in named)}"
    return f"there is no such table; there are {', '.join(f'[{table}]' for table in KEYS)}"


def _show(value: Any) -> str:
    """A value of the file on one line, shortened; control characters are shown, not obeyed."""
    text = value if isinstance(value, str) else repr(value)
    text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
    return repr(text) if isinstance(value, str) else {"True": "true", "False": "false"}.get(text, text)


def _use_settings_file(ctx: typer.Context, given: Path | None) -> Path | None:
    """Let the file's values be the verb's defaults; the path of the file, None where there is none."""
    if ctx.resilient_parsing:
        return None
    path = given or (Path(FILE_NAME) if Path(FILE_NAME).exists() else None)
    if path is not None:
        ctx.default_map = {**(ctx.default_map or {}), **read_settings_file(path).get(ctx.info_name or "", {})}
    return path


SettingsFile = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        metavar="FILE.toml",
        help=f"What options that are not given are (docs/settings.md). Default: {FILE_NAME} in this folder, if there.",
        show_default=False,
        is_eager=True,
        callback=_use_settings_file,
    ),
]
"""The option of a verb that reads the file; its value is the file that was used, found or named."""
