"""Who may write: one who shows the token, or a browser that showed it and sends a form of our own pages."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import UploadFile
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from stemma.web.safety.limits import READING, Guesses, name_client, refuse_often
from stemma.web.safety.problems import Refused, send_refused
from stemma.web.safety.sessions import COOKIE, Session, Sessions, match_csrf
from stemma.web.safety.tokens import match_token

SIGN_IN = "/login"
"""The one path that may be posted to by who is not signed in: the form that takes the token."""
FIELD, HEADER = "csrf", "x-csrf-token"
_SIGN_IN = {"WWW-Authenticate": 'Bearer realm="stemma"'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a request may do."""

    writable: bool
    """Whether anybody may write at all."""
    bearer: bool = False
    """It shows the token itself."""
    session: Session | None = None
    """It comes from a browser that is signed in."""

    @property
    def may_write(self) -> bool:
        """Whether to show what writes. That a form is our own is checked besides, when it is sent."""
        return self.writable and (self.bearer or self.session is not None)

    @property
    def csrf(self) -> str:
        """What a form must carry in its hidden field ``csrf``; empty for who is not signed in."""
        return self.session.csrf if self.session else ""


_NOBODY = Access(writable=False)
"""What a request may do that was refused before anybody looked."""


class Gate:
    """The token, the sessions and the wrong guesses of one server."""

    def __init__(self, token: str | None, sessions: Sessions, guesses: Guesses) -> None:
        self._token, self.sessions, self._guesses = token, sessions, guesses

    def look_at(self, scope: Scope) -> Access:
        """What a request may do. Raises Refused where it shows a wrong token."""
        connection = HTTPConnection(scope)
        given = connection.headers.get("authorization")
        bearer = False
        if given is not None and self._token is not None:
            kind, _, token = given.partition(" ")
            if kind.lower() != "bearer":
                raise Refused(401, "Show the token as 'Authorization: Bearer TOKEN'.", headers=_SIGN_IN)
            self._check(name_client(scope), token.strip())
            bearer = True
        session = self.sessions.find(connection.cookies.get(COOKIE, "")) if self._token is not None else None
        return Access(writable=self._token is not None, bearer=bearer, session=session)

    def sign_in(self, request: Request, response: Response, token: str) -> Session:
        """Open a session for a browser that shows the token, and set its cookie on ``response``.

        Raises Refused where the token is wrong, or nobody may write.
        """
        if self._token is None:
            raise Refused(403, "This server is read-only.")
        self._check(name_client(request.scope), token.strip())
        session = self.sessions.open()
        response.set_cookie(
            COOKIE,
            session.id,
            max_age=int(self.sessions.seconds),
            path="/",
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return session

    def sign_out(self, request: Request, response: Response) -> None:
        """End the session of this browser and drop its cookie."""
        self.sessions.end(request.cookies.get(COOKIE, ""))
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")

    def _check(self, client: str, token: str) -> None:
        wait = self._guesses.wait(client)
        if wait:
            raise refuse_often(wait, "Too many wrong tokens came from your address.")
        right = self._token is not None and match_token(token, self._token)
        self._guesses.note(client, right=right)
        if not right:
            raise Refused(401, "This is not the token of this server.", headers=_SIGN_IN)


class WriteGuard:
    """Lets nothing through that may change anything, unless who sends it may write."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app, self._gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's own protocol."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            access = self._gate.look_at(scope)
            if scope["method"] not in READING:
                _check_write(scope, access)
        except Refused as refused:
            await send_refused(scope, receive, send, refused)
            return
        scope.setdefault("state", {})["access"] = access
        await self._app(scope, receive, send)


def find_access(request: HTTPConnection) -> Access:
    """What this request may do."""
    found: Access = getattr(request.state, "access", _NOBODY)
    return found


async def confirm_form(request: Request) -> None:
    """A dependency of all pages: what a browser sends carries the secret of its session, in a header or a field.

    Reading requests, bearers of the token and the form that takes the token pass. Raises Refused.
    """
    access = find_access(request)
    if request.method in READING or access.bearer or request.url.path == SIGN_IN:
        return
    given = request.headers.get(HEADER)
    if given is None:
        field = (await request.form()).get(FIELD)
        given = "" if field is None or isinstance(field, UploadFile) else field
    if access.session is None or not match_csrf(access.session, given):
        raise _refuse_foreign()


def _check_write(scope: Scope, access: Access) -> None:
    """Raises Refused unless the request may write."""
    if not access.writable:
        raise Refused(403, "This server is read-only.")
    if access.bearer:
        return  # no browser adds this header by itself, for no site
    path = scope["path"]
    connection = HTTPConnection(scope)
    if access.session is None and path != SIGN_IN:
        raise Refused(401, "Writing needs the token: 'Authorization: Bearer TOKEN'.", headers=_SIGN_IN)
    if not _is_own(connection):
        raise _refuse_foreign()
    if path == SIGN_IN or not path.startswith("/api/"):
        return  # a form: its field is looked at by confirm_form, which reads the body
    if access.session is None or not match_csrf(access.session, connection.headers.get(HEADER, "")):
        raise _refuse_foreign()


def _is_own(connection: HTTPConnection) -> bool:
    """Whether a browser says that a page of this very server sends the request."""
    site = connection.headers.get("sec-fetch-site")
    origin = connection.headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is None or origin == "null":
        return site is not None
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == connection.headers.get("host", "").lower()


def _refuse_foreign() -> Refused:
    return Refused(403, "This was not sent by a page of this server; open the page anew and send it from there.")
