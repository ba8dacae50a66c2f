"""Entities: the people, organisations and places of a whole story, each with every spelling found."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from stemma.annotate.entities_forms import Form, Key, Readings, collect_forms
from stemma.annotate.entities_people import join_people, short_forms, short_names, strip_role
from stemma.annotate.entities_recall import recall_names
from stemma.annotate.entities_things import (
    canonical_organisation,
    canonical_place,
    find_acronyms,
    is_larger,
    join_places,
    match_initials,
    place_core,
    shorten_place,
)
from stemma.annotate.names_lexicon import COMPANY_TAILS, PLACE_ALIASES, STANDS_FOR_PLACE, STATE_CODES, TITLES
from stemma.annotate.names_words import is_role
from stemma.annotate.transliteration import fold_word, match_spelling, skeleton_of, split_name
from stemma.model.annotation import Entity, EntityKind, Mention

_Join = Callable[[Key, Key], None]
Articles = Sequence[tuple[str, Sequence[Mention]]]
_SURE_PLACES = frozenset(PLACE_ALIASES) | frozenset(PLACE_ALIASES.values()) | frozenset(STATE_CODES.values())


@dataclass(slots=True)
class _Group:
    """The forms and mentions of one entity while it is being put together."""

    kind: EntityKind
    forms: list[Form] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)


def group_names(
    mentions_by_article: Articles, *, texts: Mapping[str, str]
) -> tuple[tuple[Entity, ...], dict[str, tuple[Mention, ...]]]:
    """The entities of a story, most named first, and each article's mentions with their entity set.

    ``texts`` holds the articles' texts by id: titles before names and acronyms in brackets are read
    there. The order of the articles does not matter.
    """
    articles = sorted(mentions_by_article, key=lambda pair: pair[0])
    readings: Readings = {}
    forms, extended = collect_forms(articles, texts, readings)
    recalled = recall_names(articles, texts, forms)
    if any(len(a[1]) != len(b[1]) for a, b in zip(articles, recalled, strict=True)):
        articles = recalled
        forms, extended = collect_forms(articles, texts, readings)
    people, left = _group_people(forms)
    things = _group_things(left, find_acronyms(articles, texts))
    entities: list[Entity] = []
    owner: dict[tuple[int, int], str] = {}
    bearers = _count_bearers(people, things)
    for group in people + things:
        if not group.places:
            continue
        entity = _make_entity(group, articles, extended, bearers)
        entities.append(entity)
        owner.update(dict.fromkeys(group.places, entity.id))
    entities.sort(key=lambda e: (-e.mentions, e.name, e.id))
    out = {
        article: tuple(replace(m, entity=owner.get((n, k))) for k, m in enumerate(mentions))
        for n, (article, mentions) in enumerate(articles)
    }
    return tuple(entities), out


def _count_bearers(people: list[_Group], things: list[_Group]) -> Counter[str]:
    """How many entities bear a word: people anywhere in their names, the rest as their whole name."""
    bearers: Counter[str] = Counter()
    for group in people:
        bearers.update({w for f in group.forms for v in f.variants for w in map(fold_word, v.split())})
    for group in things:
        bearers.update({f.key[0] for f in group.forms if len(f.key) == 1})
    return bearers


def _group_people(forms: dict[Key, Form]) -> tuple[list[_Group], list[Form]]:
    """The people, with the bare surnames and given names that mean them, and the forms left over."""
    full = [f for f in forms.values() if f.kind == "person" and len(f.key) > 1]
    joined, unsure = join_people(full)
    groups = [_Group("person", list(fs), [p for f in fs for p in f.places]) for fs in joined]
    by_short: dict[str, dict[str, list[int]]] = {}
    for number, group in enumerate(groups):
        for form in group.forms:
            for rank, word in enumerate(short_names(form.key)):
                slot = by_short.setdefault(skeleton_of(word), {}).setdefault(word + "/" + str(rank), [])
                if number not in slot:
                    slot.append(number)
    anchors = sorted((place, number) for number, group in enumerate(groups) for place in group.places)
    left: list[Form] = []
    for form in unsure:
        fits = [n for n, g in enumerate(groups) if form.key[-1] in {w for f in g.forms for w in f.key}]
        _assign(form, fits, groups, anchors)
    for form in sorted((f for f in forms.values() if f.kind != "person" or len(f.key) == 1), key=lambda f: f.key):
        short = len(form.key) == 1 or (len(form.key) == 2 and is_role(form.key[0]))  # "Regent Ruiz" is Ruiz
        fits = _fit_short(form, by_short) if short and _may_be_person(form) else []
        if fits:
            _assign(form, fits, groups, anchors)
        else:
            left.append(form)
    return groups, left


def _may_be_person(form: Form) -> bool:
    """Whether a single word may be a surname here, and is no well-known place or acronym."""
    if form.kind == "person" or form.titled:
        return True
    if form.key[0] in _SURE_PLACES or form.key[0] in TITLES:
        return False
    return not all(v.isupper() for v in form.variants)


def _fit_short(form: Form, by_short: dict[str, dict[str, list[int]]]) -> list[int]:
    """The people whom a single word may mean: by surname as spelt, by its other spellings, then by given name."""
    word = form.key[-1]
    slots = by_short.get(skeleton_of(word), {})
    for rank in ("0", "1"):
        if exact := slots.get(f"{word}/{rank}"):
            return exact
    for rank in ("0", "1"):
        near = {
            n for slot, ns in slots.items() if slot.endswith("/" + rank) and match_spelling(word, slot[:-2]) for n in ns
        }
        if near:
            return sorted(near)
    return []


def _assign(form: Form, fits: list[int], groups: list[_Group], anchors: list[tuple[tuple[int, int], int]]) -> None:
    """Gives each mention of a form to a person it fits; one that fits nobody is a person of its own.

    Of several it is whom the story names most in full, unless the article has before it somebody named a quarter as
    often: then the last so named, unless another of them is named twice as often. Where it has nobody before, it is
    whom the article names next.
    """
    if not fits:
        groups.append(_Group("person", [form], list(form.places)))
        return
    if len(fits) == 1:
        groups[fits[0]].forms.append(form)
        groups[fits[0]].places.extend(form.places)
        return
    fitting = set(fits)
    near = [(place, number) for place, number in anchors if number in fitting]
    weight = Counter(number for _, number in near)
    heaviest = max(fits, key=lambda n: (weight[n], len(groups[n].places), -n))
    taken: set[int] = set()
    at, last, article = 0, -1, -1
    before: set[int] = set()
    for place in form.places:
        if place[0] != article:
            article, last, before = place[0], -1, set()
        while at < len(near) and near[at][0] < place:
            if near[at][0][0] == article:
                last = near[at][1]
                before.add(last)
            at += 1
        chosen = heaviest
        if before and weight[heaviest] < 4 * max(weight[n] for n in before):
            # The bare surname is for whom the story is about; a relative is called by the given name.
            chosen = max(before, key=lambda n: (n != last and weight[n] >= 2 * weight[last], n == last, weight[n], -n))
        elif not before and at < len(near) and near[at][0][0] == place[0]:
            chosen = near[at][1]
        groups[chosen].places.append(place)
        if chosen not in taken:
            taken.add(chosen)
            groups[chosen].forms.append(form)


def _group_things(forms: list[Form], acronyms: Mapping[str, str]) -> list[_Group]:
    """Places, organisations and the rest, joined by written-out names, acronyms and common cores."""
    parent: dict[Key, Key] = {f.key: f.key for f in forms}
    by_key = {f.key: f for f in forms}

    def root(key: Key) -> Key:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(a: Key, b: Key) -> None:
        first, second = sorted((root(a), root(b)))
        parent[second] = first

    _join_canonical(forms, join)
    _join_acronyms(by_key, acronyms, join)
    _join_place_names(forms, join)
    _join_place_heads(forms, join)
    _join_tails(forms, join)
    _join_heads(forms, join)
    groups: dict[Key, _Group] = {}
    for form in sorted(forms, key=lambda f: f.key):
        group = groups.setdefault(root(form.key), _Group("other"))
        group.forms.append(form)
        group.places.extend(form.places)
    for group in groups.values():
        votes: Counter[EntityKind] = Counter()
        for form in group.forms:
            votes[form.kind] += form.weight * (1 if form.kind != "other" else 0) + (len(form.key) > 1)
        group.kind = max(votes, key=lambda k: (votes[k], k))
    return [groups[key] for key in sorted(groups)]


def _join_canonical(forms: list[Form], join: _Join) -> None:
    seen: dict[tuple[str, Key], Key] = {}
    for form in sorted(forms, key=lambda f: f.key):
        keys = [("o", canonical_organisation(form.key))] if form.kind != "place" else []
        keys.append(("p", canonical_place(form)))
        for key in keys:
            other = seen.setdefault(key, form.key)
            if other != form.key:
                join(other, form.key)


def _join_acronyms(by_key: dict[Key, Form], acronyms: Mapping[str, str], join: _Join) -> None:
    long_names = sorted(k for k, f in by_key.items() if len(k) > 1 and f.kind != "person")
    for key in sorted(k for k in by_key if len(k) == 1):
        form = by_key[key]
        if not any(v.replace(".", "").isupper() for v in form.variants):
            continue
        told = acronyms.get(key[0])
        if told and split_name(told) in by_key:
            join(key, split_name(told))
            continue
        fits = [k for k in long_names if k[0][0] == key[0][0] and match_initials(key[0], k)]
        if len(fits) == 1:
            join(key, fits[0])


def _join_place_names(forms: list[Form], join: _Join) -> None:
    near: dict[str, list[Form]] = {}
    for form in sorted(forms, key=lambda f: f.key):
        if len(form.key) == 1 and len(form.key[0]) < 4:
            continue
        if form.kind == "place" or place_core(form.key)[1] or len(form.key) == 1 or form.key[-1].isdigit():
            near.setdefault(skeleton_of(form.key[0]), []).append(form)
    for block in near.values():
        for n, form in enumerate(block[:200]):
            for other in block[n + 1 : 200]:
                if "place" in (form.kind, other.kind) and join_places(form.key, other.key):
                    join(form.key, other.key)


def _join_tails(forms: list[Form], join: _Join) -> None:
    """Words that end one longer name of the story mean it ("Keck Observatory" for "W.M. Keck Observatory")."""
    ends: dict[Key, list[Key]] = {}
    for form in forms:
        if form.kind != "person" and len(form.key) < 12:
            numbered = any(c.isdigit() for c in form.key[-1]) and any(c.isalpha() for c in form.key[-1])
            for cut in range(1, len(form.key) - (0 if numbered else 1)):
                ends.setdefault(form.key[cut:], []).append(form.key)
    for form in forms:
        longer = ends.get(form.key, [])
        if len(longer) == 1 and form.kind != "person":
            join(form.key, longer[0])


def _join_heads(forms: list[Form], join: _Join) -> None:
    """A company's first word means it if the full name stands before it, or ends in "Airlines" or the like."""
    starts: dict[str, list[Form]] = {}
    for form in sorted(forms, key=lambda f: f.key):
        if form.kind == "organisation" and 1 < len(form.key) < 5:
            starts.setdefault(form.key[0], []).append(form)
    for form in forms:
        longer = starts.get(form.key[0], []) if len(form.key) == 1 and form.kind in ("organisation", "other") else []
        tailed = [f for f in longer if all(w in COMPANY_TAILS for w in f.key[1:])]
        if tailed:
            for other in tailed:
                join(form.key, other.key)
        elif len(longer) == 1 and len(longer[0].key) == 2 and _stands_after(form, longer[0]):
            join(form.key, longer[0].key)


