"""Corrections by hand: their file, and the dates of articles that they set."""

import datetime
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from stemma.errors import OverridesRefused
from stemma.model.article import Article
from stemma.model.overrides import (
    OVERRIDES_FILE,
    ClaimRef,
    JoinEntities,
    JoinFindings,
    JoinStories,
    Override,
    Overrides,
    PinArticle,
    SetDate,
    SetOrigin,
    SplitEntity,
    SplitFinding,
    SplitStory,
)
from stemma.text.references import find_articles

MAX_BYTES = 1 << 20
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?")
_KEYS = {
    "join_findings": ("claims",),
    "split_finding": ("claims",),
    "join_entities": ("names",),
    "split_entity": ("names", "article"),
    "set_origin": ("origin", "claim", "article"),
    "set_date": ("article", "published"),
    "pin_article": ("article", "story_of"),
    "split_story": ("articles",),
    "join_stories": ("articles",),
}


def find_overrides(paths: Sequence[str | Path]) -> tuple[Path, ...]:
    """The files of corrections beside the input: in each folder given, and in the folder of each file given."""
    found: dict[Path, Path] = {}
    for given in paths:
        if str(given) == "-":
            continue
        try:
            folder = Path(given) if Path(given).is_dir() else Path(given).parent
            path = folder / OVERRIDES_FILE
            if path.is_file():
                found.setdefault(path.resolve(), path)
        except (OSError, ValueError, RuntimeError):
            continue  # a path that cannot be looked at is told where it is read
    return tuple(found[key] for key in sorted(found))


def load_overrides(*paths: Path) -> Overrides:
    """The corrections of these files together. Raises OverridesRefused that names the file, the key and what to do."""
    loaded = [_load(path) for path in paths]
    return Overrides(
        join_findings=tuple(o for one in loaded for o in one.join_findings),
        split_finding=tuple(o for one in loaded for o in one.split_finding),
        join_entities=tuple(o for one in loaded for o in one.join_entities),
        split_entity=tuple(o for one in loaded for o in one.split_entity),
        set_origin=tuple(o for one in loaded for o in one.set_origin),
        set_date=tuple(o for one in loaded for o in one.set_date),
        pin_article=tuple(o for one in loaded for o in one.pin_article),
        split_story=tuple(o for one in loaded for o in one.split_story),
        join_stories=tuple(o for one in loaded for o in one.join_stories),
    )


def choose_dates(
    articles: Sequence[Article], overrides: Overrides
) -> tuple[dict[str, str], tuple[tuple[Override, str | None], ...]]:
    """Article id → the date of publication set by hand; and what became of each correction, with its article's id."""
    told: list[tuple[Override, str | None]] = []
    dates: dict[str, str] = {}
    for one in overrides.set_date:
        found = find_articles(one.article, articles)
        reason = ""
        if not is_date(one.published):
            reason = f"{one.published!r} is no date"
        elif not found:
            reason = f"no article goes by {one.article!r}"
        elif len(found) > 1:
            reason = f"{one.article!r} fits {len(found)} articles; name one by its file"
        elif found[0].published == one.published:
            reason = "the page gives this date already"
        else:
            dates[found[0].id] = one.published
        outcome = Override(
            kind="set_date",
            what=f"{one.article} was published {one.published}",
            status="unused" if reason else "applied",
            reason=reason or f"it was {found[0].published or 'undated'}",
            note=one.note,
        )
        told.append((outcome, None if reason else found[0].id))
    return dates, tuple(told)


def set_dates(articles: Sequence[Article], dates: Mapping[str, str]) -> tuple[Article, ...]:
    """The articles, published on ``dates`` (by article id) where these name them."""
    return tuple(replace(a, published=dates[a.id]) if a.id in dates else a for a in articles)


