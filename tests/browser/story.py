"""A story whose page is open to a test: the file, and what its dossier says, to hold against what is shown."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any


@dataclass
class Story:
    """A page and the dossier it was made of, as JSON."""

    page: Path
    told: Path

    @cached_property
    def dossier(self) -> dict[str, Any]:
        return json.loads(self.told.read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    @property
    def findings(self) -> list[dict[str, Any]]:
        return self.dossier["findings"]  # type: ignore[no-any-return]

    @property
    def articles(self) -> list[dict[str, Any]]:
        return self.dossier["articles"]  # type: ignore[no-any-return]

    def find(self, fits: Callable[[dict[str, Any]], bool]) -> set[str]:
        """The HTML ids of the findings that ``fits`` takes."""
        return {f"f-{finding['id']}" for finding in self.findings if fits(finding)}

    def find_relation(self, relation: str) -> set[str]:
        """Those that are told as ``relation``: a withheld one is told as ``unsure``."""
        return self.find(lambda f: tell_relation(f) == relation)


def tell_relation(finding: dict[str, Any]) -> str:
    """A finding's relation as it may be told."""
    withheld = finding.get("withheld") and finding["relation"] != "single"
    return "unsure" if withheld else str(finding["relation"])


def list_holders(finding: dict[str, Any]) -> set[str]:
    """The articles that say it."""
    return {claim["article"] for claim in finding["claims"]}
