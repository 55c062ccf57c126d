"""A report page as text: what it says and the data that its charts draw, without its program."""

import base64
import gzip
import hashlib
import re

_SCRIPT = re.compile(r"<(script|style)([^>]*)>(.*?)</\1>", re.DOTALL)
_LIBRARY = 'id="packed-plotly"'
"""The chart library as it comes from its package."""


def readable(page: str, *, exact: bool) -> str:
    """The page with its packed data as text, one item a line.

    Of code and style only a digest stays, and with `exact` false not that: rewording a program
    changes no number.
    """
    opened = _SCRIPT.sub(lambda found: _opened(found, exact), page)
    return re.sub(r"(?<=[>}\]]),? ?(?=[<{\[])", "\n", opened)


def _opened(found: "re.Match[str]", exact: bool) -> str:
    kind, attributes, content = found.groups()
    if "application/gzip" in attributes and _LIBRARY not in attributes:
        text = gzip.decompress(base64.b64decode(content)).decode()
        return f"<{kind}{attributes}>\n{text}\n</{kind}>"
    digest = hashlib.sha256(content.encode()).hexdigest() if exact else "left out"
    return f"<{kind}{attributes}>{digest}</{kind}>"
