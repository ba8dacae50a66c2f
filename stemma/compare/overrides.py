"""Findings and origins as corrections by hand set them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from stemma.compare.alignment import Group
from stemma.model.annotation import Annotated, Claim
from stemma.model.overrides import (
    ClaimRef,
    JoinFindings,
    Override,
    OverrideKind,
    Overrides,
    SetOrigin,
    SplitFinding,
    describe_reference,
)
from stemma.text.references import find_articles, find_words


class Hand:
    """The corrections of one story's findings and origins, and what became of each."""

    def __init__(self, overrides: Overrides | None, claims: Sequence[Claim], annotated: Sequence[Annotated]) -> None:
        self._overrides = overrides or Overrides()
        self._claims = claims
        self._articles = [a.article for a in annotated]
        self._told: list[Override] = []
        self._words: dict[str, str] = {}
        self._origins: dict[str, str] = {}
        """Claim id → the origin that was set for it."""
        # What is set for one claim stands above what is set for its article.
        for one in sorted(self._overrides.set_origin, key=lambda o: o.claim is not None):
            self._set_origin(one)

    @property
    def told(self) -> tuple[Override, ...]:
        """What became of each correction so far."""
        return tuple(self._told)

    def regroup(self, groups: Sequence[Group]) -> tuple[Group, ...]:
        """The groups of claims (by index) with findings split, then joined; every claim stays in exactly one."""
        found = list(groups)
        for parting in self._overrides.split_finding:
            found = self._split(parting, found)
        for joining in self._overrides.join_findings:
            found = self._join(joining, found)
        return tuple(sorted(found, key=lambda g: g.members)) if found != list(groups) else tuple(groups)

    def source(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims as origins are to see them: where one was set, it is all that the claim's chain names."""
        return [replace(c, said_by=(self._origins[c.id],)) if c.id in self._origins else c for c in claims]

    def explain(self, claims: Sequence[Claim]) -> str:
        """What a finding of these claims owes to a hand, as a sentence to add to its ``why``; empty if nothing."""
        parts = list(dict.fromkeys(self._words[c.id] for c in claims if c.id in self._words))
        if any(c.id in self._origins for c in claims):
            parts.append("An origin was set by hand.")
        return "".join(f" {part}" for part in parts)

    def _split(self, one: SplitFinding, groups: list[Group]) -> list[Group]:
        what = f"{_list(one.claims)} {'is' if len(one.claims) == 1 else 'are'} a finding apart"
        indexes, reason = self._find_all(one.claims)
        holders = [g for g in groups if set(g.members) & set(indexes)]
        if not reason and len(holders) > 1:
            reason = "these claims are in different findings"
        elif not reason and len(holders[0].members) == len(indexes):
            reason = "they are a finding of their own already"
        self._tell("split_finding", what, reason, "parted from the others", one.note)
        if reason:
            return groups
        whole = holders[0]
        rest = tuple(i for i in whole.members if i not in indexes)
        self._mark((*indexes, *rest), "Split by hand.")
        parts = [Group(members=rest), Group(members=tuple(indexes))]
        return [g for g in groups if g is not whole] + parts

    def _join(self, one: JoinFindings, groups: list[Group]) -> list[Group]:
        indexes, reason = self._find_all(one.claims)
        holders = [g for g in groups if set(g.members) & set(indexes)]
        if not reason and len(holders) == 1:
            reason = "they are one finding already"
        what = f"{_list(one.claims)} are one finding"
        self._tell("join_findings", what, reason, f"joined {len(holders)} findings", one.note)
        if reason:
            return groups
        members = tuple(sorted(i for g in holders for i in g.members))
        self._mark(members, "Joined by hand.")
        joined = replace(holders[0], members=members, by_hand=True)
        return [g for g in groups if g not in holders] + [joined]

    def _set_origin(self, one: SetOrigin) -> None:
        name = " ".join(one.origin.split())
        if one.claim is not None:
            indexes, reason = self._find_all((one.claim,))
            what = f"the origin of {describe_reference(one.claim)} is {name}"
        else:
            found = {a.id for a in find_articles(one.article or "", self._articles)}
            indexes = [i for i, c in enumerate(self._claims) if c.article in found and not c.said_by]
            reason = "" if indexes else "all its claims name their source"
            reason = reason if found else f"no article goes by {one.article!r}"
            what = f"what {one.article} says without a source is from {name}"
        for index in indexes if name and not reason else ():
            self._origins[self._claims[index].id] = name
        changed = f"{len(indexes)} claim{'s' if len(indexes) != 1 else ''}"
        self._tell("set_origin", what, reason if name else "no origin is given", changed, one.note)

    def _tell(self, kind: OverrideKind, what: str, reason: str, changed: str, note: str | None) -> None:
        status: Literal["applied", "unused"] = "unused" if reason else "applied"
        self._told.append(Override(kind=kind, what=what, status=status, reason=reason or changed, note=note))

    def _mark(self, indexes: Sequence[int], words: str) -> None:
        for index in indexes:
            self._words[self._claims[index].id] = words

    def _find_all(self, refs: Sequence[ClaimRef]) -> tuple[list[int], str]:
        """The claims meant, each once, in order of index; or why one of them cannot be told."""
        found: set[int] = set()
        for ref in refs:
            indexes, reason = self._find(ref)
            if reason:
                return [], reason
            found.update(indexes)
        return (sorted(found), "") if found else ([], "it names no claim")

    def _find(self, ref: ClaimRef) -> tuple[list[int], str]:
        if ref.claim is not None:
            same = [i for i, c in enumerate(self._claims) if c.id == ref.claim.strip()]
            return same, "" if same else f"no claim has the id {ref.claim}"
        articles = find_articles(ref.article, self._articles) if ref.article else tuple(self._articles)
        if not articles:
            return [], f"no article goes by {ref.article!r}"
        found: set[int] = set()
        stands = False
        for article in articles:
            for start, end in find_words(ref.words or "", article.text):
                stands = True
                best = self._holding(article.id, start, end)
                if best is not None:
                    found.add(best)
        if len(found) == 1:
            return sorted(found), ""
        where = ref.article or "any article"
        if found:
            return (
                [],
                f"{describe_reference(ref)} stands in {len(found)} claims; quote more of one, or name its article",
            )
        if stands:
            return [], f"{describe_reference(ref)} stands in {where}, but in no claim; quote the words of one"
        return [], f"{describe_reference(ref)} does not stand in {where}"

    def _holding(self, article: str, start: int, end: int) -> int | None:
        """The claim with most of these characters, the shortest of equals; None where none has half of them."""
        best: tuple[int, int, int] | None = None
        for index, claim in enumerate(self._claims):
            shared = min(end, claim.end) - max(start, claim.start)
            if claim.article == article and shared * 2 >= end - start:
                best = min(best or (0, 0, index), (-shared, claim.end - claim.start, index))
        return best[2] if best else None


def _list(refs: Sequence[ClaimRef]) -> str:
    return ", ".join(map(describe_reference, refs))
