"""One news feed, as feeds.yml describes it."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.domain import finite_number, one_line, require

MOST_WEIGHT = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed by name and address; `weight` says how much its word counts beside others' (1).

    `category` is what it mostly writes about, a hint for what is made of its items. The address may
    hold a key, so that people are shown the name alone.
    """

    name: str
    url: str
    category: str = "general"
    weight: float = 1.0
    language: str = "en"

    def __post_init__(self) -> None:
        for name in ("name", "url", "category", "language"):
            one_line(name, getattr(self, name))
        weight = finite_number("weight", self.weight)
        require(0 < weight <= MOST_WEIGHT, f"0 < weight <= {MOST_WEIGHT:g}", weight)
        require(_is_web_address(self.url), "a url such as https://example.com/rss", "another")

    @property
    def fingerprint(self) -> str:
        """What its address is known by where the address itself must not be written."""
        return hashlib.sha256(self.url.encode()).hexdigest()[:16]


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
