"""What is chosen when the server is started."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """How to serve; the defaults serve the user of this machine alone."""

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    """What a writing request must show; None: nothing can be written."""
    hosts: tuple[str, ...] = ()
    """Names in a ``Host`` header that are answered besides those of loopback and ``host``."""
    allow_private: bool = False
    """Pasted addresses may lead to private networks."""
    max_body: int = 32 * 1024 * 1024
    """Bytes of a request."""
    body_seconds: float = 60.0
    """How long the body of a request may take to arrive."""
    reads: float = 200.0
    """Requests a second and client, over a longer time; twice as many at once."""
    writes: float = 1.0
    """Writing requests a second and client, over a longer time; thirty times as many at once."""
    session_seconds: float = 12 * 3600.0
    """How long a browser stays signed in."""
    max_jobs: int = 16
    """Jobs that wait; more are refused."""
    max_links: int = 50
    """Addresses that are fetched of one input that was handed in."""
