"""The forms by which a story is corrected: what was put together wrongly is split, what was kept apart is joined."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from stemma.model.article import Article
from stemma.model.dossier import Dossier, Finding, ReportedClaim
from stemma.model.overrides import (
    ClaimRef,
    JoinFindings,
    JoinStories,
    PinArticle,
    SetDate,
    SetOrigin,
    SplitFinding,
    SplitStory,
)
from stemma.model.stored import AnyOverride, StoredStory
from stemma.read.overrides import is_date
from stemma.store import Store
from stemma.store.deriving import name_outlet
from stemma.tell.page_index import PageIndex
from stemma.tell.wording import clean_line, say_date, shorten
from stemma.web.pages.answering import send_page
from stemma.web.pages.correction_words import refer_to
from stemma.web.pages.corrections import check_writer, keep_correction
from stemma.web.pages.keeping import find_memory
from stemma.web.pages.linking import VIEWS
from stemma.web.pages.permitting import tell_access
from stemma.web.pages.story import find_story, head_story, load_edition
from stemma.web.state import find_store

router = APIRouter(include_in_schema=False)
_ID = re.compile(r"(?:.*/)?(?:stories|articles)/([A-Za-z0-9_-]+)")
_Text = Annotated[str, Form(max_length=2000)]
_Texts = Annotated[list[str] | None, Form()]


@router.get("/stories/{story}/correct")
def show_forms(request: Request, story: str, finding: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The forms; ``finding``: the one whose claims can be split off, joined or given an origin."""
    stored = find_story(request, story)
    return _send_forms(request, stored, finding)


def _send_forms(
    request: Request, stored: StoredStory, finding: str, *, asked: str = "", wrong: str = "", status: int = 200
) -> Response:
    """``asked``: the form that was filled in and is shown open, with what is ``wrong`` with it."""
    store = find_store(request)
    held = store.get_articles(stored.story.articles)
    loaded = None
    if stored.edition is not None:
        loaded = load_edition(store, find_memory(request), stored.story.id, stored.edition)
    index = loaded[1] if loaded else None
    context = {
        "section": "stories",
        "head": head_story(stored, loaded[0] if loaded else None),
        "view": "correct",
        "views": VIEWS,
        "articles": [_show_article(held[key].article) for key in stored.story.articles if key in held],
        "findings": _list_findings(index) if index else [],
        "chosen": _show_finding(index, finding) if index else None,
        "asked": asked,
        "wrong": wrong,
        **tell_access(request),
    }
    return send_page(request, "correct.html.j2", context, status=status)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChoice:
    """An article that can be picked."""

    id: str
    outlet: str
    title: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChoice:
    """A finding that can be picked, with its claims: id, article's name, words."""

    id: str
    number: int
    statement: str
    claims: tuple[tuple[str, str, str], ...]


def _show_article(article: Article) -> ArticleChoice:
    return ArticleChoice(
        id=article.id,
        outlet=shorten(clean_line(name_outlet(article)), 80),
        title=shorten(clean_line(article.title or ""), 120),
        when=say_date(article.published),
    )


def _list_findings(index: PageIndex) -> list[tuple[str, int, str]]:
    return [
        (finding.id, index.finding_numbers[finding.id], shorten(clean_line(finding.statement), 90))
        for finding in index.order
    ]


def _show_finding(index: PageIndex, key: str) -> FindingChoice | None:
    finding = next((one for one in index.order if one.id == key), None)
    if finding is None:
        return None
    return FindingChoice(
        id=finding.id,
        number=index.finding_numbers[finding.id],
        statement=clean_line(finding.statement),
        claims=tuple(
            (claim.id, index.name(claim.article), shorten(clean_line(claim.quote), 200)) for claim in finding.claims
        ),
    )


@router.post("/stories/{story}/correct")
def correct_story(
    request: Request,
    story: str,
    what: Annotated[str, Form(max_length=20)] = "",
    article: _Texts = None,
    claim: _Texts = None,
    finding: _Text = "",
    other: _Text = "",
    origin: _Text = "",
    published: _Text = "",
    note: _Text = "",
) -> Response:
    """Log one correction; what does not fit is told above the forms."""
    check_writer(request)
    stored = find_story(request, story)
    form = CorrectionForm(
        articles=tuple(article or ()),
        claims=tuple(claim or ()),
        finding=finding,
        other=" ".join(other.split()),
        origin=" ".join(origin.split())[:300],
        published=published.strip(),
        note=" ".join(note.split())[:500] or None,
    )
    try:
        override = make_override(find_store(request), stored, what, form)
    except ValueError as error:
        return _send_forms(request, stored, finding, asked=what, wrong=str(error), status=422)
    return keep_correction(request, override)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionForm:
    """What was filled in; every form fills in a part."""

    articles: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    finding: str = ""
    other: str = ""
    origin: str = ""
    published: str = ""
    note: str | None = None


