"""Whether this browser may write, and the secret that its forms carry: what the pages ask of the safety layer."""

from typing import Any

from fastapi import Request

from stemma.web.safety.access import FIELD, find_access


def tell_access(request: Request) -> dict[str, Any]:
    """For a template with forms: ``may_write``, ``writable`` (anybody may, with the token), and the hidden field's
    name and value. Such a page is kept nowhere."""
    access = find_access(request)
    return {
        "may_write": access.may_write,
        "writable": access.writable,
        "field": FIELD,
        "secret": access.csrf,
        "signed_in": access.session is not None,
    }
