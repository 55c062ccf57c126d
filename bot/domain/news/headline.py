"""What a news feed says in one item, before anybody has judged it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.checks import filled_text, finite_number, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One item of news: title and summary are plain text, without markup or entities.

    `published_at` is aware UTC, None where the feed does not say it. `source` is who published it.
    `category`, `weight` and `language` are those of the feed, the category a hint only; `sources`
    is how many sources carried the same story.
    """

    title: str
    summary: str = ""
    url: str | None = None
    published_at: datetime | None = None
    source: str
    category: str = "general"
    weight: float = 1.0
    language: str = "en"
    sources: int = 1

    def __post_init__(self) -> None:
        filled_text("title", self.title)
        require(finite_number("weight", self.weight) > 0, "weight > 0", self.weight)
        require(self.sources >= 1, "sources >= 1", self.sources)
        moment = self.published_at
        require(moment is None or moment.tzinfo is not None, "an aware published_at", moment)