def make_override(store: Store, stored: StoredStory, what: str, form: CorrectionForm) -> AnyOverride:
    """The correction that a form asks for. Raises ValueError with a sentence where it asks for none."""
    if what in {"split_finding", "join_findings", "claim_origin"}:
        edition = store.get_edition(stored.story.id)
        if edition is None:
            raise ValueError("This story was not compared yet: it has no findings.")
        return _correct_finding(edition.dossier, what, form)
    held = store.get_articles(stored.story.articles)
    own = {key: held[key].article for key in stored.story.articles if key in held}
    if not own:
        raise ValueError("This story has no articles any more.")
    if what in {"join_stories", "pin_article"}:
        return _bring_in(store, stored, what, form, next(iter(own.values())))
    picked = [own[key] for key in form.articles if key in own]
    if what == "split_story":
        if not picked:
            raise ValueError("Tick the articles that are a story of their own.")
        if len(picked) == len(own):
            raise ValueError("These are all of its articles: leave at least one where it is.")
        return SplitStory(articles=tuple(map(refer_to, picked)), note=form.note)
    if not picked:
        raise ValueError("Choose an article.")
    if what == "set_origin":
        return SetOrigin(origin=_read_origin(form), article=refer_to(picked[0]), note=form.note)
    if what == "set_date":
        if not is_date(form.published):
            raise ValueError("Give the date as YYYY-MM-DD, with the hour or without.")
        return SetDate(article=refer_to(picked[0]), published=form.published, note=form.note)
    raise ValueError("This form asks for nothing that is known.")


def _bring_in(store: Store, stored: StoredStory, what: str, form: CorrectionForm, first: Article) -> AnyOverride:
    """Another story, or an article of one, comes to this one, which its ``first`` article stands for."""
    key = _read_id(form.other)
    if what == "join_stories":
        other = store.get_story(key)
        if other is None or other.story.id == stored.story.id:
            raise ValueError("Give the address, or the id, of another story that is here.")
        theirs = store.get_articles(other.story.articles[:1]).values()
        return JoinStories(articles=(refer_to(first), *(refer_to(one.article) for one in theirs)), note=form.note)
    article = store.get_articles([key]).get(key)
    if article is None or key in stored.story.articles:
        raise ValueError("Give the address, or the id, of an article that is here and in another story.")
    return PinArticle(article=refer_to(article.article), story_of=refer_to(first), note=form.note)


def _read_origin(form: CorrectionForm) -> str:
    if not form.origin:
        raise ValueError("Say from whom it is.")
    return form.origin


def _correct_finding(dossier: Dossier, what: str, form: CorrectionForm) -> AnyOverride:
    finding = _find(dossier, form.finding)
    if finding is None:
        raise ValueError("Choose a finding: the one that was shown is not told any more.")
    picked = [claim for claim in finding.claims if claim.id in form.claims]
    if what == "join_findings":
        other = _find(dossier, form.other)
        if other is None or other.id == finding.id:
            raise ValueError("Choose another finding to join it with.")
        return JoinFindings(
            claims=(_refer(dossier, finding.claims[0]), _refer(dossier, other.claims[0])), note=form.note
        )
    if not picked:
        raise ValueError("Tick a claim.")
    if what == "claim_origin":
        return SetOrigin(origin=_read_origin(form), claim=_refer(dossier, picked[0]), note=form.note)
    if len(picked) == len(finding.claims):
        raise ValueError("These are all of its claims: leave at least one where it is.")
    return SplitFinding(claims=tuple(_refer(dossier, claim) for claim in picked), note=form.note)


def _find(dossier: Dossier, key: str) -> Finding | None:
    return next((finding for finding in dossier.findings if finding.id == key and finding.claims), None)


def _refer(dossier: Dossier, claim: ReportedClaim) -> ClaimRef:
    """A claim by its article and words, which outlast its id; by its id where its words stand there several times."""
    article = next((one for one in dossier.articles if one.id == claim.article), None)
    words = " ".join(claim.quote.split())
    if article is None or article.text.count(claim.quote) != 1:
        return ClaimRef(claim=claim.id)
    return ClaimRef(article=refer_to(article), words=words)


def _read_id(given: str) -> str:
    """The id in an address of a story or article; what is no address as it stands."""
    found = _ID.match(given)
    return found[1] if found else given
