"""Differences stated as differences: one version in full, and after it what the other articles have in its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemma.model.article import Article
from stemma.model.dossier import Finding, ReportedClaim
from stemma.tell.arrangement import Version, split_versions
from stemma.tell.proof import read_figures
from stemma.tell.summary_choice import find_words
from stemma.tell.summary_sentences import BREAK, is_disputed
from stemma.tell.summary_sources import has_attribution, name_source
from stemma.tell.wording import clean_line, name_articles, say_value, spell_count
from stemma.text.statements import drop_dateline, shape_statement, stands_alone
from stemma.text.units import match_unit, same_dimension
from stemma.text.words import fold_text

_SUREST = 0.55
"""Below this confidence the claims may speak of two things."""
_SUREST_OF_FEW = 0.85
"""The same where no more than two articles stand against each other."""
_REACH = 3
_SURE = 0.75
_COMMON_WORDS = 2
_MOST_VERSIONS = 3
_MOST_NAMED = 4
_LONGEST = 30
_STEM = 5
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A difference in one sentence."""

    text: str
    findings: tuple[str, ...]


def state_differences(findings: Sequence[Finding], articles: Sequence[Article]) -> tuple[Difference, ...]:
    """What may be told of the differences, each in one sentence, the most widely reported first.

    Only such as read well: one version stands in a whole clause with its value in it, and the claims of the others
    speak of the same thing in the same unit. An article that gives two versions stands for neither.
    """
    names = name_articles(articles)
    texts = {article.id: article.text for article in articles}
    told = []
    for finding in findings:
        if is_disputed(finding) and finding.confidence >= _SUREST:
            versions = _compare_versions(finding, names)
            frame = _find_frame(versions, texts)
            if frame is not None and (sentence := _state(frame, versions, names, texts)) is not None:
                reach = len({c.article for v in versions for c in v.claims})
                if reach < _REACH and finding.confidence < _SUREST_OF_FEW:
                    continue
                told.append(
                    (-reach, -finding.confidence, finding.id, Difference(text=sentence, findings=(finding.id,)))
                )
    return tuple(difference for *_, difference in sorted(told, key=lambda item: item[:3]))


def _compare_versions(finding: Finding, names: Mapping[str, str]) -> list[Version]:
    """The versions that can be set side by side, without the articles that give more than one of them."""
    versions = _merge_alike([v for v in split_versions(finding) if v.value])
    given = [{c.article for c in v.claims} for v in versions]
    kept = []
    for place, version in enumerate(versions):
        others = {key for other, held in enumerate(given) if other != place for key in held}
        claims = tuple(c for c in version.claims if c.article not in others and c.article in names)
        if claims:
            kept.append(Version(value=version.value, claims=claims))
    kept.sort(key=lambda v: (-len({c.article for c in v.claims}), v.value))
    return [v for v in kept if v is kept[0] or _is_alike(kept[0], v, finding.confidence)][:_MOST_VERSIONS]


def _merge_alike(versions: Sequence[Version]) -> list[Version]:
    """The versions, those of one figure in other words ("150 million", "one hundred and fifty million") as one."""
    merged: dict[str, Version] = {}
    for version in versions:
        value = version.claims[0].value
        key = f"{value.get('op')} {value.get('quantity')}" if "quantity" in value else version.value
        held = merged.get(key)
        merged[key] = Version(value=held.value, claims=(*held.claims, *version.claims)) if held else version
    return list(merged.values())


def _is_alike(one: Version, other: Version, confidence: float) -> bool:
    """Whether both give the value of one thing, as far as unit and words tell."""
    return any(_have_one_unit(a, b) and _tell_of_one(a, b, confidence) for a in one.claims for b in other.claims)


def _have_one_unit(one: ReportedClaim, other: ReportedClaim) -> bool:
    """Whether both values have one unit; what is counted may have two names ("cars", "vehicles")."""
    first, second = one.value.get("unit"), other.value.get("unit")
    if first == second:
        return True
    if not isinstance(first, str) or not isinstance(second, str):
        return False
    return same_dimension(first, second) or not (match_unit(first, 0) or match_unit(second, 0))


