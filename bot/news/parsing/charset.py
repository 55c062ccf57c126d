"""From the bytes of a document to its text, whatever it or its server says of its charset."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = tuple(
    ("<?".encode(charset), charset)
    for charset in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
)
_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._-]{1,40})", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "iso-8859-1": "windows-1252", "us-ascii": "windows-1252"}
"""Charsets that servers name where they mean a larger one with the same characters."""
_LAST_RESORT = "windows-1252"


def decoded(body: bytes, content_type: str) -> str:
    """The text of a document.

    A byte order mark says its charset; what reads as UTF-8 is UTF-8, since text of another charset
    hardly ever does; else the `content_type` of the answer counts, then the document's own
    declaration. Bytes that fit none are read as Windows-1252 with marks for what it lacks.
    """
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    for beginning, charset in _UNMARKED:
        if body.startswith(beginning):
            return body.decode(charset, "replace")
    named = (_name(_IN_HEADER.search(content_type)), _name(_DECLARED.match(body)))
    shifting = [name for name in named if name.startswith(("iso-2022", "hz", "utf-7", "utf_7"))]
    for charset in (*shifting, "utf-8", *named):
        if (text := _strictly(body, charset)) is not None:
            return text
    return body.decode(_LAST_RESORT, "replace")


def _name(match: re.Match[str] | re.Match[bytes] | None) -> str:
    if match is None:
        return ""
    found = match[1]
    name = (found.decode("ascii") if isinstance(found, bytes) else found).lower()
    return _WIDER.get(name, name)


def _strictly(body: bytes, charset: str) -> str | None:
    """The text where all bytes fit the charset; None where they do not, or nobody knows it."""
    if charset in ("", "idna", "punycode"):  # codecs of names, slow on long texts
        return None
    try:
        return body.decode(charset)
    except (UnicodeError, LookupError):
        return None
