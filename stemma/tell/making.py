"""How the dossier was made: settings, what could not be used, corrections by hand, how sure, how to cite."""

import json
from collections import Counter
from dataclasses import dataclass

from stemma.model.dossier import Dossier
from stemma.tell.page_index import PageIndex
from stemma.tell.sureness import SCALE, Sureness, say_sureness
from stemma.tell.wording import CORRECTION_WORDS, LIMITS, clean_line, shorten
from stemma.text.secrets import hide_secrets

_SETTING_WORDS = {
    "one_story": ("Stories", {True: "all articles were taken as one story", False: "found by likeness"}),
    "vectors": ("Alignment", {True: "letters and sentence vectors", False: "letters alone"}),
}
"""The settings that are plain yes or no, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction by hand."""

    status: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """The view of how the dossier was made."""

    version: str
    story: str
    limits: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    rejected: tuple[tuple[str, str, str], ...]
    """Item, stage, reason."""
    corrections: tuple[Correction, ...]
    sureness: tuple[tuple[Sureness, int], ...]
    """The steps of the scale that occur, with how many findings stand on each."""
    notes: tuple[str, ...]


def tell_making(index: PageIndex) -> Making:
    """The view of how the dossier that ``index`` speaks of was made."""
    dossier = index.dossier
    counts = Counter(say_sureness(finding) for finding in index.order)
    return Making(
        version=dossier.stemma_version,
        story=clean_line(dossier.story.id),
        limits=LIMITS,
        settings=_list_settings(dossier),
        rejected=tuple(
            (
                shorten(clean_line(hide_secrets(item.item)), 200),
                clean_line(item.stage),
                clean_line(hide_secrets(item.reason)),
            )
            for item in dossier.rejected
        ),
        corrections=tuple(
            Correction(
                status=CORRECTION_WORDS.get(one.status, one.status),
                words=f"{clean_line(one.what)}: {clean_line(one.reason)}"
                + (f" ({clean_line(one.note)})" if one.note else ""),
            )
            for one in dossier.overrides
        ),
        sureness=tuple((step, counts[step]) for step in SCALE if counts[step]),
        notes=tuple(map(clean_line, dossier.notes)),
    )


def _list_settings(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    said: list[tuple[str, str]] = []
    for key, value in dossier.settings.items():
        name, words = _SETTING_WORDS.get(key, (key, {}))
        text = words.get(value) if isinstance(value, bool) else None
        said.append((clean_line(name), clean_line(text or (value if isinstance(value, str) else json.dumps(value)))))
    return tuple(said)
