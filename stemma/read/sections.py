"""The section of an outlet that an article stands in: by its data, then by the page's way down from the home page."""

from stemma.read.outlets import is_host
from stemma.read.structured_data import PageData
from stemma.text.words import fold_text

_METAS = (
    "article:section", "section", "parsely-section", "cxenseparse:recs:category", "cxenseparse:category",
    "sailthru.section", "article_section", "bt:section", "dc.subject.section", "articlesection", "category",
    "og:article:section", "cg", "contentsection", "lp.section", "page.section",
)  # fmt: skip
_HOME = frozenset(
    "home homepage start startseite accueil inicio início portada home page главная головна hauptseite forsiden front "
    "ホーム トップ 首页 首頁 홈 الرئيسية index".split()
)
_KINDS = frozenset("article articles story post page content default news-article newsarticle uncategorized".split())
"""What publishing systems write where there is no section."""
_LONGEST = 60
_LONG = 20
"""Letters beyond which the beginning of the headline is the headline, cut off."""


def find_section(data: PageData, *, title: str | None, outlet: str | None) -> str | None:
    """The article's section as the page writes it; None where it gives none."""
    section = data.article.get("articleSection")
    named = [item for item in section if isinstance(item, str)] if isinstance(section, list) else [section]
    listed = [value for name in _METAS for value in data.metas.get(name, ())]
    marked = [prop.value for prop in data.properties if prop.name == "articlesection" and not prop.apart]
    for value in (*named, *listed, *marked, *data.crumbs):
        if isinstance(value, str) and (plain := _clean(value)) and not _is_other(plain, title, outlet):
            return plain
    return None


def _clean(value: str) -> str:
    value = " ".join(value.split()).strip(" /|>›»")
    return value if len(value) <= _LONGEST and any(c.isalpha() for c in value) and "://" not in value else ""


def _is_other(value: str, title: str | None, outlet: str | None) -> bool:
    """Whether a step of the way is the home page, the outlet or the article itself."""
    plain, headline = fold_text(value), fold_text(title or "")
    return (
        plain in _HOME
        or is_host(value)
        or plain in _KINDS
        or plain in (fold_text(outlet or ""), headline)
        or (len(plain) > _LONG and headline.startswith(plain))
    )
