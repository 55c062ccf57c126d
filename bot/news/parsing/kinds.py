"""What a document is that holds no news."""

import re

_SPACE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.S)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>", re.I)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)")
_LOOKED_AT = 20_000


def without_doctype(text: str) -> str:
    """The document without its declaration of entities, which may unfold to gigabytes."""
    return _DOCTYPE.sub("", text, count=1)


def is_html_page(text: str) -> bool:
    """Whether it begins as a web page does."""
    beginning = text[:_LOOKED_AT]
    return _HTML.match(beginning, _past(beginning, 0)) is not None


def is_feed(text: str) -> bool:
    """Whether its root is that of a feed, be it an empty one."""
    return _root_of(text[:_LOOKED_AT]) in ("rss", "feed", "RDF")


def other_kind(text: str) -> str:
    """What a document without a single item is, and what to do about it, as part of a sentence."""
    beginning = text[:_LOOKED_AT]
    if not beginning.strip():
        return "an empty document"
    if is_html_page(text):
        return "a web page: look there for the address of its feed"
    if beginning.lstrip()[0] in "{[":
        return "a JSON document: an RSS or Atom feed is needed"
    root = _root_of(beginning)
    if root in ("urlset", "sitemapindex"):
        return "a sitemap: look for the address of the site's RSS or Atom feed"
    if root is None:
        return "no XML document"
    return f"an XML document of another kind (<{root[:40]}>)"


def _root_of(text: str) -> str | None:
    place = _past(text, 0)
    doctype = _DOCTYPE.match(text, place)
    root = _ROOT.match(text, place if doctype is None else _past(text, doctype.end()))
    return None if root is None else root[1].rpartition(":")[2]


def _past(text: str, place: int) -> int:
    """Where the first thing begins that is no space, comment or declaration."""
    while (skipped := _SPACE.match(text, place)) is not None:
        place = skipped.end()
    return place
