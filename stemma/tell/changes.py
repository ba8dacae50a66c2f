"""What changed between two dossiers of one story: articles, their words, findings.

Ids are hashes of content, so that nothing edited keeps its own: articles are matched by address, headline and words
(``stemma.tell.editions``), findings by the claims they share, each looked for where its words stand in the later
edition.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from stemma.model.article import Article
from stemma.model.changes import (
    ArticleName,
    Changes,
    Field,
    FieldChange,
    FindingChange,
    FindingName,
    StoryChanges,
    StoryName,
)
from stemma.model.dossier import Dossier, Finding, ReportedClaim
from stemma.tell.editions import Pair, describe_edit, join_editions, list_keys, pair_articles
from stemma.tell.wording import clean_line, key_value, name_articles, say_value

_LEAST_OVERLAP = 0.5
"""Of two stretches together, the share that both hold, from which on they are one claim."""
_LEAST_SHARED = 0.3
"""Of the claims of two findings together, the share that is one and the same, from which on they are one finding."""


def compare_dossiers(old: Sequence[Dossier], new: Sequence[Dossier]) -> Changes:
    """What changed from ``old`` to ``new``; stories are matched by id, else by the articles they share.

    The order of dossiers, articles, findings and claims changes nothing but the order of telling.
    """
    pairs, gone, added = _pair_stories(old, new)
    told = [_compare_stories(a, b) for a, b in pairs]
    return Changes(
        stories=tuple(story for story in told if not story.is_empty),
        stories_added=tuple(StoryName(id=d.story.id, title=clean_line(d.story.title)) for d in added),
        stories_gone=tuple(StoryName(id=d.story.id, title=clean_line(d.story.title)) for d in gone),
    )


def _pair_stories(
    old: Sequence[Dossier], new: Sequence[Dossier]
) -> tuple[list[tuple[Dossier, Dossier]], list[Dossier], list[Dossier]]:
    if len(old) == len(new) == 1:
        return [(old[0], new[0])], [], []
    by_key: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for j, b in enumerate(new):
        by_key["story", b.story.id].add(j)
        for key in {key for article in b.articles for key in list_keys(article)}:
            by_key[key].add(j)
    fits = []
    for i, a in enumerate(old):
        shared: Counter[int] = Counter(dict.fromkeys(by_key.get(("story", a.story.id), ()), 0))
        for article in a.articles:
            # Surest last, so that it stands: many stories have a page of one outlet that is called "index.html".
            ranks = sorted((rank, key) for key, rank in list_keys(article).items())
            shared.update({j: rank for rank, key in ranks for j in by_key.get(key, ())})
        for j, count in shared.items():
            b = new[j]
            fits.append((a.story.id != b.story.id, -count, a.story.id, b.story.id, i, j))
    left_old, left_new = dict(enumerate(old)), dict(enumerate(new))
    pairs = []
    for *_, i, j in sorted(fits):
        if i in left_old and j in left_new:
            pairs.append((left_old.pop(i), left_new.pop(j)))
    pairs.sort(key=lambda pair: (pair[1].story.id, pair[0].story.id))
    return pairs, list(left_old.values()), list(left_new.values())


@dataclass(frozen=True)
class _Edition:
    """One dossier of the two."""

    dossier: Dossier

    @cached_property
    def names(self) -> dict[str, str]:
        return name_articles(self.dossier.articles)

    def name(self, article: str) -> str:
        return self.names.get(article, article)


@dataclass(frozen=True)
class _Match:
    """Both dossiers of a story, with what is the same in both."""

    old: _Edition
    new: _Edition
    pairs: dict[str, Pair]
    """Earlier article's id → its two editions."""

    @cached_property
    def partners(self) -> dict[str, str]:
        """Earlier article's id → the later one's."""
        return {key: pair.new.article.id for key, pair in self.pairs.items()}