def is_date(text: str) -> bool:
    """Whether ``text`` is a date that exists, ISO 8601, reduced precision allowed."""
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = match.groups()
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
        if "T" in text:
            datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _load(path: Path) -> Overrides:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OverridesRefused(f"{path}: cannot be read: {reason}") from None
    if len(raw) > MAX_BYTES:
        raise OverridesRefused(f"{path}: is larger than {MAX_BYTES >> 20} MB; corrections by hand are a few lines each")
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise OverridesRefused(f"{path}: is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise OverridesRefused(f"{path}: is not TOML: {error}") from None
    except RecursionError:
        raise OverridesRefused(f"{path}: is not TOML: nested too deeply") from None
    return _File(path).read(table)


class _File:
    """One file's tables, read with errors that say where."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fail(self, where: str, problem: str) -> OverridesRefused:
        return OverridesRefused(f"{self.path}: {where}: {problem}")

    def read(self, table: Mapping[str, Any]) -> Overrides:
        for key in table:
            if key not in _KEYS:
                raise self.fail(key, f"there is no such correction; there are {', '.join(_KEYS)}")
        items = {kind: self.items(kind, table) for kind in _KEYS}
        return Overrides(
            join_findings=tuple(
                JoinFindings(claims=self.claims(where, item, 2), note=self.note(where, item))
                for where, item in items["join_findings"]
            ),
            split_finding=tuple(
                SplitFinding(claims=self.claims(where, item, 1), note=self.note(where, item))
                for where, item in items["split_finding"]
            ),
            join_entities=tuple(
                JoinEntities(names=self.names(where, item, 2), note=self.note(where, item))
                for where, item in items["join_entities"]
            ),
            split_entity=tuple(
                SplitEntity(
                    names=self.names(where, item, 1),
                    article=self.maybe(where, item, "article"),
                    note=self.note(where, item),
                )
                for where, item in items["split_entity"]
            ),
            set_origin=tuple(self.origin(where, item) for where, item in items["set_origin"]),
            set_date=tuple(self.date(where, item) for where, item in items["set_date"]),
            pin_article=tuple(
                PinArticle(
                    article=self.text(where, item, "article"),
                    story_of=self.text(where, item, "story_of"),
                    note=self.note(where, item),
                )
                for where, item in items["pin_article"]
            ),
            split_story=tuple(
                SplitStory(articles=self.names(where, item, 1, key="articles"), note=self.note(where, item))
                for where, item in items["split_story"]
            ),
            join_stories=tuple(
                JoinStories(articles=self.names(where, item, 2, key="articles"), note=self.note(where, item))
                for where, item in items["join_stories"]
            ),
        )

    def items(self, kind: str, table: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
        given = table.get(kind, [])
        if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
            raise self.fail(kind, f"write each as a table of its own, under [[{kind}]]")
        named = [(f"{kind} {number}", item) for number, item in enumerate(given, start=1)]
        for where, item in named:
            for key in item:
                if key not in (*_KEYS[kind], "note"):
                    raise self.fail(f"{where}, {key}", f"is not known; there are {', '.join(_KEYS[kind])}, note")
        return named

    def text(self, where: str, item: Mapping[str, Any], key: str) -> str:
        value = item.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"{where}, {key}", "give words in quotation marks")
        return value.strip()

    def maybe(self, where: str, item: Mapping[str, Any], key: str) -> str | None:
        return self.text(where, item, key) if key in item else None

    def note(self, where: str, item: Mapping[str, Any]) -> str | None:
        return self.maybe(where, item, "note")

    def names(self, where: str, item: Mapping[str, Any], least: int, *, key: str = "names") -> tuple[str, ...]:
        value = item.get(key)
        if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
            example = '["Ann Lee", "Lee"]' if key == "names" else '["harbour-times", "fen-courier"]'
            raise self.fail(f"{where}, {key}", f"give a list of names, as {example}")
        if len(value) < least:
            raise self.fail(f"{where}, {key}", f"give at least {least}")
        return tuple(name.strip() for name in value)

    def claims(self, where: str, item: Mapping[str, Any], least: int) -> tuple[ClaimRef, ...]:
        value = item.get("claims")
        if not isinstance(value, list) or len(value) < least:
            raise self.fail(f"{where}, claims", f'give a list of at least {least}, each {{article = "…", words = "…"}}')
        return tuple(self.claim(f"{where}, claims {n}", ref) for n, ref in enumerate(value, start=1))

    def claim(self, where: str, ref: Any) -> ClaimRef:
        if not isinstance(ref, dict):
            raise self.fail(where, 'write {article = "…", words = "…"}, or {claim = "…"} with an id')
        for key in ref:
            if key not in ("article", "words", "claim"):
                raise self.fail(f"{where}, {key}", "is not known; there are article, words, claim")
        if ("claim" in ref) == ("words" in ref) or ("claim" in ref and "article" in ref):
            raise self.fail(where, 'give either claim = "id", or words = "…" (and article = "…")')
        return ClaimRef(
            article=self.maybe(where, ref, "article"),
            words=self.maybe(where, ref, "words"),
            claim=self.maybe(where, ref, "claim"),
        )

    def origin(self, where: str, item: Mapping[str, Any]) -> SetOrigin:
        if ("claim" in item) == ("article" in item):
            raise self.fail(where, "give either claim = {…} or article = “…”, and origin")
        return SetOrigin(
            origin=self.text(where, item, "origin"),
            claim=self.claim(f"{where}, claim", item["claim"]) if "claim" in item else None,
            article=self.maybe(where, item, "article"),
            note=self.note(where, item),
        )

    def date(self, where: str, item: Mapping[str, Any]) -> SetDate:
        value = item.get("published")
        if isinstance(value, datetime.date):  # datetime is a date too
            value = value.isoformat()
        if not isinstance(value, str) or not is_date(value):
            raise self.fail(f"{where}, published", "give a date such as 2024-10-12 or 2024-10-12T08:30:00+01:00")
        return SetDate(article=self.text(where, item, "article"), published=value, note=self.note(where, item))