def _join_place_heads(forms: list[Form], join: _Join) -> None:
    """ "Lima" for "Lima City", "Malta Islands" or "Newcastle upon Tyne", where one place of the story begins so."""
    starts: dict[str, list[Form]] = {}
    for form in sorted(forms, key=lambda f: f.key):
        if form.kind == "place" and len(form.key) > 1 and shorten_place(form.key):
            starts.setdefault(" ".join(shorten_place(form.key)), []).append(form)
    for form in forms:
        longer = starts.get(" ".join(form.key), []) if form.kind in ("place", "other") else []
        # "Newcastle" may be upon Tyne or under Lyme; "Malta Islands" and "Isla Malta" are both Malta's.
        if (
            longer
            and (len(longer) == 1 or all(len(f.key) == len(form.key) + 1 for f in longer))
            and not is_larger(form.key)
        ):
            for other in longer:
                join(form.key, other.key)


def _stands_after(short: Form, full: Form) -> bool:
    """Whether every article with the short form has the full one before it."""
    first: dict[int, int] = {}
    for article, place in full.places:
        first.setdefault(article, place)
    return all(article in first and first[article] < place for article, place in short.places)


def _make_entity(
    group: _Group,
    articles: Articles,
    extended: Mapping[tuple[int, int], tuple[str, ...]],
    bearers: Mapping[str, int],
) -> Entity:
    """The entity with every spelling found, titled ones too; its name is the fullest spelling without a title.

    A person's surname is a variant also where it stands only inside the full name, if nobody else in
    the story bears it: whoever is called so there is this person.
    """
    spellings: Counter[str] = Counter()
    for number, place in group.places:
        spellings[" ".join(articles[number][1][place].text.split())] += 1
    variants = set(spellings)
    for at in group.places:
        variants.update(extended.get(at, ()))
    if group.kind == "person":
        variants.update(filter(None, map(strip_role, spellings)))
        for text in (strip_role(t) or t for t in spellings):
            variants.update(s for s in short_forms(text) if bearers.get(fold_word(s.split()[-1]), 0) == 1)
    if group.kind == "place":
        for text in spellings:
            core, noun = place_core(split_name(text))
            words = text.split()
            if noun in STANDS_FOR_PLACE and len(words) > len(core):
                variants.add(" ".join(words[: len(core)]))

    def rank(text: str) -> tuple[int, int, int, str]:
        key = split_name(text if group.kind != "person" else strip_role(text) or text)
        bare = place_core(key)[0] if group.kind == "place" and not key[-1].isdigit() else key
        return (len(bare) if not key[-1].isdigit() else 0, spellings[text], len(text), text)

    name = max(spellings, key=rank)
    name = (group.kind == "person" and strip_role(name)) or name
    ordered = tuple(sorted(variants))
    digest = hashlib.sha256("\n".join((group.kind, name, *ordered)).encode()).hexdigest()[:12]
    return Entity(id=digest, name=name, kind=group.kind, variants=ordered, mentions=len(group.places))
