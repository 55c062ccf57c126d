"""All feeds asked once, for a person or cron."""

import argparse

from bot.command_line import as_json, tell, write_out
from bot.domain.errors import FeedUnavailable, VolumeInUse
from bot.programs.ingest_news.run import run
from bot.reports.news import events_table, ingestion_document, ingestion_text
from bot.wiring.process import load_settings


def run_once(given: argparse.Namespace) -> int:
    """Ask the feeds and show what came of each.

    Where another run is at work this one leaves its turn out, which is no failure: cron starts the
    next one.
    """
    settings = load_settings()
    try:
        done = run(given, settings)
    except VolumeInUse as error:
        tell(f"this turn is left out: {error}")
        return 0
    for note in done.notes:
        tell(note)
    new = [each.event for each in done.ingested.events if each.seen_at == done.ingested.read_at]
    document = ingestion_document(done.ingested, done.started_at, str(done.out), done.notes)
    table = f"\n{events_table(new)}" if given.show and new else ""
    write_out(as_json(document) if given.json else ingestion_text(document) + table)
    if not done.ingested.has_failed:
        return 0
    feeds = done.ingested.feeds
    tell(f"none of {len(feeds)} feeds could be read: {feeds[0].name}: {feeds[0].failure}")
    return FeedUnavailable.exit_code
