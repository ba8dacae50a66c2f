"""The store's types as the API's."""

from typing import Any

from stemma.model.stored import (
    Correction,
    Event,
    StoredArticle,
    StoredClaim,
    StoredFinding,
    StoredRejected,
    StoredStory,
)
from stemma.tell.dossier_json import plain_value
from stemma.text.secrets import hide_secrets
from stemma.web.api.shapes import (
    ArticleRow,
    ClaimRow,
    CorrectionRow,
    EventRow,
    FindingRow,
    InvalidItem,
    JobAnswer,
    RejectedRow,
    StoryRow,
)
from stemma.web.jobs import Job


def tell_story_row(stored: StoredStory) -> StoryRow:
    """A story of a list."""
    story = stored.story
    return StoryRow(
        id=story.id,
        title=story.title,
        start=story.start,
        end=story.end,
        articles=list(story.articles),
        outlets=list(stored.outlets),
        origins=story.origins,
        findings=stored.findings,
        differences=stored.differences,
        places=list(stored.places),
        edition=stored.edition,
        changed=stored.changed,
    )


def tell_article_row(stored: StoredArticle) -> ArticleRow:
    """An article of a list."""
    article = stored.article
    return ArticleRow(
        id=article.id,
        source=article.source,
        outlet=article.outlet,
        agency=article.agency,
        title=article.title,
        published=article.published,
        language=article.language,
        url=article.url,
        story=stored.story,
        current=stored.current,
        number=stored.number,
    )


def tell_claim_row(claim: StoredClaim) -> ClaimRow:
    """A claim of a list."""
    return ClaimRow(**plain_value(claim))


def tell_finding_row(finding: StoredFinding) -> FindingRow:
    """A finding of a list."""
    return FindingRow(**plain_value(finding))


def tell_event_row(event: Event) -> EventRow:
    """An event of a list."""
    return EventRow(**plain_value(event))


def tell_rejected_row(rejected: StoredRejected) -> RejectedRow:
    """What could not be used, of a list; what its address carries of keys is hidden."""
    return RejectedRow(**_hide(plain_value(rejected)))


def tell_correction_row(correction: Correction, kind: str) -> CorrectionRow:
    """A correction of the log."""
    return CorrectionRow(
        number=correction.number,
        kind=kind,  # type: ignore[arg-type]
        what=plain_value(correction.override),
        made=correction.made,
        undone=correction.undone,
    )


def tell_job(job: Job) -> JobAnswer:
    """A job as it stands."""
    plain = plain_value(job)
    plain["rejected"] = [InvalidItem(**_hide(one)) for one in plain["rejected"]]
    return JobAnswer(**plain)


def _hide(rejected: dict[str, Any]) -> dict[str, Any]:
    return rejected | {name: hide_secrets(rejected[name]) for name in ("item", "reason")}