def _compare_stories(old: Dossier, new: Dossier) -> StoryChanges:
    matched = pair_articles(old.articles, new.articles)
    pairs = {a.id: join_editions(a, b) for a, b in matched}
    match = _Match(_Edition(old), _Edition(new), pairs)
    held, held_new = {id(a) for a, _ in matched}, {id(b) for _, b in matched}
    told = [describe_edit(pair, match.new.name(pair.new.article.id)) for pair in pairs.values()]
    shares = _share_claims(match)
    found = _pair_findings(match, shares)
    changed = [_describe_change(match, a, b, pairs_of) for a, b, pairs_of in found]
    paired, paired_new = {id(a) for a, _, _ in found}, {id(b) for _, b, _ in found}
    return StoryChanges(
        old=old.story.id,
        new=new.story.id,
        title=clean_line(new.story.title),
        articles_added=tuple(_name(a, match.new) for a in new.articles if id(a) not in held_new),
        articles_gone=tuple(_name(a, match.old) for a in old.articles if id(a) not in held),
        edits=tuple(edit for edit in told if edit is not None),
        findings_new=tuple(
            _name_finding(f, [a.id for a in old.findings if (id(a), id(f)) in shares])
            for f in new.findings
            if id(f) not in paired_new
        ),
        findings_gone=tuple(
            _name_finding(f, [b.id for b in new.findings if (id(f), id(b)) in shares])
            for f in old.findings
            if id(f) not in paired
        ),
        findings_changed=tuple(change for change in changed if change is not None),
    )


def _name(article: Article, edition: _Edition) -> ArticleName:
    title = clean_line(article.title or "") or None
    return ArticleName(id=article.id, name=edition.name(article.id), title=title, url=article.url)


def _name_finding(finding: Finding, shares: Sequence[str]) -> FindingName:
    return FindingName(
        id=finding.id,
        statement=clean_line(finding.statement),
        relation="withheld" if finding.withheld else finding.relation,
        shares=tuple(sorted(set(shares))),
    )


ClaimPair = tuple[float, ReportedClaim, ReportedClaim]


def _share_claims(match: _Match) -> dict[tuple[int, int], list[ClaimPair]]:
    """For findings (by identity) that share any: their claims that are one, each once, with how much they overlap."""
    later: dict[str, list[tuple[Finding, ReportedClaim]]] = defaultdict(list)
    for finding in match.new.dossier.findings:
        for claim in finding.claims:
            later[claim.article].append((finding, claim))
    fits: dict[tuple[int, int], list[ClaimPair]] = defaultdict(list)
    for finding in match.old.dossier.findings:
        for claim in finding.claims:
            pair = match.pairs.get(claim.article)
            place = pair.carry(claim.start, claim.end) if pair is not None else None
            for other_finding, other in later.get(match.partners.get(claim.article, ""), ()):
                overlap = _overlap(claim, place, other)
                if overlap >= _LEAST_OVERLAP:
                    fits[id(finding), id(other_finding)].append((overlap, claim, other))
    return {key: _take_each_once(pairs) for key, pairs in fits.items()}


def _overlap(claim: ReportedClaim, place: tuple[int, int] | None, other: ReportedClaim) -> float:
    """The share of both stretches together that both hold; the same words elsewhere in the article count as half."""
    same = 0.5 if claim.quote == other.quote else 0.0
    if place is None:
        return same
    start, end = place
    both = min(end, other.end) - max(start, other.start)
    whole = max(end, other.end) - min(start, other.start)
    return max(same, both / whole if whole > 0 else 0.0)


def _take_each_once(pairs: Sequence[ClaimPair]) -> list[ClaimPair]:
    taken: set[int] = set()
    taken_new: set[int] = set()
    kept = []
    for pair in sorted(pairs, key=lambda p: (-p[0], _place(p[1]), _place(p[2]))):
        _, one, other = pair
        if id(one) not in taken and id(other) not in taken_new:
            taken.add(id(one))
            taken_new.add(id(other))
            kept.append(pair)
    return kept


def _place(claim: ReportedClaim) -> tuple[str, int, int, str]:
    return claim.article, claim.start, claim.end, claim.id


