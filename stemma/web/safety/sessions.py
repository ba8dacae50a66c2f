"""Browsers that showed the token: each holds an opaque cookie, and a second secret that only our own pages tell it."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from stemma.web.safety.tokens import match_token

COOKIE = "stemma_session"
_MOST = 256
"""Sessions at once; the oldest ends where there is one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser that is signed in."""

    id: str
    csrf: str
    """What every form of ours carries (field ``csrf``, or header ``X-CSRF-Token``) and no other site can know."""
    ends: float


class Sessions:
    """Those that are signed in, in memory alone: they end with the server."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._guard = threading.Lock()
        self._open: OrderedDict[str, Session] = OrderedDict()

    def open(self) -> Session:
        """A new session, for one that showed the token."""
        session = Session(
            id=secrets.token_urlsafe(32), csrf=secrets.token_urlsafe(32), ends=self._clock() + self.seconds
        )
        with self._guard:
            while len(self._open) >= _MOST:
                self._open.popitem(last=False)
            self._open[session.id] = session
        return session

    def find(self, given: str) -> Session | None:
        """The session of this cookie; None where there is none any more."""
        with self._guard:
            session = self._open.get(given)
            if session is not None and session.ends <= self._clock():
                del self._open[given]
                session = None
        return session

    def end(self, given: str) -> None:
        """Sign out; twice is once."""
        with self._guard:
            self._open.pop(given, None)


def match_csrf(session: Session, given: str) -> bool:
    """Whether ``given`` is the session's second secret."""
    return match_token(given, session.csrf)
