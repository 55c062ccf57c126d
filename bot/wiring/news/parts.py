"""What news is made of: which feeds, who judges it, and where it is kept."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.domain.ports import SentimentScorer
from bot.news.classify import Aliases, classify
from bot.news.ingestion import Classify
from bot.settings import Settings
from bot.state import FeedMemory, NewsFile

_LAB = Path(__file__).resolve().parents[3]


def feeds_file(settings: Settings, named: str | None) -> Path:
    """The list of feeds: the one that is `named`, NEWS_FEEDS_PATH, the volume's, the lab's."""
    if named is not None:
        return Path(named).expanduser()
    own = settings.data_dir / "feeds.yml"
    return settings.news.news_feeds_path or (own if own.exists() else _LAB / "feeds.yml")


def classifier(
    scorer: SentimentScorer, symbols: Iterable[str], aliases: Mapping[str, str | list[str]]
) -> Classify:
    """Judges headlines for the symbols; `aliases` are names that a user gave to some.

    Raises ConfigError where an alias breaks a rule.
    """
    names = Aliases(symbols, aliases)
    return lambda headlines: classify(headlines, scorer, names)


def news_file(path: Path) -> NewsFile:
    """The events that came from feeds."""
    return NewsFile(path)


def feed_memory(path: Path) -> FeedMemory:
    """What the feeds' servers said when the events of the news file at `path` came."""
    return FeedMemory(path)