def _tell_of_one(one: ReportedClaim, other: ReportedClaim, confidence: float) -> bool:
    """Whether two claims share words besides their values: enough, and not names alone."""
    common = _list_stems(one, one.quote) & _list_stems(other, other.quote)
    plain = _list_stems(one, _NAME.sub("", one.quote)) & _list_stems(other, _NAME.sub("", other.quote))
    return len(common) >= (_COMMON_WORDS if confidence < _SURE else 1) and bool(plain)


def _list_stems(claim: ReportedClaim, words: str) -> frozenset[str]:
    """What ``words`` of a claim say besides its value."""
    told = find_words(words) - find_words(say_value(claim.value))
    return frozenset(word[:_STEM] for word in told if not word.isdigit())


def _find_frame(versions: Sequence[Version], texts: Mapping[str, str]) -> tuple[int, ReportedClaim] | None:
    """The claim to tell in full, with the place of its version: of the widest version that has one."""
    if len(versions) < 2:
        return None
    for place, version in enumerate(versions):
        fit = [c for c in version.claims if _frames(c, texts[c.article])]
        if fit:
            return place, min(fit, key=lambda c: (len(read_figures(c.quote)), len(c.quote), c.id))
    return None


def _frames(claim: ReportedClaim, text: str) -> bool:
    """Whether a claim opens its sentence, stops where a clause does, and has its value in it."""
    words = drop_dateline(claim.quote)
    context = claim.context
    opens = context is not None and claim.start == context.start and BREAK.match(text[claim.end : context.end])
    return bool(
        (claim.complete or opens)
        and claim.part in {"body", "deck"}
        and stands_alone(words)
        and len(words.split()) <= _LONGEST
        and ";" not in words
        and not has_attribution(words)
        and words.count(say_value(claim.value)) == 1
    )


def _state(
    frame: tuple[int, ReportedClaim], versions: Sequence[Version], names: Mapping[str, str], texts: Mapping[str, str]
) -> str | None:
    place, claim = frame
    words = shape_statement(" ".join(drop_dateline(claim.quote).split()).rstrip("."), opens=True)
    parts = [f"{words}, according to {_name_holders(versions[place], names, texts)}"]
    for other, version in enumerate(versions):
        if other != place:
            value = _say_in_line(version, worded=claim.value.get("quantity") is None and "date" not in claim.value)
            parts.append(f"{value}, according to {_name_holders(version, names, texts)}")
    return "; ".join(parts) + "."


def _say_in_line(version: Version, *, worded: bool) -> str:
    value = clean_line(version.value)
    if worded:
        return f"“{value}”"
    # "Seventeen" opened its sentence; here it opens none.
    return value[:1].lower() + value[1:] if re.match(r"[A-Z][a-z]+\b", value) and not _is_dated(version) else value


def _is_dated(version: Version) -> bool:
    return any("date" in claim.value for claim in version.claims)


def _name_holders(version: Version, names: Mapping[str, str], texts: Mapping[str, str]) -> str:
    """``A and B``, ``three articles (A, B, C)``, ``the police (A)`` where all of them have it from the police."""
    keys = sorted({c.article for c in version.claims}, key=lambda key: names[key])
    listed = ", ".join(names[key] for key in keys)
    sources = {c.said_by[0] if c.said_by else "" for c in version.claims}
    source = next(iter(sources)) if len(sources) == 1 else ""
    if source and source in texts[keys[0]] and fold_text(source) not in fold_text(listed):
        return f"{name_source((source,), texts[keys[0]])} ({listed})"
    if len(keys) > _MOST_NAMED:
        return spell_count(len(keys), "article")
    if len(keys) > 2:
        return f"{spell_count(len(keys), 'article')} ({listed})"
    return " and ".join(names[key] for key in keys)
