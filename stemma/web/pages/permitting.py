"""Whether this browser may write, and the token that its forms carry: what the pages ask of the safety layer."""

from fastapi import Request


def may_write(request: Request) -> bool:
    """Whether forms that write are shown."""
    return False


def find_form_token(request: Request) -> str:
    """The token that a form of this browser must carry; empty where it may not write."""
    return ""
