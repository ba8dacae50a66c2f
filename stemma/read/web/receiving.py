"""A server's answer turned into what is kept of it, or into the reason why nothing is."""

from stemma.read.content_codings import Unpackable, unpack_gzip
from stemma.read.content_types import split_content_type
from stemma.read.decoding import decode_text
from stemma.read.walls import find_wall
from stemma.read.web.addresses import WebAddress
from stemma.read.web.exchange import Answer
from stemma.read.web.keeping import Kept
from stemma.read.web.kinds import find_kind, is_gzip
from stemma.read.web.refusals import Refusal

_GONE = frozenset({404, 410, 451})
_STATUSES = {
    401: "Its server wants a password (status 401).",
    402: "Its server wants to be paid (status 402).",
    403: "Its server denies access (status 403).",
    404: "There is no such page (status 404).",
    410: "The page is gone (status 410).",
    429: "Its server asks for fewer requests (status 429); run again later, or with a longer --delay.",
    451: "The page is withheld for legal reasons (status 451).",
}


def take_answer(address: WebAddress, answer: Answer, *, received: str, max_unpacked: int) -> Kept:
    """The page that ``answer`` (no redirect, not 304) holds.

    Raises:
        Refusal: it holds none, or one that is not to be read: a wall, an image, an error.
    """
    if answer.status != 200:
        wall = find_wall(read_markup(answer))
        plain = _STATUSES.get(answer.status, f"Its server answered with status {answer.status}.")
        raise Refusal(wall or plain, lasting=answer.status in _GONE)
    content = answer.content
    declared, charset = split_content_type(answer.headers.get("content-type"))
    if is_gzip(content):
        try:
            content = unpack_gzip(content, max_unpacked)
        except Unpackable as error:
            raise Refusal(error.reason) from None
    if not content.strip():
        raise Refusal("Its page is empty.")
    kind, why_not = find_kind(declared, content)
    if kind is None:
        raise Refusal(why_not or "It is of a kind that is not read.", lasting=True)
    if kind == "text/html":
        wall = find_wall(decode_text(content, charset, markup=True) or "")
        if wall is not None:
            raise Refusal(wall)
    return Kept(
        asked=address.url,
        url=address.url,
        received=received,
        media_type=kind,
        charset=charset,
        etag=answer.headers.get("etag"),
        changed=answer.headers.get("last-modified"),
        content=content,
    )


def read_markup(answer: Answer) -> str:
    """The text of an answer's page; empty where it is none."""
    return decode_text(answer.content, split_content_type(answer.headers.get("content-type"))[1], markup=True) or ""
