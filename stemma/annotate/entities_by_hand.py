"""Entities as corrections by hand join and split them, before anything rests on them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from stemma.model.annotation import Entity, Mention
from stemma.model.article import Article
from stemma.model.overrides import JoinEntities, Override, OverrideKind, Overrides, SplitEntity
from stemma.text.references import find_articles, fold_name

Mentions = dict[str, tuple[Mention, ...]]
_Corrected = tuple[tuple[Entity, ...], Mentions, str, str]


def correct_entities(
    entities: Sequence[Entity], mentions: Mapping[str, tuple[Mention, ...]], articles: Sequence[Article], by: Overrides
) -> tuple[tuple[Entity, ...], Mentions, tuple[Override, ...]]:
    """The entities and each article's mentions after the corrections, splits first, and what became of each."""
    found, named = tuple(entities), dict(mentions)
    told: list[Override] = []

    def tell(kind: OverrideKind, what: str, note: str | None, done: str, reason: str) -> None:
        status: Literal["applied", "unused"] = "applied" if done else "unused"
        told.append(Override(kind=kind, what=what, status=status, reason=done or reason, note=note))

    for parting in by.split_entity:
        found, named, *said = _split(parting, found, named, articles)
        where = f" in {parting.article}" if parting.article else ""
        what = f"{_list(parting.names)}{where}: another than the names joined with it"
        tell("split_entity", what, parting.note, *said)
    for joining in by.join_entities:
        found, named, *said = _join(joining, found, named)
        tell("join_entities", f"{_list(joining.names)} are one", joining.note, *said)
    if not told:
        return found, named, ()
    return tuple(sorted(found, key=lambda e: (-e.mentions, e.name, e.id))), named, tuple(told)


def _join(one: JoinEntities, entities: tuple[Entity, ...], mentions: Mentions) -> _Corrected:
    wanted = list(dict.fromkeys(map(fold_name, one.names)))
    holders = {name: [e for e in entities if name in _names_of(e)] for name in wanted}
    lost = [n for n in one.names if not holders[fold_name(n)]]
    if lost:
        return entities, mentions, "", f"no text names {_list(lost)}"
    joined = list({e.id: e for name in wanted for e in holders[name]}.values())
    if len(joined) < 2:
        return entities, mentions, "", "they are one already"
    whole = _make(
        one.names[0],
        max(joined, key=lambda e: (e.mentions, e.id)),
        {v for e in joined for v in e.variants} | {one.names[0]},
        sum(e.mentions for e in joined),
    )
    gone = {e.id for e in joined}
    renamed = {
        key: tuple(replace(m, entity=whole.id) if m.entity in gone else m for m in found)
        for key, found in mentions.items()
    }
    kept = tuple(e for e in entities if e.id not in gone)
    return (*kept, whole), renamed, f"joined {_list([e.name for e in joined])}", ""


def _split(
    one: SplitEntity, entities: tuple[Entity, ...], mentions: Mentions, articles: Sequence[Article]
) -> _Corrected:
    within = {a.id for a in (find_articles(one.article, articles) if one.article else articles)}
    if not within:
        return entities, mentions, "", f"no article goes by {one.article!r}"
    wanted = set(map(fold_name, one.names))
    leaving = {
        (key, n): m.entity
        for key, found in mentions.items()
        if key in within
        for n, m in enumerate(found)
        if m.entity and fold_name(m.text) in wanted
    }
    if not leaving:
        return entities, mentions, "", f"no text names {_list(one.names)}"
    old = [e for e in entities if e.id in set(leaving.values())]
    held = {m.entity for key, f in mentions.items() for n, m in enumerate(f) if (key, n) not in leaving}
    staying = [e for e in old if e.id in held]
    if not staying:
        return entities, mentions, "", f"{_list(one.names)} are joined with no other name"
    new = _make(one.names[0], max(old, key=lambda e: (e.mentions, e.id)), set(one.names), len(leaving))
    new = replace(new, id=_digest("split", new.id, *sorted(within)) if one.article else new.id)
    everywhere = one.article is None
    left = {e.id: _without(e, wanted if everywhere else set(), sum(i == e.id for i in leaving.values())) for e in old}
    renamed = {
        key: tuple(
            replace(m, entity=new.id)
            if (key, n) in leaving
            else replace(m, entity=left[m.entity].id)
            if m.entity in left
            else m
            for n, m in enumerate(found)
        )
        for key, found in mentions.items()
    }
    kept = tuple(left.get(e.id, e) for e in entities if e not in old or e in staying)
    return (*kept, new), renamed, f"parted from {_list([e.name for e in staying])}", ""


def _without(entity: Entity, names: set[str], fewer: int) -> Entity:
    """What is left of an entity: its other spellings, the longest of them its name where its own has gone."""
    variants = {v for v in entity.variants if fold_name(v) not in names} or set(entity.variants)
    name = entity.name if fold_name(entity.name) not in names else max(variants, key=lambda v: (len(v), v))
    return _make(name, entity, variants, max(0, entity.mentions - fewer))


def _make(name: str, like: Entity, variants: set[str], mentions: int) -> Entity:
    ordered = tuple(sorted(variants))
    digest = _digest(like.kind, name, *ordered)
    return replace(like, id=digest, name=name, variants=ordered, mentions=mentions)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _names_of(entity: Entity) -> set[str]:
    return {fold_name(v) for v in (entity.name, *entity.variants)}


def _list(names: Sequence[str]) -> str:
    return ", ".join(f"“{n}”" for n in names)
