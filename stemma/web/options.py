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
