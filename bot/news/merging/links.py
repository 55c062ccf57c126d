"""Addresses of items: the one that people are shown, and whether two are the same."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = frozenset(
    (
        *("fbclid", "gclid", "dclid", "msclkid", "twclid", "yclid", "igshid", "mc_cid", "mc_eid"),
        *("cmpid", "cmp", "ncid", "ocid", "smid", "sref", "ref_src", "ref_url", "referrer", "taid"),
        *("guccounter", "guce_referrer", "guce_referrer_sig", "soc_src", "soc_trk", "src_trk"),
        *("mod", "ftcamp", "syndication", "__source", "xtor"),
    )
)
_TRACKING_PREFIXES = ("utm_", "at_", "pk_", "mtm_", "hsa_", "_hs", "vero_", "wt_")


def clean_link(url: str) -> str | None:
    """The address without what only tells where a reader came from; None for one to stay away from.

    That is every address that is not of the web, and a login in it is dropped.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or not url.isprintable():
        return None
    place = f"[{host}]" if ":" in host else host
    where = place if port is None else f"{place}:{port}"
    return urlunsplit((parts.scheme.lower(), where, parts.path, _query(parts.query), ""))


def link_key(url: str) -> str | None:
    """What two addresses of one page share; None for a site's front page, which is no item's own.

    The address is one that clean_link gave.
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return None
    query = "&".join(sorted(parts.query.split("&")))
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{path}?{query}"


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _tracks(name.lower())]
    return query if len(kept) == len(pairs) else urlencode(kept)


def _tracks(name: str) -> bool:
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)