def _pair_findings(
    match: _Match, shares: Mapping[tuple[int, int], list[ClaimPair]]
) -> list[tuple[Finding, Finding, list[ClaimPair]]]:
    """The findings that are one in both, those first that share most; what articles came or went does not count."""
    old = {id(f): f for f in match.old.dossier.findings}
    new = {id(f): f for f in match.new.dossier.findings}
    kept, kept_new = set(match.partners), set(match.partners.values())
    fits = []
    for (one, other), pairs in shares.items():
        a, b = old[one], new[other]
        size = sum(c.article in kept for c in a.claims) + sum(c.article in kept_new for c in b.claims)
        share = round(2 * sum(overlap for overlap, _, _ in pairs) / size, 6)
        if share >= _LEAST_SHARED:
            fits.append((-share, a.id != b.id, a.id, b.id, one, other))
    # A finding without claims (of other hands than ours) is known by its id alone.
    bare = {f.id: f for f in match.new.dossier.findings if not f.claims}
    fits += [(0.0, False, f.id, f.id, key, id(bare[f.id])) for key, f in old.items() if not f.claims and f.id in bare]
    found = []
    for *_, one, other in sorted(fits, key=lambda fit: fit[:4]):
        if one in old and other in new:
            found.append((old.pop(one), new.pop(other), shares.get((one, other), [])))
    order = {id(f): number for number, f in enumerate(match.new.dossier.findings)}
    return sorted(found, key=lambda pair: order[id(pair[1])])


def _describe_change(match: _Match, old: Finding, new: Finding, pairs: Sequence[ClaimPair]) -> FindingChange | None:
    changes = [
        *_compare("withheld", "withheld" if old.withheld else "told", "withheld" if new.withheld else "told"),
        # Of claims that may not belong together no relation is told, so none changes.
        *(() if old.withheld or new.withheld else _compare("relation", old.relation, new.relation)),
        *_compare_claims(match, old, new, pairs),
        *_compare("origins", str(old.origins), str(new.origins)),
        *_compare("date", old.date or "", new.date or ""),
        *_compare_articles(match, old, new),
    ]
    gone = [a.id for a in match.old.dossier.articles if a.id not in match.partners]
    if not changes or (all(c.field == "articles" for c in changes) and _lost_only(gone, old, new, match)):
        return None
    return FindingChange(old=old.id, new=new.id, statement=clean_line(new.statement), changes=tuple(changes))


def _compare(field: Field, old: str, new: str) -> list[FieldChange]:
    return [FieldChange(field=field, old=old, new=new)] if old != new else []


def _compare_claims(match: _Match, old: Finding, new: Finding, pairs: Sequence[ClaimPair]) -> list[FieldChange]:
    """What the same claim says now, where its article was edited: its value, else its words."""
    changes = []
    edited = {p.new.article.id for p in match.pairs.values() if p.old.article.text != p.new.article.text}
    for _, one, other in sorted(pairs, key=lambda pair: (match.new.name(pair[2].article), pair[2].start, pair[2].end)):
        name = match.new.name(other.article)
        was, now = say_value(one.value), say_value(other.value)
        # The value that is compared may be another with the kind; then it tells of no change.
        if was and now and key_value(one.value) != key_value(other.value) and old.kind == new.kind:
            changes.append(FieldChange(field="value", old=f"{name}: {was}", new=f"{name}: {now}"))
        elif other.article in edited and clean_line(one.quote) != clean_line(other.quote):
            words = (f"{name}: {clean_line(quote)}" for quote in (one.quote, other.quote))
            changes.append(FieldChange(field="words", old=next(words), new=next(words)))
    return list(dict.fromkeys(changes))


def _list_holders(match: _Match, old: Finding, new: Finding) -> tuple[dict[str, str], dict[str, str]]:
    """The articles that have the finding, before and now, with their names; by the id that they have now."""
    before = {match.partners.get(c.article, c.article): match.old.name(c.article) for c in old.claims}
    return before, {c.article: match.new.name(c.article) for c in new.claims}


def _lost_only(gone: Sequence[str], old: Finding, new: Finding, match: _Match) -> bool:
    """Whether all that changed is that whole articles are gone, which is told once, of the story."""
    before, after = _list_holders(match, old, new)
    return set(after) <= set(before) and set(before) - set(after) <= set(gone)


def _compare_articles(match: _Match, old: Finding, new: Finding) -> list[FieldChange]:
    """The articles that had the finding and have it no more, and those that have it now and had not."""
    before, after = _list_holders(match, old, new)
    left = sorted(name for key, name in before.items() if key not in after)
    came = sorted(name for key, name in after.items() if key not in before)
    return _compare("articles", ", ".join(left), ", ".join(came))
