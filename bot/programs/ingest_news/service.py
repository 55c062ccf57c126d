"""All feeds asked again and again, until told to end."""

import argparse
import time

from structlog.typing import FilteringBoundLogger

from bot.domain import LogProcess
from bot.domain.errors import TradingLabError
from bot.programs.heartbeat import Heartbeat, wait_until
from bot.programs.ingest_news.flags import BY_SETTING
from bot.settings import Settings
from bot.wiring.process import keeper_of, load_settings, logger
from bot.wiring.state import volume

_A_DAY = 86_400.0


def serve(given: argparse.Namespace) -> int:
    """Run until the process is ended; with an interval of 0 nobody is asked for anything."""
    settings = load_settings()
    keeper = keeper_of(settings, LogProcess.NEWS)
    log = logger(settings.logs, settings.unknown_names, keeper)
    beat = Heartbeat(volume(settings).news_heartbeat, log)
    is_by_setting = given.every == BY_SETTING
    minutes = settings.news.news_interval_minutes if is_by_setting else given.every
    if minutes == 0:
        log.info("news are off", meaning="NEWS_INTERVAL_MINUTES above 0 asks the feeds so often")
    else:
        log.info("news started", every_minutes=minutes)
    try:
        while True:
            due = time.monotonic() + (minutes * 60 or _A_DAY)
            beat()
            if minutes:
                _turn(given, settings, log)
            wait_until(due, beat)
    finally:
        log.info("news stopped")


def _turn(given: argparse.Namespace, settings: Settings, log: FilteringBoundLogger) -> None:
    """One run; what goes wrong is told, and the next run comes."""
    from bot.programs.ingest_news.run import run  # a service that is off loads none of it

    try:
        done = run(given, settings)
    except TradingLabError as error:
        log.error("run failed", reason=str(error))
        return
    for note in done.notes:
        log.warning("mended", what=note)
    for feed in done.ingested.feeds:
        if feed.failure is not None:
            log.warning("feed failed", feed=feed.name, reason=feed.failure)
    found = done.ingested
    log.info(
        "news read",
        feeds=sum(feed.failure is None for feed in found.feeds),
        failed=sum(feed.failure is not None for feed in found.feeds),
        new=found.new,
        grown=found.grown,
        events=len(found.events),
    )
