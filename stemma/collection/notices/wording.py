"""A notice in words: as plain text for mails and feeds, and as markup in which every word of a page is escaped."""

from collections.abc import Iterator
from html import escape

from stemma.collection.notices.notice import Notice, NoticeClaim, NoticeFinding, NoticeSide
from stemma.collection.syndication import clean_text, clip_title, keep_web_url
from stemma.tell.story_words import say_spread
from stemma.tell.wording import clean_line, count_words, quote_words


def head_notice(notice: Notice) -> str:
    """Rule and story on one line."""
    return clip_title(f"{clean_line(notice.rule)}: {notice.title}")


def count_notice(notice: Notice) -> str:
    """How many articles and outlets the story has, and how many articles are independent of each other."""
    return say_spread(articles=notice.articles, outlets=len(notice.outlets), independent=notice.origins)


def write_text(notice: Notice) -> str:
    """The notice as plain text."""
    return clean_text("\n".join(_lines(notice)) + "\n")


def write_markup(notice: Notice) -> str:
    """The notice as HTML: paragraphs and lists, no script, no style, no picture."""
    parts = [f"<p>{_escape(notice.happened)}</p>", f"<p>{_escape(count_notice(notice))}.</p>"]
    for finding in notice.findings:
        parts.append(f"<h3>{_escape(finding.label)}: {_escape(finding.statement)}</h3>")
        for side in finding.sides:
            parts.append(f"<p>{_escape(_name_side(side))}</p><ul>")
            parts += [
                f"<li>{_link(claim.outlet, claim.url)}: {_escape(_quote(claim))}{_escape(_say_source(claim))}</li>"
                for claim in side.claims
            ]
            parts.append("</ul>")
        parts.append(f"<p>{_escape(_count_finding(finding))}</p>")
    if notice.findings_left:
        parts.append(f"<p>{_escape(_say_left(notice))}</p>")
    if notice.links:
        items = "".join(f"<li>{_link(f'{one.outlet}: {one.title}', one.url)}</li>" for one in notice.links)
        parts.append(f"<ul>{items}</ul>")
    if keep_web_url(notice.url):
        parts.append(f"<p>{_link('The story with all its findings', notice.url)}</p>")
    return clean_text("\n".join(parts))


def _lines(notice: Notice) -> Iterator[str]:
    yield from (notice.title, notice.happened, count_notice(notice) + ".")
    for finding in notice.findings:
        yield ""
        yield f"{finding.label}: {finding.statement}"
        for side in finding.sides:
            yield f"  {_name_side(side)}"
            for claim in side.claims:
                yield f"  - {claim.outlet}: {_quote(claim)}{_say_source(claim)}"
                if claim.url:
                    yield f"    {claim.url}"
        yield f"  {_count_finding(finding)}"
    if notice.findings_left:
        yield _say_left(notice)
    if notice.links:
        yield ""
        for link in notice.links:
            yield f"{link.outlet}: {link.title}" + (f"\n  {link.url}" if link.url else "")
    if notice.url:
        yield from ("", f"The story: {notice.url}")


def _name_side(side: NoticeSide) -> str:
    outlets = ", ".join(side.outlets)
    return f"{side.value} ({outlets})" if side.value else outlets


def _quote(claim: NoticeClaim) -> str:
    return quote_words(claim.quote)


def _say_source(claim: NoticeClaim) -> str:
    return f" (citing {', which cites '.join(claim.said_by)})" if claim.said_by else ""


def _count_finding(finding: NoticeFinding) -> str:
    return f"From {count_words(finding.origins, 'independent origin')}."


def _say_left(notice: Notice) -> str:
    return f"{count_words(notice.findings_left, 'more finding')} of this kind."


def _link(text: str, url: str | None) -> str:
    kept = keep_web_url(url)
    return f'<a href="{escape(kept, quote=True)}">{_escape(text)}</a>' if kept else _escape(text)


def _escape(text: str) -> str:
    return escape(clean_line(text), quote=True)
