"""One run: the feeds asked, and what they told put into the file of events."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.command_line import refuse_overwriting
from bot.news.classify import Category
from bot.news.feeds import Feed, FetchLimits, read_feeds
from bot.news.ingestion import Ingested, Retention, ingest
from bot.settings import Settings
from bot.wiring.news import classifier, feed_memory, feeds_file, news_file, sentiment_scorer
from bot.wiring.process import portfolio_of
from bot.wiring.state import volume_in

ROLE = "news"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsRun:
    """What a run did to the file `out`; `notes` are sentences on what was set aside or failed."""

    started_at: datetime
    out: Path
    ingested: Ingested
    notes: tuple[str, ...]


def run(given: argparse.Namespace, settings: Settings) -> NewsRun:
    """Ask all feeds and write the file; VolumeInUse where another run is at it.

    The events are written before what the servers said of them: a kill between the two costs
    answers that say nothing new, and no news.
    """
    out = given.out or settings.news_events_file
    path = feeds_file(settings, given.feeds)
    refuse_overwriting(
        {"--out": out}, {"--feeds": path, "MACRO_EVENTS_PATH": settings.macro_events_files[0]}
    )
    listed = read_feeds(path)
    symbols = given.symbols or _traded(settings)
    said = _unknown_categories(listed.feeds)
    scorer = sentiment_scorer(settings, said.append)
    classify = classifier(scorer, symbols, listed.aliases)
    with volume_in(out.parent).hold(ROLE):
        started_at = datetime.now(UTC)
        file, memory = news_file(out), feed_memory(out)
        was_there = file.exists()
        read = file.read()
        ingested = ingest(
            listed.feeds,
            read.events,
            memory.load() if was_there and not read.notes else {},
            classify,
            retention=Retention(
                days=settings.news.news_keep_days, events=settings.news.news_keep_events
            ),
            clock=lambda: datetime.now(UTC),
            limits=FetchLimits(),
        )
        if ingested.events != read.events or not was_there or read.notes:
            file.write(ingested.events)  # what has not changed makes no reader read again
        memory.save(ingested.validators)
    return NewsRun(started_at=started_at, out=out, ingested=ingested, notes=(*read.notes, *said))


def _unknown_categories(feeds: Sequence[Feed]) -> list[str]:
    """A sentence for each feed whose category is none of ours, most likely a slip."""
    return [
        f"{feed.name}: need category of {', '.join(Category)}, was {feed.category!r}: it gives no"
        " hint"
        for feed in feeds
        if feed.category not in tuple(Category)
    ]


def _traded(settings: Settings) -> tuple[str, ...]:
    """The symbols of the portfolio, and the names by which its macro events know them."""
    assets = portfolio_of(settings).assets
    return tuple(name for asset in assets for name in (asset.symbol, asset.macro_symbol))
