"""All feeds asked again and again, until told to end."""

import argparse
import threading
import time
from typing import NoReturn

from structlog.typing import FilteringBoundLogger

from bot.command_line import EndRequest
from bot.domain import LogProcess
from bot.domain.errors import TradingLabError
from bot.programs.heartbeat import Heartbeat, wait_until
from bot.programs.ingest_news.flags import BY_SETTING
from bot.settings import Settings
from bot.wiring.process import keeper_of, load_settings, logger
from bot.wiring.state import volume

_A_DAY = 86_400.0


def serve(given: argparse.Namespace, end: EndRequest) -> int:
    """Run until asked to end; with an interval of 0 nobody is asked for anything.

    A turn in progress is left where it is: every file is whole at any moment. It runs beside the
    main thread, because an exception that a signal raises in the middle of it may be lost (in an
    event loop, in a library's clean-up), and the service would go on.
    """
    settings = load_settings()
    keeper = keeper_of(settings, LogProcess.NEWS)
    log = logger(settings.logs, settings.unknown_names, keeper)
    is_by_setting = given.every == BY_SETTING
    minutes = settings.news.news_interval_minutes if is_by_setting else given.every
    if minutes == 0:
        log.info("news are off", meaning="NEWS_INTERVAL_MINUTES above 0 asks the feeds so often")
    else:
        log.info("news started", every_minutes=minutes)
    bugs: list[BaseException] = []

    def take_turns() -> None:
        try:
            _take_turns(given, settings, minutes, log)
        except BaseException as error:  # noqa: BLE001  # the main thread raises it
            bugs.append(error)
            end.make()

    threading.Thread(target=take_turns, daemon=True).start()
    end.wait()
    log.info("news stopped")
    if bugs:
        raise bugs[0]
    return 0


def _take_turns(
    given: argparse.Namespace, settings: Settings, minutes: float, log: FilteringBoundLogger
) -> NoReturn:
    beat = Heartbeat(volume(settings).news_heartbeat, log)
    while True:
        due = time.monotonic() + (minutes * 60 or _A_DAY)
        beat()
        if minutes:
            _turn(given, settings, log)
        wait_until(due, beat)


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
