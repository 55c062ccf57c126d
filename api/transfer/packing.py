"""Content packed and named: gzip and ETags."""

import gzip
import hashlib

SMALLEST_PACKED = 1_000
"""Bytes; below, packing saves less than it costs."""
_LEVEL = 5


def etag(content: bytes) -> str:
    """A weak validator of the content: the same for it packed and plain."""
    return f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


def names_tag(if_none_match: str, tag: str) -> bool:
    """Whether the header names the tag, by weak comparison (RFC 9110, 8.8.3.2)."""
    named = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return tag.removeprefix("W/") in named or "*" in named


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether the header takes gzip: named, or by *, with a weight that is not 0."""
    weights = {}
    for part in accept_encoding.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = parameter.replace(" ", "")
    weight = weights.get("gzip", weights.get("*"))
    return weight is not None and weight.rstrip("0.") != "q="


def packed(body: bytes) -> bytes:
    """The body as gzip; the same bytes each time."""
    return gzip.compress(body, _LEVEL, mtime=0)
