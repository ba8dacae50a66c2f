"""A correction by hand in words, and what a form of the pages asks for, as a correction."""

from collections.abc import Mapping, Sequence

from stemma.model.article import Article
from stemma.model.overrides import (
    ClaimRef,
    JoinEntities,
    JoinFindings,
    JoinStories,
    PinArticle,
    SetDate,
    SetOrigin,
    SplitEntity,
    SplitFinding,
    SplitStory,
    describe_reference,
)
from stemma.model.stored import AnyOverride
from stemma.tell.wording import clean_line, shorten

_LONGEST = 140


def say_override(override: AnyOverride, names: Mapping[str, str]) -> str:
    """What it says, in one sentence; ``names``: what articles are shown as, by what a correction names them by."""

    def name(article: str | None) -> str:
        return shorten(clean_line(names.get(article or "", article or "")), _LONGEST)

    def claims(refs: Sequence[ClaimRef]) -> str:
        return " and ".join(
            shorten(f"“{clean_line(ref.words)}” ({name(ref.article)})" if ref.words and ref.article else
                    clean_line(describe_reference(ref)), _LONGEST + 60)
            for ref in refs
        )  # fmt: skip

    match override:
        case SplitStory(articles=articles):
            return f"A story of their own: {_join(map(name, articles))}"
        case JoinStories(articles=articles):
            return f"One story: those of {_join(map(name, articles))}"
        case PinArticle(article=article, story_of=other):
            return f"{name(article)} belongs to the story of {name(other)}"
        case SetDate(article=article, published=published):
            return f"{name(article)} was published {clean_line(published)}"
        case SetOrigin(origin=origin, claim=None, article=article):
            return f"What {name(article)} says without a source is from {clean_line(origin)}"
        case SetOrigin(origin=origin, claim=claim):
            return f"{claims([claim] if claim else [])} is from {clean_line(origin)}"
        case SplitFinding(claims=refs):
            return f"A finding of its own: {claims(refs)}"
        case JoinFindings(claims=refs):
            return f"One finding: {claims(refs)}"
        case JoinEntities(names=given):
            return f"One and the same: {_join(map(clean_line, given))}"
        case SplitEntity(names=given, article=article):
            where = f", in {name(article)}" if article else ""
            return f"Another than the rest: {_join(map(clean_line, given))}{where}"


def _join(words: object) -> str:
    listed = list(words)  # type: ignore[call-overload]
    return ", ".join(str(one) for one in listed)


def refer_to(article: Article) -> str:
    """What an article is named by in a correction: its id, which stands for its revisions too, and for no other page
    that a site gives the same address."""
    return article.id
